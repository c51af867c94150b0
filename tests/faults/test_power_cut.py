"""The power is cut at every sync of a queue's life: what was done and said is there, whatever else the disk kept.

SIGKILL is no power cut: the page cache survives it, and a queue with `synchronous = OFF` passes any number of kills.
So the real program, unmodified, runs on a real file system while every write, sync and name is written down
(power_cut_shim.c); from that the disk is rebuilt as it would be after a cut: synced bytes and synced names for
certain, of the rest nothing (the strict reading of POSIX), or any part of it, torn at sectors. Not modelled: disks
that lie about a sync, directories whose changes reach the disk out of order or that are not there themselves, modes.
"""

from __future__ import annotations

import copy
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from offline_cache.contract import StoreError
from tests.faults.power_cut_life import HEAD, opened, seen

HERE = Path(__file__).parent
VERSION_1 = HERE.parent / "unit" / "offline_cache" / "data" / "version-1.db"
SECTOR = 512
CUTS = 60
"""With a lot drawn for what was not synced."""


# --- a disk -----------------------------------------------------------------------------------------------
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


Names = dict[str, File | None]
"""Names of a directory; None for one that is taken away."""


@dataclass
class Folder:
    """A directory as the disk has it, and the changes of names that were not synced since, in order."""

    synced: dict[str, File] = field(default_factory=dict)
    pending: list[Names] = field(default_factory=list)

    def sync(self) -> None:
        self.synced = self.after_a_cut(len(self.pending))
        self.pending.clear()

    def after_a_cut(self, kept: int) -> dict[str, File]:
        """With the first `kept` of them: file systems with a journal keep the order within a directory."""
        names: Names = dict(self.synced)
        for change in self.pending[:kept]:
            names |= change
        return {name: file for name, file in names.items() if file is not None}

    @property
    def now(self) -> dict[str, File]:
        """As programs see it."""
        return self.after_a_cut(len(self.pending))


class Disk:
    """Everything below the root; follows the journal record by record."""

    def __init__(self, root: Path) -> None:
        """What lies there already is synced."""
        self.folders = {"": Folder()}
        self._inodes: dict[int, File | Folder] = {root.stat().st_ino: self.folders[""]}
        for folder, _, names in os.walk(root):
            place = self._made_folder(os.path.relpath(folder, root).removeprefix("."), Path(folder).stat().st_ino)
            for name in names:
                path = Path(folder, name)
                file = File(bytearray(path.read_bytes()))
                place.synced[name] = self._inodes[path.stat().st_ino] = file

    def follow(self, record: Record) -> None:
        """One more thing has happened."""
        if record.kind in "WTS":
            found = self._inodes.get(record.inode)
            if record.kind == "S" and found is not None:
                found.sync()
            elif isinstance(found, File):
                found.pending.append((record.offset, record.data if record.kind == "W" else None))
        elif record.kind == "M":
            self._made_folder(record.name, record.inode)
        else:
            self._named(record)

    def image(self, at: Path, dice: random.Random | None) -> None:
        """Write down what is there after a cut now."""
        for place, folder in self.folders.items():
            (at / place).mkdir(parents=True, exist_ok=True)
            kept = dice.randint(0, len(folder.pending)) if dice else 0
            for name, file in folder.after_a_cut(kept).items():
                (at / place / name).write_bytes(file.after_a_cut(dice))
                (at / place / name).chmod(0o600)

    def _made_folder(self, name: str, inode: int) -> Folder:
        """Directories count as synced: the store is made once, before anybody was promised anything."""
        folder = self.folders.setdefault(name, Folder())
        self._inodes[inode] = folder
        return folder

    def _named(self, record: Record) -> None:
        place, _, name = record.name.rpartition("/")
        folder = self.folders[place]
        if record.kind == "C":
            file = self._inodes[record.inode] = File()
            folder.pending.append({name: file})
        elif record.kind == "U":
            folder.pending.append({name: None})
        else:
            other = record.other.removeprefix(f"{place}/")
            moved = {name: None} if record.kind == "R" else {}
            folder.pending.append({**moved, other: folder.now[name]})


@dataclass(frozen=True)
class Record:
    """See power_cut_shim.c; `B` and `A` are the life's own: before a step, and what is to be seen after it."""

    kind: str
    inode: int
    name: str
    other: str
    offset: int
    data: bytes


def records(journal: bytes) -> Iterator[Record]:
    position = 0
    while position < len(journal):
        kind, inode, name_size, other_size, offset, size = HEAD.unpack_from(journal, position)
        position += HEAD.size
        parts = []
        for length in (name_size, other_size, size if kind == b"W" else 0):
            parts.append(journal[position : position + length])
            position += length
        yield Record(kind.decode(), inode, parts[0].decode(), parts[1].decode(), offset, parts[2])


