"""What stands before a printer and takes documents for it, in plain data: a queue of CUPS, or the printer itself.

Must never judge: what a state means for the person is the driver's matter (`Judge`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from devices.contract import Fault
from devices.protocols.ipp import Value
from devices.transports.ipp_printer import IppPrinter, JobState, PrinterState


@dataclass(frozen=True)
class QueueState:
    """A queue as the server says it is."""

    stopped: bool
    processing: bool
    accepting: bool
    reasons: tuple[str, ...]
    """Keywords of RFC 8011 §5.4.12, with their suffix."""
    since: float
    """Seconds this state has lasted, by the clocks of server and terminal."""
    device: str
    """URI of the device behind the queue."""
    model: str = ""
    """What the queue is set up for."""

    @property
    def raw(self) -> bool:
        """Has it no PPD? Then the server passes copies, sides, colour and size on, but no tray."""
        return "raw printer" in self.model.lower()


@dataclass(frozen=True)
class JobSeen:
    """A job. `letting_go`: it has ended, but while the queue is processing the back end may still be at work."""

    number: int
    state: JobState
    letting_go: bool = False


class Queue(Protocol):
    """All methods raise DeviceError: GONE (no answer), NOT_CONFIGURED (no queue), NOT_PERMITTED."""

    def state(self) -> QueueState:
        """The queue now."""

    def printer(self, device: str) -> IppPrinter | None:
        """The printer behind it, where it can be asked itself."""

    def find(self, title: str) -> JobSeen | None:
        """The latest job of that title that we made, finished ones included."""

    def mine(self) -> list[tuple[str, JobSeen]]:
        """Titles and jobs of ours whose documents may still lie there."""

    def submit(self, title: str, document: bytes, options: Mapping[str, Value]) -> int:
        """Put a PDF into the queue; its number. Nothing is printed unless the document arrived whole.

        OUTCOME_UNKNOWN where it may have arrived, GONE where it cannot have.
        """

    def job(self, number: int, title: str) -> JobSeen | None:
        """The job now; None where none of that number and title is known."""

    def cancel(self, number: int) -> None:
        """Ask for the job to be cancelled; watch `job` for what became of it."""

    def purge(self, number: int) -> None:
        """Remove the job with its document."""


class Judge(Protocol):
    """What stands in the way."""

    def __call__(self, queue: QueueState, itself: PrinterState | None, *, stuck: bool = False) -> Fault | None:
        """Queue, and the printer itself where it can be asked. `stuck`: nothing comes out."""
