"""The outbox through SIGKILL, and through a power cut that keeps only what was synced.

SIGKILL is no power cut: the page cache survives it, and a queue with `synchronous = OFF` passes any number of kills.
So the second half writes down every write and every sync of a real program (power_cut_shim.c), and rebuilds the disk
as it would be at any moment: synced bytes for certain, of the rest anything or nothing, torn at sectors.
"""

from __future__ import annotations

import os
import random
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from offline_cache.contract import JobState
from offline_cache.outbox import Outbox

KEY = bytes(range(32))
SECTOR = 512
SEEDED = random.Random(20260712)  # noqa: S311  chooses moments, hides nothing

WRITER = """
import sys
from pathlib import Path
from offline_cache.outbox import Outbox
outbox = Outbox.open(Path(sys.argv[1]), bytes(range(32)))
first = int(sys.argv[2])
for n in range(first, first + 100_000):
    outbox.enqueue(f"job-{n}", "submission", b"payload %d " % n * 40)
    print(n, flush=True)
"""

RECORDED = """
import os, struct, sys
from pathlib import Path
from offline_cache.outbox import Outbox
journal = os.open(os.environ["POWER_CUT_JOURNAL"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def acknowledge(kind, n):
    name = b"job-%d" % n
    os.write(journal, struct.pack("<cIQQ", kind, len(name), 0, 0) + name)
outbox = Outbox.open(Path(sys.argv[1]), bytes(range(32)))
outbox.store.run("PRAGMA synchronous = " + sys.argv[2])
for n in range(60):
    outbox.enqueue(f"job-{n}", "submission", b"payload %d " % n * (40 if n % 7 else 2000))
    acknowledge(b"A", n)
    if n % 3 == 0:
        job = outbox.claim(1e12).job.job_id
        outbox.complete(job, b"answer")
        acknowledge(b"D", int(job[4:]))
    if n == 40:
        outbox.store.rows("PRAGMA wal_checkpoint(PASSIVE)")
"""


def payload(n: int) -> bytes:
    return b"payload %d " % n * (40 if n % 7 else 2000)


# --- killed -----------------------------------------------------------------------------------------------
def test_killed_while_taking_cases_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "state" / "outbox.db"
    acknowledged: list[int] = []
    for _ in range(12):
        first = (acknowledged[-1] if acknowledged else 0) + 1000
        acknowledged += acknowledged_before_a_kill(path, first, SEEDED.randint(1, 60))
    with closing(Outbox.open(path, KEY)) as outbox:
        found = {job.job_id: job for job in outbox.jobs()}
        assert {f"job-{n}" for n in acknowledged} <= set(found)
        assert len(found) <= len(acknowledged) + 12
        assert len({job.reference for job in found.values()}) == len(found)
        assert outbox.store.rows("PRAGMA integrity_check") == [("ok",)]


