"""Characters that no keyboard here offers, by how they are read or by their code: for names (生僻字).

Must never guess: what has neither that reading nor that code is not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final

MOST: Final = 400
"""Characters found at a time; `yi` alone has some 700, a tone makes them fewer."""
_HAN: Final = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAD9), (0x20000, 0x2FA1D), (0x30000, 0x323AF))
"""Blocks of Chinese characters, first and last."""
_CODE: Final = re.compile(r"(?:u\+?)?([0-9a-f]{4,6})")
_READING: Final = re.compile(r"([a-zü]{1,6})([1-5]?)")
_TONES: Final = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_DOTS: Final = "\u0308"


def find(typed: str) -> tuple[str, ...]:
    """Characters of a reading (`jie`, `jie2`; v = ü) or of a code (`36c3`, `U+2B5AF`), the rare ones first."""
    wanted = unicodedata.normalize("NFC", typed.strip().lower()).replace("v", "ü")
    code = _CODE.fullmatch(wanted)
    if code and _is_han(int(code[1], 16)):
        return (chr(int(code[1], 16)),)
    reading = _READING.fullmatch(wanted)
    if not reading:
        return ()
    return _by_reading().get(reading[1] + reading[2], ())[:MOST]


def _is_han(number: int) -> bool:
    return any(first <= number <= last for first, last in _HAN)


@cache
def _by_reading() -> Mapping[str, tuple[str, ...]]:
    """`jie` and `jie2` -> characters; made when it is first asked for, in half a second."""
    from pypinyin.constants import PINYIN_DICT

    found: defaultdict[str, set[str]] = defaultdict(set)
    for number, readings in PINYIN_DICT.items():
        if not _is_han(number):
            continue
        for reading in readings.split(","):
            plain, tone = _split(reading)
            found[plain].add(chr(number))
            found[plain + tone].add(chr(number))
    return {reading: tuple(sorted(characters, key=by_rarity)) for reading, characters in found.items()}


def _split(reading: str) -> tuple[str, str]:
    """`jié` as `jie` and `2`; the light tone is 5."""
    letters: list[str] = []
    tone = "5"
    for one in unicodedata.normalize("NFD", reading):
        if one in _TONES:
            tone = _TONES[one]
        elif one == _DOTS:
            letters[-1] = "ü"
        elif one.isascii():
            letters.append(one)
    return "".join(letters), tone


def by_rarity(character: str) -> tuple[bool, bool, int]:
    """What the keyboard has (GB 2312) last; of the rest, what is seen more often (GBK) first."""
    return _written(character, "gb2312"), not _written(character, "gbk"), ord(character)


def _written(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
