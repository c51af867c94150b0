"""A window of its own in a process of its own, beside the terminal's: the staff's desk, the dock's panel.

Must never be imported by a citizen's process.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

from ui import bridge, fonts, icons, viewmodels

EXIT_NO_WINDOW: Final = 71
T = TypeVar("T")


class Installed(Generic[T]):
    """What the view model of the window that is loaded next works with: QML makes that one without arguments."""

    def __init__(self) -> None:
        self._what: list[T] = []

    def put(self, what: T) -> None:
        """Make it the one."""
        self._what[:] = [what]

    @property
    def what(self) -> T:
        """The one."""
        return self._what[0]


Begun = Callable[[QGuiApplication, QQmlApplicationEngine], Callable[[], None]]


def show(name: str, file: Path, begun: Begun) -> int:
    """Show the window of that QML file until the program is to end; 0, or EXIT_NO_WINDOW.

    `begun` is called once it is open, and what it returns when it is over.
    """
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application = QGuiApplication([name])
    bridge.install(bridge.Bridge(lambda _event, _serial: None))  # Style asks Chrome for language and contrast
    fonts.prepare()
    application.setFont(QFont(fonts.FAMILIES[0]))
    viewmodels.register()
    engine = QQmlApplicationEngine()
    engine.addImageProvider(icons.PROVIDER, icons.IconProvider())
    engine.addImportPath(str(file.parents[2]))
    engine.load(QUrl.fromLocalFile(str(file)))
    if not engine.rootObjects():
        return EXIT_NO_WINDOW
    over = begun(application, engine)
    code = application.exec()
    over()
    for root in engine.rootObjects():
        shiboken6.delete(root)  # before the tokens that it looks at
    shiboken6.delete(engine)
    bridge.installed().close()
    return code
