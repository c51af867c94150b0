"""Flow *pay* (缴费): who; which bill; a code to pay with; what became of it. Never twice, and never "paid" by guess.

While nobody knows, it says 没确认到: the money may be gone, nobody is asked to pay again, the platform is asked on.
An order that is left open is cancelled by the outbox, which finds out if it was paid after all.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import service_effects as also
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.choosing import asks
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import services as said
from kiosk.flows.memory import Memory
from kiosk.flows.parts import Paying
from kiosk.flows.screens import Screen

PAID, OPEN = "PAID", "CREATED"
"""Words of wire.Payment."""


class At(StrEnum):
    """Steps. After a power cut at PAYING the platform lets the order expire; what was paid is in its books."""

    IDENTIFY = "identify"
    BILLS = "bills"
    PAYING = "paying"
    PAID = "paid"


# --- guards -----------------------------------------------------------------------------------------------
def known_bill(memory: Memory, event: Event) -> bool:
    """Is it one of the list?"""
    return isinstance(event, said.Chosen) and any(one.bill_id == event.key for one in memory.paying.bills)


def is_paid(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Does the platform say that it is paid?"""
    return isinstance(event, said.OrderTold) and event.state == PAID


def is_new(memory: Memory, event: Event) -> bool:
    """Is it open, and was it not on the page yet?"""
    return isinstance(event, said.OrderTold) and event.state == OPEN and memory.paying.phase == "ordering"


