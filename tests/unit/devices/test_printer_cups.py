from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from devices.contract import DeviceError, Fault, PrintJob
from devices.drivers.printer_cups import CupsPrinter, fault_of
from devices.transports.cups import JobSeen, JobState, QueueState
from kiosk.domain.ids import uuid7

IDLE = QueueState(stopped=False, processing=False, accepting=True, reasons=(), since=0.0, device="usb://Example/Slip")


def _state(*reasons: str, **changed: Any) -> QueueState:
    return QueueState(**{**IDLE.__dict__, "reasons": reasons, **changed})


class _Queue:
    """A queue that says what it was told to say; of the job one state after the other, the last one for good."""

    def __init__(self, state: QueueState, itself: QueueState | None = None, jobs: tuple[JobState, ...] = ()) -> None:
        self.now = state
        self.itself = itself
        self.jobs = list(jobs)
        self.at_printer: JobState | None = None
        self.calls: list[str] = []

    def find(self, title: str) -> JobSeen | None:
        assert title.startswith("receipt ")
        return None

    def submit(self, title: str, document: bytes, options: dict[str, str]) -> int:
        assert (title[:8], document, options) == ("receipt ", b"%PDF", {})
        self.calls.append("submit")
        return 7

    def job(self, number: int) -> JobSeen | None:
        if not self.jobs:
            return None
        return JobSeen(number, self.jobs.pop(0) if len(self.jobs) > 1 else self.jobs[0])

    def cancel(self, number: int) -> None:
        assert number == 7
        self.calls.append("cancel")
        self.jobs = [JobState.CANCELLED]

    def purge(self, number: int) -> None:
        assert number == 7
        self.calls.append("purge")

    def device_job(self, uri: str, title: str) -> JobState | None:
        assert (uri, title[:8]) == (self.now.device, "receipt ")
        return self.at_printer

    def state(self) -> QueueState:
        return self.now

    def device_state(self, uri: str) -> QueueState | None:
        assert uri == self.now.device
        return self.itself


def _printer(tmp_path: Path, queue: _Queue) -> CupsPrinter:
    printer = CupsPrinter({"queue": "slip", "printed": str(tmp_path / "printed")})
    printer._queue = queue  # type: ignore[assignment]
    return printer


def _fault(printer: CupsPrinter) -> Fault | None:
    try:
        printer.check()
    except DeviceError as error:
        return error.fault
    return None


@pytest.mark.parametrize(
    ("reasons", "fault"),
    [
        (("media-empty-error",), Fault.PAPER_OUT),
        (("media-empty-warning",), Fault.PAPER_OUT),
        (("media-needed",), Fault.PAPER_OUT),
        (("media-jam-error", "media-empty"), Fault.PAPER_JAM),
        (("cover-open-report",), Fault.COVER_OPEN),
        (("door-open",), Fault.COVER_OPEN),
        (("connecting-to-device",), Fault.GONE),
        (("offline-report",), Fault.GONE),
        (("paused",), Fault.PRINTER_STOPPED),
        (("media-low-warning", "toner-low-report", "cups-waiting-for-job-completed"), None),
        (("marker-supply-low-warning",), None),
        ((), None),
    ],
)
def test_reasons_are_told_apart(reasons: tuple[str, ...], fault: Fault | None) -> None:
    assert fault_of(_state(*reasons)) is fault


def test_a_stopped_queue_without_a_reason_is_stopped() -> None:
    assert fault_of(_state(stopped=True)) is Fault.PRINTER_STOPPED


def test_an_idle_queue_is_believed_for_a_minute_only_so_that_a_refill_is_noticed(tmp_path: Path) -> None:
    fresh = _Queue(_state("media-empty-error", since=5.0))
    assert _fault(_printer(tmp_path, fresh)) is Fault.PAPER_OUT
    stale = _Queue(_state("media-empty-error", since=61.0))
    assert _fault(_printer(tmp_path, stale)) is None
    working = _Queue(_state("media-empty-error", since=61.0, processing=True))
    assert _fault(_printer(tmp_path, working)) is Fault.PAPER_OUT


