"""What the words and numbers of CUPS become, and devices behind queues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cups
import pytest

from devices.contract import DeviceError, Fault
from devices.document_printer import fault_of
from devices.transports import ipp_printer
from devices.transports.cups import _faults
from devices.transports.cups_opening import once_printer


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


@pytest.mark.parametrize("stuck", [0, -1, True, "ten"])
def test_stuck_is_a_number_of_seconds(tmp_path: Path, stuck: Any) -> None:
    with pytest.raises(DeviceError) as caught:
        once_printer({"queue": "slip", "printed": str(tmp_path), "stuck": stuck}, fault_of)
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_a_server_may_be_a_socket_a_host_or_host_and_port(tmp_path: Path) -> None:
    for server in ("/run/cups/cups.sock", "localhost", "localhost:8631"):
        assert once_printer({"queue": "slip", "printed": str(tmp_path), "server": server}, fault_of) is not None
