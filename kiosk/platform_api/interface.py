"""What the rest of the program may ask of the platform; kept by `client.PlatformClient` and `memory.MemoryPlatform`.

Every call may raise `faults.PlatformError`; none may be made from a GUI thread: each can
take as long as its timeouts. Where a body is bytes, the queue sends it: the same bytes each time, so that the
platform can tell a repetition from something new.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from kiosk.domain.submission import Evidence, UploadRef
    from kiosk.platform_api import wire
    from kiosk.platform_api.signing.keys import PrivateKey

SHOWING = "本人亮证"
"""Cause of a licence read that serves no case: the holder shows it."""

V = TypeVar("V")


@dataclass(frozen=True)
class CatalogueAnswer:
    """A snapshot whose signature and shape are already checked: its bytes are what the platform signed."""

    body: bytes = field(repr=False)
    etag: str
    version: str


@dataclass(frozen=True)
class Verified(Generic[V]):
    """An answer whose signature is already checked: its value, its bytes and the name of its state."""

    value: V = field(repr=False)
    body: bytes = field(repr=False)
    etag: str


class TerminalPlatform(Protocol):
    """The terminal itself, its station, its catalogue."""

    @property
    def clock_offset(self) -> float:
        """Platform time minus terminal time in seconds, as last measured."""

    def server_time(self) -> float:
        """The platform's clock, seconds since 1970; measures the offset. CLOCK where it is too far from ours."""

    def enrol(self, code: str) -> wire.Enrolled:
        """Make this terminal's key known with a one-time code; the same again is no error."""

    def renew_key(self, new: PrivateKey) -> wire.KeyRenewed:
        """Announce the key that follows the one in use, which stays good until `previous_until`."""

    def heartbeat(self, beat: wire.Heartbeat) -> None:
        """Tell how the terminal is."""

    def terminal_states(self) -> wire.TerminalStates:
        """Which terminals can be used now, as far as the platform has heard of them."""

    def request_support(self, request: wire.SupportRequest) -> wire.Stored:
        """Somebody here asks for help; the same again is no error."""

    def send_log_bundle(self, bundle: wire.LogBundle) -> wire.Stored:
        """Hand in a support bundle, uploaded before; REFUSED (state-conflict) while bytes of it are missing."""

    def configuration(self, etag: str | None = None) -> Verified[wire.Configuration] | None:
        """What this terminal is told to do, or None where `etag` names it."""

    def staff(self, etag: str | None = None) -> Verified[wire.Staff] | None:
        """Accounts and roles of the station, or None where `etag` names them."""

    def catalogue(self, etag: str | None = None) -> CatalogueAnswer | None:
        """The signed catalogue, or None where `etag` names the current one. BAD_ANSWER where it is not as it must."""

    def catalogue_changes(self, since: str, etag: str | None = None) -> Verified[wire.CatalogueChanges] | None:
        """What changed since that version, None where `etag` is current; GONE where the platform has forgotten it.

        See `catalogue_join`.
        """

    def sample(self, sample_id: str) -> bytes:
        """A filled-in sample (样表), PNG."""

    def video(self, video_id: str, most: int) -> bytes:
        """A short instruction video. BAD_ANSWER (AnswerTooLarge) where more than `most` bytes came."""

    def make_handover(self, handover: wire.Handover) -> wire.HandoverCode:
        """Lay a matter down for somebody who has the code."""

    def redeem_handover(self, redemption: wire.HandoverRedemption) -> wire.HandedOver:
        """Take a matter up, once; GONE where the code is dead."""

    def reviews(self, question: wire.ReviewQuestion) -> wire.Reviews:
        """Cases that wait for a second person."""

    def decide_review(self, review_id: str, decision: wire.ReviewDecision) -> wire.SubmissionAnswer:
        """The second person's word; AUTHENTICATION (not-allowed) for whoever took the case."""