def is_open(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """May it still be paid?"""
    return isinstance(event, said.OrderTold) and event.state == OPEN


def may_cancel(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is it open, and was one asked whether one is sure?"""
    return memory.paying.phase == "waiting" and memory.paying.sure


def may_ask_sure(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Leaving an open order is asked once."""
    return memory.paying.phase == "waiting"


def not_ordered(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was there no answer to the order? Then nobody has seen a code, and nothing can be paid."""
    return memory.paying.phase == "not-ordered"


def over(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Can this order not be paid any more? Then one may look at the bills again."""
    return memory.paying.phase in {"closed", "refused"}


def may_leave(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is nothing under way that a person should wait for?"""
    return memory.paying.phase in {"closed", "refused", "unsure", "not-ordered"}


def printed_or_running(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is the slip on its way, or out already, or may it be? It is never printed twice."""
    case = memory.case
    return case.print_phase in {"printing", "done"} or case.print_fault == "printer.outcome-unknown"


# --- acts -------------------------------------------------------------------------------------------------
def forget(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """Begin with nothing chosen."""
    return replace(memory, paying=Paying())


def _bill(memory: Memory, event: Event) -> Memory:
    key = event.key if isinstance(event, said.Chosen) else ""
    bill = next(one for one in memory.paying.bills if one.bill_id == key)
    return replace(memory, paying=Paying(bills=memory.paying.bills, bill=bill, phase="ordering", amount=bill.amount))


def _order(memory: Memory, event: Event) -> Memory:
    """As the platform says, word for word; a code only while it can be paid."""
    if not isinstance(event, said.OrderTold):
        return memory
    phase = {PAID: "paid", OPEN: "waiting"}.get(event.state, "closed")
    return put(
        memory, "paying", phase=phase, state=event.state, amount=event.amount, order_no=event.order_no,
        pay_url=event.pay_url, receipt_no=event.receipt_no, paid_at=event.paid_at, fault=None, sure=False,
    )  # fmt: skip


_ASK_BILLS = asks("bills", loading=True)
_ARRIVED = sets("choosing", loading=False, fault=None)
_NO_LIST = both(takes("choosing", fault="fault"), sets("choosing", loading=False))
_UNSURE = both(takes("paying", fault="fault"), sets("paying", phase="unsure", pay_url="", sure=False))
_NOT_ORDERED = both(takes("paying", fault="fault"), sets("paying", phase="not-ordered"))
_ORDERING = sets("paying", phase="ordering", fault=None)
_CANCELLING = sets("paying", phase="cancelling", pay_url="", sure=False)
_WAIT = do.StartClock("pay-wait")
_CANCEL = (do.StopClock("pay-wait"), also.CancelOrder())

FLOW = Flow(
    name="pay",
    about="A bill: found, ordered, paid with one's own phone; and the slip.",
    start=At.IDENTIFY,
    steps={
        At.IDENTIFY: Step(calls="identify"),
        At.BILLS: Step(Screen.CHOOSE, enter=(also.FindBills(),)),
        At.PAYING: Step(Screen.PAYING, enter=(also.PlaceOrder(),), leave=(also.LeaveOrder(),)),
        At.PAID: Step(Screen.PAYING),
    },
    rows=(
        Row(At.IDENTIFY, on.Identified, At.BILLS, _ASK_BILLS),
        Row(At.IDENTIFY, on.NotIdentified, Ends(on.CaseAbandoned())),
        Row(At.BILLS, said.BillsFound, At.BILLS, both(takes("paying", bills="bills"), _ARRIVED)),
        Row(At.BILLS, on.PlatformFailed, At.BILLS, _NO_LIST),
        Row(At.BILLS, on.RetryAsked, At.BILLS, _ASK_BILLS, (also.FindBills(),)),
        Row(At.BILLS, said.Chosen, At.PAYING, _bill, when=known_bill),
        Row(At.BILLS, said.Chosen, At.BILLS),
        Row(At.BILLS, on.WentBack, At.BILLS, sets("around", dialog="leave")),
        Row(At.PAYING, said.OrderTold, At.PAID, _order, when=is_paid),
        Row(At.PAYING, said.OrderTold, At.PAYING, _order, (_WAIT, also.WatchOrder()), when=is_new),
        Row(At.PAYING, said.OrderTold, At.PAYING, _order, (_WAIT,), when=is_open),
        Row(At.PAYING, said.OrderTold, At.PAYING, _order, (do.StopClock("pay-wait"),)),
        Row(At.PAYING, said.OrderRefused, At.PAYING, sets("paying", phase="refused", fault=None)),
        Row(At.PAYING, said.OrderUnknown, At.PAYING, _UNSURE, (do.StopClock("pay-wait"),)),
        Row(At.PAYING, on.PlatformFailed, At.PAYING, _NOT_ORDERED),
        Row(At.PAYING, on.RetryAsked, At.PAYING, _ORDERING, (also.PlaceOrder(),), when=not_ordered),
        Row(At.PAYING, on.RetryAsked, At.BILLS, _ASK_BILLS, when=over),
        Row(At.PAYING, on.RetryAsked, At.PAYING),
        Row(At.PAYING, on.MoreTimeAsked, At.PAYING, sets("paying", sure=False), (_WAIT,), when=may_ask_sure),
        Row(At.PAYING, on.MoreTimeAsked, At.PAYING),
        Row(At.PAYING, said.PayCancelAsked, At.PAYING, _CANCELLING, _CANCEL, when=may_cancel),
        Row(At.PAYING, said.PayCancelAsked, At.PAYING, sets("paying", sure=True), when=may_ask_sure),
        Row(At.PAYING, said.PayCancelAsked, At.PAYING),
        Row(At.PAYING, on.TimedOut, At.PAYING, _CANCELLING, (also.CancelOrder(),)),
        Row(At.PAYING, on.Declined, At.PAYING, sets("paying", sure=False)),
        Row(At.PAYING, on.Finished, Ends(on.CaseClosed()), when=may_leave),
        Row(At.PAYING, on.Finished, At.PAYING),
        Row(At.PAID, on.PrintAsked, At.PAID, when=printed_or_running),
        Row(At.PAID, on.PrintAsked, At.PAID, sets("case", print_phase="printing"), (also.PrintPayment(),)),
        Row(At.PAID, on.Finished, Ends(on.CaseClosed())),
    ),
)
