"""Payments, ratings, appointments, complaints, open government. Must never take an order for paid that is not."""

from __future__ import annotations

import msgspec

from kiosk.platform_api.calls.caller import Caller, act, decoded, same, segment
from kiosk.platform_api.transport import Call
from kiosk.platform_api.wire import (
    Appointment,
    AppointmentQuestion,
    AppointmentRequest,
    Appointments,
    BillQuestion,
    Bills,
    Cancellation,
    ComplaintState,
    EvaluationState,
    Payment,
    PaymentRequest,
    Policies,
    Policy,
    PolicyConfirmation,
    PolicyMatch,
    PolicyMatches,
    PolicyQuestion,
    Session,
    SlotQuestion,
    Slots,
)


class ServiceCalls(Caller):
    """Keeps `interface.ServicePlatform` over HTTP(S)."""

    def bills(self, session: Session, question: BillQuestion | None = None) -> Bills:
        """What may be paid."""
        return self._ask("/v1/bill-queries", question or BillQuestion(), Bills, session)

    def create_payment(self, session: Session, wanted: PaymentRequest) -> Payment:
        """Make an order."""
        path = f"/v1/payments/{segment(wanted.payment_id)}"
        found = self._put(path, wanted.payment_id, wanted, Payment, session)
        same(wanted.payment_id, found.payment_id)
        return found

    def payment(self, payment_id: str) -> Payment:
        """How it stands."""
        found = self._get(f"/v1/payments/{segment(payment_id)}", Payment)
        same(payment_id, found.payment_id)
        return found

    def cancel_payment(self, payment_id: str, reason: str) -> Payment:
        """Cancel it; however often it is sent, it is one act."""
        path = f"/v1/payments/{segment(payment_id)}/cancellations"
        call = Call("POST", path, msgspec.json.encode(Cancellation(reason)), act(f"{payment_id}-cancelled"))
        found = decoded(self._transport.send(call), Payment)
        same(payment_id, found.payment_id)
        return found

    def put_evaluation(self, evaluation_id: str, body: bytes) -> EvaluationState:
        """Rate."""
        found = self._put(f"/v1/evaluations/{segment(evaluation_id)}", evaluation_id, body, EvaluationState)
        same(evaluation_id, found.evaluation_id)
        return found

    def evaluation(self, evaluation_id: str) -> EvaluationState:
        """What became of a rating."""
        return self._get(f"/v1/evaluations/{segment(evaluation_id)}", EvaluationState)

    def slots(self, question: SlotQuestion) -> Slots:
        """Free times."""
        return self._ask("/v1/slot-queries", question, Slots)

    def appointments(self, session: Session, question: AppointmentQuestion | None = None) -> Appointments:
        """The person's appointments."""
        return self._ask("/v1/appointment-queries", question or AppointmentQuestion(), Appointments, session)

    def create_appointment(self, session: Session, wanted: AppointmentRequest) -> Appointment:
        """Take a slot."""
        path = f"/v1/appointments/{segment(wanted.appointment_id)}"
        found = self._put(path, wanted.appointment_id, wanted, Appointment, session)
        same(wanted.appointment_id, found.appointment_id)
        return found

    def appointment(self, session: Session, appointment_id: str) -> Appointment:
        """How it stands."""
        return self._get(f"/v1/appointments/{segment(appointment_id)}", Appointment, session)

    def cancel_appointment(self, session: Session, appointment_id: str) -> None:
        """Give it back."""
        self._delete(f"/v1/appointments/{segment(appointment_id)}", session)

    def create_complaint(self, complaint_id: str, body: bytes) -> ComplaintState:
        """投诉, 办不成事 or 12345."""
        found = self._put(f"/v1/complaints/{segment(complaint_id)}", complaint_id, body, ComplaintState)
        same(complaint_id, found.complaint_id)
        return found

    def complaint(self, complaint_id: str) -> ComplaintState:
        """What became of it."""
        return self._get(f"/v1/complaints/{segment(complaint_id)}", ComplaintState)

    def policies(self) -> Policies:
        """Papers of open government."""
        return self._get("/v1/policies", Policies)

    def policy(self, policy_id: str) -> Policy:
        """One of them, whole."""
        return self._get(f"/v1/policies/{segment(policy_id)}", Policy)

    def match_policies(self, session: Session, question: PolicyQuestion | None = None) -> PolicyMatches:
        """What the person has a right to."""
        return self._ask("/v1/policy-queries", question or PolicyQuestion(), PolicyMatches, session)

    def confirm_policy(self, session: Session, wanted: PolicyConfirmation) -> PolicyMatch:
        """They want it."""
        path = f"/v1/policy-confirmations/{segment(wanted.confirmation_id)}"
        found = self._put(path, wanted.confirmation_id, wanted, PolicyMatch, session)
        same(wanted.policy_id, found.policy_id)
        return found
