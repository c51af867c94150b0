"""The icons the interface shows, as files: chosen Tabler icons (MIT), and our own mark and six status shapes.

Must never draw an emblem, a badge or somebody's logo.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider

FOLDER = Path(__file__).parent
PROVIDER = "icon"
UNKNOWN = "file-text"
_BYTES = 4
"""A pixel has so many, for format ARGB32."""


class IconProvider(QQuickImageProvider):
    """Serves `image://icon/NAME/RRGGBB/PIXELS`: one colour, square, as large as asked, on nothing.

    `kept`: a folder where what was drawn may be kept as plain pixels, for the next process; None: it is drawn anew.
    """

    def __init__(self, kept: Path | None = None) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._kept = kept

    def requestImage(self, request: str, size: QSize, _requested: QSize) -> QImage:
        """Draw one icon.

        Raises:
            ValueError: the address does not have three parts.
        """
        name, colour, pixels = request.split("/")
        side = int(pixels)
        size.setWidth(side)
        size.setHeight(side)
        if self._kept is None:
            return draw(name, QColor(f"#{colour}"), side)
        file = _file(name)
        kept = self._kept / f"{file.stem}-{colour}-{side}-{file.stat().st_mtime_ns:x}"
        with contextlib.suppress(OSError):
            known = kept.read_bytes()
            if len(known) == _BYTES * side * side:
                return _image(known, side)
        image = draw(name, QColor(f"#{colour}"), side)
        _keep(image, kept)
        return image


def draw(name: str, colour: QColor, side: int) -> QImage:
    """Paint the icon or status shape `name` in one colour, `side` × `side` pixels, on a transparent ground.

    Names come from the platform too: one that is not shipped is drawn as a plain sheet of paper.
    """
    from PySide6.QtSvg import QSvgRenderer  # not before: what is kept needs none

    image = _image(bytes(_BYTES * side * side), side)  # see ui.later: no `fill`
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    svg = _file(name).read_text("utf-8").replace("currentColor", colour.name())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


def _file(name: str) -> Path:
    file = FOLDER / f"{Path(name).name}.svg"
    return file if file.exists() else FOLDER / f"{UNKNOWN}.svg"


def _image(pixels: bytes, side: int) -> QImage:
    """An image of its own from plain pixels."""
    return QImage(pixels, side, side, QImage.Format.Format_ARGB32_Premultiplied).copy()


def _keep(image: QImage, file: Path) -> None:
    """Keep the pixels; whole or not at all. Where they cannot be kept, it is drawn anew the next time."""
    half = file.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(image.constBits())
        half.replace(file)
