"""A print under way in a thread of its own, and who waits for it: for tests of what goes wrong meanwhile."""

from __future__ import annotations

import threading

import pytest

from devices.contract import DeviceError, Fault, Printer, PrintJob
from tests.print_server import wait_until

TIMEOUT = 60.0


class Watch:
    """Remembers the pages told; `unwanted` is set by whoever does not want it any more."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []
        self.unwanted = threading.Event()

    def progress(self, done: int, total: int) -> None:
        self.told.append((done, total))

    def cancelled(self) -> bool:
        return self.unwanted.is_set()

    def first_page(self) -> None:
        """Wait until it is out."""
        wait_until(lambda: any(done > 0 for done, _ in self.told), "the first page is out")


class Printing(threading.Thread):
    """A print under way."""

    def __init__(self, printer: Printer, job: PrintJob) -> None:
        super().__init__(daemon=True)
        self._printer, self._job = printer, job
        self._fault: Fault | None = None
        self.start()

    def run(self) -> None:
        try:
            self._printer.print(self._job, TIMEOUT)
        except DeviceError as error:
            self._fault = error.fault

    def ended(self) -> Fault | None:
        """Wait for its end: the fault, None where it came out."""
        self.join(TIMEOUT * 1.5)
        assert not self.is_alive()
        return self._fault


def print_fault(printer: Printer, job: PrintJob, timeout: float = TIMEOUT) -> Fault:
    """The fault in which the print must end."""
    with pytest.raises(DeviceError) as caught:
        printer.print(job, timeout)
    return caught.value.fault


def well_again(printer: Printer) -> None:
    """Wait until `check` raises nothing."""

    def ready() -> bool:
        try:
            printer.check()
        except DeviceError:
            return False
        return True

    wait_until(ready, "the printer is well again")
