"""What every outbox does, on disk and in memory."""

from __future__ import annotations

import time
from typing import Protocol

import pytest

from offline_cache.contract import (
    LONGEST_WAIT,
    Blame,
    Handling,
    Job,
    JobFault,
    JobQueue,
    JobState,
    StoreError,
    StoreFault,
)


class MovableClock(Protocol):
    now: float


def claim(queue: JobQueue, ticker: MovableClock) -> Job:
    claimed = queue.claim(ticker.now)
    assert claimed is not None
    return claimed.job


def test_enqueue_gives_a_queued_job_with_the_number_of_the_day(queue: JobQueue, ticker: MovableClock) -> None:
    job = queue.enqueue("j1", "submission", b"payload")
    day = time.strftime("%m%d", time.gmtime(ticker.now + 8 * 3600))
    assert job == Job("j1", "submission", JobState.QUEUED, f"A03-{day}-0001", ticker.now, 0, 0.0, None)
    assert queue.get("j1") == job
    assert queue.enqueue("j2", "submission", b"payload").reference == f"A03-{day}-0002"


def test_numbers_start_again_each_day_and_are_never_given_out_twice(queue: JobQueue, ticker: MovableClock) -> None:
    first_day = [queue.enqueue(f"a{n}", "submission", b"") for n in range(3)]
    ticker.now += 86_400
    next_day = queue.enqueue("b", "submission", b"")
    ticker.now -= 86_400
    clock_went_back = queue.enqueue("c", "submission", b"")
    ticker.now += 366 * 86_400
    seen = [job.reference for job in (*first_day, next_day, clock_went_back)]
    seen += [queue.enqueue(f"y{n}", "submission", b"").reference for n in range(3)]
    assert next_day.reference.endswith("-0001")
    assert clock_went_back.reference.endswith("-0004")
    assert len(set(seen)) == len(seen)


def test_the_same_job_again_is_the_same_job(queue: JobQueue, ticker: MovableClock) -> None:
    first = queue.enqueue("j1", "submission", b"payload")
    ticker.now += 60
    assert queue.enqueue("j1", "submission", b"payload") == first
    assert len(queue.jobs()) == 1


@pytest.mark.parametrize(("kind", "payload"), [("submission", b"other"), ("rating", b"payload")])
def test_the_same_id_with_other_content_is_refused(queue: JobQueue, kind: str, payload: bytes) -> None:
    queue.enqueue("j1", "submission", b"payload")
    with pytest.raises(StoreError) as caught:
        queue.enqueue("j1", kind, payload)
    assert caught.value.fault is StoreFault.JOB_EXISTS


def test_a_job_that_was_withdrawn_cannot_be_put_in_again(queue: JobQueue) -> None:
    queue.enqueue("j1", "submission", b"payload")
    queue.withdraw("j1")
    with pytest.raises(StoreError) as caught:
        queue.enqueue("j1", "submission", b"payload")
    assert caught.value.fault is StoreFault.JOB_EXISTS


def test_claim_hands_out_each_job_once_and_the_oldest_first(queue: JobQueue, ticker: MovableClock) -> None:
    for name in ("j1", "j2"):
        queue.enqueue(name, "submission", name.encode())
    first, second = queue.claim(ticker.now), queue.claim(ticker.now)
    assert first is not None
    assert second is not None
    assert (first.job.job_id, first.payload, first.job.state) == ("j1", b"j1", JobState.SENDING)
    assert (second.job.job_id, second.payload) == ("j2", b"j2")
    assert queue.claim(ticker.now) is None


def test_what_is_next_is_looked_at_without_a_step(queue: JobQueue, ticker: MovableClock) -> None:
    first, second = Handling(lane="one and the same"), Handling(priority=9)
    for name, handling in (("j1", first), ("j2", first), ("j3", second)):
        queue.enqueue(name, "submission", name.encode(), (), handling)
    claim(queue, ticker)
    before = queue.jobs()
    upcoming = queue.next_up()
    assert upcoming is not None
    assert (upcoming.job.job_id, upcoming.payload) == ("j3", b"j3")  # j2 waits for j1, whatever its priority
    assert queue.jobs() == before
    assert claim(queue, ticker).job_id == "j3"
    assert queue.next_up() is None


def test_an_empty_queue_has_nothing(queue: JobQueue, ticker: MovableClock) -> None:
    assert queue.claim(ticker.now) is None
    assert queue.next_due() is None
    assert queue.recover() == 0
    assert queue.jobs() == ()


def test_complete_keeps_the_answer(queue: JobQueue, ticker: MovableClock) -> None:
    queue.enqueue("j1", "submission", b"payload")
    assert queue.answer("j1") is None
    claim(queue, ticker)
    assert queue.answer("j1") is None
    ticker.now += 5
    done = queue.complete("j1", b"answer")
    assert (done.state, done.finished_at, done.fault) == (JobState.DONE, ticker.now, None)
    assert queue.answer("j1") == b"answer"
    assert queue.claim(ticker.now) is None


def test_a_postponed_job_waits_and_does_not_hold_up_the_next(queue: JobQueue, ticker: MovableClock) -> None:
    queue.enqueue("j1", "submission", b"")
    queue.enqueue("j2", "submission", b"")
    claim(queue, ticker)
    waiting = queue.postpone("j1", "platform.server-down", ticker.now + 30)
    assert (waiting.state, waiting.fault, waiting.attempts) == (JobState.WAITING, "platform.server-down", 1)
    assert claim(queue, ticker).job_id == "j2"
    assert queue.claim(ticker.now + 29) is None
    assert queue.next_due() == ticker.now + 30
    again = queue.claim(ticker.now + 30)
    assert again is not None
    assert again.job.attempts == 2