class SessionPlatform(Protocol):
    """Who stands before the terminal, and that person's phone."""

    def identity_ways(self, person: wire.PersonRef) -> wire.IdentityWays:
        """Which ways there are to confirm this person."""

    def send_code(self, person: wire.PersonRef) -> wire.SmsChallenge:
        """Send an SMS code to the number the platform holds. REFUSED (phone-unknown) where it holds none."""

    def resend_code(self, challenge_id: str) -> wire.SmsChallenge:
        """Send it again as a new code; BUSY with `retry_after` while it is too soon."""

    def open_session(
        self,
        person: wire.PersonRef,
        evidence: Evidence,
        sms: wire.SmsAnswer | None = None,
        *,
        scan: wire.ScanAnswer | None = None,
        witness: wire.Witness | None = None,
    ) -> wire.Session:
        """Open a session. A wrong code is REFUSED with `problem.tries_left`; after the third LOCKED."""

    def step_up(self, session: wire.Session, more: wire.StepUp) -> wire.Session:
        """Show more evidence; the same token, more assurance."""

    def close_session(self, session: wire.Session) -> None:
        """Close it; its show tokens and phone pages die."""

    def open_phone_page(self, session: wire.Session, wanted: wire.PhonePageRequest) -> wire.PhonePage:
        """A page for the citizen's phone, 10 minutes; an earlier one dies."""

    def phone_page(self, session: wire.Session, page_id: str) -> wire.PhonePageState:
        """What has come from the phone."""

    def close_phone_page(self, session: wire.Session, page_id: str) -> None:
        """No more from that phone."""


class SubmissionPlatform(Protocol):
    """Cases and drafts."""

    def put_submission(self, submission_id: str, body: bytes) -> wire.SubmissionAnswer:
        """Hand in a case: `body` is the JSON of `domain.submission.Submission`. The same again is the same case."""

    def get_submission(self, submission_id: str) -> wire.SubmissionAnswer:
        """How a case stands; NOT_FOUND where the platform never got it."""

    def submissions(self, session: wire.Session, question: wire.SubmissionQuestion | None = None) -> wire.Submissions:
        """The person's cases, from all terminals; `next` leads to the next page."""

    def answer_correction(self, submission_id: str, answer_id: str, body: bytes) -> wire.SubmissionAnswer:
        """Hand in what was asked for: `body` is the JSON of `wire.CorrectionAnswer`."""

    def withdraw_submission(self, session: wire.Session, submission_id: str, reason: str) -> wire.SubmissionAnswer:
        """Take a case back; REFUSED (state-conflict) where it is decided."""

    def put_draft(self, session: wire.Session, draft: wire.Draft) -> wire.DraftKept:
        """Keep a draft; CONFLICT where another terminal went on from the same revision."""

    def drafts(self, session: wire.Session, question: wire.DraftQuestion | None = None) -> wire.Drafts:
        """The person's drafts, from all terminals."""

    def resume_draft(self, session: wire.Session, draft_id: str) -> wire.KeptDraft:
        """A draft, whole."""

    def drop_draft(self, session: wire.Session, draft_id: str) -> None:
        """Throw it away; a dropped one is no error."""

    def earlier_uploads(self, session: wire.Session, material_code: str) -> wire.EarlierUploads:
        """Papers of that kind that the person handed in before, the latest first."""

    def reuse_upload(self, session: wire.Session, upload_id: str, wanted: wire.UploadReuse) -> wire.PhoneFile:
        """Take such a paper into a new case: a copy, whole. NOT_FOUND where it is not the person's."""


class UploadPlatform(Protocol):
    """Pages that travel ahead of their case; `uploads.bring` drives it."""

    def create_upload(self, submission_id: str, upload: UploadRef) -> None:
        """Begin; beginning once more with the same figures changes nothing, with others CONFLICT."""

    def upload_offset(self, upload_id: str) -> int | None:
        """Bytes that are there; None where the platform has no such upload."""

    def send_piece(self, upload_id: str, offset: int, piece: bytes) -> int:
        """Send on from `offset`; the new offset. CONFLICT (offset-wrong) where it stands elsewhere."""

    def drop_upload(self, upload_id: str) -> None:
        """Give it up; a dropped one is no error."""


class LicencePlatform(Protocol):
    """Electronic licences, certificates and what became of prints."""

    def licences(self, session: wire.Session, purpose: wire.Purpose | None = None) -> wire.Licences:
        """The person's licences; without a purpose, to show them oneself."""

    def organisations(self, session: wire.Session) -> wire.Organisations:
        """Companies and other organisations (法人) that the person may act for by the platform's record."""

    def licence_fields(
        self, session: wire.Session, licence_id: str, question: wire.FieldsQuestion
    ) -> wire.LicenceFields:
        """What a licence says, as far as the item of the purpose may see it."""

    def show_token(
        self, session: wire.Session, licence_id: str, purpose: wire.Purpose | None = None
    ) -> wire.ShowToken:
        """A code to show, 60 s and once; the session's earlier codes die."""

    def token_state(self, session: wire.Session, token_id: str) -> wire.TokenState:
        """Was it redeemed, by whom, when?"""

    def drop_token(self, session: wire.Session, token_id: str) -> None:
        """Put the licence away: the code dies at once."""

    def verify_licence(self, payload: str, use: str) -> wire.Verification:
        """Is a scanned code, identifier or check code genuine? A wrong check digit alone proves nothing."""

    def request_certificate(self, session: wire.Session, wanted: wire.CertificateRequest) -> wire.Certificate:
        """Ask for a certificate; `state` says whether it is ready."""

    def certificate(self, session: wire.Session, certificate_id: str) -> wire.Certificate:
        """How it stands."""

    def certificate_file(self, session: wire.Session, certificate: wire.Certificate) -> bytes:
        """The sealed PDF with the digest the certificate states; BAD_ANSWER where it is another."""

    def request_reprint(self, wanted: wire.ReprintRequest) -> wire.Reprint:
        """A clerk prints it again.

        REFUSED (state-conflict) where no copy is left or it came out already, AUTHENTICATION (not-allowed) where this
        account may not, or not alone.
        """

    def reprint_file(self, reprint: wire.Reprint) -> bytes:
        """As `certificate_file`, for one reprint; GONE after its time."""

    def record_print(self, print_id: str, body: bytes) -> wire.Stored:
        """Tell what became of a print: `body` is the JSON of `wire.Print`."""


