"""The pages of the smaller services, from what the session knows. Pure; decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from kiosk.domain.grievance import REASONS, SUBJECTS, About
from kiosk.flows.complain import ITEM, THEME
from kiosk.flows.memory import Memory
from kiosk.flows.rate import rateable
from kiosk.flows.screens import Screen
from kiosk.runtime import shown as v
from kiosk.runtime.performing.subjects import subject_of
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


_LISTS: Mapping[str, Callable[[Scene], _List]] = {
    "complaint-about": _complaint_about,
    "complaint-item": _complaint_item,
}

_SHOWN: Mapping[Screen, Callable[[Scene], v.ServicesView]] = {
    Screen.RATING: rated,
    Screen.WORDS: lambda scene: v.ServicesView(words=words_view(scene)),
    Screen.CHOOSE: lambda scene: v.ServicesView(choices=choices_view(scene)),
    Screen.COMPLAINT: _complaint,
    Screen.COMPLAINT_WORDS: _complaint,
    Screen.COMPLAINT_PHONE: _complaint,
    Screen.COMPLAINT_DONE: _complaint,
}
PARTS: Mapping[Screen, Mapping[str, Callable[[Scene], Any]]] = {
    screen: {"services": make} for screen, make in _SHOWN.items()
}
"""Which part of the view each page needs."""
