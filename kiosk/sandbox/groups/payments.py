"""Bills and orders. Must never take money for the same bill twice, nor cancel what is paid."""

from __future__ import annotations

import html
import secrets
import sqlite3
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from kiosk.domain.person import mask_number
from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import Bill, BillQuestion, Bills, Payment, PaymentRequest
from kiosk.sandbox import cases, made
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.group import Entry, Group, Visit
from kiosk.sandbox.seed import SeedBill
from kiosk.sandbox.world import World

OPEN_FOR = 900.0
"""Seconds an order can be paid."""
_PAGE = "/p/"
_HTML = "text/html; charset=utf-8"
_TEXTS = {
    "CREATED": Text("等待付款", "等待付款", "Waiting for payment"),
    "PAID": Text("已付款", "已付款", "Paid"),
    "CANCELLED": Text("已取消", "已取消", "Cancelled"),
    "EXPIRED": Text("已过期，没有付款", "已過期，沒有付款", "Expired without payment"),
    "REFUNDED": Text("已退款", "已退款", "Paid back"),
    "FAILED": Text("付款没有成功", "付款沒有成功", "The payment failed"),
}
_NEXT = {"CREATED": {"PAID", "FAILED"}, "PAID": {"REFUNDED"}}


class _Wanted(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    payment_id: str
    state: str


def list_bills(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Those of the session's person that nobody paid yet."""
    kinds = set(call.read(BillQuestion).kinds)
    bills = [one for one in _owed(world, call) if not kinds or one.kind in kinds]
    shown = (_shown(one) for one in bills if _order_of(world, db, one.bill_id) != "PAID")
    return said(200, Bills(tuple(shown), to_rfc3339(world.now())))


def create_payment(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """An order for bills, or for the fee of a case; the amount is checked against what is owed."""
    wanted = call.read(PaymentRequest)
    made.identified(call, wanted.payment_id, "/paymentId")
    if made.again(db, "payments", call, wanted.payment_id) is not None:
        return said(200, _state(world, call, _touched(world, db, wanted.payment_id)))
    owed = _fee(world, db, call, wanted) if wanted.submission_id else _sum(world, db, call, wanted)
    if Decimal(wanted.amount) != owed:
        raise invalid(Wrong("/amount", "const"))
    now, row = world.now(), (wanted.payment_id, call.terminal_id, made.sha256(call.body))
    order = (made.number(world, db, "JK"), secrets.token_hex(12), wanted.amount, wanted.submission_id)
    times = (now, made.day_of(now), now + OPEN_FOR)
    db.execute(
        "INSERT INTO payments VALUES (?, ?, ?, 'CREATED', ?, ?, ?, ?, ?, ?, ?, NULL, NULL)", (*row, *order, *times)
    )
    lines = [(wanted.payment_id, bill_id) for bill_id in wanted.bill_ids]
    db.executemany("INSERT INTO paid_bills VALUES (?, ?)", lines)
    return said(201, _state(world, call, _touched(world, db, wanted.payment_id)))


def get_payment(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """To the terminal the order was made at, also long after the session."""
    made.of_terminal(db, "payments", call, call.parts["paymentId"])
    return said(200, _state(world, call, _touched(world, db, call.parts["paymentId"])))


def cancel_payment(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Not one that is paid, nor paid back."""
    payment_id = call.parts["paymentId"]
    made.of_terminal(db, "payments", call, payment_id)
    row = _touched(world, db, payment_id)
    if row["state"] in {"PAID", "REFUNDED"}:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "it is paid")
    if row["state"] == "CREATED":
        db.execute("UPDATE payments SET state = 'CANCELLED' WHERE id = ?", (payment_id,))
    return said(200, _state(world, call, _touched(world, db, payment_id)))


def _sum(world: World, db: sqlite3.Connection, call: Call, wanted: PaymentRequest) -> Decimal:
    """What the bills come to; 422 for one that is not the person's, 409 for one that is paid or being paid."""
    owed = {one.bill_id: one for one in _owed(world, call)}
    wrong = [Wrong(f"/billIds/{place}", "enum") for place, one in enumerate(wanted.bill_ids) if one not in owed]
    if wrong or not wanted.bill_ids:
        raise invalid(*wrong or [Wrong("/billIds", "minItems")])
    if any(_order_of(world, db, one) in {"PAID", "CREATED"} for one in wanted.bill_ids):
        raise refuse(ProblemType.STATE_CONFLICT, 409, "a bill is paid, or has an open order")
    return sum((Decimal(owed[one].amount) for one in wanted.bill_ids), Decimal(0))


def _fee(world: World, db: sqlite3.Connection, call: Call, wanted: PaymentRequest) -> Decimal:
    """What the case costs; 422 where it is not the person's or costs nothing, 409 where it is paid."""
    case = cases.find(db, wanted.submission_id or "")
    fee = world.seed.fees.get(case["item_code"]) if case is not None else None
    if wanted.bill_ids:
        raise invalid(Wrong("/billIds", "maxItems"))
    if case is None or fee is None or case["person_number"] != made.person(call):
        raise invalid(Wrong("/submissionId", "enum"))
    for row in db.execute("SELECT id FROM payments WHERE submission_id = ?", (wanted.submission_id,)).fetchall():
        if _touched(world, db, row["id"])["state"] in {"PAID", "CREATED"}:
            raise refuse(ProblemType.STATE_CONFLICT, 409, "the fee is paid, or has an open order")
    return Decimal(fee)


def _owed(world: World, call: Call) -> list[SeedBill]:
    person = world.seed.people.get(made.person(call))
    return [one for one in world.seed.bills if person is not None and one.person == person.person_id]


def _order_of(world: World, db: sqlite3.Connection, bill_id: str) -> str | None:
    """The strongest state of all orders with this bill."""
    found = db.execute("SELECT payment_id FROM paid_bills WHERE bill_id = ?", (bill_id,)).fetchall()
    states = {_touched(world, db, row["payment_id"])["state"] for row in found}
    return next((one for one in ("PAID", "CREATED") if one in states), None)


def _touched(world: World, db: sqlite3.Connection, payment_id: str) -> sqlite3.Row:
    """The order, expired where its time is over."""
    late = "UPDATE payments SET state = 'EXPIRED' WHERE id = ? AND state = 'CREATED' AND expires_at <= ?"
    db.execute(late, (payment_id, world.now()))
    row: sqlite3.Row = db.execute("SELECT * FROM payments WHERE id = ?", (payment_id,)).fetchone()
    return row


def _state(world: World, call: Call, row: sqlite3.Row) -> Payment:
    is_open = row["state"] == "CREATED"
    base = (world.public_url or call.request.url.split("/v1/")[0]).rstrip("/")
    return Payment(
        payment_id=row["id"],
        state=row["state"],
        text=_TEXTS[row["state"]],
        amount=row["amount"],
        created_at=to_rfc3339(row["created_at"]),
        server_time=to_rfc3339(world.now()),
        order_no=row["order_no"],
        pay_url=f"{base}{_PAGE}{row['token']}" if is_open else None,
        expires_at=to_rfc3339(row["expires_at"]),
        paid_at=None if row["paid_at"] is None else to_rfc3339(row["paid_at"]),
        receipt_no=row["receipt_no"],
    )


def _shown(bill: SeedBill) -> Bill:
    account = mask_number(bill.account)
    return Bill(bill.bill_id, bill.kind, bill.name, bill.payee, account, bill.amount, bill.due_on)


def _moved(world: World, db: sqlite3.Connection, row: sqlite3.Row, state: str) -> None:
    """To a state that can follow; ValueError where it cannot."""
    if state not in _NEXT.get(row["state"], set()):
        raise ValueError(f"an order that is {row['state']} does not become {state}")
    db.execute("UPDATE payments SET state = ? WHERE id = ?", (state, row["id"]))
    if state == "PAID":
        values = (world.now(), made.number(world, db, "PJ"), row["id"])
        db.execute("UPDATE payments SET paid_at = ?, receipt_no = ? WHERE id = ?", values)


def _play(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """The bank says that it is paid, failed or paid back."""
    wanted = msgspec.json.decode(body, type=_Wanted)
    row = made.one(db, "SELECT id FROM payments WHERE id = ?", wanted.payment_id)
    if row is None:
        raise ValueError("no such order")
    _moved(world, db, _touched(world, db, wanted.payment_id), wanted.state)
    return {"paymentId": wanted.payment_id, "state": wanted.state}


def _pay(world: World, db: sqlite3.Connection, visit: Visit) -> Reply:
    """What the QR leads to: the amount, and a button that pays. No word of whose it is."""
    found = made.one(db, "SELECT id FROM payments WHERE token = ?", visit.rest)
    if found is None:
        return Reply(404, "没有这笔订单".encode(), "text/plain; charset=utf-8")
    row = _touched(world, db, found["id"])
    if visit.method == "POST" and row["state"] == "CREATED":
        _moved(world, db, row, "PAID")
        row = _touched(world, db, found["id"])
    state = html.escape(_TEXTS[row["state"]].zh_hans)
    button = '<form method="post"><button>付款</button></form>' if row["state"] == "CREATED" else ""
    text = (
        f"<!doctype html><meta charset=utf-8><title>付款</title><p>{row['order_no']}<p>{row['amount']} 元<p>{state}"
    )
    return Reply(200, (text + button).encode(), _HTML)


def _book(world: World, db: sqlite3.Connection, terminal_id: str, day: str) -> Iterable[Entry]:
    rows = db.execute("SELECT id FROM payments WHERE terminal_id = ? AND day = ?", (terminal_id, day)).fetchall()
    for row in (_touched(world, db, one["id"]) for one in rows):
        yield Entry(row["id"], row["state"], None, row["order_no"], row["amount"])


GROUP = Group(
    handlers={
        "listBills": list_bills,
        "createPayment": create_payment,
        "getPayment": get_payment,
        "cancelPayment": cancel_payment,
    },
    schema=made.SCHEMA
    + """
CREATE TABLE IF NOT EXISTS payments (
  id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL,
  order_no TEXT NOT NULL UNIQUE, token TEXT NOT NULL UNIQUE, amount TEXT NOT NULL, submission_id TEXT,
  created_at REAL NOT NULL, day TEXT NOT NULL, expires_at REAL NOT NULL, paid_at REAL, receipt_no TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS paid_bills (
  payment_id TEXT NOT NULL, bill_id TEXT NOT NULL, PRIMARY KEY (payment_id, bill_id)
) STRICT;
CREATE INDEX IF NOT EXISTS payments_by_bill ON paid_bills (bill_id);
CREATE INDEX IF NOT EXISTS payments_by_day ON payments (terminal_id, day);
""",
    unkept=frozenset({"listBills", "createPayment"}),
    deeds={"payment": _play},
    books={"payments": _book},
    pages={_PAGE: _pay},
)
