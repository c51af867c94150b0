"""Tells a scanner that types from a person who types, by the time between two keys. Sans-IO.

For a keyboard scanner that cannot be taken exclusively: the interface puts every key through this filter first. Keys
that follow each other within some 30 ms in a row of several are a scanner's; everything else is handed back as typed,
late by that much at most. Must never keep a key longer than that unless a burst is under way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from devices.contract import Fault
from devices.protocols.scan_code import AT_MOST

_ENDS: Final = frozenset("\r\n")


@dataclass(frozen=True)
class Typed:
    """A person's keys, in order."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Burst:
    """What a scanner typed, without the line end; `fault` where it is too long to be a code."""

    text: str = field(repr=False, default="")
    fault: Fault | None = None


Heard: TypeAlias = Typed | Burst


class BurstFilter:
    """Keys with their times (seconds of any steady clock) to what was typed and what was scanned."""

    def __init__(self, gap: float = 0.03, at_least: int = 6) -> None:
        """`gap`: seconds between two keys of a scanner at most; `at_least`: keys that make a burst."""
        self._gap = gap
        self._at_least = at_least
        self._kept = ""
        self._count = 0
        self._last = 0.0

    @property
    def due(self) -> float | None:
        """When `quiet` has something to say, if no key comes before; None where nothing is kept."""
        return self._last + self._gap if self._count else None

    def feed(self, sign: str, at: float) -> list[Heard]:
        """One key that types `sign` (Enter: CR), pressed at `at`."""
        heard = self.quiet(at)
        self._count += 1
        self._last = at
        if self._count <= AT_MOST:
            self._kept += sign
        if sign in _ENDS and self._count > self._at_least:
            heard += self._ended()
        return heard

    def quiet(self, at: float) -> list[Heard]:
        """What has ended because no key came until `at`."""
        return self._ended() if self._count and at - self._last > self._gap else []

    def _ended(self) -> list[Heard]:
        text, count = self._kept, self._count
        self._kept, self._count = "", 0
        if count > AT_MOST:
            return [Burst(fault=Fault.CODE_TOO_LONG)]
        scanned = text.rstrip("\r\n")
        return [Burst(scanned)] if len(scanned) >= self._at_least else [Typed(text)]
