"""Journey: a case is rated on the spot, without a line; asked once, and the rating arrives with the case."""

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
    stage.stop_sandbox()
    acts.submit_without_a_line(stage, report)
    turn_to(stage, "result.rate")
    hand.go("result.rate", "rating")
    hand.tap("rating.DISSATISFIED")
    hand.tap("primaryButton")
    hand.wait("asked why", lambda: hand.sees("rating.reason"))
    hand.keep("asked-why")
    turn_to(stage, "rating.tag.211")
    hand.tap("rating.tag.211")
    hand.keep("chosen")
    hand.tap("primaryButton")
    hand.wait_page("result")
    turn_to(stage, "result.rated")
    hand.keep("thanked")
    if hand.sees("result.rate"):
        raise JourneyError("asked a second time")
    acts.finish(stage)
    stage.start_sandbox()
    report.begin_step()
    hand.wait("the rating at the platform", lambda: stage.platform("ratings")["count"] == 1)
    hand.wait("the case at the platform", lambda: bool(stage.platform("submissions")["submissions"]))
    report.facts["ratings"] = stage.platform("ratings")["ratings"]
    hand.keep("sent")


def turn_to(stage: Stage, name: str) -> None:
    """Turn the screens of the page until the thing can be seen."""
    hand = stage.hand

    def found() -> bool:
        if not hand.sees(name) and hand.ask(do="find", name="pager.next").get("enabled"):
            hand.tap("pager.next")
        return hand.sees(name)

    hand.wait(name, found)
