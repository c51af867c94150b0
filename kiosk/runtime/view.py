"""What the screen shows, as plain frozen data: the session writes it, the interface paints it, nothing more.

Texts of the platform are in the chosen language; the interface's own are codes (QML has the words). One `View` is
whole: nobody remembers the one before. Personal data is masked except where the page needs it; `repr` shows none.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.submission import Outcome
from kiosk.domain.text import Language, TextSize
from kiosk.flows.screens import Screen
from kiosk.runtime.shown import ServicesView, Shown
from kiosk.runtime.shown_browse import BrowseView, JoinedRow, NeedRow
from kiosk.runtime.shown_company import CompanyView
from kiosk.runtime.shown_hours import ClosedView
from kiosk.runtime.shown_licences import LicenceView
from kiosk.runtime.shown_matters import DraftView, MatterView, PartRow
from kiosk.runtime.shown_supply import SupplyView
from kiosk.runtime.shown_videos import VideoRow, VideoView


class Dialog(StrEnum):
    """The one dialog that may stand over a page."""

    NONE = "none"
    IDLE = "idle"
    LEAVE = "leave"


class Banner(StrEnum):
    """The one banner under the header; worst wins."""

    NONE = "none"
    OFFLINE = "offline"
    CATALOGUE_MISSING = "catalogue-missing"
    CATALOGUE_OLD = "catalogue-old"
    STORE = "store"
    CLOSING = "closing"
    """The place closes soon."""
    CLOSED = "closed"
    """It has closed; what is under way may end."""
    CARD_LEFT = "card-left"
    """Whoever was here before has left a card on the reader."""


class StepName(StrEnum):
    """Names in the step indicator."""

    IDENTIFY = "identify"
    FILL_IN = "fill-in"
    CHECK = "check"
    SIGN = "sign"
    SUBMIT = "submit"
    WALLET = "wallet"


class Chrome(Shown, frozen=True):
    """Header, banner, step indicator, dialog: what every page has around it."""

    organisation: str = ""
    terminal: str = ""
    test_environment: bool = False
    online: bool = True
    link_fault: str | None = None
    device_faults: tuple[str, ...] = ()
    """Codes of devices that do not work now, worst first."""
    banner: Banner = Banner.NONE
    catalogue_days: int = 0
    """Whole days since the platform last confirmed what this terminal knows of its services."""
    dialog: Dialog = Dialog.NONE
    dialog_seconds: int = 0
    language: Language = Language.ZH_HANS
    high_contrast: bool = False
    elder: bool = False
    low_reach: bool = False
    text_size: TextSize = TextSize.STANDARD
    round_the_clock: bool = True
    """Has the place no opening hours?"""
    closes: str = ""
    """HH:MM at which it closes, where it has some and that is known."""
    card_left: bool = False
    """Whoever was here before has left a card on the reader."""
    hotline: str = "12345"
    service: str = ""
    """Name of the service in the step indicator; empty = no indicator."""
    step: int = 0
    steps: int = 0
    step_name: StepName = StepName.IDENTIFY
    personal: bool = False
    """Is anything of a person on screen (leaving asks once)."""


class Fact(Shown, frozen=True):
    """A label with a value: `name` is a code the interface has words for, or empty where `label` is given."""

    name: str
    value: str
    label: str = ""


class MaterialRow(Shown, frozen=True):
    """A material: status is `licence`, `shared`, `scan`, `optional`, `scanned`, `phone`, `later` or `promised`."""

    name: str
    status: str
    note: str = ""
    field: str = ""
    sample: str = ""
    """Its code, where a filled-in sample can be looked at."""


class ItemView(Shown, frozen=True):
    """The service guide. `blocked`: the reason of the need that keeps it from being started here now."""

    code: str = ""
    name: str = ""
    summary: str = ""
    facts: tuple[Fact, ...] = ()
    """names: `who`, `bring`, `duration`, `fee`, `across` (with a label: 跨省通办)."""
    materials: tuple[MaterialRow, ...] = ()
    videos: tuple[VideoRow, ...] = ()
    joins: tuple[JoinedRow, ...] = ()
    """Of a package: its items."""
    people: bool = True
    organisations: bool = False
    """May a natural person apply for it, and may an organisation (法人)?"""
    varied: bool = False
    """Are there situations (情形) to choose from?"""
    variant: str = ""
    """The one that was chosen."""
    elsewhere: str = ""
    department: str = ""
    needs: tuple[NeedRow, ...] = ()
    instead: str = ""
    """What is nearest where it cannot be started: `other-terminal` or `later`."""
    guide_date: str = ""
    qr: str = ""
    """The guide as text, for a phone; empty where it does not fit."""
    blocked: str | None = None


class ActingView(Shown, frozen=True):
    """Whose matter it is, and for what; relation `agent`, `guardian`, `staff`, or empty: nobody acts for another."""

    relation: str = ""
    masked_name: str = ""
    item: str = ""


class CardPhase(StrEnum):
    """What the card page says."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


