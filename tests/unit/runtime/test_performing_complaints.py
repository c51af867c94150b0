"""Complaints in a real store, and what the platform answers to them: as the contract says, and nobody's name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows.events.services import ComplaintReceived, RecordRefused
from kiosk.flows.memory import Memory, Surroundings
from kiosk.flows.parts import Choosing, Complaint
from kiosk.flows.screens import Screen
from kiosk.platform_api import contract
from kiosk.platform_api.wire import ComplaintState
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.recording import Recording
from kiosk.runtime.present_services import choices_view, complaint_view, words_view
from kiosk.runtime.scene import Scene
from tests.runtime_stand import CATALOGUE, NOON, Ear, desk, settings

CASE = "0198c5a0-0000-7000-8000-000000000001"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Desk]:
    with desk(settings(tmp_path)) as made:
        yield made


def memory(*, online: bool = True, **more: Any) -> Memory:
    complaint = Complaint("complaint", "terminal", reasons=("slow", "slip"), words=" 等了两次 ")
    around = Surroundings(online=online, today=NOON.date().isoformat())
    return Memory(around=around, complaint=replace(complaint, **more))


def sealed(at: Desk, said: Memory) -> dict[str, Any]:
    ear = Ear()
    Recording(at).store_complaint(said, ear.scope)
    stored = ear.last(on.RecordStored)
    claimed = at.outbox.claim(1e12)
    assert claimed is not None
    assert (claimed.job.kind, claimed.job.job_id) == ("complaint", stored.record_id)
    assert stored.reference
    body: dict[str, Any] = json.loads(claimed.payload)
    assert contract.wrongs("Complaint", body) == ()
    return body


def test_without_a_number_there_is_no_contact(at: Desk) -> None:
    body = sealed(at, memory())
    assert (body["title"], body["content"]) == ("投诉：这台自助终端", "凭条打不出来；等太久；等了两次")
    assert (body["channel"], body["capturedOffline"]) == ("complaint", False)
    assert not {"contact", "itemCode", "submissionId"} & set(body)


def test_a_number_needs_no_name_and_the_matter_is_named(at: Desk) -> None:
    more = {"channel": "unable-to-handle", "about": "item", "item_code": "yb-ydjy", "reasons": ("papers",)}
    body = sealed(at, memory(online=False, words="", phone="19900000001", submission_id=CASE, **more))
    assert body["contact"] == {"name": "未留姓名", "phone": "19900000001"}
    assert (body["title"], body["content"]) == ("办不成事：异地就医备案", "材料一次没说清")
    assert (body["itemCode"], body["submissionId"], body["capturedOffline"]) == ("yb-ydjy", CASE, True)


def test_a_second_try_is_the_same_complaint(at: Desk) -> None:
    recording, ids = Recording(at), set()
    for _ in range(2):
        ear = Ear()
        recording.store_complaint(memory(), ear.scope)
        ids.add(ear.last(on.RecordStored).record_id)
    assert len(ids) == 1
    assert len(at.outbox.jobs()) == 1


@pytest.mark.parametrize("refused", [False, True])
def test_what_becomes_of_it_is_told_once(at: Desk, *, refused: bool) -> None:
    ear = Ear()
    sealed(at, memory())
    job = at.outbox.jobs()[0].job_id
    Recording(at).watch_complaint(memory(record_id=job), ear.scope)
    if refused:
        at.outbox.set_aside(job, "platform.refused")
        assert ear.last(RecordRefused).fault == "platform.refused"
    else:
        answer = ComplaintState(
            job, "GD20260712000001", "received", Text("已收到"), NOON.isoformat(), NOON.isoformat()
        )
        at.outbox.complete(job, msgspec.json.encode(answer))
        assert ear.last(ComplaintReceived).number == "GD20260712000001"
    ear.scope.close()


def scene(said: Memory) -> Scene:
    return Scene(
        screen=Screen.CHOOSE, serial=1, memory=said, catalogue=CATALOGUE, organisation="示例市", terminal="A-03",
        hotline="12345", test_environment=True, clocks={}, idle_seconds=0, now=NOON,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "online", "outcome"),
    [
        ({}, True, "waiting"),
        ({"settled": True, "record_id": "r"}, True, "sent"),
        ({"settled": True, "record_id": "r"}, False, "queued"),
        ({"number": "GD1", "record_id": "r", "settled": True}, True, "received"),
        ({"fault": "platform.refused", "record_id": "r", "settled": True}, True, "held"),
        ({"fault": "store.full", "settled": True}, True, "failed"),
    ],
)
def test_the_page_says_no_more_than_is_known(*, more: dict[str, Any], online: bool, outcome: str) -> None:
    shown = complaint_view(scene(memory(online=online, **more)))
    assert shown.outcome == outcome
    assert [row.code for row in shown.reasons if row.chosen] == ["slip", "slow"]


def test_the_lists_come_from_the_catalogue() -> None:
    about = choices_view(scene(replace(memory(), choosing=Choosing("complaint-about"))))
    assert [row.key for row in about.rows][:3] == ["terminal", "people", "theme.sb"]
    assert len(about.rows) == len(CATALOGUE.themes) + 3
    items = choices_view(scene(replace(memory(theme="yb"), choosing=Choosing("complaint-item"))))
    assert items.subject == "医保"
    assert "item.yb-ydjy" in [row.key for row in items.rows]
    assert items.rows[-1].key == "theme"
    assert choices_view(scene(memory())).rows == ()
    assert words_view(scene(memory())).about == "complaint"
    assert words_view(scene(Memory())).about == "rating"
