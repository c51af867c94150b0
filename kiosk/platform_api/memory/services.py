"""The twin's payments, ratings, appointments, complaints, papers, and what staff pass on."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec

from kiosk.domain.offers import offer
from kiosk.domain.person import mask_name
from kiosk.domain.submission import Submission
from kiosk.domain.text import Text
from kiosk.platform_api.faults import PlatformFault
from kiosk.platform_api.memory.cases import MemoryCases
from kiosk.platform_api.memory.core import SHOP, conflict, missing, refused, state_conflict
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import (
    Appointment,
    AppointmentQuestion,
    AppointmentRequest,
    Appointments,
    Bill,
    BillQuestion,
    Bills,
    Complaint,
    ComplaintState,
    CorrectionRequest,
    Evaluation,
    EvaluationState,
    HandedOver,
    Handover,
    HandoverCode,
    HandoverRedemption,
    KeptDraft,
    Payment,
    PaymentRequest,
    Policies,
    Policy,
    PolicyConfirmation,
    PolicyMatch,
    PolicyMatches,
    PolicyQuestion,
    PolicySummary,
    Review,
    ReviewDecision,
    ReviewQuestion,
    Reviews,
    Session,
    Slot,
    SlotQuestion,
    Slots,
    SubmissionAnswer,
)

_PAY_LIFE, _HANDOVER_LIFE = 300.0, 86400.0
_BILL = Bill("memory-bill-1", "water", Text("水费"), Text("示例市水务"), "**01", "86.40")
_POLICY = Policy(
    "policy-1", Text("示例办法"), Text("示例市政务服务局"), "2026-01-01", "示例〔2026〕1号", (Text("第一条"),)
)


class MemoryServices(MemoryCases):
    """Keeps `interface.ServicePlatform` and what staff pass on."""

    def __init__(self, *what: Any, **more: Any) -> None:
        super().__init__(*what, **more)
        self.evaluations: dict[str, bytes] = {}
        self.complaints: dict[str, bytes] = {}
        self._payments: dict[str, tuple[PaymentRequest, Payment]] = {}
        self._booked: dict[str, tuple[AppointmentRequest, Appointment, str]] = {}
        self._handovers: dict[str, tuple[Handover, float]] = {}
        self._confirmed: dict[str, PolicyConfirmation] = {}

    def pay(self, payment_id: str) -> None:
        """The citizen's phone pays."""
        self._payments[payment_id] = (self._payments[payment_id][0], self._paid(payment_id))

    # --- payments ---------------------------------------------------------------------------------------------
    def bills(self, session: Session, question: BillQuestion | None = None) -> Bills:
        """One of water, until it is paid."""
        self._reached()
        self._holder(session)
        kinds = question.kinds if question else ()
        paid = any(one.state == "PAID" for _, one in self._payments.values())
        there = not paid and (not kinds or _BILL.kind in kinds)
        return Bills((_BILL,) if there else (), self._stamp())

    def create_payment(self, session: Session, wanted: PaymentRequest) -> Payment:
        """Once; the amount must be right."""
        self._reached()
        self._holder(session)
        if wanted.payment_id in self._payments:
            if self._payments[wanted.payment_id][0] != wanted:
                raise conflict()
            return self.payment(wanted.payment_id)
        if any(one.state in ("CREATED", "PAID") for _, one in self._payments.values()):
            raise state_conflict()
        if wanted.bill_ids and (wanted.bill_ids, wanted.amount) != ((_BILL.bill_id,), _BILL.amount):
            raise refused(PlatformFault.REFUSED, ProblemType.INVALID, 422)
        made = Payment(
            wanted.payment_id,
            "CREATED",
            Text("待支付"),
            wanted.amount,
            self._stamp(),
            self._stamp(),
            order_no=f"JF{len(self._payments) + 1:012d}",
            pay_url=f"https://platform.example/pay/{secrets.token_hex(16)}",
            expires_at=to_rfc3339(self._now() + _PAY_LIFE),
        )
        self._payments[wanted.payment_id] = (wanted, made)
        return made

    def payment(self, payment_id: str) -> Payment:
        """As it stands."""
        self._reached()
        if payment_id not in self._payments:
            raise missing()
        return msgspec.structs.replace(self._payments[payment_id][1], server_time=self._stamp())

    def cancel_payment(self, payment_id: str, reason: str) -> Payment:
        """Unless it is paid."""
        del reason
        made = self.payment(payment_id)
        if made.state == "PAID":
            raise state_conflict()
        made = msgspec.structs.replace(made, state="CANCELLED", text=Text("已取消"), pay_url=None)
        self._payments[payment_id] = (self._payments[payment_id][0], made)
        return made

    def _paid(self, payment_id: str) -> Payment:
        made = self._payments[payment_id][1]
        return msgspec.structs.replace(made, state="PAID", text=Text("已支付"), pay_url=None, paid_at=self._stamp())

    # --- ratings and complaints -------------------------------------------------------------------------------
    def put_evaluation(self, evaluation_id: str, body: bytes) -> EvaluationState:
        """Kept once."""
        self._reached()
        stated = msgspec.json.decode(body, type=Evaluation)
        if stated.evaluation_id != evaluation_id or self.evaluations.setdefault(evaluation_id, body) != body:
            raise conflict()
        return self.evaluation(evaluation_id)

    def evaluation(self, evaluation_id: str) -> EvaluationState:
        """Recorded."""
        self._reached()
        if evaluation_id not in self.evaluations:
            raise missing()
        return EvaluationState(evaluation_id, self._stamp(), "recorded", Text("已记录"))

    def create_complaint(self, complaint_id: str, body: bytes) -> ComplaintState:
        """Kept once."""
        self._reached()
        stated = msgspec.json.decode(body, type=Complaint)
        if stated.complaint_id != complaint_id or self.complaints.setdefault(complaint_id, body) != body:
            raise conflict()
        return self.complaint(complaint_id)

    def complaint(self, complaint_id: str) -> ComplaintState:
        """Received."""
        self._reached()
        if complaint_id not in self.complaints:
            raise missing()
        number = f"GD{list(self.complaints).index(complaint_id) + 1:012d}"
        return ComplaintState(complaint_id, number, "received", Text("已收到"), self._stamp())

    # --- appointments and papers ------------------------------------------------------------------------------
    def slots(self, question: SlotQuestion) -> Slots:
        """One, for whatever is asked."""
        self._reached()
        return Slots((self._slot(question.from_),))

    def create_appointment(self, session: Session, wanted: AppointmentRequest) -> Appointment:
        """Once."""
        self._reached()
        number = self._holder(session).number
        made = Appointment(
            wanted.appointment_id,
            f"Y{len(self._booked) + 1:03d}",
            wanted.item_code,
            self._slot(),
            "booked",
            Text("已预约"),
        )
        found = self._booked.setdefault(wanted.appointment_id, (wanted, made, number))
        if (found[0], found[2]) != (wanted, number):
            raise conflict()
        return found[1]

    def appointments(self, session: Session, question: AppointmentQuestion | None = None) -> Appointments:
        """The person's."""
        del question
        self._reached()
        number = self._holder(session).number
        return Appointments(tuple(one for _, one, owner in self._booked.values() if owner == number))

    def appointment(self, session: Session, appointment_id: str) -> Appointment:
        """As it stands."""
        for one in self.appointments(session).appointments:
            if one.appointment_id == appointment_id:
                return one
        raise missing()

    def cancel_appointment(self, session: Session, appointment_id: str) -> None:
        """Given back, or never there."""
        mine = {one.appointment_id: one for one in self.appointments(session).appointments}
        if appointment_id in mine:
            wanted, made, number = self._booked[appointment_id]
            made = msgspec.structs.replace(made, state="cancelled", text=Text("已取消"))
            self._booked[appointment_id] = (wanted, made, number)

    def policies(self) -> Policies:
        """One."""
        self._reached()
        summary = PolicySummary(_POLICY.policy_id, _POLICY.title, _POLICY.department, _POLICY.published_on)
        return Policies("1", (summary,))

    def policy(self, policy_id: str) -> Policy:
        """That one."""
        self._reached()
        if policy_id != _POLICY.policy_id:
            raise missing()
        return _POLICY

    def match_policies(self, session: Session, question: PolicyQuestion | None = None) -> PolicyMatches:
        """The one paper, to everybody, and to the shop."""
        self._reached()
        asked = question or PolicyQuestion()
        whose = self._whose(session, asked.organisation)
        there = asked.policy_id in {None, _POLICY.policy_id}
        return PolicyMatches((self._match(whose),) if there else (), self._stamp())

    def confirm_policy(self, session: Session, wanted: PolicyConfirmation) -> PolicyMatch:
        """Once a person, once the shop."""
        self._reached()
        whose = self._whose(session, wanted.organisation)
        if wanted.policy_id != _POLICY.policy_id:
            raise refused(PlatformFault.REFUSED, ProblemType.INVALID, 422)
        if self._confirmed.setdefault(whose, wanted) != wanted:
            raise state_conflict()
        return self._match(whose)

    def _whose(self, session: Session, organisation: str | None) -> str:
        number = self._holder(session).number
        if organisation is not None and (organisation != SHOP or not self._acting(session)):
            raise refused(PlatformFault.REFUSED, ProblemType.INVALID, 422)
        return organisation or number

    def _match(self, whose: str) -> PolicyMatch:
        made = self._confirmed.get(whose)
        state, text = ("confirmed", Text("已确认")) if made else ("open", Text("等您确认"))
        about = (_POLICY.policy_id, _POLICY.title, _POLICY.department, Text("补贴"), Text("符合条件"))
        return PolicyMatch(*about, state, text, number="ZC000000000001" if made else None)

    # --- staff ------------------------------------------------------------------------------------------------
    def make_handover(self, handover: Handover) -> HandoverCode:
        """A code for a day."""
        self._reached()
        if handover.draft is not None:
            item, by = offer(self.catalogue_now, handover.item_code), handover.second_look
            if item is not None and item.second_look and (by is None or by.account_id == handover.account_id):
                raise refused(PlatformFault.REFUSED, ProblemType.NOT_ALLOWED, 403)
            self._go_on(handover.draft, handover.account_id)
            if handover.account_id is not None:
                self._laid[handover.draft.draft_id] = handover
        code = f"{secrets.randbelow(10**8):08}"
        expires = self._now() + _HANDOVER_LIFE
        self._handovers[code] = (handover, expires)
        return HandoverCode(handover.handover_id, code, to_rfc3339(expires))

    def redeem_handover(self, redemption: HandoverRedemption) -> HandedOver:
        """Once, in time."""
        self._reached()
        handover, expires = self._handovers.pop(redemption.code, (None, 0.0))
        if handover is None or self._now() >= expires:
            raise refused(PlatformFault.GONE, ProblemType.TOKEN_DEAD, 410)
        draft = handover.draft
        draft_id = handover.draft_id or (draft.draft_id if draft else "")
        kept = self._drafts[draft_id][1] if draft_id in self._drafts else None
        owned = draft_id if kept else None
        if kept is None and draft is not None:
            kept = KeptDraft(draft, 1, to_rfc3339(expires), handover.account_id)
        return HandedOver(
            handover.handover_id,
            handover.item_code,
            handover.reason,
            to_rfc3339(expires - _HANDOVER_LIFE),
            handover.submission_id,
            kept if redemption.account_id is not None or owned is None else None,
            owned,
        )

    def reviews(self, question: ReviewQuestion) -> Reviews:
        """Cases that staff filled in and nobody else saw; nobody's identity waits here."""
        del question
        self._reached()
        return Reviews(tuple(self._review(one, by) for one, by in self._unseen.items()))

    def _review(self, submission_id: str, by: str | None) -> Review:
        case = msgspec.json.decode(self.bodies[submission_id], type=Submission)
        name = mask_name(str(case.applicant.get("name") or ""))
        about = (submission_id, case.service_item_code, name, case.evidence.way.value, case.captured_at)
        return Review(f"review-{submission_id}", *about, by, "second-look")

    def decide_review(self, review_id: str, decision: ReviewDecision) -> SubmissionAnswer:
        """Not by who filled it in; once."""
        self._reached()
        submission_id = review_id.removeprefix("review-")
        if submission_id not in self._unseen:
            raise missing()
        if self._unseen[submission_id] == decision.account_id:
            raise refused(PlatformFault.REFUSED, ProblemType.NOT_ALLOWED, 403)
        del self._unseen[submission_id]
        if decision.decision == "refused":
            due = to_rfc3339(self._now() + _HANDOVER_LIFE)
            fields = tuple(msgspec.json.decode(self.bodies[submission_id], type=Submission).form)
            self.ask_for_correction(
                submission_id, CorrectionRequest(review_id, Text("第二人复核没有通过"), due, fields)
            )
        return self._cases[submission_id]

    def _slot(self, day: str = "2026-07-20") -> Slot:
        begins, ends = f"{day}T09:00:00+08:00", f"{day}T09:30:00+08:00"
        return Slot("memory-slot-1", "hall-1", Text("示例市政务服务中心"), begins, ends, 3)
