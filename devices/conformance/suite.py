"""Rules, suites, the bench a device stands on, and how a rule is run. `kiosk conformance` and our tests use the same.

A rule is a function of a bench with a docstring that says what must hold; it raises Unmet where it does not. What a
rule needs done in the physical world (a card laid down, paper taken out) it asks of a hand. Must never know how the
driver under test does its work, nor put what a card or code says into a reason.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

from devices import faults
from devices.contract import DeviceError, Driver, Fault, Kind, State
from devices.protocols.idcard_record import CardFields, CardRecord, decode, encode

_PAUSE: Final = 0.05


class Unmet(Exception):  # noqa: N818  a rule is unmet; that is no error of a program
    """A rule does not hold; the text says why, without personal data."""


class Untried(Exception):  # noqa: N818  nor is this
    """The hand beside the device cannot do what the rule needs: nothing is known."""


class Hand:
    """What moves the physical world. A subclass has one method for each verb of the suite that it can do."""

    def do(self, verb: str, **values: Any) -> Mapping[str, Any]:
        """Do it, and say what came of it. Raises Untried where this hand cannot."""
        action = getattr(self, verb, None)
        if action is None:
            raise Untried(f"nobody here can do {verb!r}")
        return action(**values) or {}

    def rest(self) -> None:
        """Put the device back as it was before anybody did anything to it, where this hand can; never raises."""


class Bench:
    """A driver under test and a hand beside it. The device is opened when a rule first asks for it."""

    def __init__(
        self,
        driver: Driver,
        options: Mapping[str, Any],
        hand: Hand,
        people: Path | None = None,
        patience: float = 20.0,
    ) -> None:
        self.driver = driver
        self.options = options
        self.patience = patience
        """Seconds a rule waits for what must happen."""
        self._hand = hand
        self._people = people
        self._device: Any = None

    @property
    def device(self) -> Any:
        """The open device. Raises DeviceError."""
        if self._device is None:
            self._device = self.driver.open(self.options)
        return self._device

    def do(self, verb: str, **values: Any) -> Mapping[str, Any]:
        """Let the hand do it. Raises Untried."""
        return self._hand.do(verb, **values)

    def reopen(self) -> Any:
        """Close it and open it anew, as a worker does after a fault, until it opens or patience ends."""
        self.close()
        for _ in self.trying("the device does not open again"):
            with contextlib.suppress(DeviceError):
                return self.device
        raise AssertionError  # `trying` ends in Unmet

    def close(self) -> None:
        """Give the device back."""
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def trying(self, reason: str) -> Iterator[float]:
        """Seconds left, again and again with a short pause; Unmet(`reason`) once patience has ended."""
        deadline = time.monotonic() + self.patience
        while (left := deadline - time.monotonic()) > 0:
            yield left
            time.sleep(_PAUSE)
        raise Unmet(reason)

    def people(self) -> list[str]:
        """Ids of the synthetic people whose cards the hand can lay down; empty where their records are not known."""
        return sorted(path.stem for path in self._people.glob("p*.json")) if self._people else []

    def expected(self, person: str) -> CardRecord:
        """What that person's card says. Raises Untried where it is not known."""
        if self._people is None:
            raise Untried("no folder of people: --people")
        known = json.loads((self._people / f"{person}.json").read_text(encoding="utf-8"))
        return decode(encode(CardFields.from_json(known["card"])))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class Rule:
    """One thing that must hold. `needs` are the verbs without which nothing can be said."""

    name: str
    says: str
    check: Callable[[Bench], None] = field(repr=False)
    needs: frozenset[str] = frozenset()

    def __call__(self, bench: Bench) -> None:
        """Raises Unmet, Untried, or what the driver raised although it must not."""
        self.check(bench)


def rule(*needs: str) -> Callable[[Callable[[Bench], None]], Rule]:
    """Make a rule of a function: its name, and its docstring's first paragraph."""

    def made(check: Callable[[Bench], None]) -> Rule:
        says = " ".join((inspect.getdoc(check) or "").split("\n\n")[0].split())
        return Rule(str(getattr(check, "__name__", "rule")), says, check, frozenset(needs))

    return made


@dataclass(frozen=True)
class Suite:
    """Every rule of a kind.

    Attributes:
        kind: what it is for.
        rules: in the order in which they are tried.
        verbs: what a hand is asked, in words to a person; `{name}` is filled in.
        twin: what our own twins are told instead, by verb; a verb that is not here is sent under its own name.
        answers: for a verb whose outcome must be known, what is known of it on our twins.
    """

    kind: Kind
    rules: tuple[Rule, ...]
    verbs: Mapping[str, str] = field(default_factory=dict)
    twin: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


GONE_AND_BACK: Final = MappingProxyType(
    {
        "vanish": "Pull the device's plug.",
        "come_back": "Plug the device in again.",
    }
)
"""Verbs of every kind."""
TWIN_BACK: Final = MappingProxyType({"come_back": {"do": "return"}})
"""Our twins' word for it."""


def suite(kind: Kind) -> Suite:
    """The suite of a kind: SUITE of the module of that name in this folder."""
    module = importlib.import_module(f"devices.conformance.{kind.value.replace('-', '_')}")
    found: Suite = module.SUITE
    return found


class Verdict(StrEnum):
    """How a rule ended."""

    PASSED = "passed"
    FAILED = "failed"
    UNTRIED = "untried"
    """The hand could not do what it takes; nothing is known."""


@dataclass(frozen=True)
class Result:
    """One rule on one driver."""

    rule: Rule
    verdict: Verdict
    reason: str = ""
    seconds: float = 0.0


def judged(one: Rule, bench: Bench) -> Result:
    """Try a rule with a freshly opened device. Never raises, but for what ends the program."""
    begun = time.monotonic()
    verdict, reason = Verdict.PASSED, ""
    try:
        with bench:
            one(bench)
    except Untried as error:
        verdict, reason = Verdict.UNTRIED, str(error)
    except Unmet as error:
        verdict, reason = Verdict.FAILED, str(error)
    except DeviceError as error:
        verdict, reason = Verdict.FAILED, f"raised {error}"
    except Exception as error:  # noqa: BLE001  a driver may raise anything; its text may hold what a card says
        verdict, reason = Verdict.FAILED, f"raised {type(error).__name__}, which is no DeviceError{where(error)}"
    return Result(one, verdict, reason, time.monotonic() - begun)


def where(error: BaseException) -> str:
    """The innermost line of a traceback as ` (file:line)`; a SyntaxError says it itself."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != faults.__file__]
    if isinstance(error, SyntaxError) or not frames:
        return ""
    return f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})"


def expect(condition: object, reason: str) -> None:
    """Raises Unmet(`reason`) where `condition` is false."""
    if not condition:
        raise Unmet(reason)


def fault_of(action: Callable[[], object]) -> Fault:
    """The fault in which `action` must end. Raises Unmet where it ends well."""
    try:
        action()
    except DeviceError as error:
        return error.fault
    raise Unmet("it ended well where a DeviceError must be raised")


def of_the_person(error: DeviceError) -> bool:
    """Is it a fault of the moment, that leaves the device well?"""
    return error.fault.state is State.USER_ERROR
