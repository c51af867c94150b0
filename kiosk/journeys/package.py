"""Journey: three services as one. One item is left out, the line drops before the last button, and yet all arrive.

What is looked up afterwards says how each item stands.
"""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.apply_online import note_case
from kiosk.journeys.rate import turn_to
from kiosk.journeys.refund import open_matters, past_day
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

PACKAGE, LEFT_OUT, PERSON = "yjs-lh", "yb-jmcb", "p01"
ITEMS = ("就业登记", "灵活就业参保登记")


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the packages", lambda: hand.sees("packages.open"))
    hand.keep("home")
    hand.go("packages.open", "category")
    turn_to(stage, f"item-{PACKAGE}")
    hand.go(f"item-{PACKAGE}", "item")
    hand.wait_words("这 3 项一次填表、一次交材料")
    hand.tap(f"join-{LEFT_OUT}")
    hand.wait_words("这 2 项一次填表、一次交材料")
    hand.keep("left-out")
    hand.go("primaryButton", "card")
    acts.place_card(stage, PERSON)
    acts.pass_sms(stage)
    _fill_in(stage)
    _hand_in_without_a_line(stage)
    note_case(stage, report)
    open_matters(stage, PERSON)
    case = f"matter.{report.facts['submission_id']}"
    hand.wait("the case", lambda: hand.sees(case))
    hand.go(case, "matter")
    hand.wait_words(*ITEMS)
    hand.keep("progress")
    acts.finish(stage)


def _fill_in(stage: Stage) -> None:
    hand = stage.hand
    hand.wait_page("form")
    hand.tap("choice.work.delivery")
    past_day(stage, "since")
    hand.keep("form-work")
    hand.tap("primaryButton")
    hand.wait("the base", lambda: hand.sees("form.field.base"))
    hand.tap("form.field.base")
    for digit in "5000":
        hand.tap(f"key{digit}")
    hand.tap("choice.cycle.month")
    hand.keep("form-base")
    hand.go("primaryButton", "check")


def _hand_in_without_a_line(stage: Stage) -> None:
    """Saved first; once the line is there again each item has its number."""
    hand = stage.hand
    stage.platform("trouble", {"cut": True})
    hand.wait("the offline banner", lambda: hand.sees("banner"))
    acts.look_through(stage)
    hand.tap("primaryButton")
    hand.wait_page("result")
    hand.wait_words("已保存，还没有送出", "等平台确认", *ITEMS)
    hand.keep("saved")
    stage.platform("trouble", {})
    hand.wait("the answer", lambda: hand.reads_anywhere("已收件，等部门受理", "办件编号"))
    hand.keep("received")
    if sum("SL" in word for word in hand.words()) != 1 + len(ITEMS):
        raise JourneyError("each item has a number of its own")
    acts.finish(stage)
