"""Trouble on demand: slowness, lost answers, errors, a wrong clock. Must never lose what was committed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import msgspec

from kiosk.sandbox.authority import Shown


class Trouble(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """What is wrong now; zero is fine. Only paths that begin with `path` are hit; counts run down."""

    latency_ms: int = 0
    """Every answer comes this much later."""
    hold_ms: int = 0
    """Every answer is held back this long after what it answers is on disk: time enough to kill somebody."""
    drop_answers: int = 0
    """So many times the line is cut after the write is on disk."""
    status: int = 0
    """This status is answered instead …"""
    status_times: int = 0
    """… so many times, before anything is done."""
    retry_after: int = 1
    """Seconds, with 429 and 503."""
    process_later: int = 0
    """So many new cases are stored and answered 202, without a number until somebody asks again."""
    garble_answers: int = 0
    """So many times the body of a success is cut in half (and still signed where answers are signed)."""
    unsigned_answers: int = 0
    """So many times a signed answer comes without its signature."""
    clock_shift: float = 0.0
    """Seconds the platform's clock is ahead of this machine's."""
    cut: bool = False
    """Every request is hung up on before anything is done: to the terminal, a line that is down."""
    certificate: Shown = Shown.GOOD
    """Which certificate new connections see, where the sandbox has an authority of its own."""
    path: str = "/v1/"


class SandboxClock:
    """The platform's clock: this machine's, or a test's, and a shift."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self.shift = 0.0

    def __call__(self) -> float:
        """Seconds since 1970."""
        return self._now() + self.shift


class TroublePlan:
    """Hands out what the current trouble demands; safe in threads."""

    def __init__(self, clock: SandboxClock) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self.current = Trouble()

    def set(self, trouble: Trouble) -> None:
        """Replace everything that is wrong, the clock's shift included."""
        with self._lock:
            self.current = trouble
            self._clock.shift = trouble.clock_shift

    def latency(self, path: str) -> float:
        """Seconds to wait for this request."""
        return self.current.latency_ms / 1000 if path.startswith(self.current.path) else 0.0

    def hold(self, path: str) -> float:
        """Seconds to wait with the answer to this request."""
        return self.current.hold_ms / 1000 if path.startswith(self.current.path) else 0.0

    def cut(self, path: str) -> bool:
        """Is there no line at all?"""
        return self.current.cut and path.startswith(self.current.path)

    def status(self, path: str) -> int:
        """The status to answer instead of doing anything, or 0."""
        return self.current.status if self._take("status_times", path) else 0

    def drop(self, path: str) -> bool:
        """Is the line cut now?"""
        return self._take("drop_answers", path)

    def garble(self, path: str) -> bool:
        """Is the body cut in half now?"""
        return self._take("garble_answers", path)

    def process_later(self, url: str) -> bool:
        """Is this case only stored for now?"""
        return self._take("process_later", "/v1/" + url.partition("/v1/")[2])

    def unsigned(self, path: str) -> bool:
        """Does the signature stay away now?"""
        return self._take("unsigned_answers", path)

    def _take(self, name: str, path: str) -> bool:
        with self._lock:
            left = int(getattr(self.current, name))
            if left <= 0 or not path.startswith(self.current.path):
                return False
            setattr(self.current, name, left - 1)
            return True
