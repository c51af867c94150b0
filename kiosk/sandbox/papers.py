"""Papers of offices that do not exist: certificates as PDF, filled-in samples as pictures.

Must never look like anything a real office issued: every page says that it is a test.
"""

from __future__ import annotations

import functools
import io
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.documents import fonts, qr

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_MM = 72 / 25.4
_WIDTH, _HEIGHT = 210 * _MM, 297 * _MM
_LEFT = 28 * _MM
_RED = (0.82, 0.1, 0.1)
_TEST = "测试环境样张，无法律效力"
_SAMPLE = (
    ("姓名", "样本人"),
    ("证件号码", "990101190001010014"),
    ("地址", "示例省示例市示例区甲子路 1 号"),
    ("日期", "2026 年 7 月 1 日"),
)


@dataclass(frozen=True)
class Paper:
    """What stands on a certificate."""

    title: str
    office: str
    rows: tuple[tuple[str, str], ...] = field(repr=False)
    serial: str
    check_code: str
    issued_on: str


def certificate(paper: Paper) -> bytes:
    """One page A4, without its electronic seal. Raises DocumentError where the fonts are missing."""
    from reportlab.pdfgen.canvas import Canvas  # 100 ms that a sandbox nobody asks for paper does without

    out = io.BytesIO()
    sheet = Canvas(out, pagesize=(_WIDTH, _HEIGHT), invariant=1, initialFontName=fonts.main_font())  # type: ignore[arg-type]  # stub
    sheet.setTitle(paper.title)
    _write(sheet, paper.title, 22, 250 * _MM, centred=True)
    _write(sheet, f"编号 {paper.serial}", 11, 238 * _MM, centred=True)
    height = 220 * _MM
    for name, value in paper.rows:
        _write(sheet, f"{name}：{value}", 13, height)
        height -= 10 * _MM
    _write(sheet, f"校验码 {paper.check_code}，可在自助终端“验证”里核对。", 10, 40 * _MM)
    _code(sheet, paper.check_code)
    _stamp(sheet, paper)
    _write(sheet, _TEST, 10, 20 * _MM, centred=True)
    sheet.showPage()
    sheet.save()
    return out.getvalue()


@functools.lru_cache(maxsize=32)
def sample(title: str) -> bytes:
    """A filled-in sample of somebody who does not exist, PNG."""
    import pypdfium2

    page = certificate(Paper(f"{title}（样表）", "示例市样表办公室", _SAMPLE, "样表", "SAMPLE", "2026-07-01"))
    document = pypdfium2.PdfDocument(page)
    try:
        picture = document[0].render(scale=1.5).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _write(sheet: Canvas, text: str, size: float, height: float, *, centred: bool = False) -> None:
    glyphs = fonts.glyphs(text)
    left = (_WIDTH - fonts.width(glyphs, size)) / 2 if centred else _LEFT
    pen = sheet.beginText(left, height)
    for font, string in fonts.runs(glyphs):
        pen.setFont(font, size)
        pen.textOut(string)
    sheet.drawText(pen)


def _code(sheet: Canvas, payload: str) -> None:
    dots = qr.matrix(payload)
    cell = 28 * _MM / len(dots)
    for line, row in enumerate(dots):
        for column, dark in enumerate(row):
            if dark:
                sheet.rect(_LEFT + column * cell, 80 * _MM - line * cell, cell, cell, stroke=0, fill=1)


def _stamp(sheet: Canvas, paper: Paper) -> None:
    """A round red seal with a star; the one that counts is in the signature of the file."""
    x, y, radius = 150 * _MM, 75 * _MM, 20 * _MM
    sheet.saveState()
    sheet.setStrokeColorRGB(*_RED)
    sheet.setFillColorRGB(*_RED)
    sheet.setLineWidth(2)
    sheet.circle(x, y, radius)
    star = sheet.beginPath()
    corners = [math.radians(90 + 144 * number) for number in range(5)]
    for number, angle in enumerate(corners):
        point = (x + 7 * _MM * math.cos(angle), y + 7 * _MM * math.sin(angle))
        star.moveTo(*point) if number == 0 else star.lineTo(*point)
    star.close()
    sheet.drawPath(star, stroke=0, fill=1)
    for text, size, height in ((paper.office, 9, y - 12 * _MM), (paper.issued_on, 10, y - 28 * _MM)):
        glyphs = fonts.glyphs(text)
        pen = sheet.beginText(x - fonts.width(glyphs, size) / 2, height)
        for font, string in fonts.runs(glyphs):
            pen.setFont(font, size)
            pen.textOut(string)
        sheet.drawText(pen)
    sheet.restoreState()
