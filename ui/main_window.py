"""The one window of a screen process, and the engine behind it. Its files are read on a thread of Qt's own.

Must never know a page: which one is shown is for QML to say.
"""

from __future__ import annotations

import warnings

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent, QQmlFileSelector
from PySide6.QtQuick import QQuickWindow

from ui import environment

_FILES = ("Main.qml", "Screens/HomeScreen.qml")
"""The window, and the page with which nearly every process begins."""
_OVER_IT = ("Parts/IdleDialog.qml", "Parts/LeaveDialog.qml", "Parts/DisplaySheet.qml")
"""What may come over any page; read once the first can be seen, so that nobody waits for it then."""


def make_engine(application: QGuiApplication) -> QQmlApplicationEngine:
    """An engine that looks for our modules and Qt's as they are named, and nowhere else.

    By itself it would ask for four more variants of every file (+unix, +linux …), two thousand questions to the file
    system before the first picture, and for modules in the interpreter's own folder.
    """
    engine = QQmlApplicationEngine()
    with warnings.catch_warnings(action="ignore"):  # deprecated, and there is no other way to it
        shiboken6.delete(QQmlFileSelector.get(engine))
    beside = application.applicationDirPath()
    engine.setImportPathList([str(environment.QML), *(path for path in engine.importPathList() if path != beside)])
    return engine


class MainWindow:
    """Reading of the files begins at once."""

    def __init__(self, engine: QQmlApplicationEngine) -> None:
        self._engine = engine
        self._held = [self._begin(name) for name in _FILES]

    def create(self, width: int, height: int) -> QQuickWindow | None:
        """The window, hidden; waits for what is still being read. None where the files cannot be loaded."""
        self._engine.setInitialProperties({"width": width, "height": height})
        self._engine.load(_url(_FILES[0]))
        roots = self._engine.rootObjects()
        window = roots[0] if roots else None
        return window if isinstance(window, QQuickWindow) else None

    def read_rest(self) -> None:
        """Begin to read what comes over a page."""
        self._held = [self._begin(name) for name in _OVER_IT]

    def _begin(self, name: str) -> QQmlComponent:
        return QQmlComponent(self._engine, _url(name), QQmlComponent.CompilationMode.Asynchronous, self._engine)


def _url(name: str) -> QUrl:
    return QUrl.fromLocalFile(str(environment.QML / "Kiosk" / name))
