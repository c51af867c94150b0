"""What the task pages say: the five outcomes, and words with ways on for every fault there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from devices.contract import Fault
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.screens import Screen
from kiosk.runtime.reader_out import READER_OUT
from kiosk.runtime.view import CardPhase, PrintPhase
from tests.ui.samples import VIEWS as PAGES
from tests.ui.task_views import card, case, scan

if TYPE_CHECKING:
    from tests.ui.conftest import Stage


@pytest.fixture
def page(stage: Stage) -> Callable[[str], Stage]:
    """Show a page of PAGES in 简体."""

    def show(name: str) -> Stage:
        stage.show(PAGES[name](Language.ZH_HANS))
        return stage

    return show


# --- what stands there ------------------------------------------------------------------------------------
def said(stage: Stage) -> str:
    return "\n".join(stage.texts())


OUTCOMES = {
    "result-accepted": "已受理",
    "result-deciding": "已受理",
    "result-approved": "已批准",
    "result-refused": "没有批准",
    "result-received": "已收件，等部门受理",
    "result-sent": "已送出，等确认",
    "result-queued": "已保存，还没有送出",
    "result-failed": "没有办成",
}


@pytest.mark.parametrize(("name", "title"), OUTCOMES.items())
def test_outcome_says_exactly_its_title(name: str, title: str, page: Callable[[str], Stage]) -> None:
    texts = page(name).texts()
    assert title in texts
    assert not [other for other in OUTCOMES.values() if other != title and other in texts]


@pytest.mark.parametrize("name", OUTCOMES)
def test_only_accepted_carries_the_green_tick(name: str, page: Callable[[str], Stage]) -> None:
    stage = page(name)
    head = [
        seen
        for seen in stage.tree()
        if seen.kind == "StatusShape" and seen.path.endswith("OutcomeCard/QQuickColumn/QQuickItem")
    ]
    assert len(head) == 1
    shot = stage.grab().copy(int(head[0].x), int(head[0].y), int(head[0].w), int(head[0].h))
    colours = {shot.pixelColor(x, y).name() for x in range(shot.width()) for y in range(shot.height())}
    assert ("#17643a" in colours) == (name in {"result-accepted", "result-deciding", "result-approved"})


def test_who_may_have_sent_a_case_is_told_not_to_apply_again(page: Callable[[str], Stage]) -> None:
    shown = said(page("result-unclear"))
    assert "可能已经送到" in shown
    assert shown.count("请别再申请一次") == 2
    assert "工作人员和平台核对" in shown
    assert "没有办成" not in shown
    assert "自己接着问" not in shown


@pytest.mark.parametrize("name", ["result-queued", "result-sent", "result-unclear", "receipt-queued"])
def test_provisional_case_is_dashed_and_never_called_accepted(name: str, page: Callable[[str], Stage]) -> None:
    stage = page(name)
    assert [seen for seen in stage.tree() if seen.kind == "DashedFrame"]
    assert "暂存号（不是受理号）" in stage.texts()
    assert "已受理" not in stage.texts()


def test_no_phone_number_and_no_identity_number_in_full(page: Callable[[str], Stage]) -> None:
    for name in ("identity", "sms", "result-accepted", "licence-fresh", "wallet"):
        digits = "".join(c if c.isdigit() else " " for c in said(page(name)))
        assert max(len(run) for run in digits.split()) < 15, name


READER = sorted({fault.code for fault in Fault if fault.code.startswith(("device.", "reader."))})


@pytest.mark.parametrize("code", [*READER, "document-not-accepted", "document-expired", "timeout", "unheard-of"])
@pytest.mark.parametrize("failures", [1, 2])
def test_every_card_fault_has_words_and_two_ways_on(code: str, failures: int, stage: Stage) -> None:
    out = code in READER_OUT
    stage.show(card(CardPhase.FAILED, fault=code, failures=failures, reader_out=out)(Language.ZH_HANS))
    texts = {seen.name: seen.text for seen in stage.tree() if seen.name in {"statusTitle", "statusText"}}
    assert all(len(text) > 5 for text in texts.values())
    assert len(texts) == 2
    assert code not in said(stage)
    names = {seen.name for seen in stage.tree()}
    assert {"card.help", "card.elsewhere"} <= names
    assert ("读不了证件" in texts["statusTitle"]) == out
    assert ("card.retry" in names) != out


@pytest.mark.parametrize(
    "code", sorted({fault.code for fault in Fault if fault.code.startswith(("device.", "printer."))})
)
def test_every_printer_fault_has_words_and_other_ways(code: str, stage: Stage) -> None:
    broken = case(Screen.RESULT, Outcome.QUEUED, print_phase=PrintPhase.FAILED, print_fault=code, can_print=False)
    stage.show(broken(Language.ZH_HANS))
    names = {seen.name for seen in stage.tree()}
    assert "result.print" not in names
    assert {"result.printFault", "result.copyNumber", "result.phone"} <= names
    assert code not in said(stage)


def test_a_printer_that_works_again_may_be_tried_again(stage: Stage) -> None:
    failed = case(Screen.RESULT, Outcome.QUEUED, print_phase=PrintPhase.FAILED, print_fault=Fault.PAPER_OUT.code)
    stage.show(failed(Language.ZH_HANS))
    stage.tap("result.printAgain")
    assert stage.events() == [on.PrintAsked()]


def test_a_slip_that_may_have_come_out_is_not_printed_again(stage: Stage) -> None:
    unsure = Fault.OUTCOME_UNKNOWN.code
    stage.show(
        case(Screen.RESULT, Outcome.QUEUED, print_phase=PrintPhase.FAILED, print_fault=unsure)(Language.ZH_HANS)
    )
    assert not {seen.name for seen in stage.tree()} & {"result.printAgain", "result.print"}


@pytest.mark.parametrize("code", sorted({fault.code for fault in Fault if fault.code.startswith("page.")}))
def test_every_page_that_was_not_taken_has_words_and_can_be_taken_again(code: str, stage: Stage) -> None:
    stage.show(scan("live", code, "no-page")(Language.ZH_HANS))
    assert "再点“拍照”" in said(stage)
    assert code not in said(stage)
    names = {seen.name for seen in stage.tree()}
    assert ("scan.whole" in names) == (code == "page.not-found")


def test_page_that_lies_well_after_all_is_said(stage: Stage) -> None:
    stage.show(scan("live", "page.not-found", "ready")(Language.ZH_HANS))
    assert "可以拍了" in said(stage)
    assert "scan.whole" not in {seen.name for seen in stage.tree()}


def test_every_hint_at_a_page_has_words_of_its_own(stage: Stage) -> None:
    hints = ["no-page", "too-small", "cut-off", "covered", "too-dark", "too-bright", "glare", "ready", ""]
    words = set()
    for hint in hints:
        stage.show(scan("live", hint=str(hint))(Language.ZH_HANS))
        words.add(said(stage))
    assert len(words) == len(hints)


@pytest.mark.parametrize(
    "code", sorted({fault.code for fault in Fault if fault.code.startswith(("device.", "camera."))})
)
def test_every_camera_fault_has_words_and_two_ways_on(code: str, stage: Stage) -> None:
    stage.show(scan("fault", code)(Language.ZH_HANS))
    names = {seen.name for seen in stage.tree()}
    assert {"scan.retry", "scan.help"} <= names
    assert "摄像头" in said(stage)
    assert code not in said(stage)
