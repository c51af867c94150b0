"""The page printer that prints on nothing, the queue that is the printer itself, and the count of pages."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.conformance.leaf import leaf
from devices.contract import DeviceError, Fault
from devices.drivers.virtual_document_printer import Twin
from devices.pdf_pages import AT_MOST, count_pages
from devices.protocols import ipp
from devices.protocols.ipp import Attribute, Value
from devices.transports.ipp_direct import DirectQueue
from devices.transports.ipp_printer import JobState
from devices.twins.page_machine import Job, PageMachine

TITLE = "document 0192f1c0-0000-7000-8000-000000000000"
PDF: Attribute = (ipp.MIME, "document-format", ["application/pdf"])


class _Desk:
    """A machine, its clock, and what came out."""

    def __init__(self) -> None:
        self.now = 0.0
        self.out: list[str] = []
        self.machine = PageMachine(lambda: self.now, self._came)

    def _came(self, job: Job) -> None:
        self.out.append(job.title)

    def ask(self, operation: int, *attributes: Attribute, setup: Sequence[Attribute] = (), pdf: bytes = b"") -> Any:
        groups = [(ipp.OPERATION_GROUP, attributes), *([(ipp.JOB_GROUP, setup)] if setup else [])]
        return ipp.answer(self.machine.answer(ipp.message(operation, groups, 5) + pdf))

    def send(self, pages: int = 1, setup: Sequence[Attribute] = ()) -> Any:
        return self.ask(ipp.PRINT_JOB, PDF, (ipp.NAME, "job-name", [TITLE]), setup=setup, pdf=leaf(pages))

    def jobs(self, which: str) -> list[dict[str, list[Value]]]:
        answer = self.ask(ipp.GET_JOBS, (ipp.KEYWORD, "which-jobs", [which]))
        return [group.attributes for group in answer.groups if group.tag == ipp.JOB_GROUP]

    def state(self) -> dict[str, list[Value]]:
        answer = self.ask(ipp.GET_PRINTER_ATTRIBUTES)
        found: dict[str, list[Value]] = answer.groups[1].attributes
        return found


def test_pages_come_out_as_time_goes_by() -> None:
    desk = _Desk()
    assert desk.send(3, [(ipp.INTEGER, "copies", [2])]).status == 0
    desk.machine.work()
    desk.now = 0.26
    (job,) = desk.jobs("not-completed")
    assert (job["job-state"], job["job-impressions-completed"]) == ([5], [5])
    assert desk.state()["printer-state"] == [4]
    desk.now = 1.0
    (job,) = desk.jobs("completed")
    assert (job["job-state"], job["job-impressions-completed"]) == ([9], [6])
    assert desk.out == [TITLE]
    assert desk.state()["printer-state"] == [3]


def test_an_error_stops_the_printer_and_a_warning_does_not() -> None:
    desk = _Desk()
    desk.machine.reasons.add("media-jam-error")
    desk.send()
    desk.now = 5.0
    assert desk.jobs("not-completed")[0]["job-state"] == [6]
    assert desk.state()["printer-state-reasons"] == ["media-jam-error"]
    desk.machine.reasons = {"toner-low-warning"}
    desk.machine.work()
    desk.now = 6.0
    assert desk.jobs("completed")[0]["job-state"] == [9]


def test_a_tray_runs_empty() -> None:
    desk = _Desk()
    desk.machine.sheets["tray-2"] = 1
    desk.send(2, [(ipp.BEGIN_COLLECTION, "media-col", [{"media-source": ["tray-2"]}])])
    for desk.now in (1.0, 2.0):
        desk.machine.work()
    assert desk.out == []
    assert desk.state()["printer-state-reasons"] == ["media-empty-error"]


def test_a_job_is_cancelled_once() -> None:
    desk = _Desk()
    desk.send()
    asked: Attribute = (ipp.INTEGER, "job-id", [1])
    assert desk.ask(ipp.CANCEL_JOB, asked).status == 0
    assert desk.ask(ipp.CANCEL_JOB, asked).status == 0x0404
    assert desk.ask(ipp.CANCEL_JOB, (ipp.INTEGER, "job-id", [9])).status == 0x0406
    assert desk.jobs("completed")[0]["job-state"] == [7]


def test_what_it_does_not_take_it_says() -> None:
    desk = _Desk()
    assert desk.ask(ipp.PRINT_JOB, (ipp.MIME, "document-format", ["image/urf"])).status == 0x040A
    assert desk.send(1, [(ipp.INTEGER, "copies", [100])]).status == 0x040B
    assert desk.ask(0x4001).status == 0x0501
    desk.machine.accepting = False
    assert desk.send().status == 0x0506


def test_it_remembers_a_hundred_ended_jobs() -> None:
    desk = _Desk()
    for _ in range(120):
        desk.send()
        desk.machine.work()
        desk.now += 1.0
        desk.machine.work()
    assert len(desk.jobs("completed")) <= 101


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(received: bytes) -> None:
    assert ipp.answer(_Desk().machine.answer(received)).status >= 0
    assert ipp.answer(_Desk().machine.answer(bytes.fromhex("0200000200000001") + received)).status >= 0


@pytest.fixture
def twin(tmp_path: Path) -> Any:
    with contextlib.closing(Twin(tmp_path / "printer", tmp_path / "out")) as made:
        yield made


def test_the_printer_is_its_own_queue(twin: Twin, tmp_path: Path) -> None:
    queue = DirectQueue(str(tmp_path / "printer"))
    assert queue.find(TITLE) is None
    assert queue.mine() == []
    number = queue.submit(TITLE, leaf(1), {"copies": 2, "not-sent": "x"})
    seen = queue.find(TITLE)
    assert seen is not None
    assert seen == queue.job(number, TITLE)
    assert seen.state is JobState.COMPLETED
    queue.cancel(number)
    queue.purge(number)
    printer = queue.printer(queue.state().device)
    assert printer is not None
    (job,) = printer.jobs(TITLE)
    assert printer.cancel(job.number)
    assert not printer.cancel(job.number)
    assert queue.find(TITLE) is None
    twin.handle({"do": "refuse"})
    with pytest.raises(DeviceError) as caught:
        queue.submit(TITLE, leaf(1), {})
    assert caught.value.fault is Fault.PRINT_REFUSED
    twin.handle({"do": "vanish"})
    with pytest.raises(DeviceError) as caught:
        queue.submit(TITLE, leaf(1), {})
    assert caught.value.fault is Fault.GONE


@pytest.mark.parametrize(
    "message", [{"do": "fly"}, {"do": "slow", "seconds": -1}, {"do": "slow", "seconds": True}, {"do": "reason"}]
)
def test_the_twin_refuses_what_it_does_not_know(twin: Twin, message: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"one of|seconds|keyword is missing"):
        twin.handle(message)


def test_the_twin_says_how_it_is(twin: Twin) -> None:
    assert twin.handle({"do": "reason", "keyword": "toner-low-warning"})["reasons"] == ["toner-low-warning"]
    assert twin.handle({"do": "stop"})["stopped"]
    well = twin.handle({"do": "well"})
    assert (well["reasons"], well["stopped"], well["plugged"], well["jobs"], well["out"]) == ([], False, True, 0, 0)


@pytest.mark.parametrize("pages", [1, 3, AT_MOST])
def test_pages_are_counted(pages: int) -> None:
    assert count_pages(leaf(pages)) == pages


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", leaf(AT_MOST + 1)])
def test_what_is_no_document_for_a_terminal_is_refused(pdf: bytes) -> None:
    with pytest.raises(DeviceError) as caught:
        count_pages(pdf)
    assert caught.value.fault is Fault.PRINT_UNSUPPORTED
