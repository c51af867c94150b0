"""What a driver must leave alone in the process that it shares with the terminal, and the limits of its calls.

Standard output is the line between a screen and its supervisor; the current folder, signals and the log are the
program's. Must never be used but in a process of a trial: it takes standard output away.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from devices.conformance.discretion import Discretion
from devices.conformance.suite import Unmet, expect, where
from devices.conformance.traces import Traces
from devices.contract import Driver, Found, Roots
from devices.worker import Patience

T = TypeVar("T")

_LIMITS: Final = Patience()
_STDOUT: Final = 1
_STDERR: Final = 2


class Manners:
    """Made before a driver is imported; from then on it is known what was done that is not the driver's to do.

    Standard error must be a file that can be read (devices.conformance.trial): what is said there is told to
    `discretion`, and what stands in files that the driver writes.
    """

    def __init__(self, discretion: Discretion) -> None:
        sys.stdout.flush()
        self._discretion = discretion
        self._traces = Traces()
        self._output = _Paper(os.memfd_create("standard-output"))
        self._errors = _Paper(os.dup(_STDERR))
        os.dup2(self._output.handle, _STDOUT)
        self._known = _surroundings()

    def missed(self) -> str:
        """What was done since the last time, in words; else empty. What was written goes on to standard error."""
        done = []
        if written := self._written():
            done.append(f"wrote {written} bytes on standard output, where the terminal speaks to its supervisor")
        for path, text in self._traces.fresh():
            self._discretion.said("the name of a file", path)
            self._discretion.said(f"the file {path}", text)
        now = _surroundings()
        done += [f"changed {what}" for what, before in self._known.items() if now[what] != before]
        self._known = now
        return "; ".join(done)

    def _written(self) -> int:
        sys.stdout.flush()
        sys.stderr.flush()
        self._discretion.said("standard error", self._errors.fresh())
        written = self._output.fresh()
        self._discretion.said("standard output", written)
        if written:
            self._errors.read += os.write(self._errors.handle, written)
        return len(written)


@dataclass
class _Paper:
    """A file that others write, and how far it was read."""

    handle: int
    read: int = 0

    def fresh(self) -> bytes:
        data = os.pread(self.handle, os.fstat(self.handle).st_size - self.read, self.read)
        self.read += len(data)
        return data


def _surroundings() -> dict[str, Any]:
    mask = os.umask(0o077)
    os.umask(mask)
    root = logging.getLogger()
    return {
        "the current folder": os.getcwd(),  # noqa: PTH109  what the process has, not a path to work with
        "the file mode mask": mask,
        "how signals are handled": [signal.getsignal(number) for number in sorted(signal.valid_signals())],
        "the default timeout of sockets": socket.getdefaulttimeout(),
        "the handlers or level of the root logger": (tuple(root.handlers), root.level),
        "sys.stdout, sys.stderr or sys.excepthook": (sys.stdout, sys.stderr, sys.excepthook),
    }


@dataclass(frozen=True)
class Announced:
    """Wraps a driver: each call is told to `doing` before it is made, by its words and the seconds until it hangs.

    The limits are the terminal's own (devices.worker.Patience), and the time that a call is given. After the call
    `doing` hears an empty word. A call that is in `lost` is not made again.
    """

    doing: Callable[[str, float], None]
    lost: Collection[str] = ()
    discretion: Discretion | None = None

    def driver(self, driver: Driver) -> Driver:
        """The driver; what it opens is wrapped too."""

        def opened(options: Mapping[str, Any]) -> Any:
            device = self.call("open()", _LIMITS.opening, lambda: driver.open(options))
            expect(device is not None, "open() gave None")
            expect(callable(getattr(device, "close", None)), "what it opens has no close()")
            return _Device(device, self)

        def find(roots: Roots) -> list[Found]:
            return self.call("find()", _LIMITS.portion, lambda: list(driver.find(roots)))

        return replace(driver, open=opened, find=find)

    def call(self, name: str, within: float, work: Callable[[], T]) -> T:
        """Do it. Raises Unmet where it was known to hang, or raises what would end the device's thread."""
        expect(name not in self.lost, f"{name} did not come back before, and is not tried again")
        self.doing(name, within)
        try:
            return self._learnt(work())
        except Exception as error:
            if self.discretion:
                self.discretion.said("an exception", f"{error} {error!r}")
            raise
        except BaseException as error:  # noqa: BLE001  a terminal's thread would end with it
            raise Unmet(f"{name} raised {type(error).__name__}, which ends the thread{where(error)}") from None
        finally:
            self.doing("", 0)

    def _learnt(self, told: T) -> T:
        if self.discretion:
            self.discretion.learn(told)
        return told


class _Device:
    """An open device, with each call told."""

    def __init__(self, device: Any, announced: Announced) -> None:
        self._device = device
        self._announced = announced

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._device, name)
        if not callable(found):
            return found

        def called(*arguments: Any, **named: Any) -> Any:
            given = [float(one) for one in (*arguments, *named.values()) if isinstance(one, int | float)]
            within = _LIMITS.portion + max(given, default=0.0)
            return self._announced.call(f"{name}()", within, lambda: found(*arguments, **named))

        return called
