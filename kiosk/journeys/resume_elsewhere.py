"""Journey: a form is begun at one terminal, kept with a page, and handed in at another one.

Two terminals with all their programs, each with a state, a screen and devices of its own, at one platform.
"""

from __future__ import annotations

from typing import Any

from kiosk.journeys import acts, refund
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

PERSON = "p01"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    stage.start_sandbox()
    stage.start_kiosk()
    refund.begin(stage, PERSON)
    draft = _keep(stage)
    with stage.beside("B-07") as there:
        there.start_kiosk()
        _go_on(there, draft)
        acts.finish(there)
    (case,) = stage.platform("submissions")["submissions"]
    report.facts |= {"draft": draft, "submission_id": case["submissionId"], "project_no": case["projectNo"]}
    report.facts |= {"begun_at": stage.demo.name, "handed_in_at": case["terminalId"]}
    if case["submissionId"] != draft:
        raise JourneyError("the case is not the one that was begun elsewhere")
    _nothing_is_left(stage)


def _keep(stage: Stage) -> str:
    """先存着，下次接着办; the id of the draft, as the platform has it."""
    hand = stage.hand
    hand.keep("form-page")
    hand.go("keepButton", "draft-kept")
    hand.wait_words("存好了", "还没有提交")
    hand.keep("kept")
    acts.finish(stage)
    (draft,) = _drafts(stage)
    return str(draft["draftId"])


def _go_on(there: Stage, draft: str) -> None:
    """Found under 我的办件, taken up where it was left, handed in."""
    hand = there.hand
    refund.open_matters(there, PERSON)
    hand.wait("the draft", lambda: hand.sees(f"draft.{draft}"))
    hand.keep("matters")
    hand.go(f"draft.{draft}", "draft")
    hand.go("primaryButton", "form")
    hand.wait_words("已扫描")
    hand.keep("going-on")
    hand.go("primaryButton", "check")
    hand.wait_words("120")
    acts.look_through(there)
    hand.tap("primaryButton")
    hand.wait_page("result")
    hand.wait_words("已收件，等部门受理")
    hand.keep("result")


def _nothing_is_left(stage: Stage) -> None:
    """A form that was handed in is no draft any more."""
    if _drafts(stage):
        raise JourneyError("the draft is still there")


def _drafts(stage: Stage) -> list[dict[str, Any]]:
    drafts: list[dict[str, Any]] = stage.platform("drafts")["drafts"]
    return drafts
