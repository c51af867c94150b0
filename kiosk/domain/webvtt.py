"""Captions as WebVTT (w3.org/TR/webvtt1): what is said from when to when. Must never fail on a bad cue."""

from __future__ import annotations

import re
from typing import Final

import msgspec

MOST_CUES: Final = 200
_HEAD: Final = re.compile(r"\ufeff?WEBVTT(?:[ \t].*)?$")
_MOMENT = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES: Final = re.compile(rf"{_MOMENT}[ \t]+-->[ \t]+{_MOMENT}(?:[ \t].*)?$")
_TAG: Final = re.compile(r"<[^>]*>")
_ESCAPES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&"))
"""4.2.2; the ampersand last, so that nothing is read twice."""


class Cue(msgspec.Struct, frozen=True):
    """One caption; milliseconds from the beginning."""

    start: int
    end: int
    text: str


def cues(document: str) -> tuple[Cue, ...]:
    """The captions in the order of their beginning, MOST_CUES at most; none where it is no WebVTT.

    Notes, styles, regions, settings and tags are passed over (6.1 to 6.4), and a cue whose times make no sense.
    """
    blocks = re.split(r"\n{2,}", document.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    if not _HEAD.match(blocks[0].split("\n", 1)[0]):
        return ()
    found = [cue for block in blocks[1:] if (cue := _cue(block.split("\n"))) is not None]
    return tuple(sorted(found[:MOST_CUES], key=lambda cue: cue.start))


def _cue(lines: list[str]) -> Cue | None:
    """Of a block: perhaps a name, the times, the words."""
    for at, line in enumerate(lines[:2]):
        if times := _TIMES.match(line):
            start, end = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:])
            text = _TAG.sub("", "\n".join(lines[at + 1 :])).strip()
            for written, meant in _ESCAPES:
                text = text.replace(written, meant)
            return Cue(start, end, text) if text and start < end else None
    return None


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
