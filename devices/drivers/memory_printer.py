"""A receipt printer in memory: passes the same conformance suite as the real ones; for tests and training.

Options: none needed. Must never be opened on a real terminal (`virtual=True`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from devices.contract import DeviceError, Driver, Fault, Kind, PrintJob
from devices.known_options import KNOWN


class MemoryPrinter:
    """Keeps what was printed. Tests set `fault`, or order `fail_next`; the worker calls the rest."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        del options
        self.printed: dict[str, bytes] = {}
        """Job id -> PDF, in the order they came out."""
        self.came_out: list[str] = []
        """Job id of everything that came out, each time."""
        self.fault: Fault | None = None
        """What stands in the way now."""
        self.closed = False
        self._after: Fault | None = None

    def fail_next(self, fault: Fault) -> None:
        """Let the next print take the job and then fail (a jam half-way)."""
        self._after = fault

    def check(self) -> None:
        """Raises the fault that was set."""
        if self.fault is not None:
            raise DeviceError(self.fault, "ordered")

    def print(self, job: PrintJob, timeout: float) -> None:  # noqa: ARG002  memory is quick
        """Keep the job, once per id (a UUID; anything else: ValueError). Raises what was ordered."""
        uuid.UUID(job.job_id)
        if job.job_id in self.printed:
            return
        self.check()
        if self._after is not None:
            fault, self._after = self._after, None
            raise DeviceError(fault, "ordered")
        self.printed[job.job_id] = job.pdf
        self.came_out.append(job.job_id)

    def close(self) -> None:
        """Nothing to give back."""
        self.closed = True


DRIVER = Driver(
    name="memory_printer",
    kind=Kind.RECEIPT_PRINTER,
    open=MemoryPrinter,
    virtual=True,
    options=KNOWN["memory_printer"],
)
