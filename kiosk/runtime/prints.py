"""What was printed for people: every slip and certificate with its outcome, sealed; a slip may be printed again.

A slip is written down before its print begins: where the power goes in the middle it stands there as `unsure`. Must
never be readable without the terminal's data key, nor give two reprints that may have come out the same id.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from devices.contract import Fault
from kiosk.runtime.delays import PRINT_LIMIT_PER_PAGE
from kiosk.runtime.files import Files
from kiosk.runtime.sealed_files import SealedFiles
from kiosk.staff import private
from offline_cache.contract import StoreError, StoreFault
from offline_cache.crypto import Vault
from offline_cache.keys import load_key, older_keys

KEEP = 3 * 86400.0
"""Seconds after its print after which a slip is thrown away: it is somebody's."""
LASTS = 90.0
"""Seconds within which a printer says how it ended (devices.workers.PrinterWorker); after that nobody will."""
CERTIFICATE = "certificate"
"""What a certificate is called among the slips; its `sheet` is kiosk.runtime.certificate_prints.CertificatePaper."""


class PrintOutcome(StrEnum):
    """How the print of a slip ended."""

    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    """It surely did not come out whole."""
    UNSURE = "unsure"
    """It may have come out."""


class SlipPrint(msgspec.Struct, frozen=True, rename="camel"):
    """One print of one slip."""

    print_id: str
    """UUID, the printer's job; of a reprint `uuid5(original, n)`."""
    what: str
    """As kiosk.documents.sheets has it, or CERTIFICATE."""
    sheet: msgspec.Raw
    """Everything that the slip says; of a certificate, which one it is."""
    number: str
    item: str
    name: str
    """Masked; empty where the slip names nobody."""
    at: float
    """When it was begun, seconds since 1970."""
    printer: str
    """The driver's name."""
    pages: int = 1
    outcome: PrintOutcome = PrintOutcome.PRINTING
    fault: str = ""
    original: str = ""
    """Of a reprint: the print that it repeats."""
    copy: int = 0
    """Of a reprint: which one it is (补打第 n 次)."""

    def __repr__(self) -> str:
        """Nobody in a traceback."""
        return f"SlipPrint({self.print_id!r}, {self.outcome.value!r})"


class Prints:
    """Those of one terminal, in a folder of their own. Any process may open it. All raise StoreError, OSError."""

    def __init__(self, folder: Path, vault: Callable[[], Vault]) -> None:
        self._files = SealedFiles(folder, "slip", SlipPrint, vault)

    def begin(self, made: SlipPrint) -> None:
        """Durably, before it is printed. One that came out already stays as it is: it is not printed twice."""
        with private.alone(self._files.folder):
            there = self._files.find(made.print_id)
            if there is None or there.outcome is not PrintOutcome.PRINTED:
                self._files.write(made.print_id, made)

    def find(self, print_id: str) -> SlipPrint:
        """As it was written down. Raises StoreError JOB_UNKNOWN."""
        found = self._files.find(print_id)
        if found is None:
            raise StoreError(StoreFault.JOB_UNKNOWN, "no such print")
        return found

    def end(self, print_id: str, fault: Fault | None) -> None:
        """How it ended: None = it came out."""
        with private.alone(self._files.folder):
            there = self._files.find(print_id)
            if there is not None and there.outcome is not PrintOutcome.PRINTED:
                code = fault.code if fault else ""
                self._files.write(print_id, replace(there, outcome=_outcome(fault), fault=code))

    def all(self, now: float) -> tuple[SlipPrint, ...]:
        """The newest first, as they stand now; those that lay too long are thrown away."""
        if not self._files.folder.exists():
            return ()
        found = self._files.all()
        for one in found.values():
            if now - one.at > KEEP:
                self._files.drop(one.print_id)
        kept = [standing(one, now) for one in found.values() if now - one.at <= KEEP]
        return tuple(sorted(kept, key=lambda one: -one.at))

    def again(self, print_id: str, printer: str, now: float) -> SlipPrint:
        """Begin a reprint of that print, or of what it repeats. One that surely failed is begun again under its id.

        Raises StoreError: JOB_UNKNOWN, STEP_NOT_ALLOWED while one is under way.
        """
        with private.alone(self._files.folder):
            there = {one.print_id: one for one in self.all(now)}
            asked = there.get(print_id)
            first = there.get(asked.original or print_id) if asked else None
            if first is None:
                raise StoreError(StoreFault.JOB_UNKNOWN, "no such slip")
            copies = [one for one in there.values() if one.original == first.print_id]
            if any(one.outcome is PrintOutcome.PRINTING for one in (first, *copies)):
                raise StoreError(StoreFault.STEP_NOT_ALLOWED, "it is being printed")
            copy = 1 + sum(one.outcome is not PrintOutcome.FAILED for one in copies)
            made = replace(
                first,
                print_id=copy_id(first.print_id, copy),
                original=first.print_id,
                copy=copy,
                at=now,
                printer=printer,
                outcome=PrintOutcome.PRINTING,
                fault="",
            )
            self._files.write(made.print_id, made)
        return made

    def reseal(self) -> int:
        """Seal every slip with the key of now; how many."""
        if not self._files.folder.exists():
            return 0
        with private.alone(self._files.folder):
            return self._files.reseal()

    def forget(self) -> None:
        """Keep nothing of a slip in memory."""
        self._files.forget()


def throw_away(folder: Path, now: float) -> None:
    """Slips that lay too long, by the time of their files: no key is needed. Raises OSError."""
    for path in folder.glob("*.slip"):
        if now - path.stat().st_mtime > KEEP:
            path.unlink(missing_ok=True)


def prints_of(files: Files) -> Prints:
    """Those of a terminal; sealed with its data key."""
    return Prints(files.prints, lambda: Vault(load_key(files.data_key), older_keys(files.data_key)))


def slip_print(print_id: str, sheet: Any, at: float, printer: str) -> SlipPrint:
    """A first print of a slip of kiosk.documents.sheets."""
    from kiosk.documents import sheets

    kind = sheets.kind_of(sheet)
    told = kind.told(sheet)
    raw = msgspec.Raw(msgspec.json.encode(sheet))
    return SlipPrint(print_id, kind.name, raw, told.number, told.item, told.name, at, printer)


def copy_id(print_id: str, copy: int) -> str:
    """The id of the n-th reprint (UUID version 5, RFC 9562)."""
    return str(uuid.uuid5(uuid.UUID(print_id), str(copy)))


def standing(made: SlipPrint, now: float) -> SlipPrint:
    """As it stands now: a print of which nobody told the outcome in time may have come out."""
    more = PRINT_LIMIT_PER_PAGE * made.pages if made.what == CERTIFICATE else 0.0
    if made.outcome is PrintOutcome.PRINTING and not 0 <= now - made.at <= LASTS + more:
        return replace(made, outcome=PrintOutcome.UNSURE, fault=Fault.OUTCOME_UNKNOWN.code)
    return made


def _outcome(fault: Fault | None) -> PrintOutcome:
    if fault is None:
        return PrintOutcome.PRINTED
    return PrintOutcome.UNSURE if fault is Fault.OUTCOME_UNKNOWN else PrintOutcome.FAILED
