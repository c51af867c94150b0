"""Journey: 办不成事 with a number to call back, then a complaint of the machine without a line; both arrive once."""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.rate import turn_to
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

PHONE = "19900000001"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the catalogue", lambda: hand.sees(f"theme-{acts.THEME}"))
    hand.go("complaintButton", "complaint")
    hand.go("complaint.unable-to-handle", "choose")
    turn_to(stage, f"choose.theme.{acts.THEME}")
    hand.tap(f"choose.theme.{acts.THEME}")
    turn_to(stage, f"choose.item.{acts.ITEM}")
    hand.go(f"choose.item.{acts.ITEM}", "complaint-words")
    hand.tap("complaint.reason.papers")
    hand.keep("reason")
    hand.go("primaryButton", "complaint-phone")
    for digit in PHONE:
        hand.tap(f"key{digit}")
    hand.keep("number")
    hand.go("primaryButton", "complaint-done")
    hand.wait_words("收到了，会有人办")
    hand.keep("received")
    number = hand.reads("complaint.number")
    acts.finish(stage)
    _without_a_line(stage)
    held = stage.platform("complaints")["complaints"]
    report.facts["complaints"] = held
    if [one["number"] for one in held if one["named"]] != [number]:
        raise JourneyError("the number on the page is not that of the platform")


def _without_a_line(stage: Stage) -> None:
    """The machine itself, no word typed, no number left."""
    hand = stage.hand
    stage.stop_sandbox()
    hand.wait("the offline banner", lambda: hand.sees("banner"))
    hand.go("complaintButton", "complaint")
    hand.go("complaint.complaint", "choose")
    hand.go("choose.terminal", "complaint-words")
    hand.tap("primaryButton")
    hand.wait("asked to say something", lambda: hand.sees("complaint.nothingSaid"))
    hand.tap("complaint.reason.slow")
    hand.go("primaryButton", "complaint-phone")
    hand.go("complaint.noPhone", "complaint-done")
    hand.wait_words("已保存，还没有送出", "暂存号")
    hand.keep("kept")
    acts.finish(stage)
    stage.start_sandbox()
    hand.wait("both at the platform", lambda: len(stage.platform("complaints")["complaints"]) == 2)  # noqa: PLR2004
