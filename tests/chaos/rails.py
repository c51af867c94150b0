"""What else a citizen leaves behind: a rating, a slip of paper, an order to cancel. The same queue and promises.

A slip is pressed for twice and may come out once. Must never say how a print ended before its record is in the queue.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import msgspec

from devices.contract import DeviceError, PrintJob
from devices.drivers.printer_folder import FolderPrinter
from kiosk.domain.ids import belonging
from kiosk.platform_api.digest import manifest_digest
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import Cancellation, Evaluation, Print
from kiosk.runtime.sending import CANCELLED_PAYMENT, PRINT, RATING
from offline_cache.contract import Handling, Job, Priority, StoreError, StoreFault

KINDS = (RATING, PRINT, CANCELLED_PAYMENT)
_SHARE = 0.15
"""Of cases that are rated, and of those with a slip."""
_LATER = Handling(priority=Priority.LATER)
_SECONDS = 5.0

Begun = tuple[str, str]
"""A slip and the case that it is of."""


class Queue(Protocol):
    """As far as this goes."""

    def enqueue(self, job_id: str, kind: str, payload: bytes, *more: Any) -> Job:
        """Take a job."""


def digest_of(kind: str, payload: bytes) -> str:
    """SHA-256 of the body that this job is sent as."""
    if kind == CANCELLED_PAYMENT:
        return hashlib.sha256(msgspec.json.encode(Cancellation(payload.decode()))).hexdigest()
    return manifest_digest(payload)


def slip_id(case_id: str) -> str:
    """The one slip of a case."""
    return belonging(case_id, "slip")


@dataclass
class Rails:
    """One screen's way to all of them."""

    outbox: Queue
    say: Callable[..., None]
    slips: Path
    """Where the printer lays them."""
    orders: list[str]
    """Still to be cancelled."""
    presses: int

    def left_behind(self, begun: tuple[Begun, ...]) -> None:
        """Slips over which screens died: they may have come out, so they are not printed again but told of."""
        for slip, case_id in begun:
            self._told_of(slip, case_id, "unknown", None)

    def after(self, case_id: str, dice: random.Random) -> None:
        """What comes behind a case."""
        if dice.random() < _SHARE:
            rating = belonging(case_id, "rating FIRST")
            body = Evaluation(rating, "VERY_SATISFIED", (), "FIRST", True, _now(), True, submission_id=case_id)
            self._put(rating, RATING, msgspec.json.encode(body))
        if dice.random() < _SHARE:
            self._print(case_id)
        if self.orders and dice.random() < _SHARE:
            self._put(self.orders.pop(), CANCELLED_PAYMENT, b"idle")

    def _print(self, case_id: str) -> None:
        slip, outcome, fault = slip_id(case_id), "failed", None
        self.say(event="printing", id=slip, case=case_id)
        for job_id in (slip, slip_id(case_id)):  # the citizen presses again
            try:
                printer = FolderPrinter({"folder": str(self.slips)})
                printer.print(PrintJob(job_id, f"%PDF-1.4 slip of {case_id}".encode()), _SECONDS)
                outcome, fault = "printed", None
            except DeviceError as error:
                fault = fault if outcome == "printed" else error.fault.code
        self._told_of(slip, case_id, outcome, fault)

    def _told_of(self, slip: str, case_id: str, outcome: str, fault: str | None) -> None:
        pages = int(outcome == "printed")
        body = Print(slip, "slip", outcome, pages, _now(), True, submission_id=case_id, fault=fault)
        self._put(slip, PRINT, msgspec.json.encode(body))

    def _put(self, job_id: str, kind: str, payload: bytes) -> None:
        """Press until it is taken; what reached the disk under a screen that died is there already."""
        for _ in range(self.presses):
            try:
                self.outbox.enqueue(job_id, kind, payload, (), _LATER)
            except StoreError as error:
                if error.fault is not StoreFault.JOB_EXISTS:
                    self.say(event="refused", fault=error.fault.code)
                    time.sleep(0.05)
                    continue
            self.say(event="stored", id=job_id)
            return


def _now() -> str:
    return to_rfc3339(time.time())
