"""Windows made from a few lines of QML, for tests of what looks at windows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickWindow

from ui import app


@contextmanager
def made_by(process: app.ScreenProcess, text: str) -> Iterator[QQuickWindow]:
    """A window, made by the one engine (a second engine in a process is asking for trouble), gone afterwards."""
    component = QQmlComponent(process.engine, process)
    component.setData(text.encode(), QUrl("scene.qml"))
    window = component.create()
    assert isinstance(window, QQuickWindow), component.errorString()
    try:
        yield window
    finally:
        window.deleteLater()
        if process.window is not None:
            process.window.requestActivate()  # a window that was shown has taken the keyboard
