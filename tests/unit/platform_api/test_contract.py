"""openapi.yaml holds together, and code and contract say the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest
from jsonschema import Draft202012Validator
from schemathesis.specs.openapi.definitions import OPENAPI_31

from kiosk.domain import across
from kiosk.domain import catalogue as domain
from kiosk.domain import submission as case
from kiosk.platform_api import contract, wire
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import BASE, Problem, ProblemType, problem
from kiosk.platform_api.times import from_rfc3339, to_rfc3339
from kiosk.sandbox.application import HANDLERS

SCHEMAS: dict[str, Any] = contract.document()["components"]["schemas"]
STRUCTS: dict[str, type[msgspec.Struct]] = {
    **{name: kind for name, kind in vars(wire).items() if isinstance(kind, type) and issubclass(kind, wire.Wire)},
    "Problem": Problem,
    "Evidence": case.Evidence,
    "FaceEvidence": case.FaceEvidence,
    "Consent": case.Consent,
    "Attachment": case.Attachment,
    "Agent": case.Agent,
    "Submission": case.Submission,
    "OrganisationRef": case.OrganisationRef,
    "Catalogue": domain.Catalogue,
    "Theme": domain.Theme,
    "ServiceItem": domain.ServiceItem,
    "Guide": domain.Guide,
    "OfflinePolicy": domain.OfflinePolicy,
    "Material": domain.Material,
    "LicenceType": domain.LicenceType,
    "Variant": domain.Variant,
    "Across": across.Across,
    "Handler": across.Handler,
    "Video": domain.Video,
    "Package": domain.Package,
    "PackageItem": domain.PackageItem,
    "GuideQuestion": domain.GuideQuestion,
    "GuideAnswer": domain.GuideAnswer,
    "RatingTag": domain.RatingTag,
    "Place": domain.Place,
    "CertificateType": domain.CertificateType,
    "UploadRef": case.UploadRef,
    "Part": case.Part,
}
del STRUCTS["Wire"]


def test_it_is_openapi_3_1() -> None:
    """By the schema of the specification itself (spec.openapis.org/oas/3.1), which the contract tool carries."""
    assert contract.document()["openapi"].startswith("3.1")
    described = Draft202012Validator(OPENAPI_31)
    assert list(described.iter_errors(contract.document())) == []
    assert list(described.iter_errors({**contract.document(), "info": {}}))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema_and_described(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["description"]
    for prop, described in SCHEMAS[name].get("properties", {}).items():
        assert "$ref" in described or described.get("description") or prop == "x", f"{name}.{prop}"


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_every_reference_leads_somewhere() -> None:
    for reference in references(contract.document()):
        place: Any = contract.document()
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]
        assert place


def test_every_schema_is_used() -> None:
    used = {reference.rsplit("/", 1)[1] for reference in references(contract.document())}
    assert set(SCHEMAS) - used == {"ProblemType"}


@pytest.mark.parametrize("name", STRUCTS)
def test_struct_and_schema_have_the_same_names(name: str) -> None:
    fields = {one.encode_name: one for one in msgspec.structs.fields(STRUCTS[name])}
    described = SCHEMAS[name]
    assert set(fields) == set(described["properties"]), name
    must = {key for key, one in fields.items() if one.required}
    assert must <= set(described.get("required", ())), name


def test_what_we_do_not_know_is_let_pass() -> None:
    assert not [name for name, kind in STRUCTS.items() if kind.__struct_config__.forbid_unknown_fields]
    said = b"""{"paymentId": "p", "state": "HALF_PAID", "text": {"zh-Hans": "a", "fr": "b"}, "amount": "1.00",
        "createdAt": "x", "serverTime": "y", "colour": "green"}"""
    assert msgspec.json.decode(said, type=wire.Payment).state == "HALF_PAID"


def nullable(described: dict[str, Any]) -> bool:
    kinds = described.get("type")
    return "null" in kinds if isinstance(kinds, list) else {"type": "null"} in described.get("oneOf", [])


@pytest.mark.parametrize("name", STRUCTS)
def test_struct_and_schema_agree_where_there_may_be_nothing(name: str) -> None:
    """What may be null is read; what is written as null may be."""
    for one in msgspec.structs.fields(STRUCTS[name]):
        described = SCHEMAS[name]["properties"][one.encode_name]
        takes_none = one.type is Any or type(None) in get_args(one.type)
        assert takes_none or not nullable(described), one.name
        left_out = STRUCTS[name].__struct_config__.omit_defaults and not one.required
        assert left_out or not takes_none or nullable(described), one.name


BARE = {"MaterialRef", "Applicant", "Form", "FormField", "Text"}
"""Kept as dictionaries, or, like a text in three languages, with a type that knows more than its names."""


def test_every_object_of_the_contract_has_a_type() -> None:
    objects = {name for name, described in SCHEMAS.items() if described.get("type") == "object"}
    inner = {"FieldProblem", "Purpose"}
    assert objects - set(STRUCTS) - inner == BARE


def test_every_operation_has_a_handler_and_the_reverse() -> None:
    assert {one.name for one in contract.operations()} == set(HANDLERS)


ASKING = {
    "listEarlierUploads",
    "findIdentityWays",
    "listReviews",
    "listSubmissions",
    "listDrafts",
    "listLicences",
    "listOrganisations",
    "readLicenceFields",
    "verifyLicence",
    "matchPolicies",
    "listBills",
    "listSlots",
    "listAppointments",
}
"""They ask with POST, because what they ask for has no place in a URL, and change nothing."""
UNSIGNED = {"getTime", "showPhonePage", "sendFromPhone"}
"""The clock, and what a citizen's phone does."""


