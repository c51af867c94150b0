"""Which device fault is met on which page: from the fault enum and the flow tables, so that no cell is forgotten.

A cell without a recipe raises. Must never know how a page is reached: that is the journey's matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from devices.contract import Kind
from devices.faults import Fault
from kiosk.flows import effects as do
from kiosk.flows.effects import Effect
from kiosk.flows.engine import Flow, Step
from kiosk.flows.screens import Screen
from kiosk.flows.tables import FLOWS
from kiosk.journeys.report import JourneyError

USES: Final[Mapping[type[Effect], Kind]] = MappingProxyType(
    {
        do.StartReading: Kind.ID_READER,
        do.StartFace: Kind.CAMERA,
        do.StartPreview: Kind.DOCUMENT_CAMERA,
        do.PrintReceipt: Kind.RECEIPT_PRINTER,
    }
)
"""The effects that put a device to work."""
_FAMILIES: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType(
    {
        Kind.ID_READER: ("device", "reader"),
        Kind.CAMERA: ("device", "camera"),
        Kind.DOCUMENT_CAMERA: ("device", "camera", "page"),
        Kind.RECEIPT_PRINTER: ("device", "printer"),
    }
)
"""Which faults, by the first word of their code, a kind of device can have."""


@dataclass(frozen=True)
class Made:
    """The twin is told `orders`, each in turn; `card` is laid down meanwhile; afterwards it is told `undo`."""

    orders: tuple[Mapping[str, Any], ...]
    undo: tuple[Mapping[str, Any], ...] = ()
    card: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Elsewhere:
    """No twin can make it while the terminal runs; `test` is where it is shown."""

    why: str
    test: str


Recipe = Made | Elsewhere


@dataclass(frozen=True)
class Cell:
    """One fault of one device on one page."""

    screen: Screen
    kind: Kind
    fault: Fault
    recipe: Recipe


def cells() -> Iterator[Cell]:
    """All of them. Raises JourneyError where one has no recipe."""
    from kiosk.journeys.fault_recipes import RECIPES

    for kind in _FAMILIES:
        recipes = RECIPES[kind]
        for screen in pages_using(kind):
            for fault in faults_of(kind):
                if fault not in recipes:
                    raise JourneyError(f"no recipe: {fault.code} of {kind} on {screen}")
                yield Cell(screen, kind, fault, recipes[fault])


def faults_of(kind: Kind) -> list[Fault]:
    """Every fault that a device of this kind can have."""
    return [fault for fault in Fault if fault.code.partition(".")[0] in _FAMILIES[kind]]


def pages_using(kind: Kind) -> list[Screen]:
    """Pages on which the tables put a device of this kind to work."""
    wanted = tuple(effect for effect, used in USES.items() if used is kind)
    found: dict[Screen, None] = {}
    for flow in FLOWS.values():
        for spec in _steps_with(flow, wanted):
            if spec.screen is not None:
                found[spec.screen] = None
    return list(found)


def _steps_with(flow: Flow, wanted: tuple[type[Effect], ...]) -> Iterator[Step]:
    for spec in flow.steps.values():
        if any(isinstance(effect, wanted) for effect in spec.enter):
            yield spec
    for row in flow.rows:
        if any(isinstance(effect, wanted) for effect in row.do):
            yield flow.steps[row.at]
