"""A conversation with an ESC/POS printer: bytes pushed within a limit, questions asked, and all that it says kept.

Must never send into a printer that says why it cannot print, wait for one without end, or take silence for consent.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

from devices.faults import Action, DeviceError, Fault
from devices.protocols.escpos_raster import ask_identity
from devices.protocols.escpos_status import (
    Ask,
    AutoStatus,
    Block,
    Garbage,
    Plain,
    RealTime,
    Standing,
    StatusParser,
    fault_of,
    request,
    standing,
    standing_told,
)
from devices.transports.escpos_line import EscposLine

_STEP: Final = 0.05
_ATTEMPTS: Final = 2
"""Times the status is asked for before a printer is called silent: an answer may be garbled."""
_IDENTITY_TIMEOUT: Final = 0.5
_KEPT: Final = 16


class Patience:
    """What has lasted how long, over a whole job.

    `deadline` in seconds of the monotonic clock. `lasting`: seconds a fault has to last before the job is given up
    (covers are closed again, feed buttons let go).
    """

    def __init__(self, deadline: float, lasting: float, cancelled: Callable[[], bool] = lambda: False) -> None:
        self.deadline = deadline
        self._lasting = lasting
        self._cancelled = cancelled
        self._fault: Fault | None = None
        self._since = 0.0

    def meet(self, fault: Fault | None) -> None:
        """Raises DeviceError where `fault` has lasted, where time is up, and PRINT_CANCELLED where it is not wanted.

        What passes by itself (a hot head) may last as long as there is time.
        """
        now = time.monotonic()
        if fault is not self._fault:
            self._fault, self._since = fault, now
        if self._cancelled():
            raise DeviceError(Fault.PRINT_CANCELLED)
        if fault is not None and (
            now >= self.deadline or (now - self._since >= self._lasting and not _passing(fault))
        ):
            raise DeviceError(fault)
        if now >= self.deadline:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "time is up")


class Talk:
    """One open line. `marks`: black-mark paper; `stall`: seconds without progress until a printer is given up."""

    def __init__(self, line: EscposLine, *, marks: bool, stall: float) -> None:
        self._line = line
        self._marks = marks
        self._stall = stall
        self._parser = StatusParser()
        self._answers: deque[int] = deque(maxlen=_KEPT)
        self._told: Standing | None = None
        self.plain = 0
        """Answers that came in their turn (GS r) so far."""
        self.garbled = 0
        """Bytes so far that fit nowhere."""
        self.blocks: deque[Block] = deque(maxlen=_KEPT)
        """Responses and texts that nobody has taken yet."""

    def hear(self, deadline: float = 0.0) -> None:
        """Take in what has come, waiting for something until `deadline`."""
        for received in self._parser.feed(self._line.read(deadline)):
            if isinstance(received, RealTime):
                self._answers.append(received.byte)
            elif isinstance(received, AutoStatus):
                self._told = standing_told(received)
            elif isinstance(received, Plain):
                self.plain += 1
            elif isinstance(received, Block):
                self.blocks.append(received)
            elif isinstance(received, Garbage):
                self.garbled += received.count

    def heard(self, so: Callable[[], bool], timeout: float) -> bool:
        """Listen until it is so, at most `timeout` seconds."""
        until = time.monotonic() + timeout
        while not so() and time.monotonic() < until:
            self.hear(min(until, time.monotonic() + _STEP))
        return so()

    def push(self, data: bytes, patience: Patience) -> None:
        """Send all of it; what the printer says meanwhile is heard.

        Raises DeviceError: what the printer says is wrong once it has lasted; PRINTER_STOPPED where it took nothing
        for `stall` seconds and said nothing; GONE; as `Patience.meet`.
        """
        sent, moved = 0, time.monotonic()
        while sent < len(data):
            taken = self._line.write(data[sent:], time.monotonic() + _STEP)
            sent += taken
            self.hear()
            if taken:
                moved = time.monotonic()
            elif time.monotonic() - moved >= self._stall and not self._cooling():
                raise DeviceError(self.why() or Fault.PRINTER_STOPPED, f"took nothing for {self._stall:g} s")
            patience.meet(self.why())

    def ask(self, timeout: float) -> Standing:
        """How is it now (DLE EOT 1 to 4)? Raises SILENT where it does not answer properly, GONE.

        Only between two commands: the printer would take the question for data.
        """
        for _ in range(_ATTEMPTS):
            self.hear()
            self._answers.clear()
            asked = request(*Ask)
            until = time.monotonic() + timeout
            if self._line.write(asked, until) == len(asked) and self.heard(
                lambda: len(self._answers) >= len(Ask), until - time.monotonic()
            ):
                seen = standing(dict(zip(Ask, self._answers, strict=False)))
                self._told = seen
                return seen
        raise DeviceError(self.why() or Fault.SILENT, "no answer to DLE EOT")

    def fault(self, timeout: float) -> Fault | None:
        """Ask, and what stands in the way."""
        return fault_of(self.ask(timeout), marks=self._marks)

    def identity(self, what: int) -> str:
        """GS I n as text; empty where the printer does not say."""
        self.blocks.clear()
        asked = ask_identity(what)
        if self._line.write(asked, time.monotonic() + _IDENTITY_TIMEOUT) == len(asked):
            self.heard(lambda: bool(self.blocks), _IDENTITY_TIMEOUT)
        return next((block.text for block in self.blocks if block.text), "")

    def urge(self, data: bytes) -> None:
        """A real-time command, now, past what holds us back; may be lost."""
        self._line.urge(data)

    def close(self, *, discard: bool = False) -> None:
        """Give the line back; never raises."""
        self._line.close(discard=discard)

    def why(self) -> Fault | None:
        """What stands in the way, by what the printer said last."""
        return fault_of(self._told, marks=self._marks) if self._told else None

    def _cooling(self) -> bool:
        fault = self.why()
        return fault is not None and _passing(fault)


def _passing(fault: Fault) -> bool:
    return fault.action is Action.WAIT
