"""What a twin can be told: its words, what each takes, and what is allowed there.

Every value is looked at before anything is done: must never let a twin change for an order that it then refuses.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeAlias

_CODE_AT_MOST: Final = 8192


class _Needed(Enum):
    NEEDED = "needed"


NEEDED: Final = _Needed.NEEDED
"""As a default: there is none."""


@dataclass(frozen=True)
class Takes(ABC):
    """One argument. `default` is what an order without it means."""

    default: Any = NEEDED

    @property
    @abstractmethod
    def allowed(self) -> str:
        """What may stand there, in words."""

    @abstractmethod
    def read(self, value: Any) -> Any:
        """The value, of the type a twin works with. Raises ValueError for any other than is allowed."""


@dataclass(frozen=True)
class Number(Takes):
    """A number from `least` to `most`; neither NaN nor a truth value."""

    least: float = 0.0
    most: float = 3600.0

    @property
    def allowed(self) -> str:
        """What may stand there, in words."""
        return f"a number from {self.least:g} to {self.most:g}"

    def read(self, value: Any) -> float:
        """Raises ValueError."""
        if type(value) not in (int, float) or not self.least <= value <= self.most:  # exactly: a bool is an int
            raise ValueError
        return float(value)


@dataclass(frozen=True)
class Whole(Takes):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 10_000

    @property
    def allowed(self) -> str:
        """What may stand there, in words."""
        return f"a whole number from {self.least} to {self.most}"

    def read(self, value: Any) -> int:
        """Raises ValueError."""
        if type(value) is not int or not self.least <= value <= self.most:
            raise ValueError
        return value


@dataclass(frozen=True)
class Flag(Takes):
    """true or false, as JSON has them."""

    @property
    def allowed(self) -> str:
        """What may stand there, in words."""
        return "true or false"

    def read(self, value: Any) -> bool:
        """Raises ValueError."""
        if not isinstance(value, bool):
            raise ValueError  # noqa: TRY004  whoever reads knows that one
        return value


@dataclass(frozen=True)
class Choice(Takes):
    """One of some names."""

    names: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """What may stand there, in words."""
        return f"one of {', '.join(self.names)}"

    def read(self, value: Any) -> str:
        """Raises ValueError."""
        if not isinstance(value, str) or value not in self.names:
            raise ValueError
        return value


@dataclass(frozen=True)
class Text(Takes):
    """A text that `pattern` matches whole and that is at most `most` bytes long in `coding`."""

    pattern: str = r"(?s:.+)"
    most: int = _CODE_AT_MOST
    coding: str = "utf-8"
    words: str = "a text"

    @property
    def allowed(self) -> str:
        """What may stand there, in words."""
        return f"{self.words}, at most {self.most} bytes in {self.coding}"

    def read(self, value: Any) -> str:
        """Raises ValueError, also where it cannot be written in that coding."""
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value):
            raise ValueError
        if len(value.encode(self.coding)) > self.most:
            raise ValueError
        return value


@dataclass(frozen=True)
class Bytes(Takes):
    """From `least` to `most` bytes, as hex digits or, where `base64` is set, in base64."""

    least: int = 1
    most: int = _CODE_AT_MOST
    base64: bool = False

    @property
    def allowed(self) -> str:
        """What may stand there, in words."""
        size = str(self.most) if self.least == self.most else f"{self.least} to {self.most}"
        return f"{'base64' if self.base64 else 'hex digits'} of {size} byte{'s' * (self.most > 1)}"

    def read(self, value: Any) -> bytes:
        """Raises ValueError."""
        if not isinstance(value, str):
            raise ValueError  # noqa: TRY004  whoever reads knows that one
        data = b64decode(value, validate=True) if self.base64 else bytes.fromhex(value)
        if not self.least <= len(data) <= self.most:
            raise ValueError
        return data


@dataclass(frozen=True)
class Word:
    """`act` does it, with a value for each key of `takes`; what it gives goes into the answer."""

    act: Callable[..., Any]
    takes: Mapping[str, Takes]


Words: TypeAlias = Mapping[str, Word]
"""Everything a twin can be told."""


def word(act: Callable[..., Any], **takes: Takes) -> Word:
    """What does it, and what it takes."""
    return Word(act, takes)


def one_of(names: Iterable[str], default: Any = NEEDED) -> Choice:
    """One of these names."""
    return Choice(default, tuple(map(str, names)))


STATE: Final = word(lambda: None)
"""`state` changes nothing: every answer holds it."""
TIMES: Final = Whole(1)
"""How often; 0 takes back what was ordered before."""
SECONDS: Final = Number(1.0)
"""How long from now on; 0 ends it."""
ON: Final = Flag(default=True)
PERSON: Final = Text(pattern=r"[A-Za-z0-9_-]{1,40}", most=40, words="the id of a person, such as p01")
JOB: Final = Text(pattern=r"[\x21-\x7e]{1,64}", most=64, words="the id of a job")
CODE: Final[Mapping[str, Takes]] = {"hex": Bytes(None), "text": Text(None)}
"""What `scan` takes."""


def code(hex: bytes | None, text: str | None) -> bytes:  # noqa: A002  keys of `scan`
    """What a scanner is shown. Raises ValueError where it is neither or both."""
    shown = [one for one in (hex, text.encode() if text is not None else None) if one is not None]
    if len(shown) != 1:
        raise ValueError("text or hex: one of them")
    return shown[0]


def ordered(words: Words, message: Mapping[str, Any]) -> Callable[[], Any]:
    """What a message orders, still to be done; that raises ValueError with the reason where it cannot be now.

    Raises ValueError: with the words there are, with the keys a word takes, or with the key whose value is missing
    or is none of those allowed, and with what is.
    """
    name = message.get("do")
    one = words.get(name) if isinstance(name, str) else None
    if one is None:
        raise ValueError(f"do: one of {', '.join(sorted(words))}")
    given = {key: value for key, value in message.items() if key != "do"}
    if unknown := sorted(set(given) - set(one.takes)):
        raise ValueError(f"{name} knows no {', '.join(unknown)}; it takes {', '.join(one.takes) or 'nothing'}")
    values = {key: _value(f"{name}: {key}", takes, given.get(key, NEEDED)) for key, takes in one.takes.items()}

    def done() -> Any:
        try:
            return one.act(**values)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error

    return done


def _value(what: str, takes: Takes, given: Any) -> Any:
    if given is NEEDED:
        if takes.default is NEEDED:
            raise ValueError(f"{what} is missing: {takes.allowed}")
        return takes.default
    try:
        return takes.read(given)
    except ValueError:
        raise ValueError(f"{what}: {takes.allowed}") from None
