"""Which print jobs were begun and how each ended: one file, so that nothing is printed twice after a restart either.

A job is written down, synced to the disk, before its first byte leaves for the printer; a job that was begun and
never ended (the process died, the power went) may have come out and is not begun again: a person looks. Must never
hold anything but ids and fault codes, and never let a job begin that it could not write down.

A line is `B id` (begun), `D id` (came out), `F id code` (did not); the last one of an id counts. `C` with the nil id
says that the printer was cleared since. A line torn by a
power cut is passed over: a torn B was never acknowledged, after a torn D or F the job stands as begun. Processes may
share the file: every step takes its lock and reads it anew.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from devices.faults import DeviceError, Fault
from devices.printed import checked

_log = logging.getLogger(__name__)

KEPT = 1000
"""Jobs that are remembered at least; ids are UUIDs, and a slip is asked for again within minutes or never."""
_BYTES_A_JOB = 200
"""Bytes for each job kept at which the file is shortened; what is kept of a job takes 40."""
_LINE = re.compile(rb"([BCDF]) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?: ([a-z0-9.-]{1,60}))?")
_NOBODY = "00000000-0000-0000-0000-000000000000"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_LONGEST = 4 * 1024 * 1024
"""Bytes read at most: a file that somebody else filled must not fill the memory."""


class Standing(StrEnum):
    """What is known of a job."""

    BEGUN = "B"
    """Begun and not ended: it may have come out."""
    DONE = "D"
    FAILED = "F"
    CLEARED = "C"
    """Of no job: nothing is left in the printer of any job before."""


@dataclass(frozen=True)
class AlreadyPrinted:
    """The job came out earlier: it is a success, and there is nothing to do."""

    job_id: str


class PrintJournal:
    """The journal in the file `path`, made where it is not there. Raises DeviceError NOT_PERMITTED, DISK_FULL."""

    def __init__(self, path: Path, kept: int = KEPT) -> None:
        self._path = path
        self._kept = kept
        self._unwritten: dict[str, Standing] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._opened():
                pass
        except OSError as error:
            raise _failure(error) from None

    def standing(self, job_id: str) -> Standing | None:
        """What is known of the job; None where nothing is. Raises ValueError, DeviceError as `begin`."""
        name = checked(job_id)
        try:
            with self._opened() as file:
                return self._read(file).get(name)
        except OSError as error:
            raise _failure(error) from None

    def last(self) -> Standing | None:
        """How the newest job stands, or CLEARED. After FAILED and BEGUN something may be left in the printer."""
        try:
            with self._opened() as file:
                return next(reversed(self._read(file).values()), None)
        except OSError as error:
            raise _failure(error) from None

    def begin(self, job_id: str) -> AlreadyPrinted | None:
        """Write down that the job is about to be printed. None: it may be printed now, and is to be ended.

        Raises DeviceError: OUTCOME_UNKNOWN where an earlier attempt never ended or ended so; NOT_PERMITTED,
        DISK_FULL where it cannot be written down (nothing may be printed then). ValueError where the id is no UUID.
        """
        name = checked(job_id)
        try:
            with self._opened() as file:
                if file.size() > _BYTES_A_JOB * self._kept:
                    self._shorten(self._read(file))
                    file.swap(self._path)
                known = self._read(file).get(name)
                if known is Standing.DONE:
                    return AlreadyPrinted(name)
                if known is Standing.BEGUN:
                    raise DeviceError(Fault.OUTCOME_UNKNOWN, "begun earlier and never ended")
                file.append(_entry(Standing.BEGUN, name))
        except OSError as error:
            raise _failure(error) from None
        self._unwritten.pop(name, None)
        return None

    def done(self, job_id: str) -> None:
        """It came out. Where that cannot be written it stays unfinished, which is safe: logged, nothing raised."""
        self._end(Standing.DONE, checked(job_id), "")

    def failed(self, job_id: str, fault: Fault) -> None:
        """It did not come out and may be begun again. After OUTCOME_UNKNOWN it stays begun, for good."""
        if fault is not Fault.OUTCOME_UNKNOWN:
            self._end(Standing.FAILED, checked(job_id), fault.code)

    def cleared(self) -> None:
        """Nothing of any job so far is left in the printer, or on its paper. Where it cannot be written: logged."""
        self._end(Standing.CLEARED, _NOBODY, "")

    def _end(self, how: Standing, name: str, code: str) -> None:
        try:
            with self._opened() as file:
                file.append(_entry(how, name, code))
        except OSError as error:
            self._unwritten[name] = how
            _log.warning("the end of a print job cannot be written down (errno %s)", error.errno)

    def _read(self, file: _Locked) -> dict[str, Standing]:
        """The last standing of every job, oldest first. What could not be written is known to this process only."""
        known: dict[str, Standing] = {}
        for line in file.read().split(b"\n"):
            if found := _LINE.fullmatch(line):
                name = found[2].decode("ascii")
                known.pop(name, None)
                known[name] = Standing(found[1].decode("ascii"))
        return known | self._unwritten

    def _shorten(self, known: dict[str, Standing]) -> None:
        """Keep the newest: a new file in the place of the old, whole or not at all."""
        part = self._path.with_name(f".{self._path.name}.part")
        newest = list(known.items())[-self._kept :]
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(b"".join(_entry(how, name) for name, how in newest))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)
        _sync(self._path.parent)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[_Locked]:
        """The file, locked against every other process that keeps to this module."""
        file = _Locked(self._path)
        try:
            yield file
        finally:
            file.close()


class _Locked:
    """The open file under its lock. A file that was replaced while we waited for the lock is opened anew."""

    def __init__(self, path: Path) -> None:
        self._handle = -1
        self.swap(path)

    def swap(self, path: Path) -> None:
        """Let go of what is open and take the file that stands at `path` now."""
        while True:
            self.close()
            new = not path.exists()
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._handle, fcntl.LOCK_EX)
            if new:
                _sync(path.parent)
            if _identity(path) == os.fstat(self._handle).st_ino:
                return

    def size(self) -> int:
        """Bytes."""
        return os.fstat(self._handle).st_size

    def read(self) -> bytes:
        """All of it, the newest part where it is too long."""
        size = self.size()
        return os.pread(self._handle, _LONGEST, max(0, size - _LONGEST))

    def append(self, line: bytes) -> None:
        """Add a line and have it on the disk; a torn line before it is closed first."""
        size = self.size()
        torn = size > 0 and os.pread(self._handle, 1, size - 1) != b"\n"
        whole = (b"\n" if torn else b"") + line
        if os.write(self._handle, whole) != len(whole):
            raise OSError(errno.ENOSPC, "written in part")
        os.fsync(self._handle)

    def close(self) -> None:
        """Give file and lock back."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _entry(how: Standing, name: str, code: str = "") -> bytes:
    return f"{how.value} {name}{f' {code}' if code else ''}\n".encode("ascii")


def _identity(path: Path) -> int | None:
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_ino
    return None


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _failure(error: OSError) -> DeviceError:
    fault = Fault.DISK_FULL if error.errno in _FULL else Fault.NOT_PERMITTED
    return DeviceError(fault, f"print journal, errno {error.errno}")