class CardView(Shown, frozen=True):
    """Card guidance. Failures: a device fault code, `timeout`, or one of flows *identify* and *represent*."""

    phase: CardPhase = CardPhase.WAITING
    fault: str | None = None
    seconds: int = 60
    total: int = 60
    failures: int = 0
    reader_out: bool = False
    expired_on: str = ""
    whose: str = ""
    """`principal`, `child`, `agent` or `guardian`: whose card is wanted, where somebody acts for another."""


class WayRow(Shown, frozen=True):
    """One way to confirm identity; unavailable with a reason code."""

    way: str
    available: bool
    reason: str | None = None
    detail: str = ""


class IdentityView(Shown, frozen=True):
    """Choice, consent, face, SMS, signature."""

    masked_name: str = ""
    ways: tuple[WayRow, ...] = ()
    notice: str | None = None
    """Why one came back here: `face-failed`, `face-closed`, `sms-closed`, `platform`, or None."""
    consent_version: str = ""
    guidance: str = ""
    """`look`, `no-face`, `several-faces`, `too-far`, `too-near`, `too-dark`, `too-bright`, `backlit`, `blurred`,
    `look-straight`, `hold-still`, `take-off-mask`, `take-off-glasses`, `again`, `comparing`, `camera`."""
    challenge: str | None = None
    """`blink`, `turn-left`, `turn-right`, `closer`."""
    challenges_done: int = 0
    challenges_total: int = 2
    attempt: int = 1
    attempts: int = 3
    attempt_reason: str | None = None
    """Why the try before this one failed: `late`, `track-lost`, `another-face` have words of their own."""
    masked_phone: str = ""
    code_error: str | None = None
    """`wrong`, `late`, None."""
    code_tries: int = 3
    resend_seconds: int = 0
    pending: bool = False
    """An answer of the platform is awaited."""
    verified_by: str = ""
    """On the page for a signature: the way by which it is known who stands here (`face`, `sms`), or empty."""


class FieldOption(Shown, frozen=True):
    """One choice."""

    value: str
    label: str


class PrefilledRow(Shown, frozen=True):
    """A value taken from elsewhere: source is `card`, `profile` or `licence`."""

    label: str
    value: str
    source: str


class FieldError(Shown, frozen=True):
    """What is missing and how to mend it: a code the interface has words for, with its numbers and words.

    Codes: `required`, `choose`, `too-short` (n missing), `too-long` (n too many), `phone-digits` (n missing, or
    negative: too many), `phone-start`, `number-low` (limit), `number-high` (limit), `not-a-number`,
    `date-impossible`, `date-past`, `date-future`, `characters`, `file-missing`, `file-large`.
    """

    name: str
    code: str
    n: int = 0
    limit: str = ""
    label: str = ""


