"""The byte stream of a code scanner, cut into codes: suffix or silence, prefix, AIM id, never more than 4096 bytes.

Sans-IO: bytes and times in, codes and faults out. A QR code holds at most 2953 bytes (ISO/IEC 18004); a scanner that
sends more is broken or hostile. Must never interpret a code, and never hand up a part of one as if it were whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from devices.contract import Code, Fault

AT_MOST: Final = 4096
"""Bytes of one code, without suffix, prefix and AIM id."""
_AIM: Final = re.compile(rb"\][A-Za-z][0-9A-Za-z]")
"""Symbology identifier: flag, code character, modifier (ISO/IEC 15424)."""
_AIM_SIZE: Final = 3
_HEAD_AT_MOST: Final = 64

Scanned: TypeAlias = Code | Fault
"""A whole code, or CODE_TOO_LONG or CODE_GARBLED."""


class Suffix(Enum):
    """How the end of a code is told. The values are the settings' words."""

    LINE = "line"
    """CR, LF or CR LF: whatever comes first; an LF right after CR belongs to it."""
    CR = "cr"
    LF = "lf"
    CRLF = "crlf"
    TAB = "tab"
    GAP = "gap"
    """Silence. The only one that lets a binary code hold bytes 0D, 0A and 09; one line end at the end is cut off."""


_ENDS: Final = {
    Suffix.LINE: re.compile(rb"\r\n?|\n"),
    Suffix.CR: re.compile(rb"\r"),
    Suffix.LF: re.compile(rb"\n"),
    Suffix.CRLF: re.compile(rb"\r\n"),
    Suffix.TAB: re.compile(rb"\t"),
}
_LINE_END: Final = re.compile(rb"(\r\n|\r|\n|\t)\Z")


@dataclass(frozen=True)
class Manner:
    """How a scanner was set up.

    Attributes:
        suffix: what ends a code.
        prefix: what stands before each code; at most 32 bytes; a code without it is garbled.
        aim: each code begins with its AIM id (after the prefix); one without has an unknown symbology.
        silence: seconds after which nothing more of a code will come. With a suffix, what came is then garbled.
    """

    suffix: Suffix = Suffix.LINE
    prefix: bytes = b""
    aim: bool = False
    silence: float = 0.3


class CodeParser:
    """Bytes as they come to codes. `feed` takes bytes, `quiet` the time; both with seconds of any steady clock."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._end = _ENDS.get(manner.suffix)
        self._pending = b""
        self._overflowed = False
        self._after_cr = False
        self._last = 0.0

    @property
    def waiting(self) -> bool:
        """Has a code begun whose end has not come?"""
        return bool(self._pending) or self._overflowed

    def feed(self, data: bytes, at: float) -> list[Scanned]:
        """Codes that end within `data`, read at `at`."""
        ended = self.quiet(at)
        if data:
            self._last = at
        self._pending += data
        if self._end is not None:
            ended.extend(self._cut(self._end))
        self._bound()
        return ended

    def quiet(self, at: float) -> list[Scanned]:
        """The code that has ended because nothing more came until `at`."""
        if not self.waiting or at - self._last < self._manner.silence:
            return []
        rest, self._pending = self._pending, b""
        overflowed, self._overflowed = self._overflowed, False
        if overflowed:
            return [Fault.CODE_TOO_LONG]
        if self._end is not None:
            return [Fault.CODE_GARBLED]
        return self._whole(_LINE_END.sub(b"", rest))

    def _cut(self, end: re.Pattern[bytes]) -> list[Scanned]:
        """Every code whose suffix has come."""
        if self._after_cr and self._pending:
            self._after_cr = False
            self._pending = self._pending.removeprefix(b"\n")
        ended: list[Scanned] = []
        while found := end.search(self._pending):
            raw, self._pending = self._pending[: found.start()], self._pending[found.end() :]
            # the LF of a CR LF may come with the next bytes
            self._after_cr = self._manner.suffix is Suffix.LINE and found.group() == b"\r" and not self._pending
            if self._overflowed:
                self._overflowed = False
                ended.append(Fault.CODE_TOO_LONG)
            else:
                ended.extend(self._whole(raw))
        return ended

    def _whole(self, raw: bytes) -> list[Scanned]:
        """The code in these bytes; none where there are none."""
        if not raw:
            return []
        if not raw.startswith(self._manner.prefix):
            return [Fault.CODE_GARBLED]
        raw, symbology = raw[len(self._manner.prefix) :], ""
        if self._manner.aim and _AIM.match(raw):
            raw, symbology = raw[_AIM_SIZE:], raw[:_AIM_SIZE].decode("ascii")
        if len(raw) > AT_MOST:
            return [Fault.CODE_TOO_LONG]
        return [Code(raw, symbology)] if raw else [Fault.CODE_GARBLED]

    def _bound(self) -> None:
        """Forget what cannot become a code, keeping a CR that may begin the suffix."""
        if len(self._pending) > AT_MOST + _HEAD_AT_MOST:
            self._overflowed = True
        if self._overflowed:
            self._pending = b"\r" if self._pending.endswith(b"\r") else b""
