"""Cases: what is wrong is pointed at, what is right is stored once."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec
import pytest
from werkzeug.test import TestResponse

from kiosk.domain.catalogue import Package, ServiceItem
from kiosk.domain.ids import uuid7
from kiosk.domain.offers import as_answered, in_variant
from kiosk.domain.submission import Part, Submission
from tests.platform_stand import applicant, attachment, case, encoded, face_evidence, signature_evidence
from tests.unit.sandbox.answers import right_answers, scans
from tests.unit.sandbox.conftest import SEED, Bench, kind

OFFLINE = case(signature_evidence(), captured_offline=True)
ITEMS = {one.code: one for one in SEED.items}
OFFERS: dict[str, ServiceItem | Package] = {**ITEMS, **{one.code: one for one in SEED.packages}}


def put(bench: Bench, wanted: Submission, **more: str) -> TestResponse:
    body = encoded(wanted)
    headers = {"X_Manifest_Digest": hashlib.sha256(body).hexdigest(), "Idempotency_Key": wanted.submission_id, **more}
    path = f"/v1/submissions/{wanted.submission_id}"
    return bench.send("PUT", path, body, bench.headers("PUT", path, body, **headers))


def encoded_evidence() -> Any:
    return json.loads(msgspec.json.encode(face_evidence()))


def pointers(response: TestResponse) -> dict[str, str]:
    assert (response.status_code, kind(response)) == (422, "invalid"), response.text
    return {one["pointer"]: one["detail"] for one in json.loads(response.data)["errors"]}


def filled(code: str, **changes: Any) -> Submission:
    """A right case of that item, or of that package with all its parts."""
    offer = OFFERS[code]
    first = offer.variants[0] if isinstance(offer, ServiceItem) and offer.variants else None
    answers = dict(first.answers) if first else {}
    taken = as_answered(offer, answers) if isinstance(offer, ServiceItem) else offer
    inside = [ITEMS[one.item_code] for one in offer.items] if isinstance(offer, Package) else []
    right = msgspec.structs.replace(
        OFFLINE,
        submission_id=uuid7(),
        service_item_code=code,
        item_version=offer.version,
        form_version=offer.form_version,
        form=answers | right_answers(taken.form),
        materials=(),
        attachments=scans(taken.materials),
        signature_png="iVBORw0KGgo=",
        parts=tuple(Part(uuid7(), one.code, one.version) for one in inside),
    )
    return msgspec.structs.replace(right, **changes)


@pytest.mark.parametrize("code", [item.code for item in SEED.items if item.offline.allowed and item.for_people])
def test_right_answers_are_received(bench: Bench, code: str) -> None:
    response = put(bench, filled(code))
    assert response.status_code == 201, response.text
    assert json.loads(response.data)["state"] == "SUBMITTED"


@pytest.mark.parametrize("code", [code for code in OFFERS if code not in ITEMS or ITEMS[code].for_people])
def test_right_answers_of_a_person_who_is_there_are_received(bench: Bench, code: str) -> None:
    session = bench.ask("POST", "/v1/sessions", {"person": applicant(), "evidence": encoded_evidence()}).json
    assert session is not None
    there = msgspec.structs.replace(face_evidence(), session_id=session["sessionId"])
    response = put(bench, filled(code, evidence=there, captured_offline=False))
    assert response.status_code == 201, response.text
    answer, offer = json.loads(response.data), OFFERS[code]
    if isinstance(offer, Package):
        assert [one["serviceItemCode"] for one in answer["parts"]] == [one.item_code for one in offer.items]
    else:
        at_once = {"APPROVED", "REJECTED"} if offer.guide.instant else {"ACCEPTED"}
        assert answer["state"] in (at_once if offer.guide.immediate else {"SUBMITTED"})


@pytest.mark.parametrize(
    ("changes", "pointer", "detail"),
    [
        ({"form": {**OFFLINE.form, "kind": "holiday"}}, "/form/kind", "enum"),
        ({"form": {**OFFLINE.form, "phone": "12"}}, "/form/phone", "pattern"),
        ({"form": {**OFFLINE.form, "start": "2026-02-30"}}, "/form/start", "format"),
        ({"form": {**OFFLINE.form, "start": "2020-01-01"}}, "/form/start", "future"),
        ({"form": {**OFFLINE.form, "remark": "长" * 101}}, "/form/remark", "maxLength"),
        ({"form": {**OFFLINE.form, "other": "x"}}, "/form", "additionalProperties"),
        ({"form": {"kind": "work", "city": "990200", "phone": "19900000001"}}, "/form/start", "required"),
        ({"applicant": {**applicant(), "kind": "passport"}}, "/applicant/kind", "enum"),
        ({"applicant": {**applicant(), "number": "1"}}, "/applicant/number", "pattern"),
        ({"service_item_code": "no-such"}, "/serviceItemCode", "enum"),
        ({"materials": ({"materialCode": "passport", "provision": "SCAN"},)}, "/materials/0/materialCode", "enum"),
        ({"attachments": (attachment("passport"),)}, "/attachments/0/materialCode", "enum"),
    ],
)
def test_one_wrong_place_is_pointed_at(bench: Bench, changes: dict[str, Any], pointer: str, detail: str) -> None:
    wanted = msgspec.structs.replace(OFFLINE, submission_id=uuid7(), **changes)
    assert pointers(put(bench, wanted)) == {pointer: detail}
    assert bench.control("submissions").json == {
        "count": 0,
        "distinctContents": 0,
        "equalContents": 0,
        "submissions": [],
    }


def test_a_scan_that_is_asked_for_must_be_there(bench: Bench) -> None:
    wanted = msgspec.structs.replace(filled("yb-mzbx"), attachments=())
    assert pointers(put(bench, wanted)) == {"/attachments": "contains invoice"}


def test_a_scan_must_be_what_its_digest_says(bench: Bench) -> None:
    wrong = msgspec.structs.replace(attachment(), digest_sha256="0" * 64)
    wanted = msgspec.structs.replace(filled("yb-mzbx"), attachments=(wrong,))
    assert pointers(put(bench, wanted)) == {"/attachments/0/digestSha256": "const"}


def test_a_signature_that_is_asked_for_must_be_there(bench: Bench) -> None:
    wanted = msgspec.structs.replace(filled("mz-gljt"), signature_png=None)
    assert pointers(put(bench, wanted)) == {"/signaturePng": "required"}


def test_who_cannot_draw_confirms_by_a_key_and_only_who_is_verified(bench: Bench) -> None:
    at = "2026-07-12T09:41:00+08:00"
    unsigned = filled("mz-gljt", evidence=signature_evidence(), signature_png=None, confirmed_at=at)
    assert pointers(put(bench, unsigned)) == {"/signaturePng": "required"}, "nobody was verified"
    session = bench.ask("POST", "/v1/sessions", {"person": applicant(), "evidence": encoded_evidence()}).json
    assert session is not None
    there = msgspec.structs.replace(face_evidence(), session_id=session["sessionId"])
    verified = msgspec.structs.replace(filled("mz-gljt", evidence=there, captured_offline=False), signature_png=None)
    assert pointers(put(bench, verified)) == {"/signaturePng": "required"}
    confirmed = msgspec.structs.replace(verified, confirmed_at=at)
    assert put(bench, confirmed).status_code == 201


def test_a_document_that_the_item_does_not_take_is_refused(bench: Bench) -> None:
    wanted = msgspec.structs.replace(filled("mz-gljt"), applicant={**applicant(), "kind": "hmt"})
    assert pointers(put(bench, wanted)) == {"/applicant/kind": "enum"}


def test_an_item_that_needs_the_line_is_not_taken_offline(bench: Bench) -> None:
    wanted = msgspec.structs.replace(
        OFFLINE,
        submission_id=uuid7(),
        service_item_code="zm-cbzm",
        item_version="1",
        form_version="1",
        form={"months": "6"},
        materials=(),
    )
    assert pointers(put(bench, wanted)) == {"/capturedOffline": "const"}


def test_the_id_in_the_body_is_the_id_in_the_path(bench: Bench) -> None:
    body = encoded(OFFLINE)
    path = f"/v1/submissions/{uuid7()}"
    digest = hashlib.sha256(body).hexdigest()
    headers = bench.headers("PUT", path, body, X_Manifest_Digest=digest, Idempotency_Key=OFFLINE.submission_id)
    assert pointers(bench.send("PUT", path, body, headers)) == {"/submissionId": "const"}


def test_a_wrong_manifest_digest_is_refused(bench: Bench) -> None:
    response = put(bench, filled("jg-lxfs"), X_Manifest_Digest="0" * 64)
    assert (response.status_code, kind(response)) == (401, "digest-wrong")


def test_numbers_count_up_over_the_day(bench: Bench) -> None:
    numbers = [json.loads(put(bench, filled("jg-lxfs")).data)["projectNo"] for _ in range(3)]
    assert numbers == ["SL20260712000001", "SL20260712000002", "SL20260712000003"]


def test_the_first_answer_is_201_and_every_later_one_200_with_the_same_body(bench: Bench) -> None:
    wanted = filled("jg-lxfs")
    first, second = put(bench, wanted), put(bench, wanted)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.data == second.data


def test_every_write_is_in_the_raw_log_also_the_refused_one(bench: Bench) -> None:
    wanted = filled("jg-lxfs")
    put(bench, wanted)
    put(bench, wanted)
    put(bench, msgspec.structs.replace(wanted, form={"phone": "19900000002"}))
    writes = bench.control("writes").json
    assert writes is not None
    statuses = [one["status"] for one in writes["writes"] if one["method"] == "PUT"]
    assert statuses == [201, 200, 409]


def test_the_receipts_link_leads_to_the_state_and_to_no_person(bench: Bench) -> None:
    answer = json.loads(put(bench, filled("jg-lxfs")).data)
    page = bench.send("GET", answer["lookupUrl"].removeprefix("http://localhost"), None, {})
    assert page.status_code == 200
    assert answer["projectNo"] in page.text
    assert applicant()["name"] not in page.text
    assert bench.send("GET", "/q/unknown", None, {}).status_code == 404


def test_in_a_variant_only_what_it_needs_is_asked_for(bench: Bench) -> None:
    """The tenant brings the landlord's document, which the landlord need not."""
    landlord = filled("ba-fwzl")
    assert landlord.form["role"] == "landlord"
    assert put(bench, landlord).status_code == 201
    tenant = filled("ba-fwzl", form={**landlord.form, "role": "tenant"})
    assert pointers(put(bench, tenant)) == {"/attachments": "contains landlord"}


