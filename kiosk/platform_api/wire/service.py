"""Certificates, prints, payments, ratings, appointments, complaints and papers of open government.

Must never hold a rule: only names and types, as `openapi.yaml` says.
"""

from __future__ import annotations

import msgspec

from kiosk.domain.text import Text
from kiosk.platform_api.wire.base import Wire
from kiosk.platform_api.wire.submission import SecondLook


class CertificateRequest(Wire, frozen=True):
    """Which certificate."""

    certificate_id: str
    certificate_type: str
    cause: str
    answers: dict[str, str | float] = msgspec.field(default_factory=dict)
    """What the type asks for, e.g. a year."""


class Certificate(Wire, frozen=True):
    """How a certificate stands."""

    certificate_id: str
    certificate_type: str
    name: Text
    state: str
    """processing, ready, refused, or a word shown by its text."""
    text: Text
    serial: str | None = None
    check_code: str | None = None
    sha256: str | None = None
    size: int | None = None
    issued_at: str | None = None
    valid_to: str | None = None
    prints_left: int | None = None


class ReprintRequest(Wire, frozen=True):
    """A clerk has a certificate printed again for its person (补打)."""

    reprint_id: str
    certificate_id: str
    print_id: str
    """The print that it repeats."""
    account_id: str
    reason: str
    """paper-out, jammed, illegible, not-taken or another."""
    voided: bool
    """The paper of the print that it repeats is back and void: it takes no copy any more."""
    second_look: SecondLook | None = None


class Reprint(Wire, frozen=True):
    """A reprint that may be printed, once."""

    reprint_id: str
    certificate: Certificate
    expires_at: str
    """Until then the file may be fetched."""


class Print(Wire, frozen=True):
    """What became of one print."""

    print_id: str
    what: str
    outcome: str
    """unknown: the printer went silent; a person looks at the tray."""
    pages: int
    at: str
    captured_offline: bool
    certificate_id: str | None = None
    submission_id: str | None = None
    serial: str | None = None
    fault: str | None = None
    reprint_id: str | None = None
    """Of which reprint it is the print."""


class BillQuestion(Wire, frozen=True):
    """Which bills."""

    kinds: tuple[str, ...] = ()
    """water, power, gas, insurance, fee …; empty = all."""


class Bill(Wire, frozen=True):
    """One bill."""

    bill_id: str
    kind: str
    """water, power, gas, insurance, fee, or one we do not know yet."""
    name: Text
    payee: Text
    masked_account: str
    amount: str
    due_on: str | None = None


class Bills(Wire, frozen=True):
    """What may be paid."""

    bills: tuple[Bill, ...]
    updated_at: str


class PaymentRequest(Wire, frozen=True):
    """Pay these bills, or the fee of a case."""

    payment_id: str
    bill_ids: tuple[str, ...]
    amount: str
    submission_id: str | None = None


class Payment(Wire, frozen=True):
    """How an order stands."""

    payment_id: str
    state: str
    """CREATED, PAID, CANCELLED, EXPIRED, REFUNDED, FAILED, or a word shown by its text."""
    text: Text
    amount: str
    created_at: str
    server_time: str
    order_no: str | None = None
    pay_url: str | None = None
    expires_at: str | None = None
    paid_at: str | None = None
    receipt_no: str | None = None


class Cancellation(Wire, frozen=True):
    """Why it is cancelled."""

    reason: str
    """`person`, `idle` or `fault`."""


class Evaluation(Wire, frozen=True):
    """A rating (好差评)."""

    evaluation_id: str
    level: str
    tags: tuple[str, ...]
    round: str
    anonymous: bool
    at: str
    captured_offline: bool
    submission_id: str | None = None
    """The case (一事一评)."""
    visit_id: str | None = None
    """A visit without a case (一次一评)."""
    text: str | None = None


class EvaluationState(Wire, frozen=True):
    """What became of a rating."""

    evaluation_id: str
    recorded_at: str
    state: str
    """recorded, rectifying, rectified, or a word shown by its text."""
    text: Text
    rating_open_until: str | None = None
    answer: Text | None = None


class SlotQuestion(Wire, frozen=True):
    """When can one come."""

    item_code: str
    from_: str = msgspec.field(name="from")
    to: str
    place_code: str | None = None


class Slot(Wire, frozen=True):
    """A time at a place."""

    slot_id: str
    place_code: str
    place: Text
    begins: str
    ends: str
    free: int


class Slots(Wire, frozen=True):
    """Free times."""

    slots: tuple[Slot, ...]


class AppointmentQuestion(Wire, frozen=True):
    """Which appointments."""

    past: bool = False


class Appointment(Wire, frozen=True):
    """How an appointment stands."""

    appointment_id: str
    number: str
    item_code: str
    slot: Slot
    state: str
    """booked, cancelled, kept, missed, or a word shown by its text."""
    text: Text


class Appointments(Wire, frozen=True):
    """The person's appointments."""

    appointments: tuple[Appointment, ...]


class AppointmentRequest(Wire, frozen=True):
    """Take a slot."""

    appointment_id: str
    slot_id: str
    item_code: str


class Contact(Wire, frozen=True):
    """How to reach somebody."""

    name: str
    phone: str


class Complaint(Wire, frozen=True):
    """Something that is not right."""

    complaint_id: str
    channel: str
    """投诉, 办不成事 or 12345."""
    title: str
    content: str
    at: str
    captured_offline: bool
    item_code: str | None = None
    submission_id: str | None = None
    contact: Contact | None = None


class ComplaintState(Wire, frozen=True):
    """What became of it."""

    complaint_id: str
    number: str
    state: str
    """received, assigned, answered, closed, or a word shown by its text."""
    text: Text
    received_at: str
    promised_by: str | None = None
    answer: Text | None = None


class PolicySummary(Wire, frozen=True):
    """A paper without its text."""

    policy_id: str
    title: Text
    department: Text
    published_on: str
    items: tuple[str, ...] = ()


class Policies(Wire, frozen=True):
    """The papers."""

    version: str
    policies: tuple[PolicySummary, ...]


class Policy(Wire, frozen=True):
    """A paper, whole."""

    policy_id: str
    title: Text
    department: Text
    published_on: str
    number: str
    paragraphs: tuple[Text, ...]
    items: tuple[str, ...] = ()


class PolicyQuestion(Wire, frozen=True):
    """Which policies does the session's person, or the organisation they act for, have a right to? No id = all."""

    policy_id: str | None = None
    organisation: str | None = None
    """Unified social credit code."""


class PolicyMatch(Wire, frozen=True):
    """A policy and why the person has a right to it (免申即享)."""

    policy_id: str
    title: Text
    department: Text
    benefit: Text
    reason: Text
    state: str
    """open, confirmed, or a word shown by its text."""
    text: Text
    pay_to: Text | None = None
    """Where money goes, masked; absent = no money."""
    number: str | None = None
    """Of the confirmation."""


class PolicyMatches(Wire, frozen=True):
    """What was matched."""

    matches: tuple[PolicyMatch, ...]
    checked_at: str


class PolicyConfirmation(Wire, frozen=True):
    """It is wanted, by the person or for the organisation of that unified social credit code."""

    confirmation_id: str
    policy_id: str
    organisation: str | None = None