def test_a_wait_written_under_a_wrong_clock_does_not_hold_a_job_for_years(
    queue: JobQueue, ticker: MovableClock
) -> None:
    queue.enqueue("j1", "submission", b"")
    claim(queue, ticker)
    queue.postpone("j1", "platform.busy", ticker.now + LONGEST_WAIT)
    assert queue.claim(ticker.now) is None
    ticker.now -= 365 * 86_400
    assert claim(queue, ticker).job_id == "j1"


def test_a_new_job_is_due_at_once(queue: JobQueue) -> None:
    queue.enqueue("j1", "submission", b"")
    assert queue.next_due() == 0.0


def test_a_try_that_never_left_the_machine_does_not_count(queue: JobQueue, ticker: MovableClock) -> None:
    queue.enqueue("j1", "submission", b"")
    claim(queue, ticker)
    back = queue.postpone("j1", "platform.no-link", 0.0, Blame.NOT_SENT)
    assert (back.state, back.attempts, back.strikes) == (JobState.QUEUED, 0, 0)
    assert queue.withdraw("j1").state is JobState.WITHDRAWN


def test_once_it_may_have_arrived_it_cannot_be_withdrawn(queue: JobQueue, ticker: MovableClock) -> None:
    queue.enqueue("j1", "submission", b"")
    claim(queue, ticker)
    queue.postpone("j1", "platform.timeout", 0.0, Blame.LINK)
    claim(queue, ticker)
    back = queue.postpone("j1", "platform.no-link", 0.0, Blame.NOT_SENT)
    assert (back.state, back.attempts) == (JobState.WAITING, 1)
    with pytest.raises(StoreError) as caught:
        queue.withdraw("j1")
    assert caught.value.fault is StoreFault.STEP_NOT_ALLOWED


def test_strikes_count_in_a_row(queue: JobQueue, ticker: MovableClock) -> None:
    queue.enqueue("j1", "submission", b"")
    strikes = []
    for blame in (Blame.JOB, Blame.JOB, Blame.LINK, Blame.NOT_SENT, Blame.SERVER, Blame.JOB):
        claim(queue, ticker)
        strikes.append(queue.postpone("j1", "platform.bad-answer", 0.0, blame).strikes)
    assert strikes == [1, 2, 2, 2, 0, 1]


def test_a_job_set_aside_blocks_nobody_and_staff_can_retry_it(queue: JobQueue, ticker: MovableClock) -> None:
    queue.enqueue("j1", "submission", b"")
    queue.enqueue("j2", "submission", b"")
    claim(queue, ticker)
    aside = queue.set_aside("j1", "platform.refused")
    assert (aside.state, aside.fault) == (JobState.SET_ASIDE, "platform.refused")
    assert claim(queue, ticker).job_id == "j2"
    assert queue.claim(ticker.now + 1e9) is None
    retried = queue.retry("j1")
    assert (retried.state, retried.fault) == (JobState.WAITING, None)
    assert claim(queue, ticker).job_id == "j1"


def test_an_item_withdrawn_while_queued_is_called_back_never_dropped(queue: JobQueue, ticker: MovableClock) -> None:
    queue.enqueue("j1", "submission", b"")
    claim(queue, ticker)
    job = queue.call_back("j1", "platform.gone")
    assert (job.state, job.fault, job.finished_at) == (JobState.CALL_BACK, "platform.gone", ticker.now)
    assert queue.jobs() == (job,)
    assert queue.claim(ticker.now + 1e9) is None


def test_recover_sends_again_what_was_being_sent(queue: JobQueue, ticker: MovableClock) -> None:
    for name in ("j1", "j2", "j3"):
        queue.enqueue(name, "submission", b"")
    claim(queue, ticker)
    claim(queue, ticker)
    queue.complete("j2", b"")
    assert queue.recover() == 1
    job = queue.get("j1")
    assert (job.state, job.fault, job.strikes) == (JobState.WAITING, JobFault.INTERRUPTED.code, 1)
    assert claim(queue, ticker).job_id == "j1"


def test_an_unknown_job_is_named(queue: JobQueue) -> None:
    for question in (queue.get, queue.answer, queue.withdraw, queue.retry):
        with pytest.raises(StoreError) as caught:
            question("nobody")
        assert caught.value.fault is StoreFault.JOB_UNKNOWN


def test_a_step_that_the_table_does_not_list_changes_nothing(queue: JobQueue) -> None:
    job = queue.enqueue("j1", "submission", b"")
    with pytest.raises(StoreError) as caught:
        queue.complete("j1", b"answer")
    assert caught.value.fault is StoreFault.STEP_NOT_ALLOWED
    assert queue.get("j1") == job
    assert queue.answer("j1") is None


def test_stats_count_every_state_and_name_the_oldest_open_job(queue: JobQueue, ticker: MovableClock) -> None:
    start = ticker.now
    for name in ("j1", "j2", "j3"):
        queue.enqueue(name, "submission", b"")
        ticker.now += 1
    claim(queue, ticker)
    queue.complete("j1", b"")
    stats = queue.stats()
    assert set(stats) == {state.value for state in JobState} | {"oldest", "damaged"}
    assert (stats["done"], stats["queued"], stats["sending"]) == (1, 2, 0)
    assert stats["oldest"] == start + 1


def test_nothing_of_the_payload_is_in_a_repr(queue: JobQueue, ticker: MovableClock) -> None:
    job = queue.enqueue("j1", "submission", b"MARKER")
    assert "MARKER" not in repr((job, queue.claim(ticker.now), queue.jobs()))
