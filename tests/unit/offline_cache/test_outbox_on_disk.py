"""What only the outbox on disk can show: limits, one unit of work, indexes, nothing in clear."""

from __future__ import annotations

import os
import re
from contextlib import closing, suppress
from pathlib import Path

import pytest

from offline_cache import limits
from offline_cache.attachments import PIECE
from offline_cache.contract import Attachment, DayState, Handling, Limits, Priority, StoreError, StoreFault
from offline_cache.lanes import Lanes
from offline_cache.memory import MemoryOutbox
from offline_cache.outbox import Outbox
from offline_cache.statements import statements

KEY = bytes(range(32))
MARKER = "张示例990101198503140000"


def fault_of(outbox: Outbox, name: str) -> StoreFault:
    with pytest.raises(StoreError) as caught:
        outbox.enqueue(name, "submission", b"")
    return caught.value.fault


def test_job_whose_commit_is_undone_is_not_missed_at_the_next_start(outbox_path: Path) -> None:
    with closing(Outbox.open(outbox_path, KEY)) as outbox:
        outbox.enqueue("j0", "submission", b"")
        with suppress(OSError), outbox.together():
            outbox.enqueue("j1", "submission", b"")
            raise OSError("elsewhere")
    with closing(Outbox.open(outbox_path, KEY)) as outbox:
        assert [job.job_id for job in outbox.jobs()] == ["j0"]
        assert outbox.stats()["damaged"] == 0


# --- limits -----------------------------------------------------------------------------------------------
def test_too_many_waiting_takes_nothing_new_and_what_is_in_goes_on(outbox_path: Path) -> None:
    with closing(Outbox.open(outbox_path, KEY, limits=Limits(most_waiting=3))) as outbox:
        for n in range(3):
            outbox.enqueue(f"j{n}", "submission", b"")
        assert fault_of(outbox, "j3") is StoreFault.TOO_MANY
        assert outbox.enqueue("j0", "submission", b"").job_id == "j0", "what is there is there"
        outbox.claim(1e12)
        assert fault_of(outbox, "j3") is StoreFault.TOO_MANY
        outbox.complete("j0", b"")
        outbox.enqueue("j3", "submission", b"")
        assert fault_of(outbox, "j4") is StoreFault.TOO_MANY
    with closing(Outbox.open(outbox_path, KEY, limits=Limits(most_waiting=3))) as outbox:
        assert fault_of(outbox, "j4") is StoreFault.TOO_MANY


def test_the_one_in_memory_has_the_same_limit() -> None:
    outbox = MemoryOutbox(most_waiting=1)
    outbox.enqueue("j0", "submission", b"")
    with pytest.raises(StoreError) as caught:
        outbox.enqueue("j1", "submission", b"")
    assert caught.value.fault is StoreFault.TOO_MANY


def test_below_the_floor_of_the_disk_nothing_new_is_taken_and_what_is_in_goes_on(
    outbox_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Outbox.open(outbox_path, KEY, limits=Limits(disk_floor=1_000_000))) as outbox:
        outbox.enqueue("j0", "submission", b"")
        monkeypatch.setattr(limits, "free_bytes", lambda _store: 999_999)
        assert fault_of(outbox, "j1") is StoreFault.DISK_FLOOR
        assert outbox.claim(1e12) is not None
        outbox.complete("j0", b"answer")


def test_free_bytes_are_those_of_the_disk(outbox: Outbox) -> None:
    disk = os.statvfs(outbox.store.path.parent)
    assert 0 < limits.free_bytes(outbox.store) <= disk.f_blocks * disk.f_frsize


