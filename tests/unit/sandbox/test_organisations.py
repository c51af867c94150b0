"""法人: the platform names for whom somebody may act, and takes no case of an organisation from anybody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.submission import OrganisationRef, OrganisationRole
from kiosk.platform_api.wire import PersonRef
from kiosk.sandbox.groups.organisations import organisation_wrong
from kiosk.sandbox.seed import Seed
from tests.platform_stand import case, sandbox_stand, signature_evidence

SEED = Seed()
FOOD = SEED.companies[0]
ITEMS = {item.code: item for item in SEED.items}


class World:
    """As much of a world as is looked at."""

    seed = SEED


def number_of(person_id: str) -> str:
    return next(one.number for one in SEED.people.values() if one.person_id == person_id)


def wrong(person_id: str, role: OrganisationRole, item: str = "nj-qynb", **changes: Any) -> dict[str, str]:
    who = {"kind": "resident", "name": "某人", "number": number_of(person_id)}
    ref = OrganisationRef(changes.pop("code", FOOD.code), changes.pop("name", FOOD.name), role)
    made = case(signature_evidence(), applicant=who, organisation=ref)
    world: Any = World
    return {one.pointer: one.rule for one in organisation_wrong(world, made, (ITEMS[item],))}


def test_a_legal_representative_and_an_authorised_agent_may() -> None:
    assert wrong(FOOD.legal, OrganisationRole.LEGAL_REPRESENTATIVE) == {}
    assert wrong(FOOD.agents[0], OrganisationRole.AUTHORISED_AGENT) == {}


@pytest.mark.parametrize(
    ("person", "role", "changes"),
    [
        ("p01", OrganisationRole.AUTHORISED_AGENT, {}),
        (FOOD.agents[0], OrganisationRole.LEGAL_REPRESENTATIVE, {}),
        (FOOD.legal, OrganisationRole.AUTHORISED_AGENT, {}),
        (FOOD.legal, OrganisationRole.LEGAL_REPRESENTATIVE, {"name": "示例市另一个公司"}),
        (FOOD.legal, OrganisationRole.LEGAL_REPRESENTATIVE, {"code": "92990101MA00000234"}),
    ],
)
def test_nobody_else_may_and_not_by_another_right(
    person: str, role: OrganisationRole, changes: dict[str, Any]
) -> None:
    assert wrong(person, role, **changes) == {"/organisation": "enum"}


def test_what_is_only_for_people_is_not_for_a_company() -> None:
    assert wrong(FOOD.legal, OrganisationRole.LEGAL_REPRESENTATIVE, "yb-ydjy") == {"/serviceItemCode": "const"}


def test_what_is_for_another_kind_of_organisation_is_not_for_a_company() -> None:
    assert wrong(FOOD.legal, OrganisationRole.LEGAL_REPRESENTATIVE, "nj-mbfq") == {"/serviceItemCode": "const"}


def test_what_is_only_for_companies_is_not_for_a_person() -> None:
    world: Any = World
    alone = case(signature_evidence())
    (found,) = organisation_wrong(world, alone, (ITEMS["nj-qynb"],))
    assert (found.pointer, found.rule) == ("/organisation", "required")
    assert organisation_wrong(world, alone, (ITEMS["ba-spba"],)) == []


def test_the_platform_names_for_whom_one_may_act(tmp_path: Path) -> None:
    food = SEED.people[number_of(FOOD.agents[0])]
    with sandbox_stand(tmp_path) as stand:
        assert stand.platform.organisations(stand.open()).organisations == ()
        (found,) = stand.platform.organisations(
            stand.open(PersonRef(food.kind, food.names[0], food.number))
        ).organisations
    assert (found.credit_code, found.role) == (FOOD.code, OrganisationRole.AUTHORISED_AGENT)
    (paper,) = found.licences
    assert (paper.status, paper.holders) == ("valid", (FOOD.name,))
