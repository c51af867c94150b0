"""Carried by hand: taken in as if it had come over the line, once, whichever way came first."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
from werkzeug.test import TestResponse

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Submission
from kiosk.platform_api import carry_out
from kiosk.platform_api.carry_out import Bundle, Carried
from kiosk.platform_api.signing.keys import PrivateKey, new_key
from kiosk.platform_api.wire import CarryOut, CarryOutReceipt, CarryOutResults, Enrolment
from tests.platform_stand import NOW, encoded
from tests.unit.sandbox.conftest import PLATFORM_KEY, Bench, kind
from tests.unit.sandbox.test_submissions import filled, pointers, put


def entry(case: Submission) -> Carried:
    body, path = encoded(case), f"/v1/submissions/{case.submission_id}"
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": case.submission_id,
        "X-Manifest-Digest": hashlib.sha256(body).hexdigest(),
    }
    return carry_out.carried(case.submission_id, "PUT", path, headers, body)


def sealed(bench: Bench, entries: tuple[Carried, ...], key: PrivateKey | None = None) -> CarryOut:
    key = key or bench.key
    made = Bundle(uuid7(NOW), "A-03", "2026-07-12T09:41:00+08:00", PLATFORM_KEY.key_id, key.key_id, entries)
    return carry_out.packed(made, key, PLATFORM_KEY.public)


def bring(bench: Bench, given: CarryOut, **more: str) -> TestResponse:
    path = f"/v1/carry-outs/{given.bundle_id}"
    return bench.ask("PUT", path, msgspec.to_builtins(given), Idempotency_Key=given.bundle_id, **more)


def results(response: TestResponse) -> CarryOutResults:
    assert response.status_code in {200, 201}, response.text
    return carry_out.read_receipt(msgspec.json.decode(response.data, type=CarryOutReceipt), PLATFORM_KEY.public)


def test_cases_are_taken_in_and_the_receipt_says_so(bench: Bench) -> None:
    cases = [filled("jg-lxfs") for _ in range(2)]
    found = results(bring(bench, sealed(bench, tuple(map(entry, cases)))))
    assert [(one.id, one.status) for one in found.results] == [(case.submission_id, 201) for case in cases]
    assert all(one.answer is not None and one.answer.project_no for one in found.results)
    ledger = bench.control("ledger").json
    assert ledger is not None
    assert (ledger["putSubmission"]["accepted"], ledger["putSubmission"]["ids"]) == (2, 2)


def test_same_bundle_again_has_the_same_receipt_and_nothing_is_there_twice(bench: Bench) -> None:
    given = sealed(bench, (entry(filled("jg-lxfs")),))
    first, second = bring(bench, given), bring(bench, given)
    assert (first.status_code, second.status_code, first.data) == (201, 200, second.data)


def test_case_that_came_over_the_line_before_or_after_is_one_case(bench: Bench) -> None:
    case = filled("jg-lxfs")
    put(bench, case)
    assert [one.status for one in results(bring(bench, sealed(bench, (entry(case),)))).results] == [200]
    assert put(bench, case).status_code == 200
    shown = bench.control("submissions").json
    assert shown is not None
    assert shown["count"] == 1


def test_one_bad_case_does_not_keep_the_others_out(bench: Bench) -> None:
    bad = msgspec.structs.replace(filled("jg-lxfs"), form={})
    good = filled("jg-lxfs")
    found = results(bring(bench, sealed(bench, (entry(bad), entry(good)))))
    assert [one.status for one in found.results] == [422, 201]
    assert found.results[0].problem is not None
    assert found.results[0].problem.kind == "invalid"


def test_another_terminal_may_carry_it_and_the_case_stays_its_makers(bench: Bench) -> None:
    case = filled("jg-lxfs")
    given, maker = sealed(bench, (entry(case),)), bench.key
    bench.world.add_code("CODE-0002", "terminal")
    bench.key = new_key("sm2-sm3")
    document = {"code": "CODE-0002", "publicKey": bench.key.public.pem}
    bench.ask("POST", "/v1/terminals/enrolments", document, X_Terminal_Id="B-07")
    assert results(bring(bench, given, X_Terminal_Id="B-07")).results[0].status == 201
    bench.key = maker
    assert bench.ask("GET", f"/v1/submissions/{case.submission_id}").status_code == 200


def test_bundle_of_an_unknown_key_is_refused_whole(bench: Bench) -> None:
    refused = bring(bench, sealed(bench, (entry(filled("jg-lxfs")),), new_key("sm2-sm3")))
    assert (refused.status_code, kind(refused)) == (422, "signature-invalid")
    shown = bench.control("submissions").json
    assert shown is not None
    assert shown["count"] == 0


@pytest.mark.parametrize(
    ("name", "value", "at"),
    [("key_id", "p256-0", "/keyId"), ("sha256", "0" * 64, "/sha256"), ("content", "", "/sha256")],
)
def test_wrapping_that_does_not_hold_is_pointed_at(bench: Bench, name: str, value: str, at: str) -> None:
    given = msgspec.structs.replace(sealed(bench, ()), **{name: value})
    assert pointers(bring(bench, given)) == {at: "const"}


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/v1/sessions"), ("POST", "/v1/terminals/enrolments"), ("GET", "/v1/time")]
)
def test_what_cannot_be_carried_is_refused_and_the_rest_is_not(bench: Bench, method: str, path: str) -> None:
    odd = carry_out.carried(uuid7(NOW), method, path, {}, b"{}")
    spoilt = msgspec.structs.replace(entry(filled("jg-lxfs")), sha256="0" * 64)
    unreadable = msgspec.structs.replace(entry(filled("jg-lxfs")), body="?")
    found = results(bring(bench, sealed(bench, (odd, spoilt, unreadable, entry(filled("jg-lxfs"))))))
    assert [one.status for one in found.results] == [403, 401, 400, 201]


def enrolment(key: PrivateKey, code: str) -> Carried:
    made = uuid7(NOW)
    body = msgspec.json.encode(Enrolment(code, key.public.pem))
    headers = {"Content-Type": "application/json", "Idempotency-Key": made}
    return carry_out.carried(made, "POST", "/v1/terminals/enrolments", headers, body)


def of_another(entries: tuple[Carried, ...], key: PrivateKey) -> CarryOut:
    """Of a terminal that the platform has never heard of."""
    made = Bundle(uuid7(NOW), "B-08", "2026-07-12T09:41:00+08:00", PLATFORM_KEY.key_id, key.key_id, entries)
    return carry_out.packed(made, key, PLATFORM_KEY.public)


def test_terminal_without_a_line_is_enrolled_by_a_bundle_of_its_own(bench: Bench) -> None:
    bench.world.add_code("CODE-0008", "terminal")
    key, carrier = new_key("sm2-sm3"), bench.key
    (one,) = results(bring(bench, of_another((enrolment(key, "CODE-0008"),), key))).results
    assert one.enrolled is not None
    assert (one.enrolled.terminal_id, one.enrolled.key_id) == ("B-08", key.key_id)
    bench.key = key
    assert bench.ask("GET", "/v1/catalogue", X_Terminal_Id="B-08").status_code == 200
    bench.key, late = carrier, new_key("sm2-sm3")
    (one,) = results(bring(bench, of_another((enrolment(late, "CODE-0008"),), late))).results
    assert one.enrolled is None
    assert one.problem is not None
    assert one.problem.kind == "enrolment-code-invalid"


def test_key_is_not_enrolled_by_whoever_does_not_hold_it(bench: Bench) -> None:
    bench.world.add_code("CODE-0009", "terminal")
    theirs, mine = new_key("sm2-sm3"), new_key("sm2-sm3")
    for given in (
        of_another((enrolment(theirs, "CODE-0009"),), mine),
        sealed(bench, (enrolment(theirs, "CODE-0009"),)),
    ):
        refused = bring(bench, given)
        assert (refused.status_code, kind(refused)) == (422, "signature-invalid")


def test_enrolment_among_other_things_is_not_taken(bench: Bench) -> None:
    bench.world.add_code("CODE-0010", "terminal")
    given = sealed(bench, (enrolment(bench.key, "CODE-0010"), entry(filled("jg-lxfs"))))
    first, second = results(bring(bench, given)).results
    assert (first.status, second.status) == (403, 201)
