"""Journey: one looks up a case, prints its slip again, takes it back; and takes one back that was never sent."""

from __future__ import annotations

from kiosk.journeys import acts, refund
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

ONLINE, OFFLINE = "p01", "p03"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    stage.start_sandbox()
    stage.start_kiosk()
    refund.begin(stage, ONLINE)
    refund.hand_in(stage)
    acts.finish(stage)
    (case,) = stage.platform("submissions")["submissions"]
    _look_up(stage, report, case["submissionId"])
    stage.platform("trouble", {"cut": True})
    acts.submit_without_a_line(stage, report)
    acts.finish(stage)
    _take_back_without_a_line(stage, report)
    stage.platform("trouble", {})
    stage.hand.wait("the line again", lambda: not stage.hand.sees("banner"))
    held = stage.platform("submissions")["submissions"]
    report.facts |= {"states": [one["state"] for one in held], "queue": [job["state"] for job in stage.queue("list")]}
    if report.facts["states"] != ["WITHDRAWN"] or report.facts["queue"] != ["done", "withdrawn"]:
        raise JourneyError("what was taken back is still there")


def _look_up(stage: Stage, report: Report, case: str) -> None:
    hand = stage.hand
    refund.open_matters(stage, ONLINE)
    hand.wait("the case", lambda: hand.sees(f"matter.{case}"))
    hand.go(f"matter.{case}", "matter")
    hand.wait_words("已收件，等部门受理", "办件编号")
    hand.go("matter.slip", "receipt")
    acts.print_receipt(stage, report)
    hand.go("backButton", "matter")
    _withdraw(stage)
    acts.finish(stage)


def _take_back_without_a_line(stage: Stage, report: Report) -> None:
    """Nothing of it was sent: it is taken out of this terminal's own queue."""
    hand = stage.hand
    hand.wait("the offline banner", lambda: hand.sees("banner"))
    hand.go("mattersButton", "card")
    acts.place_card(stage, OFFLINE)
    acts.pass_signature(stage)
    hand.wait_page("matters")
    job = next(one["id"] for one in stage.queue("list") if one["state"] == "queued")
    hand.wait("the case", lambda: hand.sees(f"matter.{job}"))
    hand.wait_words("已保存，还没有送出")
    hand.keep("matters-here")
    hand.go(f"matter.{job}", "matter")
    _withdraw(stage)
    report.facts["withdrawn_here"] = job
    acts.finish(stage)


def _withdraw(stage: Stage) -> None:
    hand = stage.hand
    hand.tap("matter.withdraw")
    hand.wait("the question", lambda: hand.sees("dialog"))
    hand.keep("withdraw-asked")
    hand.tap("dialogSecondary")
    hand.wait_words("已撤回")
    hand.keep("withdrawn")