# --- one unit of work -------------------------------------------------------------------------------------
def test_a_case_and_its_files_are_there_together_or_not_at_all(outbox: Outbox) -> None:
    pages = int(outbox.store.rows("PRAGMA page_count")[0][0])
    outbox.store.run(f"PRAGMA max_page_count = {pages + 40}")
    files = [Attachment("u1", "image/jpeg", bytes(PIECE))]
    with pytest.raises(StoreError) as caught:
        outbox.enqueue("j1", "submission", b"case", files)
    assert caught.value.fault is StoreFault.FULL
    assert outbox.jobs() == ()
    assert outbox.store.rows("SELECT count(*) FROM attachments") == [(0,)]
    outbox.store.run(f"PRAGMA max_page_count = {pages + 4000}")
    assert outbox.enqueue("j1", "submission", b"case", files).reference.endswith("-0001")
    assert len(outbox.peek("j1").attachments) == 1


def test_taking_a_case_is_one_commit(outbox: Outbox) -> None:
    for files in ([], [Attachment("u1", "image/jpeg", bytes(3 * PIECE))]):
        said: list[str] = []
        outbox.store._connection.set_trace_callback(said.append)
        outbox.enqueue(f"j{len(files)}", "submission", b"case", files)
        outbox.store._connection.set_trace_callback(None)
        writes = [sql for sql in said if re.match(r"(-- .*\n)*\s*(INSERT|UPDATE|DELETE)", sql)]
        assert len(writes) == 1 or said.count("COMMIT") == 1


def test_a_piece_that_does_not_open_sets_the_case_aside_only_when_its_description_does_not(outbox: Outbox) -> None:
    outbox.enqueue("j1", "submission", b"case", [Attachment("u1", "image/jpeg", b"scan")])
    outbox.store.run("UPDATE pieces SET sealed = x'00'")
    assert outbox.claim(1e12) is not None
    with pytest.raises(StoreError) as caught:
        outbox.content("j1", 0, 0)
    assert caught.value.fault is StoreFault.CORRUPT


# --- nothing in clear -------------------------------------------------------------------------------------
def test_neither_lane_nor_file_lies_on_disk_in_clear(outbox: Outbox, outbox_path: Path) -> None:
    scan = Attachment(MARKER, "image/jpeg", MARKER.encode() * 10_000, MARKER)
    outbox.enqueue("j1", "submission", b"", [scan], Handling(lane=MARKER))
    outbox.claim(1e12)
    outbox.uploaded("j1", 0, 100)
    content = b"".join(file.read_bytes() for file in outbox_path.parent.iterdir())
    assert MARKER.encode() not in content
    assert MARKER[-8:].encode() not in content


def test_what_is_erased_is_not_in_the_file_any_more(outbox: Outbox, outbox_path: Path) -> None:
    outbox.enqueue("j1", "submission", b"", [Attachment("u1", "image/jpeg", bytes(100_000))])
    ((sealed,),) = outbox.store.rows("SELECT sealed FROM pieces")
    outbox.claim(1e12)
    outbox.complete("j1", b"")
    outbox.mark_day(outbox.days()[0].day, DayState.CLOSED)
    assert outbox.purge(1e12) == 1
    outbox.close()
    assert sealed[1000:1200] not in outbox_path.read_bytes()


def test_two_programs_hash_a_lane_alike_and_a_lost_secret_is_replaced(outbox: Outbox, outbox_path: Path) -> None:
    with closing(Outbox.open(outbox_path, KEY)) as other:
        one, two = Lanes(outbox.store), Lanes(other.store)
        assert one.hashed("a") == two.hashed("a") != one.hashed("b")
        assert one.hashed("") is None
        outbox.store.run("UPDATE secrets SET sealed = x'00'")
        anew = Lanes(outbox.store).hashed("a")
        assert anew not in {None, one.hashed("a")}
        assert Lanes(other.store).hashed("a") == anew


def test_a_secret_under_another_key_is_not_thrown_away(outbox: Outbox) -> None:
    Lanes(outbox.store).hashed("a")
    outbox.store.run("UPDATE secrets SET sealed = CAST(x'01' || x'01020304' || substr(sealed, 6) AS BLOB)")
    with pytest.raises(StoreError) as caught:
        Lanes(outbox.store).hashed("a")
    assert caught.value.fault is StoreFault.WRONG_KEY


