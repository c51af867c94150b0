"""Views of 缴费: the bills, the code, every way it may end."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown import ChoiceLine, PayingView, ServicesView
from kiosk.runtime.view import CaseView, PrintPhase, StepName, View
from tests.ui.complaint_views import SEED, choices
from tests.ui.task_views import chrome, offline

BILL = SEED.bills[0]


def paying(
    phase: str, *, line: bool = True, slip: PrintPhase = PrintPhase.IDLE, **more: object
) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = PayingView(
            phase=phase,
            bill=BILL.name.said(language),
            payee=BILL.payee.said(language),
            masked_account="99******01",
            amount="36.80",
            order_no="" if phase in {"ordering", "not-ordered"} else "JK20260712000046",
            receipt_no="PJ20260712000046" if phase == "paid" else "",
            time="07-12 09:41",
            qr="https://platform.example/p/0123456789abcdef01234567" if phase == "waiting" else "",
            seconds=142,
        )
        around = chrome(1, StepName.IDENTIFY, language, service="", steps=0, test_environment=True)
        return View(
            serial=0,
            screen=Screen.PAYING,
            chrome=around if line else offline(around),
            case=CaseView(number="JK20260712000046", print_phase=slip),
            services=ServicesView(paying=replace(view, **more)),
        )

    return make


def bills(language: Language) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(
            one.bill_id,
            f"{one.name.said(language)}  ¥{one.amount}",
            f"{one.payee.said(language)} · 99******01",
            "droplet-bolt",
        )
        for one in SEED.bills[:4]
    )


PAGES: dict[str, Callable[[Language], View]] = {
    "paying-bills": choices("bills", "", bills),
    "paying-none": choices("bills", "", lambda _language: ()),
    "paying-ordering": paying("ordering"),
    "paying-waiting": paying("waiting"),
    "paying-sure": paying("waiting", sure=True),
    "paying-cancelling": paying("cancelling"),
    "paying-unsure": paying("unsure", line=False, fault="platform.timeout"),
    "paying-closed": paying("closed", state="CANCELLED"),
    "paying-expired": paying("closed", state="EXPIRED"),
    "paying-refused": paying("refused"),
    "paying-not-ordered": paying("not-ordered", fault="platform.timeout"),
    "paying-paid": paying("paid"),
    "paying-printed": paying("paid", slip=PrintPhase.DONE),
}
