"""A case somebody acts in for another: taken when both identities hold, pointed at where one does not."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from kiosk.domain.acting import Authorization, Relation
from kiosk.domain.submission import ActingPerson, Agent, Consent, PrincipalEvidence, Scope, Submission
from kiosk.platform_api.times import to_rfc3339
from tests.platform_stand import NOW, P01, P03, applicant, case, face_evidence, signature_evidence
from tests.unit.sandbox.conftest import Bench, kind
from tests.unit.sandbox.test_submissions import pointers, put

EVIDENCE = json.loads(msgspec.json.encode(face_evidence()))
SIGNATURE = "iVBORw0KGgo="
CONSENT = Consent("authorise", "2026-1", "0" * 64, to_rfc3339(NOW))


def for_another(evidence: Any = None, **changes: Any) -> Submission:
    """p01 acts for p03, who signed; the line is down unless there is a session."""
    offline = evidence is None
    made = case(evidence or signature_evidence(), applicant=applicant(P03) | {"birth": "1992-07-01"})
    agent = Agent(
        relation=Relation.AGENT,
        authorization_type=Authorization.POWER_OF_ATTORNEY,
        person=ActingPerson(P01.kind, P01.name, P01.number),
        scope=Scope(made.service_item_code, made.submission_id),
        principal_evidence=PrincipalEvidence(to_rfc3339(NOW), "05.03", SIGNATURE),
        consents=(CONSENT,),
        granted_at=to_rfc3339(NOW),
        valid_until=to_rfc3339(NOW + 24 * 3600),
    )
    return msgspec.structs.replace(made, captured_offline=offline, agent=msgspec.structs.replace(agent, **changes))


def test_case_for_another_is_taken_and_shown_as_one(bench: Bench) -> None:
    session = bench.ask("POST", "/v1/sessions", {"person": applicant(P01), "evidence": EVIDENCE}).json
    assert session is not None
    evidence = msgspec.structs.replace(face_evidence(), session_id=session["sessionId"])
    response = put(bench, for_another(evidence))
    assert response.status_code == 201, response.text
    shown = bench.control("submissions").json
    assert shown is not None
    assert shown["submissions"][0]["agent"] == {"relation": "agent", "authorizationType": "POWER_OF_ATTORNEY"}
    assert P01.name not in json.dumps(shown, ensure_ascii=False)


def test_session_of_the_principal_does_not_prove_who_acts(bench: Bench) -> None:
    session = bench.ask("POST", "/v1/sessions", {"person": applicant(P03), "evidence": EVIDENCE}).json
    assert session is not None
    evidence = msgspec.structs.replace(face_evidence(), session_id=session["sessionId"])
    response = put(bench, for_another(evidence))
    assert (response.status_code, kind(response)) == (403, "step-up-required")


def test_case_taken_while_the_line_was_down_is_taken_too(bench: Bench) -> None:
    response = put(bench, for_another())
    assert response.status_code == 201, response.text
    assert json.loads(response.data)["identityPending"] is True


@pytest.mark.parametrize(
    ("changes", "pointer", "rule"),
    [
        ({"person": ActingPerson(P03.kind, P03.name, P03.number)}, "/agent/person/number", "not"),
        ({"authorization_type": Authorization.STAFF_ASSIST}, "/agent/authorizationType", "const"),
        ({"scope": Scope("mz-gljt", "@")}, "/agent/scope/itemCode", "const"),
        ({"valid_until": to_rfc3339(NOW - 1)}, "/agent/validUntil", "maximum"),
        ({"valid_until": to_rfc3339(NOW + 48 * 3600)}, "/agent/validUntil", "maximum"),
        ({"granted_at": to_rfc3339(NOW + 60)}, "/agent/validUntil", "maximum"),
        (
            {"principal_evidence": PrincipalEvidence(to_rfc3339(NOW))},
            "/agent/principalEvidence/signaturePng",
            "required",
        ),
    ],
)
def test_second_identity_that_does_not_hold_is_pointed_at(
    bench: Bench, changes: dict[str, Any], pointer: str, rule: str
) -> None:
    wanted = for_another(**changes)
    agent = wanted.agent
    assert agent is not None
    if agent.scope.submission_id == "@":
        scope = Scope(agent.scope.item_code, wanted.submission_id)
        wanted = msgspec.structs.replace(wanted, agent=msgspec.structs.replace(agent, scope=scope))
    assert pointers(put(bench, wanted)) == {pointer: rule}


def test_authorisation_for_one_case_is_none_for_the_next(bench: Bench) -> None:
    first, second = for_another(), for_another()
    wanted = msgspec.structs.replace(second, agent=first.agent)
    assert pointers(put(bench, wanted)) == {"/agent/scope/submissionId": "const"}


@pytest.mark.parametrize(
    ("birth", "relation", "right"),
    [
        ("2016-01-01", Relation.GUARDIAN, True),
        ("2016-01-01", Relation.AGENT, False),
        ("1992-07-01", Relation.GUARDIAN, False),
        ("soon", Relation.GUARDIAN, False),
    ],
)
def test_guardian_is_for_minors_and_for_nobody_else(
    bench: Bench, birth: str, relation: Relation, *, right: bool
) -> None:
    rests = Authorization.GUARDIAN if relation is Relation.GUARDIAN else Authorization.POWER_OF_ATTORNEY
    wanted = for_another(relation=relation, authorization_type=rests)
    wanted = msgspec.structs.replace(wanted, applicant=applicant(P03) | {"birth": birth})
    response = put(bench, wanted)
    if right:
        assert response.status_code == 201, response.text
    else:
        assert pointers(response) == {"/agent/relation": "const"}


def test_shown_evidence_says_what_liveness_stood_behind_the_face(bench: Bench) -> None:
    session = bench.ask("POST", "/v1/sessions", {"person": applicant(P01), "evidence": EVIDENCE}).json
    assert session is not None
    evidence = msgspec.structs.replace(face_evidence(), session_id=session["sessionId"])
    put(bench, for_another(evidence))
    shown = bench.control("submissions").json
    assert shown is not None
    assert shown["submissions"][0]["evidence"]["face"] == {
        "decision": "accept", "liveness": "active-only", "challenges": ["blink", "turn-left"], "attempts": 1,
    }  # fmt: skip
