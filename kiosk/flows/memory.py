"""What a session knows: one frozen value, replaced by every step, gone with the process.

Tables read it in guards and change it in acts; nothing else may. `repr` shows nothing.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import field
from msgspec.structs import replace

from kiosk.domain.acting import Relation
from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.opening import Special
from kiosk.domain.person import Person
from kiosk.domain.submission import Consent, Evidence, FaceEvidence, Outcome, Way
from kiosk.domain.text import Language, TextSize
from kiosk.flows.certify_parts import Certifying
from kiosk.flows.company_parts import Company
from kiosk.flows.events import FormProblem, LicenceRow
from kiosk.flows.events.matters import MatterPart
from kiosk.flows.left_parts import Left
from kiosk.flows.matter_parts import Keeping, Matters, Mending
from kiosk.flows.parts import (
    Benefits,
    Booking,
    Choosing,
    Complaint,
    Informing,
    Opening,
    Paying,
    Quiet,
    Rating,
    Verifying,
)
from kiosk.flows.screens import Screen
from kiosk.flows.supply_parts import Supply
from kiosk.flows.video_parts import Watching


class Goal(StrEnum):
    """What the person came for."""

    BROWSE = "browse"
    APPLY = "apply"
    WALLET = "wallet"
    PROGRESS = "progress"
    SERVICE = "service"
    """An appointment, a bill."""


class Surroundings(Quiet, frozen=True):
    """The terminal around the person: line, devices, display choices."""

    online: bool = True
    link_fault: str | None = None
    offline_allowed: bool = True
    """As the platform's offline policy has it; each item has its own word too."""
    clock_ahead: float = 0.0
    """Seconds to add to our clock for what a person reads; 0 where it is right to a minute."""
    device_faults: dict[str, str] = field(default_factory=dict)
    """Kind value -> fault code, for devices that cannot be used now."""
    face_closed: str | None = None
    """Why the face way cannot be used at this terminal now (reason code)."""
    store_fault: str | None = None
    catalogue_days: int = 0
    """Whole days since the platform last confirmed the catalogue at hand."""
    sticks: bool = False
    """Has the terminal a place for a visitor's USB stick?"""
    place_kind: str = "hall"
    """Kind of place in which the terminal stands, as the catalogue calls it."""
    place_code: str = ""
    """Of that place on the service map, where it is there."""
    calendar: tuple[Special, ...] = ()
    """Holidays and the like, as the platform told them."""
    opening: Opening = Opening()
    today: str = ""
    """ISO 8601 date at the terminal."""
    language: Language = Language.ZH_HANS
    high_contrast: bool = False
    elder: bool = False
    low_reach: bool = False
    text_size: TextSize = TextSize.STANDARD
    dialog: str = "none"

    def as_found(self, language: Language) -> Surroundings:
        """The display as whoever comes next finds it."""
        plain = TextSize.STANDARD
        return replace(
            self, language=language, high_contrast=False, elder=False, low_reach=False, text_size=plain, dialog="none"
        )

    @property
    def unhurried(self) -> bool:
        """Is there twice the time before anybody is asked whether they are still there?"""
        return self.elder or self.low_reach

    def usable(self, kind: str) -> bool:
        """Can the device of that kind be used?"""
        return kind not in self.device_faults


class Browsing(Quiet, frozen=True):
    """Where in the catalogue."""

    theme: str = ""
    query: str = ""
    came_from: Screen = Screen.HOME


class Card(Quiet, frozen=True):
    """The card page."""

    phase: str = "waiting"
    fault: str | None = None
    failures: int = 0
    expired_on: str = ""
    """ISO 8601; only with the fault `document-expired`."""


