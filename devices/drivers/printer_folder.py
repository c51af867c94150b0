"""A receipt printer that is a folder: each slip becomes `<job id>.pdf`; for demonstrations, journeys and tests.

Options: `folder` (made if it is not there). A file named `fault` in it, holding a fault's name or code (PAPER_OUT),
makes the printer fail that way until it is removed. Must never be opened on a real terminal (`virtual=True`).
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from devices.contract import DeviceError, Driver, Fault, Kind, PrintJob
from devices.known_options import KNOWN
from devices.printed import checked

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class FolderPrinter:
    """The folder. Raises DeviceError NOT_CONFIGURED, NOT_PERMITTED, GONE when made."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        folder = options.get("folder")
        if not isinstance(folder, str) or not folder:
            raise DeviceError(Fault.NOT_CONFIGURED, "option folder is missing")
        self._folder = Path(folder)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise _failure(error) from None

    def check(self) -> None:
        """Raises what the file `fault` says, GONE without the folder, NOT_PERMITTED where it is read-only."""
        try:
            ordered = (self._folder / "fault").read_text("utf-8", "replace").strip()
        except FileNotFoundError:
            ordered = ""
        except OSError as error:
            raise _failure(error) from None
        if ordered:
            raise DeviceError(_named(ordered), "ordered")
        if not self._folder.is_dir():
            raise DeviceError(Fault.GONE, "the folder is not there")
        if not os.access(self._folder, os.W_OK | os.X_OK):
            raise DeviceError(Fault.NOT_PERMITTED, "the folder is read-only")

    def print(self, job: PrintJob, timeout: float) -> None:  # noqa: ARG002  a folder is quick
        """Write the slip, whole or not at all. The same job is not written again. Raises DISK_FULL, ….

        Once it is there it is there: a fault ordered later does not undo it.
        """
        slip = self._folder / f"{checked(job.job_id)}.pdf"
        if slip.exists():
            return
        self.check()
        part = self._folder / f".{job.job_id}.part"
        try:
            _write(part, job.pdf)
            part.rename(slip)
            _sync(self._folder)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise _failure(error) from None

    def close(self) -> None:
        """Nothing to give back."""


def _write(path: Path, content: bytes) -> None:
    """A new file that only its owner reads, down to the disk. A part left by a power cut is written over."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _named(text: str) -> Fault:
    """A fault by name or code. NOT_CONFIGURED for a word that is neither."""
    return next((fault for fault in Fault if text in {fault.name, fault.code}), Fault.NOT_CONFIGURED)


def _failure(error: OSError) -> DeviceError:
    if error.errno in _FULL:
        return DeviceError(Fault.DISK_FULL)
    if error.errno in _FORBIDDEN:
        return DeviceError(Fault.NOT_PERMITTED, "folder")
    return DeviceError(Fault.GONE, f"folder, errno {error.errno}")


DRIVER = Driver(
    name="printer_folder",
    kind=Kind.RECEIPT_PRINTER,
    open=FolderPrinter,
    virtual=True,
    options=KNOWN["printer_folder"],
)
