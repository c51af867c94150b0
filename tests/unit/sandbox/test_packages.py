"""A package (一件事) is one submission: each part has its own state and 办件编号, and what may follow is told."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Part, Submission
from tests.platform_stand import NOW
from tests.unit.sandbox.conftest import SEED, Bench, kind
from tests.unit.sandbox.test_submissions import OFFLINE, pointers, put

PACKAGE = next(one for one in SEED.packages if one.code == "yjs-aj")
VERSIONS = {one.code: one.version for one in SEED.items}
NEEDED = tuple(one.item_code for one in PACKAGE.items if not one.optional)
ANSWERS = {
    "address": "示例市示例区甲子路1号",
    "moved": "2026-07-01",
    "origin": "990200",
    "months": 48,
    "phone": "19900000001",
}


def part(code: str, **changes: Any) -> Part:
    return msgspec.structs.replace(Part(uuid7(NOW), code, VERSIONS.get(code, "1")), **changes)


def package(*codes: str, **changes: Any) -> Submission:
    right = msgspec.structs.replace(
        OFFLINE,
        submission_id=uuid7(NOW),
        service_item_code=PACKAGE.code,
        item_version=PACKAGE.version,
        form_version=PACKAGE.form_version,
        form=ANSWERS,
        materials=(),
        signature_png="iVBORw0KGgo=",
        parts=tuple(part(code) for code in codes or NEEDED),
    )
    return msgspec.structs.replace(right, **changes)


def test_each_part_has_a_number_of_its_own_and_the_whole_has_one(bench: Bench) -> None:
    wanted = package()
    answer = put(bench, wanted)
    assert answer.json is not None
    assert (answer.status_code, answer.json["serviceItemCode"]) == (201, PACKAGE.code)
    parts = answer.json["parts"]
    assert [(one["partId"], one["serviceItemCode"]) for one in parts] == [
        (one.part_id, one.service_item_code) for one in wanted.parts
    ]
    numbers = {answer.json["projectNo"], *(one["projectNo"] for one in parts)}
    assert len(numbers) == 1 + len(parts)
    again = put(bench, wanted)
    assert (again.status_code, json.loads(again.data)) == (200, answer.json)


def test_what_is_optional_may_be_left_out_and_the_rest_may_not(bench: Bench) -> None:
    optional = next(one.item_code for one in PACKAGE.items if one.optional)
    assert put(bench, package(*NEEDED, optional)).status_code == 201
    assert pointers(put(bench, package(optional))) == {"/parts": f"contains {NEEDED[-1]}"}
    assert pointers(put(bench, package(*NEEDED, "no-such")))["/parts/2/serviceItemCode"] == "enum"


def test_no_part_is_there_twice(bench: Bench) -> None:
    assert pointers(put(bench, package(*NEEDED, NEEDED[0]))) == {"/parts": "uniqueItems"}
    same = package()
    parts = tuple(msgspec.structs.replace(one, part_id=same.parts[0].part_id) for one in same.parts)
    assert pointers(put(bench, msgspec.structs.replace(same, parts=parts))) == {"/parts": "uniqueItems"}


def test_item_or_version_that_is_gone_takes_the_package_with_it(bench: Bench) -> None:
    old = part(NEEDED[0], item_version="0"), part(NEEDED[1])
    for wanted in (package(parts=old), package(item_version="0"), package(form_version="0")):
        answer = put(bench, wanted)
        assert (answer.status_code, kind(answer)) == (410, "item-withdrawn")
    bench.control("withdraw", {"itemCode": NEEDED[0]})
    assert kind(put(bench, package())) == "item-withdrawn"


def test_item_alone_has_no_parts(bench: Bench) -> None:
    answer = put(bench, msgspec.structs.replace(OFFLINE, submission_id=uuid7(NOW), parts=(part(NEEDED[0]),)))
    assert pointers(answer) == {"/parts": "maxItems"}


@pytest.mark.parametrize(("code", "told"), [("voucher", True), ("dwelling", False)])
def test_material_that_may_follow_is_told_at_once(bench: Bench, code: str, told: bool) -> None:  # noqa: FBT001
    answer = put(bench, package(materials=({"materialCode": code, "provision": "DEFERRED"},)))
    if not told:
        assert pointers(answer) == {"/materials/0/provision": "enum"}
        return
    assert answer.json is not None
    (one,) = answer.json["deferredMaterials"]
    name = next(material.name for material in PACKAGE.materials if material.code == code)
    assert name.zh_hans in one["text"]["zh-Hans"]
    assert name.en is not None
    assert name.en in one["text"]["en"]
