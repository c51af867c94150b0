"""Which print jobs have come out, across restarts: one empty file per job in a folder, named by the job's UUID.

So that the same job is never printed twice, even after its traces were purged from the print server. Must never
hold anything but ids.
"""

from __future__ import annotations

import contextlib
import os
import time
import uuid
from enum import StrEnum
from pathlib import Path

from devices.contract import DeviceError, Fault

_KEPT = 90 * 24 * 3600
"""Seconds an entry is kept; job ids are UUIDs and never used again."""


class Known(StrEnum):
    """What is known of a job that needs no second attempt."""

    PRINTED = "printed"
    UNKNOWN = "unknown"
    """It may have come out: a person looks, nothing is printed again."""


def checked(job_id: str) -> str:
    """`job_id`, if it is a UUID in its usual form; raises ValueError otherwise (it becomes a file name)."""
    if str(uuid.UUID(job_id)) != job_id:
        raise ValueError("a print job needs a UUID in its usual form")
    return job_id


class PrintedJobs:
    """The folder. Raises DeviceError NOT_PERMITTED where it cannot be made or read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._forget_old()
        except OSError as error:
            raise DeviceError(Fault.NOT_PERMITTED, f"folder of printed jobs, errno {error.errno}") from None

    def known(self, job_id: str) -> Known | None:
        """What is known of the job; None where nothing is."""
        name = checked(job_id)
        return next((what for what in Known if (self._folder / f"{name}.{what}").exists()), None)

    def mark(self, job_id: str, what: Known) -> None:
        """Remember it, durably (file and folder synced). Raises OSError."""
        with (self._folder / f"{checked(job_id)}.{what}").open("wb") as entry:
            os.fsync(entry.fileno())
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _forget_old(self) -> None:
        limit = time.time() - _KEPT
        for entry in self._folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if entry.suffix[1:] in set(Known) and entry.stat().st_mtime < limit:
                    entry.unlink()
