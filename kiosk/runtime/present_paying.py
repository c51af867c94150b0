"""The pages of 缴费, and its slip, from what the session knows. Pure; says no more than the platform has said."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kiosk.domain.text import Text
from kiosk.flows.memory import Memory
from kiosk.runtime import shown as v
from kiosk.runtime.receipts import Around
from kiosk.runtime.scene import Scene
from kiosk.runtime.view import CaseView, PrintPhase

if TYPE_CHECKING:
    from kiosk.documents.payment_slip import PaymentSlip

_ICONS = {"water": "droplet-bolt", "power": "bulb", "gas": "droplet-bolt", "insurance": "shield-check"}
_ICON = "cash"


def bill_rows(scene: Scene) -> tuple[str, tuple[v.ChoiceLine, ...]]:
    """What is open: the name, the sum, whom it goes to."""
    language = scene.memory.around.language
    return "", tuple(
        v.ChoiceLine(
            one.bill_id,
            f"{one.name.said(language)}  ¥{one.amount}",
            f"{one.payee.said(language)} · {one.masked_account}",
            _ICONS.get(one.kind, _ICON),
        )
        for one in scene.memory.paying.bills
    )


def paying_view(scene: Scene) -> v.ServicesView:
    """The order, as far as it is known."""
    memory, paying = scene.memory, scene.memory.paying
    language, bill = memory.around.language, paying.bill
    paid = _moment(memory, scene.now)
    view = v.PayingView(
        phase=paying.phase,
        state=paying.state,
        bill=bill.name.said(language) if bill else "",
        payee=bill.payee.said(language) if bill else "",
        masked_account=bill.masked_account if bill else "",
        amount=paying.amount,
        order_no=paying.order_no,
        receipt_no=paying.receipt_no,
        time=paid.strftime("%m-%d %H:%M"),
        qr=paying.pay_url if paying.phase == "waiting" else "",
        seconds=max(0, round(scene.clocks.get("pay-wait", 0.0))),
        sure=paying.sure,
        fault=paying.fault,
    )
    return v.ServicesView(paying=view)


def slip_view(scene: Scene) -> CaseView:
    """How the slip stands."""
    case, around = scene.memory.case, scene.memory.around
    return CaseView(
        number=scene.memory.paying.order_no,
        print_phase=PrintPhase(case.print_phase),
        print_fault=case.print_fault or around.device_faults.get("receipt-printer"),
        can_print=around.usable("receipt-printer"),
    )


def slip_of(memory: Memory, around: Around, *, test: bool) -> PaymentSlip | None:
    """The slip of the payment, or None where nothing is paid."""
    from kiosk.documents.payment_slip import PaymentSlip

    paying, bill, catalogue = memory.paying, memory.paying.bill, around.catalogue
    if paying.phase != "paid" or bill is None:
        return None
    return PaymentSlip(
        organisation=catalogue.organisation if catalogue else Text(around.organisation),
        terminal=around.terminal,
        bill=bill.name,
        payee=bill.payee,
        masked_account=bill.masked_account,
        amount=paying.amount,
        receipt_no=paying.receipt_no,
        order_no=paying.order_no,
        at=_moment(memory, around.now),
        hotline=catalogue.hotline if catalogue else around.hotline,
        test=test,
        language=memory.around.language,
    )


def _moment(memory: Memory, now: dt.datetime) -> dt.datetime:
    """When the platform had the money, in the time of this place."""
    try:
        return dt.datetime.fromisoformat(memory.paying.paid_at).astimezone(now.tzinfo)
    except ValueError:
        return now
