"""What Qt Quick itself takes to turn a page on this machine: two plain pages, a touch, nothing of ours.

python -m tests.benchmarks.bare_pages TURNS: milliseconds of each, as JSON, from the release to the next frame.
"""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

_QML = """
import QtQuick
Window {
    id: window
    property bool other: false
    width: 1080; height: 1920; visible: true
    Loader { anchors.fill: parent; sourceComponent: window.other ? list : cards }
    MouseArea { anchors.fill: parent; onClicked: window.other = !window.other }
    Component {
        id: cards
        Grid {
            x: 40; y: 300; columns: 3; spacing: 24
            Repeater {
                model: 15
                Rectangle {
                    width: 317; height: 200; border.width: 3; radius: 8
                    Text { x: 24; y: 40; text: "办事 " + index; font.pixelSize: 40 }
                    Text { x: 24; y: 110; text: "几项一次办"; font.pixelSize: 28 }
                }
            }
        }
    }
    Component {
        id: list
        Column {
            x: 40; y: 300; spacing: 12
            Repeater {
                model: 12
                Rectangle {
                    width: 1000; height: 110; border.width: 3
                    Text { x: 24; y: 30; text: "服务事项 " + index; font.pixelSize: 34 }
                }
            }
        }
    }
}
"""
_BETWEEN_MS = 150


class Turner:
    """Presses, releases, waits for the frame, and again."""

    def __init__(self, window: QQuickWindow, turns: int) -> None:
        self._window, self._turns = window, turns
        self._taken: list[float] = []
        self._began = 0.0
        window.frameSwapped.connect(self._swapped)
        QTimer.singleShot(1000, self._turn)

    def _turn(self) -> None:
        self._mouse(QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton)
        QTimer.singleShot(30, self._release)

    def _release(self) -> None:
        self._began = time.perf_counter()
        self._mouse(QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton)

    def _swapped(self) -> None:
        if not self._began:
            return
        self._taken.append((time.perf_counter() - self._began) * 1000)
        self._began = 0.0
        if len(self._taken) < self._turns:
            QTimer.singleShot(_BETWEEN_MS, self._turn)
        else:
            sys.stdout.write(json.dumps(self._taken) + "\n")
            QCoreApplication.quit()

    def _mouse(self, kind: QEvent.Type, down: Qt.MouseButton) -> None:
        at, left = QPointF(540, 960), Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, at, at, left, down, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(self._window, event)


def main() -> int:
    """Turn so often."""
    application = QGuiApplication([])
    engine = QQmlApplicationEngine()
    engine.loadData(_QML.encode())
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    turner = Turner(window, int(sys.argv[1]))
    code = application.exec()
    del turner
    return code


if __name__ == "__main__":
    sys.exit(main())
