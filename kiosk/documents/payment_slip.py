"""The slip of a payment (缴费凭条): what was paid, to whom, and the number to ask with; one PDF page.

Must never be called an invoice (发票), nor carry a name or a whole account number. Same slip, same bytes.
"""

from __future__ import annotations

import msgspec

from kiosk.documents import slip as slips
from kiosk.documents.roll import PAPERS, Paper
from kiosk.documents.slip import Row, Said, Slip
from kiosk.domain.text import Text

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


class PaymentSlip(Slip, frozen=True, kw_only=True):
    """Everything the slip says; `at` is the time of payment."""

    bill: Text
    payee: Text
    masked_account: str
    amount: str
    """Yuan with two places, as the platform gave it."""
    receipt_no: str
    order_no: str


def render(slip: PaymentSlip, paper: Paper = PAPERS[80]) -> bytes:
    """The slip as PDF, as wide as the paper. Raises DocumentError as `kiosk.documents.receipt.render` does."""
    rows = (
        Row(_AMOUNT, Text(*(f"{slip.amount} {unit}" for unit in msgspec.structs.astuple(_YUAN))), large=True),
        Row(_BILL, slip.bill),
        Row(_PAYEE, slip.payee),
        Row(_ACCOUNT, Text(slip.masked_account)),
        Row(_RECEIPT, Text(slip.receipt_no)),
        Row(_ORDER, Text(slip.order_no)),
    )
    return slips.render(slip, Said("payment", TITLE, PAID, NO_MONEY, rows, NO_INVOICE), paper)
