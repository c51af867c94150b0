from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from devices.contract import DeviceError, Fault
from devices.print_journal import Standing
from devices.transports import print_once
from devices.transports.ipp_printer import JobState, PrinterJob
from devices.transports.print_queue import JobSeen, QueueState
from kiosk.domain.ids import uuid7
from tests.print_stand import IDLE, IPP, LET_GO, NUMBER, USB, WELL, PrintStand, StandPrinter, StandQueue, StandWatch


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same course of things in less time."""
    for name in ("LASTING", "CANCELLING"):
        monkeypatch.setattr(print_once, name, 0.2)
    monkeypatch.setattr(print_once, "_POLLS", (0.005,))


def test_the_spool_is_cleared_as_soon_as_it_is_out(tmp_path: Path) -> None:
    bench = PrintStand(tmp_path, StandQueue(JobState.PENDING, JobState.PROCESSING, JobState.COMPLETED))
    assert bench.print() is None
    assert bench.queue.calls == ["submit", "purge"]
    assert bench.standing() is Standing.DONE
    assert bench.print() is None
    assert bench.queue.calls == ["submit", "purge"]


def test_a_transfer_is_no_success_the_printer_is_waited_for(tmp_path: Path) -> None:
    printer = StandPrinter([], [PrinterJob(1, JobState.PROCESSING)], [PrinterJob(1, JobState.COMPLETED, pages=2)])
    bench = PrintStand(tmp_path, StandQueue(JobState.PROCESSING, JobState.COMPLETED, device=LET_GO), printer)
    printer.lists.insert(0, [])  # while it is submitted
    assert bench.print() is None
    assert len(printer.lists) == 1


def test_pages_are_told_as_they_come_out(tmp_path: Path) -> None:
    steps = [[PrinterJob(1, JobState.PROCESSING, pages=n)] for n in (0, 1, 1, 2)]
    printer = StandPrinter([], *steps, [PrinterJob(1, JobState.COMPLETED, pages=9, sheets=2)])
    watch = StandWatch()
    bench = PrintStand(tmp_path, StandQueue(JobState.PROCESSING, device=IPP), printer)
    assert bench.print(watch=watch, pages=3) is None
    assert watch.told == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("device", [IPP, LET_GO])
@pytest.mark.parametrize("said", [JobState.ABORTED, JobState.CANCELLED])
def test_completed_at_the_server_but_not_at_the_printer_is_no_success(
    tmp_path: Path, said: JobState, device: str
) -> None:
    bench = PrintStand(
        tmp_path, StandQueue(JobState.COMPLETED, device=device), StandPrinter([], [PrinterJob(1, said)])
    )
    assert bench.print() is Fault.PRINT_REFUSED
    assert bench.queue.calls == ["submit", "purge"]
    assert bench.standing() is Standing.FAILED


def test_a_printer_without_history_is_believed_through_the_server_that_waited(tmp_path: Path) -> None:
    waited = PrintStand(tmp_path / "a", StandQueue(JobState.COMPLETED, device=IPP), StandPrinter([]))
    assert waited.print() is None
    sent = PrintStand(tmp_path / "b", StandQueue(JobState.COMPLETED, device=LET_GO), StandPrinter([]))
    assert sent.print() is Fault.OUTCOME_UNKNOWN


def test_a_printer_that_was_switched_off_meanwhile_has_forgotten_the_job(tmp_path: Path) -> None:
    class Switched(StandPrinter):
        def jobs(self, title: str) -> list[PrinterJob]:
            found = super().jobs(title)
            if len(self.lists) == 1:
                self.now = replace(WELL, up=3)
            return found

    printer = Switched([], [PrinterJob(1, JobState.PROCESSING)], [])
    bench = PrintStand(tmp_path, StandQueue(*[JobState.PROCESSING] * 3, JobState.COMPLETED, device=IPP), printer)
    assert bench.print() is Fault.OUTCOME_UNKNOWN
    assert bench.standing() is Standing.BEGUN


@pytest.mark.parametrize(
    ("device", "said", "fault"),
    [
        (IPP, JobState.COMPLETED, None),
        (IPP, JobState.ABORTED, Fault.PRINT_REFUSED),
        (IPP, JobState.PROCESSING, Fault.OUTCOME_UNKNOWN),
        (USB, None, Fault.OUTCOME_UNKNOWN),
    ],
)
def test_a_job_the_queue_would_start_again_is_taken_out(
    tmp_path: Path, device: str, said: JobState | None, fault: Fault | None
) -> None:
    jobs = [PrinterJob(1, said)] if said else []
    running = [PrinterJob(1, JobState.PROCESSING)]
    queue = StandQueue(JobState.PROCESSING, JobState.PENDING, device=device)
    bench = PrintStand(tmp_path, queue, StandPrinter([], running, running, running, jobs))
    assert bench.print(timeout=0.5) is fault
    assert queue.calls == ["submit", "cancel", "purge"]


def test_a_server_that_was_killed_and_starts_the_job_at_once_is_stopped(tmp_path: Path) -> None:
    class Killed(StandQueue):
        looks = 0

        def job(self, number: int, title: str) -> JobSeen | None:
            self.looks += 1
            if self.looks == 3:
                raise DeviceError(Fault.GONE)
            return super().job(number, title)

    running = [PrinterJob(1, JobState.PROCESSING)]
    printer = StandPrinter([], *[running] * 6, [PrinterJob(1, JobState.COMPLETED)])
    bench = PrintStand(tmp_path, Killed(JobState.PROCESSING, device=IPP), printer)
    bench.queue.lying = [(f"receipt {bench.job.job_id}", JobSeen(NUMBER, JobState.PROCESSING))]
    assert bench.print() is None
    assert bench.queue.calls == ["submit", "cancel", "purge"]


def test_a_second_copy_at_the_printer_is_stopped(tmp_path: Path) -> None:
    twice = [PrinterJob(1, JobState.PROCESSING), PrinterJob(2, JobState.PENDING)]
    printer = StandPrinter([], twice, twice, [PrinterJob(1, JobState.COMPLETED), PrinterJob(2, JobState.CANCELLED)])
    bench = PrintStand(tmp_path, StandQueue(JobState.PROCESSING, device=IPP), printer)
    assert bench.print() is None
    assert bench.queue.calls == ["submit", "cancel", "purge"]


def test_a_job_the_server_forgot_is_followed_at_the_printer(tmp_path: Path) -> None:
    printer = StandPrinter([], [PrinterJob(1, JobState.PROCESSING)], [PrinterJob(1, JobState.COMPLETED)])
    bench = PrintStand(tmp_path, StandQueue(None, device=IPP), printer)
    assert bench.print() is None


def test_a_job_that_vanished_from_the_queue_is_of_unknown_outcome(tmp_path: Path) -> None:
    bench = PrintStand(tmp_path, StandQueue())
    assert bench.print() is Fault.OUTCOME_UNKNOWN
    assert bench.standing() is Standing.BEGUN


def test_an_aborted_job_is_refused(tmp_path: Path) -> None:
    bench = PrintStand(tmp_path, StandQueue(JobState.PROCESSING, JobState.ABORTED))
    assert bench.print() is Fault.PRINT_REFUSED


def test_nobody_wants_it_any_more_before_it_is_sent_and_while_it_prints(tmp_path: Path) -> None:
    before = PrintStand(tmp_path / "a", StandQueue(JobState.PROCESSING))
    assert before.print(watch=StandWatch(unwanted=True)) is Fault.PRINT_CANCELLED
    assert before.queue.calls == []

    class Late(StandWatch):
        def cancelled(self) -> bool:
            return bool(self.told)

    running = [PrinterJob(1, JobState.PROCESSING)]
    printer = StandPrinter([], running)
    during = PrintStand(tmp_path / "b", StandQueue(JobState.COMPLETED, device=LET_GO), printer)
    assert during.print(watch=Late(), pages=5) is Fault.PRINT_CANCELLED
    assert printer.cancelled == [1]
    assert during.standing() is Standing.FAILED


def test_cancelled_too_late_is_a_success(tmp_path: Path) -> None:
    class Late(StandWatch):
        def cancelled(self) -> bool:
            return bool(self.told)

    running = [PrinterJob(1, JobState.PROCESSING)]
    printer = StandPrinter([], running, [PrinterJob(1, JobState.COMPLETED)])
    bench = PrintStand(tmp_path, StandQueue(JobState.COMPLETED, device=LET_GO), printer)
    assert bench.print(watch=Late(), pages=5) is None


def test_printer_vanishes_with_the_job_and_nobody_calls_it_failed(tmp_path: Path) -> None:
    class Vanishing(StandPrinter):
        def jobs(self, title: str) -> list[PrinterJob]:
            found = super().jobs(title)
            if found:
                self.now = None
            return found

    printer = Vanishing([], [PrinterJob(1, JobState.PROCESSING)])
    bench = PrintStand(tmp_path, StandQueue(JobState.COMPLETED, device=LET_GO), printer)
    assert bench.print(timeout=0.6) is Fault.OUTCOME_UNKNOWN
    assert bench.standing() is Standing.BEGUN


def test_the_process_died_while_printing_and_the_next_one_learns_the_outcome(tmp_path: Path) -> None:
    bench = PrintStand(tmp_path, StandQueue(JobState.PROCESSING, JobState.COMPLETED))
    bench.journal.begin(bench.job.job_id)
    bench.queue.known = JobSeen(NUMBER, JobState.PROCESSING)
    assert bench.print() is None
    assert bench.queue.calls == ["purge"]
    assert bench.standing() is Standing.DONE


def test_the_process_died_and_server_and_queue_with_it_but_the_printer_remembers(tmp_path: Path) -> None:
    bench = PrintStand(tmp_path, StandQueue(None, device=IPP), StandPrinter([PrinterJob(4, JobState.COMPLETED)]))
    bench.journal.begin(bench.job.job_id)
    assert bench.print() is None
    assert bench.queue.calls == []


@pytest.mark.parametrize("known", [None, JobState.ABORTED, JobState.CANCELLED])
def test_the_process_died_and_nobody_can_say_what_became_of_it(tmp_path: Path, known: JobState | None) -> None:
    bench = PrintStand(tmp_path, StandQueue(known))
    bench.journal.begin(bench.job.job_id)
    bench.queue.known = JobSeen(NUMBER, known) if known else None
    assert bench.print() is Fault.OUTCOME_UNKNOWN
    assert "submit" not in bench.queue.calls


def test_the_process_died_and_the_server_is_down_it_is_asked_again_later(tmp_path: Path) -> None:
    bench = PrintStand(tmp_path, StandQueue(None, device=IPP), StandPrinter([PrinterJob(4, JobState.COMPLETED)]))
    bench.journal.begin(bench.job.job_id)
    state, bench.queue.now = bench.queue.now, None
    assert bench.print() is Fault.OUTCOME_UNKNOWN
    bench.queue.now = state
    assert bench.print() is None


def test_an_earlier_attempt_that_came_out_after_all_is_not_printed_again(tmp_path: Path) -> None:
    bench = PrintStand(
        tmp_path, StandQueue(JobState.CANCELLED, device=IPP), StandPrinter([PrinterJob(4, JobState.COMPLETED)])
    )
    bench.queue.known = JobSeen(NUMBER, JobState.CANCELLED)
    assert bench.print() is None
    assert bench.queue.calls == ["purge"]


def test_an_earlier_attempt_the_printer_does_not_let_go_of_is_waited_for(tmp_path: Path) -> None:
    bench = PrintStand(tmp_path, StandQueue(device=IPP), StandPrinter([PrinterJob(4, JobState.STOPPED)]))
    assert bench.print() is Fault.BUSY
    assert bench.queue.calls == []
    assert bench.standing() is Standing.FAILED


def test_the_server_goes_away_while_it_takes_the_document(tmp_path: Path) -> None:
    has_it = PrintStand(tmp_path / "a", StandQueue(JobState.COMPLETED))
    has_it.queue.swallows = DeviceError(Fault.OUTCOME_UNKNOWN)
    asked: list[str] = []

    def found(title: str) -> JobSeen | None:
        asked.append(title)
        return None if len(asked) == 1 else JobSeen(NUMBER, JobState.PENDING)

    has_it.queue.find = found  # type: ignore[method-assign]
    assert has_it.print() is None

    has_not = PrintStand(tmp_path / "b", StandQueue())
    has_not.queue.swallows = DeviceError(Fault.GONE)
    assert has_not.print() is Fault.GONE
    assert has_not.standing() is Standing.FAILED

    refuses = PrintStand(tmp_path / "c", StandQueue())
    refuses.queue.swallows = DeviceError(Fault.NOT_PERMITTED)
    assert refuses.print() is Fault.NOT_PERMITTED

    forgot = PrintStand(tmp_path / "d", StandQueue(device=IPP), StandPrinter([]))
    forgot.queue.swallows = DeviceError(Fault.OUTCOME_UNKNOWN)
    assert forgot.print() is Fault.OUTCOME_UNKNOWN
    assert forgot.standing() is Standing.BEGUN

    at_the_printer = StandPrinter([], [PrinterJob(1, JobState.PROCESSING)], [PrinterJob(1, JobState.COMPLETED)])
    passed_on = PrintStand(tmp_path / "e", StandQueue(None, device=IPP), at_the_printer)
    passed_on.queue.swallows = DeviceError(Fault.OUTCOME_UNKNOWN)
    assert passed_on.print() is None


def test_a_printer_that_can_be_asked_itself_is_believed_rather_than_the_queue(tmp_path: Path) -> None:
    queue = StandQueue(device=IPP)
    queue.now = replace(IDLE, device=IPP, reasons=("media-empty-error",))
    PrintStand(tmp_path, queue, StandPrinter()).once.check(60.0)
    empty = StandPrinter(state=replace(WELL, reasons=("media-empty-error",)))
    with pytest.raises(DeviceError) as caught:
        PrintStand(tmp_path, StandQueue(device=IPP), empty).once.check(60.0)
    assert caught.value.fault is Fault.PAPER_OUT


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        (replace(IDLE, reasons=("media-empty-error",), since=5.0), Fault.PAPER_OUT),
        (replace(IDLE, reasons=("media-empty-error",), since=61.0), None),
        (replace(IDLE, reasons=("media-empty-error",), since=61.0, processing=True), Fault.PAPER_OUT),
        (replace(IDLE, reasons=("media-jam",), stopped=True), Fault.PAPER_JAM),
        (replace(IDLE, stopped=True), Fault.PRINTER_STOPPED),
        (replace(IDLE, accepting=False), Fault.PRINT_REFUSED),
    ],
)
def test_an_idle_queue_is_believed_for_a_minute_only(tmp_path: Path, state: QueueState, fault: Fault | None) -> None:
    queue = StandQueue()
    queue.now = state
    bench = PrintStand(tmp_path, queue)
    if fault is None:
        bench.once.check(60.0)
        return
    with pytest.raises(DeviceError) as caught:
        bench.once.check(60.0)
    assert caught.value.fault is fault


def test_documents_left_in_the_spool_are_taken_out_by_the_next_look(tmp_path: Path) -> None:
    bench = PrintStand(tmp_path, StandQueue())
    done, open_still = uuid7(), uuid7()
    for job_id in (done, open_still):
        bench.journal.begin(job_id)
    bench.journal.done(done)
    seen = JobSeen(NUMBER, JobState.COMPLETED)
    bench.queue.lying = [(f"receipt {done}", seen), (f"receipt {open_still}", seen), ("somebody else's", seen)]
    bench.once.check(60.0)
    bench.once.check(60.0)
    assert bench.queue.calls == ["purge"]
