"""Journey: somebody who does not know what it is called answers two questions and stands before the right item."""

from __future__ import annotations

from kiosk.journeys.rate import turn_to
from kiosk.journeys.report import Report
from kiosk.journeys.stage import Stage


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the topics", lambda: hand.sees("theme-yb"))
    hand.go("searchButton", "search")
    hand.go("search.guide", "choose")
    hand.wait_words("最近有什么事要办？")
    turn_to(stage, "choose.life#4")
    hand.tap("choose.life#4")
    hand.wait_words("在哪里看病？")
    hand.keep("second-question")
    hand.tap("backButton")
    hand.wait_words("最近有什么事要办？")
    turn_to(stage, "choose.life#4")
    hand.tap("choose.life#4")
    hand.wait_words("在哪里看病？")
    hand.tap("choose.health#0")
    hand.wait_words("您可以办这些")
    hand.keep("what-fits")
    hand.go("choose.item:yb-ydjy", "item")
    report.facts["item"] = "yb-ydjy"
    hand.wait_words("异地就医备案")
