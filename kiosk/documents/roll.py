"""A paper roll: text, boxes and codes laid one below the other on 80 or 58 mm paper, then drawn on one page.

All lengths in points (1/72 inch), y counted down from the top. Must never let anything stand wider than the print
head reaches: 72 mm (576 dots at 203 dpi) on 80 mm paper, 48 mm (384 dots) on 58 mm.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kiosk.documents import fonts
from kiosk.documents.faults import DocumentError, DocumentFault
from kiosk.documents.fonts import Glyph
from kiosk.documents.qr import QUIET, Matrix

_TOP = 3 * mm
_BOTTOM = 6 * mm
_LONGEST = 1000 * mm
_LEADING = 1.35
_PADDING = 5.0
_SMALLER = 0.72
"""The share of its size that words are worth to stand in one line: narrow paper would leave one character over."""
_WITHIN = 0.999
_OVERHANG = 2.5
"""Room on both sides for letters that reach out of their advance (j, f)."""
_DOT = mm / 8
_INSIDE = 0.005
"""Points by which a module keeps inside its dots: a rounding error outwards would blacken the next row of dots."""
_MOST_DOTS = 8
"""Largest module: 1 mm."""
_CODE_DOTS = 400
"""A code is to stay under 50 mm where its modules allow."""
_FEWEST_DOTS = 3
"""Smallest module a phone still reads off thermal paper: 0.375 mm."""
_NO_START = frozenset("，。：；？！、）】》〉”’…·％,.:;?!)]}%")
_NO_END = frozenset("（【《〈“‘([{")


class Paper(NamedTuple):
    """A roll, and the print head above it."""

    width: float
    dots: int

    @property
    def printed(self) -> float:
        """Width of the print head."""
        return self.dots * _DOT

    @property
    def left(self) -> float:
        """Where the print head begins."""
        return (self.width - self.printed) / 2


PAPERS: Final = {80: Paper(80 * mm, 576), 58: Paper(58 * mm, 384)}
"""By their width in millimetres."""


def paper_of(options: Mapping[str, Any]) -> Paper:
    """The paper in a receipt printer, by its driver's option `paper`; 80 mm where that says nothing we know."""
    said = options.get("paper")
    return PAPERS[58 if said == 58 else 80]  # noqa: PLR2004  millimetres


@dataclass(frozen=True)
class Line:
    """One line of text: left edge and baseline."""

    x: float
    y: float
    size: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(character for _, character in self.glyphs)


@dataclass(frozen=True)
class Rectangle:
    """A frame, or a rule where the height is 0; dashed means provisional and nothing else."""

    x: float
    y: float
    width: float
    height: float
    dashed: bool


@dataclass(frozen=True)
class Code:
    """A QR code with its upper left dark corner and the size of a module."""

    x: float
    y: float
    module: float
    matrix: Matrix = field(repr=False)


