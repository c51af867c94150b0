"""What terminal and platform say about the terminal itself and the people who work at its station.

Must never hold a rule: only names and types, as `openapi.yaml` says.
"""

from __future__ import annotations

import msgspec

from kiosk.domain.text import Text
from kiosk.platform_api.wire.base import Wire


class ServerTime(Wire, frozen=True):
    """The platform's clock."""

    server_time: str


class Enrolment(Wire, frozen=True):
    """A terminal shows its public key and the one-time code."""

    code: str
    public_key: str
    """SubjectPublicKeyInfo, PEM."""


class Enrolled(Wire, frozen=True):
    """The terminal is known from now on."""

    terminal_id: str
    key_id: str
    role: str
    """`terminal` or `verifier`."""
    enrolled_at: str


class AuditHead(Wire, frozen=True):
    """How far the terminal's audit trail goes."""

    seq: int
    """Number of its last line."""
    sm3: str
    """Digest of that line, and through it of all before."""


class Consumable(Wire, frozen=True):
    """Something that is used up."""

    device: str
    """Device kind."""
    name: str
    """As the device calls it, e.g. tray-1 or black."""
    unit: str
    """sheets or percent."""
    level: int
    days_left: float | None = None
    """At the pace of the last 30 days; absent where nothing was seen to be used."""


class Heartbeat(Wire, frozen=True):
    """How the terminal is. No word of any person."""

    at: str
    version: str
    queued: int = 0
    devices: dict[str, str] = msgspec.field(default_factory=dict)
    """Device kind to state word, e.g. id-reader: online, or the code of its fault."""
    audit: AuditHead | None = None
    state: str | None = None
    """working, or partly (a device is out)."""
    set_aside: int = 0
    call_back: int = 0
    oldest_at: str | None = None
    """When the oldest case that waits was taken."""
    consumables: tuple[Consumable, ...] = ()
    device_successes: dict[str, str] = msgspec.field(default_factory=dict)
    """Device kind to when it last did what it is for."""
    item_successes: dict[str, str] = msgspec.field(default_factory=dict)
    """Code of the item to when the platform last took a case of it."""
    versions: dict[str, str] = msgspec.field(default_factory=dict)
    """Of what the program stands on."""
    support: SupportState | None = None


class TerminalState(Wire, frozen=True):
    """How one terminal is, for the service map."""

    terminal_id: str
    state: str
    """working, partly (a device is out), silent, or a word we do not know yet."""


class TerminalStates(Wire, frozen=True):
    """Those that the platform has heard of."""

    at: str
    terminals: tuple[TerminalState, ...]


class KeyRenewal(Wire, frozen=True):
    """A new public key and the proof that the terminal holds it."""

    public_key: str
    """SubjectPublicKeyInfo, PEM; its curve is the suite."""
    proof: str


class KeyRenewed(Wire, frozen=True):
    """The new key, and how long the old one is still good."""

    terminal_id: str
    key_id: str
    previous_key_id: str
    previous_until: str


class SupportRequest(Wire, frozen=True):
    """Somebody at the terminal asks for help, and allows support bundles for so long."""

    request_id: str
    at: str
    until: str
    about: str
    """What does not work: card-reader, camera, printer, scanner, screen, line, program, other."""


class SupportWanted(Wire, frozen=True):
    """The platform wants a support bundle; whether it gets one is decided at the terminal."""

    request_id: str
    until: str


class SupportState(Wire, frozen=True):
    """How a support request stands."""

    request_id: str
    state: str
    """asked, sending, held, sent, refused."""


class LogBundle(Wire, frozen=True):
    """A support bundle whose bytes were uploaded before; redacted where it was written."""

    bundle_id: str
    """Its upload's id too."""
    request_id: str
    made_at: str
    sha256: str
    size: int
    """Bytes, at most 4 MiB."""


class Stored(Wire, frozen=True):
    """Something is kept from now on."""

    id: str
    stored_at: str


class OfflineRules(Wire, frozen=True):
    """May cases be taken while the line is down, beyond what each item says."""

    allowed: bool
    max_cases: int
    max_hours: int


class IdleTimes(Wire, frozen=True):
    """When a session that nobody touches ends, seconds."""

    ask_after: int
    end_after: int


class Retention(Wire, frozen=True):
    """How long the terminal keeps what is settled."""

    sealed_copy_days: int
    audit_months: int
    """Audit trail (网络安全法 wants six months at least)."""


class CalendarDay(Wire, frozen=True):
    """A day that is not as its day of the week is."""

    date: str
    kind: str
    """holiday, workday (调休), or a word we do not know yet."""
    name: Text | None = None


class Configuration(Wire, frozen=True):
    """What the platform tells this terminal to do. What is not said stays as the terminal's settings have it."""

    version: str
    issued_at: str
    station_id: str
    offline: OfflineRules
    idle: IdleTimes
    retention: Retention
    features: dict[str, bool]
    """Switches by name, e.g. payment, certificates; an unknown name is let pass."""
    heartbeat_seconds: int
    calendar: tuple[CalendarDay, ...] = ()
    support: SupportWanted | None = None


class PinCheck(Wire, frozen=True):
    """Enough to check a PIN without a line (scrypt, RFC 7914); never the PIN."""

    salt: str
    n: int
    r: int
    p: int
    hash: str


class StaffAccount(Wire, frozen=True):
    """One member of staff."""

    account_id: str
    name: str
    roles: tuple[str, ...]
    """guide, clerk, reviewer, technician, or one we do not know yet."""
    pin: PinCheck
    card_number: str | None = None
    """SM3 of the staff card's number, hexadecimal; never the number."""


class Staff(Wire, frozen=True):
    """Who may sign in at this station, and as what."""

    station_id: str
    version: str
    issued_at: str
    valid_until: str
    accounts: tuple[StaffAccount, ...]


class ReviewQuestion(Wire, frozen=True):
    """Which reviews wait."""

    account_id: str
    cursor: str | None = None


class Review(Wire, frozen=True):
    """One case that waits."""

    review_id: str
    submission_id: str
    service_item_code: str
    masked_name: str
    way: str
    captured_at: str
    taken_by: str | None = None
    about: str = "identity"
    """`identity`, or `second-look`: what staff filled in."""


class Reviews(Wire, frozen=True):
    """Cases that wait for a second person."""

    reviews: tuple[Review, ...]
    next: str | None = None


class ReviewDecision(Wire, frozen=True):
    """What the second person says."""

    account_id: str
    decision: str
    reason: str
    decided_at: str
