"""Every slip of the receipt printer, by kind: what of it a list may show, and how it is drawn.

Must never name a person but masked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from kiosk.documents import benefit_slip, payment_slip, receipt
from kiosk.documents.faults import DocumentError, DocumentFault
from kiosk.documents.roll import Paper
from kiosk.domain.text import Language, Text

Sheet = receipt.Receipt | payment_slip.PaymentSlip | benefit_slip.BenefitSlip


class Told(NamedTuple):
    """What a list shows of a slip; `name` is masked, or empty."""

    number: str
    item: str
    name: str


class SheetKind(NamedTuple):
    """One kind."""

    name: str
    type: type[Any]
    render: Callable[[Any, Paper], bytes]
    told: Callable[[Any], Told]


def _in_chinese(text: Text) -> str:
    return text.said(Language.ZH_HANS)


KINDS = (
    SheetKind(
        "receipt",
        receipt.Receipt,
        receipt.render,
        lambda one: Told(one.number, _in_chinese(one.item), one.masked_name),
    ),
    SheetKind(
        "payment",
        payment_slip.PaymentSlip,
        payment_slip.render,
        lambda one: Told(one.receipt_no or one.order_no, _in_chinese(one.bill), ""),
    ),
    SheetKind(
        "benefit",
        benefit_slip.BenefitSlip,
        benefit_slip.render,
        lambda one: Told(one.number, _in_chinese(one.benefit), ""),
    ),
)


def kind_of(sheet: Sheet) -> SheetKind:
    """Which kind it is."""
    return next(kind for kind in KINDS if kind.type is type(sheet))


def render(sheet: Sheet, paper: Paper) -> bytes:
    """As PDF. Raises DocumentError as `kiosk.documents.receipt.render` does."""
    return kind_of(sheet).render(sheet, paper)


def reprint(name: str, said: bytes, copy: int, paper: Paper) -> bytes:
    """The slip of that kind and JSON as PDF, marked as its n-th reprint.

    Raises DocumentError: as `render`; UNREADABLE_SLIP where it is none of ours.
    """
    try:
        kind = next(kind for kind in KINDS if kind.name == name)
        sheet = msgspec.json.decode(said, type=kind.type)
    except (StopIteration, msgspec.DecodeError):
        raise DocumentError(DocumentFault.UNREADABLE_SLIP) from None
    return kind.render(msgspec.structs.replace(sheet, copy=copy), paper)
