"""The pages before anybody shows a card: what is on them, what a touch sends up, and that nothing is cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.text import Language
from kiosk.flows.events import (
    ContrastChosen,
    HelpOpened,
    ItemChosen,
    LanguageChosen,
    LeaveConfirmed,
    SearchOpened,
    Started,
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

WORDS = {
    Language.ZH_HANS: ("社保", "参保 待遇", "异地就医备案", "去外地看病前先备案，回来能直接结算。", "示例市民，不分年龄"),
    Language.ZH_HANT: ("社保", "參保 待遇", "異地就醫備案", "去外地看病前先備案，回來能直接結算。", "示例市民，不分年齡"),
    Language.EN: (
        "Social insurance and pensions",
        "Join, pay, receive",
        "Registration for medical treatment in another place",
        "Register before you see a doctor elsewhere, so that the bill can be settled directly when you come back.",
        "Residents of Example City of any age, and holders of a residence permit",
    ),
}
ICONS = (
    "shield-check stethoscope home-2 id receipt-tax building users car droplet-bolt building-store printer".split()
)


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
def test_page_is_readable_in_every_language_and_contrast(screen, stage, mode, make_chrome, check_readable, tmp_path):
    stage.show(page(screen, mode.language, make_chrome()), mode)
    assert stage.grab().save(str(tmp_path / f"{screen.value}.png"))
    check_readable(stage)


@pytest.mark.parametrize("screen", [Screen.HOME, Screen.ITEM, Screen.CATEGORY])
def test_page_stays_readable_with_banner_and_faults(screen, stage, mode, make_chrome, check_readable):
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
def test_dialog_is_readable(dialog, stage, mode, make_chrome, check_readable):
    stage.show(page(Screen.HELP, mode.language, make_chrome(dialog=dialog, dialog_seconds=42, personal=True)), mode)
    check_readable(stage)
    assert any("42" in text for text in stage.texts()) is (dialog is Dialog.IDLE)