class ServicePlatform(Protocol):
    """Payments, ratings, appointments, complaints, open government."""

    def bills(self, session: wire.Session, question: wire.BillQuestion | None = None) -> wire.Bills:
        """What the person may pay here."""

    def create_payment(self, session: wire.Session, wanted: wire.PaymentRequest) -> wire.Payment:
        """Make an order; REFUSED where amount or state of a bill is another."""

    def payment(self, payment_id: str) -> wire.Payment:
        """How an order stands; needs no session."""

    def cancel_payment(self, payment_id: str, reason: str) -> wire.Payment:
        """Cancel it: `person`, `idle` or `fault`. REFUSED (state-conflict) where it is paid: look at it again."""

    def put_evaluation(self, evaluation_id: str, body: bytes) -> wire.EvaluationState:
        """Rate: `body` is the JSON of `wire.Evaluation`."""

    def evaluation(self, evaluation_id: str) -> wire.EvaluationState:
        """What became of a rating."""

    def slots(self, question: wire.SlotQuestion) -> wire.Slots:
        """Free times."""

    def appointments(
        self, session: wire.Session, question: wire.AppointmentQuestion | None = None
    ) -> wire.Appointments:
        """The person's appointments."""

    def create_appointment(self, session: wire.Session, wanted: wire.AppointmentRequest) -> wire.Appointment:
        """Take a slot; REFUSED (state-conflict) where it is full."""

    def appointment(self, session: wire.Session, appointment_id: str) -> wire.Appointment:
        """How it stands."""

    def cancel_appointment(self, session: wire.Session, appointment_id: str) -> None:
        """Give it back; a cancelled one is no error."""

    def create_complaint(self, complaint_id: str, body: bytes) -> wire.ComplaintState:
        """投诉, 办不成事 or 12345: `body` is the JSON of `wire.Complaint`."""

    def complaint(self, complaint_id: str) -> wire.ComplaintState:
        """What became of it."""

    def policies(self) -> wire.Policies:
        """Papers of open government."""

    def policy(self, policy_id: str) -> wire.Policy:
        """One of them, whole."""

    def match_policies(
        self, session: wire.Session, question: wire.PolicyQuestion | None = None
    ) -> wire.PolicyMatches:
        """What the person has a right to by what is on record (政策找人)."""

    def confirm_policy(self, session: wire.Session, wanted: wire.PolicyConfirmation) -> wire.PolicyMatch:
        """They want it (免申即享); REFUSED (state-conflict) where it is confirmed already."""


class ReconciliationPlatform(Protocol):
    """Do both sides have the same, and what is carried by hand. `kind` is a LedgerKind, `day` is YYYY-MM-DD."""

    def day(self, kind: str, day: str) -> wire.Day:
        """The platform's sums."""

    def day_page(self, kind: str, day: str, page: int) -> wire.DayPage:
        """Its entries, from page 1."""

    def confirm_day(self, kind: str, day: str, confirmation: wire.DayConfirmation) -> wire.Day:
        """Close it, or hand it to a person; CONFLICT where the sums are not the platform's."""

    def carry_out(self, bundle: wire.CarryOut) -> wire.CarryOutReceipt:
        """Hand in a sealed export; the receipt goes back the same way."""


class Platform(
    TerminalPlatform,
    SessionPlatform,
    SubmissionPlatform,
    UploadPlatform,
    LicencePlatform,
    ServicePlatform,
    ReconciliationPlatform,
    Protocol,
):
    """The platform, seen from one terminal."""

    def close(self) -> None:
        """Give connections back; never raises."""
