"""缴费: never twice, never "paid" by guess; what nobody knows is said; what is left open is looked after."""

from __future__ import annotations

import pytest

from kiosk.domain.text import Text
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import service_effects as also
from kiosk.flows.events import services as said
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, card, face

BILL = said.BillRow("b1", "water", Text("水费"), Text("示例市供水服务中心"), "99****01", "36.80", "2026-07-31")
OPEN = said.OrderTold("CREATED", "36.80", "JK1", "https://platform.example/p/1")
PAID = said.OrderTold("PAID", "36.80", "JK1", "", "PJ1", "2026-01-01T09:00:00+08:00")
WAIT = do.StartClock("pay-wait")


def at_bills() -> Walk:
    walk = Walk()(said.BillsOpened(), card(), on.TimedOut("card-done"), on.WaysFound(None), on.WayChosen("face"))
    return walk(on.Agreed(), face(), on.SessionOpened("s", "t", {}), said.BillsFound((BILL,)))


def at_code() -> Walk:
    return at_bills()(said.Chosen("b1"), OPEN)


def test_bill_code_paid_slip() -> None:
    walk = at_bills()
    assert walk.memory().choosing.page == "bills"
    walk(said.Chosen("b1"))
    assert walk.wants(also.PlaceOrder())
    walk(OPEN)
    assert (walk.wants(WAIT), walk.wants(also.WatchOrder())) == (True, True)
    assert (walk.memory().paying.phase, walk.memory().paying.pay_url) == ("waiting", OPEN.pay_url)
    walk(PAID)
    paying = walk.memory().paying
    assert (paying.phase, paying.receipt_no, paying.pay_url) == ("paid", "PJ1", "")
    walk(on.PrintAsked())
    assert walk.wants(also.PrintPayment())
    walk(on.PrintAsked())
    assert not walk.wants(also.PrintPayment()), "a second touch prints nothing"
    assert walk(on.Finished()).wants(do.EndSession())


def test_nobody_knows_is_said_and_no_code_stands_there_any_more() -> None:
    walk = at_code()(said.OrderUnknown("platform.timeout"))
    paying = walk.memory().paying
    assert (paying.phase, paying.pay_url, paying.fault) == ("unsure", "", "platform.timeout")
    for touch in (on.RetryAsked(), on.MoreTimeAsked(), said.PayCancelAsked()):
        walk(touch)
        assert walk.memory().paying.phase == "unsure", "nobody is led to pay again"
        assert not walk.wants(also.PlaceOrder())
    walk(PAID)
    assert walk.memory().paying.phase == "paid", "a late word is still told"


def test_who_does_not_know_may_go_and_the_order_is_looked_after() -> None:
    walk = at_code()(said.OrderUnknown("platform.timeout"), on.Finished())
    assert walk.wants(also.LeaveOrder())
    assert walk.wants(do.EndSession())


def test_the_line_comes_back_and_the_code_stands_there_again() -> None:
    walk = at_code()(said.OrderUnknown("platform.timeout"), OPEN)
    assert (walk.memory().paying.phase, walk.wants(WAIT), walk.wants(also.WatchOrder())) == ("waiting", True, False)


def test_not_to_pay_is_asked_once_and_then_said_by_the_platform() -> None:
    walk = at_code()(said.PayCancelAsked())
    assert (walk.memory().paying.sure, walk.wants(also.CancelOrder())) == (True, False)
    walk(on.Declined())
    assert not walk.memory().paying.sure
    walk(said.PayCancelAsked(), said.PayCancelAsked())
    assert walk.wants(also.CancelOrder())
    assert (walk.memory().paying.phase, walk.memory().paying.pay_url) == ("cancelling", "")
    walk(said.OrderTold("CANCELLED", "36.80", "JK1"))
    assert walk.memory().paying.phase == "closed"
    walk(on.RetryAsked())
    assert (walk.screen(), walk.wants(also.FindBills())) == (Screen.CHOOSE, True)


def test_paid_while_it_was_cancelled_is_paid() -> None:
    walk = at_code()(said.PayCancelAsked(), said.PayCancelAsked(), PAID)
    assert walk.memory().paying.phase == "paid"


def test_time_runs_out_unless_one_asks_for_more() -> None:
    walk = at_code()(on.MoreTimeAsked())
    assert walk.wants(WAIT)
    walk(on.TimedOut("pay-wait"))
    assert walk.wants(also.CancelOrder())
    walk(said.OrderTold("EXPIRED", "36.80", "JK1"))
    assert (walk.memory().paying.phase, walk.memory().paying.state) == ("closed", "EXPIRED")


def test_without_an_answer_to_the_order_the_same_is_asked_again() -> None:
    walk = at_bills()(said.Chosen("b1"), on.Finished())
    assert walk.screen() is Screen.PAYING, "it is under way"
    walk(on.PlatformFailed("platform.timeout"))
    assert walk.memory().paying.phase == "not-ordered"
    walk(on.RetryAsked())
    assert walk.wants(also.PlaceOrder())
    walk(said.OrderRefused(), on.RetryAsked())
    assert (walk.screen(), walk.memory().choosing.page) == (Screen.CHOOSE, "bills")


@pytest.mark.parametrize("phase", ["waiting", "unsure"])
def test_whoever_walks_away_leaves_an_order_that_is_looked_after(phase: str) -> None:
    walk = at_code()
    if phase == "unsure":
        walk(said.OrderUnknown("platform.timeout"))
    walk(on.LeaveConfirmed())
    assert walk.wants(also.LeaveOrder())
    assert walk.wants(do.EndSession())


def test_lists_that_do_not_come_and_bills_that_are_not_there() -> None:
    walk = at_bills()(on.PlatformFailed("platform.timeout"), on.RetryAsked())
    assert walk.wants(also.FindBills())
    walk(said.BillsFound(()), said.Chosen("b1"))
    assert walk.screen() is Screen.CHOOSE
    walk(on.WentBack())
    assert walk.memory().around.dialog == "leave"
    assert Walk(online=False)(said.BillsOpened()).screen() is Screen.HOME, "nothing is paid without a line"
    walk = Walk()(said.BillsOpened(), on.WentBack())
    assert (walk.screen(), walk.wants(do.EndSession())) == (Screen.HOME, False)
