"""Journey: an appointment taken with three choices before the card, looked up again, and given back."""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.rate import turn_to
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

ITEM = "sb-zgtx"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("appointments open", lambda: bool(hand.ask(do="find", name="bookingButton").get("enabled")))
    hand.go("bookingButton", "choose")
    _choose(stage, f"choose.{ITEM}", "去哪里办？")
    _choose(stage, _first(stage), "哪一天去？")
    _choose(stage, _first(stage), "几点去？")
    turn_to(stage, _first(stage))
    hand.tap(_first(stage))
    hand.wait_page("card")
    acts.place_card(stage, "p01")
    acts.pass_sms(stage)
    hand.wait_page("booking")
    hand.keep("confirm")
    hand.tap("primaryButton")
    hand.wait_words("约好了", "YY")
    hand.keep("booked")
    report.facts["number"] = next(word for word in hand.words() if word.startswith("YY"))
    hand.tap("booking.giveBack")
    hand.wait_words("真的不去了吗？")
    hand.keep("asked")
    hand.tap("primaryButton")
    hand.wait_words("约好了")
    hand.tap("booking.giveBack")
    hand.wait_words("真的不去了吗？")
    hand.tap("booking.giveBack")
    hand.wait_words("已经取消了")
    hand.keep("given-back")
    acts.finish(stage)


def _choose(stage: Stage, name: str, then: str) -> None:
    """Touch a row and wait for the next question."""
    turn_to(stage, name)
    stage.hand.tap(name)
    stage.hand.wait_words(then)
    stage.hand.wait("its rows", lambda: bool(_rows(stage)))
    stage.hand.keep(name)


def _rows(stage: Stage) -> list[str]:
    items = stage.hand.ask(do="tree").get("items", [])
    return [str(item["name"]) for item in items if str(item.get("name", "")).startswith("choose.")]


def _first(stage: Stage) -> str:
    found = _rows(stage)
    if not found:
        raise JourneyError("nothing to choose")
    return found[0]
