"""Certificates: sealed once with a seal that holds, counted by print, their person's alone."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pypdfium2
import pytest
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from kiosk.sandbox.groups.certificates import BY_HAND
from tests.platform_stand import P03
from tests.unit.sandbox.conftest import SEED, Bench, kind
from tests.unit.sandbox.services import AT, Elsewhere, new_id, put, told
from tests.unit.sandbox.test_submissions import pointers


def wanted(bench: Bench, what: str = "sbcb") -> dict[str, Any]:
    return {"certificateId": new_id(bench), "certificateType": what, "cause": "办理落户"}


def made(bench: Bench, session: dict[str, str], what: str = "sbcb") -> Any:
    return told(put(bench, "certificates", wanted(bench, what), **session), 201)


def printed(bench: Bench, certificate: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "printId": new_id(bench),
        "what": "certificate",
        "outcome": "printed",
        "pages": 1,
        "at": AT,
        "capturedOffline": False,
        "certificateId": certificate["certificateId"],
        "serial": certificate["serial"],
        **changes,
    }


def seal_holds(bench: Bench, pdf: bytes) -> bool:
    roots = list(load_certs_from_pemder_data(told(bench.control("seal-authority"))["pem"].encode()))
    (seal,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    assert str(seal.sig_object["/SubFilter"]) == "/ETSI.CAdES.detached"
    found = validate_pdf_signature(seal, ValidationContext(trust_roots=roots, allow_fetching=False))
    return bool(found.bottom_line) and found.signing_cert.subject.native["common_name"] == "示例市社会保险中心"


def test_file_is_sealed_by_its_office_and_stays_the_same(bench: Bench) -> None:
    session = bench.open()
    certificate = made(bench, session)
    path = f"/v1/certificates/{certificate['certificateId']}/file"
    answer = bench.ask("GET", path, **session)
    assert answer.content_type == "application/pdf"
    assert hashlib.sha256(answer.data).hexdigest() == certificate["sha256"]
    assert len(answer.data) == certificate["size"]
    assert "platform=" in answer.headers["Signature"]
    assert bench.ask("GET", path, **session).data == answer.data
    assert seal_holds(bench, answer.data)
    bench.control("reset", {})
    assert seal_holds(bench, answer.data), "the authority outlives a reset"
    page = pypdfium2.PdfDocument(answer.data)
    text = page[0].get_textpage().get_text_range()
    page.close()
    assert "林晚舟" in text
    assert certificate["serial"] in text


def test_changed_file_holds_no_seal(bench: Bench) -> None:
    session = bench.open()
    path = f"/v1/certificates/{made(bench, session)['certificateId']}/file"
    pdf = bytearray(bench.ask("GET", path, **session).data)
    place = pdf.index(b"stream\n") + 40
    pdf[place] ^= 1
    assert not seal_holds(bench, bytes(pdf))


@pytest.mark.parametrize("what", [one.code for one in SEED.certificate_types if one.code not in BY_HAND])
def test_every_type_is_made_at_once_but_those_that_a_person_looks_at(bench: Bench, what: str) -> None:
    assert made(bench, bench.open(), what)["state"] == "ready"


def test_what_a_person_looks_at_first_is_asked_for_again_until_it_is_decided(bench: Bench) -> None:
    session = bench.open()
    document = wanted(bench, "wfzjl")
    certificate = told(put(bench, "certificates", document, **session), 202)
    assert (certificate["state"], certificate.get("serial")) == ("processing", None)
    path = f"/v1/certificates/{certificate['certificateId']}"
    early = bench.ask("GET", path + "/file", **session)
    assert (early.status_code, kind(early)) == (409, "state-conflict")
    decision = {"certificateId": certificate["certificateId"], "state": "ready"}
    assert bench.control("certificate", decision).status_code == 200
    assert bench.control("certificate", decision).status_code == 400, "decided once"
    assert told(bench.ask("GET", path, **session))["state"] == "ready"
    assert told(put(bench, "certificates", document, **session))["state"] == "ready"
    refused = told(put(bench, "certificates", wanted(bench, "wfzjl"), **session), 202)
    bench.control("certificate", {"certificateId": refused["certificateId"], "state": "refused"})
    assert told(bench.ask("GET", f"/v1/certificates/{refused['certificateId']}", **session))["state"] == "refused"


def test_it_is_its_persons_alone_at_any_terminal(bench: Bench) -> None:
    certificate = made(bench, bench.open())
    path = f"/v1/certificates/{certificate['certificateId']}"
    other = bench.open(P03)
    for place in (path, path + "/file"):
        assert kind(bench.ask("GET", place, **other)) == "not-found"
        assert kind(bench.ask("GET", place)) == "session-invalid"
    document = {**wanted(bench), "certificateId": certificate["certificateId"], "cause": "别的用途"}
    assert kind(put(bench, "certificates", document, **other)) == "conflict"


def test_unknown_type_and_wrong_id_are_pointed_at(bench: Bench) -> None:
    session, document = bench.open(), wanted(bench, "no-such")
    assert pointers(put(bench, "certificates", document, **session)) == {"/certificateType": "enum"}
    other = {**document, "certificateType": "sbcb"}
    path = f"/v1/certificates/{new_id(bench)}"
    wrong = bench.ask("PUT", path, other, Idempotency_Key=other["certificateId"], **session)
    assert pointers(wrong) == {"/certificateId": "const"}
    unlike = bench.ask("PUT", f"/v1/certificates/{other['certificateId']}", other, **session)
    assert (unlike.status_code, kind(unlike)) == (400, "malformed")
    short = {**other, "cause": "x"}
    assert pointers(put(bench, "certificates", short, **session)) == {"/cause": "minLength"}


def test_certificate_of_a_withdrawn_item_is_no_longer_made_and_one_that_was_stays(bench: Bench) -> None:
    session = bench.open()
    before = made(bench, session)
    bench.control("withdraw", {"itemCode": "zm-cbzm"})
    gone = put(bench, "certificates", wanted(bench), **session)
    assert (gone.status_code, kind(gone)) == (410, "item-withdrawn")
    assert told(bench.ask("GET", f"/v1/certificates/{before['certificateId']}", **session))["state"] == "ready"


# --- prints -----------------------------------------------------------------------------------------------
def test_prints_are_counted_and_one_that_failed_is_not(bench: Bench) -> None:
    session = bench.open()
    certificate = made(bench, session)
    path = f"/v1/certificates/{certificate['certificateId']}"
    left = [certificate["printsLeft"]]
    for outcome in ("failed", "printed", "unknown", "printed", "printed"):
        told(put(bench, "prints", printed(bench, certificate, outcome=outcome)), 201)
        left.append(told(bench.ask("GET", path, **session))["printsLeft"])
    assert left == [3, 3, 2, 1, 0, 0], "what came out is recorded, also one too many"
    assert told(bench.control("prints"))["count"] == 5


def test_print_told_again_is_one_print_and_another_under_its_id_is_none(bench: Bench) -> None:
    certificate = made(bench, bench.open())
    document = printed(bench, certificate)
    first = told(put(bench, "prints", document), 201)
    bench.time += 3 * 86400
    assert told(put(bench, "prints", document)) == first
    assert kind(put(bench, "prints", {**document, "outcome": "failed"})) == "conflict"
    assert told(bench.control("prints"))["count"] == 1


@pytest.mark.parametrize(
    ("changes", "pointer", "detail"),
    [
        ({"serial": "ZM0"}, "/serial", "const"),
        ({"serial": None}, "/serial", "const"),
        ({"certificateId": "0190a8a0-0000-7000-8000-000000000000"}, "/certificateId", "enum"),
        ({"certificateId": None}, "/certificateId", "enum"),
        ({"at": "2026-02-30T09:41:00+08:00"}, "/at", "format"),
        ({"outcome": "perhaps"}, "/outcome", "enum"),
        ({"pages": -1}, "/pages", "minimum"),
    ],
)
def test_wrong_print_is_pointed_at(bench: Bench, changes: dict[str, Any], pointer: str, detail: str) -> None:
    certificate = made(bench, bench.open())
    assert pointers(put(bench, "prints", printed(bench, certificate, **changes))) == {pointer: detail}


def test_print_of_another_terminals_certificate_is_refused(bench: Bench) -> None:
    certificate = made(bench, bench.open())
    with Elsewhere(bench) as there:
        refused = put(bench, "prints", printed(bench, certificate), **there)
        assert pointers(refused) == {"/certificateId": "enum"}


def test_receipt_needs_no_certificate(bench: Bench) -> None:
    document = printed(bench, {"certificateId": None, "serial": None}, what="receipt")
    told(put(bench, "prints", document), 201)


def test_prints_stand_in_the_days_ledger(bench: Bench) -> None:
    certificate = made(bench, bench.open())
    document = printed(bench, certificate, outcome="unknown")
    put(bench, "prints", document)
    (entry,) = told(bench.ask("GET", "/v1/reconciliation/prints/2026-07-12/pages/1"))["entries"]
    assert (entry["id"], entry["state"], entry["number"]) == (document["printId"], "unknown", certificate["serial"])
