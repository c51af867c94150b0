"""The pages before anybody shows a card: what is on them, what a touch sends up, and that nothing is cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from kiosk.domain.text import Language
from kiosk.flows.events import (
    ContrastChosen,
    Event,
    HelpOpened,
    ItemChosen,
    LanguageChosen,
    LeaveConfirmed,
    SearchOpened,
    Started,
    StartedForOther,
    Stayed,
    ThemeChosen,
    WalletOpened,
    WentBack,
    WentHome,
)
from kiosk.flows.screens import Screen
from kiosk.runtime.view import (
    Banner,
    BrowseView,
    Chrome,
    Dialog,
    Fact,
    ItemRow,
    ItemView,
    MaterialRow,
    ThemeCard,
    View,
)
from ui import inspection

if TYPE_CHECKING:
    from pytestqt.logging import _QtMessageCapture

    from tests.ui.conftest import Mode, Stage

WORDS = {
    Language.ZH_HANS: (
        "社保",
        "参保 待遇",
        "异地就医备案",
        "去外地看病前先备案，回来能直接结算。",
        "示例市民，不分年龄",
    ),
    Language.ZH_HANT: (
        "社保",
        "參保 待遇",
        "異地就醫備案",
        "去外地看病前先備案，回來能直接結算。",
        "示例市民，不分年齡",
    ),
    Language.EN: (
        "Social insurance and pensions",
        "Join, pay, receive",
        "Registration for medical treatment in another place",
        "Register before you see a doctor elsewhere, so that the bill can be settled directly when you come back.",
        "Residents of Example City of any age, and holders of a residence permit",
    ),
}
ICONS = [
    "shield-check",
    "stethoscope",
    "home-2",
    "id",
    "receipt-tax",
    "building",
    "users",
    "car",
    "droplet-bolt",
    "building-store",
    "printer",
]


def browse(language: Language, *, items: int = 7) -> BrowseView:
    name, hint, item, _, _ = WORDS[language]
    return BrowseView(
        themes=tuple(ThemeCard(code=f"t{n}", name=name, hint=hint, icon=icon) for n, icon in enumerate(ICONS)),
        title=name,
        items=tuple(
            ItemRow(code=f"i{n}", name=item, note=hint, reason="needs-network" if n == 1 else None)
            for n in range(items)
        ),
    )


def guide(language: Language, *, blocked: str | None = None) -> ItemView:
    name, _, item, summary, who = WORDS[language]
    return ItemView(
        code="i0",
        name=item,
        summary=summary,
        facts=tuple(Fact(name=fact, value=who) for fact in ("who", "bring", "duration", "fee")),
        materials=(
            MaterialRow(name=item, status="licence"),
            MaterialRow(name=name, status="scan", note=who),
            MaterialRow(name=name, status="optional"),
        ),
        elsewhere=who,
        department=name,
        offline_note=blocked is None,
        guide_date="07-10",
        blocked=blocked,
    )


def page(screen: Screen, language: Language, chrome: Chrome) -> View:
    shown = browse(language)
    if screen is Screen.SEARCH:
        shown = msgspec.structs.replace(shown, query="看病")
    return View(serial=0, screen=screen, chrome=chrome, browse=shown, item=guide(language))


PUBLIC = [Screen.HOME, Screen.CATEGORY, Screen.SEARCH, Screen.ITEM, Screen.HELP, Screen.CLEARED]


@pytest.mark.parametrize("screen", PUBLIC)
def test_page_is_readable_in_every_language_and_contrast(
    screen: Screen,
    stage: Stage,
    mode: Mode,
    make_chrome: Callable[..., Chrome],
    check_readable: Callable[[Stage], None],
) -> None:
    stage.show(page(screen, mode.language, make_chrome()), mode)
    check_readable(stage)


@pytest.mark.parametrize("screen", [Screen.HOME, Screen.ITEM, Screen.CATEGORY])
def test_page_stays_readable_with_banner_and_faults(
    screen: Screen,
    stage: Stage,
    mode: Mode,
    make_chrome: Callable[..., Chrome],
    check_readable: Callable[[Stage], None],
) -> None:
    chrome = make_chrome(
        banner=Banner.OFFLINE,
        online=False,
        link_fault="link.down",
        device_faults=("reader.gone",),
        test_environment=True,
    )
    view = page(screen, mode.language, chrome)
    stage.show(msgspec.structs.replace(view, item=guide(mode.language, blocked="needs-network")), mode)
    check_readable(stage)


@pytest.mark.parametrize("dialog", [Dialog.IDLE, Dialog.LEAVE])
def test_dialog_is_readable(
    dialog: Dialog,
    stage: Stage,
    mode: Mode,
    make_chrome: Callable[..., Chrome],
    check_readable: Callable[[Stage], None],
) -> None:
    stage.show(page(Screen.HELP, mode.language, make_chrome(dialog=dialog, dialog_seconds=42, personal=True)), mode)
    check_readable(stage)
    assert any("42" in text for text in stage.texts()) is (dialog is Dialog.IDLE)


TOUCHES = [
    (Screen.HOME, "searchButton", SearchOpened()),
    (Screen.HOME, "theme-t3", ThemeChosen("t3")),
    (Screen.HOME, "theme-all", ThemeChosen("")),
    (Screen.HOME, "walletButton", WalletOpened()),
    (Screen.HOME, "hotlineButton", HelpOpened()),
    (Screen.HOME, "helpButton", HelpOpened()),
    (Screen.HOME, "contrastButton", ContrastChosen(on=True)),
    (Screen.HOME, "language-en", LanguageChosen(Language.EN)),
    (Screen.HOME, "language-zh-Hant", LanguageChosen(Language.ZH_HANT)),
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


def test_search_without_a_hit_offers_other_ways(
    stage: Stage, make_chrome: Callable[..., Chrome], check_readable: Callable[[Stage], None], mode: Mode
) -> None:
    empty = BrowseView(query="不存在的事", items=(), empty_searches=3)
    stage.show(View(serial=0, screen=Screen.SEARCH, chrome=make_chrome(), browse=empty), mode)
    check_readable(stage)
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
