"""What readers, cameras and printers did."""

from __future__ import annotations

from kiosk.domain.person import Person
from kiosk.domain.submission import FaceEvidence
from kiosk.flows.events.base import Event, Private


class CardDetected(Event, frozen=True):
    """A card answers; the long read begins."""


class CardRead(Private, frozen=True):
    """The card was read. `photo` is the raw chip photo field."""

    person: Person
    photo: bytes
    sam_id: str | None = None


class CardFailed(Event, frozen=True):
    """This presentation failed; `fault` is a devices.contract.Fault code."""

    fault: str


class DeviceChanged(Event, frozen=True):
    """A device came or went: Kind value, usable?, fault code."""

    kind: str
    usable: bool
    fault: str | None = None


class FaceGuided(Event, frozen=True):
    """What the person should do now: guidance or challenge code, and how far it is."""

    guidance: str
    challenge: str | None
    done: int
    total: int


class FaceDecided(Event, frozen=True):
    """One try ended."""

    evidence: FaceEvidence


class FaceClosed(Event, frozen=True):
    """The face way cannot be used: reason code (models, decoder, camera …)."""

    reason: str


class FaceWayChanged(Event, frozen=True):
    """The terminal's face way closed (reason code) or opened (None)."""

    reason: str | None


class PhotoDecoded(Event, frozen=True):
    """The chip photo is ready to compare with, or not (reason code)."""

    reason: str | None


class PictureReady(Private, frozen=True):
    """A page was photographed: JPEG."""

    jpeg: bytes


class PageSeen(Event, frozen=True):
    """What the document camera sees: `ready`, or a hint of devices.contract.Sight."""

    hint: str


class PageMissed(Event, frozen=True):
    """The page could not be taken; `fault` is a devices.faults.Fault code of a page."""

    fault: str


class CameraFailed(Event, frozen=True):
    """No picture can be taken; `fault` is a device fault code."""

    fault: str


class Printed(Event, frozen=True):
    """The receipt is out, confirmed by the printer."""


class PrintFailed(Event, frozen=True):
    """It is not out, or nobody knows; `fault` code."""

    fault: str
