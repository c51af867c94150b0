"""How texts are cut and how 汉字 sound. Must be loaded with the first index only, never for the first picture."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

LONGEST = 6
"""Letters of the longest syllable (zhuang)."""
DIGRAPHS = ("zh", "ch", "sh")
_PART = re.compile(r"[a-z0-9]+|[^\W_]")
_LIKE = {"huang": "fan", "hong": "fen", "hua": "fa", "hui": "fei", "hun": "fen", "hu": "fu"}
"""f and h, which are one sound in much of the south."""
_LIKE_BEGUN = {"hua": "fa", "hon": "fen", "hui": "fei", "hun": "fen", "hu": "fu"}
_WORN: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile("ng"), "n"),
    (re.compile("([zcs])h"), r"\1"),
    (re.compile("|".join(_LIKE_BEGUN)), lambda found: _LIKE_BEGUN[found.group()]),
    (re.compile("l"), "n"),
    (re.compile("v"), "u"),
)


def flat(text: str) -> str:
    """`text` with every character as it is compared: small, of one width. As many characters as before."""
    small = text.lower()
    if len(small) == len(text) and unicodedata.is_normalized("NFKC", small):
        return small
    return "".join(_flat(character) for character in text)


def _flat(character: str) -> str:
    for form in (unicodedata.normalize("NFKC", character).lower(), character.lower()):
        if len(form) == 1:
            return form
    return character


def parts(text: str) -> list[tuple[int, str]]:
    """Where each part of a flat text begins, and the part: a Latin word, a number, or one other character."""
    return [(found.start(), found.group()) for found in _PART.finditer(text)]


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """All syllables that a 汉字 is read as, without tones, ü as v, the usual one first; none of anything else."""
    if character.isascii():
        return ()
    # Every reading is taken, so the table of phrases (40 MB) that would choose one is not needed.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(found[0])) if found else ()


def worn(letters: str) -> str:
    """Letters of which nobody says yet where the syllables are, without what is easily taken for something else."""
    for pattern, kept in _WORN:
        letters = pattern.sub(kept, letters)
    return letters


@lru_cache(maxsize=4096)
def alike(syllable: str) -> str:
    """What syllables that are easily taken for each other have in common: n/l, z/zh, c/ch, s/sh, f/h, an/ang, u/ü."""
    sound = _LIKE.get(syllable, syllable)
    if sound[:2] in DIGRAPHS:
        sound = sound[0] + sound[2:]
    if sound.startswith("l"):
        sound = "n" + sound[1:]
    return sound.replace("v", "u").removesuffix("g") if len(sound) > 1 else sound
