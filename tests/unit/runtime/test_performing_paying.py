"""Orders: one at a time under one id; what may be open is never forgotten; what the platform says is what is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pypdfium2
import pytest
from msgspec.structs import replace

from kiosk.documents import payment_slip
from kiosk.domain.text import Language, Text
from kiosk.flows import events as on
from kiosk.flows.events import services as said
from kiosk.flows.memory import Case, Memory
from kiosk.flows.parts import Paying
from kiosk.flows.screens import Screen
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import ProblemType, problem
from kiosk.platform_api.wire import Bill, BillQuestion, Bills, Payment, PaymentRequest, Session
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking
from kiosk.runtime.performing.paying import Cashier
from kiosk.runtime.present_paying import bill_rows, paying_view, slip_of, slip_view
from kiosk.runtime.scene import Scene
from tests.runtime_stand import CATALOGUE, NOON, Ear, desk, memory_at_form, settings, until

SESSION = Session("s", "t", "verified", "2026-07-12T10:00:00+08:00", {})
BILL = said.BillRow("b1", "water", Text("水费"), Text("示例市供水服务中心"), "99****01", "36.80", "2026-07-31")
CONFLICT = PlatformError(PlatformFault.REFUSED, problem(ProblemType.STATE_CONFLICT, 409, ""))
LOST = PlatformError(PlatformFault.TIMEOUT, maybe_sent=True)


class Bank:
    """Answers as the platform does."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.state = "CREATED"
        self.errors: list[PlatformError] = []

    def _order(self, payment_id: str) -> Payment:
        if self.errors:
            raise self.errors.pop(0)
        url = "https://platform.example/p/1" if self.state == "CREATED" else None
        now = NOON.isoformat()
        paid = now if self.state == "PAID" else None
        number = "PJ1" if self.state == "PAID" else None
        return Payment(payment_id, self.state, Text(""), "36.80", now, now, "JK1", url, now, paid, number)

    def bills(self, session: Session, question: BillQuestion | None = None) -> Bills:
        del session, question
        bill = Bill("b1", "water", BILL.name, BILL.payee, "99****01", "36.80", "2026-07-31")
        return Bills((bill,), NOON.isoformat())

    def create_payment(self, session: Session, wanted: PaymentRequest) -> Payment:
        del session
        assert (wanted.bill_ids, wanted.amount) == (("b1",), "36.80")
        self.asked.append(wanted.payment_id)
        return self._order(wanted.payment_id)

    def payment(self, payment_id: str) -> Payment:
        return self._order(payment_id)

    def cancel_payment(self, payment_id: str, reason: str) -> Payment:
        assert reason == "person"
        return self._order(payment_id)


class Room:
    def __init__(self, at: Desk) -> None:
        self.desk, self.bank, self.ear = at, Bank(), Ear()
        at._client = self.bank  # type: ignore[assignment]  # as much of a client as is asked
        self.asking = Asking(at)
        self.asking._session = SESSION
        self.work = Cashier(at, self.asking)

    def order(self) -> said.OrderTold:
        ear = Ear()
        self.work.place_order(memory(), ear.scope)
        return ear.last(said.OrderTold)

    def left_open(self) -> list[tuple[str, str]]:
        self.work.leave_order(memory(), self.ear.scope)
        self.desk._pool.shutdown(wait=True)
        return [(job.kind, job.job_id) for job in self.desk.outbox.jobs()]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr("kiosk.runtime.performing.paying.ORDER_INTERVAL", 0.01)
    with desk(settings(tmp_path)) as at:
        made = Room(at)
        yield made
        made.ear.scope.close()
        at._client = None


def memory(**more: object) -> Memory:
    return replace(memory_at_form(), paying=replace(Paying(bills=(BILL,), bill=BILL, amount="36.80"), **more))


def test_bills_and_an_order_with_its_code(room: Room) -> None:
    room.work.find_bills(memory(), room.ear.scope)
    assert room.ear.last(said.BillsFound).bills == (BILL,)
    assert room.order() == said.OrderTold("CREATED", "36.80", "JK1", "https://platform.example/p/1")


