"""The slip of a payment (缴费凭条): what was paid, to whom, and the number to ask with; one PDF page.

Must never be called an invoice (发票), nor carry a name or a whole account number. Same slip, same bytes.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from kiosk.documents.fonts import clean
from kiosk.documents.roll import PAPERS, Paper, Roll, to_pdf
from kiosk.documents.wording import HOTLINE, TERMINAL, TIME
from kiosk.domain.text import Language, Text

_TITLE_SIZE, _STATE_SIZE, _BODY, _SMALL = 17.0, 14.0, 10.5, 8.5
TITLE = Text("缴费凭条", "繳費憑條", "Payment slip")
PAID = Text("已付款", "已付款", "Paid")
NO_MONEY = Text("测试，不扣钱", "測試，不扣錢", "Test, no money is taken")
NO_INVOICE = Text(
    "这不是发票。要发票请找收款单位。",
    "這不是發票。要發票請找收款單位。",
    "No invoice; the payee gives you one.",
)
_RECEIPT = Text("收据号", "收據號", "Receipt number")
_ORDER = Text("缴款单号", "繳款單號", "Order number")
_BILL = Text("缴费项目", "繳費項目", "Bill")
_PAYEE = Text("收款单位", "收款單位", "Payee")
_ACCOUNT = Text("户号", "戶號", "Account")
_AMOUNT = Text("金额", "金額", "Amount")
_YUAN = Text("元", "元", "yuan")


class PaymentSlip(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the slip says. `repr` shows nothing of it."""

    organisation: Text
    terminal: str
    bill: Text
    payee: Text
    masked_account: str
    amount: str
    """Yuan with two places, as the platform gave it."""
    receipt_no: str
    order_no: str
    at: dt.datetime
    """Time of payment, with its offset."""
    hotline: str = "12345"
    test: bool = False
    """The sandbox: no money was taken."""
    language: Language = Language.ZH_HANS

    def __repr__(self) -> str:
        """No personal data in a traceback."""
        return "PaymentSlip(…)"


def render(slip: PaymentSlip, paper: Paper = PAPERS[80]) -> bytes:
    """The slip as PDF, as wide as the paper. Raises DocumentError as `kiosk.documents.receipt.render` does."""
    roll, language = Roll(paper), slip.language
    _both(roll, slip.organisation, _BODY, language, centred=True)
    roll.gap(4)
    _both(roll, TITLE, _TITLE_SIZE, language, centred=True)
    roll.gap(6)
    with roll.box(dashed=slip.test):
        _both(roll, PAID, _STATE_SIZE, language, centred=True)
        if slip.test:
            _both(roll, NO_MONEY, _BODY, language, centred=True)
    roll.gap(6)
    for name, value in _rows(slip):
        _both(roll, name, _SMALL, language)
        _both(roll, value, _STATE_SIZE if name is _AMOUNT else _BODY, language)
        roll.gap(3)
    roll.rule()
    _both(roll, NO_INVOICE, _BODY, language)
    _both(roll, Text(*(f"{words} {slip.hotline}" for words in msgspec.structs.astuple(HOTLINE))), _BODY, language)
    return to_pdf(roll, title="payment")


def _rows(slip: PaymentSlip) -> list[tuple[Text, Text]]:
    """Label and value; rows without a value are left out."""
    rows = [
        (_AMOUNT, Text(*(f"{slip.amount} {unit}" for unit in msgspec.structs.astuple(_YUAN)))),
        (_BILL, slip.bill),
        (_PAYEE, slip.payee),
        (_ACCOUNT, Text(slip.masked_account)),
        (_RECEIPT, Text(slip.receipt_no)),
        (_ORDER, Text(slip.order_no)),
        (TIME, Text(slip.at.isoformat(" ", "minutes"))),
        (TERMINAL, Text(slip.terminal)),
    ]
    return [(name, value) for name, value in rows if value.zh_hans]


def _both(roll: Roll, text: Text, size: float, language: Language, *, centred: bool = False) -> None:
    """In Chinese; below it in the other language, where it says something else."""
    roll.text(clean(text.zh_hans), size, centred=centred, whole=centred or size > _BODY)
    second = clean(text.said(language))
    if second != clean(text.zh_hans):
        roll.text(second, min(size, _SMALL), centred=centred)
