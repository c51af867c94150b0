"""A driver's rules, tried in a process of its own: one that hangs, exits or prints costs a rule, never the report.

The parent names the driver; the child imports it and says what it is; the parent says which rules; the child opens
the device once and then tries them. One JSON object a line, both ways, over a socket pair: standard output is the
report's, so the child's goes to standard error. Must never run a line of the driver in the parent.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self

from devices import drivers, registry
from devices.conformance.hands import Nobody, PersonHand, TwinHand
from devices.conformance.suite import Bench, Hand, Result, Rule, Suite, Verdict, judged, suite, where
from devices.contract import DeviceError, Driver, Fault, Kind

_STEP: Final = 0.2
_LARGEST: Final = 1 << 20
OPENS: Final = Rule("it_opens", "The device opens, or says by a DeviceError why it does not.", lambda _bench: None)
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
        try:
            self.about = self._introduced()
        except Unusable:
            self._child.end()
            raise

    def results(self, rules: Sequence[Rule]) -> Iterator[Result]:
        """Each rule as it is tried. After a rule that killed the process, or hung, the next has a new one."""
        left = list(rules)
        self._child.say({**asdict(self._plan), "rules": [rule.name for rule in left], "open": True})
        if reason := self._opened():
            yield Result(OPENS, Verdict.FAILED, reason)
            yield from (Result(rule, Verdict.UNTRIED, "the device could not be opened") for rule in left)
            return
        while left:
            rule = left.pop(0)
            begun = time.monotonic()
            said, reason = self._heard()
            if said is None:
                yield Result(rule, Verdict.FAILED, reason, time.monotonic() - begun)
                self._once_more(left)
            else:
                yield Result(rule, Verdict(said["verdict"]), said["reason"], said["seconds"])

    def _once_more(self, left: Sequence[Rule]) -> None:
        self._child.end()
        self._child = _Child()
        self._introduced()
        self._child.say({**asdict(self._plan), "rules": [rule.name for rule in left], "open": False})

    def _introduced(self) -> About:
        """Let it be imported. Raises Unusable."""
        self._child.say({"driver": self._plan.driver})
        said, reason = self._heard()
        if said is None:
            raise Unusable(f"importing {self._plan.driver} {reason}")
        return About(said["driver"], Kind(said["kind"]), said["virtual"], said["verified_on"])

    def _opened(self) -> str:
        """Why it did not open in a way that a driver may; empty where it did. Raises Unusable."""
        said, reason = self._heard()
        return reason if said is None else str(said["reason"])

    def _heard(self) -> tuple[dict[str, Any] | None, str]:
        """The next thing it says; or None, and what it did instead. Raises Unusable where it says so."""
        until, asking = time.monotonic() + self._plan.limit, False
        while asking or time.monotonic() < until:
            said = self._child.heard(_STEP)
            if said is None and self._child.ended:
                return None, f"ended the process ({self._child.end()})"
            if said is not None and "asks" in said:
                asking = said["asks"]
                until = time.monotonic() + self._plan.limit
            elif said is not None and "unusable" in said:
                raise Unusable(said["unusable"])
            elif said is not None:
                return said, ""
        self._child.end()
        return None, f"hung: nothing came for {self._plan.limit:g} s"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.end()


class _Child:
    """The process, and the line to it."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, "-P", "-m", __name__, str(number)]
            self._process = subprocess.Popen(command, pass_fds=[number], stdout=2)
        self._heard = b""

    def say(self, message: Mapping[str, Any]) -> None:
        """A process that has ended already hears nothing."""
        with contextlib.suppress(OSError):
            self._line.sendall(json.dumps(message).encode() + b"\n")

    def heard(self, seconds: float) -> dict[str, Any] | None:
        """One message; None where none came in time, or none will come any more (`ended`)."""
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
        found: dict[str, Any] = json.loads(message)
        return found

    @property
    def ended(self) -> bool:
        """Has it come to its end, and is everything heard?"""
        return self._process.poll() is not None and b"\n" not in self._heard

    def end(self) -> str:
        """Kill it where it still runs; how it ended."""
        self._process.kill()
        code = self._process.wait()
        self._line.close()
        return f"exit code {code}" if code >= 0 else f"signal {-code}"


