from __future__ import annotations

import fcntl
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import DeviceError, Fault
from devices.print_journal import AlreadyPrinted, PrintJournal, Standing
from kiosk.domain.ids import uuid7

SEEDED = random.Random(20260712)  # noqa: S311  chooses moments, hides nothing
IDS = [f"0192f1c0-0000-7000-8000-{n:012x}" for n in range(40)]
LIMIT = 20.0

WRITER = """
import sys
import threading
import time
from pathlib import Path
from devices.faults import Fault
from devices.print_journal import PrintJournal
journal = PrintJournal(Path(sys.argv[1]), kept=4)
for n in range(int(sys.argv[2]), int(sys.argv[2]) + 100_000):
    job = f"0192f1c0-0000-7000-8000-{n:012x}"
    journal.begin(job)
    print("begun", job, flush=True)
    if n % 5:
        journal.done(job)
        print("done", job, flush=True)
"""


def begins(journal: PrintJournal, job_id: str) -> AlreadyPrinted | Fault | None:
    try:
        return journal.begin(job_id)
    except DeviceError as error:
        return error.fault


def test_a_job_that_came_out_is_not_begun_again_also_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "state" / "printed"
    job = uuid7()
    journal = PrintJournal(path)
    assert journal.last() is None
    assert journal.begin(job) is None
    assert PrintJournal(path).last() is Standing.BEGUN
    journal.done(job)
    assert PrintJournal(path).last() is Standing.DONE
    for seen in (journal, PrintJournal(path)):
        assert seen.begin(job) == AlreadyPrinted(job)
        assert seen.standing(job) is Standing.DONE
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_job_that_never_ended_may_have_come_out(tmp_path: Path) -> None:
    job = uuid7()
    journal = PrintJournal(tmp_path / "printed")
    journal.begin(job)
    for seen in (journal, PrintJournal(tmp_path / "printed")):
        assert begins(seen, job) is Fault.OUTCOME_UNKNOWN
        assert seen.standing(job) is Standing.BEGUN
    assert begins(journal, uuid7()) is None


def test_a_job_that_failed_may_be_begun_again_unless_nobody_knows(tmp_path: Path) -> None:
    first, second = uuid7(), uuid7()
    journal = PrintJournal(tmp_path / "printed")
    for job in (first, second):
        journal.begin(job)
    journal.failed(first, Fault.PAPER_OUT)
    journal.failed(second, Fault.OUTCOME_UNKNOWN)
    again = PrintJournal(tmp_path / "printed")
    assert again.standing(first) is Standing.FAILED
    assert begins(again, first) is None
    assert begins(again, first) is Fault.OUTCOME_UNKNOWN
    assert begins(again, second) is Fault.OUTCOME_UNKNOWN


def test_a_printer_that_was_cleared_since_holds_nothing_of_the_last_job(tmp_path: Path) -> None:
    journal = PrintJournal(tmp_path / "printed", kept=2)
    for job in IDS[:20]:
        journal.begin(job)
        journal.failed(job, Fault.PAPER_OUT)
        assert journal.last() is Standing.FAILED
        journal.cleared()
        assert PrintJournal(tmp_path / "printed").last() is Standing.CLEARED
        assert begins(journal, job) is None
        assert journal.last() is Standing.BEGUN


def test_what_was_begun_before_a_crash_may_be_cleared_up_by_who_knows(tmp_path: Path) -> None:
    job = uuid7()
    PrintJournal(tmp_path / "printed").begin(job)
    again = PrintJournal(tmp_path / "printed")
    again.done(job)
    assert again.begin(job) == AlreadyPrinted(job)


@pytest.mark.parametrize("text", ["", "../x", "receipt", "{0192f1c0-0000-7000-8000-000000000000}", "A" * 32])
def test_only_a_uuid_is_a_job(tmp_path: Path, text: str) -> None:
    journal = PrintJournal(tmp_path / "printed")
    for act in (journal.begin, journal.done, journal.standing):
        with pytest.raises(ValueError, match=r"UUID|badly formed"):
            act(text)
    assert (tmp_path / "printed").read_bytes() == b""


def test_the_file_stays_small_and_the_newest_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "printed"
    journal = PrintJournal(path, kept=10)
    for n in range(500):
        job = f"0192f1c0-0000-7000-8000-{n:012x}"
        journal.begin(job)
        if n != 495:
            journal.done(job)
        assert path.stat().st_size <= 10 * 200 + 100
    again = PrintJournal(path, kept=10)
    newest = [f"0192f1c0-0000-7000-8000-{n:012x}" for n in range(490, 500)]
    assert [again.standing(job) for job in newest].count(Standing.DONE) == 9
    assert begins(again, newest[5]) is Fault.OUTCOME_UNKNOWN
    assert list(tmp_path.iterdir()) == [path]


def test_two_processes_share_it(tmp_path: Path) -> None:
    first, second = (PrintJournal(tmp_path / "printed", kept=1) for _ in range(2))
    for job in IDS:
        assert first.begin(job) is None
        first.done(job)
        assert second.begin(job) == AlreadyPrinted(job)


