"""All texts of one kind in a row, searched all at once: a set of places in them is one long integer, a bit a place.

A step of a search moves every place that still fits on by one; so 2,000 items cost little more than one. Pure: knows
neither items nor languages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

Step = tuple[int, int]
"""How many characters of the query it takes, and the places whose character it fits."""
Steps = Sequence[Sequence[Step]]
"""For each character of the query: the steps that begin at it."""
States = Sequence[int]
"""For each number of characters taken: the places reached."""

_END = "\n"
_WIDE = re.compile(r"[^\x00-\x7f]")
_BYTE = re.compile(rb"[^\x00]", re.DOTALL)


class Corpus:
    """Texts, each given as its parts: a search may begin where a part does. Their order is their rank."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        begins, entries, pieces, at = list[int](), list[int](), list[str](), 0
        for parts in texts:
            begins.append(at)
            for part in parts:
                entries.append(at)
                pieces.append(part)
                at += len(part)
            pieces.append(_END)
            at += 1
        self._begins = begins
        text = "".join(pieces)
        self._plane = text.encode("ascii", "replace")[::-1]
        self._size = at
        self._where: dict[str, list[int]] = {}
        for found in _WIDE.finditer(text):
            self._where.setdefault(found.group(), []).append(found.start())
        self._letters: dict[str, int] = {}
        self.begins = self._bits(begins)
        self.entries = self._bits(entries)
        self.ends = self.at(_END)
        self.inside = ((1 << at) - 1) & ~self.ends

    @property
    def characters(self) -> Mapping[str, Sequence[int]]:
        """The characters in it that are no ASCII, with their places."""
        return self._where

    def at(self, character: str) -> int:
        """The places of a character."""
        if not character.isascii():
            return self.at_any(character)
        if character not in self._letters:
            digits = bytearray(b"0" * 256)
            digits[ord(character)] = ord("1")
            self._letters[character] = int(self._plane.translate(bytes(digits)) or b"0", 2)
        return self._letters[character]

    def at_any(self, characters: Iterable[str]) -> int:
        """The places of any of these characters, none of them ASCII."""
        return self._bits(place for character in characters for place in self._where.get(character, ()))

    def _bits(self, places: Iterable[int]) -> int:
        room = bytearray((self._size >> 3) + 1)
        for place in places:
            room[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(room, "little")

    def text_of(self, end: int) -> tuple[int, int]:
        """Which text a match that ends before place `end` lies in, and where in that text it ends."""
        number = bisect_right(self._begins, end - 1) - 1
        return number, end - self._begins[number]

    def walk(self, steps: Steps, begin: int) -> list[int]:
        """The places reached from `begin`, by how many characters of the query were taken."""
        states = [begin] + [0] * len(steps)
        for taken, here in enumerate(steps):
            if states[taken]:
                for length, fits in here:
                    states[taken + length] |= (states[taken] & fits) << 1
        return states

    def walk_amiss(self, steps: Steps, begin: int, mistakes: int) -> int:
        """The places reached with at most so many characters missing, too many, wrong, or two neighbours swapped."""
        rows = [[0] * (len(steps) + 1) for _ in range(mistakes + 1)]
        rows[0][0] = begin
        for wrong, row in enumerate(rows):
            more = rows[wrong + 1] if wrong < mistakes else None
            for taken, here in enumerate(steps):
                self._on(steps, row, taken)
                if more is not None and row[taken]:
                    past = (row[taken] & self.inside) << 1
                    more[taken] |= past
                    more[taken + 1] |= row[taken] | past
                    if taken + 1 < len(steps):
                        more[taken + 2] |= _swapped(row[taken], here, steps[taken + 1])
        return reduce(or_, (row[-1] for row in rows))

    @staticmethod
    def _on(steps: Steps, row: list[int], taken: int) -> None:
        for length, fits in steps[taken]:
            row[taken + length] |= (row[taken] & fits) << 1

    @staticmethod
    def begin_of(steps: Steps, states: States, end: int) -> int:
        """Where the match that ends before place `end` began."""
        taken = len(steps)
        while taken:
            end -= 1
            taken = next(
                start
                for start in range(taken)
                for length, fits in steps[start]
                if start + length == taken and (fits & states[start]) >> end & 1
            )
        return end


def _swapped(here: int, first: Sequence[Step], second: Sequence[Step]) -> int:
    """Where two characters of the query lead that stand in the text the other way round."""
    before = here & _places(second)
    return ((before << 1) & _places(first)) << 1


def _places(steps: Sequence[Step]) -> int:
    found = 0
    for length, fits in steps:
        if length == 1:
            found |= fits
    return found


def places(bits: int) -> Iterator[int]:
    """The places of a set, lowest first."""
    room = bits.to_bytes((bits.bit_length() + 7) >> 3, "little")
    for found in _BYTE.finditer(room):
        byte, base = found.group()[0], found.start() << 3
        yield from (base + bit for bit in range(8) if byte >> bit & 1)
