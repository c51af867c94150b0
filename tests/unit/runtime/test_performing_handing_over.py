"""A draft goes to the desk by a code and comes back by another: the real client, a real socket, the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Way
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.events import matters as own
from kiosk.flows.memory import Memory
from kiosk.platform_api.wire import Draft, HandedOver, Handover, HandoverRedemption
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking
from kiosk.runtime.performing.drafts import Drafts
from kiosk.runtime.performing.handing_over import HandingOver
from tests.platform_stand import P03, SandboxStand, sandbox_stand
from tests.runtime_stand import NOON, Ear, desk, form_of, item, memory_at_form, settings

CODE, CLERK = "yb-mzbx", "s-02"


class Room:
    """A sandbox, a terminal, and the person of p01 with a form half filled in."""

    def __init__(self, stand: SandboxStand, at: Desk) -> None:
        self.stand, self.desk, self.ear = stand, at, Ear()
        at._client = stand.platform
        self.asking = Asking(at)
        self.drafts = Drafts(at, self.asking, lambda: form_of(CODE))
        self.handing = HandingOver(at, self.asking)
        memory = memory_at_form(CODE, way=Way.FACE)
        self.asking.open_session(memory, self.ear.scope)
        self.ear.last(on.SessionOpened)
        self.memory = put(memory, "filling", answers={**memory.filling.answers, "visited": "2026-07-01"})

    def laid_down(self) -> tuple[own.DraftKept, own.LaidDown]:
        self.drafts.keep(self.memory, self.ear.scope)
        kept = self.ear.last(own.DraftKept)
        self.memory = put(self.memory, "keeping", draft_id=kept.draft_id, revision=kept.revision)
        self.handing.lay_down(self.memory, self.ear.scope)
        return kept, self.ear.last(own.LaidDown)

    def at_the_desk(self, code: str) -> HandedOver:
        return self.stand.platform.redeem_handover(HandoverRedemption(code, CLERK))

    def handed_back(self, draft: Draft) -> Memory:
        laid = Handover(uuid7(), draft.service_item_code, "窗口帮着填了", account_id=CLERK, draft=draft)
        code = self.stand.platform.make_handover(laid).code
        return put(self.memory, "matters", code=code)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with sandbox_stand(tmp_path) as stand, desk(settings(tmp_path), ManualClock(NOON)) as at:
        made = Room(stand, at)
        yield made
        made.ear.scope.close()


def test_the_desk_gets_the_answers_and_the_person_gets_them_back_with_more(room: Room) -> None:
    kept, laid = room.laid_down()
    assert laid.until == "07-13 09:41"
    assert laid.code not in repr(laid)
    seen = room.at_the_desk(laid.code)
    assert seen.draft is not None
    assert seen.draft.draft.form["visited"] == "2026-07-01"
    assert "林晚舟" not in repr(seen.draft.draft.form)
    filled = replace(seen.draft.draft, form={**seen.draft.draft.form, "amount": 120.5}, based_on=1)
    room.handing.take_up(room.handed_back(filled), room.ear.scope)
    back = room.ear.last(own.DraftOpened)
    assert (back.draft_id, back.revision, back.staff) == (kept.draft_id, 2, CLERK)
    assert (back.answers["visited"], back.answers["amount"]) == ("2026-07-01", "120.5")


def test_another_person_with_the_code_does_not_get_what_is_somebodys(room: Room) -> None:
    _, laid = room.laid_down()
    seen = room.at_the_desk(laid.code).draft
    assert seen is not None
    memory = room.handed_back(replace(seen.draft, based_on=1))
    room.asking._session = room.stand.open(P03)
    room.handing.take_up(memory, room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == "platform.not-found"


def test_what_the_desk_began_becomes_the_persons_when_they_keep_it(room: Room) -> None:
    begun = Draft(uuid7(), CODE, item(CODE).version, item(CODE).form_version, {"amount": 9}, (), (), NOON.isoformat())
    room.handing.take_up(room.handed_back(begun), room.ear.scope)
    back = room.ear.last(own.DraftOpened)
    assert (back.draft_id, back.revision, back.staff) == (begun.draft_id, 0, CLERK)
    room.drafts.keep(put(room.memory, "keeping", draft_id=back.draft_id, revision=back.revision), room.ear.scope)
    assert room.ear.last(own.DraftKept).revision == 1


def test_a_code_is_good_once(room: Room) -> None:
    _, laid = room.laid_down()
    room.at_the_desk(laid.code)
    room.handing.take_up(put(room.memory, "matters", code=laid.code), room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == "platform.gone"


def test_without_a_session_nothing_is_taken_up_and_the_code_stays_good(room: Room) -> None:
    _, laid = room.laid_down()
    room.asking._session = None
    room.handing.take_up(put(room.memory, "matters", code=laid.code), room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == "platform.step-up"
    assert room.at_the_desk(laid.code).draft is not None


def test_a_matter_without_a_draft_is_nothing_to_fill_in(room: Room) -> None:
    code = room.stand.platform.make_handover(Handover(uuid7(), CODE, "来过窗口")).code
    room.handing.take_up(put(room.memory, "matters", code=code), room.ear.scope)
    assert room.ear.last(own.NotDone).fault == "platform.gone"


def test_what_was_not_kept_is_not_laid_down(room: Room) -> None:
    room.handing.lay_down(room.memory, room.ear.scope)
    assert room.ear.last(own.NotDone).fault == "platform.step-up"
