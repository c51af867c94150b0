"""Journey: staff begin a case at the desk for somebody who is there; the person identifies, checks and hands it in.

Nobody but the person does those three: at the desk there is no way to.
"""

from __future__ import annotations

from kiosk.journeys import acts, desk_hand, refund
from kiosk.journeys.hand import Hand
from kiosk.journeys.handover import CLERK, PERSON, helped, look_and_submit, take_up
from kiosk.journeys.report import Report
from kiosk.journeys.stage import Stage

AMOUNT, PHONE = "88.5", "19900000001"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    with desk_hand.desk(stage, report, CLERK, "clerk") as desk:
        code = _begin(desk)
    take_up(stage, PERSON, code)
    refund.scan_invoice(stage)  # the one thing that the desk cannot do
    hand.tap("primaryButton")
    look_and_submit(stage, AMOUNT)
    acts.finish(stage)
    stage.stop_kiosk()  # the trail is written to its end
    (case,) = stage.platform("submissions")["submissions"]
    report.facts |= {"submission_id": case["submissionId"], "project_no": case["projectNo"]}
    report.facts["trail"] = helped(stage)


def _begin(desk: Hand) -> str:
    """The code for the terminal."""
    fill_in_refund(desk)
    desk.tap("helpHandBack")
    code = desk_hand.code_on_the_desk(desk)
    desk.keep("desk-handed-back")
    return code


def fill_in_refund(desk: Hand) -> None:
    """新开帮办: the item is found by typing, the answers are typed."""
    desk_hand.turn_to_help(desk)
    desk_hand.write(desk, "deskSearchInput", "门诊")
    desk.tap(f"deskRow.{refund.ITEM}")
    desk.keep("desk-item")
    desk.tap("deskBegin")
    desk.wait("the form", lambda: desk.sees("help.amountInput"))
    for name, words in (("visited", "2026-01-05"), ("amount", AMOUNT), ("phone", PHONE)):
        desk_hand.write(desk, f"help.{name}Input", words)
    desk.keep("desk-filled-in")
