"""Journey: what one has a right to is found, the answer to the confirmation is lost, and it is confirmed once."""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

POLICY = "zc-2026-013"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the catalogue", lambda: hand.sees(f"theme-{acts.THEME}"))
    hand.go("informButton", "choose")
    hand.wait("the line", lambda: bool(hand.ask(do="find", name="choose.benefits").get("enabled")))
    hand.go("choose.benefits", "card")
    acts.place_card(stage, "p01")
    acts.pass_sms(stage)
    hand.wait("what there is", lambda: hand.sees(f"choose.{POLICY}"))
    hand.keep("list")
    hand.go(f"choose.{POLICY}", "benefit")
    hand.wait_words("要不要享受这一项？", "412.60")
    if _confirmed(stage):
        raise JourneyError("confirmed by looking at it")
    stage.platform("trouble", {"dropAnswers": 1, "path": "/v1/policy-confirmations"})
    hand.tap("primaryButton")
    _until_confirmed(stage)
    hand.keep("confirmed")
    report.facts["confirmed"] = _confirmed(stage)
    acts.print_receipt(stage, report)
    hand.go("backButton", "choose")
    hand.wait("the list as it is now", lambda: hand.sees(f"choose.{POLICY}"))
    hand.keep("list-after")
    hand.go(f"choose.{POLICY}", "benefit")
    hand.wait_words("确认好了")
    acts.finish(stage)


def _until_confirmed(stage: Stage) -> None:
    """Without an answer it says so, and the same may be pressed again."""
    hand = stage.hand

    def confirmed() -> bool:
        if hand.sees("benefit.fault"):
            hand.keep("no-answer")
            hand.tap("primaryButton")
        return hand.sees("benefit.number")

    hand.wait("the confirmation", confirmed)


def _confirmed(stage: Stage) -> list[str]:
    return [str(one) for one in stage.platform("policy-confirmations")["policies"]]
