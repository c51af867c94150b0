"""Effects of 缴费: the bills, one order, watching it, cancelling it. Never a second order while one may be open.

An order is known by its id from the moment it is asked for; what is left open goes into the outbox to be cancelled,
and what became of the others lies there before anybody is told, so that it can be compared with the platform (对账).
"""

from __future__ import annotations

import logging
import threading

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.flows.events import Event
from kiosk.flows.events import services as said
from kiosk.flows.memory import Memory
from kiosk.flows.pay import OPEN
from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.wire import Bill, Payment, PaymentRequest, Session
from kiosk.runtime.delays import ORDER_INTERVAL
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking, signed_in
from kiosk.runtime.scope import Scope
from kiosk.runtime.sending import CANCELLED_PAYMENT, PAYMENT
from offline_cache.contract import Handling, Priority, StoreError, StoreFault
from offline_cache.wakeup import wake

_PATIENCE = 3
"""Questions without an answer until it is said that nobody knows."""
_log = logging.getLogger(__name__)


class Cashier:
    """Orders of one session: one after the other."""

    def __init__(self, desk: Desk, asking: Asking) -> None:
        self._desk, self._asking = desk, asking
        self._lock = threading.Lock()
        self._wanted: tuple[str, str] = ("", "")
        """Bill, and the id of its order, as long as that order may be open."""
        self._perhaps_open = ""
        """Id of an order that the platform may have and that nobody has closed."""

    def find_bills(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  an effect by signature
        """What may be paid."""
        session = self._asking.session

        def ask(client: Platform) -> Event:
            return said.BillsFound(tuple(_row(one) for one in client.bills(signed_in(session)).bills))

        self._desk.ask(scope, ask)

    def place_order(self, memory: Memory, scope: Scope) -> None:
        """Make the order; without an answer the next try asks for the very same."""
        session, bill = self._asking.session, memory.paying.bill
        if bill is None:
            return
        if self._wanted[0] != bill.bill_id:
            self._wanted = (bill.bill_id, uuid7())
        request = PaymentRequest(self._wanted[1], (bill.bill_id,), bill.amount)

        def ask(client: Platform) -> Event:
            try:
                return self._placed(client, signed_in(session), request)
            finally:
                if not scope.alive:
                    self._let_go()  # the page was left before the order was there

        self._desk.ask(scope, ask)

    def _placed(self, client: Platform, session: Session, request: PaymentRequest) -> Event:
        try:
            return self._heard(client.create_payment(session, request))
        except PlatformError as error:
            if error.problem is not None and error.problem.kind == ProblemType.STATE_CONFLICT:
                self._settled()
                return said.OrderRefused()
            if error.maybe_sent:
                self._perhaps_open = request.payment_id
            raise

    def watch_order(self, memory: Memory, scope: Scope) -> None:
        """Ask until it is over; say when nobody knows, and when somebody knows again."""
        payment_id, last = self._wanted[1], memory.paying.state

        def work() -> None:
            known, silent = last, 0
            while scope.wait(ORDER_INTERVAL):
                try:
                    told = self._heard(self._desk.client().payment(payment_id))
                except PlatformError as error:
                    silent += 1
                    if silent == _PATIENCE:
                        known = ""
                        scope.tell(said.OrderUnknown(error.fault.code))
                    continue
                silent = 0
                if told.state != known:
                    known = told.state
                    scope.tell(told)
                if told.state != OPEN:
                    return

        self._desk.later(work)

    def cancel_order(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002
        """Cancel it; one that is paid is told as paid, and where nobody answers that is told."""
        payment_id = self._wanted[1]

        def ask(client: Platform) -> Event:
            try:
                return self._heard(client.cancel_payment(payment_id, "person"))
            except PlatformError as error:
                if error.problem is None or error.problem.kind != ProblemType.STATE_CONFLICT:
                    return said.OrderUnknown(error.fault.code)
            try:
                return self._heard(client.payment(payment_id))
            except PlatformError as error:
                return said.OrderUnknown(error.fault.code)

        self._desk.ask(scope, ask)

    def leave_order(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002
        """What may be open is cancelled, now or when the line is back."""
        self._desk.later(self._let_go)

    def _let_go(self) -> None:
        with self._lock:
            payment_id, self._perhaps_open = self._perhaps_open, ""
        if not payment_id:
            return
        try:
            self._desk.outbox.enqueue(payment_id, CANCELLED_PAYMENT, b"person")
            wake(self._desk.files.sync_socket)
        except StoreError as error:
            if error.fault is not StoreFault.JOB_EXISTS:
                _log.error("%s order not cancelled: the platform lets it expire", error.fault.code)

    def _heard(self, payment: Payment) -> said.OrderTold:
        """Remember whether it may still be paid, before anybody is told."""
        if payment.state == OPEN:
            self._perhaps_open = payment.payment_id
        else:
            self._settled()
            self._keep(payment)
        return said.OrderTold(
            payment.state,
            payment.amount,
            payment.order_no or "",
            payment.pay_url or "",
            payment.receipt_no or "",
            payment.paid_at or "",
        )

    def _keep(self, payment: Payment) -> None:
        """What the person is about to be told."""
        told = msgspec.json.encode(payment)
        try:
            self._desk.outbox.enqueue(payment.payment_id, PAYMENT, told, (), Handling(priority=Priority.LATER))
            wake(self._desk.files.sync_socket)
        except StoreError as error:
            if error.fault is not StoreFault.JOB_EXISTS:  # told before, or the cancelling of it keeps what it hears
                _log.error("%s payment told and not kept for the comparison", error.fault.code)

    def _settled(self) -> None:
        self._perhaps_open, self._wanted = "", ("", self._wanted[1])


def _row(bill: Bill) -> said.BillRow:
    return said.BillRow(bill.bill_id, bill.kind, bill.name, bill.payee, bill.masked_account, bill.amount, bill.due_on)