# --- a life and its cuts ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Recorded:
    """What a life has left: the disk as it was before, and the journal."""

    before: Disk
    journal: bytes
    inherited: bool
    """There was an older program's file: what it held must be there at any moment."""

    @property
    def said(self) -> list[dict[str, str]]:
        """What was to be seen after each step."""
        return [json.loads(record.name) for record in records(self.journal) if record.kind == "A"]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("shim") / "power_cut.so"
    source = HERE / "power_cut_shim.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-o", library, source, "-ldl"], check=True)
    return library


def lived(shim: Path, folder: Path, synchronous: str, old: Path | None = None) -> Recorded:
    root, journal = folder / "root", folder / "journal"
    (root / "state" / "keys").mkdir(parents=True)
    if old is not None:
        shutil.copy(old, root / "state" / "outbox.db")
        (root / "state" / "keys" / "data.key").write_bytes(bytes(range(32)))
        (root / "state" / "keys" / "data.key").chmod(0o600)
    before = Disk(root)
    more = {"LD_PRELOAD": str(shim), "POWER_CUT_JOURNAL": str(journal), "POWER_CUT_ROOT": str(root)}
    life = [sys.executable, str(HERE / "power_cut_life.py"), str(root), synchronous]
    subprocess.run(life, env=os.environ | more | {"PYTHONPATH": str(HERE.parents[1])}, check=True)
    return Recorded(before, journal.read_bytes(), old is not None)


def losses(life: Recorded, dice: random.Random | None = None) -> Iterator[str]:
    """Cut at every sync, just before it counts, or with dice at moments drawn; what was said and is not so."""
    disk, said, step, begun = copy.deepcopy(life.before), life.said, 0, False
    history = list(records(life.journal))
    first = said[0] if life.inherited else {}
    drawn = set(dice.sample(range(len(history)), CUTS)) if dice else set()
    for moment, record in enumerate(history):
        if moment in drawn or (dice is None and record.kind in "SA"):
            last = said[step - 1] if step else first
            allowed = (last, said[step] if begun else last)
            yield from (f"cut at {moment} in step {step}: {wrong}" for wrong in missing(disk, allowed, dice))
        if record.kind in "BA":
            begun = record.kind == "B"
            step += record.kind == "A"
        else:
            disk.follow(record)
    assert step == len(said)
    yield from missing(disk, (said[-1], said[-1]), dice)


def missing(disk: Disk, allowed: tuple[dict[str, str], dict[str, str]], dice: random.Random | None) -> list[str]:
    """Switched on again: each thing is as it was said last, or as the step makes it that was under way."""
    with tempfile.TemporaryDirectory(dir=_quick()) as folder:
        disk.image(Path(folder), dice)
        try:
            with closing(opened(Path(folder, "state"), lambda: 0.0)) as outbox:
                found = seen(outbox)
                whole = outbox.store.rows("PRAGMA quick_check") == [("ok",)]
        except StoreError as error:
            return [str(error)]
    old, new = allowed
    names = {*old, *new, *found}
    wrong = [name for name in names if found.get(name) not in {old.get(name), new.get(name)}]
    return sorted(wrong) if whole else ["damaged"]


def _quick() -> str | None:
    """Where a file is memory, if there is such a place: hundreds of disks are built."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@pytest.fixture(scope="module")
def full(shim: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return lived(shim, tmp_path_factory.mktemp("full"), "FULL")


def test_after_a_cut_at_any_sync_everything_said_is_so(full: Recorded) -> None:
    assert len(full.said) > 60
    assert len({name for said in full.said for name in said}) > 20
    assert list(losses(full)) == []


def test_what_was_not_synced_may_be_there_in_any_part_and_does_no_harm(full: Recorded) -> None:
    assert list(losses(full, random.Random(20260712))) == []  # noqa: S311  chooses moments, hides nothing


def test_an_older_programs_file_goes_through_a_cut_at_any_sync(shim: Path, tmp_path: Path) -> None:
    life = lived(shim, tmp_path, "FULL", VERSION_1)
    assert {"job-newcomer", "job-done"} <= set(life.said[0])
    assert list(losses(life)) == []


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_cut_is_a_real_one_anything_less_than_full_loses_what_was_said(
    shim: Path, tmp_path: Path, synchronous: str
) -> None:
    first = next(losses(lived(shim, tmp_path, synchronous)), "")
    assert "cut at" in first
