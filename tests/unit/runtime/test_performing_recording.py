"""Ratings in a real store: what is sealed is what the contract says, once for a case."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.domain.ids import belonging
from kiosk.flows import events as on
from kiosk.flows.memory import Case, Memory
from kiosk.flows.parts import Rating
from kiosk.flows.screens import Screen
from kiosk.platform_api import contract
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.recording import Recording
from kiosk.runtime.present_services import rating_view
from kiosk.runtime.scene import Scene
from tests.runtime_stand import CATALOGUE, NOON, Ear, desk, memory_at_form, settings

CASE = "0198c5a0-0000-7000-8000-000000000001"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Desk]:
    with desk(settings(tmp_path)) as made:
        yield made


def rated(*, online: bool = True, **more: Any) -> Memory:
    rating = replace(Rating(level="SATISFIED", tags=("412", "413"), words=" 字大 "), **more)
    return replace(memory_at_form(online=online), case=Case(submission_id=CASE), rating=rating)


@pytest.mark.parametrize("online", [True, False])
def test_a_rating_waits_in_the_outbox_as_the_contract_has_it(at: Desk, *, online: bool) -> None:
    ear = Ear()
    Recording(at).store_rating(rated(online=online), ear.scope)
    stored = ear.last(on.RecordStored)
    claimed = at.outbox.claim(1e12)
    assert claimed is not None
    body = json.loads(claimed.payload)
    assert contract.wrongs("Evaluation", body) == ()
    assert (claimed.job.kind, claimed.job.job_id, claimed.job.priority) == ("rating", stored.record_id, 9)
    assert (body["level"], body["tags"], body["text"]) == ("SATISFIED", ["412", "413"], "字大")
    assert (body["submissionId"], body["capturedOffline"], body["anonymous"]) == (CASE, not online, True)


def test_a_case_is_rated_once_whatever_is_said_later(at: Desk) -> None:
    first, second = Ear(), Ear()
    Recording(at).store_rating(rated(), first.scope)
    stored = first.last(on.RecordStored)
    Recording(at).store_rating(rated(level="DISSATISFIED", tags=("214",)), second.scope)
    assert second.last(on.RecordStored).record_id == stored.record_id
    assert [job.kind for job in at.outbox.jobs()] == ["rating"]
    assert json.loads(at.outbox.peek(stored.record_id).payload)["level"] == "SATISFIED"


def test_nothing_is_rated_without_a_case_or_a_level(at: Desk) -> None:
    for memory in (rated(level=""), replace(rated(), case=Case())):
        ear = Ear()
        Recording(at).store_rating(memory, ear.scope)
        assert ear.last(on.RecordNotStored).fault == "form.unacceptable"
    assert at.outbox.jobs() == ()


def test_a_store_that_cannot_be_opened_is_said(at: Desk) -> None:
    (at.settings.storage.state_dir).parent.mkdir(parents=True, exist_ok=True)
    at.settings.storage.state_dir.write_bytes(b"no folder")
    ear = Ear()
    Recording(at).store_rating(rated(), ear.scope)
    assert ear.last(on.RecordNotStored).fault.startswith("store.")


def test_the_id_of_a_rating_belongs_to_its_case() -> None:
    one = belonging(CASE, "rating FIRST")
    assert one == belonging(CASE, "rating FIRST")
    assert one[:13] == CASE[:13], "its time is that of the case"
    assert one[14] == "7"
    assert one[19] in "89ab"
    assert len({one, belonging(CASE, "rating SECOND"), belonging(CASE.replace("1", "2"), "rating FIRST")}) == 3


def test_the_page_shows_the_words_of_the_chosen_level() -> None:
    memory = rated()
    scene = Scene(
        screen=Screen.RATING, serial=1, memory=memory, catalogue=CATALOGUE, organisation="示例市", terminal="A-03",
        hotline="12345", test_environment=True, clocks={}, idle_seconds=0, now=NOON,
    )  # fmt: skip
    shown = rating_view(scene)
    assert [tag.code for tag in shown.tags] == ["406", "407", "408", "409", "410", "411", "412", "413"]
    assert [tag.code for tag in shown.tags if tag.chosen] == ["412", "413"]
    assert (shown.offered, shown.given) == (True, False)
    shown = rating_view(replace(scene, memory=replace(memory, rating=Rating(rated=(CASE,)))))
    assert (shown.offered, shown.given) == (False, True)