def acknowledged_before_a_kill(path: Path, first: int, enough: int) -> list[int]:
    """Let it acknowledge some cases, kill it in the middle of the next, and read what it still managed to say."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first)], stdout=subprocess.PIPE, text=True
    )
    with writer:
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(enough)]
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read()
    assert writer.returncode == -signal.SIGKILL
    return said + [int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]


def test_killed_while_sending_the_job_waits_again(tmp_path: Path) -> None:
    path = tmp_path / "state" / "outbox.db"
    claim_and_die = (
        "import os, sys, signal\nfrom pathlib import Path\nfrom offline_cache.outbox import Outbox\n"
        "outbox = Outbox.open(Path(sys.argv[1]), bytes(range(32)))\noutbox.enqueue('j1', 'submission', b'payload')\n"
        "outbox.claim(1e12)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    died = subprocess.run([sys.executable, "-c", claim_and_die, str(path)], check=False)
    assert died.returncode == -signal.SIGKILL
    with closing(Outbox.open(path, KEY)) as outbox:
        assert outbox.get("j1").state is JobState.SENDING
        assert outbox.recover() == 1
        claimed = outbox.claim(1e12)
    assert claimed is not None
    assert (claimed.payload, claimed.job.attempts) == (b"payload", 2)


# --- the power is cut -------------------------------------------------------------------------------------
@dataclass
class File:
    """A file as the disk has it, and what was written but not synced since."""

    synced: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.pending:
            apply(self.synced, *change)
        self.pending.clear()

    def after_a_cut(self, dice: random.Random | None) -> bytes:
        """Without dice only what was synced; with dice any part of the rest, in sectors."""
        content = bytearray(self.synced)
        for offset, data in self.pending if dice else ():
            if data is None:
                if dice and dice.random() < 0.5:
                    apply(content, offset, None)
                continue
            for start in range(0, len(data), SECTOR):
                if dice and dice.random() < 0.5:
                    apply(content, offset + start, data[start : start + SECTOR])
        return bytes(content)


def apply(content: bytearray, offset: int, data: bytes | None) -> None:
    """A write, or with None a truncation to `offset` bytes."""
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset + len(data) - len(content))))
    content[offset : offset + len(data)] = data


def records(journal: bytes) -> Iterator[tuple[str, str, int, bytes]]:
    """(kind, name, offset, data) of every record; kinds A and D are acknowledgements of the program itself."""
    position, head = 0, struct.Struct("<cIQQ")
    while position < len(journal):
        kind, name_length, offset, length = head.unpack_from(journal, position)
        position += head.size
        name = journal[position : position + name_length].decode()
        position += name_length
        size = length if kind == b"W" else 0
        yield kind.decode(), name, offset, journal[position : position + size]
        position += size


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("shim") / "power_cut.so"
    source = Path(__file__).with_name("power_cut_shim.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-o", library, source, "-ldl"], check=True)
    return library


def recorded(shim: Path, folder: Path, synchronous: str) -> bytes:
    journal = folder / "journal"
    environment = os.environ | {"LD_PRELOAD": str(shim), "POWER_CUT_JOURNAL": str(journal)}
    command = [sys.executable, "-c", RECORDED, str(folder / "state" / "outbox.db"), synchronous]
    subprocess.run(command, env=environment, check=True)
    return journal.read_bytes()


def losses(journal: bytes, folder: Path, dice: random.Random | None) -> list[str]:
    """Cut after every acknowledgement and at many other moments; what was promised and is not there."""
    files: dict[str, File] = {}
    promised: dict[str, str] = {}
    lost: list[str] = []
    for moment, (kind, name, offset, data) in enumerate(records(journal)):
        if kind in "AD":
            promised[name] = kind
        elif kind == "U":
            files.pop(name, None)
        elif kind == "S":
            files.setdefault(name, File()).sync()
        else:
            files.setdefault(name, File()).pending.append((offset, data if kind == "W" else None))
        if kind in "AD" or (promised and SEEDED.random() < 0.1):
            lost += missing(files, promised, folder / f"cut-{moment}", dice)
    assert len(promised) == 60
    return lost


def missing(files: dict[str, File], promised: dict[str, str], folder: Path, dice: random.Random | None) -> list[str]:
    folder.mkdir()
    for name, file in files.items():
        (folder / name).write_bytes(file.after_a_cut(dice))
    with closing(Outbox.open(folder / "outbox.db", KEY)) as outbox:
        if outbox.store.rows("PRAGMA quick_check") != [("ok",)]:
            return [f"{folder.name}: damaged"]
        found = {job.job_id: job for job in outbox.jobs()}
        lost = [name for name in promised if name not in found]
        lost += [name for name in promised if name in found and promised[name] == "D" and not found[name].finished_at]
        for name in (name for name in list(promised)[-2:] if name in found):
            assert outbox.enqueue(name, "submission", payload(int(name[4:]))).job_id == name
    return [f"{folder.name}: {name}" for name in lost]


def test_after_a_power_cut_everything_acknowledged_is_there(shim: Path, tmp_path: Path) -> None:
    assert losses(recorded(shim, tmp_path, "FULL"), tmp_path, None) == []


def test_a_power_cut_that_keeps_any_part_of_what_was_not_synced_does_no_harm(shim: Path, tmp_path: Path) -> None:
    assert losses(recorded(shim, tmp_path, "FULL"), tmp_path, SEEDED) == []


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_cut_is_a_real_one_anything_less_than_full_loses_cases(
    shim: Path, tmp_path: Path, synchronous: str
) -> None:
    assert losses(recorded(shim, tmp_path, synchronous), tmp_path, None) != []
