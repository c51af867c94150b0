"""Journey: where one can go and which terminal works now; a paper of open government.

Nobody shows a card, and where one can go is told without a line, too.
"""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.rate import turn_to
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

PAPER, HALL, TERMINAL = "zc-2026-014", "hall-city", "TEST-A03"


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
    _says_it_works(stage)
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


def _says_it_works(stage: Stage) -> None:
    """The platform hears of this terminal, and says so of it."""
    hand = stage.hand
    hand.tap("choose.places")
    turn_to(stage, f"choose.{TERMINAL}")
    hand.wait_words("现在能用")
    hand.keep("works-now")
    hand.tap("backButton")
    hand.wait("the two ways", lambda: hand.sees("choose.papers"))
