"""Journey: somebody is stuck in a form, staff fill in the rest at the desk, the person hands it in.

One terminal, its desk, the platform between them: a code there, a code back, nothing typed twice.
"""

from __future__ import annotations

import json

from kiosk.journeys import acts, desk_hand, refund
from kiosk.journeys.hand import Hand
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage
from kiosk.runtime.audit.trail import Places, audit_folder
from kiosk.runtime.settings import load

PERSON, CLERK = "p01", "s-02"
AMOUNT = "260"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    stage.start_sandbox()
    stage.start_kiosk()
    refund.begin(stage, PERSON)
    code = _ask_for_help(stage)
    with desk_hand.desk(stage, report, CLERK, "clerk") as desk:
        back = _complete(desk, code)
    take_up(stage, PERSON, back)
    stage.hand.wait_words("已扫描")
    stage.hand.go("primaryButton", "form", "check")
    while stage.hand.screen() == "form":
        stage.hand.tap("primaryButton")
    look_and_submit(stage, AMOUNT)
    acts.finish(stage)
    stage.stop_kiosk()  # the trail is written to its end
    (case,) = stage.platform("submissions")["submissions"]
    report.facts |= {"submission_id": case["submissionId"], "project_no": case["projectNo"]}
    report.facts["trail"] = helped(stage)


def _ask_for_help(stage: Stage) -> str:
    """请工作人员帮我; the code that is shown."""
    hand = stage.hand
    hand.tap("staffButton")
    hand.wait_page("draft-kept")
    hand.wait("the code", lambda: hand.sees("handoverCode"))
    hand.wait_words("请把这个码告诉工作人员")
    hand.keep("code-for-the-desk")
    code = hand.reads("handoverCode").replace(" ", "")
    acts.finish(stage)
    return code


def _complete(desk: Hand, code: str) -> str:
    """The answers are there, one is mended; the code under which it goes back."""
    desk_hand.turn_to_help(desk)
    desk_hand.write(desk, "deskCodeInput", code)
    desk.tap("deskTake")
    desk.wait("the form", lambda: desk.sees("help.amountInput"))
    if desk.reads("help.amountInput") != refund.AMOUNT:
        raise JourneyError("the desk has not what was filled in at the terminal")
    desk.keep("desk-form")
    desk.tap("help.amountInput")
    desk.ask(do="key", text="\b" * len(refund.AMOUNT) + AMOUNT)
    desk.wait("the amount", lambda: desk.reads("help.amountInput") == AMOUNT)
    desk.tap("helpHandBack")
    back = desk_hand.code_on_the_desk(desk)
    desk.keep("desk-handed-back")
    return back


def take_up(stage: Stage, person: str, code: str) -> None:
    """我的办件, 输入办理码: the form as the desk left it."""
    hand = stage.hand
    refund.open_matters(stage, person)
    hand.go("matters.code", "handover")
    for digit in code:
        hand.tap(f"key{digit}")
    hand.keep("code-typed")
    hand.go("primaryButton", "form")


def look_and_submit(stage: Stage, *words: str) -> None:
    """The person looks through what staff filled in, and hands it in."""
    hand = stage.hand
    hand.wait_page("check")
    hand.wait_words("帮您填的", *words)
    hand.keep("check")
    refund.submit(stage)


def helped(stage: Stage) -> list[dict[str, str]]:
    """What the audit trail says of the help, in its order: the event, and who of the staff."""
    lines = Places(audit_folder(load(stage.config).storage.state_dir)).lines.read_bytes().splitlines()
    said = [json.loads(line.split(b" ", 1)[1]) for line in lines]
    return [{"event": one["event"], "staff": one.get("staff", "")} for one in said if one["event"].startswith("help")]
