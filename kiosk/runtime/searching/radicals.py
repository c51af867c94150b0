"""Characters by radical and strokes, as in a dictionary: for a name that one can write and cannot read (部首检字).

Source: Unicode Standard Annex #38 (Unihan), field kRSUnicode, from Debian's `unicode-data`. Must never block a
page: `prepare` reads on a thread of its own, which takes a second or two; a page asks `ready` first,
because what is asked for earlier waits.
"""

from __future__ import annotations

import bz2
import re
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.runtime.searching.characters import by_rarity

SOURCE: Final = Path("/usr/share/unicode/Unihan_IRGSources.txt.bz2")
COUNT: Final = 214
"""Radicals of the Kangxi dictionary."""
_KANGXI: Final = 0x2F00
_FORMS: Final = {
    9: "亻", 18: "刂", 47: "川", 58: "彑", 61: "忄", 64: "扌", 66: "攵", 85: "氵", 86: "灬", 87: "爫", 90: "丬",
    93: "牜", 94: "犭", 96: "王", 113: "礻", 120: "纟", 122: "罒", 130: "月", 140: "艹", 145: "衤", 147: "见",
    149: "讠", 154: "贝", 159: "车", 162: "辶", 163: "阝", 167: "钅", 168: "长", 169: "门", 170: "阝", 178: "韦",
    181: "页", 182: "风", 183: "飞", 184: "饣", 187: "马", 195: "鱼", 196: "鸟", 197: "卤", 199: "麦", 201: "黄",
    205: "黾", 210: "齐", 211: "齿", 212: "龙", 213: "龟",
}  # fmt: skip
"""How a radical looks within a character or in simplified characters, where that is another picture."""
_FIELD: Final = re.compile(rb"U\+([0-9A-F]{4,6})\tkRSUnicode\t([^\n]+)")
_PLACE: Final = re.compile(rb"([1-9][0-9]{0,2})'{0,3}\.(-?[0-9]{1,2})")

_lock = threading.Lock()
_read: dict[Path, Mapping[int, Mapping[int, str]]] = {}


def available() -> bool:
    """Is the package here that says which radical a character has?"""
    return SOURCE.is_file()


def radicals() -> tuple[str, ...]:
    """All of them by their own strokes, each with its other form behind it: `水氵`; number n stands at n - 1."""
    plain = (unicodedata.normalize("NFKC", chr(_KANGXI + place)) for place in range(COUNT))
    return tuple(one + _FORMS.get(number, "") for number, one in enumerate(plain, start=1))


def prepare() -> None:
    """Begin to read; returns at once."""
    threading.Thread(target=_places, name="radicals", daemon=True).start()


def ready() -> bool:
    """Has it been read, so that nothing asked for has to wait?"""
    return SOURCE in _read


def strokes(radical: int) -> tuple[int, ...]:
    """How many strokes besides the radical there are characters with, fewest first; none for what is no radical."""
    return tuple(sorted(_places().get(radical, {})))


def find(radical: int, besides: int) -> tuple[str, ...]:
    """Characters of a radical (1 to 214) with so many strokes besides it, the rare ones first."""
    return tuple(sorted(_places().get(radical, {}).get(besides, ""), key=by_rarity))


def _places() -> Mapping[int, Mapping[int, str]]:
    with _lock:
        if SOURCE not in _read:
            _read[SOURCE] = _collected(SOURCE)
        return _read[SOURCE]


def _collected(source: Path) -> Mapping[int, Mapping[int, str]]:
    """Radical -> strokes besides -> characters; nothing where the file is missing or damaged."""
    found: defaultdict[int, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    try:
        with bz2.open(source) as lines:
            for line in lines:
                field = _FIELD.match(line)
                character = chr(int(field[1], 16)) if field else ""
                if not field or not unicodedata.is_normalized("NFC", character):  # a second code of another one
                    continue
                for place in _PLACE.finditer(field[2]):
                    found[int(place[1])][max(0, int(place[2]))].add(character)
    except (OSError, EOFError, ValueError):
        return {}
    return {
        radical: {count: "".join(ones) for count, ones in counts.items()}
        for radical, counts in found.items()
        if radical <= COUNT
    }
