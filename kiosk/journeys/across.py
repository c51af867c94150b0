"""Journey: a card of another city is blocked here (通办), and it is that city's authority that has the case."""

from __future__ import annotations

from kiosk.journeys import acts, refund
from kiosk.journeys.apply_online import note_case
from kiosk.journeys.rate import turn_to
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

ITEM = "sb-kgs"
THERE = "样本市人力资源和社会保障局"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    acts.wait_for_topics(stage)
    hand.go("theme-sb", "category")
    turn_to(stage, f"item-{ITEM}")
    hand.wait_words("全省通办")
    hand.keep("marked")
    hand.go(f"item-{ITEM}", "item")
    hand.wait_words("样本市、演示市的，在这里也能办，由那边的部门办理。")
    hand.keep("guide")
    hand.go("primaryButton", "card")
    acts.place_card(stage, "p01")
    acts.pass_face(stage, "astronaut")
    hand.wait_page("form")
    hand.tap("choice.issuedIn.990200")
    hand.tap("choice.want.block")
    hand.keep("form-whose")
    acts.go_on(stage)
    hand.wait("the second page", lambda: hand.sees("choice.pickup.bank"))
    acts.go_on(stage)
    hand.wait_page("check")
    hand.wait_words("办理部门", THERE)
    hand.keep("check")
    acts.look_through(stage)
    hand.tap("primaryButton")
    hand.wait_page("result")
    hand.wait_words("已受理", THERE)
    acts.print_receipt(stage, report)
    note_case(stage, report)
    (case,) = stage.platform("submissions")["submissions"]
    report.facts["handled_in"] = case["handledIn"]
    if case["handledIn"] != "990200":
        raise JourneyError(f"handed to {case['handledIn']}")
    acts.finish(stage)
    refund.open_matters(stage, "p01")
    hand.wait("the case", lambda: hand.sees(f"matter.{case['submissionId']}"))
    hand.go(f"matter.{case['submissionId']}", "matter")
    hand.wait_words(THERE)
    hand.keep("progress")
    acts.finish(stage)
