"""The pages of the smaller services, from what the session knows. Pure; decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from kiosk.domain.grievance import REASONS, SUBJECTS, About
from kiosk.domain.person import mask_name
from kiosk.flows.book import MINE, can_book_item
from kiosk.flows.complain import ITEM, THEME
from kiosk.flows.events.services import SlotRow
from kiosk.flows.memory import Memory
from kiosk.flows.rate import rateable
from kiosk.flows.screens import Screen
from kiosk.runtime import shown as v
from kiosk.runtime.performing.subjects import subject_of
from kiosk.runtime.present_certificates import certificate_rows, certificate_view, offer
from kiosk.runtime.present_company import company_rows
from kiosk.runtime.present_guided import guide_rows, variant_rows
from kiosk.runtime.present_informing import (
    benefit_case,
    benefit_rows,
    benefit_view,
    paper_rows,
    place_rows,
    reading_view,
    verify_view,
    what_rows,
)
from kiosk.runtime.present_paying import bill_rows, paying_view, slip_view
from kiosk.runtime.scene import Scene


# --- 好差评 -----------------------------------------------------------------------------------------------
def rating_view(scene: Scene) -> v.RatingView:
    """好差评, on its own pages and as an offer on the result page."""
    memory, rating = scene.memory, scene.memory.rating
    language = memory.around.language
    tags = scene.catalogue.rating_tags if scene.catalogue else ()
    return v.RatingView(
        offered=rateable(memory),
        given=bool(memory.case.submission_id) and memory.case.submission_id in rating.rated,
        level=rating.level,
        tags=tuple(
            v.RatingTagRow(tag.code, tag.text.said(language), tag.code in rating.tags)
            for tag in tags
            if tag.level.value == rating.level
        ),
        words=rating.words,
        reason_missing=rating.reason_missing,
        storing=rating.storing,
        fault=rating.fault,
    )


def rated(scene: Scene) -> v.ServicesView:
    """The rating, or the offer of one."""
    return v.ServicesView(rating=rating_view(scene))


def words_view(scene: Scene) -> v.WordsView:
    """Some words, to whatever they belong."""
    memory = scene.memory
    if memory.complaint.channel:
        return v.WordsView("complaint", memory.complaint.words, 300)
    return v.WordsView("rating", memory.rating.words)


# --- 投诉, 办不成事, 12345 --------------------------------------------------------------------------------
def complaint_view(scene: Scene) -> v.ComplaintView:
    """What is said, and what became of it."""
    memory, said = scene.memory, scene.memory.complaint
    language = memory.around.language
    moment = dt.datetime.fromtimestamp(said.stored_at, scene.now.tzinfo) if said.stored_at else scene.now
    told = moment + dt.timedelta(seconds=memory.around.clock_ahead)
    return v.ComplaintView(
        channel=said.channel,
        subject=subject_of(memory, scene.catalogue).said(language),
        reasons=tuple(
            v.RatingTagRow(code, text.said(language), code in said.reasons)
            for code, text in REASONS[About(said.about or About.ELSE)]
        ),
        words=said.words,
        nothing_said=said.nothing_said,
        phone=said.phone,
        phone_wrong=said.phone_wrong,
        outcome=_complaint_outcome(memory),
        number=said.number or said.reference,
        time=told.strftime("%m-%d %H:%M"),
        promised=said.promised_by[:10],
        fault=said.fault,
    )


def _complaint_outcome(memory: Memory) -> str:
    said = memory.complaint
    if said.number:
        return "received"
    if said.fault is not None:
        return "held" if said.record_id else "failed"
    if not said.settled:
        return "waiting"
    return "sent" if memory.around.online else "queued"


def _complaint(scene: Scene) -> v.ServicesView:
    return v.ServicesView(complaint=complaint_view(scene))


# --- one of a list ----------------------------------------------------------------------------------------
def choices_view(scene: Scene) -> v.ChoicesView:
    """The list page, whatever it asks."""
    choosing = scene.memory.choosing
    make = _LISTS.get(choosing.page)
    subject, rows = make(scene) if make else ("", ())
    return v.ChoicesView(choosing.page, subject, rows, choosing.loading, choosing.fault, choosing.notice)


_List = tuple[str, tuple[v.ChoiceLine, ...]]


def _complaint_about(scene: Scene) -> _List:
    """The machine, the people, or a matter by its topic."""
    language = scene.memory.around.language
    first = (
        v.ChoiceLine(About.TERMINAL, SUBJECTS[About.TERMINAL].said(language), icon="device-desktop"),
        v.ChoiceLine(About.PEOPLE, SUBJECTS[About.PEOPLE].said(language), icon="users"),
    )
    themes = scene.catalogue.themes if scene.catalogue else ()
    rows = tuple(
        v.ChoiceLine(THEME + one.code, one.name.said(language), one.hint.said(language), one.icon) for one in themes
    )
    return "", (*first, *rows, v.ChoiceLine(About.ELSE, SUBJECTS[About.ELSE].said(language), icon="help"))


def _complaint_item(scene: Scene) -> _List:
    """The items of the topic, and the topic itself for whoever does not know."""
    language, theme = scene.memory.around.language, scene.memory.complaint.theme
    catalogue = scene.catalogue
    name = next((one.name.said(language) for one in catalogue.themes if one.code == theme), "") if catalogue else ""
    items = tuple(one for one in catalogue.items if one.theme == theme) if catalogue else ()
    rows = tuple(v.ChoiceLine(ITEM + one.code, one.name.said(language), icon="file-text") for one in items)
    return name, (*rows, v.ChoiceLine(About.THEME, "", icon="help"))


def _booking_item(scene: Scene) -> _List:
    """What is booked already, and the items for which there are appointments."""
    language = scene.memory.around.language
    items = tuple(one for one in scene.catalogue.items if one.appointment) if scene.catalogue else ()
    rows = (
        v.ChoiceLine(one.code, one.name.said(language), one.department.said(language), "file-text") for one in items
    )
    return "", (v.ChoiceLine(MINE, "", icon="calendar-time"), *rows)


def _booking_place(scene: Scene) -> _List:
    """Where there are free times."""
    language, slots = scene.memory.around.language, scene.memory.booking.slots
    places = {slot.place_code: slot.place.said(language) for slot in slots}
    return _item_name(scene), tuple(
        v.ChoiceLine(code, name, _address(scene, code), "map-pin") for code, name in places.items()
    )


def _booking_day(scene: Scene) -> _List:
    """The next days with free times; the note is how many there are."""
    here = scene.memory.booking.here
    days = dict.fromkeys(slot.day for slot in here)
    rows = tuple(v.ChoiceLine(day, day, str(sum(one.day == day for one in here)), "calendar-time") for day in days)
    return _place_name(scene), rows


def _booking_time(scene: Scene) -> _List:
    """The free times of the day; the note is for how many people there is room."""
    rows = tuple(v.ChoiceLine(one.slot_id, _hours(one), str(one.free), "clock") for one in scene.memory.booking.then)
    return scene.memory.booking.day, rows


def _booking_mine(scene: Scene) -> _List:
    language = scene.memory.around.language
    rows = tuple(
        v.ChoiceLine(
            one.appointment_id,
            f"{one.slot.day} {_hours(one.slot)}",
            f"{_name_of(scene, one.item_code)} · {one.slot.place.said(language)}",
            "calendar-time",
        )
        for one in scene.memory.booking.mine
    )
    return "", rows


def _hours(slot: SlotRow) -> str:
    return f"{slot.begins[11:16]}–{slot.ends[11:16]}"


def _name_of(scene: Scene, code: str) -> str:
    item = scene.catalogue.item(code) if scene.catalogue else None
    return item.name.said(scene.memory.around.language) if item else ""


def _item_name(scene: Scene) -> str:
    return _name_of(scene, scene.memory.booking.item_code)


def _place_name(scene: Scene) -> str:
    here = scene.memory.booking.here
    return here[0].place.said(scene.memory.around.language) if here else ""


def _address(scene: Scene, code: str) -> str:
    places = scene.catalogue.places if scene.catalogue else ()
    return next((one.address.said(scene.memory.around.language) for one in places if one.code == code), "")


# --- 预约 -------------------------------------------------------------------------------------------------
def booking_view(scene: Scene) -> v.BookingView:
    """The chosen time, or the appointment."""
    memory, booking, slot = scene.memory, scene.memory.booking, scene.memory.booking.slot
    person = memory.identity.person
    return v.BookingView(
        phase=_booking_phase(memory),
        item=_item_name(scene),
        place=slot.place.said(memory.around.language) if slot else "",
        address=_address(scene, slot.place_code) if slot else "",
        day=slot.day if slot else "",
        time=_hours(slot) if slot else "",
        masked_name=mask_name(person.name) if person else "",
        number=booking.number,
        own=booking.looking,
        fault=booking.fault,
    )


def _booking_phase(memory: Memory) -> str:
    booking = memory.booking
    if booking.pending:
        return "cancelling" if booking.state else "booking"
    if not booking.state:
        return "confirm"
    if booking.state == "booked":
        return "sure" if booking.sure else "booked"
    return "cancelled" if booking.state == "cancelled" else "over"


def offers(scene: Scene) -> v.ServicesView:
    """What else there is for the item that is shown."""
    return v.ServicesView(bookable=can_book_item(scene.memory), certificates=offer(scene))


_LISTS: Mapping[str, Callable[[Scene], _List]] = {
    "complaint-about": _complaint_about,
    "complaint-item": _complaint_item,
    "booking-item": _booking_item,
    "booking-place": _booking_place,
    "booking-day": _booking_day,
    "booking-time": _booking_time,
    "booking-mine": _booking_mine,
    "bills": bill_rows,
    "certificates": certificate_rows,
    "companies": company_rows,
    "guide": guide_rows,
    "variant": variant_rows,
    "inform-what": what_rows,
    "benefits": benefit_rows,
    "inform-places": place_rows,
    "inform-papers": paper_rows,
}

_SHOWN: Mapping[Screen, Callable[[Scene], v.ServicesView]] = {
    Screen.RATING: rated,
    Screen.WORDS: lambda scene: v.ServicesView(words=words_view(scene)),
    Screen.CHOOSE: lambda scene: v.ServicesView(choices=choices_view(scene)),
    Screen.PAPER: reading_view,
    Screen.VERIFY: verify_view,
    Screen.BOOKING: lambda scene: v.ServicesView(booking=booking_view(scene)),
    Screen.CERTIFICATE: certificate_view,
    Screen.COMPLAINT: _complaint,
    Screen.COMPLAINT_WORDS: _complaint,
    Screen.COMPLAINT_PHONE: _complaint,
    Screen.COMPLAINT_DONE: _complaint,
}
PARTS: Mapping[Screen, Mapping[str, Callable[[Scene], Any]]] = {
    **{screen: {"services": make} for screen, make in _SHOWN.items()},
    Screen.PAYING: {"services": paying_view, "case": slip_view},
    Screen.BENEFIT: {"services": benefit_view, "case": benefit_case},
}
"""Which part of the view each page needs."""
