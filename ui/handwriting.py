"""The sheet of handwriting: strokes of a finger, what they may mean, and the way of a character into the field.

Must never keep, log or write down strokes: they are gone with the character that was taken, with the sheet, and when
the sheet is cleared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6 import QtCore, QtGui  # events by their module: with their first name all of Qt's enums are made
from PySide6.QtCore import QCoreApplication, QPointF, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPainterPath, QPen
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.qt import Property, QmlElement, Slot

if TYPE_CHECKING:  # making the class takes its time, which the first picture does without
    from PySide6.QtGui import QMouseEvent

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

SIDE: Final = 1000
"""Units of a side of the sheet for the recogniser, whatever its size in pixels."""
STEP: Final = 6.0
"""Points nearer than this to the last one, px along x and y, say nothing more about a stroke."""
MOST_POINTS: Final = 500
MOST_STROKES: Final = 64
_PEN: Final = 9.0


@QmlElement
class HandwritingItem(QQuickPaintedItem):
    """One character at a time; `characters` is asked anew whenever a stroke is finished or taken back."""

    changed = Signal()
    traditionalChanged = Signal()
    inkChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[QPointF]] = []
        self._characters: list[str] = []
        self._broken = self._down = self._traditional = False
        self._ink = QColor()
        from ui.recogniser import Recogniser

        self._recogniser = Recogniser(self)
        self._recogniser.found.connect(self._take)
        self._recogniser.failed.connect(self._fail)
        self._recogniser.open()
        self.destroyed.connect(self._recogniser.close)
        self.setAcceptedMouseButtons(QtCore.Qt.MouseButton.LeftButton)
        self.setAntialiasing(True)

    # --- what QML sees ------------------------------------------------------------------------------------
    @Property("QStringList", notify=changed)
    def characters(self) -> list[str]:
        """The likeliest first; none before something is written."""
        return self._characters

    @Property(int, notify=changed)
    def strokes(self) -> int:
        """How many are on the sheet."""
        return len(self._strokes)

    @Property(bool, notify=changed)
    def broken(self) -> bool:
        """Is nothing recognised here any more?"""
        return self._broken

    @Property(bool, notify=traditionalChanged)
    def traditional(self) -> bool:
        """Are traditional forms offered before the simplified ones that were written?"""
        return self._traditional

    @traditional.setter  # type: ignore[no-redef]
    def traditional(self, wanted: bool) -> None:
        self._traditional = wanted
        self.traditionalChanged.emit()

    @Property(QColor, notify=inkChanged)
    def ink(self) -> QColor:
        """Colour of the strokes."""
        return self._ink

    @ink.setter  # type: ignore[no-redef]
    def ink(self, colour: QColor) -> None:
        self._ink = colour
        self.inkChanged.emit()
        self.update()

    @Slot()
    def undo(self) -> None:
        """Without the last stroke."""
        if self._strokes:
            self._strokes.pop()
            self._turn()

    @Slot()
    def clear(self) -> None:
        """An empty sheet."""
        self._strokes = []
        self._turn()

    @Slot(int)
    def choose(self, place: int) -> None:
        """That character goes where the cursor stands, as from a keyboard, and the sheet is empty."""
        if 0 <= place < len(self._characters):
            self._commit(self._characters[place])
            self.clear()

    @Slot()
    def erase(self) -> None:
        """One character before the cursor is taken away, as by a keyboard."""
        self._commit("", -1, 1)

    def _commit(self, words: str, start: int = 0, length: int = 0) -> None:
        field = QGuiApplication.focusObject()  # where Qt's keyboard writes, too
        if field is not None:
            event = QtGui.QInputMethodEvent()
            event.setCommitString(words, start, length)
            QCoreApplication.sendEvent(field, event)

    # --- strokes ------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins; a tap is a dot."""
        event.accept()
        self.setKeepMouseGrab(True)
        if len(self._strokes) < MOST_STROKES:
            self._down = True
            self._strokes.append([event.position()])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The stroke goes on."""
        event.accept()
        if not self._down:
            return
        stroke, point = self._strokes[-1], event.position()
        if len(stroke) < MOST_POINTS and (point - stroke[-1]).manhattanLength() >= STEP:
            stroke.append(point)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The finger is up: what may it be?"""
        event.accept()
        self.setKeepMouseGrab(False)
        self.mouseUngrabEvent()

    def mouseUngrabEvent(self) -> None:
        """The stroke ends here, also where somebody else took the finger."""
        if self._down:
            self._down = False
            self._turn()

    def paint(self, painter: QPainter) -> None:
        """All strokes as they were written."""
        cap, join = QtCore.Qt.PenCapStyle.RoundCap, QtCore.Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(self._ink, _PEN, QtCore.Qt.PenStyle.SolidLine, cap, join))
        for stroke in self._strokes:
            path = QPainterPath(stroke[0])
            for point in stroke[1:] or [stroke[0] + QPointF(0.1, 0)]:  # a cap is only drawn where there is a line
                path.lineTo(point)
            painter.drawPath(path)

    def _turn(self) -> None:
        """Something else is on the sheet."""
        self._down = False
        if not self._strokes:
            self._characters = []
        self._recogniser.ask([self._placed(stroke) for stroke in self._strokes], traditional=self._traditional)
        self.update()
        self.changed.emit()

    def _placed(self, stroke: list[QPointF]) -> list[tuple[int, int]]:
        """In units of a square sheet around the middle of this one, cut off at its edges."""
        side = max(1.0, self.width(), self.height())
        left, top = (side - self.width()) / 2, (side - self.height()) / 2
        return [(_unit((point.x() + left) / side), _unit((point.y() + top) / side)) for point in stroke]

    def _take(self, characters: list[str]) -> None:
        self._characters = characters
        self.changed.emit()

    def _fail(self) -> None:
        self._broken = True
        self._characters = []
        self.changed.emit()


def _unit(part: float) -> int:
    return max(0, min(SIDE - 1, int(part * SIDE)))