# --- damaged ------------------------------------------------------------------------------------------------
def test_cut_at_any_byte_nothing_acknowledged_is_forgotten(tmp_path: Path) -> None:
    """What a power cut leaves of an appended file: any part of the last line."""
    path = tmp_path / "printed"
    journal = PrintJournal(path)
    marks: list[tuple[int, str, Standing]] = []
    for job, how in ((IDS[0], Standing.DONE), (IDS[1], Standing.FAILED), (IDS[2], Standing.BEGUN)):
        journal.begin(job)
        marks.append((path.stat().st_size, job, Standing.BEGUN))
        if how is not Standing.BEGUN:
            journal.done(job) if how is Standing.DONE else journal.failed(job, Fault.PAPER_JAM)
            marks.append((path.stat().st_size, job, how))
    whole = path.read_bytes()
    for cut in range(len(whole) + 1):
        for tail in (b"", b"\0" * 30):
            path.write_bytes(whole[:cut] + tail)
            known = PrintJournal(path)
            said = {job: how for size, job, how in marks if size <= cut}
            for job, how in said.items():
                assert known.standing(job) in {how, *(later for _, name, later in marks if name == job)}
                failed = known.standing(job) is Standing.FAILED
                assert failed or begins(known, job) is not None
            fresh = IDS[9]
            assert begins(known, fresh) is None
            assert begins(PrintJournal(path), fresh) is Fault.OUTCOME_UNKNOWN


@settings(deadline=None, max_examples=60)
@given(content=st.binary(max_size=400), ends=st.booleans())
def test_whatever_stands_there_a_job_begins_once(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, *, ends: bool
) -> None:
    path = tmp_path_factory.mktemp("journal") / "printed"
    path.write_bytes(content)
    journal = PrintJournal(path)
    assert journal.begin(IDS[0]) is None
    if ends:
        journal.done(IDS[0])
    again = begins(PrintJournal(path), IDS[0])
    assert again == (AlreadyPrinted(IDS[0]) if ends else Fault.OUTCOME_UNKNOWN)


def test_killed_at_any_moment_nothing_is_begun_twice(tmp_path: Path) -> None:
    path = tmp_path / "printed"
    for run in range(12):
        seen: dict[str, str] = {}
        command = [sys.executable, "-c", WRITER, str(path), str(run * 1_000_000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for _ in range(SEEDED.randint(1, 120)):
                what, job = process.stdout.readline().split()
                seen[job] = what
            process.send_signal(signal.SIGKILL)
            for line in process.stdout:
                what, job = line.split()
                seen[job] = what
            assert process.wait(LIMIT) == -signal.SIGKILL
        journal = PrintJournal(path, kept=4)
        for job in list(seen)[-3:]:  # a fourth may have been begun that nobody was told of, and a fifth is forgotten
            done = begins(journal, job) == AlreadyPrinted(job)
            assert done or (begins(journal, job) is Fault.OUTCOME_UNKNOWN)
            assert done or seen[job] == "begun"


# --- the disk ------------------------------------------------------------------------------------------------
@pytest.mark.expects_warnings
def test_a_job_that_cannot_be_written_down_does_not_begin(tmp_path: Path) -> None:
    path = tmp_path / "printed"
    journal = PrintJournal(path)
    assert journal.begin(IDS[0]) is None
    assert journal.begin(IDS[1]) is None
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, hard))  # EFBIG instead of ENOSPC
    try:
        assert begins(journal, IDS[2]) is Fault.DISK_FULL
        journal.done(IDS[0])
        journal.failed(IDS[1], Fault.COVER_OPEN)
        assert journal.begin(IDS[0]) == AlreadyPrinted(IDS[0])
        assert begins(PrintJournal(path), IDS[0]) is Fault.OUTCOME_UNKNOWN
        assert begins(journal, IDS[1]) is Fault.DISK_FULL
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert begins(journal, IDS[1]) is None
    assert begins(journal, IDS[1]) is Fault.OUTCOME_UNKNOWN


def test_a_line_written_in_part_does_not_begin_the_job(tmp_path: Path) -> None:
    path = tmp_path / "printed"
    journal = PrintJournal(path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        assert begins(journal, IDS[0]) is Fault.DISK_FULL
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.stat().st_size == 10
    assert begins(journal, IDS[0]) is None


def test_a_journal_that_is_no_file_is_not_permitted(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "file").touch()
    for path in (tmp_path / "folder", tmp_path / "link", tmp_path / "file" / "printed"):
        with pytest.raises(DeviceError) as caught:
            PrintJournal(path)
        assert caught.value.fault is Fault.NOT_PERMITTED
    assert not (tmp_path / "elsewhere").exists()
    journal = PrintJournal(tmp_path / "printed")
    (tmp_path / "printed").unlink()
    (tmp_path / "printed").mkdir()
    with pytest.raises(DeviceError):
        journal.standing(IDS[0])
    with pytest.raises(DeviceError):
        journal.last()


@pytest.mark.parametrize("replaced", [True, False])
def test_a_journal_changed_while_somebody_waits_for_its_lock_is_opened_anew(
    tmp_path: Path, *, replaced: bool
) -> None:
    path = tmp_path / "printed"
    journal = PrintJournal(path)
    holder = os.open(path, os.O_RDWR)
    fcntl.flock(holder, fcntl.LOCK_EX)
    answers: list[Standing | None] = []
    before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    waiting = threading.Thread(target=lambda: answers.append(journal.standing(IDS[1])), daemon=True)
    waiting.start()
    end = time.monotonic() + LIMIT
    while sum(1 for _ in Path("/proc/self/fd").iterdir()) <= before:
        assert time.monotonic() < end
        time.sleep(0.01)
    if replaced:
        part = tmp_path / "part"
        part.write_bytes(f"B {IDS[1]}\nD {IDS[1]}\n".encode())
        part.replace(path)
    else:
        path.unlink()
    os.close(holder)
    waiting.join(LIMIT)
    assert answers == [Standing.DONE if replaced else None]