# --- the child ---------------------------------------------------------------------------------------------
def main(number: int) -> None:
    """Import, introduce, open, try; each thing said as soon as it is known. Never returns."""
    os.set_inheritable(number, False)
    line = socket.socket(fileno=number)
    stream = line.makefile("rwb")

    def say(**message: Any) -> None:
        stream.write(json.dumps(message, ensure_ascii=False, default=str).encode() + b"\n")
        stream.flush()

    try:
        driver = _loaded(json.loads(stream.readline(_LARGEST))["driver"])
        say(driver=driver.name, kind=driver.kind, virtual=driver.virtual, verified_on=driver.verified_on)
        plan = json.loads(stream.readline(_LARGEST) or b"null")
        if plan:
            threading.Thread(target=_end_with, args=(line,), name="parent", daemon=True).start()
            _try(driver, plan, say)
    except Unusable as error:
        say(unusable=str(error))
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(130)
    os._exit(0)  # a thread that the driver left behind must not keep it


def _end_with(line: socket.socket) -> None:
    line.recv(1)
    os._exit(130)


def _loaded(name: str) -> Driver:
    """DRIVER of the registry's name, a file, or a module. Raises Unusable."""
    module = name.replace("-", "_")
    if module.isidentifier() and importlib.util.find_spec(f"{drivers.__name__}.{module}"):
        try:
            return registry.driver(name)
        except DeviceError as error:
            raise Unusable(error.detail) from None
    path = Path(name)
    sys.path.append(str(Path.cwd()))  # last: it must not stand in for our own packages
    try:
        found = _of_file(path) if path.suffix == ".py" or os.sep in name else importlib.import_module(name)
    except Exception as error:  # noqa: BLE001  whatever it is, that is why it cannot be used
        if isinstance(error, ModuleNotFoundError) and error.name and f"{name}.".startswith(f"{error.name}."):
            raise Unusable(f"no driver, file or module {name!r}") from None
        raise Unusable(f"{name} cannot be imported: {type(error).__name__}: {error}{where(error)}") from None
    exported = getattr(found, "DRIVER", None)
    if not isinstance(exported, Driver):
        raise Unusable(f"{name} exports no DRIVER")
    return exported


def _of_file(path: Path) -> Any:
    """A module of one file; what lies beside it can be imported. Raises whatever the file raises."""
    sys.path.append(str(path.resolve().parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError("no file of Python")
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _try(driver: Driver, plan: Mapping[str, Any], say: Any) -> None:
    rules = suite(driver.kind)
    if plan["open"]:
        say(reason=_opening(driver, plan["options"]))
    people = Path(plan["people"]) if plan["people"] else None
    bench = Bench(driver, plan["options"], _hand(plan, rules, say), people, plan["patience"])
    for rule in rules.rules:
        if rule.name in plan["rules"]:
            result = judged(rule, bench)
            say(verdict=result.verdict, reason=result.reason, seconds=result.seconds)


def _opening(driver: Driver, options: Mapping[str, Any]) -> str:
    """Open it once: why that went wrong in a way it must not, else empty. Raises Unusable for wrong options."""
    asked = _Asked(options)
    try:
        device = driver.open(asked)
    except DeviceError as error:
        if error.fault is Fault.NOT_CONFIGURED:
            raise Unusable(f"options of {driver.name}: {error}") from None
        return ""  # it is away, or held: the rules say what that means
    except KeyError as error:
        if error.args and error.args[0] in asked.missed:
            raise Unusable(f"options of {driver.name}: {error.args[0]} is missing") from None
        return f"raised KeyError, which is no DeviceError{where(error)}"
    except Exception as error:  # noqa: BLE001  its text is not shown: nobody knows what is in it
        return f"raised {type(error).__name__}, which is no DeviceError{where(error)}"
    with contextlib.suppress(Exception):  # there is a rule for that
        device.close()
    if unknown := sorted(set(options) - asked.seen):
        raise Unusable(f"options of {driver.name}: it does not know {', '.join(unknown)}")
    return ""


class _Asked(Mapping[str, Any]):
    """Options that remember which of them were looked at, and which were missed."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options
        self.seen: set[str] = set()
        self.missed: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        (self.seen if name in self._options else self.missed).add(name)
        return self._options[name]

    def __iter__(self) -> Iterator[str]:
        self.seen.update(self._options)  # copied whole: nobody can tell
        return iter(self._options)

    def __len__(self) -> int:
        return len(self._options)


def _hand(plan: Mapping[str, Any], rules: Suite, say: Any) -> Hand:
    def ask(words: str) -> str:
        """End of input means no."""
        say(asks=True)
        sys.stderr.write(f">>> {words} [Enter, or no]: ")
        sys.stderr.flush()
        answer = sys.stdin.readline() or "no"
        say(asks=False)
        return answer

    if plan["control"]:
        return TwinHand(Path(plan["control"]), rules)
    return PersonHand(rules, ask) if plan["by_hand"] else Nobody()


if __name__ == "__main__":
    main(int(sys.argv[1]))