def test_what_another_variant_asks_for_is_too_much(bench: Bench) -> None:
    case = filled("ga-sfzbl")
    assert case.form["reason"] == "lost"
    session = bench.ask("POST", "/v1/sessions", {"person": applicant(), "evidence": encoded_evidence()}).json
    assert session is not None
    there = msgspec.structs.replace(face_evidence(), session_id=session["sessionId"])
    too_much = {**case.form, "reason": "damaged"}
    response = put(bench, filled("ga-sfzbl", form=too_much, evidence=there, captured_offline=False))
    assert pointers(response) == {"/form": "additionalProperties"}


@pytest.mark.parametrize(
    ("code", "variant"), [(item.code, one.code) for item in SEED.items for one in item.variants], ids="-".join
)
def test_right_answers_are_received_in_every_variant(bench: Bench, code: str, variant: str) -> None:
    taken = in_variant(ITEMS[code], variant)
    assert taken is not None
    answers = {**taken.variant.answers, **right_answers(taken.form)}
    session = bench.ask("POST", "/v1/sessions", {"person": applicant(), "evidence": encoded_evidence()}).json
    assert session is not None
    there = msgspec.structs.replace(face_evidence(), session_id=session["sessionId"])
    papers = scans(taken.materials)
    wanted = filled(code, form=answers, attachments=papers, evidence=there, captured_offline=False)
    assert put(bench, wanted).status_code == 201


def test_a_case_of_another_region_is_its_authoritys_and_no_others(bench: Bench) -> None:
    session = bench.ask("POST", "/v1/sessions", {"person": applicant(), "evidence": encoded_evidence()}).json
    assert session is not None
    there = msgspec.structs.replace(face_evidence(), session_id=session["sessionId"])
    right = filled("sb-kgs", evidence=there, captured_offline=False)
    ours = put(bench, right)
    assert (ours.status_code, json.loads(ours.data).get("department")) == (201, None)
    form = {**right.form, "issuedIn": "990300"}
    for region in (None, "990200", "999999"):
        wrong = msgspec.structs.replace(right, submission_id=uuid7(), form=form, handled_in=region)
        assert pointers(put(bench, wrong)) == {"/handledIn": "const"}
    theirs = put(bench, msgspec.structs.replace(wrong, handled_in="990300"))
    assert theirs.status_code == 201, theirs.text
    assert json.loads(theirs.data)["department"]["zh-Hans"].startswith("演示市")


def test_a_case_that_is_taken_for_one_place_alone_is_handed_nowhere_else(bench: Bench) -> None:
    wanted = filled("yb-ydjy", handled_in="990200")
    assert pointers(put(bench, wanted)) == {"/handledIn": "const"}
