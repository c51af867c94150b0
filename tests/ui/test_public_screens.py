"""The pages before anybody shows a card: what is on them, what a touch sends up, and that nothing is cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from kiosk.domain.text import Language
from kiosk.flows.events import (
    ContrastChosen,
    ElderChosen,
    Event,
    HelpOpened,
    ItemChosen,
    LeaveConfirmed,
    LowReachChosen,
    SearchOpened,
    Started,
    StartedForOther,
    Stayed,
    ThemeChosen,
    WalletOpened,
    WentBack,
    WentHome,
)
from kiosk.flows.events.services import BillsOpened, BookingOpened, ComplaintOpened, InformOpened
from kiosk.flows.screens import Screen
from kiosk.runtime.shown_browse import NeedRow
from kiosk.runtime.view import (
    Chrome,
    Dialog,
)
from tests.ui.public_views import around, browse, found, fruitless, guide, mistyped, otherwise, page, unread
from ui import inspection

if TYPE_CHECKING:
    from pytestqt.logging import _QtMessageCapture

    from tests.ui.conftest import Stage

TOUCHES = [
    (Screen.HOME, "searchButton", SearchOpened()),
    (Screen.HOME, "theme-t3", ThemeChosen("t3")),
    (Screen.HOME, "theme-all", ThemeChosen("")),
    (Screen.HOME, "walletButton", WalletOpened()),
    (Screen.HOME, "complaintButton", ComplaintOpened()),
    (Screen.HOME, "bookingButton", BookingOpened()),
    (Screen.HOME, "payButton", BillsOpened()),
    (Screen.HOME, "informButton", InformOpened()),
    (Screen.HOME, "helpButton", HelpOpened()),
    (Screen.HOME, "contrastButton", ContrastChosen(on=True)),
    (Screen.HOME, "elderButton", ElderChosen(on=True)),
    (Screen.HOME, "lowReachButton", LowReachChosen(on=True)),
    (Screen.CATEGORY, "item-i2", ItemChosen("i2")),
    (Screen.CATEGORY, "item-i1", ItemChosen("i1")),
    (Screen.CATEGORY, "backButton", WentBack()),
    (Screen.CATEGORY, "helpButton", HelpOpened()),
    (Screen.SEARCH, "item-i0", ItemChosen("i0")),
    (Screen.SEARCH, "backButton", WentBack()),
    (Screen.ITEM, "primaryButton", Started()),
    (Screen.ITEM, "item.forOther", StartedForOther()),
    (Screen.ITEM, "backButton", WentBack()),
    (Screen.ITEM, "helpButton", HelpOpened()),
    (Screen.HELP, "backButton", WentBack()),
]


@pytest.mark.parametrize(("screen", "name", "event"), TOUCHES)
def test_touch_sends_its_intent_with_the_serial_of_the_view(
    screen: Screen, name: str, event: Event, stage: Stage, make_chrome: Callable[..., Chrome]
) -> None:
    stage.show(page(screen, Language.ZH_HANS, make_chrome()))
    stage.tap(name)
    assert stage.events() == [event]
    assert {serial for _, serial in stage.sent} == {stage.serial}


@pytest.mark.parametrize(
    ("dialog", "name", "event"),
    [
        (Dialog.IDLE, "dialogPrimary", Stayed()),
        (Dialog.IDLE, "dialogSecondary", LeaveConfirmed()),
        (Dialog.LEAVE, "dialogPrimary", Stayed()),
        (Dialog.LEAVE, "dialogSecondary", LeaveConfirmed()),
    ],
)
def test_dialog_answers(
    dialog: Dialog, name: str, event: Event, stage: Stage, make_chrome: Callable[..., Chrome]
) -> None:
    stage.show(page(Screen.HELP, Language.ZH_HANS, make_chrome(dialog=dialog, dialog_seconds=9)))
    stage.tap(name)
    assert stage.events() == [event]


def test_idle_dialog_counts_down(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(page(Screen.HELP, Language.ZH_HANS, make_chrome(dialog=Dialog.IDLE, dialog_seconds=42, personal=True)))
    assert any("42" in text for text in stage.texts())


def test_two_quick_touches_count_once(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(page(Screen.ITEM, Language.ZH_HANS, make_chrome()))
    stage.tap("primaryButton")
    stage.tap("primaryButton")
    assert stage.events() == [Started()]


def test_touch_that_slides_off_does_nothing(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(page(Screen.ITEM, Language.ZH_HANS, make_chrome()))
    stage.press_and_slide("primaryButton", by=(0, -400))
    assert stage.events() == []


def test_blocked_item_says_why_and_offers_no_start(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    view = page(Screen.ITEM, Language.ZH_HANS, make_chrome())
    stage.show(msgspec.structs.replace(view, item=guide(Language.ZH_HANS, blocked="reader-out")))
    assert any("读卡区坏了" in text for text in stage.texts())
    assert any("窗口" in text for text in stage.texts())
    assert any("12345" in text for text in stage.texts())
    assert "开始办理" not in stage.texts()


@pytest.mark.parametrize(
    ("reason", "words"), [("needs-network", "连不上平台，取不到证照"), ("reader-out", "读卡区停用，请换一台终端")]
)
def test_a_closed_wallet_says_why(stage: Stage, make_chrome: Callable[..., Chrome], reason: str, words: str) -> None:
    view = page(Screen.HOME, Language.ZH_HANS, make_chrome())
    closed = msgspec.structs.replace(view.browse, wallet_reason=reason)
    stage.show(msgspec.structs.replace(view, browse=closed))
    assert words in stage.texts()


def test_long_list_turns_pages_in_words(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    view = page(Screen.CATEGORY, Language.ZH_HANS, make_chrome())
    stage.show(msgspec.structs.replace(view, browse=browse(Language.ZH_HANS, items=30)))
    pages = next(text for text in stage.texts() if text.startswith("第 1 页"))
    assert "item-i29" not in [seen.name for seen in stage.tree()]
    last = int(pages.rpartition("共 ")[2].split()[0])
    for _ in range(last - 1):
        stage.tap("nextPage")
        stage.rest()
    assert "item-i29" in [seen.name for seen in stage.tree()]
    assert stage.events() == []


def test_a_list_says_that_the_catalogue_is_still_being_read_and_counts_nothing(stage: Stage) -> None:
    view = unread(Language.ZH_HANS)
    stage.show(view)
    assert "正在读事项目录，请稍等。" in stage.texts()
    assert not [text for text in stage.texts() if text.startswith(("共 ", "这一类现在没有"))]
    stage.show(replace(view, chrome=replace(view.chrome, online=False)))
    assert "正在读事项目录，请稍等。" not in stage.texts(), "nobody is reading it: the line is down"
    stage.show(page(Screen.CATEGORY, Language.ZH_HANS, view.chrome))
    assert [text for text in stage.texts() if text.startswith("共 ")]


def test_search_without_a_hit_offers_other_ways(stage: Stage) -> None:
    stage.show(fruitless(Language.ZH_HANS))
    stage.tap("askSomebody")
    assert stage.events() == [HelpOpened()]


def test_keyboard_never_hides_the_field(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(page(Screen.SEARCH, Language.ZH_HANS, make_chrome()))
    boxes = {seen.name: seen for seen in stage.tree() if seen.name in {"searchInput", "keyboard", "actionBar"}}
    assert boxes["keyboard"].h > 400
    assert boxes["searchInput"].y + boxes["searchInput"].h + 40 <= boxes["keyboard"].y
    assert boxes["keyboard"].y + boxes["keyboard"].h <= boxes["actionBar"].y + 1


def test_keyboard_is_gone_with_its_page(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(page(Screen.SEARCH, Language.ZH_HANS, make_chrome()))
    stage.show(page(Screen.HOME, Language.ZH_HANS, make_chrome()))
    assert "Keyboard" not in [seen.kind for seen in stage.tree()]


def test_unchanged_parts_are_not_told_again(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    view = page(Screen.HOME, Language.ZH_HANS, make_chrome())
    stage.show(view)
    told: list[int] = []
    browse_model = stage.view_model("Browse")
    browse_model.changed.connect(lambda: told.append(1))
    stage.show(msgspec.structs.replace(view, chrome=make_chrome(online=False)))
    assert told == []
    stage.show(msgspec.structs.replace(view, browse=msgspec.structs.replace(view.browse, title="别的")))
    assert told == [1]


def test_page_nobody_has_drawn_shows_a_way_home(
    stage: Stage, make_chrome: Callable[..., Chrome], qtlog: _QtMessageCapture
) -> None:
    with qtlog.disabled():
        stage.show_unknown(make_chrome())
    assert "这一页打不开" in stage.texts()
    stage.tap("primaryButton")
    assert stage.events() == [WentHome()]


def test_focus_is_shown_around_the_control_that_has_it(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(page(Screen.HELP, Language.ZH_HANS, make_chrome()))
    assert "focusRing" not in [seen.name for seen in stage.tree()]
    button = inspection.find(stage.window, "backButton")
    assert button is not None
    stage.window.setProperty("byKeys", True)
    button.forceActiveFocus()
    stage.settle()
    ring = next(seen for seen in stage.tree() if seen.name == "focusRing")
    box = inspection.scene_rect(button)
    assert (ring.x, ring.y, ring.w, ring.h) == (box.x(), box.y(), box.width(), box.height())


def test_enter_key_is_a_touch(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(page(Screen.HELP, Language.ZH_HANS, make_chrome()))
    button = inspection.find(stage.window, "backButton")
    assert button is not None
    button.forceActiveFocus()
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    QGuiApplication.sendEvent(stage.window, press)
    assert stage.events() == [WentBack()]


def test_the_guide_says_in_one_line_that_all_is_well_and_in_one_each_what_is_not(
    stage: Stage, make_chrome: Callable[..., Chrome]
) -> None:
    stage.show(page(Screen.ITEM, Language.ZH_HANS, make_chrome()))
    assert "现在就能在这里办：读卡、网络、打印都查过了" in stage.texts()
    assert not any("打不了凭条" in text for text in stage.texts())
    stage.show(otherwise(Language.ZH_HANS))
    for words in ("读卡区正常", "刷证和签名", "拍材料的摄像头", "打不了凭条"):
        assert any(words in text for text in stage.texts()), words


def test_search_marks_what_was_meant_and_asks_where_it_guessed(stage: Stage) -> None:
    stage.show(found(Language.ZH_HANS))
    assert any("<b><font" in text for text in stage.texts())
    assert not any("您要找的是不是" in text for text in stage.texts())
    stage.show(mistyped(Language.ZH_HANS))
    assert any("您要找的是不是" in text for text in stage.texts())


REASONS = [
    *(NeedRow(name, "ok") for name in ("reader", "network", "identity", "page-camera", "printer")),
    *(NeedRow("reader", "stop", reason) for reason in ("reader-out", "store", "not-offline", "page-camera-out", "?")),
    *(NeedRow("network", "less", reason) for reason in ("saved", "signature", "no-face", "page-camera-out")),
    *(NeedRow("page-camera", "less", f"page-camera-{way}") for way in ("phone", "stick", "files", "instead")),
    *(NeedRow("printer", "less", reason) for reason in ("paper-out", "printer-out")),
]
"""How kiosk.flows.readiness may say that a need stands."""


@pytest.mark.parametrize("instead", ["later", "other-terminal"])
def test_no_line_of_an_english_guide_is_chinese(stage: Stage, instead: str) -> None:
    shown = page(Screen.ITEM, Language.EN, around(Language.EN))
    needs = tuple(REASONS)
    stage.turn_to(page(Screen.ITEM, Language.ZH_HANS, around(Language.ZH_HANS)))
    for fault in ("link.down", "platform.timeout", None):
        chrome = around(Language.EN, online=fault is None, link_fault=fault)
        item = msgspec.structs.replace(shown.item, needs=needs, instead=instead, blocked="not-offline")
        stage.turn_to(msgspec.structs.replace(shown, chrome=chrome, item=item))
        words = [seen.text for seen in stage.tree() if any("\u4e00" <= sign <= "\u9fff" for sign in seen.text)]
        assert words == []
