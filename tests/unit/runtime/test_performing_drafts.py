"""A form kept for another day and taken up elsewhere: the real client, a real socket, the sandbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.domain.offers import Joint, in_variant, offer, toggled
from kiosk.domain.submission import UploadRef, Way
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.events import matters as own
from kiosk.flows.memory import Filling, Memory
from kiosk.forms.layout import lay_out
from kiosk.platform_api.wire import Draft, KeptDraft
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking
from kiosk.runtime.performing.casework import Casework
from kiosk.runtime.performing.drafts import Drafts, draft_rows, opened
from tests.platform_stand import SandboxStand, sandbox_stand
from tests.runtime_stand import CATALOGUE, NOON, Ear, desk, form_of, item, memory_at_form, settings

CODE, JPEG, TODAY = "yb-mzbx", b"a page that was photographed", dt.date(2026, 7, 12)


class Room:
    """A sandbox, a terminal, and the person of p01 with a form half filled in."""

    def __init__(self, stand: SandboxStand, at: Desk) -> None:
        self.stand, self.desk, self.ear = stand, at, Ear()
        self.desk._client = stand.platform
        self.asking = Asking(at)
        self.drafts = Drafts(at, self.asking, lambda: form_of(CODE))
        memory = memory_at_form(CODE, way=Way.FACE)
        self.asking.open_session(memory, self.ear.scope)
        opened = self.ear.last(on.SessionOpened)
        memory = put(memory, "identity", session_id=opened.session_id, token=opened.token)
        answers = {**memory.filling.answers, "visited": "2026-07-01", "amount": "120.5", "invoice": "scanned"}
        self.memory = put(memory, "filling", answers=answers, scans={"invoice": JPEG}, page=1)

    def keep(self, memory: Memory | None = None) -> own.DraftKept:
        self.ear.heard.clear()
        self.drafts.keep(memory or self.memory, self.ear.scope)
        return self.ear.last(own.DraftKept)

    def whole(self, draft_id: str) -> KeptDraft:
        assert self.asking.session is not None
        return self.stand.platform.resume_draft(self.asking.session, draft_id)

    def after(self, kept: own.DraftKept) -> Memory:
        return put(self.memory, "keeping", draft_id=kept.draft_id, revision=kept.revision, kept=kept.kept)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with sandbox_stand(tmp_path) as stand, desk(settings(tmp_path), ManualClock(NOON)) as at:
        made = Room(stand, at)
        yield made
        made.ear.scope.close()


def test_a_draft_holds_what_was_filled_in_and_nothing_of_the_card(room: Room) -> None:
    kept = room.keep()
    draft = room.whole(kept.draft_id).draft
    assert draft.form == {"visited": "2026-07-01", "amount": 120.5, "phone": "19900000001"}
    assert (draft.page, kept.revision, kept.until) == (1, 1, "2026-08-11")
    (page,) = draft.uploads
    assert page.material_code == "invoice"
    assert room.stand.platform.upload_offset(page.upload_id) == len(JPEG)
    assert "2026-07-01" not in repr(kept)


def test_kept_again_it_is_the_next_revision_and_no_page_travels_twice(room: Room) -> None:
    first = room.keep()
    second = room.keep(put(room.after(first), "filling", answers={**room.memory.filling.answers, "amount": "9"}))
    assert (second.draft_id, second.revision) == (first.draft_id, 2)
    assert second.kept == first.kept
    assert room.whole(first.draft_id).draft.form["amount"] == 9


def test_a_first_try_whose_answer_was_lost_is_gone_on_from(room: Room) -> None:
    first = room.keep()
    again = room.keep(put(room.memory, "filling", page=0))
    assert (again.draft_id, again.revision) == (first.draft_id, 2), "one form is one draft"


def test_a_draft_of_a_variant_is_gone_on_with_in_that_variant(room: Room) -> None:
    whole = offer(CATALOGUE, "gjj-dktq")
    assert whole is not None
    taken = in_variant(whole, "bank")
    assert taken is not None
    memory = replace(room.memory, item=taken, filling=Filling(answers={"contractNo": "HT-000001"}))
    room.drafts._form = lambda: lay_out(taken.form)
    draft = room.whole(room.keep(memory).draft_id)
    assert draft.draft.form == {"loanKind": "bank", "contractNo": "HT-000001"}
    again = opened(draft, CATALOGUE, TODAY)
    assert isinstance(again, own.DraftOpened)
    assert again.item == taken
    assert again.answers == {"contractNo": "HT-000001"}


def test_what_was_left_out_of_a_package_stays_left_out(room: Room) -> None:
    whole = offer(CATALOGUE, "yjs-zf")
    assert isinstance(whole, Joint)
    less = toggled(whole, "ga-jzz")
    assert less.left_out == ("ga-jzz",)
    room.drafts._form = lambda: lay_out(less.form)
    draft = room.whole(room.keep(replace(room.memory, item=less, filling=Filling(answers={}))).draft_id)
    again = opened(draft, CATALOGUE, TODAY)
    assert isinstance(again, own.DraftOpened)
    assert again.item == less


def test_another_terminal_that_went_on_is_not_written_over(room: Room) -> None:
    kept = room.keep()
    room.keep(room.after(kept))
    room.drafts.keep(put(room.after(kept), "filling", page=0), room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == "platform.conflict"


def test_without_a_session_nothing_is_kept(room: Room) -> None:
    room.asking._session = None
    room.drafts.keep(room.memory, room.ear.scope)
    assert room.ear.last(own.NotDone).fault == "platform.step-up"


def test_what_was_kept_is_opened_where_it_was_left_and_handed_in_under_its_id(room: Room) -> None:
    kept = room.keep()
    room.drafts.open(put(room.memory, "matters", chosen=kept.draft_id), room.ear.scope)
    found = room.ear.last(own.DraftOpened)
    assert found.answers == {
        "visited": "2026-07-01",
        "amount": "120.5",
        "phone": "19900000001",
        "invoice": "scanned",
    }
    assert (found.page, found.older_form, found.kept) == (1, False, kept.kept)
    work = Casework(room.desk)
    work.form = form_of(CODE)
    memory = put(room.after(kept), "filling", answers=found.answers, scans={})
    work.store_case(memory, room.ear.scope)
    assert room.ear.last(on.Enqueued).submission_id == kept.draft_id
    claimed = room.desk.outbox.claim(1e12)
    assert claimed is not None
    assert claimed.attachments == (), "the page lies at the platform already"
    answer = room.stand.platform.put_submission(kept.draft_id, claimed.payload)
    assert answer.state == "SUBMITTED"


def test_a_page_photographed_anew_takes_the_place_of_the_one_that_was_kept(room: Room) -> None:
    kept = room.keep()
    work = Casework(room.desk)
    work.form = form_of(CODE)
    work.store_case(put(room.after(kept), "filling", scans={"invoice": b"a better page"}), room.ear.scope)
    room.ear.last(on.Enqueued)
    claimed = room.desk.outbox.claim(1e12)
    assert claimed is not None
    assert [one.size for one in claimed.attachments] == [len(b"a better page")]
    assert kept.kept["invoice"].upload_id not in claimed.payload.decode()


def test_a_draft_that_was_handed_in_is_listed_no_more_and_dropped(room: Room) -> None:
    kept, session = room.keep(), room.asking.session
    assert session is not None
    (row,) = draft_rows(room.stand.platform, session, CATALOGUE, ())
    assert (row.draft_id, row.until, row.offered) == (kept.draft_id, "2026-08-11", True)
    assert draft_rows(room.stand.platform, session, CATALOGUE, (kept.draft_id,)) == ()
    assert room.stand.platform.drafts(session).drafts == ()


def test_an_item_that_was_begun_before_is_known_when_it_is_begun_again(room: Room) -> None:
    kept = room.keep()
    room.drafts.look(room.memory, room.ear.scope)
    (row,) = room.ear.last(own.DraftsSeen).drafts
    assert (row.draft_id, row.item_code) == (kept.draft_id, CODE)
    assert "门诊" not in repr(row)


def test_thrown_away_it_is_gone(room: Room) -> None:
    kept, session = room.keep(), room.asking.session
    chosen = put(room.memory, "matters", chosen=kept.draft_id)
    room.drafts.drop(chosen, room.ear.scope)
    room.ear.hears(own.DraftDropped())
    assert session is not None
    assert room.stand.platform.drafts(session).drafts == ()
    room.drafts.open(chosen, room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == "platform.not-found"


# --- into the form of today -------------------------------------------------------------------------------
def draft(**changes: Any) -> KeptDraft:
    right = Draft("d1", CODE, item(CODE).version, item(CODE).form_version, {}, (), (), NOON.isoformat(), page=2)
    return KeptDraft(replace(right, **changes), 3, NOON.isoformat())


def test_it_opens_at_the_first_page_that_wants_something() -> None:
    found = opened(draft(form={"visited": "2026-07-01", "amount": 120}), CATALOGUE, TODAY)
    assert isinstance(found, own.DraftOpened)
    assert (found.page, found.answers) == (1, {"visited": "2026-07-01", "amount": "120"})


def test_questions_and_papers_that_are_no_more_are_left_out_and_said() -> None:
    page = UploadRef("u1", "no-such-paper", "image/jpeg", "0" * 64, 3)
    older = draft(form={"gone": "x", "invoice": "scanned"}, uploads=(page,), form_version="1")
    found = opened(older, CATALOGUE, TODAY)
    assert isinstance(found, own.DraftOpened)
    assert (found.answers, found.kept, found.older_form, found.revision) == ({}, {}, True, 3)


def test_a_service_that_is_no_more_is_said() -> None:
    assert opened(draft(service_item_code="nowhere"), CATALOGUE, TODAY) == own.NotDone("platform.gone")
    assert opened(draft(), None, TODAY) == own.NotDone("platform.gone")
