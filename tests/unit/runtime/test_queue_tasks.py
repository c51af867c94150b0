"""Whom to call back, and the end of a case by staff: never without the audit trail."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.__main__ import main
from kiosk.domain.ids import uuid7
from kiosk.platform_api.wire import DayEntry
from kiosk.runtime import queue_tasks
from kiosk.runtime.audit.trail import Trail
from kiosk.runtime.looked_at import LookedAt, Notes
from kiosk.runtime.own_entries import Own
from kiosk.runtime.reconciliation import Agreement, Finding
from kiosk.runtime.sending import PAYMENT, RATING, SUBMISSION
from offline_cache.contract import JobQueue, JobState, StoreError, StoreFault
from offline_cache.memory import MemoryNotes, MemoryOutbox
from offline_cache.outbox import Outbox

NOW = 1_752_292_800.0
CASE = {"serviceItemCode": "jg-lxfs", "applicant": {"name": "林晚舟"}, "form": {"phone": "19900000001"}}


@pytest.fixture
def queue() -> MemoryOutbox:
    return MemoryOutbox(clock=lambda: NOW)


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    return Trail(tmp_path / "audit", "staff", lambda: dt.datetime.fromtimestamp(NOW, dt.UTC))


def task(queue: JobQueue, payload: Any = None, kind: str = SUBMISSION) -> str:
    """A case whose item was withdrawn."""
    job_id = uuid7()
    queue.enqueue(job_id, kind, msgspec.json.encode(CASE if payload is None else payload))
    queue.claim(NOW)
    queue.call_back(job_id, "platform.gone")
    return job_id


def said(tmp_path: Path) -> list[dict[str, Any]]:
    path = tmp_path / "audit" / "trail.log"
    return [json.loads(line.split(b" ", 1)[1]) for line in path.read_bytes().splitlines()] if path.exists() else []


def test_list_of_calls_names_nobody(queue: MemoryOutbox) -> None:
    job_id = task(queue)
    queue.enqueue("x", SUBMISSION, b"{}")
    (one,) = queue_tasks.calls(queue)["calls"]
    assert (one["id"], one["fault"]) == (job_id, "platform.gone")
    assert "199" not in json.dumps(one["reference"]) + json.dumps(list(one))


def test_number_to_call_is_shown_after_the_trail_was_told(queue: MemoryOutbox, trail: Trail, tmp_path: Path) -> None:
    job_id = task(queue)
    found = queue_tasks.call(queue, trail, queue.get(job_id).reference, "S07")
    assert (found["phone"], found["item"], found["name"]) == ("19900000001", "jg-lxfs", "林*舟")
    (line,) = said(tmp_path)
    assert (line["event"], line["submission"], line["staff"]) == ("phone-shown", job_id, "S07")
    assert "19900000001" not in json.dumps(line)


def test_no_trail_no_number_and_no_end(tmp_path: Path) -> None:
    (tmp_path / "audit").write_bytes(b"in the way")
    trail = Trail(tmp_path / "audit", "staff", lambda: dt.datetime.fromtimestamp(NOW, dt.UTC))
    with closing(Outbox.open(tmp_path / "outbox.db", bytes(32), clock=lambda: NOW)) as queue:
        job_id = task(queue)
        with pytest.raises(OSError, match="directory"):
            queue_tasks.call(queue, trail, job_id, "S07")
        with pytest.raises(OSError, match="directory"):
            queue_tasks.end(queue, trail, job_id, "S07", "called")
        assert queue.get(job_id).state is JobState.CALL_BACK


@pytest.mark.parametrize("why", ["queued", "rating"])
def test_number_of_whoever_need_not_be_called_is_not_shown(
    queue: MemoryOutbox, trail: Trail, tmp_path: Path, why: str
) -> None:
    job_id = task(queue, kind=RATING) if why == "rating" else uuid7()
    if why == "queued":
        queue.enqueue(job_id, SUBMISSION, msgspec.json.encode(CASE))
    with pytest.raises(StoreError) as caught:
        queue_tasks.call(queue, trail, job_id, "S07")
    assert caught.value.fault is StoreFault.STEP_NOT_ALLOWED
    assert said(tmp_path) == []


def test_case_without_a_number_says_so(queue: MemoryOutbox, trail: Trail) -> None:
    assert queue_tasks.call(queue, trail, task(queue, {"form": {"phone": 1}}), "S07")["phone"] is None


def test_end_is_in_the_trail_with_who_and_why(queue: MemoryOutbox, trail: Trail, tmp_path: Path) -> None:
    job_id = task(queue)
    (ended,) = queue_tasks.end(queue, trail, job_id, "S07", "called")["ended"]
    assert (ended["state"], queue.get(job_id).state) == ("ended", JobState.ENDED)
    (line,) = said(tmp_path)
    assert (line["event"], line["job"], line["staff"], line["why"]) == ("job-ended", job_id, "S07", "called")
    with pytest.raises(StoreError):
        queue_tasks.end(queue, trail, job_id, "S07", "called")
    assert len(said(tmp_path)) == 1


class Books:
    """Finds what it is told to find; keeps what was looked at in the store given."""

    def __init__(self, notes: Notes, *found: Finding) -> None:
        self.looked_at, self.found = LookedAt(notes), found

    def due(self) -> tuple[str, ...]:
        return ("2026-07-12",)

    def differences(self, day: str) -> tuple[Finding, ...]:
        assert day == "2026-07-12"
        return tuple(one for one in self.found if not self.looked_at.has(one))


ENTRY = "019f5b9a-6d40-7c1e-8a35-0c6c4c5f9d10"
ONLY_THERE = Finding("prints", ENTRY, Agreement.FINANCE, None, DayEntry(ENTRY, "printed", "0" * 64, "SL1"))


def test_difference_shows_both_sides_and_what_ends_it(queue: MemoryOutbox) -> None:
    job_id = task(queue)
    frozen = Finding("submissions", job_id, Agreement.CONTENT, Own(queue.get(job_id), "1" * 64, None), None)
    first, second = queue_tasks.differences(Books(MemoryNotes(), ONLY_THERE, frozen))["differences"]
    assert (first["class"], first["here"], first["there"]["number"], first["ends_with"]) == (
        "F",
        None,
        "SL1",
        "checked",
    )
    assert (second["class"], second["ends_with"], second["reference"]) == ("D", "end", queue.get(job_id).reference)


def test_checked_difference_is_in_the_trail_and_asks_nothing_any_more(
    queue: MemoryOutbox, trail: Trail, tmp_path: Path
) -> None:
    books = Books(MemoryNotes(), ONLY_THERE)
    (one,) = queue_tasks.checked(books, queue, trail, (ENTRY, []), ("S07", "booked"))["checked"]
    assert (one["id"], one["ledger"], queue_tasks.differences(books)) == (ENTRY, "prints", {"differences": []})
    (line,) = said(tmp_path)
    assert (line["event"], line["ledger"], line["job"]) == ("difference-checked", "prints", ENTRY)
    assert (line["staff"], line["why"]) == ("S07", "booked")
    with pytest.raises(StoreError) as caught:
        queue_tasks.checked(books, queue, trail, (ENTRY, []), ("S07", "booked"))
    assert caught.value.fault is StoreFault.JOB_UNKNOWN


def test_job_that_was_set_aside_ends_with_the_difference_it_is_about(queue: MemoryOutbox, trail: Trail) -> None:
    queue.enqueue(ENTRY, PAYMENT, b"{}")
    queue.claim(NOW)
    queue.set_aside(ENTRY, "platform.not-found")
    told = Finding("payments", ENTRY, Agreement.FINANCE, Own(queue.get(ENTRY), None, "PAID", "JK1", "36.80"), None)
    queue_tasks.checked(
        Books(MemoryNotes(), told), queue, trail, (queue.get(ENTRY).reference, []), ("S07", "no-money")
    )
    assert queue.get(ENTRY).state is JobState.ENDED


def test_frozen_case_is_not_ended_by_checking_it(queue: MemoryOutbox, trail: Trail, tmp_path: Path) -> None:
    job_id = task(queue)
    frozen = Finding("submissions", job_id, Agreement.CONTENT, Own(queue.get(job_id), "1" * 64, None), None)
    with pytest.raises(StoreError) as caught:
        queue_tasks.checked(Books(MemoryNotes(), frozen), queue, trail, (job_id, []), ("S07", "booked"))
    assert caught.value.fault is StoreFault.STEP_NOT_ALLOWED
    assert said(tmp_path) == []


def test_id_that_no_program_made_is_not_written_down(queue: MemoryOutbox, trail: Trail, tmp_path: Path) -> None:
    odd = Finding("prints", "19900000001", Agreement.FINANCE, None, DayEntry("19900000001", "printed"))
    with pytest.raises(StoreError):
        queue_tasks.checked(Books(MemoryNotes(), odd), queue, trail, ("19900000001", []), ("S07", "booked"))
    assert said(tmp_path) == []


def test_no_trail_nothing_is_checked(tmp_path: Path) -> None:
    (tmp_path / "audit").write_bytes(b"in the way")
    trail = Trail(tmp_path / "audit", "staff", lambda: dt.datetime.fromtimestamp(NOW, dt.UTC))
    with closing(Outbox.open(tmp_path / "outbox.db", bytes(32), clock=lambda: NOW)) as queue:
        books = Books(queue.store, ONLY_THERE)
        with pytest.raises(OSError, match="directory"):
            queue_tasks.checked(books, queue, trail, (ENTRY, []), ("S07", "booked"))
        assert books.differences("2026-07-12") == (ONLY_THERE,)


@pytest.mark.parametrize(
    "words",
    [
        ["checked", "x", "--by", "S07", "--reason", "called"],
        ["end", "x", "--by", "S07", "--reason", "booked"],
        ["end", "x", "--by", "S07", "--reason", "he said his number is 19900000001"],
        ["end", "x", "--by", "19900000001", "--reason", "called"],
        ["end", "x", "--reason", "called"],
        ["call", "x"],
    ],
)
def test_nothing_that_names_a_person_and_nobody_who_names_himself_not(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["queue", *words])
