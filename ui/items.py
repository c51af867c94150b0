"""Items that QML cannot draw by itself: QR code in whole pixels, camera picture, dashed frame.

Must never keep what they paint beyond the moment it is on screen, and never say a code's content to anyone.
"""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF, QSizeF, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui import bridge
from ui.qt import Property, QmlElement

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_OUTLINE = 5
"""Pixels: a page's outline, and its rim on either side half of it."""
QUIET = 4
"""Modules of empty ground around a QR code (ISO/IEC 18004, 6.3.8)."""


@QmlElement
class DashedFrame(QQuickPaintedItem):
    """A rounded frame with a dashed border: provisional, and nothing else."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAntialiasing(True)
        self._color = QColor("black")
        self._fill = QColor("transparent")
        self._stroke = 4
        self._radius = 0.0
        self.changed.connect(self.update)

    def _get_color(self) -> QColor:
        return self._color

    def _set_color(self, color: QColor) -> None:
        self._color = color
        self.changed.emit()

    color = Property(QColor, _get_color, _set_color, notify=changed)
    """Colour of the dashes."""

    def _get_fill(self) -> QColor:
        return self._fill

    def _set_fill(self, fill: QColor) -> None:
        self._fill = fill
        self.changed.emit()

    fill = Property(QColor, _get_fill, _set_fill, notify=changed)
    """Colour of the ground."""

    def _get_stroke(self) -> int:
        return self._stroke

    def _set_stroke(self, stroke: int) -> None:
        self._stroke = stroke
        self.changed.emit()

    stroke = Property(int, _get_stroke, _set_stroke, notify=changed)
    """Width of the border, pixels."""

    def _get_radius(self) -> float:
        return self._radius

    def _set_radius(self, radius: float) -> None:
        self._radius = radius
        self.changed.emit()

    radius = Property(float, _get_radius, _set_radius, notify=changed)
    """Radius of the corners, pixels."""

    def paint(self, painter: QPainter) -> None:
        """Draw ground and dashes."""
        inset = self._stroke / 2
        pen = QPen(self._color, self._stroke, QtCore.Qt.PenStyle.SolidLine, QtCore.Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2.0, 1.2])
        painter.setPen(pen)
        painter.setBrush(self._fill)
        box = QRectF(inset, inset, self.width() - 2 * inset, self.height() - 2 * inset)
        painter.drawRoundedRect(box, self._radius, self._radius)


class _Code:
    """What a QR code says. WORKAROUND: PySide6 6.11 keeps what it has made for QML after Qt has destroyed it."""

    def __init__(self) -> None:
        self.payload = ""
        self.matrix: tuple[tuple[bool, ...], ...] = ()

    def forget(self) -> None:
        """Its page has gone."""
        self.payload, self.matrix = "", ()


@QmlElement
class QrItem(QQuickPaintedItem):
    """A QR code, black on white, each module a whole number of pixels, quiet zone included."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAntialiasing(False)
        self._code = _Code()
        self.destroyed.connect(self._code.forget)
        self.widthChanged.connect(self.changed)
        self.heightChanged.connect(self.changed)
        self.changed.connect(self.update)

    def _get_payload(self) -> str:
        return self._code.payload

    def _set_payload(self, payload: str) -> None:
        if payload == self._code.payload:
            return
        from kiosk.documents.qr import matrix

        self._code.payload = payload
        self._code.matrix = matrix(payload) if payload else ()
        self.changed.emit()

    payload = Property(str, _get_payload, _set_payload, notify=changed)
    """What the code says; empty = nothing is drawn."""

    @Property(int, notify=changed)
    def modulePixels(self) -> int:
        """Side of one module in pixels; 0 while there is no code or the item is too small for whole pixels."""
        if not self._code.matrix:
            return 0
        return int(min(self.width(), self.height())) // (len(self._code.matrix) + 2 * QUIET)

    def paint(self, painter: QPainter) -> None:
        """Draw ground and modules."""
        side = self.modulePixels
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), QColor("white"))
        count, black = len(self._code.matrix), QColor("black")
        left, top = (int(self.width()) - side * count) // 2, (int(self.height()) - side * count) // 2
        for y, row in enumerate(self._code.matrix):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(left + x * side, top + y * side, side, side, black)


@QmlElement
class PreviewItem(QQuickPaintedItem):
    """The newest camera picture, scaled to fill the item; `mirrored` for faces (people expect a mirror).

    `whole` shows all of it, and the outline of the page in it, in `outline` with a rim in `rim`.
    """

    changed = Signal()
    liveChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._mirrored = self._whole = False
        self._outline, self._rim = QColor("black"), QColor("white")
        self._live = False
        self._bridge = bridge.installed()
        self._bridge.picture_came.connect(self._renew)

    def _renew(self) -> None:
        live = self._bridge.picture is not None
        if live != self._live:
            self._live = live
            self.liveChanged.emit()
        self.update()

    def _get_mirrored(self) -> bool:
        return self._mirrored

    def _set_mirrored(self, mirrored: bool) -> None:  # noqa: FBT001
        self._mirrored = mirrored
        self.changed.emit()
        self.update()

    mirrored = Property(bool, _get_mirrored, _set_mirrored, notify=changed)
    """Swap left and right."""

    def _get_whole(self) -> bool:
        return self._whole

    def _set_whole(self, whole: bool) -> None:  # noqa: FBT001
        self._whole = whole
        self.changed.emit()
        self.update()

    whole = Property(bool, _get_whole, _set_whole, notify=changed)
    """Show all of the picture: a corner of a page must not be cut off by the shape of the item."""

    def _get_outline(self) -> QColor:
        return self._outline

    def _set_outline(self, color: QColor) -> None:
        self._outline = color
        self.changed.emit()

    outline = Property(QColor, _get_outline, _set_outline, notify=changed)
    """Colour of the outline."""

    def _get_rim(self) -> QColor:
        return self._rim

    def _set_rim(self, color: QColor) -> None:
        self._rim = color
        self.changed.emit()

    rim = Property(QColor, _get_rim, _set_rim, notify=changed)
    """Colour beside it, so that it is seen on every ground."""

    @Property(bool, notify=liveChanged)
    def live(self) -> bool:
        """Has a picture come."""
        return self._live

    def paint(self, painter: QPainter) -> None:
        """Draw the newest picture, cropped to the item's shape, or all of it and the page."""
        picture = self._bridge.picture
        if picture is None:
            return
        rows, columns = picture.shape[:2]
        image = QImage(picture.tobytes(), columns, rows, columns * 3, QImage.Format.Format_RGB888)
        across, down = self.width() / columns, self.height() / rows
        scale = min(across, down) if self._whole else max(across, down)
        size = QSizeF(columns * scale, rows * scale)
        place = QRectF(QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2), size)
        painter.setClipRect(QRectF(0, 0, self.width(), self.height()))
        if self._mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        if self._whole and not self._bridge.corners:  # a page to be read: no line may fall out between two pixels
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)
        if self._whole and self._bridge.corners:
            self._draw_page(painter, place)

    def _draw_page(self, painter: QPainter, place: QRectF) -> None:
        """The outline of the page, a rim beside it."""
        points = [
            QPointF(place.x() + x * place.width(), place.y() + y * place.height()) for x, y in self._bridge.corners
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, width in ((self._rim, 2 * _OUTLINE), (self._outline, _OUTLINE)):
            painter.setPen(QPen(color, width))
            painter.drawPolygon(points)
