"""What the words and numbers of CUPS become, and devices behind queues."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cups
import pytest

from devices.contract import DeviceError, Fault
from devices.document_printer import fault_of
from devices.protocols import ipp
from devices.protocols.ipp import Attribute, Value
from devices.transports import ipp_printer
from devices.transports.cups import _faults
from devices.transports.cups_opening import once_printer
from devices.transports.ipp_printer import JobState


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (cups.IPPError(0x0406, "not found"), Fault.NOT_CONFIGURED),
        (cups.IPPError(0x0401, "forbidden"), Fault.NOT_PERMITTED),
        (cups.IPPError(0x040A, "document format"), Fault.PRINT_REFUSED),
        (cups.IPPError(0x0506, "not accepting"), Fault.PRINT_REFUSED),
        (cups.IPPError(0x0500, "internal"), Fault.GONE),
        (cups.HTTPError(-1), Fault.GONE),
        (RuntimeError("failed to connect"), Fault.GONE),
        (OSError(), Fault.GONE),
    ],
)
def test_errors_of_the_library_are_named(error: Exception, fault: Fault) -> None:
    with pytest.raises(DeviceError) as caught, _faults():
        raise error
    assert caught.value.fault is fault
    assert "document format" not in str(caught.value)


@pytest.mark.parametrize(
    ("uri", "asked", "waits"),
    [
        ("ipp://printer/ipp/print", True, True),
        ("ipp://printer/ipp/print?waitjob=false", True, False),
        ("ipps://printer/ipp/print?waitjob=No&waitprinter=false", True, False),
        ("ipp://printer/ipp/print?waitjob=true", True, True),
        ("/run/twin?waitjob=false", True, False),
        ("usb://Example/Laser", False, True),
        ("socket://printer:9100", False, True),
        ("ipp:", False, True),
        ("", False, True),
    ],
)
def test_a_device_behind_a_queue_is_asked_where_it_speaks_ipp(uri: str, asked: bool, waits: bool) -> None:  # noqa: FBT001
    assert (ipp_printer.at(uri, "somebody") is not None) is asked
    assert ipp_printer.waits(uri) is waits


@pytest.mark.parametrize("name", ["stuck", "lasting"])
@pytest.mark.parametrize("value", [0, -1, True, "ten", float("nan"), float("inf")])
def test_times_are_numbers_of_seconds(tmp_path: Path, name: str, value: Any) -> None:
    with pytest.raises(DeviceError) as caught:
        once_printer({"queue": "slip", "printed": str(tmp_path), name: value}, fault_of)
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_a_server_may_be_a_socket_a_host_or_host_and_port(tmp_path: Path) -> None:
    for server in ("/run/cups/cups.sock", "localhost", "localhost:8631"):
        assert once_printer({"queue": "slip", "printed": str(tmp_path), "server": server}, fault_of) is not None


class _EndsInBetween(ipp_printer.IppPrinter):
    """A printer whose job comes out after the first question."""

    asked = 0

    def ask(self, operation: int, attributes: Sequence[Attribute], document: bytes = b"") -> ipp.Answer:
        assert (operation, document) == (ipp.GET_JOBS, b"")
        wants_ended = (ipp.KEYWORD, "which-jobs", ["completed"]) in list(attributes)
        state = JobState.COMPLETED if self.asked else JobState.PROCESSING
        self.asked += 1
        job: dict[str, list[Value]] = {"job-id": [3], "job-name": ["document x"], "job-state": [int(state)]}
        return ipp.Answer(0, (ipp.Group(ipp.JOB_GROUP, job),) if state.ended is wants_ended else ())


def test_a_job_that_comes_out_while_it_is_asked_about_is_seen() -> None:
    (job,) = _EndsInBetween("ipp://printer/ipp/print", "somebody").jobs("document x")
    assert job.state is JobState.COMPLETED
