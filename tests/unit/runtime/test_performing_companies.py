"""For whom somebody may act is asked of the platform; what is handed in then is the company's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kiosk.domain.submission import OrganisationRole
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.events.organisations import CompaniesFound
from kiosk.flows.memory import Memory
from kiosk.forms.layout import lay_out
from kiosk.platform_api import contract
from kiosk.platform_api.wire import PersonRef
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.performing.asking import Asking
from kiosk.runtime.performing.casework import Casework, known_of
from kiosk.runtime.performing.companies import Companies
from tests.platform_stand import sandbox_stand
from tests.runtime_stand import NOON, Ear, desk, item, memory_at_form, settings
from tests.ui.complaint_views import SEED
from tests.ui.together_views import ROWS

FOOD = SEED.companies[0]


def acting() -> Memory:
    memory = replace(memory_at_form(), item=item("nj-qynb"))
    return put(memory, "company", rows=ROWS, code=FOOD.code)


def test_the_platform_says_for_whom(tmp_path: Path) -> None:
    agent = next(one for one in SEED.people.values() if one.person_id == FOOD.agents[0])
    with sandbox_stand(tmp_path) as stand, desk(settings(tmp_path), ManualClock(NOON)) as at:
        at._client = stand.platform
        asking, ear = Asking(at), Ear()
        companies = Companies(at, asking)
        companies.find(Memory(), ear.scope)
        assert ear.last(on.PlatformFailed).fault == "platform.step-up"
        asking._session = stand.open(PersonRef(agent.kind, agent.names[0], agent.number))
        companies.find(Memory(), ear.scope)
        (row,) = ear.last(CompaniesFound).rows
    assert (row.ref.credit_code, row.ref.role) == (FOOD.code, OrganisationRole.AUTHORISED_AGENT)
    assert [one.status for one in row.papers] == ["valid"]
    assert FOOD.name not in repr(row)


def test_its_code_and_address_need_not_be_typed() -> None:
    known = known_of(acting())
    assert (known["profile.creditCode"], known["profile.companyAddress"]) == (FOOD.code, FOOD.address)


def test_the_case_is_the_companys(tmp_path: Path) -> None:
    figures = {"year": "2025", "state": "open", "turnover": "1", "profit": "1", "staff": "1", "publish": "yes"}
    told = {"creditCode": FOOD.code, "postal": FOOD.address, "phone": "19900000001"}
    memory = put(acting(), "filling", answers=figures | told)
    with desk(settings(tmp_path)) as at:
        work, ear = Casework(at), Ear()
        work.form = lay_out(item("nj-qynb").form)
        work.store_case(memory, ear.scope)
        ear.last(on.Enqueued)
        claimed = at.outbox.claim(1e12)
        assert claimed is not None
        body: dict[str, Any] = json.loads(claimed.payload)
    assert contract.wrongs("Submission", body) == ()
    assert body["organisation"] == {"creditCode": FOOD.code, "name": FOOD.name, "role": "LEGAL_REPRESENTATIVE"}
