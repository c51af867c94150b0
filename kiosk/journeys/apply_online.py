"""Journey: apply for an item with the line up, confirmed by face; ends with the case at the platform and the slip."""

from __future__ import annotations

from kiosk.journeys import acts
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    acts.open_item(stage)
    hand.go("primaryButton", "card")
    acts.place_card(stage, "p01")
    acts.pass_face(stage, "astronaut")
    acts.fill_in(stage, phone=None)
    report.begin_step()
    hand.tap("primaryButton")
    hand.wait_page("result")
    hand.wait_words("已收件，等部门受理")
    hand.keep("result")
    note_case(stage, report)
    acts.print_receipt(stage, report)
    acts.finish(stage)


def note_case(stage: Stage, report: Report, number: int = 1) -> None:
    """The case is at the platform, exactly so often."""
    held = stage.platform("submissions")["submissions"]
    if len(held) != number:
        raise JourneyError(f"the platform holds {len(held)} cases instead of {number}")
    case = held[-1]
    report.facts.update(submission_id=case["submissionId"], project_no=case["projectNo"])
    report.facts["evidence"] = case.get("evidence")
