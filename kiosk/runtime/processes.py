"""Children that speak JSON lines over their standard input and output, listened to by one selector.

A child ends when its standard input closes, so that none outlives its parent. There are no threads here, because
only a process without threads may fork: `Family.fork` gives a child everything that was already imported, shared
page by page with its siblings.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

if TYPE_CHECKING:
    import selectors
    import subprocess

_log = logging.getLogger(__name__)
_CHUNK = 65536
_LOOK = 0.02

Message = dict[str, Any]


def kiosk_command(*words: str) -> list[str]:
    """The command line of one of our own commands, in this interpreter; nothing comes from the current folder."""
    return [sys.executable, "-P", "-m", "kiosk", *words]


class Child(msgspec.Struct, eq=False):
    """One running child and its two pipes."""

    name: str
    pid: int
    told: int
    """Its standard input."""
    heard: int
    """Its standard output."""
    rest: bytes = b""
    code: int | None = None
    process: subprocess.Popen[bytes] | None = None

    def poll(self) -> int | None:
        """The exit code, or None while it runs; negative = ended by that signal."""
        if self.code is None and self.process is not None:
            self.code = self.process.poll()
        elif self.code is None:
            with contextlib.suppress(ChildProcessError):
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code


class Family:
    """All children of one process."""

    def __init__(self) -> None:
        self._children: dict[str, Child] = {}

    @cached_property
    def _selector(self) -> selectors.BaseSelector:
        """Made when there is somebody to listen to: the first child is forked before anything that can wait."""
        import selectors

        return selectors.DefaultSelector()

    def __contains__(self, name: str) -> bool:
        return name in self._children

    def names(self) -> list[str]:
        """Names of the children that live."""
        return list(self._children)

    def spawn(self, name: str, command: Sequence[str]) -> None:
        """Start a program of its own."""
        import subprocess

        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipes")
        told, heard = os.dup(process.stdin.fileno()), os.dup(process.stdout.fileno())
        process.stdin.close()
        process.stdout.close()
        self._add(Child(name, process.pid, told, heard, process=process))

    def fork(self, name: str, run: Callable[[], int]) -> None:
        """Go on in a child with `run`; what is imported here is shared with it. `run` returns the exit code."""
        (child_in, told), (heard, child_out) = os.pipe(), os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            os.close(told)  # else it would hold its own standard input open when its parent dies
            os.close(heard)
            self._become(name, child_in, child_out, run)
        os.close(child_in)
        os.close(child_out)
        self._add(Child(name, pid, told, heard))

    def tell(self, name: str, **message: object) -> bool:
        """Send one message; False where the child is gone."""
        child = self._children.get(name)
        if child is None:
            return False
        try:
            os.write(child.told, msgspec.json.encode(message) + b"\n")
        except OSError:
            return False
        return True

    def hear(self, timeout: float) -> list[tuple[str, Message]]:
        """What children said within `timeout` seconds; {"event": "exited", "code": n} is the last of each."""
        said: list[tuple[str, Message]] = []
        for key, _ in self._selector.select(timeout):
            said += self._read(self._children[key.data])
        return said

    def stop(self, name: str, patience: float = 5.0) -> int | None:
        """Close its input, ask it to end, then make it end. Returns the exit code."""
        child = self._children.pop(name, None)
        if child is None:
            return None
        self._selector.unregister(child.heard)
        os.close(child.told)
        for ask in (signal.SIGTERM, signal.SIGKILL):
            if child.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child.pid, ask)
            end = time.monotonic() + patience
            while child.poll() is None and time.monotonic() < end:
                time.sleep(_LOOK)
        os.close(child.heard)
        return child.code

    def _add(self, child: Child) -> None:
        import selectors

        self._children[child.name] = child
        self._selector.register(child.heard, selectors.EVENT_READ, child.name)

    def _read(self, child: Child) -> list[tuple[str, Message]]:
        data = os.read(child.heard, _CHUNK)
        *lines, child.rest = (child.rest + data).split(b"\n")
        said = [(child.name, message) for line in lines if (message := _message(child.name, line))]
        if not data:
            code = self.stop(child.name)
            said.append((child.name, {"event": "exited", "code": code}))
        return said

    def _become(self, name: str, child_in: int, child_out: int, run: Callable[[], int]) -> NoReturn:
        """In the child: let go of everything that is the parent's, run, end."""
        code = 70
        try:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            for sibling in self._children.values():
                os.close(sibling.told)
                os.close(sibling.heard)
            if "_selector" in self.__dict__:
                self._selector.close()
            os.dup2(child_in, 0)
            os.dup2(child_out, 1)
            for pipe in {child_in, child_out} - {0, 1}:
                os.close(pipe)
            _be_called(f"kiosk-{name}")
            code = run()
        except BaseException as error:  # noqa: BLE001  whatever it is, this process must not go on as its parent
            _log.critical("%s ended by %s", name, type(error).__name__)
        finally:
            logging.shutdown()
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
            os._exit(code)


def _be_called(name: str) -> None:
    """Name this process as `ps` and `top` show it (Linux: proc(5), comm; 15 bytes)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/comm").write_bytes(name.encode()[:15])


def _message(name: str, line: bytes) -> Message | None:
    if not line.strip():
        return None
    try:
        message = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        message = None
    if not isinstance(message, dict):
        _log.warning("%s said something that is not a JSON object", name)
        return None
    return message
