"""Policies matched to a person by a platform, confirmed under one id; and their pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows.events import benefits as said
from kiosk.flows.memory import Memory
from kiosk.flows.parts import Benefits, Choosing
from kiosk.flows.screens import Screen
from kiosk.platform_api.memory.core import SHOP
from kiosk.runtime.performing.asking import Asking
from kiosk.runtime.performing.benefiting import Benefiting
from kiosk.runtime.present_informing import benefit_view
from kiosk.runtime.present_services import choices_view
from kiosk.runtime.scene import Scene
from tests.platform_stand import MemoryStand
from tests.runtime_stand import CATALOGUE, NOON, Ear, desk, settings

ROW = said.MatchRow("p1", Text("办法"), Text("局"), Text("补贴"), Text("符合"), "open", Text("等"), Text("卡"))


class Room:
    """Somebody whose session is open, or is not."""

    def __init__(self, asking: Asking, work: Benefiting, stand: MemoryStand) -> None:
        self.asking, self.work, self.stand = asking, work, stand

    def found(self) -> said.MatchRow:
        ear = Ear()
        self.work.find(Memory(), ear.scope)
        return ear.last(said.MatchesFound).matches[0]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with desk(settings(tmp_path)) as at:
        stand = MemoryStand()
        at._client = stand.platform  # type: ignore[assignment]  # the twin keeps the client's interface
        asking = Asking(at)
        asking._session = stand.open()
        yield Room(asking, Benefiting(at, asking), stand)
        at._client = None


def test_found_and_confirmed_and_again_is_the_same(room: Room) -> None:
    found = room.found()
    memory, ear = Memory(benefits=Benefits(chosen=found)), Ear()
    for _ in range(2):
        room.work.confirm(memory, ear.scope)
        assert ear.last(said.MatchConfirmed).match.number
    assert room.found().state == "confirmed"


def test_a_company_and_who_acts_for_it_confirm_apart(room: Room) -> None:
    own, shop = Memory(benefits=Benefits(chosen=room.found())), SHOP
    for memory in (own, Memory(benefits=Benefits(chosen=room.found(), organisation=shop))):
        ear = Ear()
        room.work.confirm(memory, ear.scope)
        assert ear.last(said.MatchConfirmed).match.state == "confirmed"
    ear = Ear()
    room.work.find(Memory(benefits=Benefits(organisation="91990101MA9000011P")), ear.scope)
    assert ear.last(on.PlatformFailed).fault == "platform.refused"


def test_what_was_confirmed_elsewhere_is_said(room: Room) -> None:
    memory, ear = Memory(benefits=Benefits(chosen=room.found())), Ear()
    room.work.confirm(memory, ear.scope)
    ear.last(said.MatchConfirmed)
    room.work._ids.clear()
    room.work.confirm(memory, ear.scope)
    ear.hears(said.ConfirmedBefore())


def test_nobody_is_asked_for_whom_no_session_is_open(room: Room) -> None:
    found = room.found()
    room.asking._session = None
    ear = Ear()
    room.work.confirm(Memory(), ear.scope)
    room.work.find(Memory(), ear.scope)
    room.work.confirm(Memory(benefits=Benefits(chosen=found)), ear.scope)
    ear.last(on.PlatformFailed)
    assert {type(one) for one in ear.heard} == {on.PlatformFailed}


def test_the_pages() -> None:
    memory = Memory(benefits=Benefits(matches=(ROW, replace(ROW, state="confirmed"))), choosing=Choosing("benefits"))
    scene = Scene(
        screen=Screen.CHOOSE, serial=1, memory=memory, catalogue=CATALOGUE, organisation="", terminal="A-03",
        hotline="12345", test_environment=True, clocks={}, idle_seconds=0, now=NOON,
    )  # fmt: skip
    assert [(row.title, row.status) for row in choices_view(scene).rows] == [("补贴", ""), ("补贴", "ok")]
    assert benefit_view(scene).benefit.title == ""
    for state, pending, phase in (("open", False, "open"), ("open", True, "confirming"), ("paused", False, "other")):
        chosen = Benefits(chosen=replace(ROW, state=state), pending=pending)
        shown = benefit_view(replace(scene, memory=replace(memory, benefits=chosen))).benefit
        assert (shown.phase, shown.pay_to) == (phase, "卡")
