"""The sheet of a soak: one plot a measure, a line a role, and below what was held to which bound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.graphics import renderPDF
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.charts.lineplots import LinePlot
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.soak.growth import WARM_UP, Finding
from tests.soak.sampling import SCREEN, SUPERVISOR, SYNC, TERMINAL, Sample

_ROLES = {SUPERVISOR: "#1b4e8c", SYNC: "#b8460e", SCREEN: "#2f7d32", TERMINAL: "#555555"}
_PLOTS = {
    "memory": ("Memory, MiB (resident)", (SUPERVISOR, SYNC, SCREEN, TERMINAL)),
    "handles": ("Open handles", (SUPERVISOR, SYNC, SCREEN, TERMINAL)),
    "threads": ("Threads", (SUPERVISOR, SYNC, SCREEN, TERMINAL)),
    "cpu": ("Processor time of the processes that live, seconds", (SUPERVISOR, SYNC, SCREEN)),
    "database": ("Store with its log, MiB", (TERMINAL,)),
}
_WIDTH, _HEIGHT, _MARGIN = int(A4[0]), 124, 42
_MOST = 400
"""Points of a line: more are not seen on paper."""


def draw(path: Path, samples: Sequence[Sample], found: Sequence[Finding], title: Sequence[str]) -> None:
    """Write the sheet. Raises OSError."""
    page = Canvas(str(path), pagesize=A4, invariant=1)
    page.setTitle("soak")
    top = float(A4[1]) - 40
    for number, line in enumerate(title):
        page.setFont("Helvetica-Bold" if number == 0 else "Helvetica", 13 if number == 0 else 8)
        page.drawString(_MARGIN, top, line)
        top -= 15 if number == 0 else 11
    for what, (name, roles) in _PLOTS.items():
        top -= _HEIGHT
        renderPDF.draw(_plot(samples, what, name, roles), page, 0, top)
    page.showPage()
    _bounds(page, found)
    page.save()


def _plot(samples: Sequence[Sample], what: str, name: str, roles: Sequence[str]) -> Drawing:
    drawing = Drawing(_WIDTH, _HEIGHT)
    drawing.add(String(_MARGIN, _HEIGHT - 12, name, fontName="Helvetica-Bold", fontSize=9))
    lines = {role: _line(samples, what, role) for role in roles}
    lines = {role: line for role, line in lines.items() if line}
    if not lines:
        return drawing
    plot = LinePlot()
    plot.x, plot.y, plot.width, plot.height = _MARGIN + 10, 22, _WIDTH - 190, _HEIGHT - 42
    plot.data = list(lines.values())
    plot.yValueAxis.valueMin = 0
    plot.yValueAxis.valueMax = max(1.0, 1.1 * max(y for line in lines.values() for _, y in line))
    plot.xValueAxis.valueMin = 0
    plot.xValueAxis.labels.fontSize = plot.yValueAxis.labels.fontSize = 7
    plot.xValueAxis.labelTextFormat = "%.1f min"
    for number, role in enumerate(lines):
        plot.lines[number].strokeColor = HexColor(_ROLES[role])
        plot.lines[number].strokeWidth = 1
    legend = Legend()
    legend.x, legend.y, legend.fontSize, legend.dxTextSpace = _WIDTH - 120, _HEIGHT - 24, 8, 5
    legend.alignment, legend.columnMaximum, legend.deltay = "right", 4, 11
    legend.colorNamePairs = [(HexColor(_ROLES[role]), role) for role in lines]
    drawing.add(plot)
    drawing.add(legend)
    return drawing


def _line(samples: Sequence[Sample], what: str, role: str) -> list[tuple[float, float]]:
    mine = [sample for sample in samples if sample.role == role]
    return [(one.seconds / 60, float(getattr(one, what))) for one in mine[:: max(1, len(mine) // _MOST)]]


def _bounds(page: Canvas, found: Sequence[Finding]) -> None:
    top = A4[1] - 50
    page.setFont("Helvetica-Bold", 12)
    page.drawString(_MARGIN, top, "What was held to which bound")
    page.setFont("Helvetica", 8)
    page.drawString(
        _MARGIN,
        top - 14,
        f"First and last third of what follows the warm-up ({WARM_UP:.0%}): medians, of screens the largest.",
    )
    top -= 34
    columns = (_MARGIN, 130, 210, 280, 350, 440)
    rows = [("role", "what", "first", "last", "may grow by", "")]
    rows += [
        (
            one.role,
            one.what,
            f"{one.before:.2f}",
            f"{one.after:.2f}",
            f"{one.bound:.2f}",
            "" if one.held else "NOT HELD",
        )
        for one in found
    ]
    for row in rows:
        for x, cell in zip(columns, row, strict=True):
            page.drawString(x, top, cell)
        top -= 14
    if not found:
        page.drawString(_MARGIN, top, "Too short a run to say anything of growth.")
    page.showPage()
