"""A driver's rules, tried in a process of its own: one that hangs, exits or prints costs a rule, never the report.

The parent names the driver; the child imports it and says what it is; the parent says which rules; the child opens
the device once and then tries them. One JSON object a line, both ways, over a socket pair: standard output is the
report's, so the child's goes to standard error, and that through a file in which the child looks for what must not be
said. Must never run a line of the driver in the parent.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Self

from devices.conformance.suite import Result, Rule, Verdict
from devices.contract import Kind

_STEP: Final = 0.2
_STDERR: Final = 2
_CHUNK: Final = 65536
_FLEEING: Final = 3
"""How often is looked for processes that left the group: one may just be starting another."""
IMPORTING: Final = 30.0
"""Seconds within which a driver is imported."""
CHILD: Final = "devices.conformance.trial_child"
OPENS: Final = Rule(
    "it_opens",
    "The driver is imported and opens its device, or says by a DeviceError why it does not; it leaves the process's "
    "standard output, folder, signals and log alone.",
    lambda _bench: None,
)
"""What comes before every rule; said only where it does not hold."""


class Unusable(Exception):  # noqa: N818  said to whoever typed it
    """Nothing can be tried: no such driver, one that cannot be imported, wrong options. The text says what."""


@dataclass(frozen=True)
class About:
    """What a driver's record says."""

    driver: str
    kind: Kind
    virtual: bool
    verified_on: str | None


@dataclass(frozen=True)
class Plan:
    """How a driver is tried.

    Attributes:
        options: the driver's, as in the settings.
        control: a twin's control socket; `by_hand`: a person is asked instead; neither: only what needs no hand.
        people: folder of the people whose cards can be laid down.
        patience: seconds a rule waits for what must happen.
        limit: seconds after which a rule, an import or an opening counts as hanging; a person's time does not count.
    """

    driver: str
    options: Mapping[str, Any]
    control: str = ""
    by_hand: bool = False
    people: str = ""
    patience: float = 20.0
    limit: float = 180.0


