"""The pages of 政务公开 and 政务地图, from the catalogue and what was fetched. Pure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kiosk.domain.catalogue import Place
from kiosk.domain.text import Language, Text
from kiosk.flows.benefits import OPEN
from kiosk.flows.inform import BENEFITS, PAPERS, PLACES, VERIFY, can_match
from kiosk.flows.memory import Memory
from kiosk.runtime import shown as v
from kiosk.runtime.receipts import Around
from kiosk.runtime.scene import Scene
from kiosk.runtime.view import CaseView, PrintPhase

if TYPE_CHECKING:
    from kiosk.documents.benefit_slip import BenefitSlip

_ICONS = {"terminal": "device-desktop", "bank": "building-bank", "station": "home-2"}
_HALL = "building-community"
_KNOWN = {"working", "partly", "silent"}
_MOST_ITEMS = 12
"""Services named on the page of a place."""


def what_rows(scene: Scene) -> tuple[str, tuple[v.ChoiceLine, ...]]:
    """What there is to ask; all but the places need the line."""
    return "", (
        v.ChoiceLine(PLACES, "", icon="map-pin"),
        v.ChoiceLine(PAPERS, "", icon="news", open=scene.memory.around.online),
        v.ChoiceLine(BENEFITS, "", icon="award", open=can_match(scene.memory)),
        v.ChoiceLine(VERIFY, "", icon="qrcode", open=scene.memory.around.online),
    )


def place_rows(scene: Scene) -> tuple[str, tuple[v.ChoiceLine, ...]]:
    """Halls, stations, branches and terminals, as the catalogue has them."""
    language = scene.memory.around.language
    return "", tuple(
        v.ChoiceLine(
            one.code,
            one.name.said(language),
            f"{one.address.said(language)} · {one.hours.said(language)}",
            _ICONS.get(one.kind, _HALL),
            mark=_now(scene, one),
        )
        for one in (scene.catalogue.places if scene.catalogue else ())
    )


def _now(scene: Scene, place: Place) -> str:
    """How the terminal there is now: the platform's word, where it has one that we know."""
    state = scene.memory.informing.terminals.get(place.code, "") if scene.memory.around.online else ""
    return state if place.kind == "terminal" and state in _KNOWN else ""


def paper_rows(scene: Scene) -> tuple[str, tuple[v.ChoiceLine, ...]]:
    """Title, department and day of each paper."""
    language = scene.memory.around.language
    return "", tuple(
        v.ChoiceLine(
            one.policy_id, one.title.said(language), f"{one.department.said(language)} · {one.published_on}", "news"
        )
        for one in scene.memory.informing.papers
    )


def reading_view(scene: Scene) -> v.ServicesView:
    """A place, or a paper."""
    informing, language = scene.memory.informing, scene.memory.around.language
    if informing.place:
        places = scene.catalogue.places if scene.catalogue else ()
        place = next((one for one in places if one.code == informing.place), None)
        return v.ServicesView(paper=_place(scene, place, language) if place else v.PaperView())
    paper = informing.paper
    if paper is None:
        return v.ServicesView(paper=v.PaperView(kind="paper", loading=informing.fault is None, fault=informing.fault))
    facts = (
        v.Line("department", paper.department.said(language)),
        v.Line("number", paper.number),
        v.Line("day", paper.published_on),
    )
    words = tuple(one.said(language) for one in paper.paragraphs)
    return v.ServicesView(paper=v.PaperView("paper", paper.title.said(language), facts, words))


def _place(scene: Scene, place: Place, language: Language) -> v.PaperView:
    catalogue = scene.catalogue
    items = [one.name.said(language) for one in (catalogue.items if catalogue else ()) if one.code in place.items]
    named = "、".join(items[:_MOST_ITEMS]) if language is not Language.EN else ", ".join(items[:_MOST_ITEMS])
    facts = (
        v.Line("now", _now(scene, place)),
        v.Line("address", place.address.said(language)),
        v.Line("hours", place.hours.said(language)),
        v.Line("phone", place.phone or ""),
        v.Line("items", named),
    )
    return v.PaperView("place", place.name.said(language), tuple(one for one in facts if one.value))


def verify_view(scene: Scene) -> v.ServicesView:
    """What reads the code, or what the platform says of it."""
    found, language = scene.memory.verifying, scene.memory.around.language
    at = dt.datetime.fromisoformat(found.at).astimezone(scene.now.tzinfo) if found.at else scene.now
    return v.ServicesView(
        verify=v.VerifyView(
            phase=found.phase,
            by=found.by,
            state=found.state,
            text=found.text.said(language) if found.text else "",
            name=found.name.said(language) if found.name else "",
            holders=(", " if language is Language.EN else "、").join(found.holders),
            time=at.strftime("%m-%d %H:%M"),
            wrong_digit=found.wrong_digit,
            fault=found.fault,
        )
    )


def benefit_rows(scene: Scene) -> tuple[str, tuple[v.ChoiceLine, ...]]:
    """What one gets, and by which paper; what is confirmed bears its shape."""
    language = scene.memory.around.language
    return _company(scene), tuple(
        v.ChoiceLine(
            one.policy_id,
            one.benefit.said(language),
            one.title.said(language),
            "award",
            status="" if one.state == OPEN else "ok",
        )
        for one in scene.memory.benefits.matches
    )


def _company(scene: Scene) -> str:
    """Whose it is, where that is no person."""
    memory = scene.memory
    chosen = memory.company.chosen if memory.benefits.organisation else None
    return chosen.ref.name if chosen else ""


def benefit_view(scene: Scene) -> v.ServicesView:
    """One of them."""
    benefits, language = scene.memory.benefits, scene.memory.around.language
    one = benefits.chosen
    if one is None:
        return v.ServicesView()
    known = one.state if one.state in {OPEN, "confirmed"} else "other"
    return v.ServicesView(
        benefit=v.BenefitView(
            phase="confirming" if benefits.pending else known,
            title=one.title.said(language),
            department=one.department.said(language),
            benefit=one.benefit.said(language),
            reason=one.reason.said(language),
            pay_to=one.pay_to.said(language) if one.pay_to else "",
            text=one.text.said(language),
            number=one.number,
            company=_company(scene),
            fault=benefits.fault,
        )
    )


def benefit_case(scene: Scene) -> CaseView:
    """How the slip of it stands."""
    case, around, chosen = scene.memory.case, scene.memory.around, scene.memory.benefits.chosen
    return CaseView(
        number=chosen.number if chosen else "",
        print_phase=PrintPhase(case.print_phase),
        print_fault=case.print_fault or around.device_faults.get("receipt-printer"),
        can_print=around.usable("receipt-printer"),
    )


def benefit_slip_of(memory: Memory, around: Around, *, test: bool) -> BenefitSlip | None:
    """The slip of the confirmed one, or None where nothing is confirmed."""
    from kiosk.documents.benefit_slip import BenefitSlip

    one, catalogue = memory.benefits.chosen, around.catalogue
    if one is None or not one.number:
        return None
    return BenefitSlip(
        organisation=catalogue.organisation if catalogue else Text(around.organisation),
        terminal=around.terminal,
        state=one.text,
        benefit=one.benefit,
        policy=one.title,
        department=one.department,
        number=one.number,
        at=around.now,
        hotline=catalogue.hotline if catalogue else around.hotline,
        test=test,
        language=memory.around.language,
    )
