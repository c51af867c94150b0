"""What is loaded beside Python is there before Qt is imported, and is the very Qt that is imported then."""

from __future__ import annotations

import os
import subprocess
import sys

AHEAD = """
import os, sys
from ui import native_ahead
native_ahead.begin()
native_ahead.finish()
mapped = {line.split()[-1] for line in open("/proc/self/maps") if "libQt6" in line or "libfontconfig" in line}
assert any("libQt6VirtualKeyboard" in path for path in mapped), mapped
assert any("libfontconfig" in path for path in mapped), mapped
assert "PySide6" not in sys.modules
import ui.quick_import, ui.registered
from PySide6.QtCore import QThread, QCoreApplication
from PySide6.QtGui import QGuiApplication
application = QGuiApplication(["x"])
assert QThread.isMainThread()
assert QThread.currentThread() is QCoreApplication.instance().thread()
after = {line.split()[-1] for line in open("/proc/self/maps") if "libQt6" in line}
assert len({path.rsplit("/", 1)[-1] for path in after}) == len(after), "two of one name"
print("same", flush=True)
os._exit(0)
"""
MISSING = """
import sys
from ui import native_ahead
sys.path[:] = ["/nowhere"]
native_ahead.begin()
native_ahead.finish()
assert not any("libQt6" in line for line in open("/proc/self/maps"))
print("nothing", flush=True)
"""


def _said(program: str, **environment: str) -> tuple[str, str]:
    """Standard output and error of a Python of its own."""
    words = [sys.executable, "-c", program]
    ended = subprocess.run(
        words, env=os.environ | environment, capture_output=True, text=True, timeout=110, check=False
    )
    return ended.stdout.strip(), ended.stderr


def test_qt_is_there_before_it_is_imported_and_belongs_to_the_main_thread() -> None:
    assert _said(AHEAD, QT_QPA_PLATFORM="offscreen") == ("same", "")


def test_without_qt_nothing_is_loaded_and_nothing_said() -> None:
    assert _said(MISSING) == ("nothing", "")
