"""Journey: apply for an item by a numeric keypad alone: nobody touches the screen from the first page to the last."""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.apply_online import note_case
from kiosk.journeys.key_hand import KeyHand
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

KEYPAD = True


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    if not isinstance(hand, KeyHand):
        raise JourneyError("this journey has a keypad")
    stage.start_sandbox()
    stage.start_kiosk()
    acts.open_item(stage)
    hand.go("primaryButton", "card")
    acts.place_card(stage, "p01")
    acts.pass_sms(stage)
    acts.fill_in(stage, phone=None)
    report.begin_step()
    hand.tap("primaryButton")
    hand.wait_page("result")
    hand.wait_words("已收件，等部门受理")
    hand.keep("result")
    note_case(stage, report)
    acts.print_receipt(stage, report)
    acts.finish(stage)
    report.facts["keys"] = hand.pressed
