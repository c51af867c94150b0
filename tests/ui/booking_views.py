"""Views of 预约: the lists, the page to confirm, the appointment in every phase."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown import BookingView, ChoiceLine, ChoicesView, ServicesView
from kiosk.runtime.view import StepName, View
from tests.ui.complaint_views import SEED, choices
from tests.ui.public_views import guide, page
from tests.ui.task_views import MASKED, chrome

HALL = SEED.places[0]
ITEM = next(item for item in SEED.items if item.appointment)


def booking(phase: str, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = BookingView(
            phase=phase,
            item=ITEM.name.said(language),
            place=HALL.name.said(language),
            address=HALL.address.said(language),
            day="2026-07-15",
            time="09:00–10:00",
            masked_name=MASKED,
            number="" if phase in {"confirm", "booking"} else "YY20260712000046",
        )
        around = chrome(1, StepName.IDENTIFY, language, service="", steps=0)
        services = ServicesView(booking=replace(view, **more))
        return View(serial=0, screen=Screen.BOOKING, chrome=around, services=services)

    return make


def items(language: Language) -> tuple[ChoiceLine, ...]:
    found = tuple(one for one in SEED.items if one.appointment)
    rows = (
        ChoiceLine(one.code, one.name.said(language), one.department.said(language), "file-text") for one in found
    )
    return (ChoiceLine("mine", "", icon="calendar-time"), *rows)


def places(language: Language) -> tuple[ChoiceLine, ...]:
    halls = SEED.places[:5]
    return tuple(
        ChoiceLine(one.code, one.name.said(language), one.address.said(language), "map-pin") for one in halls
    )


def days(_language: Language) -> tuple[ChoiceLine, ...]:
    found = (f"2026-07-{n}" for n in range(13, 25))
    return tuple(ChoiceLine(day, day, "6", "calendar-time") for day in found)


def times(_language: Language) -> tuple[ChoiceLine, ...]:
    return tuple(ChoiceLine(f"t{n}", f"{n:02}:00–{n + 1:02}:00", "3", "clock") for n in range(9, 15))


def mine(language: Language) -> tuple[ChoiceLine, ...]:
    about = f"{ITEM.name.said(language)} · {HALL.name.said(language)}"
    return (ChoiceLine("a1", "2026-07-15 09:00–10:00", about, "calendar-time"),)


def taken(language: Language) -> View:
    made = choices("booking-place", ITEM.name.said(language), places)(language)
    view: ChoicesView = replace(made.services.choices, notice="taken")
    return replace(made, services=ServicesView(choices=view))


def offered(language: Language) -> View:
    made = page(Screen.ITEM, language, chrome(1, StepName.IDENTIFY, language, service="", steps=0))
    return replace(made, item=guide(language), services=ServicesView(bookable=True))


PAGES: dict[str, Callable[[Language], View]] = {
    "booking-item": choices("booking-item", "", items),
    "booking-place": choices("booking-place", ITEM.name.zh_hans, places),
    "booking-taken": taken,
    "booking-day": choices("booking-day", HALL.name.zh_hans, days),
    "booking-time": choices("booking-time", "2026-07-15", times),
    "booking-mine": choices("booking-mine", "", mine),
    "booking-none": choices("booking-mine", "", lambda _language: ()),
    "booking-full": choices("booking-place", ITEM.name.zh_hans, lambda _language: ()),
    "booking-confirm": booking("confirm"),
    "booking-asking": booking("booking"),
    "booking-unanswered": booking("confirm", fault="platform.timeout"),
    "booking-booked": booking("booked"),
    "booking-own": booking("booked", own=True),
    "booking-sure": booking("sure"),
    "booking-cancelling": booking("cancelling"),
    "booking-cancelled": booking("cancelled", own=True),
    "booking-over": booking("over", own=True),
    "booking-offered": offered,
}
