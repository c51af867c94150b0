"""Journey: a case is sent back (补正): the person sees what is to be mended, mends that alone, and it goes on."""

from __future__ import annotations

from typing import Any

from kiosk.journeys import acts, refund
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

PERSON, MENDED = "p01", "88"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    stage.start_sandbox()
    stage.start_kiosk()
    refund.begin(stage, PERSON)
    refund.hand_in(stage)
    acts.finish(stage)
    case = _the_case(stage)["submissionId"]
    wanted = {"submissionId": case, "state": "CORRECTION", "fields": ["amount"], "materials": ["invoice"]}
    stage.platform("case", wanted)
    _mend(stage, case)
    acts.finish(stage)
    (answer,) = stage.platform("corrections")["corrections"]
    report.facts |= {"submission_id": case, "state": _the_case(stage)["state"], "answer": answer}
    if report.facts["state"] != "SUBMITTED" or answer["submissionId"] != case:
        raise JourneyError("the case did not go on")
    if answer["fields"] != ["amount"] or answer["materials"] != ["invoice"]:
        raise JourneyError("the platform got something else than what it had asked for")


def _mend(stage: Stage, case: str) -> None:
    hand = stage.hand
    refund.open_matters(stage, PERSON)
    hand.wait("the case", lambda: hand.sees(f"matter.{case}"))
    hand.wait_words("要您补正")
    hand.keep("matters")
    hand.go(f"matter.{case}", "matter")
    hand.wait_words("等您补 2 处", "发票金额", f"您上次填的：{refund.AMOUNT}")
    hand.go("primaryButton", "form")
    if hand.sees("form.field.visited"):
        raise JourneyError("asked for what was right")
    hand.tap("form.field.amount")
    hand.tap("keyClear")
    for digit in MENDED:
        hand.tap(f"key{digit}")
    hand.keep("mended")
    hand.tap("primaryButton")
    hand.wait("the page of pictures", lambda: hand.sees("form.scan.invoice"))
    refund.scan_invoice(stage)
    hand.go("primaryButton", "check")
    hand.wait_words(MENDED)
    refund.submit(stage)


def _the_case(stage: Stage) -> dict[str, Any]:
    cases: list[dict[str, Any]] = stage.platform("submissions")["submissions"]
    if len(cases) != 1:
        raise JourneyError(f"the platform holds {len(cases)} cases instead of one")
    return cases[0]
