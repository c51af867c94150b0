"""Where the window's files are looked for, and what is said where there are none."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from ui import app, main_window


def test_the_engine_asks_for_no_variants_and_in_no_foreign_folder(
    screen_process: app.ScreenProcess, qapp: QGuiApplication
) -> None:
    """Every question to the file system stands before the first picture."""
    engine = screen_process.engine
    assert not [child for child in engine.children() if child.inherits("QQmlFileSelector")]
    assert qapp.applicationDirPath() not in engine.importPathList()
    assert any(path.endswith("ui/qml") for path in engine.importPathList())


@pytest.mark.qt_log_ignore("failed to load component", "No such file")
@pytest.mark.usefixtures("screen_process")  # what QML knows is known before any engine is made
def test_a_window_without_files_is_none(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main_window, "_FILES", ("NotThere.qml",))
    assert main_window.MainWindow(main_window.make_engine(qapp)).create(1080, 1920) is None
