"""Journey: an item is withdrawn between queueing and sending: the citizen is to be called, nothing is dropped."""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the catalogue", lambda: hand.sees(f"theme-{acts.THEME}"))
    stage.platform("trouble", {"cut": True})
    acts.submit_without_a_line(stage, report)
    stage.platform("withdraw", {"itemCode": acts.ITEM})
    stage.platform("trouble", {})
    report.begin_step()
    hand.wait("the call-back task", lambda: [job["state"] for job in stage.queue("list") or []] == ["call-back"])
    (job,) = stage.queue("list")
    shown = stage.queue("show", job["id"])
    report.facts |= {"reference": job["reference"], "fault": shown["fault"], "next": shown["next"]}
    writes = stage.platform("ledger")["putSubmission"]
    report.facts["writes"] = {name: writes[name] for name in ("received", "accepted")}
    if stage.platform("submissions")["submissions"] or not writes["received"] or writes["accepted"]:
        raise JourneyError("the platform took a case of an item that it has withdrawn")
    if not shown["size"]:
        raise JourneyError("the case was dropped instead of kept for the person who calls")
    hand.keep("called-back")