def test_a_second_try_asks_for_the_same_order_and_a_new_one_only_when_that_is_over(room: Room) -> None:
    room.bank.errors = [LOST]
    room.work.place_order(memory(), room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == PlatformFault.TIMEOUT.code
    room.order()
    assert len(set(room.bank.asked)) == 1
    room.bank.state = "CANCELLED"
    room.work.cancel_order(memory(), room.ear.scope)
    assert room.ear.last(said.OrderTold).state == "CANCELLED"
    room.bank.state = "CREATED"
    room.order()
    assert len(set(room.bank.asked)) == 2


def test_an_order_left_open_is_cancelled_by_the_outbox(room: Room) -> None:
    room.order()
    assert room.left_open() == [("cancelled-payment", room.bank.asked[0])]
    assert room.desk.outbox.peek(room.bank.asked[0]).payload == b"person"


def test_an_order_whose_answer_was_lost_is_looked_after_too(room: Room) -> None:
    room.bank.errors = [LOST]
    room.work.place_order(memory(), room.ear.scope)
    room.ear.last(on.PlatformFailed)
    assert room.left_open() == [("cancelled-payment", room.bank.asked[0])]


def test_an_order_that_comes_after_the_page_was_left_is_looked_after(room: Room) -> None:
    room.ear.scope.close()
    room.work.place_order(memory(), room.ear.scope)
    until(lambda: bool(room.desk.outbox.jobs()), "a job")
    assert [job.kind for job in room.desk.outbox.jobs()] == ["cancelled-payment"]


@pytest.mark.parametrize("state", ["PAID", "CANCELLED", "EXPIRED"])
def test_what_is_over_is_not_cancelled(room: Room, state: str) -> None:
    room.order()
    room.bank.state = state
    room.work.watch_order(memory(state="CREATED"), room.ear.scope)
    assert room.ear.last(said.OrderTold).state == state
    assert [kind for kind, _ in room.left_open()] == ["payment"]


def test_what_a_person_is_told_of_an_order_is_kept_before_and_once(room: Room) -> None:
    room.order()
    room.bank.state = "PAID"
    scope = room.ear.scope
    told: list[list[bytes]] = []
    tell = scope.tell

    def heard(event: on.Event) -> None:
        told.append([room.desk.outbox.peek(job.job_id).payload for job in room.desk.outbox.jobs()])
        tell(event)

    scope.tell = heard  # type: ignore[method-assign]  # listens at the door
    room.work.watch_order(memory(state="CREATED"), scope)
    assert room.ear.last(said.OrderTold).state == "PAID"
    ((kept,),) = told
    assert (msgspec.json.decode(kept)["state"], msgspec.json.decode(kept)["amount"]) == ("PAID", "36.80")
    room.work.cancel_order(memory(), room.ear.scope)
    assert room.left_open() == [("payment", room.bank.asked[0])]


def test_a_bill_that_is_paid_elsewhere_is_refused(room: Room) -> None:
    room.bank.errors = [CONFLICT]
    room.work.place_order(memory(), room.ear.scope)
    room.ear.hears(said.OrderRefused())
    assert room.left_open() == []


def test_silence_is_told_and_its_end_too(room: Room) -> None:
    room.order()
    room.bank.errors = [LOST] * 4
    room.work.watch_order(memory(state="CREATED"), room.ear.scope)
    room.ear.hears(said.OrderUnknown(PlatformFault.TIMEOUT.code))
    assert room.ear.last(said.OrderTold).state == "CREATED", "the code is good again"


def test_paid_before_it_was_cancelled_is_found_out(room: Room) -> None:
    room.order()
    room.bank.state, room.bank.errors = "PAID", [CONFLICT]
    room.work.cancel_order(memory(), room.ear.scope)
    assert room.ear.last(said.OrderTold).state == "PAID"


@pytest.mark.parametrize("errors", [[LOST], [CONFLICT, LOST]])
def test_nobody_answers_to_the_cancelling(room: Room, errors: list[PlatformError]) -> None:
    room.order()
    room.bank.errors = list(errors)
    room.work.cancel_order(memory(), room.ear.scope)
    assert room.ear.last(said.OrderUnknown).fault == PlatformFault.TIMEOUT.code
    assert room.left_open() == [("cancelled-payment", room.bank.asked[0])]


def test_nothing_of_a_person_without_a_session(room: Room) -> None:
    room.asking._session = None
    for deed in (room.work.find_bills, room.work.place_order):
        ear = Ear()
        deed(memory(), ear.scope)
        assert ear.last(on.PlatformFailed).fault == PlatformFault.STEP_UP.code


# --- page and slip ----------------------------------------------------------------------------------------
class Around:
    catalogue = CATALOGUE
    organisation, terminal, hotline, now = "示例市", "A-03", "12345", NOON


PAID = {"phase": "paid", "order_no": "JK1", "receipt_no": "PJ1", "paid_at": "2026-07-12T01:40:00+00:00"}


def scene(shown: Memory) -> Scene:
    return Scene(
        screen=Screen.PAYING, serial=1, memory=shown, catalogue=CATALOGUE, organisation="示例市", terminal="A-03",
        hotline="12345", test_environment=True, clocks={"pay-wait": 41.6}, idle_seconds=0, now=NOON,
    )  # fmt: skip


def test_the_code_is_shown_only_while_it_can_be_paid() -> None:
    shown = paying_view(scene(memory(phase="waiting", pay_url="https://platform.example/p/1"))).paying
    assert (shown.qr, shown.seconds, shown.amount) == ("https://platform.example/p/1", 42, "36.80")
    assert paying_view(scene(memory(phase="unsure", pay_url="https://platform.example/p/1"))).paying.qr == ""
    assert paying_view(scene(memory(**PAID))).paying.time == "07-12 09:40"
    assert bill_rows(scene(memory()))[1][0].title == "水费  ¥36.80"
    printed = replace(memory(**PAID), case=Case(print_phase="done"))
    assert (slip_view(scene(printed)).print_phase.value, slip_view(scene(printed)).number) == ("done", "JK1")


@pytest.mark.parametrize("language", Language)
def test_the_slip_says_what_was_paid_and_that_it_is_no_invoice(language: Language) -> None:
    around = replace(memory(**PAID).around, language=language)
    slip = slip_of(replace(memory(**PAID), around=around), Around(), test=True)
    assert slip is not None
    pdf = payment_slip.render(slip)
    assert pdf == payment_slip.render(slip)
    words = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert all(
        said_so in words for said_so in ("已付款", "测试，不扣钱", "36.80", "PJ1", "JK1", "99****01", "不是发票")
    )
    assert "09:40" in words
    assert "PJ1" not in repr(slip)


def test_there_is_no_slip_before_it_is_paid() -> None:
    assert slip_of(memory(phase="unsure"), Around(), test=False) is None
    slip = slip_of(memory(**{**PAID, "paid_at": ""}), Around(), test=False)
    assert slip is not None
    assert slip.at == dt.datetime.fromisoformat(NOON.isoformat())
