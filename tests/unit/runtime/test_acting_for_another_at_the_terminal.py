"""Two people in one case: what is sealed, what is prefilled, what the pages say; the session notes the consent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.domain.acting import Relation
from kiosk.domain.person import DocumentKind, Person
from kiosk.domain.submission import Outcome, Way
from kiosk.flows import events as on
from kiosk.flows.memory import Acting, Memory
from kiosk.flows.screens import Screen
from kiosk.platform_api import contract
from kiosk.runtime.performing.asking import consent_to
from kiosk.runtime.performing.casework import Casework, known_of
from kiosk.runtime.performing.representing import agent_of
from kiosk.runtime.present import present
from kiosk.runtime.present_form import check_view
from kiosk.runtime.receipts import receipt_of
from kiosk.runtime.scene import Scene
from tests.platform_stand import MemoryStand
from tests.runtime_stand import (
    CATALOGUE,
    NOON,
    PERSON,
    Ear,
    answered,
    desk,
    form_of,
    item,
    memory_at_form,
    settings,
)
from tests.session_bench import Bench

PRINCIPAL = Person(
    DocumentKind.RESIDENT, "测试国", "990101195001010010", "1950-01-01", sex="1", valid_to="2040-01-01"
)
CASE = "0198c5a0-0000-7000-8000-000000000009"


def acting(relation: Relation = Relation.AGENT, signature: bytes = b"png") -> Memory:
    consent = consent_to("guardian" if relation is Relation.GUARDIAN else "authorise", NOON)
    given = Acting(relation, PRINCIPAL, "05.03", signature, (consent,))
    return replace(memory_at_form(), acting=given)


def scene(screen: Screen, memory: Memory) -> Scene:
    return Scene(
        screen=screen, serial=1, memory=memory, catalogue=CATALOGUE, organisation="示例市", terminal="A-03",
        hotline="12345", test_environment=True, clocks={}, idle_seconds=0, now=NOON, form=form_of(),
    )  # fmt: skip


def test_agent_of_a_case_says_who_for_what_on_what_and_until_when() -> None:
    agent = agent_of(acting(), CASE)
    assert agent is not None
    told: dict[str, Any] = json.loads(msgspec.json.encode(agent))
    assert (told["relation"], told["authorizationType"]) == ("agent", "POWER_OF_ATTORNEY")
    assert told["person"] == {"kind": "resident", "name": PERSON.name, "number": PERSON.number}
    assert told["scope"] == {"itemCode": "yb-ydjy", "submissionId": CASE}
    assert (told["grantedAt"], told["validUntil"]) == ("2026-07-12T09:41:00+08:00", "2026-07-13T09:41:00+08:00")
    assert told["principalEvidence"]["signaturePng"] == "cG5n"
    assert told["consents"][0]["purpose"] == "authorise"
    assert PRINCIPAL.name not in repr(agent)
    assert PERSON.name not in repr(agent)


def test_guardian_declares_and_no_child_signs() -> None:
    agent = agent_of(acting(Relation.GUARDIAN, b""), CASE)
    assert agent is not None
    assert agent.principal_evidence.signature_png is None
    assert agent.consents[0].purpose == "guardian"


def test_who_acts_for_oneself_is_no_agent() -> None:
    assert agent_of(memory_at_form(), CASE) is None
    assert agent_of(replace(acting(), acting=replace(acting().acting, consents=())), CASE) is None


def test_form_knows_the_principals_card_and_nothing_shared_of_the_agent() -> None:
    known = known_of(acting())
    assert known["card.number"] == PRINCIPAL.number
    assert not [name for name in known if name.startswith("profile.")]


def test_every_later_page_shows_both_names_masked() -> None:
    view = present(scene(Screen.FORM, acting()))
    assert view.chrome.service == "异地就医备案 · 林*舟 代 测*国"
    before = replace(acting(), identity=replace(acting().identity, person=None))
    assert present(scene(Screen.CARD, before)).chrome.service == "异地就医备案 · 代 测*国"


def test_check_page_names_who_acts_beside_whose_case_it_is() -> None:
    rows = check_view(scene(Screen.CHECK, acting())).sections[0].rows
    assert rows[0].label == "替他办的人"
    assert rows[0].value.startswith("林晚舟 9901")
    assert rows[0].value.count("*") >= 10
    assert not any(
        row.label == "替他办的人" for row in check_view(scene(Screen.CHECK, memory_at_form())).sections[0].rows
    )


def test_slip_is_the_principals() -> None:
    memory = acting()
    memory = replace(memory, case=replace(memory.case, outcome=Outcome.RECEIVED, project_no="SL1"))
    receipt = receipt_of(memory, scene(Screen.RECEIPT, memory))
    assert receipt is not None
    assert receipt.masked_name == "测*国"


@pytest.mark.parametrize(
    ("relation", "authorised", "whose"),
    [
        (None, False, ""),
        (Relation.AGENT, False, "principal"),
        (Relation.STAFF, True, "agent"),
        (Relation.GUARDIAN, False, "child"),
        (Relation.GUARDIAN, True, "guardian"),
    ],
)
def test_card_page_says_whose_card_is_wanted(relation: Relation | None, authorised: bool, whose: str) -> None:  # noqa: FBT001
    consents = (consent_to("authorise", NOON),) if authorised else ()
    memory = replace(memory_at_form(), acting=Acting(relation=relation, consents=consents))
    assert present(scene(Screen.CARD, memory)).card.whose == whose


@pytest.mark.parametrize(("relation", "purpose"), [("agent", "authorise"), ("guardian", "guardian")])
def test_session_notes_what_was_agreed_to(relation: str, purpose: str) -> None:
    bench = Bench()
    try:
        bench.at(Screen.HOME)
        bench.do(on.ItemOpened(item()))
        bench.at(Screen.ITEM)
        bench.do(on.StartedForOther())
        bench.at(Screen.WHOSE)
        bench.do(on.RelationChosen(relation))
        bench.at(Screen.CARD)
        born = "2016-01-01" if relation == "guardian" else "1950-01-01"
        bench.notes.tell(on.CardRead(replace(PRINCIPAL, birth=born), b""))
        bench.until(lambda view: view.card.phase.value == "done")
        bench.clock.pass_time(1.5)
        view = bench.at(Screen.AUTHORISE)
        assert (view.acting.relation, view.acting.masked_name) == (relation, "测*国")
        bench.do(on.Authorised(b"png"))
        bench.until(lambda view: view.screen is Screen.CARD and view.card.whose in {"agent", "guardian"})
        assert [one.purpose for one in bench.session._memory.acting.consents] == [purpose]
    finally:
        bench.session.stop()


@pytest.mark.parametrize("relation", [Relation.AGENT, Relation.STAFF])
def test_platform_takes_the_case_as_it_is_sealed(tmp_path: Path, relation: Relation) -> None:
    """As the contract says, with the agent's session and the principal as applicant."""
    stand = MemoryStand()
    session = stand.open()
    memory = acting(relation)
    memory = answered(replace(memory, identity=replace(memory.identity, session_id=session.session_id, way=Way.FACE)))
    ear = Ear()
    with desk(settings(tmp_path)) as at:
        work = Casework(at)
        work.form = form_of()
        work.store_case(memory, ear.scope)
        stored = ear.last(on.Enqueued)
        claimed = at.outbox.claim(1e12)
        assert claimed is not None
        ear.scope.close()
    body = json.loads(claimed.payload)
    assert contract.wrongs("Submission", body) == ()
    assert body["applicant"]["number"] == PRINCIPAL.number
    assert body["agent"]["person"]["number"] == PERSON.number
    assert body["agent"]["scope"]["submissionId"] == stored.submission_id
    assert body["evidence"]["way"] == "face"
    assert stand.platform.put_submission(stored.submission_id, claimed.payload).project_no
