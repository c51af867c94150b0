"""What the pages of the smaller services show, and the base of all parts of a view; see `kiosk.runtime.view`.

Must never hold more of a person than its page needs: `repr` shows nothing.
"""

from __future__ import annotations

import msgspec


class Shown(msgspec.Struct, frozen=True):
    """Base of all view parts: prints as its class name alone."""

    def __repr__(self) -> str:
        """Nothing of the person."""
        return f"{type(self).__name__}(…)"


class RatingTagRow(Shown, frozen=True):
    """A few words that may be chosen: to a rating, to a complaint."""

    code: str
    text: str
    chosen: bool = False


class RatingView(Shown, frozen=True):
    """好差评: five levels, none chosen to begin with."""

    offered: bool = False
    """May this case be rated here?"""
    given: bool = False
    """It was rated: it is not asked again."""
    level: str = ""
    """A RatingLevel, or empty: nothing is chosen yet."""
    tags: tuple[RatingTagRow, ...] = ()
    words: str = ""
    reason_missing: bool = False
    """A bad rating without a word of why."""
    storing: bool = False
    fault: str | None = None


class WordsView(Shown, frozen=True):
    """A page to write some words on; `about` is `rating` or `complaint`."""

    about: str = "rating"
    text: str = ""
    most: int = 120
    """Characters."""


class ChoiceLine(Shown, frozen=True):
    """A row of a list page. A row that cannot be chosen says why in its note."""

    key: str
    title: str
    note: str = ""
    icon: str = ""
    status: str = ""
    """A status shape instead of the icon."""
    open: bool = True
    mark: str = ""
    """How a terminal is now (`working`, `partly`, `silent`), where it is known."""


class ChoicesView(Shown, frozen=True):
    """One of a list. `page` names what is asked, as present_services has it: `booking-day`, `bills` and the like."""

    page: str = ""
    subject: str = ""
    """What it is about, where the title or the sentence below says so."""
    rows: tuple[ChoiceLine, ...] = ()
    loading: bool = False
    fault: str | None = None
    """Why there is no list (platform fault code)."""
    notice: str = ""
    """Why one is here again: `taken`."""


class ComplaintView(Shown, frozen=True):
    """投诉, 办不成事, 12345."""

    channel: str = ""
    subject: str = ""
    reasons: tuple[RatingTagRow, ...] = ()
    words: str = ""
    nothing_said: bool = False
    phone: str = ""
    phone_wrong: bool = False
    outcome: str = "waiting"
    """`waiting`, `received`, `sent`, `queued`, `held` (a person looks at it) or `failed` (nothing was kept)."""
    number: str = ""
    """工单号, or the 暂存号 until the platform has answered."""
    time: str = ""
    """Local time, `MM-DD HH:MM`."""
    promised: str = ""
    """Until when there is an answer, `YYYY-MM-DD`, or empty."""
    fault: str | None = None


class BookingView(Shown, frozen=True):
    """An appointment, to be confirmed or booked."""

    phase: str = "confirm"
    """`confirm`, `booking`, `booked`, `sure`, `cancelling`, `cancelled` or `over`."""
    item: str = ""
    place: str = ""
    address: str = ""
    day: str = ""
    """ISO 8601 date."""
    time: str = ""
    """`09:00–10:00`."""
    masked_name: str = ""
    number: str = ""
    own: bool = False
    """Came from the list of what is booked."""
    fault: str | None = None


class PayingView(Shown, frozen=True):
    """A payment. `qr` is empty whenever nothing can be paid by it."""

    phase: str = "ordering"
    """As flows.parts.Paying has it."""
    state: str = ""
    bill: str = ""
    payee: str = ""
    masked_account: str = ""
    amount: str = ""
    order_no: str = ""
    receipt_no: str = ""
    time: str = ""
    """When it was paid, `MM-DD HH:MM`."""
    qr: str = ""
    seconds: int = 0
    total: int = 180
    sure: bool = False
    fault: str | None = None


class Line(Shown, frozen=True):
    """A label (code) with its value."""

    name: str
    value: str


class PaperView(Shown, frozen=True):
    """Something to read: kind `paper` or `place`."""

    kind: str = "place"
    title: str = ""
    facts: tuple[Line, ...] = ()
    """names: `now` (as ChoiceLine.mark), `address`, `hours`, `phone`, `items`, `department`, `number`, `day`."""
    paragraphs: tuple[str, ...] = ()
    loading: bool = False
    fault: str | None = None


class CertificateView(Shown, frozen=True):
    """A certificate on its way to paper. `phase` as flows.certify_parts.Certifying has it."""

    phase: str = "asking"
    name: str = ""
    office: str = ""
    """Whose seal it bears."""
    serial: str = ""
    fee: str = ""
    pages: int = 0
    done: int = 0
    prints_left: int = 0
    text: str = ""
    fault: str | None = None
    printer_fault: str | None = None
    """Why the printer prints nothing now, or None."""
    stopping: bool = False
    left: bool = False


class VerifyView(Shown, frozen=True):
    """A code that somebody holds up, and what the platform says of it. `phase` as flows.parts.Verifying has it."""

    phase: str = "waiting"
    by: str = ""
    """`scanner`, `camera`, or empty: nothing reads codes here now."""
    state: str = ""
    """`valid`, `expired`, `revoked`, `unknown`, or a word that `text` explains."""
    text: str = ""
    name: str = ""
    """Of the kind of licence."""
    holders: str = ""
    """Masked."""
    time: str = ""
    """`MM-DD HH:MM`."""
    wrong_digit: bool = False
    fault: str | None = None


class BenefitView(Shown, frozen=True):
    """A policy that the person has a right to. `phase`: `open`, `confirming`, `confirmed` or `other` (see `text`)."""

    phase: str = "open"
    title: str = ""
    department: str = ""
    benefit: str = ""
    reason: str = ""
    pay_to: str = ""
    text: str = ""
    number: str = ""
    company: str = ""
    """Whose it is, where it is no person's."""
    fault: str | None = None


class CertificateOffer(Shown, frozen=True):
    """Are certificates printed from this page? `blocked`: `reader-out`, `needs-network`, `printer-out` or empty."""

    offered: bool = False
    type_code: str = ""
    blocked: str = ""


class ServicesView(Shown, frozen=True):
    """The pages of the smaller services; what the page does not show is empty."""

    rating: RatingView = RatingView()
    words: WordsView = WordsView()
    choices: ChoicesView = ChoicesView()
    complaint: ComplaintView = ComplaintView()
    booking: BookingView = BookingView()
    paying: PayingView = PayingView()
    paper: PaperView = PaperView()
    certificate: CertificateView = CertificateView()
    certificates: CertificateOffer = CertificateOffer()
    verify: VerifyView = VerifyView()
    benefit: BenefitView = BenefitView()
    bookable: bool = False
    """May an appointment be taken for the item that is shown?"""
