"""What the person did, and what was answered, on the pages of the smaller services."""

from __future__ import annotations

import msgspec

from kiosk.domain.text import Text
from kiosk.flows.events.base import Event, Private


# --- 好差评 -----------------------------------------------------------------------------------------------
class RatingOpened(Event, frozen=True):
    """Wants to rate the case."""


class LevelChosen(Event, frozen=True):
    """Chose how content they are: a RatingLevel value."""

    level: str


class TagTouched(Event, frozen=True):
    """Touched a word to the rating: chosen, or not chosen any more."""

    code: str


class WordsOpened(Event, frozen=True):
    """Wants to write some words."""


class WordsChanged(Private, frozen=True):
    """Typed in the words."""

    text: str


class Rated(Event, frozen=True):
    """The flow *rate* ended with a rating in the store."""


class NotRated(Event, frozen=True):
    """不评价, or back: nothing is assumed."""


# --- what was put into the outbox -------------------------------------------------------------------------
class RecordStored(Event, frozen=True):
    """It lies durably in the outbox."""

    record_id: str
    reference: str = ""
    at: float = 0.0
    """Seconds since 1970."""


class RecordNotStored(Event, frozen=True):
    """The outbox could not take it: store fault code. Nothing was acknowledged."""

    fault: str


class RecordRefused(Event, frozen=True):
    """It cannot go through as it is; a person looks at it. Fault code."""

    fault: str


# --- one of a list ----------------------------------------------------------------------------------------
class Chosen(Event, frozen=True):
    """Chose a row of a list page, by its key."""

    key: str


# --- 投诉, 办不成事, 12345 ---------------------------------------------------------------------------------
class ComplaintOpened(Event, frozen=True):
    """Wants to say that something is not right; on the result page: with the case that failed."""


class ChannelChosen(Event, frozen=True):
    """Chose the door: a grievance.Channel value."""

    channel: str


class PhoneChanged(Private, frozen=True):
    """Typed in the telephone number."""

    number: str


class ComplaintReceived(Event, frozen=True):
    """The platform has it: 工单号, and until when there is an answer (ISO 8601, or empty)."""

    number: str
    promised_by: str = ""


# --- 预约 -------------------------------------------------------------------------------------------------
class BookingOpened(Event, frozen=True):
    """Wants an appointment; on an item's page: for that item."""


class SlotRow(msgspec.Struct, frozen=True):
    """A free time at a place. Times are ISO 8601 with the offset of the place."""

    slot_id: str
    place_code: str
    place: Text
    begins: str
    ends: str
    free: int

    @property
    def day(self) -> str:
        """ISO 8601 date."""
        return self.begins[:10]


class BookedRow(msgspec.Struct, frozen=True):
    """An appointment of the person."""

    appointment_id: str
    number: str
    item_code: str
    slot: SlotRow
    state: str


class SlotsFound(Event, frozen=True):
    """Free times, in the order of time."""

    slots: tuple[SlotRow, ...]


class BookedFound(Private, frozen=True):
    """The person's appointments, the next first."""

    booked: tuple[BookedRow, ...]


class Booked(Private, frozen=True):
    """The platform has the appointment."""

    booked: BookedRow


class SlotTaken(Event, frozen=True):
    """Somebody else was quicker, or it is over."""


class GivenBack(Event, frozen=True):
    """The appointment is cancelled."""


class GiveBackAsked(Event, frozen=True):
    """取消预约: the first time one is asked whether one is sure."""


# --- 缴费 -------------------------------------------------------------------------------------------------
class BillsOpened(Event, frozen=True):
    """Wants to pay a bill."""


class BillRow(msgspec.Struct, frozen=True):
    """An open bill, as the platform lists it."""

    bill_id: str
    kind: str
    name: Text
    payee: Text
    masked_account: str
    amount: str
    due_on: str | None = None

    def __repr__(self) -> str:
        """No account in a traceback."""
        return "BillRow(…)"


class BillsFound(Private, frozen=True):
    """What is open."""

    bills: tuple[BillRow, ...]


class OrderTold(Private, frozen=True):
    """How the order stands: wire.Payment's word. The platform's sum, and what leads to paying while it is open."""

    state: str
    amount: str
    order_no: str = ""
    pay_url: str = ""
    receipt_no: str = ""
    paid_at: str = ""


class OrderRefused(Event, frozen=True):
    """The bill is paid already, or is being paid elsewhere."""


class OrderUnknown(Event, frozen=True):
    """The platform does not say how the order stands: it may be paid. Fault code."""

    fault: str


class PayCancelAsked(Event, frozen=True):
    """不付了: the first time one is asked whether one is sure."""


# --- 政务公开, 政务地图 ------------------------------------------------------------------------------------
class InformOpened(Event, frozen=True):
    """Wants to know where one can go, or what the papers of open government say."""


class PaperRow(msgspec.Struct, frozen=True):
    """A paper without its text."""

    policy_id: str
    title: Text
    department: Text
    published_on: str


class Paper(msgspec.Struct, frozen=True):
    """A paper, whole."""

    title: Text
    department: Text
    published_on: str
    number: str
    paragraphs: tuple[Text, ...]


class PapersFound(Event, frozen=True):
    """The papers, the newest first."""

    papers: tuple[PaperRow, ...]


class PaperFetched(Event, frozen=True):
    """The chosen one."""

    paper: Paper


class TerminalsTold(Event, frozen=True):
    """How other terminals are: code of the place -> wire.TerminalState's word."""

    states: dict[str, str]
