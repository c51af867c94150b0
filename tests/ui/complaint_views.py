"""Views of the pages on which people say what is not right."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from kiosk.domain.grievance import REASONS, SUBJECTS, About
from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown import ChoiceLine, ChoicesView, ComplaintView, RatingTagRow, ServicesView
from kiosk.runtime.view import StepName, View
from kiosk.sandbox.seed import Seed
from tests.ui.task_views import chrome, offline

SEED = Seed()


def complaint(screen: Screen, about: About, *, line: bool = True, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        reasons = tuple(
            RatingTagRow(code, text.said(language), n == 1) for n, (code, text) in enumerate(REASONS[about])
        )
        subject = SUBJECTS.get(about, SEED.items[0].name).said(language)
        view = ComplaintView("complaint", subject, reasons, time="07-12 09:41", number="A03-0712-0046")
        around = chrome(1, StepName.IDENTIFY, language, service="", steps=0)
        services = ServicesView(complaint=replace(view, **more))
        return View(serial=0, screen=screen, chrome=around if line else offline(around), services=services)

    return make


Rows = Callable[[Language], tuple[ChoiceLine, ...]]


def choices(page: str, subject: str, rows: Rows) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        around = chrome(1, StepName.IDENTIFY, language, service="", steps=0)
        view = ServicesView(choices=ChoicesView(page, subject, rows(language)))
        return View(serial=0, screen=Screen.CHOOSE, chrome=around, services=view)

    return make


def themes(language: Language) -> tuple[ChoiceLine, ...]:
    first = ChoiceLine("terminal", SUBJECTS[About.TERMINAL].said(language), icon="device-desktop")
    known = SEED.heading.themes
    return (
        first,
        *(ChoiceLine(f"theme.{t.code}", t.name.said(language), t.hint.said(language), t.icon) for t in known),
    )


def items(language: Language) -> tuple[ChoiceLine, ...]:
    found = tuple(item for item in SEED.items if item.theme == "yb")
    rows = tuple(ChoiceLine(f"item.{one.code}", one.name.said(language), icon="file-text") for one in found)
    return (*rows, ChoiceLine("theme", "", icon="help"))


def waiting(**more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        made = choices("complaint-item", "医保", lambda _language: ())(language)
        return replace(made, services=ServicesView(choices=replace(made.services.choices, **more)))

    return make


DONE = Screen.COMPLAINT_DONE
PAGES: dict[str, Callable[[Language], View]] = {
    "complaint": complaint(Screen.COMPLAINT, About.ELSE),
    "complaint-about": choices("complaint-about", "", themes),
    "complaint-item": choices("complaint-item", "医保", items),
    "choose-loading": waiting(loading=True),
    "choose-fault": waiting(fault="platform.server-down"),
    "choose-empty": waiting(),
    "complaint-machine": complaint(Screen.COMPLAINT_WORDS, About.TERMINAL),
    "complaint-matter": complaint(Screen.COMPLAINT_WORDS, About.ITEM, words="材料交了三次，每次都说还差一样。" * 3),
    "complaint-nothing": complaint(Screen.COMPLAINT_WORDS, About.ELSE, nothing_said=True, channel="hotline"),
    "complaint-phone": complaint(Screen.COMPLAINT_PHONE, About.TERMINAL, phone="1990000"),
    "complaint-phone-wrong": complaint(Screen.COMPLAINT_PHONE, About.TERMINAL, phone="199", phone_wrong=True),
    "complaint-waiting": complaint(DONE, About.TERMINAL),
    "complaint-received": complaint(
        DONE, About.ITEM, outcome="received", number="GD20260712000046", promised="2026-07-17", phone="19900000001"
    ),
    "complaint-sent": complaint(DONE, About.TERMINAL, outcome="sent"),
    "complaint-queued": complaint(DONE, About.TERMINAL, outcome="queued", line=False),
    "complaint-held": complaint(DONE, About.PEOPLE, outcome="held", fault="platform.refused"),
    "complaint-failed": complaint(DONE, About.PEOPLE, outcome="failed", fault="store.full", number=""),
}
