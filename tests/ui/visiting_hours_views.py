"""Views of a terminal with opening hours: closed, about to close, closed while something is under way, and what is
offered at other places alone."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown_browse import NeedRow
from kiosk.runtime.shown_hours import ClosedView, OpenPlace
from kiosk.runtime.view import Banner, View
from tests.ui import public_views, task_views

_PLACES = {
    Language.ZH_HANS: ("市政务大厅 24 小时自助区 3 号机", "示例区甲子路 100 号一楼东侧", "国庆节"),
    Language.ZH_HANT: ("市政務大廳 24 小時自助區 3 號機", "示例區甲子路 100 號一樓東側", "國慶節"),
    Language.EN: (
        "Terminal 3, round the clock area of the city service hall",
        "100 Jiazi Road, ground floor, east side, Shili District",
        "National Day",
    ),
}
_HOURS = {"round_the_clock": False}


def closed(*, places: int = 3, holiday: bool = False, **more: object) -> Callable[[Language], View]:
    """The page itself."""

    def make(language: Language) -> View:
        name, address, occasion = _PLACES[language]
        shown = ClosedView(
            nearby=tuple(OpenPlace(f"A-{n}", name, address) for n in range(places)),
            occasion=occasion if holiday else "",
        )
        shown = msgspec.structs.replace(shown, **more)
        return View(serial=0, screen=Screen.CLOSED, chrome=public_views.around(language, **_HOURS), closed=shown)

    return make


def under_way(language: Language) -> View:
    """Somebody fills in a form, and it is time."""
    view = task_views.PAGES["form-phone"](language)
    chrome = msgspec.structs.replace(view.chrome, banner=Banner.CLOSED, **_HOURS)
    return msgspec.structs.replace(view, chrome=chrome)


def elsewhere(language: Language) -> View:
    """The guide of what terminals in banks alone can take."""
    view = public_views.public(Screen.ITEM)(language)
    needs = (NeedRow("place", "stop", "at-banks"),)
    item = msgspec.structs.replace(view.item, needs=needs, blocked="at-banks", instead="elsewhere")
    return msgspec.structs.replace(view, item=item)


def listed(language: Language) -> View:
    """A list with such things in it."""
    view = public_views.public(Screen.CATEGORY)(language)
    reasons = {3: "at-banks", 4: "elsewhere"}
    rows = tuple(
        msgspec.structs.replace(row, reason=reasons.get(number, row.reason))
        for number, row in enumerate(view.browse.items)
    )
    return msgspec.structs.replace(view, browse=msgspec.structs.replace(view.browse, items=rows))


PAGES: dict[str, Callable[[Language], View]] = {
    "closed": closed(opens="09:00", day="tomorrow", date="2026-07-14", weekday=1),
    "closed-at-noon": closed(opens="13:30", day="today", date="2026-07-13"),
    "closed-for-long": closed(opens="10:00", day="date", date="2026-12-30", weekday=2, holiday=True),
    "closed-who-knows": closed(places=0),
    "home-with-hours": public_views.public(Screen.HOME, closes="17:00", **_HOURS),
    "home-closing": public_views.public(Screen.HOME, closes="17:00", banner=Banner.CLOSING, **_HOURS),
    "home-hours-unknown": public_views.public(Screen.HOME, **_HOURS),
    "form-after-closing": under_way,
    "item-at-banks": elsewhere,
    "category-at-banks": listed,
}
