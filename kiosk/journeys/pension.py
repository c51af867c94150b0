"""Journey: the yearly pension check by face, in few taps; without a line it says so and begins nothing."""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.apply_online import note_case
from kiosk.journeys.rate import turn_to
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

ITEM, THEME = "sb-yljrz", "sb"
TAPS = 6
"""From the card to the result; the aim."""


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the catalogue", lambda: hand.sees(f"theme-{THEME}"))
    hand.go(f"theme-{THEME}", "category")
    turn_to(stage, f"item-{ITEM}")
    hand.go(f"item-{ITEM}", "item")
    stage.stop_sandbox()
    hand.wait("it cannot be begun without a line", lambda: not _may_begin(stage))
    hand.wait_words("这一项不能先保存后送出")
    hand.keep("without-a-line")
    stage.start_sandbox()
    hand.wait("the line again", lambda: _may_begin(stage))
    hand.go("primaryButton", "card")
    before = len(report.steps)
    acts.place_card(stage, "p02")
    acts.pass_face(stage, "grace_hopper", beside=True)
    hand.wait_page("form")
    hand.tap("choice.living.local")
    hand.go("primaryButton", "check")
    acts.look_through(stage)
    report.begin_step()
    hand.tap("primaryButton")
    hand.wait_page("result")
    hand.wait_words("认证通过")
    hand.keep("result")
    taps = sum(len(step.get("taps", ())) for step in report.steps[before:])
    report.facts["taps_after_card"] = taps
    if taps > TAPS:
        raise JourneyError(f"{taps} taps from the card to the result")
    note_case(stage, report)
    acts.print_receipt(stage, report)
    acts.finish(stage)


def _may_begin(stage: Stage) -> bool:
    return stage.hand.sees("primaryButton")
