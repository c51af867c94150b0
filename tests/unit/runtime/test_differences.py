"""Class F: payments and prints that differ, and what else only a person ends; against the sandbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.ids import uuid7
from kiosk.platform_api.times import CHINA
from kiosk.platform_api.wire import PaymentRequest, Print
from kiosk.runtime.reconciliation import Agreement, DayFault
from kiosk.runtime.sending import CANCELLED_PAYMENT, PAYMENT, PRINT
from offline_cache.contract import DayState
from tests.platform_stand import NOW, encoded, sandbox_stand
from tests.unit.runtime.test_reconciliation import DAY, Table


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    with sandbox_stand(tmp_path) as stand:
        yield Table(stand)


def test_print_that_the_platform_lost_goes_to_the_finance_list(table: Table) -> None:
    paper = Print(uuid7(NOW), "certificate", "printed", 1, "2026-07-12T09:41:00.000+08:00", False)
    table.queue.enqueue(paper.print_id, PRINT, msgspec.json.encode(paper))
    table.queue.complete(table.claimed(), b"{}")
    table.night()
    result = table.compare()
    assert (result.state, result.cause, result.classes["prints"]) == (DayState.ESCALATED, DayFault.FINANCE, {"F": 1})


def test_finance_difference_is_listed_until_a_person_has_looked_and_then_the_day_is_closed(table: Table) -> None:
    paper = Print(uuid7(NOW), "certificate", "printed", 1, "2026-07-12T09:41:00.000+08:00", False)
    table.queue.enqueue(paper.print_id, PRINT, msgspec.json.encode(paper))
    table.queue.complete(table.claimed(), b"{}")
    table.night()
    assert table.compare().state is DayState.ESCALATED
    (one,) = table.reconciler.differences(DAY)
    assert (one.agreement, one.entry_id, one.has_no_step) == (Agreement.FINANCE, paper.print_id, True)
    table.reconciler.looked_at.add(one)
    assert table.reconciler.differences(DAY) == ()
    result = table.compare()
    assert (result.state, result.classes["prints"], table.state()) == (DayState.CLOSED, {"F": 1}, DayState.CLOSED)
    assert table.days_there()["prints"] == "closed"


def test_what_was_looked_at_is_a_difference_anew_where_it_has_become_another_one(table: Table) -> None:
    paper = Print(uuid7(NOW), "receipt", "printed", 1, "2026-07-12T09:41:00.000+08:00", False)
    table.stand.platform.record_print(paper.print_id, msgspec.json.encode(paper))
    table.night()
    (only_there,) = table.reconciler.differences(DAY)
    table.reconciler.looked_at.add(only_there)
    assert table.reconciler.differences(DAY) == ()
    other = msgspec.structs.replace(paper, outcome="failed")
    table.queue.enqueue(paper.print_id, PRINT, msgspec.json.encode(other))
    table.queue.complete(table.claimed(), b"{}")
    moved = dt.datetime.fromtimestamp(table.stand.time, CHINA).date().isoformat()
    assert [one.entry_id for one in table.reconciler.differences(DAY)] == [paper.print_id]
    assert table.reconciler.differences(moved) == ()


class Till:
    """An order of yesterday, as a person was told it."""

    def __init__(self, table: Table) -> None:
        session = table.stand.open()
        self.table, self.id = table, uuid7(NOW)
        self.platform = table.stand.platform
        self.platform.create_payment(session, PaymentRequest(self.id, ("bill-p01-water",), "36.80"))

    def paid(self) -> None:
        self.table.stand.control("payment", {"paymentId": self.id, "state": "PAID"})

    def told(self) -> None:
        self.table.queue.enqueue(self.id, PAYMENT, msgspec.json.encode(self.platform.payment(self.id)))


def test_payment_that_was_told_and_stands_agrees(table: Table) -> None:
    till = Till(table)
    till.paid()
    till.told()
    table.night()
    assert table.compare().classes["payments"] == {"A": 1}
    assert table.state() is DayState.CLOSED


def test_payment_that_was_told_and_paid_back_since_is_for_finance(table: Table) -> None:
    till = Till(table)
    till.paid()
    till.told()
    table.stand.control("payment", {"paymentId": till.id, "state": "REFUNDED"})
    table.night()
    result = table.compare()
    assert (result.state, result.cause, result.classes["payments"]) == (
        DayState.ESCALATED,
        DayFault.FINANCE,
        {"F": 1},
    )
    (one,) = table.reconciler.differences(DAY)
    assert one.own is not None
    assert one.there is not None
    assert (one.own.state, one.there.state, one.own.amount) == ("PAID", "REFUNDED", "36.80")


def test_order_of_midnight_that_is_cancelled_after_it_belongs_to_the_day_it_was_made(table: Table) -> None:
    till = Till(table)
    table.night()
    table.queue.enqueue(till.id, CANCELLED_PAYMENT, b"idle")
    answer = table.stand.platform.cancel_payment(till.id, "idle")
    table.queue.complete(table.claimed(), msgspec.json.encode(answer))
    assert table.compare().classes["payments"] == {"A": 1}


def test_case_taken_back_here_that_was_carried_there_is_for_a_person_and_can_be_ended(table: Table) -> None:
    case = table.taken()
    table.stand.platform.put_submission(case.submission_id, encoded(case))  # on a stick, meanwhile
    table.queue.withdraw(case.submission_id)
    table.night()
    result = table.compare()
    assert (result.state, result.cause) == (DayState.ESCALATED, DayFault.CONTENT)
    (one,) = table.reconciler.differences(DAY)
    assert (one.agreement, one.has_no_step) == (Agreement.CONTENT, True)
    table.reconciler.looked_at.add(one)
    assert table.compare().state is DayState.CLOSED
