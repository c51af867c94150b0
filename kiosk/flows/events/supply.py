"""What the person did, and what came, about papers that do not lie below the document camera."""

from __future__ import annotations

from kiosk.domain.submission import UploadRef
from kiosk.flows.events.base import Event, Private


class PhoneOpened(Event, frozen=True):
    """手机传: wants to send the paper from their own phone."""

    field: str


class InsteadOpened(Event, frozen=True):
    """以后补 (容缺) or 签承诺书代替 (告知承诺): wants to know what that means."""

    field: str
    promise: bool = False


class InsteadDropped(Event, frozen=True):
    """Wants to bring the paper after all."""

    field: str


class PhonePageOpened(Private, frozen=True):
    """The page for the phone is there, for the case of that id."""

    url: str
    case_id: str


class PhoneSeen(Private, frozen=True):
    """How the page stands, `waiting`, `opened`, `arrived` or `expired`, and what has come."""

    phase: str
    files: tuple[UploadRef, ...] = ()
    unusable: int = 0


class PhoneFailed(Event, frozen=True):
    """Nobody can say any more what comes (platform fault code)."""

    fault: str
