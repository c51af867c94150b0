"""A queue, a printer and who waits, as they are told to be: for tests of what becomes of one print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from devices.contract import DeviceError, Fault, PrintJob
from devices.document_printer import fault_of
from devices.print_journal import PrintJournal, Standing
from devices.protocols.ipp import Value
from devices.transports.ipp_printer import IppPrinter, JobState, PrinterJob, PrinterState
from devices.transports.print_course import Order
from devices.transports.print_once import OncePrinter, Times
from devices.transports.print_queue import JobSeen, QueueState
from kiosk.domain.ids import uuid7

USB = "usb://Example/Slip"
IPP = "ipp://localhost/ipp/print"
LET_GO = "ipp://localhost/ipp/print?waitjob=false"
WELL = PrinterState(stopped=False, processing=False, accepting=True, reasons=(), up=100)
IDLE = QueueState(stopped=False, processing=False, accepting=True, reasons=(), since=0.0, device=USB)
NUMBER = 7


class StandPrinter:
    """An IPP printer that says what it was told to say; of its jobs one list after the other, the last for good."""

    def __init__(self, *lists: list[PrinterJob], state: PrinterState | None = WELL) -> None:
        self.lists = list(lists) or [[]]
        self.now = state
        self.cancelled: list[int] = []
        self.ends_when_cancelled = True

    def state(self) -> PrinterState:
        if self.now is None:
            raise DeviceError(Fault.GONE)
        return self.now

    def jobs(self, title: str) -> list[PrinterJob]:
        assert title.startswith("receipt ")
        self.state()
        return self.lists.pop(0) if len(self.lists) > 1 else self.lists[0]

    def cancel(self, number: int) -> bool:
        self.cancelled.append(number)
        if self.ends_when_cancelled:
            self.lists = [[PrinterJob(number, JobState.CANCELLED)]]
        return True


class StandQueue:
    """A queue that says what it was told to say; of the job one state after the other, the last one for good."""

    behind: Any = None

    def printer(self, device: str) -> IppPrinter | None:
        assert self.now is None or device == self.now.device
        found: IppPrinter | None = self.behind if device.startswith("ipp") else None
        return found

    def __init__(self, *jobs: JobState | None, device: str = USB) -> None:
        self.now: QueueState | None = replace(IDLE, device=device)
        self.jobs: list[JobState | None] = list(jobs)
        self.known: JobSeen | None = None
        self.calls: list[str] = []
        self.lying: list[tuple[str, JobSeen]] = []
        self.swallows: DeviceError | None = None

    def state(self) -> QueueState:
        if self.now is None:
            raise DeviceError(Fault.GONE)
        return self.now

    def find(self, title: str) -> JobSeen | None:
        assert title.startswith("receipt ")
        self.state()
        return self.known

    def mine(self) -> list[tuple[str, JobSeen]]:
        return self.lying

    def submit(self, title: str, document: bytes, options: Mapping[str, Value]) -> int:
        assert (title[:8], document, options) == ("receipt ", b"%PDF", {})
        self.calls.append("submit")
        if self.swallows is not None:
            raise self.swallows
        return NUMBER

    def job(self, number: int, title: str) -> JobSeen | None:
        assert (number, title[:8]) == (NUMBER, "receipt ")
        self.state()
        state = self.jobs.pop(0) if len(self.jobs) > 1 else (self.jobs or [None])[0]
        return JobSeen(number, state) if state is not None else None

    def cancel(self, number: int) -> None:
        assert number == NUMBER
        self.calls.append("cancel")
        self.jobs = [JobState.CANCELLED]

    def purge(self, number: int) -> None:
        assert number == NUMBER
        self.calls.append("purge")


class StandWatch:
    def __init__(self, *, unwanted: bool = False) -> None:
        self.told: list[tuple[int, int]] = []
        self.unwanted = unwanted

    def progress(self, done: int, total: int) -> None:
        self.told.append((done, total))

    def cancelled(self) -> bool:
        return self.unwanted


class PrintStand:
    def __init__(self, folder: Path, queue: StandQueue, printer: StandPrinter | None = None) -> None:
        self.journal = PrintJournal(folder / "journal")
        self.queue = queue
        queue.behind = printer
        self.once = OncePrinter(queue, self.journal, fault_of, Times(lasting=0.2))
        self.job = PrintJob(uuid7(), b"%PDF")

    def print(self, timeout: float = 30.0, watch: StandWatch | None = None, pages: int = 0) -> Fault | None:
        try:
            self.once.print(Order(replace(self.job, watch=watch), {}, pages), timeout, 60.0)
        except DeviceError as error:
            return error.fault
        return None

    def standing(self) -> Standing | None:
        return self.journal.standing(self.job.job_id)
