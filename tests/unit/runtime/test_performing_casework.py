"""The case: laid out, checked, sealed into a real store, watched; what is sealed is what the contract says."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.domain.person import DocumentKind
from kiosk.domain.submission import Outcome, Submission, Way
from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.memory import Case, Memory
from kiosk.platform_api import contract
from kiosk.platform_api.wire import SubmissionAnswer
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.casework import Casework, known_of
from offline_cache.contract import Attachment, Blame, Handling, Job, Link, StoreError, StoreFault
from offline_cache.outbox import Outbox
from offline_cache.wakeup import Waker
from tests.platform_stand import MemoryStand
from tests.runtime_stand import CATALOGUE, NOON, PERSON, Ear, answered, desk, form_of, memory_at_form, settings, until

PNG = b"\x89PNG not really"


class Room:
    """One who does the casework, and what is in the store."""

    def __init__(self, at: Desk) -> None:
        self.desk, self.ear = at, Ear()
        self.work = Casework(at)
        self.work.form = form_of()

    def stored(self, memory: Memory) -> tuple[on.Enqueued, dict[str, Any]]:
        """Store the case; the answer, and what was sealed."""
        self.work.store_case(memory, self.ear.scope)
        enqueued = self.ear.last(on.Enqueued)
        claimed = self.desk.outbox.claim(1e12)
        assert claimed is not None
        assert claimed.job.job_id == enqueued.submission_id
        body: dict[str, Any] = json.loads(claimed.payload)
        assert contract.wrongs("Submission", body) == ()
        return enqueued, body

    def queued(self) -> tuple[str, Memory]:
        """A case in the store, and a session that has heard so."""
        self.work.store_case(answered(memory_at_form()), self.ear.scope)
        enqueued = self.ear.last(on.Enqueued)
        case = Case(enqueued.submission_id, enqueued.reference, stored_at=enqueued.at)
        return enqueued.submission_id, replace(answered(memory_at_form()), case=case)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with desk(settings(tmp_path)) as at:
        made = Room(at)
        yield made
        made.ear.scope.close()


# --- the form ---------------------------------------------------------------------------------------------
def test_the_form_is_laid_out_with_what_is_known(room: Room) -> None:
    room.work.prepare_form(memory_at_form(), room.ear.scope)
    prepared = room.ear.last(on.FormPrepared)
    assert prepared.answers["number"] == PERSON.number
    assert prepared.sources["phone"] == "profile"
    assert (prepared.pages, prepared.page_of["phone"]) == (3, 2)
    assert PERSON.number not in repr(prepared)
    room.work.prepare_form(Memory(), room.ear.scope)
    assert len(room.ear.heard) == 1, "without an item there is nothing to lay out"


def test_a_broken_form_is_a_fault_and_no_crash(room: Room) -> None:
    memory = memory_at_form()
    assert memory.item is not None
    broken = replace(memory, item=replace(memory.item, form={"type": "object"}))
    room.work.prepare_form(broken, room.ear.scope)
    assert room.ear.last(on.FormBroken).fault == "form.malformed"


def test_a_page_is_checked_before_it_is_left(room: Room) -> None:
    page = put(memory_at_form(), "filling", page=1, answers={"city": "990200", "start": "2026-07-11"})
    room.work.check_page(page, room.ear.scope)
    (problem,) = room.ear.last(on.PageInvalid).problems
    assert (problem.name, problem.code) == ("start", "date-past")
    room.work.check_page(put(page, "filling", answers={"city": "990200", "start": "2026-07-12"}), room.ear.scope)
    room.ear.hears(on.PageValid())
    room.work.form = None
    room.work.check_page(page, room.ear.scope)
    assert len(room.ear.heard) == 2


def test_known_is_what_the_card_and_the_platform_say() -> None:
    known = known_of(memory_at_form())
    assert known["card.number"] == PERSON.number
    assert known["profile.phone"] == "19900000001"
    assert "card.name_latin" not in known
    assert known_of(Memory()) == {}


# --- into the store ---------------------------------------------------------------------------------------
def test_what_is_sealed_is_what_the_contract_says(room: Room) -> None:
    enqueued, body = room.stored(answered(memory_at_form(way=Way.FACE)))
    assert body["submissionId"] == enqueued.submission_id
    assert enqueued.reference.startswith("A03-")
    assert body["applicant"]["number"] == PERSON.number
    assert body["evidence"]["way"] == "face"
    assert body["evidence"]["samId"] == "05.03"
    assert body["form"]["city"] == "990200"
    assert body["capturedOffline"] is False
    assert body["materials"] == [
        {"materialCode": "id-card", "provision": "SHARED_DATA"},
        {"materialCode": "insured", "provision": "SHARED_DATA"},
    ]
    assert "signaturePng" not in body


def test_the_platform_takes_what_is_sealed(room: Room) -> None:
    stand = MemoryStand()
    session = stand.open()
    _, body = room.stored(answered(memory_at_form(way=Way.FACE, session_id=session.session_id)))
    answer = stand.platform.put_submission(body["submissionId"], json.dumps(body).encode())
    assert answer.project_no


def test_a_case_taken_while_the_line_is_down_says_so_and_carries_the_signature(room: Room) -> None:
    room.desk.links.write(Link(online=False, fault="platform.no-link", changed_at=1, checked_at=1, clock_offset=-1.5))
    memory = memory_at_form(online=False, way=Way.SIGNATURE, session_id=None, signature=PNG)
    _, body = room.stored(answered(memory))
    assert (body["capturedOffline"], body["clockOffsetMs"]) == (True, -1500)
    assert body["evidence"]["identity"] == "pending"
    assert body["signaturePng"]


def test_a_line_that_came_back_does_not_make_a_signature_the_platforms_word(room: Room) -> None:
    """Confirmed with card and signature while the line was down, handed in when it was up again: to be reviewed."""
    memory = put(answered(memory_at_form()), "identity", way=Way.SIGNATURE, signature=PNG, session_id=None, face=None)
    _, body = room.stored(memory)
    assert (body["capturedOffline"], body["evidence"]["identity"]) == (True, "pending")


def hang(over: threading.Event) -> None:
    over.wait(60)


def test_a_case_is_stored_however_many_questions_hang(room: Room) -> None:
    over = threading.Event()
    for _ in range(8):
        room.desk.later(lambda: hang(over))
    try:
        room.work.store_case(answered(memory_at_form()), room.ear.scope)
        room.ear.last(on.Enqueued)
    finally:
        over.set()


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_of_document_is_as_the_contract_says(room: Room, kind: DocumentKind) -> None:
    foreign = kind in {DocumentKind.FOREIGNER_2017, DocumentKind.FOREIGNER_2023}
    more = {"name_latin": "TEST ONE", "nationality": "UTO", "nation": None} if foreign else {}
    _, body = room.stored(answered(memory_at_form(way=Way.SMS, person=replace(PERSON, kind=kind, **more))))
    assert body["applicant"]["kind"] == kind.value
    assert ("nameLatin" in body["applicant"]) is foreign


def test_scanned_pages_are_stored_with_the_case_and_only_what_was_scanned(room: Room) -> None:
    room.work.form = form_of("yb-mzbx")
    answers = {"visited": "2026-07-01", "amount": "120.5", "invoice": "scanned", "phone": "19900000001"}
    memory = put(memory_at_form("yb-mzbx", way=Way.FACE), "filling", answers=answers, scans={"invoice": b"jpeg"})
    enqueued, body = room.stored(memory)
    assert body["form"]["amount"] == 120.5
    assert [one["materialCode"] for one in body["materials"]] == ["invoice"]
    (announced,) = body["uploads"]
    (stored,) = room.desk.outbox.peek(enqueued.submission_id).attachments
    assert (announced["materialCode"], announced["mediaType"], announced["size"]) == ("invoice", "image/jpeg", 4)
    assert (announced["uploadId"], announced["sha256"]) == (stored.attachment_id, stored.digest)
    assert room.desk.outbox.content(enqueued.submission_id, 0, 0) == b"jpeg"


def test_cases_of_one_person_about_one_item_keep_their_order(room: Room) -> None:
    for _ in range(2):
        room.work.store_case(answered(memory_at_form()), room.ear.scope)
        until(lambda: room.desk.outbox.stats()["queued"] != 0, "stored")
    until(lambda: room.desk.outbox.stats()["queued"] == 2, "both")
    assert room.desk.outbox.claim(1e12) is not None
    assert room.desk.outbox.claim(1e12) is None


def test_the_sender_is_woken(room: Room) -> None:
    room.desk.outbox.stats()
    with closing(Waker(room.desk.files.sync_socket)) as waker:
        room.work.store_case(answered(memory_at_form()), room.ear.scope)
        assert waker.wait(20)


def test_a_full_disk_acknowledges_nothing(room: Room) -> None:
    pages = room.desk.outbox.store.rows("PRAGMA page_count")[0][0]
    room.desk.outbox.store.run(f"PRAGMA max_page_count = {pages}")
    big = answered(memory_at_form(signature=b"\x89PNG" + b"x" * 200_000))
    room.work.store_case(big, room.ear.scope)
    assert room.ear.last(on.NotStored).fault == "store.full"
    assert room.desk.outbox.jobs() == ()


class SaysNo(Outbox):
    """The commit reaches the disk, the word of it does not come back; once."""

    said = False
    word: Exception = StoreError(StoreFault.FULL, "after the commit")

    def enqueue(
        self,
        job_id: str,
        kind: str,
        payload: bytes,
        attachments: Sequence[Attachment] = (),
        handling: Handling = Handling(),  # noqa: B008  frozen
    ) -> Job:
        job = super().enqueue(job_id, kind, payload, attachments, handling)
        if self.said:
            return job
        self.said = True
        raise self.word


NO_WORD_FOR_IT = pytest.param(OSError(28, "after the commit"), marks=pytest.mark.expects_warnings)


@pytest.mark.parametrize("word", [SaysNo.word, NO_WORD_FOR_IT])
def test_a_case_that_was_stored_although_the_store_said_no_is_not_stored_twice(room: Room, word: Exception) -> None:
    saying = SaysNo(room.desk.outbox.store, terminal_label="A03")
    saying.word = word
    vars(room.desk)["outbox"] = saying
    room.work.store_case(answered(memory_at_form()), room.ear.scope)
    room.ear.last(on.NotStored)
    room.work.store_case(answered(memory_at_form(), phone="19900000009"), room.ear.scope)
    stored = room.ear.last(on.Enqueued)
    assert [job.job_id for job in room.desk.outbox.jobs()] == [stored.submission_id]


def test_a_store_that_is_locked_acknowledges_nothing_and_takes_it_later(room: Room) -> None:
    room.desk.outbox.store.run("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(room.desk.files.outbox, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        room.work.store_case(answered(memory_at_form()), room.ear.scope)
        assert room.ear.last(on.NotStored).fault == "store.locked"
        other.execute("ROLLBACK")
    room.work.store_case(answered(memory_at_form()), room.ear.scope)
    room.ear.last(on.Enqueued)
    assert len(room.desk.outbox.jobs()) == 1


def test_answers_the_platform_would_refuse_are_not_stored(room: Room) -> None:
    room.work.store_case(answered(memory_at_form(), phone="12"), room.ear.scope)
    assert room.ear.last(on.NotStored).fault == "form.unacceptable"
    assert room.desk.outbox.jobs() == ()


@pytest.mark.expects_warnings
def test_a_mistake_of_ours_leaves_nobody_waiting(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    memory = put(answered(memory_at_form()), "identity", signature="no bytes")
    room.work.store_case(memory, room.ear.scope)
    room.ear.last(on.NotStored)
    room.desk._pool.shutdown(wait=True)
    assert "effect failed: TypeError" in caplog.text


def test_without_a_form_an_item_or_a_person_there_is_no_case(room: Room) -> None:
    whole = answered(memory_at_form())
    room.work.store_case(replace(whole, item=None), room.ear.scope)
    room.work.store_case(put(whole, "identity", person=None), room.ear.scope)
    room.work.form = None
    room.work.store_case(whole, room.ear.scope)
    room.work.watch_case(whole, room.ear.scope)
    room.desk._pool.shutdown(wait=True)
    assert room.ear.heard == [on.NotStored("form.malformed")] * 3, "nobody waits for ever on the submitting page"


# --- watched ----------------------------------------------------------------------------------------------
def answer(identifier: str, state: str = "ACCEPTED") -> bytes:
    return msgspec.json.encode(
        SubmissionAnswer(identifier, "yb-ydjy", state, Text("已受理"), "SL1", "2026-07-12T09:41:00+08:00")
    )


def heard(room: Room) -> list[tuple[Outcome, str | None]]:
    return [(event.outcome, event.fault) for event in room.ear.all(on.CaseAnswered)]


def test_an_answer_of_the_platform_is_told_once(room: Room) -> None:
    identifier, memory = room.queued()
    room.work.watch_case(memory, room.ear.scope)
    room.desk.outbox.claim(1e12)
    room.desk.outbox.complete(identifier, answer(identifier))
    told = room.ear.last(on.CaseAnswered)
    assert (told.outcome, told.project_no, told.text) == (Outcome.ACCEPTED, "SL1", "已受理")
    room.ear.scope.close()
    room.desk._pool.shutdown(wait=True)
    assert len(heard(room)) == 1


def test_while_it_is_on_its_way_for_the_first_time_nothing_is_said(room: Room) -> None:
    _, memory = room.queued()
    room.work.watch_case(memory, room.ear.scope)
    room.desk.outbox.claim(1e12)
    room.ear.scope.close()
    room.desk._pool.shutdown(wait=True)
    assert heard(room) == []


@pytest.mark.parametrize(
    ("blame", "fault", "outcome"),
    [
        (Blame.LINK, "platform.timeout", Outcome.SENT),
        (Blame.LINK, "platform.answer-lost", Outcome.SENT),
        (Blame.SERVER, "platform.server-down", Outcome.SENT),
        (Blame.NOT_SENT, "platform.no-link", Outcome.QUEUED),
        (Blame.NOT_SENT, "platform.busy", Outcome.QUEUED),
    ],
)
def test_sent_is_said_only_of_what_may_have_arrived(room: Room, blame: Blame, fault: str, outcome: Outcome) -> None:
    identifier, memory = room.queued()
    room.work.watch_case(memory, room.ear.scope)
    room.desk.outbox.claim(1e12)
    room.desk.outbox.postpone(identifier, fault, 0.0, blame)
    room.ear.last(on.CaseAnswered)
    assert heard(room) == [(outcome, fault)]


def test_a_first_try_that_may_have_arrived_is_not_forgotten_by_a_second_that_did_not(room: Room) -> None:
    identifier, memory = room.queued()
    room.desk.outbox.claim(1e12)
    room.desk.outbox.postpone(identifier, "platform.timeout", 0.0, Blame.LINK)
    room.desk.outbox.claim(1e12)
    room.desk.outbox.postpone(identifier, "platform.no-link", 0.0, Blame.NOT_SENT)
    room.work.watch_case(memory, room.ear.scope)
    assert room.ear.last(on.CaseAnswered).outcome is Outcome.SENT


def test_a_sender_that_died_over_it_may_have_sent_it(room: Room) -> None:
    _, memory = room.queued()
    room.desk.outbox.claim(1e12)
    room.desk.outbox.recover()
    room.work.watch_case(memory, room.ear.scope)
    told = room.ear.last(on.CaseAnswered)
    assert (told.outcome, told.fault) == (Outcome.SENT, "job.interrupted")


def test_a_page_that_said_sent_is_corrected_where_nothing_was(room: Room) -> None:
    _, memory = room.queued()
    room.work.watch_case(put(memory, "case", outcome=Outcome.SENT), room.ear.scope)
    assert room.ear.last(on.CaseAnswered).outcome is Outcome.QUEUED


@pytest.mark.parametrize("fault", ["platform.refused", "job.expired", "platform.bad-answer", "job.unsendable"])
def test_only_what_never_left_or_was_answered_with_no_has_failed(room: Room, fault: str) -> None:
    """Of the rest it may have all that was sent; who is told that nothing arrived applies once more."""
    identifier, memory = room.queued()
    room.work.watch_case(memory, room.ear.scope)
    if fault == "job.expired":
        room.desk.outbox.expire(1e12)
    else:
        room.desk.outbox.claim(1e12)
        room.desk.outbox.set_aside(identifier, fault)
    told, no = room.ear.last(on.CaseAnswered), fault in {"platform.refused", "job.expired"}
    assert (told.outcome, told.fault) == ((Outcome.FAILED, fault) if no else (Outcome.SENT, "job.unclear"))


def test_a_store_that_cannot_be_read_for_a_moment_changes_nothing(room: Room) -> None:
    identifier, memory = room.queued()
    unknown = put(memory, "case", submission_id="0198c5a0-0000-7000-8000-000000000000")
    room.work.watch_case(unknown, room.ear.scope)
    other = Ear()
    room.work.watch_case(memory, other.scope)
    room.desk.outbox.claim(1e12)
    room.desk.outbox.complete(identifier, answer(identifier, "RETURNED"))
    assert other.last(on.CaseAnswered).outcome is Outcome.FAILED
    other.scope.close()
    assert heard(room) == []


def test_nothing_of_the_person_is_in_the_names_and_reprs(room: Room) -> None:
    enqueued, body = room.stored(answered(memory_at_form()))
    again = msgspec.convert(body, Submission)
    for shown in (repr(enqueued), repr(again), str(list(room.desk.files.state_dir.rglob("*")))):
        assert PERSON.number not in shown
        assert PERSON.name not in shown
    assert CATALOGUE.item(again.service_item_code) is not None
    assert again.captured_at == NOON.isoformat(timespec="seconds")
    until(lambda: room.desk.outbox.stats()["sending"] == 1, "claimed")