class Trial:
    """The parent's side. Raises Unusable when made; ends the process with the block."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._child = _Child()
        self._call = _Call()
        self._hangs = ""
        self._hung: set[str] = set()
        try:
            self.about = self._introduced()
        except BaseException:  # also who wants the whole program to end
            self._child.end()
            raise

    def results(self, rules: Sequence[Rule]) -> Iterator[Result]:
        """Each rule as it is tried. After a rule that killed the process, or hung, the next has a new one."""
        left = list(rules)
        self._tell(left, opening=True)
        opens, reason = self._opened()
        if reason:
            yield Result(OPENS, Verdict.FAILED, reason)
        if not opens:
            yield from (Result(rule, Verdict.UNTRIED, "the device could not be opened") for rule in left)
            return
        while left:
            rule = left.pop(0)
            begun = time.monotonic()
            said, reason = self._heard()
            if said is not None and said.get("rule") != rule.name:
                said, reason = None, "answered twice: the driver forked, and its child goes on"
            if said is None:
                yield Result(rule, Verdict.FAILED, reason, time.monotonic() - begun)
                self._once_more(rule, left)
            else:
                yield Result(rule, Verdict(said["verdict"]), said["reason"], said["seconds"])

    def _once_more(self, failed: Rule, left: Sequence[Rule]) -> None:
        if not failed.needs and self._hangs:
            self._hung.add(self._hangs)  # and will again: nobody did anything to the device
        self._child.end()
        self._child = _Child()
        self._introduced()
        self._tell(left, opening=False)

    def _tell(self, rules: Sequence[Rule], *, opening: bool) -> None:
        names = [rule.name for rule in rules]
        self._child.say({**asdict(self._plan), "rules": names, "open": opening, "hung": sorted(self._hung)})

    def _introduced(self) -> About:
        """Let it be imported. Raises Unusable."""
        self._child.say({"driver": self._plan.driver})
        said, reason = self._heard(IMPORTING)
        if said is None:
            raise Unusable(f"importing {self._plan.driver} {reason}")
        return About(said["driver"], Kind(said["kind"]), said["virtual"], said["verified_on"])

    def _opened(self) -> tuple[bool, str]:
        """Did it open, or not in a way that a driver may; and what it did wrong, else empty. Raises Unusable."""
        said, reason = self._heard()
        return (False, reason) if said is None else (said["opens"], said["reason"])

    def _heard(self, limit: float = math.inf) -> tuple[dict[str, Any] | None, str]:
        """The next thing it says; or None, and what it did instead. Raises Unusable where it says so."""
        trying, limit = limit == math.inf, min(limit, self._plan.limit)
        until, self._call = time.monotonic() + limit, _Call()
        self._hangs = ""
        while time.monotonic() < min(until, self._call.until):
            said = self._child.heard(_STEP)
            if said is None and self._child.ended:
                return None, f"ended the process ({self._child.end()}){self._call.during}"
            if said is not None and "asks" in said:
                until = math.inf if said["asks"] else time.monotonic() + limit
            elif said is not None and "doing" in said:
                self._call = _Call(said["doing"], said["within"])
            elif said is not None and "unusable" in said:
                raise Unusable(said["unusable"])
            elif said is not None:
                return said, ""
        self._child.end()
        ran = time.monotonic() - self._call.begun
        if self._call.name and ran >= min(self._call.within, limit / 2):
            self._hangs = self._call.name
            return None, f"hung: {self._call.name} did not return within {math.floor(ran)} s"
        return None, f"hung: {'the rule took longer than --limit' if trying else 'nothing came for'} {limit:g} s"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.end()


@dataclass(frozen=True)
class _Call:
    """What the driver is doing, and until when it must have done it; nothing, for ever."""

    name: str = ""
    within: float = math.inf
    begun: float = field(default_factory=time.monotonic)

    @property
    def until(self) -> float:
        return self.begun + self.within if self.name else math.inf

    @property
    def during(self) -> str:
        return f" in {self.name}" if self.name else ""


class _Child:
    """The process, and the line to it."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        self._folder = TemporaryDirectory(prefix="trial-", ignore_cleanup_errors=True)
        self._errors = os.memfd_create("standard-error")
        self._told = 0
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, "-P", "-m", CHILD, str(number)]
            self._process = subprocess.Popen(
                command, pass_fds=[number], stdout=self._errors, stderr=self._errors, start_new_session=True,
                env={**os.environ, "TMPDIR": self._folder.name},
            )  # fmt: skip
        self._heard = b""

    def say(self, message: Mapping[str, Any]) -> None:
        """A process that has ended already hears nothing."""
        with contextlib.suppress(OSError):
            self._line.sendall(json.dumps(message).encode() + b"\n")

    def heard(self, seconds: float) -> dict[str, Any] | None:
        """One message; None where none came in time, or none will come any more (`ended`)."""
        self._pass_on()
        self._line.settimeout(seconds)
        while b"\n" not in self._heard:
            try:
                data = self._line.recv(65536)
            except OSError:
                return None
            if not data:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(seconds)
                return None
            self._heard += data
        message, _, self._heard = self._heard.partition(b"\n")
        try:
            found: dict[str, Any] = dict(json.loads(message))
        except (ValueError, TypeError):
            return {"unusable": "the driver wrote into a file that it has not opened"}
        return found

    @property
    def ended(self) -> bool:
        """Has it come to its end, and is everything heard?"""
        return self._process.poll() is not None and b"\n" not in self._heard

    def end(self) -> str:
        """Kill it where it still runs, and what it started; how it ended."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        code = self._process.wait()
        for _ in range(_FLEEING):
            for process in filter(self._began, Path("/proc").glob("[0-9]*")):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(process.name), signal.SIGKILL)
        if self._line.fileno() >= 0:
            self._pass_on()
            self._line.close()
            os.close(self._errors)
            self._folder.cleanup()
        return f"exit code {code}" if code >= 0 else f"signal {-code}"

    def _began(self, process: Path) -> bool:
        """Was it started in there, whoever is its parent now? Its environment names the folder, as no other does."""
        with contextlib.suppress(OSError):
            return f"TMPDIR={self._folder.name}".encode() in (process / "environ").read_bytes().split(b"\0")
        return False

    def _pass_on(self) -> None:
        """What it wrote on standard error, on ours: it has a file there, in which its own end can read it too."""
        while data := os.pread(self._errors, _CHUNK, self._told):
            self._told += os.write(_STDERR, data)