@dataclass
class Roll:
    """Things laid out so far, and how far down."""

    paper: Paper = PAPERS[80]
    y: float = _TOP
    inset: float = _OVERHANG
    lines: list[Line] = field(default_factory=list, repr=False)
    frames: list[Rectangle] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)

    def gap(self, height: float) -> None:
        """Leave `height` points free."""
        self.y += height

    def text(self, text: str, size: float, *, centred: bool = False, whole: bool = False) -> None:
        """Lay `text` down at `size` points, in lines that fit; `whole`: a little smaller where one is enough then."""
        room = self.paper.printed - 2 * self.inset
        glyphs = fonts.glyphs(text)
        share = room / max(fonts.width(glyphs, size), 1.0)
        if whole and _SMALLER <= share < 1:
            size *= share * _WITHIN
        for broken in wrap(glyphs, size, room):
            self.y += size * _LEADING
            spare = (room - fonts.width(broken, size)) / 2 if centred else 0.0
            self.lines.append(
                Line(self.paper.left + self.inset + spare, self.y - size * (_LEADING - 1), size, broken)
            )

    @contextmanager
    def box(self, *, dashed: bool) -> Iterator[None]:
        """A frame around what is laid down inside."""
        top = self.y
        self.y += _PADDING
        self.inset += _PADDING
        yield
        self.inset -= _PADDING
        self.y += _PADDING
        self._frame(top, self.y - top, dashed=dashed)

    def rule(self) -> None:
        """A line across."""
        self.y += 4
        self._frame(self.y, 0, dashed=False)
        self.y += 2

    def _frame(self, top: float, height: float, *, dashed: bool) -> None:
        self.frames.append(Rectangle(self.paper.left + 1, top, self.paper.printed - 2, height, dashed))

    def code(self, matrix: Matrix) -> None:
        """A QR code in the middle with its quiet zone; it begins on a dot, a module is a whole number of dots.

        Raises DocumentError: QR_TOO_LONG where modules would be too small to read.
        """
        modules, head = len(matrix) + 2 * QUIET, self.paper.dots
        dots = min(_MOST_DOTS, max(min(_CODE_DOTS, head) // modules, min(_FEWEST_DOTS + 1, head // modules)))
        if dots < _FEWEST_DOTS:
            raise DocumentError(DocumentFault.QR_TOO_LONG, f"{len(matrix)} modules on {head} dots")
        module = dots * _DOT
        left = self.paper.left + (head - dots * len(matrix)) // 2 * _DOT
        self.y = math.ceil(self.y / _DOT) * _DOT
        self.codes.append(Code(left, self.y + QUIET * module, module, matrix))
        self.y += modules * module


def wrap(text: tuple[Glyph, ...], size: float, room: float) -> list[tuple[Glyph, ...]]:
    """Break into lines of at most `room` points.

    Chinese breaks anywhere but before a closing or after an opening mark; Latin words and numbers stay whole
    unless one alone is too long.
    """
    lines: list[tuple[Glyph, ...]] = []
    rest = text
    while rest:
        fits = _how_many(rest, size, room)
        cut = fits if fits == len(rest) else _last_break(rest, fits)
        lines.append(rest[:cut])
        rest = rest[cut:]
        while rest and rest[0][1] == " ":
            rest = rest[1:]
    return lines


def _how_many(text: tuple[Glyph, ...], size: float, room: float) -> int:
    """How many characters fit, at least one."""
    used = 0.0
    for count, glyph in enumerate(text):
        used += fonts.width((glyph,), size)
        if used > room:
            return max(count, 1)
    return len(text)


def _last_break(text: tuple[Glyph, ...], fits: int) -> int:
    """The last place at or before `fits` where a line may end; `fits` where there is none."""
    for cut in range(fits, 0, -1):
        before, after = text[cut - 1][1], text[cut][1]
        inside_word = before.isascii() and after.isascii() and before != " " and after != " "
        if not inside_word and after not in _NO_START and before not in _NO_END:
            return cut
    return fits


def to_pdf(roll: Roll, *, title: str) -> bytes:
    """One page, as long as what is on it. `title` must not name a person. Same roll, same bytes.

    Raises DocumentError: RECEIPT_TOO_LONG over 1 m.
    """
    height = roll.y + _BOTTOM
    if height > _LONGEST:
        raise DocumentError(DocumentFault.RECEIPT_TOO_LONG, f"{height / mm:.0f} mm")
    out = io.BytesIO()
    first = fonts.main_font()  # reportlab would name Helvetica otherwise, which is not embedded
    canvas = Canvas(out, pagesize=(roll.paper.width, height), invariant=1, initialFontName=first)  # type: ignore[arg-type]  # stub
    canvas.setTitle(title)
    canvas.setAuthor("kiosk")
    canvas.setSubject(title)
    for line in roll.lines:
        _draw_line(canvas, line, height)
    for frame in roll.frames:
        canvas.setDash([3, 2] if frame.dashed else [])
        canvas.setLineWidth(1.2 if frame.height else 0.5)
        canvas.rect(frame.x, height - frame.y - frame.height, frame.width, frame.height)
    for code in roll.codes:
        _draw_code(canvas, code, height)
    canvas.save()
    return out.getvalue()


def _draw_line(canvas: Canvas, line: Line, height: float) -> None:
    pen = canvas.beginText(line.x, height - line.y)
    for font, string in fonts.runs(line.glyphs):
        pen.setFont(font, line.size)
        pen.textOut(string)
    canvas.drawText(pen)


def _draw_code(canvas: Canvas, code: Code, height: float) -> None:
    """Neighbouring dark modules of a row as one rectangle, so that no hair line shows between them."""
    for row, modules in enumerate(code.matrix):
        y = height - code.y - (row + 1) * code.module
        start = None
        for column, dark in enumerate((*modules, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                x, width = code.x + start * code.module, (column - start) * code.module
                canvas.rect(x + _INSIDE, y + _INSIDE, width - 2 * _INSIDE, code.module - 2 * _INSIDE, 0, 1)
                start = None
