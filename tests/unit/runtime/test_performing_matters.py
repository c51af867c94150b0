"""One's own cases from both sides, and what was sent back: the real client, a real outbox, the sandbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.domain.ids import uuid7
from kiosk.domain.offers import Joint
from kiosk.domain.submission import Outcome, Part, Way
from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.events import matters as own
from kiosk.flows.matter_parts import Mending
from kiosk.flows.memory import Goal, Memory
from kiosk.platform_api import contract
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking
from kiosk.runtime.performing.casework import Casework
from kiosk.runtime.performing.matters import Matters
from kiosk.runtime.receipts import identity_pending
from kiosk.runtime.sending import SUBMISSION
from kiosk.runtime.sending_corrections import CORRECTION, correction_sender
from offline_cache.contract import JobState
from tests.platform_stand import (
    P03,
    SandboxStand,
    applicant,
    case,
    encoded,
    face_evidence,
    sandbox_stand,
    signature_evidence,
)
from tests.runtime_stand import NOON, Ear, answered, desk, memory_at_form, settings


class Room:
    """A sandbox, a terminal with an outbox, and the person of p01 with a session."""

    def __init__(self, stand: SandboxStand, at: Desk) -> None:
        self.stand, self.desk, self.ear = stand, at, Ear()
        self.desk._client = stand.platform
        self.asking = Asking(at)
        self.work, self.matters = Casework(at), Matters(at, self.asking)
        self.memory = memory_at_form(way=Way.FACE)

    def confirmed(self) -> Memory:
        """With a session at the platform."""
        self.asking.open_session(self.memory, self.ear.scope)
        opened = self.ear.last(on.SessionOpened)
        self.memory = put(self.memory, "identity", session_id=opened.session_id, token=opened.token)
        return self.memory

    def at_the_platform(self) -> str:
        """A case that was handed in elsewhere."""
        session = self.asking.session
        assert session is not None
        handed_in = case(face_evidence(session))
        self.stand.platform.put_submission(handed_in.submission_id, encoded(handed_in))
        return handed_in.submission_id

    def here(self, *, applicant_of: Any = None, **changes: Any) -> str:
        """A case that waits at this terminal."""
        changes |= {"applicant": applicant(applicant_of)} if applicant_of else {}
        waiting = case(changes.pop("evidence", face_evidence()), **changes)
        self.desk.outbox.enqueue(waiting.submission_id, SUBMISSION, encoded(waiting))
        return waiting.submission_id

    def listed(self) -> own.MattersFound:
        self.ear.heard.clear()
        self.matters.find(self.memory, self.ear.scope)
        return self.ear.last(own.MattersFound)

    def choose(self, matter: own.Matter) -> Memory:
        return put(self.memory, "matters", rows=(matter,), chosen=matter.submission_id)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with sandbox_stand(tmp_path) as stand, desk(settings(tmp_path), ManualClock(NOON)) as at:
        made = Room(stand, at)
        yield made
        made.ear.scope.close()


def test_both_sides_are_one_list_without_a_word_of_anybody_else(room: Room) -> None:
    room.confirmed()
    there, here = room.at_the_platform(), room.here()
    room.here(applicant_of=P03)
    found = room.listed()
    assert {one.submission_id: (one.state, one.outcome, one.here) for one in found.matters} == {
        there: ("SUBMITTED", Outcome.RECEIVED, False),
        here: ("QUEUED", Outcome.QUEUED, True),
    }
    assert found.asked
    assert all(one.item is not None and one.item.code == "yb-ydjy" for one in found.matters)
    assert "林晚舟" not in repr(found)


def test_a_package_that_waits_here_is_what_was_applied_for(room: Room) -> None:
    parts = (Part(uuid7(), "sb-jydj", "1"), Part(uuid7(), "sb-lhjycb", "1"))
    room.here(service_item_code="yjs-lh", parts=parts)
    (one,) = room.listed().matters
    assert isinstance(one.item, Joint)
    assert one.item.left_out == ("yb-jmcb",)


def test_the_word_of_the_platform_counts_whatever_the_outbox_believes(room: Room) -> None:
    room.confirmed()
    there = room.at_the_platform()
    waiting = case(face_evidence(), submission_id=there)
    job = room.desk.outbox.enqueue(there, SUBMISSION, encoded(waiting))
    room.stand.control("case", {"submissionId": there, "state": "ACCEPTED"})
    (one,) = room.listed().matters
    assert (one.state, one.outcome, one.here, one.reference) == ("ACCEPTED", Outcome.ACCEPTED, False, job.reference)


def test_without_a_session_one_sees_what_lies_here_and_what_was_last_heard(room: Room) -> None:
    waiting, done = room.here(), room.here()
    answer = {"submissionId": done, "serviceItemCode": "yb-ydjy", "state": "ACCEPTED", "text": {"zh-Hans": "已受理"}}
    room.desk.outbox.settle(done, json.dumps(answer).encode())
    found = room.listed()
    assert {one.submission_id: (one.state, one.here) for one in found.matters} == {
        waiting: ("QUEUED", True),
        done: ("ACCEPTED", True),
    }
    assert not found.asked


def test_a_platform_that_does_not_answer_leaves_what_lies_here_and_says_why(room: Room) -> None:
    room.confirmed()
    here = room.here()
    room.stand.control("trouble", {"status": 503, "statusTimes": 10})
    found = room.listed()
    assert ([one.submission_id for one in found.matters], found.asked) == ([here], False)
    assert room.ear.last(on.PlatformFailed).fault == "platform.busy"


def test_a_slip_says_of_the_identity_what_the_case_says_and_not_how_one_looked_it_up(room: Room) -> None:
    room.here(evidence=signature_evidence())
    (one,) = room.listed().matters
    assert one.identity_pending
    room.here()
    assert {matter.identity_pending for matter in room.listed().matters} == {True, False}
    memory = put(replace(room.memory, goal=Goal.PROGRESS), "identity", way=Way.SIGNATURE)
    for pending in (True, False):
        assert identity_pending(put(memory, "case", identity_pending=pending)) is pending


def test_what_was_never_sent_is_taken_back_here(room: Room) -> None:
    here = room.here()
    (one,) = room.listed().matters
    room.matters.withdraw(room.choose(one), room.ear.scope)
    assert room.ear.last(own.MatterChanged).matter.state == "WITHDRAWN"
    assert room.desk.outbox.get(here).state is JobState.WITHDRAWN
    assert room.listed().matters == (), "taken back, it is in neither list"


def test_what_is_being_sent_in_this_moment_is_not_taken_back_here(room: Room) -> None:
    here = room.here()
    (one,) = room.listed().matters
    room.desk.outbox.claim(1e12)
    room.matters.withdraw(room.choose(one), room.ear.scope)
    assert room.ear.last(own.NotDone).fault == "store.step-not-allowed"
    assert room.desk.outbox.get(here).state is JobState.SENDING


def test_what_the_platform_has_is_taken_back_there(room: Room) -> None:
    room.confirmed()
    there = room.at_the_platform()
    (one,) = room.listed().matters
    room.matters.withdraw(room.choose(one), room.ear.scope)
    assert room.ear.last(own.MatterChanged).matter.state == "WITHDRAWN"
    assert room.stand.platform.get_submission(there).state == "WITHDRAWN"


def test_a_decided_case_stays_decided(room: Room) -> None:
    room.confirmed()
    there = room.at_the_platform()
    (one,) = room.listed().matters
    room.stand.control("case", {"submissionId": there, "state": "COMPLETED"})
    room.matters.withdraw(room.choose(one), room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == "platform.refused"


# --- what was sent back -----------------------------------------------------------------------------------
def sent_back(room: Room) -> tuple[own.Matter, Memory]:
    """A case of which the start is to be answered anew, and the form with that question alone."""
    room.confirmed()
    there = room.at_the_platform()
    room.stand.control("case", {"submissionId": there, "state": "CORRECTION", "fields": ["start"]})
    (one,) = room.listed().matters
    assert one.asked is not None
    memory = put(room.memory, "filling", answers=dict(one.asked.given))
    memory = replace(memory, mending=Mending(there, one.asked))
    room.work.prepare_form(memory, room.ear.scope)
    prepared = room.ear.last(on.FormPrepared)
    assert (prepared.page_of, prepared.pages) == ({"start": 0}, 1)
    return one, memory


def test_what_is_asked_for_comes_with_what_was_answered(room: Room) -> None:
    one, _ = sent_back(room)
    assert one.asked is not None
    assert one.asked.given == {"start": "2026-08-01"}, "other answers are none of anybody's business"
    assert one.asked.due == "2026-07-22"
    assert "2026-08-01" not in repr(one)


def test_only_what_was_asked_for_is_handed_in_once_and_the_case_goes_on(room: Room) -> None:
    one, memory = sent_back(room)
    room.work.store_case(answered(memory, start="2026-08-15"), room.ear.scope)
    enqueued = room.ear.last(on.Enqueued)
    (waiting,) = room.listed().matters
    assert (waiting.state, waiting.answering) == ("CORRECTION", "queued")
    claimed = room.desk.outbox.claim(1e12)
    assert claimed is not None
    assert claimed.job.kind == CORRECTION
    body = json.loads(claimed.payload)
    assert contract.wrongs("CorrectionAnswer", body) == ()
    assert (body["form"], body["submissionId"]) == ({"start": "2026-08-15"}, one.submission_id)
    send = correction_sender(room.stand.platform)
    answer = json.loads(send(claimed, room.desk.outbox))
    assert (answer["state"], answer["submissionId"]) == ("SUBMITTED", one.submission_id)
    assert json.loads(send(claimed, room.desk.outbox)) == answer, "sent twice, it is one answer"
    room.desk.outbox.complete(enqueued.submission_id, msgspec.json.encode(answer))
    (done,) = room.listed().matters
    assert (done.state, done.answering, done.asked) == ("SUBMITTED", "", None)


def test_a_paper_is_brought_to_the_case_it_belongs_to(room: Room) -> None:
    room.memory = memory_at_form("yb-mzbx", way=Way.FACE)
    room.confirmed()
    asked = own.Asked("c1", Text("请补"), "2026-07-22", (), ("invoice",))
    memory = replace(room.memory, mending=Mending(room.at_the_platform(), asked))
    room.work.prepare_form(memory, room.ear.scope)
    assert room.ear.last(on.FormPrepared).page_of == {"invoice": 0}
    memory = put(memory, "filling", answers={"invoice": "scanned"}, scans={"invoice": b"a page"})
    room.work.store_case(memory, room.ear.scope)
    room.ear.last(on.Enqueued)
    claimed = room.desk.outbox.claim(1e12)
    assert claimed is not None
    body = json.loads(claimed.payload)
    (page,) = body["uploads"]
    assert (page["materialCode"], body["form"]) == ("invoice", {})
    with pytest.raises(Exception, match="platform"):
        correction_sender(room.stand.platform)(claimed, room.desk.outbox)  # nothing is asked for there
    assert room.stand.platform.upload_offset(page["uploadId"]) == len(b"a page")


def test_what_the_form_does_not_have_cannot_be_mended_at_a_terminal(room: Room) -> None:
    asked = own.Asked("c1", Text("请补"), "2026-07-22", ("start", "nowhere"))
    room.work.prepare_form(replace(room.memory, mending=Mending("s1", asked)), room.ear.scope)
    assert room.ear.last(on.FormBroken).fault == "form.malformed"
