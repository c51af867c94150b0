"""Bills and orders: paid once, by the amount that is owed, cancelled while that is possible."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from kiosk.sandbox.groups.payments import OPEN_FOR
from tests.platform_stand import P03
from tests.unit.sandbox.conftest import HERE, Bench, kind
from tests.unit.sandbox.services import Elsewhere, new_id, put, told
from tests.unit.sandbox.test_submissions import filled, pointers
from tests.unit.sandbox.test_submissions import put as hand_in

WATER = "bill-p01-water"


def order(bench: Bench, *bills: str, amount: str = "36.80", **more: Any) -> dict[str, Any]:
    return {"paymentId": new_id(bench), "billIds": bills or (WATER,), "amount": amount, **more}


def state(bench: Bench, payment_id: str) -> str:
    return str(told(bench.ask("GET", f"/v1/payments/{payment_id}"))["state"])


def cancel(bench: Bench, payment_id: str, **more: str) -> TestResponse:
    return bench.ask("POST", f"/v1/payments/{payment_id}/cancellations", {"reason": "idle"}, **more)


def open_bills(bench: Bench, session: dict[str, str], *kinds: str) -> set[str]:
    answer = told(bench.ask("POST", "/v1/bill-queries", {"kinds": kinds}, **session))
    return {one["billId"] for one in answer["bills"]}


def test_bills_are_the_persons_and_of_the_kinds_asked_for(bench: Bench) -> None:
    session = bench.open()
    assert open_bills(bench, session) == {f"bill-p01-{one}" for one in ("water", "power", "gas", "fine")}
    assert open_bills(bench, session, "water", "comet") == {WATER}
    assert open_bills(bench, bench.open(P03), "water") == {"bill-p03-water"}
    shown = bench.ask("POST", "/v1/bill-queries", {}, **session).text
    assert "9900000000001" not in shown, "accounts are masked"


def test_order_is_made_once_and_says_how_it_stands_when_put_again(bench: Bench) -> None:
    session, document = bench.open(), order(bench)
    first = told(put(bench, "payments", document, **session), 201)
    assert first["payUrl"].startswith("http://localhost/p/")
    assert "林" not in first["payUrl"]
    bench.control("payment", {"paymentId": document["paymentId"], "state": "PAID"})
    again = told(put(bench, "payments", document, **session))
    assert (again["state"], again["orderNo"]) == ("PAID", first["orderNo"])
    assert again["receiptNo"]
    assert "payUrl" not in again
    assert kind(put(bench, "payments", {**document, "amount": "1.00"}, **session)) == "conflict"


def test_several_bills_make_one_order_by_their_sum(bench: Bench) -> None:
    session = bench.open()
    wrong = put(bench, "payments", order(bench, WATER, "bill-p01-gas"), **session)
    assert pointers(wrong) == {"/amount": "const"}
    told(put(bench, "payments", order(bench, WATER, "bill-p01-gas", amount="98.00"), **session), 201)


@pytest.mark.parametrize(
    ("changes", "pointer", "detail"),
    [
        ({"billIds": ["bill-p03-water"]}, "/billIds/0", "enum"),
        ({"billIds": [WATER, "bill-of-nobody"]}, "/billIds/1", "enum"),
        ({"billIds": []}, "/billIds", "minItems"),
        ({"billIds": [WATER, WATER]}, "/billIds", "uniqueItems"),
        ({"amount": "36.8"}, "/amount", "pattern"),
        ({"amount": "0.01"}, "/amount", "const"),
        ({"billIds": [], "submissionId": "0190a8a0-0000-7000-8000-000000000000"}, "/submissionId", "enum"),
    ],
)
def test_wrong_order_is_pointed_at(bench: Bench, changes: dict[str, Any], pointer: str, detail: str) -> None:
    wrong = put(bench, "payments", {**order(bench), **changes}, **bench.open())
    assert pointers(wrong) == {pointer: detail}


def test_bill_with_an_open_order_is_free_again_when_that_ends(bench: Bench) -> None:
    session, first = bench.open(), order(bench)
    put(bench, "payments", first, **session)
    busy = put(bench, "payments", order(bench), **session)
    assert (busy.status_code, kind(busy)) == (409, "state-conflict")
    assert told(cancel(bench, first["paymentId"]))["state"] == "CANCELLED"
    assert told(cancel(bench, first["paymentId"]))["state"] == "CANCELLED", "no error twice"
    second = order(bench)
    told(put(bench, "payments", second, **session), 201)
    bench.time += OPEN_FOR
    assert state(bench, second["paymentId"]) == "EXPIRED"
    third = order(bench)
    told(put(bench, "payments", third, **session), 201)
    bench.control("payment", {"paymentId": third["paymentId"], "state": "FAILED"})
    told(put(bench, "payments", order(bench), **session), 201)


def test_paid_order_is_not_cancelled_nor_its_bill_paid_again(bench: Bench) -> None:
    session, document = bench.open(), order(bench)
    put(bench, "payments", document, **session)
    bench.control("payment", {"paymentId": document["paymentId"], "state": "PAID"})
    late = cancel(bench, document["paymentId"])
    assert (late.status_code, kind(late)) == (409, "state-conflict")
    assert WATER not in open_bills(bench, session)
    assert kind(put(bench, "payments", order(bench), **session)) == "state-conflict"
    bench.control("payment", {"paymentId": document["paymentId"], "state": "REFUNDED"})
    assert state(bench, document["paymentId"]) == "REFUNDED"
    assert WATER in open_bills(bench, session)


def test_bank_cannot_do_what_does_not_follow(bench: Bench) -> None:
    document = order(bench)
    put(bench, "payments", document, **bench.open())
    for name, wanted in ((document["paymentId"], "REFUNDED"), (document["paymentId"], "CREATED"), ("none", "PAID")):
        assert bench.control("payment", {"paymentId": name, "state": wanted}).status_code == 400
    assert state(bench, document["paymentId"]) == "CREATED"


def test_order_is_seen_by_its_terminal_alone_and_long_after_the_session(bench: Bench) -> None:
    document = order(bench)
    put(bench, "payments", document, **bench.open())
    bench.time += 86400
    assert state(bench, document["paymentId"]) == "EXPIRED"
    with Elsewhere(bench) as there:
        assert kind(bench.ask("GET", f"/v1/payments/{document['paymentId']}", **there)) == "not-found"
        assert kind(cancel(bench, document["paymentId"], **there)) == "not-found"


def test_fee_of_a_case_is_paid_by_its_person_once(bench: Bench) -> None:
    case = filled("ba-yqdj")
    assert hand_in(bench, case).status_code == 201
    session = bench.open()
    fee = {"billIds": [], "amount": "100.00", "submissionId": case.submission_id}
    told(put(bench, "payments", {"paymentId": new_id(bench), **fee}, **session), 201)
    assert kind(put(bench, "payments", {"paymentId": new_id(bench), **fee}, **session)) == "state-conflict"
    other = put(bench, "payments", {"paymentId": new_id(bench), **fee}, **bench.open(P03))
    assert pointers(other) == {"/submissionId": "enum"}
    free = filled("yb-ydjy")
    hand_in(bench, free)
    wanted = {**fee, "submissionId": free.submission_id}
    costs = put(bench, "payments", {"paymentId": new_id(bench), **wanted}, **session)
    assert pointers(costs) == {"/submissionId": "enum"}, "what costs nothing is not paid"


def test_page_behind_the_code_pays_and_names_nobody(bench: Bench) -> None:
    document = order(bench)
    url = told(put(bench, "payments", document, **bench.open()), 201)["payUrl"]
    path = url.removeprefix("http://localhost")
    page = bench.http.get(path, environ_base=HERE)
    assert "36.80" in page.text
    assert "林晚舟" not in page.text
    assert "已付款" in bench.http.post(path, environ_base=HERE).text
    assert state(bench, document["paymentId"]) == "PAID"
    assert "<button>" not in bench.http.get(path, environ_base=HERE).text
    assert bench.http.get("/p/nothing", environ_base=HERE).status_code == 404


def test_orders_stand_in_the_days_ledger_with_their_amount(bench: Bench) -> None:
    document = order(bench)
    put(bench, "payments", document, **bench.open())
    (entry,) = told(bench.ask("GET", "/v1/reconciliation/payments/2026-07-12/pages/1"))["entries"]
    assert (entry["id"], entry["state"], entry["amount"]) == (document["paymentId"], "CREATED", "36.80")
    assert "sha256" not in entry or entry["sha256"] is None
