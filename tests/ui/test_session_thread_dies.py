"""The session's thread ends by a mistake: the process ends with it, and says no word of what it held."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys, threading
from pathlib import Path
from kiosk.flows.screens import Screen
from kiosk.runtime.view import View
from ui import app

class Broken:
    def __init__(self, links):
        self.links = links
    def start(self):
        self.links.show(View(serial=1, screen=Screen.HELP))
        threading.Thread(target=self.run, name=sys.argv[2], daemon=True).start()
    def run(self):
        if sys.argv[2] != "session":
            threading.Timer(1, self.links.ended).start()
        raise RuntimeError("张三 99000019850314001X")
    def send(self, event, serial): pass
    def turns(self): return True
    def stop(self): pass

sys.exit(app.run_screen(Broken, app.ScreenOptions(production=False, cache_dir=Path(sys.argv[1]))))
"""


@pytest.mark.parametrize(("thread", "code"), [("session", 70), ("device-camera", 0)])
def test_only_the_sessions_thread_takes_the_process_along(tmp_path: Path, thread: str, code: int) -> None:
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "cache"), thread],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=100,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert "RuntimeError" in done.stderr
    assert "99000019850314001X" not in done.stderr
    assert "张三" not in done.stderr
