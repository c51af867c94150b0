"""The icons the interface shows, as files: chosen Tabler icons (MIT), and our own mark and six status shapes.

Must never draw an emblem, a badge or somebody's logo.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent
PROVIDER = "icon"
UNKNOWN = "file-text"


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
    nothing = bytes(4 * side * side)
    image = QImage(nothing, side, side, QImage.Format.Format_ARGB32_Premultiplied).copy()  # see ui.later: no `fill`
    file = FOLDER / f"{Path(name).name}.svg"
    svg = (file if file.exists() else FOLDER / f"{UNKNOWN}.svg").read_text("utf-8")
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing = QSvgRenderer(QByteArray(svg.replace("currentColor", colour.name()).encode()))
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image
