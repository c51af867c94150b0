"""The report of an examination (检测报告) on A4: dated, one verdict per check, a line to sign.

Must never be nicer than what was found: simulated is written as such, and a failure stands in the head.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kiosk.documents import fonts
from kiosk.documents.roll import wrap

_WIDTH, _HEIGHT = A4
_MARGIN = 16 * mm
_TITLE, _BODY, _SMALL = 20.0, 10.5, 8.5
_LEADING = 1.4
_VERDICT_X = _MARGIN + 78 * mm
_TIME_X = _WIDTH - _MARGIN - 40 * mm
_FOOT = 16 * mm
_SIGNING = 48 * mm
"""Room that the line to sign takes."""
_PADDING = 2.5


@dataclass(frozen=True)
class Row:
    """One check: `at` is a local time of day with its offset, `details` are lines below it."""

    title: str
    verdict: str
    failed: bool
    at: str
    seconds: float
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """What the report says."""

    terminal: str
    deployment: str
    version: str
    at: dt.datetime
    summary: str
    failed: bool
    rows: tuple[Row, ...]
    title: str = "终端检测报告"
    conclusion: str = ""
    """Instead of what `failed` says."""


def render(report: Report) -> bytes:
    """The report as PDF, as many A4 pages as it needs. Raises DocumentError: FONT_MISSING, FONT_UNREADABLE."""
    out = io.BytesIO()
    first = fonts.main_font()
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=first)  # type: ignore[arg-type]  # stub
    canvas.setTitle(f"readiness {report.terminal}")
    canvas.setAuthor("kiosk")
    sheet = _Sheet(canvas, report)
    sheet.head()
    for row in report.rows:
        sheet.row(row)
    sheet.sign()
    sheet.close()
    canvas.save()
    return out.getvalue()


class _Sheet:
    """Where the pen is; a new page when the next thing does not fit."""

    def __init__(self, canvas: Canvas, report: Report) -> None:
        self._canvas, self._report = canvas, report
        self._y = _HEIGHT - _MARGIN
        self._page = 1

    def head(self) -> None:
        """Title, terminal, time, summary."""
        report = self._report
        self._line(report.title, _MARGIN, _TITLE)
        self._y -= 4
        at = report.at.isoformat(sep=" ", timespec="seconds")
        for words in (
            f"终端编号：{report.terminal}",
            f"检测时间：{at}",
            f"程序版本：{report.version}",
            f"环境：{report.deployment}",
        ):
            self._line(words, _MARGIN, _BODY)
        self._y -= 6
        result = "结论：有故障，处理后重测。" if report.failed else "结论：没有故障。模拟和未测的项目不算通过。"
        for words in (report.conclusion or result, report.summary):
            for part in wrap(fonts.glyphs(words), _BODY + 2, _WIDTH - 2 * _MARGIN):
                self._line("".join(one for _, one in part), _MARGIN, _BODY + 2)
        self._y -= 6
        self._rule(1.2)

    def row(self, row: Row) -> None:
        """One check. It is never broken over two pages."""
        details = [
            part for words in row.details for part in wrap(fonts.glyphs(words), _SMALL, _WIDTH - 2 * _MARGIN - 6 * mm)
        ]
        titles = wrap(fonts.glyphs(row.title), _BODY, _VERDICT_X - _MARGIN - 4 * mm)
        height = len(titles) * _BODY * _LEADING + len(details) * _SMALL * _LEADING + 2 * _PADDING
        self._make_room(height)
        self._y -= _PADDING
        top = self._y
        for part in titles:
            self._glyphs(part, _MARGIN, _BODY)
        below, self._y = self._y, top
        self._verdict(row)
        self._y = top
        self._line(f"{row.at}　{row.seconds:.1f} 秒", _TIME_X, _SMALL)
        self._y = below
        for part in details:
            self._glyphs(part, _MARGIN + 6 * mm, _SMALL)
        self._y -= _PADDING
        self._rule(0.4)

    def sign(self) -> None:
        """Who says so: the line that a person signs."""
        self._make_room(_SIGNING)
        self._y -= 10
        self._line("检测人签字：____________________　　日期：________年____月____日", _MARGIN, _BODY)
        self._y -= 10
        self._line("验收人签字：____________________　　日期：________年____月____日", _MARGIN, _BODY)
        self._y -= 10
        self._line("可以对公众开放：□ 是　□ 否　　说明：______________________________", _MARGIN, _BODY)

    def close(self) -> None:
        """The number of the page, at its foot."""
        self._glyphs_at(f"{self._report.terminal}　第 {self._page} 页", _MARGIN, _FOOT - 8 * mm, _SMALL)

    def _verdict(self, row: Row) -> None:
        """The verdict, framed where it failed: shape before colour."""
        words = fonts.glyphs(row.verdict)
        if row.failed:
            width = fonts.width(words, _BODY) + 8
            self._canvas.setLineWidth(1.4)
            self._canvas.rect(_VERDICT_X - 4, self._y - _BODY * _LEADING, width, _BODY * _LEADING)
        self._glyphs(words, _VERDICT_X, _BODY)

    def _make_room(self, height: float) -> None:
        if self._y - height >= _FOOT:
            return
        self.close()
        self._canvas.showPage()
        self._page += 1
        self._y = _HEIGHT - _MARGIN

    def _rule(self, width: float) -> None:
        self._canvas.setLineWidth(width)
        self._canvas.line(_MARGIN, self._y, _WIDTH - _MARGIN, self._y)

    def _line(self, text: str, x: float, size: float) -> None:
        self._glyphs(fonts.glyphs(text), x, size)

    def _glyphs(self, text: tuple[fonts.Glyph, ...], x: float, size: float) -> None:
        self._y -= size * _LEADING
        self._draw(text, x, self._y + size * (_LEADING - 1) * 0.8, size)

    def _glyphs_at(self, text: str, x: float, y: float, size: float) -> None:
        self._draw(fonts.glyphs(text), x, y, size)

    def _draw(self, text: tuple[fonts.Glyph, ...], x: float, y: float, size: float) -> None:
        pen = self._canvas.beginText(x, y)
        for font, string in fonts.runs(text):
            pen.setFont(font, size)
            pen.textOut(string)
        self._canvas.drawText(pen)
