"""A package (一件事) goes into the outbox like any case: one submission, with a part for each item that was taken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.domain.offers import Joint, offer, toggled
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.memory import Memory
from kiosk.forms.layout import lay_out
from kiosk.platform_api import contract
from kiosk.runtime.performing.casework import Casework
from tests.runtime_stand import CATALOGUE, Ear, desk, memory_at_form, settings


def filled(*, online: bool) -> Memory:
    """A package of which one item was left out; one that is never begun without a line."""
    made = offer(CATALOGUE, "yjs-lh")
    assert isinstance(made, Joint)
    memory = replace(memory_at_form(online=online), item=toggled(made, "yb-jmcb"))
    given = {"work": "driver", "since": "2026-01-01", "base": "5000", "cycle": "year", "phone": "19900000001"}
    return put(memory, "filling", answers=given)


@pytest.mark.parametrize("online", [True, False])
def test_a_package_is_one_case_with_a_part_for_each_item(*, online: bool, tmp_path: Path) -> None:
    """Also where the line drops at the last button: the person was confirmed before, only the sending is late.

    Taken for a case from without a line, it would be refused: the platform never takes these so.
    """
    memory = filled(online=online)
    assert memory.item is not None
    assert not memory.item.offline.allowed
    with desk(settings(tmp_path)) as at:
        work, ear = Casework(at), Ear()
        work.form = lay_out(memory.item.form)
        work.store_case(memory, ear.scope)
        enqueued = ear.last(on.Enqueued)
        claimed = at.outbox.claim(1e12)
        assert claimed is not None
        body: dict[str, Any] = json.loads(claimed.payload)
    assert contract.wrongs("Submission", body) == ()
    assert (body["serviceItemCode"], body["form"]["base"], body["capturedOffline"]) == ("yjs-lh", 5000, False)
    assert [one["serviceItemCode"] for one in body["parts"]] == ["sb-jydj", "sb-lhjycb"]
    assert len({enqueued.submission_id, *(one["partId"] for one in body["parts"])}) == 3
