"""Child processes that speak JSON lines: what they say on standard output, what they are told on standard input.

A child ends when its standard input closes, so that none outlives its parent.
"""

from __future__ import annotations

import contextlib
import json
import logging
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

_log = logging.getLogger(__name__)

Listener = Callable[[str, dict[str, Any]], None]
"""Called with the child's name and one message; a last message {"event": "exited", "code": n} ends every life."""


def kiosk_command(*words: str) -> list[str]:
    """The command line of one of our own commands, in this interpreter."""
    return [sys.executable, "-m", "kiosk", *words]


class Child:
    """One running child."""

    def __init__(self, name: str, command: Sequence[str], listener: Listener) -> None:
        self.name = name
        self._listener = listener
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, name=f"read-{name}", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def tell(self, **message: object) -> bool:
        """Send one message; False where the child is gone."""
        stream = self._process.stdin
        if stream is None or stream.closed:
            return False
        try:
            stream.write(json.dumps(message) + "\n")
            stream.flush()
        except (BrokenPipeError, ValueError):
            return False
        return True

    def stop(self, patience: float = 5.0) -> int | None:
        """Close its input, ask it to end, then make it end. Returns the exit code."""
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
        for ask in (signal.SIGTERM, signal.SIGKILL):
            if self._process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    self._process.send_signal(ask)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(patience)
        self._reader.join(1)
        return self._process.poll()

    def _read(self) -> None:
        stream = self._process.stdout
        if stream is not None:
            with stream:
                for line in stream:
                    self._hear(line)
        self._listener(self.name, {"event": "exited", "code": self._process.wait()})

    def _hear(self, line: str) -> None:
        try:
            message = json.loads(line)
        except ValueError:
            _log.warning("%s said something that is not JSON", self.name)
            return
        if isinstance(message, dict):
            self._listener(self.name, message)


class Mailbox:
    """Messages of all children in the order they came."""

    def __init__(self) -> None:
        self._messages: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()

    def put(self, name: str, message: dict[str, Any]) -> None:
        """Take one in; a Listener."""
        self._messages.put((name, message))

    def get(self, timeout: float) -> tuple[str, dict[str, Any]] | None:
        """The next one, or None after `timeout` seconds."""
        try:
            return self._messages.get(timeout=timeout)
        except queue.Empty:
            return None
