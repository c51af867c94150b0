"""Journey: the line drops before the case is sent.

The plug is pulled after the provisional slip, and yet the case arrives, once.
"""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.apply_online import note_case
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the catalogue", lambda: hand.sees(f"theme-{acts.THEME}"))
    stage.stop_sandbox()
    acts.submit_without_a_line(stage, report)
    queued = stage.queue("list")
    if len(queued) != 1 or queued[0]["state"] not in {"queued", "waiting"}:
        raise JourneyError("the outbox does not hold the one case")
    report.facts["reference"] = queued[0]["reference"]
    stage.kill_kiosk()
    report.facts["killed_after"] = report.steps[-1]["name"]
    stage.start_sandbox()
    stage.start_kiosk()
    hand.keep("home-after-restart")
    report.begin_step()
    hand.wait("the case at the platform", lambda: bool(stage.platform("submissions")["submissions"]))
    hand.wait("the outbox empty", lambda: [job["state"] for job in stage.queue("list") or []] == ["done"])
    note_case(stage, report)
    report.facts["queue"] = stage.queue("stats")
    hand.keep("sent")
