"""Code scanner on a serial line (USB-CDC or RS-232): the bytes as they come, the better choice for a terminal.

Options: `port` (a path; best its link in /dev/serial/by-id), `baud` (9600), how it was set up
(`devices.scanner_manner`), `family` ("gm65": speaks that family's commands; then with `aim` AIM ids are switched on,
and with `trigger` it looks for codes only while somebody wants one). Never seen on hardware. Must never interpret or
log a code, and never change what is stored in the scanner.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any, Final

from devices.contract import Code, DeviceError, Driver, Fault, Found, Info, Kind, Roots
from devices.known_options import KNOWN
from devices.protocols import gm65
from devices.protocols.scan_code import CodeParser, Scanned
from devices.scanner_manner import manner
from devices.transports.serial_line import SerialLine, is_pty
from devices.transports.serial_ports import ports

_SILENCE: Final = 0.3
_STEP: Final = 0.05
"""Seconds between two looks at the clock while a code is coming; while none is, nobody wakes."""
_ANSWER_WITHIN: Final = 0.5
"""Seconds for an answer to a command."""
_TRIGGER_AGAIN: Final = 4.0
"""Seconds after which the family has stopped looking by itself (5 s by default) and is told again."""
_KEPT_AT_MOST: Final = 16
BAUDS: Final = (1200, 4800, 9600, 14400, 19200, 38400, 57600, 115200)


class SerialScanner:
    """One scanner; driven by one thread. Raises DeviceError, also SILENT where it must answer and does not."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        port, baud, family = options.get("port"), options.get("baud", 9600), options.get("family", "")
        if not isinstance(port, str) or not port or baud not in BAUDS or family not in ("", "gm65"):
            raise DeviceError(Fault.NOT_CONFIGURED, "port, baud or family")
        if options.get("production") and is_pty(port):
            raise DeviceError(Fault.NOT_PERMITTED, "a program, not a device")
        self._manner = manner(options, _SILENCE)
        self._parser = CodeParser(self._manner)
        self._answers = gm65.Answers()
        self._triggers = bool(family) and bool(options.get("trigger"))
        self._wanted = True
        self._told_at = 0.0
        self._scanned: deque[Scanned] = deque(maxlen=_KEPT_AT_MOST)
        self._line = SerialLine(port, int(baud))
        if family:
            self._set_up()

    def listen(self, timeout: float) -> Code | None:
        """The next code within `timeout` seconds. Raises GONE, CODE_TOO_LONG, CODE_GARBLED."""
        deadline = time.monotonic() + timeout
        while not self._scanned:
            now = time.monotonic()
            self._trigger(now)
            self._take(self._line.read(min(deadline, now + _STEP) if self._parser.waiting else deadline))
            if not self._scanned and now >= deadline:
                return None
        self._told_at = 0.0  # one command, one code: look for the next
        one = self._scanned.popleft()
        if isinstance(one, Fault):
            raise DeviceError(one)
        return one

    def want(self, *, wanted: bool) -> None:
        """Somebody wants codes now, or nobody does: then a scanner that looks by command is told to stop."""
        if not self._triggers or wanted == self._wanted:
            return
        self._wanted, self._told_at = wanted, 0.0
        if not wanted:
            self._tell(gm65.STOP)

    def describe(self) -> Info:
        """What it can do. Raises nothing: it is not asked."""
        return Info(can={"bytes": True, "trigger": self._triggers, "aim": self._manner.aim})

    def close(self) -> None:
        """Give the port back; never raises."""
        self._line.close()

    def _set_up(self) -> None:
        """Commands that last until the power goes. Raises DeviceError SILENT; the port is closed then."""
        wanted = [gm65.AIM_ON] if self._manner.aim else []
        wanted += [gm65.BY_COMMAND] if self._triggers else []
        try:
            for command in wanted:
                self._tell(command)
                self._await_answer()
        except DeviceError:
            self.close()
            raise

    def _await_answer(self) -> None:
        deadline = time.monotonic() + _ANSWER_WITHIN
        while self._answers.due:
            data = self._line.read(deadline)
            if not data:
                raise DeviceError(Fault.SILENT, "no answer to a command")
            self._take(data)

    def _trigger(self, now: float) -> None:
        if self._triggers and self._wanted and now - self._told_at >= _TRIGGER_AGAIN:
            self._told_at = now
            self._tell(gm65.TRIGGER)

    def _tell(self, command: bytes) -> None:
        late = self._answers.given_up()  # what looked like an answer and never became one was a code's
        self._scanned.extend(self._parser.feed(late, time.monotonic()))
        self._line.write(command)
        self._answers.due += 1

    def _take(self, data: bytes) -> None:
        _answers, rest = self._answers.feed(data)
        self._scanned.extend(self._parser.feed(rest, time.monotonic()))


def _find(roots: Roots) -> Iterable[Found]:
    """Every serial port with a stable name: which of them leads to a scanner only opening would tell."""
    return [
        Found("scanner_serial", Kind.SCANNER, port.label, {"port": port.path}, port.serial) for port in ports(roots)
    ]


DRIVER = Driver(
    name="scanner_serial", kind=Kind.SCANNER, open=SerialScanner, find=_find, options=KNOWN["scanner_serial"]
)
