"""Certificates printed again at the desk: who may, how often, under which id, and what gives a copy back."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from kiosk.sandbox.reprints import LIFE
from tests.unit.sandbox.conftest import Bench, kind
from tests.unit.sandbox.services import Elsewhere, new_id, put, told
from tests.unit.sandbox.test_certificates import made, printed
from tests.unit.sandbox.test_submissions import pointers

CLERK, REVIEWER, BOTH, TECHNICIAN = "s-02", "s-03", "s-05", "s-04"
LOOKED = {"accountId": REVIEWER, "lookedAt": "2026-07-12T09:41:00+08:00"}
LOOKED_TWICE = "hyjl"
"""Of an item that wants a second look; one copy."""


def out(bench: Bench, certificate: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A print that the terminal told of."""
    document = printed(bench, certificate, **changes)
    told(put(bench, "prints", document), 201)
    return document


def wanted(bench: Bench, certificate: dict[str, Any], first: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "reprintId": new_id(bench),
        "certificateId": certificate["certificateId"],
        "printId": first["printId"],
        "accountId": CLERK,
        "reason": "not-taken",
        "voided": False,
        **changes,
    }


def ask(bench: Bench, document: dict[str, Any], **more: str) -> TestResponse:
    return put(bench, f"certificates/{document['certificateId']}/reprints", document, **more)


def file(bench: Bench, document: dict[str, Any], **more: str) -> TestResponse:
    path = f"/v1/certificates/{document['certificateId']}/reprints/{document['reprintId']}/file"
    return bench.ask("GET", path, **more)


@pytest.fixture
def certificate(bench: Bench) -> dict[str, Any]:
    """Three copies allowed."""
    found: dict[str, Any] = made(bench, bench.open())
    return found


def test_the_same_bytes_without_its_persons_session_and_each_reprint_once(
    bench: Bench, certificate: dict[str, Any]
) -> None:
    first = out(bench, certificate)
    document = wanted(bench, certificate, first)
    answer = told(ask(bench, document), 201)
    assert answer["certificate"]["printsLeft"] == 1, "one came out, one is under way"
    assert told(ask(bench, document)) == answer
    paper = file(bench, document)
    assert len(paper.data) == certificate["size"]
    assert "platform=" in paper.headers["Signature"]
    out(bench, certificate, reprintId=document["reprintId"])
    for refused in (ask(bench, document), file(bench, document)):
        assert (refused.status_code, kind(refused)) == (409, "state-conflict")
    (seen,) = told(bench.control("reprints"))["reprints"]
    assert (seen["accountId"], seen["reason"], seen["out"], seen["lookedBy"]) == (CLERK, "not-taken", True, None)


def test_no_more_copies_than_the_type_allows_and_void_paper_gives_one_back(
    bench: Bench, certificate: dict[str, Any]
) -> None:
    first = [out(bench, certificate, outcome=outcome) for outcome in ("printed", "unknown", "printed", "failed")]
    refused = ask(bench, wanted(bench, certificate, first[0]))
    assert (refused.status_code, kind(refused)) == (409, "state-conflict")
    again = wanted(bench, certificate, first[1], reason="jammed", voided=True)
    assert told(ask(bench, again), 201)["certificate"]["printsLeft"] == 0
    more = ask(bench, wanted(bench, certificate, first[1], reason="jammed", voided=True))
    assert kind(more) == "state-conflict", "the same paper is void once"
    out(bench, certificate, outcome="unknown", reprintId=again["reprintId"])
    assert kind(ask(bench, wanted(bench, certificate, first[0]))) == "state-conflict"


def test_what_surely_failed_gives_its_copy_back_and_is_tried_again_under_its_id(
    bench: Bench, certificate: dict[str, Any]
) -> None:
    first = [out(bench, certificate) for _ in range(2)]
    document = wanted(bench, certificate, first[0])
    told(ask(bench, document), 201)
    other = wanted(bench, certificate, first[0])
    assert kind(ask(bench, other)) == "state-conflict", "the last copy is under way"
    out(bench, certificate, outcome="failed", reprintId=document["reprintId"])
    assert kind(file(bench, document)) == "token-dead"
    told(ask(bench, document))
    assert file(bench, document).status_code == 200


def test_one_that_nobody_fetched_ends_and_gives_its_copy_back(bench: Bench, certificate: dict[str, Any]) -> None:
    first = [out(bench, certificate) for _ in range(2)]
    document = wanted(bench, certificate, first[0])
    told(ask(bench, document), 201)
    bench.time += LIFE + 1
    assert (file(bench, document).status_code, kind(file(bench, document))) == (410, "token-dead")
    told(ask(bench, wanted(bench, certificate, first[0])), 201)
    assert kind(ask(bench, document)) == "state-conflict"


@pytest.mark.parametrize("account", [REVIEWER, TECHNICIAN, "s-99"])
def test_only_a_clerk_of_the_station(bench: Bench, certificate: dict[str, Any], account: str) -> None:
    refused = ask(bench, wanted(bench, certificate, out(bench, certificate), accountId=account))
    assert (refused.status_code, kind(refused)) == (403, "not-allowed")
    assert told(bench.control("reprints"))["count"] == 0


def test_where_the_item_wants_it_a_reviewer_who_is_somebody_else_agrees(bench: Bench) -> None:
    certificate = made(bench, bench.open(), LOOKED_TWICE)
    first = out(bench, certificate, outcome="unknown")
    plain = wanted(bench, certificate, first, reason="jammed", voided=True)
    for changes in (
        {},
        {"secondLook": {**LOOKED, "accountId": TECHNICIAN}},
        {"secondLook": {**LOOKED, "accountId": BOTH}, "accountId": BOTH},
    ):
        refused = ask(bench, {**plain, "reprintId": new_id(bench), **changes})
        assert (refused.status_code, kind(refused)) == (403, "not-allowed")
    told(ask(bench, {**plain, "secondLook": LOOKED}), 201)
    (seen,) = told(bench.control("reprints"))["reprints"]
    assert (seen["lookedBy"], seen["voided"]) == (REVIEWER, True)


def test_another_terminal_another_body_and_another_certificate_are_refused(
    bench: Bench, certificate: dict[str, Any]
) -> None:
    document = wanted(bench, certificate, out(bench, certificate))
    told(ask(bench, document), 201)
    assert kind(ask(bench, {**document, "reason": "another"})) == "conflict"
    assert pointers(put(bench, f"certificates/{new_id(bench)}/reprints", document)) == {"/certificateId": "const"}
    unknown = {**document, "reprintId": new_id(bench), "certificateId": new_id(bench)}
    assert kind(ask(bench, unknown)) == "not-found"
    other = made(bench, bench.open())
    assert kind(file(bench, {**document, "certificateId": other["certificateId"]})) == "not-found"
    strange = put(bench, "prints", printed(bench, other, reprintId=document["reprintId"]))
    assert pointers(strange) == {"/reprintId": "enum"}
    with Elsewhere(bench) as there:
        assert kind(file(bench, document, **there)) == "not-found"
        assert kind(ask(bench, wanted(bench, certificate, {"printId": new_id(bench)}), **there)) == "not-found"


def test_what_is_still_looked_at_by_a_person_is_not_printed(bench: Bench) -> None:
    document = {"certificateId": new_id(bench), "certificateType": "wfzjl", "cause": "办理落户"}
    waiting = told(put(bench, "certificates", document, **bench.open()), 202)
    refused = ask(bench, wanted(bench, waiting, {"printId": new_id(bench)}))
    assert kind(refused) == "state-conflict"
