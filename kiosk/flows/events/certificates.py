"""What the person did, and what was answered, where certificates are printed."""

from __future__ import annotations

from kiosk.flows.events.base import Event, Private


class CertificatesOpened(Event, frozen=True):
    """Wants a certificate on paper; on an item's page: that of this type."""

    type_code: str = ""


class CertificateMade(Event, frozen=True):
    """The platform has it sealed; its file is being fetched."""


class CertificateFetched(Event, frozen=True):
    """The file is here; its seal is being checked."""


class CertificateReady(Private, frozen=True):
    """Its seal holds: it may be printed."""

    certificate_id: str
    serial: str
    office: str
    """Whose seal it bears."""
    pages: int
    prints_left: int


class CertificateWaits(Event, frozen=True):
    """A person looks at it first; the platform's words."""

    text: str


class CertificateDenied(Event, frozen=True):
    """The platform does not make it, or not any more; its words, empty where it has none."""

    text: str = ""


class CertificateUnusable(Event, frozen=True):
    """The file cannot be trusted, or cannot be printed here: document fault code."""

    fault: str


class PagesOut(Event, frozen=True):
    """So many of all pages lie in the tray."""

    done: int
    total: int


class CopyPrinted(Event, frozen=True):
    """The copy is out, whole, and written down."""


class CopyFailed(Event, frozen=True):
    """It did not come out, or nobody knows: device fault code."""

    fault: str


class StopAsked(Event, frozen=True):
    """不打了: what has not come out is not wanted."""


class AnotherAsked(Event, frozen=True):
    """One more copy of the same."""
