"""Files, priorities, lanes, expiry, days and erasure: what every outbox does, on disk and in memory."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from typing import Protocol

import pytest

from offline_cache import attachments, steps
from offline_cache.attachments import PIECE
from offline_cache.contract import (
    MOST_ATTACHMENTS,
    PLAUSIBLE_SINCE,
    Attachment,
    Blame,
    Day,
    DayState,
    Handling,
    JobFault,
    JobQueue,
    JobState,
    Priority,
    StoreError,
    StoreFault,
)

SCAN = Attachment("u1", "image/jpeg", bytes(range(256)) * 1500, "photo")
EMPTY = Attachment("u2", "application/pdf", b"")


class MovableClock(Protocol):
    now: float


def put(queue: JobQueue, name: str, *, lane: str = "", priority: int = Priority.CASE) -> None:
    queue.enqueue(name, "submission", name.encode(), (), Handling(priority, lane))


def claimed(queue: JobQueue, ticker: MovableClock) -> str | None:
    found = queue.claim(ticker.now)
    return None if found is None else found.job.job_id


def fault_of(queue: JobQueue, step: str, *arguments: object) -> StoreFault:
    with pytest.raises(StoreError) as caught:
        getattr(queue, step)(*arguments)
    return caught.value.fault


# --- files ------------------------------------------------------------------------------------------------
def test_a_case_is_handed_out_with_its_files(queue: JobQueue, ticker: MovableClock) -> None:
    queue.enqueue("j1", "submission", b"case", [SCAN, EMPTY])
    found = queue.claim(ticker.now)
    assert found is not None
    first, second = found.attachments
    assert (first.number, first.attachment_id, first.media_type, first.label) == (0, "u1", "image/jpeg", "photo")
    assert (first.size, first.digest) == (len(SCAN.content), hashlib.sha256(SCAN.content).hexdigest())
    assert (second.number, second.size, second.offset) == (1, 0, 0)
    content, sizes = b"", []
    while piece := queue.content("j1", 0, len(content)):
        content += piece
        sizes.append(len(piece))
    assert content == SCAN.content
    assert max(sizes) == PIECE
    assert queue.content("j1", 0, PIECE + 100) == SCAN.content[PIECE + 100 :]
    assert queue.content("j1", 1, 0) == queue.content("j1", 2, 0) == b""


def test_the_same_case_with_another_file_is_another_case(queue: JobQueue) -> None:
    first = queue.enqueue("j1", "submission", b"case", [SCAN])
    assert queue.enqueue("j1", "submission", b"case", [SCAN]) == first
    for files in ([], [EMPTY], [SCAN, EMPTY], [Attachment("u1", "image/jpeg", SCAN.content + b"!", "photo")]):
        assert fault_of(queue, "enqueue", "j1", "submission", b"case", files) is StoreFault.JOB_EXISTS
    assert fault_of(queue, "enqueue", "j1", "rating", b"case", [SCAN]) is StoreFault.JOB_EXISTS


def test_how_far_an_upload_is_outlives_the_try(queue: JobQueue, ticker: MovableClock) -> None:
    queue.enqueue("j1", "submission", b"case", [SCAN])
    assert fault_of(queue, "uploaded", "j1", 0, 1) is StoreFault.STEP_NOT_ALLOWED
    queue.claim(ticker.now)
    queue.uploaded("j1", 0, PIECE)
    queue.uploaded("j1", 9, PIECE)
    queue.postpone("j1", "platform.answer-lost", 0.0, Blame.LINK)
    assert queue.peek("j1").attachments[0].offset == PIECE
    assert queue.enqueue("j1", "submission", b"case", [SCAN]).state is JobState.WAITING


def test_too_many_or_too_large_files_are_refused_before_anything_is_stored(
    queue: JobQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fault_of(queue, "enqueue", "j1", "s", b"", [EMPTY] * (MOST_ATTACHMENTS + 1)) is StoreFault.TOO_LARGE
    monkeypatch.setattr(attachments, "MOST_BYTES", 10)
    assert fault_of(queue, "enqueue", "j1", "s", b"", [SCAN]) is StoreFault.TOO_LARGE
    assert queue.jobs() == ()


def test_withdrawn_with_its_files(queue: JobQueue) -> None:
    queue.enqueue("j1", "submission", b"case", [SCAN])
    queue.withdraw("j1")
    assert (queue.peek("j1").payload, queue.peek("j1").attachments, queue.content("j1", 0, 0)) == (b"", (), b"")


def test_nothing_of_a_file_is_in_a_repr() -> None:
    stored = attachments.described(0, SCAN)
    assert "x00" not in repr((SCAN, stored))
    assert stored.digest not in repr(stored)
    assert "somebody" not in repr(Handling(lane="somebody"))


# --- whose turn -------------------------------------------------------------------------------------------
def test_the_more_urgent_goes_first_and_among_equals_the_oldest(queue: JobQueue, ticker: MovableClock) -> None:
    put(queue, "rating", priority=Priority.LATER)
    put(queue, "case-1")
    put(queue, "case-2")
    put(queue, "payment", priority=Priority.FIRST)
    assert [claimed(queue, ticker) for _ in range(5)] == ["payment", "case-1", "case-2", "rating", None]
    assert queue.get("payment").priority == Priority.FIRST


def test_in_a_lane_a_later_job_waits_while_an_earlier_one_is_open(queue: JobQueue, ticker: MovableClock) -> None:
    put(queue, "a1", lane="a")
    put(queue, "a2", lane="a", priority=Priority.FIRST)
    put(queue, "b1", lane="b")
    assert [claimed(queue, ticker) for _ in range(3)] == ["a1", "b1", None]
    assert queue.next_due() is None
    queue.postpone("a1", "platform.server-down", ticker.now + 50)
    assert claimed(queue, ticker) is None
    assert queue.next_due() == ticker.now + 50
    ticker.now += 50
    assert claimed(queue, ticker) == "a1"
    queue.complete("a1", b"")
    assert queue.next_due() == 0.0
    assert claimed(queue, ticker) == "a2"


@pytest.mark.parametrize("step", ["set_aside", "call_back"])
def test_a_job_that_a_person_looks_at_holds_up_nobody_of_its_lane(
    queue: JobQueue, ticker: MovableClock, step: str
) -> None:
    put(queue, "a1", lane="a")
    put(queue, "a2", lane="a")
    claimed(queue, ticker)
    getattr(queue, step)("a1", "platform.refused")
    assert claimed(queue, ticker) == "a2"


def test_a_job_of_a_lane_that_waits_itself_is_not_due_before_its_forerunner(
    queue: JobQueue, ticker: MovableClock
) -> None:
    put(queue, "a1", lane="a")
    claimed(queue, ticker)
    queue.set_aside("a1", "platform.refused")
    put(queue, "a2", lane="a")
    claimed(queue, ticker)
    queue.postpone("a2", "platform.server-down", ticker.now + 10)
    queue.retry("a1")
    assert claimed(queue, ticker) == "a1"
    queue.postpone("a1", "platform.server-down", ticker.now + 90)
    assert queue.next_due() == ticker.now + 90
    ticker.now += 20
    assert claimed(queue, ticker) is None


def test_a_job_whose_time_has_come_does_not_wait_again_when_the_clock_is_set_back(
    queue: JobQueue, ticker: MovableClock
) -> None:
    put(queue, "a1", lane="a")
    put(queue, "j1")
    claimed(queue, ticker)
    claimed(queue, ticker)
    queue.postpone("j1", "platform.busy", ticker.now + 60)
    queue.postpone("a1", "platform.busy", ticker.now + 60)
    ticker.now += 60
    assert claimed(queue, ticker) == "a1"
    ticker.now -= 60
    assert claimed(queue, ticker) == "j1"


# --- too old, by hand -------------------------------------------------------------------------------------
def test_what_waits_too_long_becomes_a_call_back_with_its_cause_and_is_never_dropped(
    queue: JobQueue, ticker: MovableClock
) -> None:
    for name in ("waiting", "sending", "done", "queued"):
        put(queue, name)
    for _ in range(3):
        claimed(queue, ticker)
    queue.postpone("waiting", "platform.timeout", 0.0)
    queue.complete("done", b"")
    ticker.now += 100
    put(queue, "new")
    expired = queue.expire(ticker.now - 50)
    assert [(job.job_id, job.state, job.fault) for job in expired] == [
        ("waiting", JobState.CALL_BACK, JobFault.EXPIRED.code),
        ("queued", JobState.CALL_BACK, JobFault.EXPIRED.code),
    ]
    assert [queue.get(name).state for name in ("sending", "done", "new")] == ["sending", "done", "queued"]
    assert queue.peek("queued").payload == b"queued"
    assert queue.expire(ticker.now - 50) == ()


def test_a_job_is_as_old_as_the_clock_of_now_says(queue: JobQueue, ticker: MovableClock) -> None:
    put(queue, "behind")
    ticker.now += 100
    assert queue.expire(ticker.now - 50, lambda taken: taken + 51) == ()
    (expired,) = queue.expire(ticker.now - 50, lambda taken: taken + 50)
    assert (expired.job_id, expired.state) == ("behind", JobState.CALL_BACK)


def test_a_job_taken_while_the_clock_was_wrong_has_no_age(queue: JobQueue, ticker: MovableClock) -> None:
    now, ticker.now = ticker.now, PLAUSIBLE_SINCE - 1e8
    put(queue, "j1")
    ticker.now = now
    assert queue.expire(now) == ()


def test_what_was_found_at_the_platform_or_carried_there_is_done(queue: JobQueue, ticker: MovableClock) -> None:
    for name in ("queued", "waiting", "aside", "called", "sending"):
        put(queue, name, priority=9 if name == "queued" else 5)
    for _ in range(4):
        claimed(queue, ticker)
    queue.postpone("waiting", "platform.timeout", 1e12)
    queue.set_aside("aside", "platform.refused")
    queue.call_back("called", "platform.gone")
    for name in ("queued", "waiting", "aside", "called"):
        job = queue.settle(name, b"receipt")
        assert (job.state, job.fault, job.finished_at) == (JobState.DONE, None, ticker.now)
        assert queue.answer(name) == b"receipt"
    assert fault_of(queue, "settle", "sending", b"") is StoreFault.STEP_NOT_ALLOWED


def test_what_the_platform_has_not_got_after_all_is_sent_again(queue: JobQueue, ticker: MovableClock) -> None:
    put(queue, "j1")
    claimed(queue, ticker)
    queue.complete("j1", b"answer")
    again = queue.reopen("j1")
    assert (again.state, again.finished_at) == (JobState.WAITING, None)
    assert claimed(queue, ticker) == "j1"


@pytest.mark.parametrize("state", ["queued", "waiting", "done"])
def test_what_differs_there_is_frozen_until_a_person_has_looked(
    queue: JobQueue, ticker: MovableClock, state: str
) -> None:
    put(queue, "j1")
    if state != "queued":
        claimed(queue, ticker)
    if state == "waiting":
        queue.postpone("j1", "platform.timeout", 0.0)
    elif state == "done":
        queue.complete("j1", b"")
    frozen = queue.freeze("j1", "reconcile.differs")
    assert (frozen.state, frozen.fault, frozen.finished_at) == (JobState.SET_ASIDE, "reconcile.differs", None)
    assert claimed(queue, ticker) is None


@pytest.mark.parametrize("step", ["set_aside", "call_back"])
def test_what_a_person_has_done_is_over_and_erased_with_its_day(
    queue: JobQueue, ticker: MovableClock, step: str
) -> None:
    queue.enqueue("j1", "submission", b"payload", [SCAN])
    assert fault_of(queue, "end", "j1") is StoreFault.STEP_NOT_ALLOWED
    claimed(queue, ticker)
    getattr(queue, step)("j1", "platform.refused")
    ticker.now += 60
    ended = queue.end("j1")
    assert (ended.state, ended.fault, ended.finished_at) == (JobState.ENDED, "platform.refused", ticker.now)
    assert fault_of(queue, "end", "j1") is fault_of(queue, "retry", "j1") is StoreFault.STEP_NOT_ALLOWED
    assert (claimed(queue, ticker), queue.stats()["ended"]) == (None, 1)
    assert queue.purge(ticker.now + 1) == 0
    queue.mark_day(steps.business_day(ticker.now), DayState.CLOSED)
    assert (queue.purge(ticker.now + 1), queue.peek("j1").payload) == (1, b"")
    assert queue.settle("j1", b"here after all").state is JobState.DONE


def test_a_look_changes_nothing(queue: JobQueue) -> None:
    queue.enqueue("j1", "submission", b"case", [SCAN])
    found = queue.peek("j1")
    assert (found.payload, found.job, len(found.attachments)) == (b"case", queue.get("j1"), 1)
    assert queue.get("j1").state is JobState.QUEUED
    assert fault_of(queue, "peek", "nobody") is StoreFault.JOB_UNKNOWN


# --- days -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_a_day_is_that_of_china_wherever_the_clock_of_the_machine_stands(
    queue: JobQueue, ticker: MovableClock, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        ticker.now = dt.datetime(2026, 11, 23, 22, 10, tzinfo=dt.UTC).timestamp()
        put(queue, "j1")
        assert [one.day for one in queue.days()] == ["2026-11-24"]
        assert [job.job_id for job in queue.jobs(day="2026-11-24")] == ["j1"]
        claimed(queue, ticker)
        assert [one.day for one in queue.days()] == ["2026-11-24"]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_day_is_open_until_it_is_closed_or_handed_to_a_person(queue: JobQueue, ticker: MovableClock) -> None:
    assert queue.days() == ()
    put(queue, "j1")
    first = steps.business_day(ticker.now)
    assert queue.days() == (Day(first, DayState.OPEN),)
    ticker.now += 86_400
    put(queue, "j2")
    second = steps.business_day(ticker.now)
    assert queue.mark_day(first, DayState.CLOSED) == Day(first, DayState.CLOSED, None, ticker.now)
    queue.mark_day(second, DayState.ESCALATED, "reconcile.differs")
    assert queue.days() == (
        Day(first, DayState.CLOSED, None, ticker.now),
        Day(second, DayState.ESCALATED, "reconcile.differs", ticker.now),
    )
    queue.mark_day(second, DayState.CLOSED)
    assert queue.days()[1].cause is None
    assert [job.job_id for job in queue.jobs(second)] == ["j2"]
    assert queue.jobs("1999-01-01") == ()


@pytest.mark.parametrize("day", [DayState.OPEN, DayState.ESCALATED, DayState.CLOSED])
def test_only_what_is_done_on_a_closed_day_is_erased_and_only_after_its_time(
    queue: JobQueue, ticker: MovableClock, day: DayState
) -> None:
    for name in ("done", "aside", "queued"):
        queue.enqueue(name, "submission", b"payload", [SCAN])
    claimed(queue, ticker)
    queue.complete("done", b"answer")
    claimed(queue, ticker)
    queue.set_aside("aside", "platform.refused")
    queue.mark_day(steps.business_day(ticker.now), day)
    assert queue.purge(ticker.now) == 0
    assert queue.purge(ticker.now + 1) == (day is DayState.CLOSED)
    assert queue.purge(ticker.now + 1) == 0
    erased = queue.peek("done")
    kept = b"" if day is DayState.CLOSED else b"payload"
    assert (erased.payload, bool(erased.attachments)) == (kept, bool(kept))
    assert queue.answer("done") == b"answer"
    assert queue.peek("aside").payload == queue.peek("queued").payload == b"payload"
    if day is DayState.CLOSED:
        assert fault_of(queue, "reopen", "done") is StoreFault.STEP_NOT_ALLOWED
        assert queue.get("done").state is JobState.DONE
        assert fault_of(queue, "enqueue", "done", "submission", b"payload", [SCAN]) is StoreFault.JOB_EXISTS


def test_an_answer_and_the_next_claim_can_be_taken_together(queue: JobQueue, ticker: MovableClock) -> None:
    put(queue, "j1")
    put(queue, "j2")
    claimed(queue, ticker)
    with queue.together():
        queue.complete("j1", b"answer")
        assert claimed(queue, ticker) == "j2"
    assert [job.state for job in queue.jobs()] == [JobState.DONE, JobState.SENDING]
