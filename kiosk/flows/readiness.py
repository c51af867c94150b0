"""What an item needs at this terminal, how that stands now, and what can be done instead: said before anybody starts.

A table of needs, each a pure look at the item and at what is around it. Its words stand in the interface
(`Parts/NeedList.qml`), by name and reason. Must never promise what a flow would refuse later.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from kiosk.domain.catalogue import Assurance, Provision, ServiceItem
from kiosk.flows.memory import Surroundings

READER, CAMERA, PAGE_CAMERA, PRINTER = "id-reader", "camera", "document-camera", "receipt-printer"


class Standing(StrEnum):
    """How a need stands."""

    OK = "ok"
    LESS = "less"
    """It is not met, and there is another way to the same end."""
    STOP = "stop"
    """The item cannot be done here now."""


class Instead(StrEnum):
    """What is nearest to doing it here now; a counter is always a way."""

    OTHER_TERMINAL = "other-terminal"
    LATER = "later"
    ELSEWHERE = "elsewhere"


class Need(NamedTuple):
    """One need of an item: which, how it stands, why so; with STOP what is nearest instead."""

    name: str
    standing: Standing
    reason: str = ""
    instead: Instead | None = None


_Look = Callable[[ServiceItem, Surroundings], Need | None]
"""How one need stands, or None where the item does not have it."""


def needs(item: ServiceItem, around: Surroundings) -> tuple[Need, ...]:
    """Every need of the item, in the order in which the steps meet them; at a wrong place nothing else matters."""
    if (place := _place(item, around)) is not None:
        return (place,)
    return tuple(need for look in _TABLE if (need := look(item, around)) is not None)


def stop(item: ServiceItem, around: Surroundings) -> Need | None:
    """The first need that keeps the item from being done here now."""
    return next((need for need in needs(item, around) if need.standing is Standing.STOP), None)


def _place(item: ServiceItem, around: Surroundings) -> Need | None:
    """Nobody is told of it where it is met."""
    if item.offered(around.place_kind):
        return None
    return Need(
        "place", Standing.STOP, "at-banks" if item.offered_at == ("bank",) else "elsewhere", Instead.ELSEWHERE
    )


def _reader(item: ServiceItem, around: Surroundings) -> Need | None:
    del item
    if around.usable(READER):
        return Need("reader", Standing.OK)
    return Need("reader", Standing.STOP, "reader-out", Instead.OTHER_TERMINAL)


def _store(item: ServiceItem, around: Surroundings) -> Need | None:
    """Every case goes through the store; nobody is told of it as long as it works."""
    del item
    return None if around.store_fault is None else Need("store", Standing.STOP, "store", Instead.OTHER_TERMINAL)


def _network(item: ServiceItem, around: Surroundings) -> Need | None:
    if around.online:
        return Need("network", Standing.OK)
    if around.offline_allowed and item.offline.allowed:
        return Need("network", Standing.LESS, "saved")
    return Need("network", Standing.STOP, "not-offline", Instead.LATER)


def _identity(item: ServiceItem, around: Surroundings) -> Need | None:
    """Two ways of equal rank, or one of them; without a line card and signature (flows *identify*)."""
    if item.assurance is Assurance.NONE:
        return None
    if not around.online:
        return Need("identity", Standing.LESS, "signature") if item.offline.allowed else None
    if around.usable(CAMERA) and around.face_closed is None:
        return Need("identity", Standing.OK)
    return Need("identity", Standing.LESS, "no-face")


def _page_camera(item: ServiceItem, around: Surroundings) -> Need | None:
    """A paper can also come by phone, from a stick, later, or as a promise (flows *supply*)."""
    papers = [material for material in item.materials if material.provision is Provision.SCAN]
    if not papers:
        return None
    if around.usable(PAGE_CAMERA):
        return Need("page-camera", Standing.OK)
    required = [material for material in papers if material.required]
    if not required:
        return Need("page-camera", Standing.LESS, "page-camera-out")
    by_phone = around.online and item.assurance is not Assurance.NONE
    if by_phone or around.sticks:
        both = "page-camera-files" if by_phone and around.sticks else ""
        return Need("page-camera", Standing.LESS, both or ("page-camera-phone" if by_phone else "page-camera-stick"))
    if all(material.deferrable or material.promisable for material in required):
        return Need("page-camera", Standing.LESS, "page-camera-instead")
    return Need("page-camera", Standing.STOP, "page-camera-out", Instead.OTHER_TERMINAL)


def _printer(item: ServiceItem, around: Surroundings) -> Need | None:
    """A receipt can be taken along as a code, too."""
    del item
    fault = around.device_faults.get(PRINTER)
    if fault is None:
        return Need("printer", Standing.OK)
    return Need("printer", Standing.LESS, "paper-out" if fault == "printer.paper-out" else "printer-out")


_TABLE: tuple[_Look, ...] = (_reader, _store, _network, _identity, _page_camera, _printer)
