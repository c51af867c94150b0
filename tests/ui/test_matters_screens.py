"""我的办件, drafts and what was sent back: what a touch sends up, what is asked before, what is never promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.events import matters as own
from tests.ui.matters_views import PAGES
from tests.ui.samples import VIEWS

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

TOUCHES = [
    ("matters", "draft.r0", own.DraftChosen("r0")),
    ("matters", "matter.r1", own.MatterChosen("r1")),
    ("matters", "primaryButton", on.Finished()),
    ("matters-here", "matters.retry", on.RetryAsked()),
    ("matters-empty", "matters.again", on.RetryAsked()),
    ("matters-empty", "matters.help", on.HelpOpened()),
    ("matter-received", "matter.slip", on.ReceiptOpened()),
    ("matter-received", "primaryButton", on.Finished()),
    ("matter-mend", "primaryButton", own.MendingStarted()),
    ("matter-mend-expired", "primaryButton", on.Finished()),
    ("draft", "primaryButton", own.DraftTakenUp()),
    ("kept", "backButton", on.WentBack()),
    ("kept", "primaryButton", on.Finished()),
    ("kept-failed", "kept.retry", on.RetryAsked()),
    ("form-keep-free", "keepButton", own.KeepAsked()),
    ("form-earlier", "form.goOn", own.DraftTakenUp()),
    ("check-keep", "keepButton", own.KeepAsked()),
    ("result-not-stored-keep", "keepButton", own.KeepAsked()),
    ("form-keep-leave", "dialogThird", own.KeepAsked()),
    ("form-keep-leave", "dialogPrimary", on.Stayed()),
]


@pytest.mark.parametrize(("name", "control", "event"), TOUCHES, ids=str)
def test_touch_sends_its_intent(name: str, control: str, event: on.Event, stage: Stage) -> None:
    stage.show(PAGES[name](Language.ZH_HANS))
    stage.tap(control)
    assert stage.events() == [event]


def test_home_leads_to_ones_own_cases(stage: Stage) -> None:
    stage.show(VIEWS["home"](Language.ZH_HANS))
    stage.tap("mattersButton")
    assert stage.events() == [own.MattersOpened()]


@pytest.mark.parametrize(
    ("name", "control", "event"),
    [("matter-received", "matter.withdraw", own.WithdrawAsked()), ("draft", "draft.drop", own.DraftDropAsked())],
)
def test_what_cannot_be_undone_is_asked_for_first(name: str, control: str, event: on.Event, stage: Stage) -> None:
    stage.show(PAGES[name](Language.ZH_HANS))
    for answer, sent in (("dialogPrimary", []), ("dialogSecondary", [event])):
        stage.tap(control)
        stage.settle()
        stage.tap(answer)
        assert stage.events() == sent
        stage.rest()


@pytest.mark.parametrize(
    ("name", "control"),
    [
        ("matter-sent", "matter.withdraw"),
        ("matter-withdrawing", "matter.withdraw"),
        ("form-keep-not-now", "keepButton"),
    ],
)
def test_what_cannot_be_done_now_is_not_asked(name: str, control: str, stage: Stage) -> None:
    stage.show(PAGES[name](Language.ZH_HANS))
    stage.tap(control)
    assert stage.events() == []


@pytest.mark.parametrize(
    ("name", "said", "never"),
    [
        ("matter-queued", {"已保存，还没有送出", "暂存号"}, "已受理"),
        ("matter-sent", {"已送出，等确认", "平台确认以后才能撤回"}, "已受理"),
        ("matters-here-empty", {"这台终端里没有您的办件"}, "没查到办件"),
        ("kept", {"还没有提交，不算已经申请"}, "已提交"),
        ("form-keep-not-now", {"连不上平台，现在不能先存着"}, "先存着，下次接着办"),
        ("matter-mend", {"要您补正", "等您补 3 处", "您上次填的：199 0013 8006"}, "撤回了"),
    ],
)
def test_no_more_is_said_than_is_so(name: str, said: set[str], never: str, stage: Stage) -> None:
    stage.show(PAGES[name](Language.ZH_HANS))
    words = stage.texts()
    assert said <= set(words)
    assert not any(never in text for text in words)


@pytest.mark.parametrize(("name", "promised"), [("form-keep-idle", True), ("form-idle-not-now", False)])
def test_the_idle_question_promises_to_keep_only_what_will_be_kept(name: str, promised: bool, stage: Stage) -> None:  # noqa: FBT001
    stage.show(PAGES[name](Language.ZH_HANS))
    assert any("先替您存着" in text for text in stage.texts()) is promised
