"""The figures of a day (当日统计) on one A4 page, with plots: by hour, by item, by outcome, by how long it waited.

Must never name a person or a case: it takes counts alone.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kiosk.documents import fonts

Bars: TypeAlias = Sequence[tuple[str, int]]
"""(what, how many)."""

_WIDTH, _HEIGHT = A4
_MARGIN = 16 * mm
_ACROSS = _WIDTH - 2 * _MARGIN
_TITLE, _HEAD, _BODY, _SMALL = 20.0, 13.0, 10.5, 8.5
_BAR, _INK, _RULE = HexColor("#1B5E9E"), HexColor("#1A1A1A"), HexColor("#9AA5B1")
_PLOT = 46 * mm
"""Height of the plot by hour."""
_ROW = 6.4 * mm
_NAMES = 62 * mm
"""Room for what a bar stands for."""
_GAP = 5 * mm
_SHARE = 0.62
"""Of its place, what a bar fills."""
_MINUTE, _HOUR = 60, 3600


@dataclass(frozen=True)
class Sheet:
    """What the page says. `median`: seconds until the platform had a case; None where it has none yet."""

    terminal: str
    day: str
    at: dt.datetime
    total: int
    median: float | None
    hours: Bars
    items: Bars
    outcomes: Bars
    waits: Bars


def render(sheet: Sheet) -> bytes:
    """The page as PDF. Raises DocumentError: FONT_MISSING, FONT_UNREADABLE."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=fonts.main_font())  # type: ignore[arg-type]  # stub
    canvas.setTitle(f"figures {sheet.terminal} {sheet.day}")
    canvas.setAuthor("kiosk")
    y = _HEIGHT - _MARGIN
    for size, words in (
        (_TITLE, f"当日统计　{sheet.day}"),
        (_BODY, f"终端编号：{sheet.terminal}　制表：{sheet.at.isoformat(sep=' ', timespec='seconds')}"),
        (_BODY, f"办件 {sheet.total} 件　平台收到用时（中位数）：{lasted(sheet.median)}"),
    ):
        drawing = Drawing(_ACROSS, size * 1.5)
        _write(drawing, words, (0, size * 0.4), size)
        y = _put(canvas, drawing, y)
    y = _put(canvas, _columns("按时段（点）", sheet.hours), y - _GAP)
    for title, bars in (("按事项", sheet.items), ("按结果", sheet.outcomes), ("平台多久收到", sheet.waits)):
        y = _put(canvas, _rows(title, bars), y - _GAP)
    foot = Drawing(_ACROSS, _BODY)
    _write(foot, "只有件数，没有个人信息。", (0, 0), _SMALL)
    renderPDF.draw(foot, canvas, _MARGIN, _MARGIN * 0.6)
    canvas.save()
    return out.getvalue()


def lasted(seconds: float | None) -> str:
    """In words for people."""
    if seconds is None:
        return "还没有"
    if seconds < _MINUTE:
        return f"{seconds:.0f} 秒"
    return f"{seconds / _MINUTE:.0f} 分钟" if seconds < _HOUR else f"{seconds / _HOUR:.1f} 小时"


def _put(canvas: Canvas, drawing: Drawing, top: float) -> float:
    """Draw it below `top`; where the next thing begins."""
    renderPDF.draw(drawing, canvas, _MARGIN, top - drawing.height)
    return float(top - drawing.height)


def _columns(title: str, bars: Bars) -> Drawing:
    """One column for each hour."""
    head, foot = _HEAD * 1.8, _SMALL * 1.6
    drawing = Drawing(_ACROSS, _PLOT + head + foot)
    _write(drawing, title, (0, _PLOT + foot + _HEAD * 0.6), _HEAD)
    most, place = max((count for _, count in bars), default=0) or 1, _ACROSS / max(1, len(bars))
    for n, (name, count) in enumerate(bars):
        left, height = n * place, (_PLOT - _SMALL * 1.6) * count / most
        _bar(drawing, (left + place * (1 - _SHARE) / 2, foot, place * _SHARE, height))
        _middle(drawing, name, left + place / 2, _SMALL * 0.4)
        if count:
            _middle(drawing, str(count), left + place / 2, foot + height + _SMALL * 0.4)
    drawing.add(Line(0, foot, _ACROSS, foot, strokeColor=_RULE, strokeWidth=0.6))
    return drawing


def _rows(title: str, bars: Bars) -> Drawing:
    """One row for each."""
    drawing = Drawing(_ACROSS, _HEAD * 1.8 + _ROW * max(1, len(bars)))
    _write(drawing, title, (0, drawing.height - _HEAD), _HEAD)
    if not bars:
        _write(drawing, "没有", (0, _ROW * 0.3), _BODY)
    most = max((count for _, count in bars), default=0) or 1
    room = _ACROSS - _NAMES - 14 * mm
    for n, (name, count) in enumerate(bars):
        y = drawing.height - _HEAD * 1.8 - (n + 1) * _ROW
        _write(drawing, _fitting(name), (0, y + _ROW * 0.3), _BODY)
        width = room * count / most
        _bar(drawing, (_NAMES, y + _ROW * (1 - _SHARE) / 2, width, _ROW * _SHARE))
        _write(drawing, str(count), (_NAMES + width + 2 * mm, y + _ROW * 0.3), _BODY)
    return drawing


def _fitting(name: str) -> str:
    """As much of it as has room."""
    most = _NAMES - 3 * mm
    if fonts.width(fonts.glyphs(name), _BODY) <= most:
        return name
    while name and fonts.width(fonts.glyphs(name + "…"), _BODY) > most:
        name = name[:-1]
    return name + "…"


def _middle(drawing: Drawing, text: str, x: float, y: float) -> None:
    _write(drawing, text, (x - fonts.width(fonts.glyphs(text), _SMALL) / 2, y), _SMALL)


def _write(drawing: Drawing, text: str, at: tuple[float, float], size: float) -> None:
    """With the font that has each character."""
    x, y = at
    for font, part in fonts.runs(fonts.glyphs(text)):
        drawing.add(String(x, y, part, fontName=font, fontSize=size, fillColor=_INK))
        x += fonts.width(tuple((font, character) for character in part), size)


def _bar(drawing: Drawing, place: tuple[float, float, float, float]) -> None:
    """At (left, bottom, width, height), without an edge: none is there where nothing is to be shown."""
    bar = Rect(*place)
    bar.fillColor, bar.strokeColor = _BAR, None
    drawing.add(bar)