def test_a_secret_that_somebody_else_made_in_between_is_taken(outbox: Outbox, outbox_path: Path) -> None:
    with closing(Outbox.open(outbox_path, KEY)) as other:
        one = Lanes(outbox.store)
        theirs = Lanes(other.store).hashed("a")
        one._key = one._made()
        assert one.hashed("a") == theirs


# --- quick however many wait ------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["due", "promote", "next_due", "expired", "interrupted", "highest_of_day"])
def test_no_question_of_the_sender_looks_at_every_job(outbox: Outbox, name: str) -> None:
    names = {"now": 0, "longest_wait": 0, "day": "0712"}
    sql = statements("outbox")[name]
    values: object = names if ":" in sql else (0,) * sql.count("?")
    for _id, _parent, _unused, detail in outbox.store.rows(f"EXPLAIN QUERY PLAN {sql}", values):  # type: ignore[arg-type]
        scans = re.match(r"SCAN (\w+)", detail)
        assert scans is None or scans[1] == "CONSTANT" or "standing_ready" in detail or "standing_later" in detail


def test_a_claim_among_many_does_as_little_as_among_few(outbox: Outbox) -> None:
    def steps_of_a_claim() -> int:
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        outbox.store._connection.set_progress_handler(count, 10)
        found = outbox.claim(1e12)
        outbox.store._connection.set_progress_handler(None, 0)
        assert found is not None
        outbox.complete(found.job.job_id, b"")
        return steps

    def fill(count: int) -> None:
        with outbox.store.writing():
            for _ in range(count):
                lane = Handling(Priority.CASE, os.urandom(2).hex())
                outbox.enqueue(os.urandom(8).hex(), "submission", b"", (), lane)
        outbox.recover()

    fill(100)
    few = [steps_of_a_claim() for _ in range(20)]
    fill(4000)
    many = [steps_of_a_claim() for _ in range(20)]
    assert sorted(many)[10] <= 2 * sorted(few)[10]


def fill(outbox: Outbox, count: int, lane: str) -> None:
    with outbox.store.writing():
        for n in range(count):
            outbox.enqueue(f"{lane}{n}", "submission", b"", (), Handling(lane=lane))


def test_many_newcomers_are_looked_after_some_at_a_time_and_none_is_forgotten(outbox: Outbox) -> None:
    fill(outbox, 2100, "a")
    outbox.enqueue("free", "submission", b"")
    first = outbox.claim(0.0)
    assert first is not None
    assert outbox.store.rows("SELECT count(*) FROM standing") == [(1000,)]
    assert outbox.next_due() == 0.0
    second = outbox.claim(0.0)
    assert second is not None
    assert (first.job.job_id, second.job.job_id) == ("a0", "free")
    assert outbox.next_due() is None
    assert outbox.stats()["queued"] == 2099


def test_a_step_on_a_newcomer_far_behind_is_taken(outbox: Outbox) -> None:
    fill(outbox, 1200, "a")
    assert outbox.claim(0.0) is not None
    assert outbox.settle("a1199", b"receipt").state.value == "done"
    assert outbox.answer("a1199") == b"receipt"


def test_steps_taken_together_are_one_commit_or_none(outbox: Outbox, outbox_path: Path) -> None:
    for name in ("j1", "j2"):
        outbox.enqueue(name, "submission", b"")
    outbox.claim(0.0)
    with closing(Outbox.open(outbox_path, KEY)) as other:
        with outbox.together():
            outbox.complete("j1", b"answer")
            found = outbox.claim(0.0)
            assert found is not None
            assert other.get("j1").state.value == "sending"
        assert [job.state.value for job in other.jobs()] == ["done", "sending"]

    def cut_off() -> None:
        with outbox.together():
            outbox.complete("j2", b"answer")
            raise StoreError(StoreFault.WRONG_KEY)

    with pytest.raises(StoreError):
        cut_off()
    assert outbox.get("j2").state.value == "sending"