def test_a_printer_that_can_be_asked_itself_is_believed_rather_than_the_queue(tmp_path: Path) -> None:
    refilled = _Queue(_state("media-empty-error"), itself=_state())
    assert _fault(_printer(tmp_path, refilled)) is None
    empty = _Queue(_state(), itself=_state("media-empty-error", since=9999.0))
    assert _fault(_printer(tmp_path, empty)) is Fault.PAPER_OUT


def test_a_stopped_queue_says_why_where_it_knows(tmp_path: Path) -> None:
    assert _fault(_printer(tmp_path, _Queue(_state("media-jam", stopped=True)))) is Fault.PAPER_JAM
    assert _fault(_printer(tmp_path, _Queue(_state(stopped=True)))) is Fault.PRINTER_STOPPED
    assert _fault(_printer(tmp_path, _Queue(_state(accepting=False)))) is Fault.PRINT_REFUSED


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"queue": "slip"},
        {"queue": "", "printed": "printed"},
        {"queue": "slip", "printed": "printed", "server": "localhost:ipp"},
    ],
)
def test_options_that_say_too_little_are_named(options: dict[str, str], tmp_path: Path) -> None:
    if "printed" in options:
        options = {**options, "printed": str(tmp_path / "printed")}
    with pytest.raises(DeviceError) as caught:
        CupsPrinter(options)
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_a_folder_of_printed_jobs_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DeviceError) as caught:
        CupsPrinter({"queue": "slip", "printed": str(tmp_path / "file" / "printed")})
    assert caught.value.fault is Fault.NOT_PERMITTED


IPP = _state(device="ipp://localhost/ipp/print")


def _print(tmp_path: Path, queue: _Queue, timeout: float = 30.0) -> Fault | None:
    printer = _printer(tmp_path, queue)
    try:
        printer.print(PrintJob(uuid7(), b"%PDF"), timeout)
    except DeviceError as error:
        return error.fault
    return None


def test_the_spool_is_cleared_as_soon_as_it_is_out(tmp_path: Path) -> None:
    queue = _Queue(IDLE, jobs=(JobState.PENDING, JobState.PROCESSING, JobState.COMPLETED))
    assert _print(tmp_path, queue) is None
    assert queue.calls == ["submit", "purge"]


@pytest.mark.parametrize("said", [JobState.ABORTED, JobState.CANCELLED])
def test_completed_at_the_server_but_not_at_the_printer_is_no_success(tmp_path: Path, said: JobState) -> None:
    queue = _Queue(IPP, jobs=(JobState.COMPLETED,))
    queue.at_printer = said
    assert _print(tmp_path, queue) is Fault.PRINT_REFUSED
    assert queue.calls == ["submit", "purge"]


@pytest.mark.parametrize(
    ("device", "said", "fault"),
    [
        (IPP.device, JobState.COMPLETED, None),
        (IPP.device, JobState.ABORTED, Fault.PRINT_REFUSED),
        (IPP.device, JobState.PROCESSING, Fault.OUTCOME_UNKNOWN),
        (IDLE.device, None, Fault.OUTCOME_UNKNOWN),
    ],
)
def test_a_job_the_queue_would_start_again_is_taken_out(
    tmp_path: Path, device: str, said: JobState | None, fault: Fault | None
) -> None:
    queue = _Queue(_state(device=device), jobs=(JobState.PROCESSING, JobState.PENDING))
    queue.at_printer = said
    assert _print(tmp_path, queue, timeout=1.0) is fault
    assert queue.calls == ["submit", "cancel", "purge"]


def test_a_job_that_vanished_from_the_queue_is_of_unknown_outcome(tmp_path: Path) -> None:
    assert _print(tmp_path, _Queue(IDLE)) is Fault.OUTCOME_UNKNOWN


def test_an_aborted_job_is_refused(tmp_path: Path) -> None:
    assert _print(tmp_path, _Queue(IDLE, jobs=(JobState.PROCESSING, JobState.ABORTED))) is Fault.PRINT_REFUSED
