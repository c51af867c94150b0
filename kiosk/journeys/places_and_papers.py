"""Journey: where one can go, also without a line, and what a paper of open government says; nobody shows a card."""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.rate import turn_to
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

PAPER, HALL = "zc-2026-014", "hall-city"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the catalogue", lambda: hand.sees(f"theme-{acts.THEME}"))
    hand.go("informButton", "choose")
    hand.wait("the line", lambda: bool(hand.ask(do="find", name="choose.papers").get("enabled")))
    hand.tap("choose.papers")
    hand.wait("the papers", lambda: hand.sees(f"choose.{PAPER}"))
    hand.keep("papers")
    hand.go(f"choose.{PAPER}", "paper")
    hand.wait_words("示政数规〔2026〕4号", "不代表受理")
    hand.keep("paper")
    hand.go("backButton", "choose")
    hand.tap("backButton")
    hand.wait("the two ways", lambda: hand.sees("choose.places"))
    stage.stop_sandbox()
    hand.wait("the offline banner", lambda: hand.sees("banner"))
    if hand.ask(do="find", name="choose.papers").get("enabled"):
        raise JourneyError("papers are offered without a line")
    hand.tap("choose.places")
    turn_to(stage, f"choose.{HALL}")
    hand.go(f"choose.{HALL}", "paper")
    hand.wait_words("示例区甲子路 100 号", "0999-0000100")
    hand.keep("place")
    report.facts["place"] = HALL