class Identity(Quiet, frozen=True):
    """Who it is, and how far that is confirmed."""

    person: Person | None = None
    photo: bytes = b""
    sam_id: str | None = None
    asked_ways: bool = False
    masked_phone: str | None = None
    notice: str | None = None
    consents: tuple[Consent, ...] = ()
    guidance: str = "camera"
    challenge: str | None = None
    challenges_done: int = 0
    challenges_total: int = 2
    face_tries: int = 0
    face_reason: str | None = None
    """Why the last try failed (FaceEvidence.reason)."""
    face: FaceEvidence | None = None
    challenge_id: str | None = None
    code: str = ""
    code_tries: int = 3
    code_error: str | None = None
    pending: bool = False
    face_closed: str | None = None
    """Why this person's chip photo cannot be compared with (reason code)."""
    camera_lost: bool = False
    """The camera ceased while it was looked into: the face way is closed for this card."""
    way: Way | None = None
    session_id: str | None = None
    token: str | None = None
    profile: dict[str, str] = field(default_factory=dict)
    signature: bytes = b""
    confirmed: bool = False
    """By a key in place of a signature (flow *fill in*)."""
    evidence: Evidence | None = None


class Acting(Quiet, frozen=True):
    """For whom somebody acts; with a relation, `identity` is the one who acts and the case is the principal's."""

    relation: Relation | None = None
    principal: Person | None = None
    sam_id: str | None = None
    signature: bytes = b""
    consents: tuple[Consent, ...] = ()
    """What was agreed to, with the time of it; one."""


class Filling(Quiet, frozen=True):
    """The form."""

    answers: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    page_of: dict[str, int] = field(default_factory=dict)
    pages: int = 1
    page: int = 0
    problems: tuple[FormProblem, ...] = ()
    focus: str = ""
    returning: bool = False
    changed: tuple[str, ...] = ()
    scans: dict[str, bytes] = field(default_factory=dict)
    """Field name -> JPEG of the page."""
    scan_field: str = ""
    scan_phase: str = "live"
    scan_fault: str | None = None
    scan_hint: str = ""
    scan_jpeg: bytes = b""


class Case(Quiet, frozen=True):
    """The case after the last button."""

    submission_id: str = ""
    reference: str = ""
    outcome: Outcome | None = None
    project_no: str | None = None
    text: str | None = None
    lookup_url: str | None = None
    stored_at: float = 0.0
    fault: str | None = None
    decision: str = ""
    """As in CaseAnswered."""
    parts: tuple[MatterPart, ...] = ()
    """As in CaseAnswered."""
    print_phase: str = "idle"
    print_fault: str | None = None
    identity_pending: bool = False
    """Of a case that was looked up: must the platform still review who handed it in?"""


class Showing(Quiet, frozen=True):
    """Wallet and code."""

    rows: tuple[LicenceRow, ...] = ()
    occasion: str = ""
    """A domain.scenes.Occasion value; empty = all licences are listed."""
    loading: bool = False
    fault: str | None = None
    updated_at: str = ""
    licence_id: str = ""
    phase: str = "refreshing"
    payload: str = ""
    token_id: str = ""
    seconds: float = 60.0
    renewals: int = 0
    verifier: str = ""
    verified_at: str = ""


class Memory(Quiet, frozen=True):
    """All of it."""

    goal: Goal = Goal.BROWSE
    item: ServiceItem | None = None
    around: Surroundings = Surroundings()
    browsing: Browsing = Browsing()
    card: Card = Card()
    acting: Acting = Acting()
    identity: Identity = Identity()
    filling: Filling = Filling()
    case: Case = Case()
    showing: Showing = Showing()
    matters: Matters = Matters()
    keeping: Keeping = Keeping()
    mending: Mending = Mending()
    supply: Supply = Supply()
    left: Left = Left()
    video: Watching = Watching()
    rating: Rating = Rating()
    choosing: Choosing = Choosing()
    booking: Booking = Booking()
    paying: Paying = Paying()
    informing: Informing = Informing()
    complaint: Complaint = Complaint()
    certifying: Certifying = Certifying()
    company: Company = Company()
    verifying: Verifying = Verifying()
    benefits: Benefits = Benefits()
    card_was_read: bool = False
    """Has this process ever read a card? It ends before the next person then, whatever became of the card."""

    @property
    def personal(self) -> bool:
        """Is anything of a person held here?"""
        known = self.identity.person is not None or self.acting.principal is not None
        return known or self.complaint.personal or self.verifying.personal

    @property
    def applicant(self) -> Person | None:
        """Whose case it is."""
        return self.acting.principal or self.identity.person