def test_every_write_carries_an_idempotency_key() -> None:
    for one in contract.operations():
        wants = one.method not in {"GET", "HEAD"} and one.name not in ASKING
        assert ("Idempotency-Key" in one.headers) == wants, one.name


def test_all_is_signed_and_names_its_terminal_but_the_clock_and_a_phone() -> None:
    for one in contract.operations():
        assert one.signed == (one.name not in UNSIGNED)
        assert ("X-Terminal-Id" in one.headers) == one.signed


def test_operations_have_names_of_their_own() -> None:
    names = [one.name for one in contract.operations()]
    assert len(set(names)) == len(names)


def test_no_path_holds_anything_of_a_person() -> None:
    """Ids, codes, days and numbers of pages; and one word in a query, the version of a catalogue."""
    safe = {"Uuid7", "OpaqueId", "Code", "Date", "LedgerKind", "PageNumber", "PageToken"}
    for one in contract.operations():
        named = {parameter.name: parameter for parameter in one.parameters if parameter.place == "path"}
        assert set(re.findall(r"\{(\w+)\}", one.template)) == set(named), one.name
        assert {str(parameter.schema["$ref"]).rsplit("/", 1)[1] for parameter in named.values()} <= safe
    asked = {
        parameter.name for one in contract.operations() for parameter in one.parameters if parameter.place == "query"
    }
    assert asked == {"since"}


def test_every_error_is_a_problem() -> None:
    for one in contract.operations():
        assert one.answers["default"] == (None if one.method == "HEAD" else "Problem"), one.name
        assert all(status == "default" or int(status) < 400 for status in one.answers), one.name


@pytest.mark.parametrize(
    ("name", "value", "fine"),
    [
        ("uploadId", "0190a8a0-0000-7000-8000-000000000000", True),
        ("uploadId", "0190a8a0-0000-4000-8000-000000000000", False),
        ("Upload-Offset", "0", True),
        ("Upload-Offset", "-1", False),
        ("Upload-Offset", "one", False),
        ("Tus-Resumable", "1.0.0", True),
        ("Tus-Resumable", "0.2.2", False),
    ],
)
def test_parameters_are_checked_as_they_stand_in_a_request(name: str, value: str, fine: bool) -> None:  # noqa: FBT001
    patch = next(one for one in contract.operations() if one.name == "continueUpload")
    parameter = next(one for one in patch.parameters if one.name == name)
    assert (contract.parameter_wrongs(parameter, value) == ()) == fine


def test_problem_types_are_the_same_in_code_and_contract() -> None:
    assert [one.value for one in ProblemType] == SCHEMAS["ProblemType"]["enum"]
    for one in ProblemType:
        assert contract.wrongs("Problem", json.loads(msgspec.json.encode(problem(one, 422, "x")))) == ()


def test_examples_are_valid() -> None:
    for name, described in SCHEMAS.items():
        for example in described.get("examples", []):
            assert contract.wrongs(name, example) == (), name


def test_a_path_finds_its_operation() -> None:
    found = contract.operation("PUT", "/v1/submissions/0190a8a0-0000-7000-8000-000000000000")
    assert found is not None
    assert found.name == "putSubmission"
    assert contract.operation("PUT", "/v1/submissions/a/b") is None
    assert contract.operation("PATCH", "/v1/catalogue") is None


def test_pointers_are_escaped() -> None:
    assert contract.pointer(["a/b", 0, "~"]) == "/a~1b/0/~0"


def test_faults_have_codes_of_their_own_and_say_what_helps() -> None:
    assert len({fault.code for fault in PlatformFault}) == len(PlatformFault)
    assert all(fault.code.startswith("platform.") and len(fault.remedy) > 20 for fault in PlatformFault)


def test_an_error_tells_its_fault_and_no_more() -> None:
    stated = msgspec.structs.replace(problem(ProblemType.INVALID, 422, "秘密"), detail="秘密")
    text = str(PlatformError(PlatformFault.REFUSED, stated)) + repr(PlatformError(PlatformFault.REFUSED, stated))
    assert "platform.refused" in text
    assert "秘密" not in text
    assert stated.type == BASE + "invalid"


def test_what_carries_personal_data_prints_as_its_name() -> None:
    person = wire.PersonRef("resident", "林晚舟", "99010119850314002X")
    assert repr(person) == "PersonRef(…)"
    assert "林晚舟" not in repr(wire.IdentityQuestion(person))


def test_times_go_there_and_back() -> None:
    assert to_rfc3339(1_783_820_460.25) == "2026-07-12T09:41:00.250+08:00"
    assert from_rfc3339("2026-07-12T01:41:00.250Z") == 1_783_820_460.25
    with pytest.raises(ValueError, match="offset"):
        from_rfc3339("2026-07-12T09:41:00")
    with pytest.raises(ValueError, match="soon"):
        from_rfc3339("soon")
