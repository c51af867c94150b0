"""What the slips of a payment and of a confirmed policy have in common: how one is laid out, on one PDF page.

Must never say more than it is given, nor name a person. Same slip, same bytes.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import msgspec

from kiosk.documents.fonts import clean
from kiosk.documents.roll import Paper, Roll, to_pdf
from kiosk.documents.wording import HOTLINE, REPRINT, TERMINAL, TIME
from kiosk.domain.text import Language, Text

_TITLE, _STATE, _BODY, _SMALL = 17.0, 14.0, 10.5, 8.5


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """What every slip says. `repr` shows nothing of it."""

    organisation: Text
    terminal: str
    at: dt.datetime
    """Of what the slip is about, with its offset."""
    hotline: str = "12345"
    test: bool = False
    """The sandbox: no money is moved."""
    language: Language = Language.ZH_HANS
    copy: int = 0
    """Of a reprint: which one it is."""

    def __repr__(self) -> str:
        """No personal data in a traceback."""
        return f"{type(self).__name__}(…)"


class Row(NamedTuple):
    """A label and its value; without a value the row is left out."""

    name: Text
    value: Text
    large: bool = False


class Said(NamedTuple):
    """The words of one kind of slip: `state` and, in the sandbox, `test` stand in the box, `note` below the rows."""

    name: str
    """Title of the PDF."""
    title: Text
    state: Text
    test: Text
    rows: tuple[Row, ...]
    note: Text


def render(slip: Slip, said: Said, paper: Paper) -> bytes:
    """The slip as PDF, as wide as the paper. Raises DocumentError as `kiosk.documents.receipt.render` does."""
    roll, language = Roll(paper), slip.language
    mark_reprint(roll, slip.copy, language)
    _both(roll, slip.organisation, _BODY, language, centred=True)
    roll.gap(4)
    _both(roll, said.title, _TITLE, language, centred=True)
    roll.gap(6)
    with roll.box(dashed=slip.test):
        _both(roll, said.state, _STATE, language, centred=True)
        if slip.test:
            _both(roll, said.test, _BODY, language, centred=True)
    roll.gap(6)
    for row in (*said.rows, Row(TIME, Text(slip.at.isoformat(" ", "minutes"))), Row(TERMINAL, Text(slip.terminal))):
        if row.value.zh_hans:
            _both(roll, row.name, _SMALL, language)
            _both(roll, row.value, _STATE if row.large else _BODY, language)
            roll.gap(3)
    roll.rule()
    _both(roll, said.note, _BODY, language)
    _both(roll, Text(*(f"{words} {slip.hotline}" for words in msgspec.structs.astuple(HOTLINE))), _BODY, language)
    return to_pdf(roll, title=said.name)


def mark_reprint(roll: Roll, copy: int, language: Language) -> None:
    """On top of the n-th reprint that it is one; nothing on a first print."""
    if copy:
        with roll.box(dashed=False):
            marked = Text(*(words.format(n=copy) for words in msgspec.structs.astuple(REPRINT)))
            _both(roll, marked, _STATE, language, centred=True)
        roll.gap(6)


def _both(roll: Roll, text: Text, size: float, language: Language, *, centred: bool = False) -> None:
    """In Chinese; below it in the other language, where it says something else."""
    roll.text(clean(text.zh_hans), size, centred=centred, whole=centred or size > _BODY)
    second = clean(text.said(language))
    if second != clean(text.zh_hans):
        roll.text(second, min(size, _SMALL), centred=centred)
