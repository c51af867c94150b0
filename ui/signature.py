"""The signature pad: collects strokes of a finger and hands them over as a PNG; it must never write to disk.

Black on white in every mode, because the picture goes to paper and to the department as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QLineF,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.qt import Property, QmlElement, Slot

if TYPE_CHECKING:  # making the class takes its time, which the first picture does without
    from PySide6.QtGui import QMouseEvent

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_PEN = 5.0
"""Width of the line, px."""
_MARGIN = 16
"""White around the ink in the picture, px."""
_SHORTEST = 0.8
"""Ink shorter than this part of the pad's height cannot be a name."""


@QmlElement
class SignatureItem(QQuickPaintedItem):
    """A white pad; `length` is the ink so far in px, `png()` the picture cut to the ink."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._paper = QImage()
        self._last: QPointF | None = None
        self._ink = QRectF()
        self._length = 0.0
        self.setAcceptedMouseButtons(QtCore.Qt.MouseButton.LeftButton)
        self.setFillColor(QColor("white"))
        self.setOpaquePainting(True)
        self.heightChanged.connect(self.changed)

    # --- what QML sees ------------------------------------------------------------------------------------
    @Property(float, notify=changed)
    def length(self) -> float:
        """Ink so far, pixels along the strokes."""
        return self._length

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Is the sheet white."""
        return self._ink.isNull()

    @Property(bool, notify=changed)
    def enough(self) -> bool:
        """Could this be a whole name."""
        return not self._ink.isNull() and self._length >= _SHORTEST * self.height()

    @Slot()
    def clear(self) -> None:
        """Start again on a white sheet."""
        self._paper = QImage()
        self._last = None
        self._ink = QRectF()
        self._length = 0.0
        self.update()
        self.changed.emit()

    def png(self) -> bytes:
        """The ink as an 8-bit grey PNG with a white margin; empty bytes where nothing was written."""
        if self._ink.isNull():
            return b""
        edge = _MARGIN
        cut = self._ink.toAlignedRect().adjusted(-edge, -edge, edge, edge).intersected(self._paper.rect())
        picture = self._paper.copy(cut).convertToFormat(QImage.Format.Format_Grayscale8)
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes here and str in QPixmap
        buffer.close()
        return bytes(data.data())

    # --- strokes ------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins, also where the finger only taps (a dot)."""
        event.accept()
        self.setKeepMouseGrab(True)
        self._last = event.position()
        self._draw(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The stroke goes on."""
        event.accept()
        if self._last is not None:
            self._draw(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The finger is up."""
        event.accept()
        self.setKeepMouseGrab(False)
        self._last = None

    def mouseUngrabEvent(self) -> None:
        """Somebody else took the finger (a dialog): the stroke ends here."""
        self._last = None

    def _draw(self, to: QPointF) -> None:
        start = self._last if self._last is not None else to
        self._last = to
        line = QLineF(start, to)
        if line.isNull():
            line = QLineF(start, QPointF(to.x() + 0.1, to.y()))  # a cap is only drawn where there is a line
        painter = QPainter(self._sheet())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(
                QColor("black"),
                _PEN,
                QtCore.Qt.PenStyle.SolidLine,
                QtCore.Qt.PenCapStyle.RoundCap,
                QtCore.Qt.PenJoinStyle.RoundJoin,
            ),
        )
        painter.drawLine(line)
        painter.end()
        half = _PEN
        touched = QRectF(line.p1(), line.p2()).normalized().adjusted(-half, -half, half, half)
        self._ink = self._ink.united(touched)
        self._length += line.length()
        self.update(touched.toAlignedRect())
        self.changed.emit()

    def _sheet(self) -> QImage:
        """The white sheet, made on the first touch; a resized pad starts a new one at the same ink."""
        wanted = QSize(max(1, int(self.width())), max(1, int(self.height())))
        if self._paper.size() != wanted:
            fresh = QImage(wanted, QImage.Format.Format_RGB32)
            fresh.fill(QColor("white"))
            if not self._paper.isNull():
                painter = QPainter(fresh)
                painter.drawImage(0, 0, self._paper)
                painter.end()
            self._paper = fresh
        return self._paper

    def paint(self, painter: QPainter) -> None:
        """Show the sheet as it is."""
        area = QRect(0, 0, int(self.width()), int(self.height()))
        painter.fillRect(area, QColor("white"))
        if not self._paper.isNull():
            painter.drawImage(0, 0, self._paper)
