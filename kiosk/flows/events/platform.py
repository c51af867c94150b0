"""What platform and outbox answered."""

from __future__ import annotations

import msgspec

from kiosk.domain.submission import Outcome
from kiosk.flows.events.base import Event, Private
from kiosk.flows.events.matters import MatterPart


class LinkChanged(Event, frozen=True):
    """The line to the platform came or went; `fault` is a platform fault code."""

    online: bool
    fault: str | None = None
    clock_ahead: float = 0.0
    """Seconds the platform's clock is ahead of ours; 0 below a minute."""
    offline_allowed: bool = True
    """May cases be taken without the line, as far as the platform's offline policy goes?"""


class CatalogueChanged(Event, frozen=True):
    """A new snapshot lies in the cache, or the one that lies there is some days old."""

    version: str
    days: int = 0
    """Whole days since it was fetched or confirmed."""


class SearchReady(Event, frozen=True):
    """What is typed can be found now: the index of the present catalogue has been made."""


class WaysFound(Private, frozen=True):
    """The non-face ways the platform has for this person."""

    masked_phone: str | None


class CodeSent(Private, frozen=True):
    """The platform sent an SMS."""

    challenge_id: str
    masked_phone: str
    resend_after: int


class CodeRefused(Event, frozen=True):
    """Wrong or late code."""

    tries_left: int
    late: bool = False


class SessionOpened(Private, frozen=True):
    """The platform accepts who it is; shared data for prefill comes with it."""

    session_id: str
    token: str
    profile: dict[str, str]


class Enqueued(Event, frozen=True):
    """The case lies durably in the outbox; `reference` is the 暂存号."""

    submission_id: str
    reference: str
    at: float = 0.0
    """Seconds since 1970."""


class NotStored(Event, frozen=True):
    """The outbox could not take it: store fault code. Nothing was acknowledged."""

    fault: str


class CaseAnswered(Private, frozen=True):
    """How the case stands now."""

    outcome: Outcome
    state: str
    project_no: str | None
    text: str | None
    lookup_url: str | None
    received_at: str | None
    fault: str | None = None
    decision: str = ""
    """`approved` or `refused` once it is decided, `deciding` while that is awaited at once (秒批)."""
    parts: tuple[MatterPart, ...] = ()
    """Of a package: how each of its items stands."""


class LicenceRow(msgspec.Struct, frozen=True):
    """One licence in the wallet, as the platform lists it."""

    licence_id: str
    type_code: str
    name: str
    holder_masked: str
    status: str
    valid_to: str | None
    icon: str


class LicencesFound(Private, frozen=True):
    """The holder's licences and when the list was made."""

    rows: tuple[LicenceRow, ...]
    updated_at: str


class TokenMade(Private, frozen=True):
    """A show token: the QR payload and how many seconds it lives (platform's clock)."""

    payload: str
    token_id: str
    seconds: float


class TokenRedeemed(Event, frozen=True):
    """Somebody checked the code: who, when (hh:mm)."""

    verifier: str
    at: str


class StoreChanged(Event, frozen=True):
    """The outbox can take cases (None) or not (store fault code)."""

    fault: str | None


class PlatformFailed(Event, frozen=True):
    """A question to the platform was not answered: fault code."""

    fault: str
