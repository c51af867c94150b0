"""The icons the interface shows: chosen Tabler icons (MIT) as files, the six status shapes as our own geometry.

Must never draw an emblem, a badge or somebody's logo.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent
PROVIDER = "icon"
UNKNOWN = "file-text"
_GRID = 24
"""Side of the grid that icons and shapes are drawn on."""


class IconProvider(QQuickImageProvider):
    """Serves `image://icon/NAME/RRGGBB/PIXELS`: one colour, square, as large as asked, on nothing."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, request: str, size: QSize, _requested: QSize) -> QImage:
        """Draw one icon.

        Raises:
            ValueError: the address does not have three parts.
        """
        name, colour, pixels = request.split("/")
        side = int(pixels)
        size.setWidth(side)
        size.setHeight(side)
        return draw(name, QColor(f"#{colour}"), side)


def draw(name: str, colour: QColor, side: int) -> QImage:
    """Paint the icon or status shape `name` in one colour, `side` × `side` pixels, on a transparent ground.

    Names come from the platform too: one that is not shipped is drawn as a plain sheet of paper.
    """
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = _SHAPES.get(name)
    if shape is None:
        file = FOLDER / f"{Path(name).name}.svg"
        svg = (file if file.exists() else FOLDER / f"{UNKNOWN}.svg").read_text("utf-8")
        svg = svg.replace("currentColor", colour.name())
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    else:
        painter.scale(side / _GRID, side / _GRID)
        shape(painter, colour)
    painter.end()
    return image


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _cut(painter: QPainter) -> None:
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)


def _disc(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(12, 12), 11, 11)


def _ok(painter: QPainter, colour: QColor) -> None:
    _disc(painter, colour)
    _cut(painter)
    painter.setPen(_pen(colour, 2.4))
    painter.drawPolyline(QPolygonF([QPointF(7.2, 12.4), QPointF(10.6, 15.6), QPointF(16.8, 9)]))


def _waiting(painter: QPainter, colour: QColor) -> None:
    ring = _pen(colour, 2.4)
    ring.setCapStyle(Qt.PenCapStyle.FlatCap)
    dash = 2 * 3.14159265 * 9.8 / 12 / 2.4
    ring.setDashPattern([dash * 0.58, dash * 0.42])
    painter.setPen(ring)
    painter.drawEllipse(QPointF(12, 12), 9.8, 9.8)
    painter.setPen(_pen(colour, 2.2))
    painter.drawPolyline(QPolygonF([QPointF(12, 6.8), QPointF(12, 12.6), QPointF(15.6, 14.6)]))


def _progress(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2.2))
    painter.drawEllipse(QPointF(12, 12), 9.9, 9.9)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPie(QRectF(2.1, 2.1, 19.8, 19.8), -90 * 16, 180 * 16)


def _todo(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2.2))
    painter.drawEllipse(QPointF(12, 12), 9.9, 9.9)


def _mark(painter: QPainter, colour: QColor, top: float) -> None:
    _cut(painter)
    painter.setPen(_pen(colour, 2.4))
    painter.drawLine(QPointF(12, top), QPointF(12, top + 5.6))
    painter.drawPoint(QPointF(12, top + 9.6))


def _attention(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 2))
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(12, 2.6), QPointF(22.4, 20.8), QPointF(1.6, 20.8)]))
    _mark(painter, colour, 8.6)


def _error(painter: QPainter, colour: QColor) -> None:
    cut, far = 7.2, 22.8
    near = _GRID - far
    rest = _GRID - cut - near
    path = QPainterPath(QPointF(near + cut, near))
    for x, y in (
        (rest, near),
        (far, near + cut),
        (far, rest),
        (rest, far),
        (near + cut, far),
        (near, rest),
        (near, near + cut),
    ):
        path.lineTo(x, y)
    path.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(path, colour)
    _mark(painter, colour, 7)


def _door(painter: QPainter, colour: QColor, *, ground: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if ground:
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(0, 0, 24, 24), 5, 5)
        _cut(painter)
    frame = QPainterPath(QPointF(6.6, 18.4))
    frame.lineTo(6.6, 8.6)
    frame.quadTo(6.6, 5.6, 9.6, 5.6)
    frame.lineTo(14.4, 5.6)
    frame.quadTo(17.4, 5.6, 17.4, 8.6)
    frame.lineTo(17.4, 18.4)
    painter.strokePath(frame, _pen(colour, 1.7))
    painter.setPen(_pen(colour, 1.7))
    painter.drawLine(QPointF(4.2, 18.6), QPointF(19.8, 18.6))
    leaf = QPolygonF([QPointF(10.4, 8.6), QPointF(14.6, 10.2), QPointF(14.6, 18.4), QPointF(10.4, 18.4)])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(leaf)


_SHAPES: dict[str, Callable[[QPainter, QColor], None]] = {
    "status-ok": _ok,
    "status-waiting": _waiting,
    "status-progress": _progress,
    "status-todo": _todo,
    "status-attention": _attention,
    "status-error": _error,
    "mark": partial(_door, ground=True),
}