class FieldView(Shown, frozen=True):
    """A question. kind: `text`, `digits`, `id-number`, `number`, `phone`, `date`, `choice`, `address`, `file`."""

    name: str
    label: str
    kind: str
    hint: str = ""
    value: str = ""
    required: bool = True
    options: tuple[FieldOption, ...] = ()
    max_length: int = 0
    unit: str = ""
    error: FieldError | None = None
    year_from: int = 0
    year_to: int = 0
    rare: bool = False
    """May there be characters in the answer that no keyboard offers?"""
    ways: tuple[str, ...] = ()
    """How else than by the document camera a paper may come: `phone`, `stick`, `earlier`, `later`, `promise`."""


class FormView(Shown, frozen=True):
    """One form page."""

    title: str = ""
    page: int = 1
    pages: int = 1
    prefilled: tuple[PrefilledRow, ...] = ()
    fields: tuple[FieldView, ...] = ()
    exempt: tuple[MaterialRow, ...] = ()
    """On the page of the papers: those that need not be brought."""
    errors: tuple[FieldError, ...] = ()
    focus: str = ""
    returning: bool = False
    """Came from the check page: the primary button goes back there."""


class ScanView(Shown, frozen=True):
    """Photographing a page: phase `live`, `review` or `fault`; `hint` is `ready` or as in devices.contract.Sight."""

    material: str = ""
    phase: str = "live"
    fault: str | None = None
    hint: str = ""


class SummaryRow(Shown, frozen=True):
    """A row of the check page; `field` empty = not editable; source as in PrefilledRow."""

    label: str
    value: str
    field: str = ""
    source: str = ""
    changed: bool = False


class SummarySection(Shown, frozen=True):
    """A titled group; `name` is `applicant` or empty where `title` is given."""

    name: str
    rows: tuple[SummaryRow, ...]
    title: str = ""


class CheckView(Shown, frozen=True):
    """请核对一遍再提交."""

    sections: tuple[SummarySection, ...] = ()
    materials: tuple[MaterialRow, ...] = ()
    signature: bool = False


class PrintPhase(StrEnum):
    """How the receipt stands."""

    IDLE = "idle"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"


class CaseView(Shown, frozen=True):
    """Submitting, result, receipt. `time` and `call_after` (when to call if nothing came): local, `MM-DD HH:MM`."""

    outcome: Outcome | None = None
    item: str = ""
    number: str = ""
    """办件编号, or the 暂存号 for QUEUED and SENT."""
    time: str = ""
    department: str = ""
    masked_phone: str = ""
    call_after: str = ""
    fault: str | None = None
    fault_text: str = ""
    decision: str = ""
    """`approved`, `refused` (then `fault_text` is the reason) or `deciding`; empty where nobody decides at once."""
    identity_pending: bool = False
    waiting_seconds: int = 0
    print_phase: PrintPhase = PrintPhase.IDLE
    print_fault: str | None = None
    can_print: bool = True
    qr: str = ""
    """Payload of the receipt QR: the lookup link, or the receipt's text while provisional."""
    parts: tuple[PartRow, ...] = ()
    """Of a package: how each of its items stands."""


class View(Shown, frozen=True):
    """Everything on screen."""

    serial: int
    """Counts up; an intent carries the serial it was made under, so that a late tap is not taken for a new one."""
    screen: Screen
    chrome: Chrome = Chrome()
    browse: BrowseView = BrowseView()
    item: ItemView = ItemView()
    acting: ActingView = ActingView()
    card: CardView = CardView()
    identity: IdentityView = IdentityView()
    form: FormView = FormView()
    scan: ScanView = ScanView()
    supply: SupplyView = SupplyView()
    video: VideoView = VideoView()
    check: CheckView = CheckView()
    case: CaseView = CaseView()
    licences: LicenceView = LicenceView()
    matter: MatterView = MatterView()
    draft: DraftView = DraftView()
    services: ServicesView = ServicesView()
    closed: ClosedView = ClosedView()
    company: CompanyView = CompanyView()
