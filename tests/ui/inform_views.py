"""Views of 政务公开 and 政务地图."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown import ChoiceLine, Line, PaperView, ServicesView
from kiosk.runtime.view import StepName, View
from kiosk.sandbox.seed import Seed
from tests.ui.complaint_views import choices
from tests.ui.task_views import chrome

SEED = Seed()


def reading(make_view: Callable[[Language], PaperView]) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        around = chrome(1, StepName.IDENTIFY, language, service="", steps=0, personal=False)
        return View(serial=0, screen=Screen.PAPER, chrome=around, services=ServicesView(paper=make_view(language)))

    return make


def paper(language: Language) -> PaperView:
    one = SEED.policies[1]
    facts = (
        Line("department", one.department.said(language)),
        Line("number", one.number),
        Line("day", one.published_on),
    )
    words = tuple(each.said(language) for each in one.paragraphs) * 3
    return PaperView("paper", one.title.said(language), facts, words)


def place(language: Language) -> PaperView:
    one = SEED.places[4]
    items = "、".join(item.name.said(language) for item in SEED.items if item.code in one.items)
    facts = (
        Line("now", "partly"),
        Line("address", one.address.said(language)),
        Line("hours", one.hours.said(language)),
        Line("phone", one.phone or ""),
        Line("items", items),
    )
    return PaperView("place", one.name.said(language), facts)


def places(language: Language) -> tuple[ChoiceLine, ...]:
    names = ((one.code, one.name.said(language), one.address.said(language)) for one in SEED.places)
    marks = {"A-03": "working", "A-07": "partly", "A-12": "silent"}
    return tuple(ChoiceLine(*said, "map-pin", mark=marks.get(said[0], "")) for said in names)


def papers(language: Language) -> tuple[ChoiceLine, ...]:
    names = ((one.policy_id, one.title.said(language), one.department.said(language)) for one in SEED.policies)
    return tuple(ChoiceLine(*said, "news") for said in names)


def what(_language: Language) -> tuple[ChoiceLine, ...]:
    return (
        ChoiceLine("places", "", icon="map-pin"),
        ChoiceLine("papers", "", icon="news", open=False),
        ChoiceLine("benefits", "", icon="award"),
        ChoiceLine("verify", "", icon="qrcode"),
    )


PAGES: dict[str, Callable[[Language], View]] = {
    "inform-what": choices("inform-what", "", what),
    "inform-places": choices("inform-places", "", places),
    "inform-papers": choices("inform-papers", "", papers),
    "inform-place": reading(place),
    "inform-paper": reading(paper),
    "inform-loading": reading(lambda _language: PaperView("paper", loading=True)),
    "inform-fault": reading(lambda _language: PaperView("paper", fault="platform.timeout")),
}
