"""What a session remembers of the smaller services, and the base of all parts of memory; see `kiosk.flows.memory`."""

from __future__ import annotations

import msgspec

from kiosk.domain.text import Text
from kiosk.flows.events.benefits import MatchRow
from kiosk.flows.events.services import BillRow, BookedRow, Paper, PaperRow, SlotRow


class Quiet(msgspec.Struct, frozen=True):
    """A part of memory that never prints its content."""

    def __repr__(self) -> str:
        """Its name alone."""
        return f"{type(self).__name__}(…)"


class Opening(Quiet, frozen=True):
    """What opening hours mean now; as it is, the place is open day and night."""

    limited: bool = False
    """Has the place hours at all?"""
    closed: bool = False
    """Never where the clock cannot be believed."""
    soon: bool = False
    """It closes within the time of the warning."""
    turns: str = ""
    """When it closes, or opens again: local time to the minute, ISO 8601 without offset. Empty: not known."""


class Rating(Quiet, frozen=True):
    """好差评 of the case."""

    level: str = ""
    """A RatingLevel value, or empty: nothing was chosen, and nothing ever is by itself."""
    tags: tuple[str, ...] = ()
    """Codes of the national set, of this level."""
    words: str = ""
    reason_missing: bool = False
    storing: bool = False
    fault: str | None = None
    rated: tuple[str, ...] = ()
    """Ids of cases that were rated in this session."""


class Choosing(Quiet, frozen=True):
    """The list page: what is asked on it, and how far the list is."""

    page: str = ""
    """As runtime.shown.ChoicesView has it."""
    loading: bool = False
    fault: str | None = None
    notice: str = ""
    path: tuple[str, ...] = ()
    """Keys of the answers so far, where one question leads to the next."""


class Complaint(Quiet, frozen=True):
    """投诉, 办不成事 or 12345. A name is never asked for."""

    channel: str = ""
    """A grievance.Channel value."""
    about: str = ""
    """A grievance.About value."""
    theme: str = ""
    """Code of the topic, where it is about a matter."""
    item_code: str = ""
    submission_id: str = ""
    """The case that failed, where one came from there."""
    reasons: tuple[str, ...] = ()
    """Codes of grievance.REASONS."""
    words: str = ""
    nothing_said: bool = False
    phone: str = ""
    phone_wrong: bool = False
    record_id: str = ""
    reference: str = ""
    """暂存号."""
    number: str = ""
    """工单号 of the platform."""
    promised_by: str = ""
    stored_at: float = 0.0
    fault: str | None = None
    settled: bool = False
    """It was waited for long enough: what is known by now is said."""

    @property
    def personal(self) -> bool:
        """Is anything in it that the next person must not see?"""
        return bool(self.words or self.phone or self.reasons or self.record_id)


class Booking(Quiet, frozen=True):
    """预约: what was chosen so far, and what the platform has."""

    item_code: str = ""
    slots: tuple[SlotRow, ...] = ()
    place_code: str = ""
    day: str = ""
    slot: SlotRow | None = None
    mine: tuple[BookedRow, ...] = ()
    appointment_id: str = ""
    number: str = ""
    state: str = ""
    """As wire.Appointment has it; empty while nothing is booked."""
    looking: bool = False
    """One came to look at what is booked."""
    sure: bool = False
    """Was asked whether it is to be given back."""
    pending: bool = False
    """The platform is being asked."""
    fault: str | None = None

    @property
    def here(self) -> tuple[SlotRow, ...]:
        """The times at the chosen place."""
        return tuple(one for one in self.slots if one.place_code == self.place_code)

    @property
    def then(self) -> tuple[SlotRow, ...]:
        """Those on the chosen day."""
        return tuple(one for one in self.here if one.day == self.day)


class Paying(Quiet, frozen=True):
    """缴费: the bill and its one order."""

    bills: tuple[BillRow, ...] = ()
    bill: BillRow | None = None
    phase: str = ""
    """`ordering`, `not-ordered`, `refused`, `waiting`, `cancelling`, `unsure`, `closed` or `paid`."""
    state: str = ""
    """The platform's word for an order that is over."""
    sure: bool = False
    """Was asked whether it is to be left."""
    amount: str = ""
    order_no: str = ""
    pay_url: str = ""
    receipt_no: str = ""
    paid_at: str = ""
    fault: str | None = None


class Informing(Quiet, frozen=True):
    """政务公开 and 政务地图: what is read."""

    papers: tuple[PaperRow, ...] = ()
    paper_id: str = ""
    paper: Paper | None = None
    place: str = ""
    """Code of the place that is shown."""
    terminals: dict[str, str] = msgspec.field(default_factory=dict)
    """Code of a place -> how its terminal is now, where the platform has said so."""
    fault: str | None = None


class Verifying(Quiet, frozen=True):
    """验证: the code that is held up, and what the platform says of it."""

    phase: str = "waiting"
    """`waiting`, `checking`, `told` or `unanswered`."""
    by: str = ""
    """As in ScanningBy."""
    payload: str = ""
    """Only until it is asked about."""
    state: str = ""
    text: Text | None = None
    name: Text | None = None
    holders: tuple[str, ...] = ()
    at: str = ""
    wrong_digit: bool = False
    fault: str | None = None
    personal: bool = False
    """Was a code held up in this session?"""


class Benefits(Quiet, frozen=True):
    """免申即享: what the person has a right to, or the company they act for, and the one they look at."""

    organisation: str | None = None
    """Unified social credit code of the company; None: the person's own."""
    matches: tuple[MatchRow, ...] = ()
    chosen: MatchRow | None = None
    pending: bool = False
    """The platform is being asked."""
    fault: str | None = None
