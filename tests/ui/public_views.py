"""Views of the pages before anybody shows a card, and of the dialogs: what the interface tests show."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown_browse import BrowseView, ItemRow, NeedRow, ThemeCard
from kiosk.runtime.take_along import take_along
from kiosk.runtime.view import Banner, Chrome, Dialog, Fact, ItemView, MaterialRow, View

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
        packages=12,
        items=tuple(
            ItemRow(code=f"i{n}", name=item, note=hint, reason="not-offline" if n == 1 else None)
            for n in range(items)
        ),
    )


def needs_of(blocked: str | None) -> tuple[NeedRow, ...]:
    """One need of each kind: all well, or one of them in the way and the others not well either."""
    if blocked is None:
        return tuple(NeedRow(name, "ok") for name in ("reader", "network", "identity", "page-camera", "printer"))
    return (
        NeedRow("reader", "ok"),
        NeedRow("network", "stop", blocked),
        NeedRow("identity", "less", "no-face"),
        NeedRow("page-camera", "less", "page-camera-out"),
        NeedRow("printer", "less", "paper-out"),
    )


def guide(language: Language, *, blocked: str | None = None) -> ItemView:
    name, _, item, summary, who = WORDS[language]
    shown = ItemView(
        code="i0",
        name=item,
        summary=summary,
        facts=tuple(Fact(name=fact, value=who) for fact in ("who", "bring", "duration", "fee")),
        materials=(
            MaterialRow(name=item, status="licence"),
            MaterialRow(name=name, status="scan", note=who, sample="proof"),
            MaterialRow(name=name, status="optional"),
        ),
        elsewhere=who,
        department=name,
        needs=needs_of(blocked),
        instead="" if blocked is None else "later",
        guide_date="07-10",
        blocked=blocked,
    )
    return msgspec.structs.replace(shown, qr=take_along(shown, language, "12345", "2026-07-01"))


def page(screen: Screen, language: Language, chrome: Chrome) -> View:
    shown = browse(language)
    if screen is Screen.SEARCH:
        shown = msgspec.structs.replace(shown, query="看病")
    return View(serial=0, screen=screen, chrome=chrome, browse=shown, item=guide(language))


def around(language: Language, **changes: object) -> Chrome:
    """Chrome with plausible words, changed by keyword."""
    names = {Language.EN: "Shili City Government Services", Language.ZH_HANT: "示例市政務服務"}
    made = Chrome(organisation=names.get(language, "示例市政务服务"), terminal="A-03", language=language)
    return msgspec.structs.replace(made, **changes)


def public(screen: Screen, **changes: object) -> Callable[[Language], View]:
    """A page as it usually stands there."""
    return lambda language: page(screen, language, around(language, **changes))


def troubled(screen: Screen) -> Callable[[Language], View]:
    """With a banner, a fault and a test environment, and nothing that could be begun."""

    def make(language: Language) -> View:
        chrome = around(
            language,
            banner=Banner.OFFLINE,
            online=False,
            link_fault="link.down",
            device_faults=("reader.gone",),
            test_environment=True,
        )
        return msgspec.structs.replace(page(screen, language, chrome), item=guide(language, blocked="not-offline"))

    return make


def otherwise(language: Language) -> View:
    """A guide of something that can be done here now in other ways than usual."""
    shown = public(Screen.ITEM)(language)
    needs = (
        NeedRow("reader", "ok"),
        NeedRow("network", "less", "saved"),
        NeedRow("identity", "less", "signature"),
        NeedRow("page-camera", "less", "page-camera-out"),
        NeedRow("printer", "less", "printer-out"),
    )
    return msgspec.structs.replace(shown, item=msgspec.structs.replace(shown.item, needs=needs))


def fruitless(language: Language) -> View:
    """A search that finds nothing."""
    empty = BrowseView(query="不存在的事", items=())
    return View(serial=0, screen=Screen.SEARCH, chrome=around(language), browse=empty)


def unread(language: Language) -> View:
    """All services, before the catalogue has been read."""
    return View(serial=0, screen=Screen.CATEGORY, chrome=around(language), browse=BrowseView(known=False))


def found(language: Language) -> View:
    """A search whose words stand in the names."""
    shown = public(Screen.SEARCH)(language)
    rows = tuple(msgspec.structs.replace(row, begin=1, length=2) for row in shown.browse.items)
    return msgspec.structs.replace(shown, browse=msgspec.structs.replace(shown.browse, items=rows))


def mistyped(language: Language) -> View:
    """A search that finds nothing called so, but something like it."""
    shown = public(Screen.SEARCH)(language)
    return msgspec.structs.replace(shown, browse=msgspec.structs.replace(shown.browse, guessed=True))


def long_list(language: Language) -> View:
    """More items than a page holds."""
    return msgspec.structs.replace(public(Screen.CATEGORY)(language), browse=browse(language, items=30))


PAGES: dict[str, Callable[[Language], View]] = {
    "home": public(Screen.HOME),
    "category": public(Screen.CATEGORY),
    "search": public(Screen.SEARCH),
    "category-long": long_list,
    "search-found": found,
    "search-mistyped": mistyped,
    "search-nothing": fruitless,
    "item": public(Screen.ITEM),
    "item-otherwise": otherwise,
    "help": public(Screen.HELP),
    "cleared": public(Screen.CLEARED),
    "cleared-but-for-a-card": public(Screen.CLEARED, card_left=True),
    "home-with-a-card-left": public(Screen.HOME, card_left=True, banner=Banner.CARD_LEFT),
    "home-troubled": troubled(Screen.HOME),
    "category-troubled": troubled(Screen.CATEGORY),
    "item-troubled": troubled(Screen.ITEM),
    "dialog-idle": public(Screen.HELP, dialog=Dialog.IDLE, dialog_seconds=42, personal=True),
    "dialog-leave": public(Screen.HELP, dialog=Dialog.LEAVE, personal=True),
}
