"""Items that QML cannot draw by itself: QR code in whole pixels, camera picture, countdown ring, dashed frame.

Must never keep what they paint beyond the moment it is on screen, and never say a code's content to anyone.
"""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui import bridge
from ui.qt import Property, QmlElement

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

QUIET = 4
"""Modules of empty ground around a QR code (ISO/IEC 18004, 6.3.8)."""


@QmlElement
class RingItem(QQuickPaintedItem):
    """A ring of which `share` (0 to 1) is drawn, clockwise from twelve o'clock."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAntialiasing(True)
        self._share = 1.0
        self._stroke = 10
        self._color = QColor("black")
        self._track = QColor("#a0a0a4")
        self.changed.connect(self.update)

    def _get_share(self) -> float:
        return self._share

    def _set_share(self, share: float) -> None:
        self._share = min(1.0, max(0.0, share))
        self.changed.emit()

    share = Property(float, _get_share, _set_share, notify=changed)
    """How much of the ring is drawn, 0 to 1."""

    def _get_stroke(self) -> int:
        return self._stroke

    def _set_stroke(self, stroke: int) -> None:
        self._stroke = stroke
        self.changed.emit()

    stroke = Property(int, _get_stroke, _set_stroke, notify=changed)
    """Width of the ring, pixels."""

    def _get_color(self) -> QColor:
        return self._color

    def _set_color(self, color: QColor) -> None:
        self._color = color
        self.changed.emit()

    color = Property(QColor, _get_color, _set_color, notify=changed)
    """Colour of the drawn part."""

    def _get_track(self) -> QColor:
        return self._track

    def _set_track(self, track: QColor) -> None:
        self._track = track
        self.changed.emit()

    track = Property(QColor, _get_track, _set_track, notify=changed)
    """Colour of the rest."""

    def paint(self, painter: QPainter) -> None:
        """Draw track and share."""
        inset = self._stroke / 2 + 1
        box = QRectF(inset, inset, self.width() - 2 * inset, self.height() - 2 * inset)
        for colour, share in ((self._track, 1.0), (self._color, self._share)):
            painter.setPen(QPen(colour, self._stroke, QtCore.Qt.PenStyle.SolidLine, QtCore.Qt.PenCapStyle.FlatCap))
            painter.drawArc(box, 90 * 16, -round(share * 360 * 16))


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


@QmlElement
class QrItem(QQuickPaintedItem):
    """A QR code, black on white, each module a whole number of pixels, quiet zone included."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAntialiasing(False)
        self._payload = ""
        self._least = 6
        self._matrix: tuple[tuple[bool, ...], ...] = ()
        self.widthChanged.connect(self.changed)
        self.heightChanged.connect(self.changed)
        self.changed.connect(self.update)

    def _get_payload(self) -> str:
        return self._payload

    def _set_payload(self, payload: str) -> None:
        if payload == self._payload:
            return
        from kiosk.documents.qr import matrix

        self._payload = payload
        self._matrix = matrix(payload) if payload else ()
        self.changed.emit()

    payload = Property(str, _get_payload, _set_payload, notify=changed)
    """What the code says; empty = nothing is drawn."""

    @Property(int, notify=changed)
    def modulePixels(self) -> int:
        """Side of one module in pixels; 0 while there is no code or the item is too small for whole pixels."""
        if not self._matrix:
            return 0
        return int(min(self.width(), self.height())) // (len(self._matrix) + 2 * QUIET)

    def paint(self, painter: QPainter) -> None:
        """Draw ground and modules."""
        side = self.modulePixels
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), QColor("white"))
        count, black = len(self._matrix), QColor("black")
        left, top = (int(self.width()) - side * count) // 2, (int(self.height()) - side * count) // 2
        for y, row in enumerate(self._matrix):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(left + x * side, top + y * side, side, side, black)


@QmlElement
class PreviewItem(QQuickPaintedItem):
    """The newest camera picture, scaled to fill the item; `mirrored` for faces (people expect a mirror)."""

    changed = Signal()
    liveChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._mirrored = False
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

    @Property(bool, notify=liveChanged)
    def live(self) -> bool:
        """Has a picture come."""
        return self._live

    def paint(self, painter: QPainter) -> None:
        """Draw the newest picture, cropped to the item's shape."""
        picture = self._bridge.picture
        if picture is None:
            return
        rows, columns = picture.shape[:2]
        image = QImage(picture.tobytes(), columns, rows, columns * 3, QImage.Format.Format_RGB888)
        scale = max(self.width() / columns, self.height() / rows)
        shown_w, shown_h = self.width() / scale, self.height() / scale
        source = QRectF((columns - shown_w) / 2, (rows - shown_h) / 2, shown_w, shown_h)
        if self._mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawImage(QRectF(0, 0, self.width(), self.height()), image, source)
