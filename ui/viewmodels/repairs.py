"""Guided repairs in the language of the page, as the technician's view model hands them to QML."""

from __future__ import annotations

import msgspec

from kiosk.domain.text import Language, Text
from kiosk.runtime.fault_words import words
from kiosk.runtime.repairs import REPAIRS, fitting
from kiosk.runtime.technician_view import RepairShown, TechnicianView
from kiosk.runtime.verdicts import ACTIONS

_UNKNOWN = Text("没有说原因", "沒有說原因", "No reason given")


class ShownRepair(msgspec.Struct, frozen=True):
    """One repair of the list; `wanted`: it fits what was found wrong with its device, which `fault` names."""

    name: str
    title: str
    icon: str
    device: str
    wanted: bool
    fault: str
    cause: str


class ShownStep(msgspec.Struct, frozen=True):
    """The repair that is under way, and its step; see `RepairShown`."""

    name: str
    title: str
    phase: str
    step: int
    steps: int
    text: str
    drawing: str
    before: str
    beforeCause: str
    fault: str
    cause: str
    then: str
    thenTitle: str
    seconds: int
    simulated: bool


def repairs_shown(view: TechnicianView, language: Language) -> tuple[ShownRepair, ...]:
    """All repairs, those first that fit a fault."""
    rows = {row.name: row for row in view.rows}
    shown = []
    for one in REPAIRS.values():
        row = rows.get(one.check)
        fits = row is not None and fitting(one.check, row.fault) == one.name
        fault = row.fault if row is not None and fits else ""
        device = row.title.said(language) if row is not None else ""
        cause = _cause(fault, row.action if row is not None else "", language) if fault else ""
        shown.append(ShownRepair(one.name, one.title.said(language), one.icon, device, fits, fault, cause))
    return tuple(sorted(shown, key=lambda one: not one.wanted))


def step_shown(repair: RepairShown, language: Language) -> ShownStep | None:
    """What the page of the repair shows; None where none is under way."""
    if not repair.name:
        return None
    known = REPAIRS[repair.name]
    step = known.steps[repair.step]
    return ShownStep(
        name=repair.name,
        title=known.title.said(language),
        phase=repair.phase,
        step=repair.step + 1,
        steps=len(known.steps),
        text=step.text.said(language),
        drawing=step.drawing,
        before=repair.before,
        beforeCause=_cause(repair.before, "", language) if repair.before else "",
        fault=repair.fault,
        cause=_cause(repair.fault, repair.action, language) if repair.fault else "",
        then=repair.then,
        thenTitle=REPAIRS[repair.then].title.said(language) if repair.then else "",
        seconds=repair.seconds,
        simulated=repair.simulated,
    )


def _cause(fault: str, action: str, language: Language) -> str:
    """What is wrong in words; in other languages what helps, for which there are words."""
    known = words(fault) if language is Language.ZH_HANS else None
    if known is not None:
        return known.cause
    return ACTIONS[action].said(language) if action in ACTIONS else "" if action == "" else _UNKNOWN.said(language)
