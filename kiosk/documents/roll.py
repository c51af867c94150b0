"""A paper roll: text, boxes and codes laid one below the other on 80 mm paper, then drawn on one page.

All lengths in points (1/72 inch), y counted down from the top. Must never let anything stand wider than the
72 mm (576 dots at 203 dpi) that the print head reaches.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kiosk.documents import fonts
from kiosk.documents.faults import DocumentError, DocumentFault
from kiosk.documents.fonts import Glyph
from kiosk.documents.qr import QUIET, Matrix

PAPER = 80 * mm
"""Width of the roll."""
PRINTED = 72 * mm
"""Width of the print head."""
_LEFT = (PAPER - PRINTED) / 2
_TOP = 3 * mm
_BOTTOM = 6 * mm
_LONGEST = 1000 * mm
_LEADING = 1.35
_PADDING = 5.0
_OVERHANG = 2.5
"""Room on both sides for letters that reach out of their advance (j, f)."""
_DOTS = 576
_DOT = PRINTED / _DOTS
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

    y: float = _TOP
    inset: float = _OVERHANG
    lines: list[Line] = field(default_factory=list, repr=False)
    frames: list[Rectangle] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)

    def gap(self, height: float) -> None:
        """Leave `height` points free."""
        self.y += height

    def text(self, text: str, size: float, *, centred: bool = False) -> None:
        """Lay `text` down at `size` points, broken into lines that fit."""
        room = PRINTED - 2 * self.inset
        for broken in wrap(fonts.glyphs(text), size, room):
            self.y += size * _LEADING
            spare = (room - fonts.width(broken, size)) / 2 if centred else 0.0
            self.lines.append(Line(_LEFT + self.inset + spare, self.y - size * (_LEADING - 1), size, broken))

    @contextmanager
    def box(self, *, dashed: bool) -> Iterator[None]:
        """A frame around what is laid down inside."""
        top = self.y
        self.y += _PADDING
        self.inset += _PADDING
        yield
        self.inset -= _PADDING
        self.y += _PADDING
        self.frames.append(Rectangle(_LEFT + 1, top, PRINTED - 2, self.y - top, dashed))

    def rule(self) -> None:
        """A line across."""
        self.y += 4
        self.frames.append(Rectangle(_LEFT + 1, self.y, PRINTED - 2, 0, dashed=False))
        self.y += 2

    def code(self, matrix: Matrix) -> None:
        """A QR code in the middle with its quiet zone; it begins on a dot, a module is a whole number of dots.

        Raises DocumentError: QR_TOO_LONG where modules would be too small to read.
        """
        modules = len(matrix) + 2 * QUIET
        dots = min(_MOST_DOTS, max(_CODE_DOTS // modules, min(_FEWEST_DOTS + 1, _DOTS // modules)))
        if dots < _FEWEST_DOTS:
            raise DocumentError(DocumentFault.QR_TOO_LONG, f"{len(matrix)} modules on {_DOTS} dots")
        module = dots * _DOT
        left = _LEFT + (_DOTS - dots * len(matrix)) // 2 * _DOT
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
    canvas = Canvas(out, pagesize=(PAPER, height), invariant=1, initialFontName=first)  # type: ignore[arg-type]  # stub
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
