"""The screen process as the supervisor sees it: ready, active, painted, ended; and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from pathlib import Path
import ui.app
ui.app.SCREEN_BEAT = 0.05
from kiosk.flows.screens import Screen
from kiosk.runtime.view import Chrome, View
from ui import app

class Short:
    def __init__(self, links):
        self.links = links
    def start(self):
        self.links.show(View(serial=1, screen=Screen.HOME, chrome=Chrome(organisation="示例市政务服务")))
        {then}
    def send(self, event, serial): pass
    def turns(self): return "hang" not in sys.argv
    def stop(self): print("stopped", file=sys.stderr)

options = app.ScreenOptions(standby={standby}, production=False, cache_dir=Path(sys.argv[1]))
sys.exit(app.run_screen(Short, options))
"""
FAULT = """
        from PySide6.QtCore import QTimer
        def slot(): raise RuntimeError("张三 99000019850314001X")
        QTimer.singleShot(100, slot)
"""


def start(tmp_path: Path, then: str = "pass", *words: str, standby: bool = True) -> subprocess.Popen[str]:
    program = PROGRAM.replace("{then}", then.strip()).replace("{standby}", str(standby))
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "cache"), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    )


def heard(process: subprocess.Popen[str]) -> str:
    """The next thing it says, besides that it lives."""
    assert process.stdout is not None
    event = "alive"
    while event == "alive":
        event = str(json.loads(process.stdout.readline())["event"])
    return event


def tell(process: subprocess.Popen[str], **order: object) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()


def test_standby_waits_is_activated_painted_and_quits(tmp_path: Path) -> None:
    with start(tmp_path) as process:
        assert heard(process) == "ready"
        tell(process, do="activate", cleared=True)
        assert [heard(process), heard(process)] == ["active", "painted"]
        tell(process, do="quit")
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert errors.strip().splitlines()[-1] == "stopped"
    assert [path.name for path in tmp_path.iterdir()] == ["cache"], "nothing else stays behind"
    assert list((tmp_path / "cache").glob("qml-*")), "the QML cache has a folder per build"


def test_session_that_ends_says_so_and_waits_to_be_covered(tmp_path: Path) -> None:
    with start(tmp_path, "self.links.ended()") as process:
        assert heard(process) == "ready"
        tell(process, do="activate", cleared=False)
        events = {heard(process) for _ in range(3)}
        assert events == {"active", "painted", "ended"}
        assert process.poll() is None
        tell(process, do="quit")
        process.communicate(timeout=60)
    assert process.returncode == 0


def test_alone_ends_with_its_session(tmp_path: Path) -> None:
    with start(tmp_path, "self.links.ended()", standby=False) as process:
        process.communicate(timeout=60)
    assert process.returncode == 0


def test_supervisor_that_dies_takes_the_screen_with_it(tmp_path: Path) -> None:
    with start(tmp_path) as process:
        assert heard(process) == "ready"
        process.communicate(timeout=60)
    assert process.returncode == 0


def test_terminate_signal_ends_it_in_order(tmp_path: Path) -> None:
    with start(tmp_path) as process:
        assert heard(process) == "ready"
        process.terminate()
        process.communicate(timeout=60)
    assert process.returncode == 0


@pytest.mark.parametrize("standby", [True, False])
def test_exception_in_a_slot_ends_the_process_and_tells_nothing_of_the_person(
    tmp_path: Path,
    standby: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    with start(tmp_path, FAULT, standby=standby) as process:
        if standby:
            assert heard(process) == "ready"
            tell(process, do="activate", cleared=False)
        process.wait(timeout=60)
        assert process.stderr is not None
        errors = process.stderr.read()
    assert process.returncode == 70
    assert [path.name for path in tmp_path.iterdir()] == ["cache"], "nothing else stays behind"
    assert "RuntimeError" in errors
    assert "9900001985" not in errors


def test_interface_never_imports_opencv() -> None:
    program = "import sys, ui.app, ui.viewmodels, ui.probe; ui.viewmodels.register(); print('cv2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"


def test_a_screen_says_that_it_lives_as_long_as_its_session_turns(tmp_path: Path) -> None:
    with start(tmp_path) as process:
        assert heard(process) == "ready"
        tell(process, do="activate", cleared=False)
        assert [heard(process), heard(process)] == ["active", "painted"]
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"event": "alive"}
        tell(process, do="quit")
        process.communicate(timeout=60)


def test_a_screen_whose_session_hangs_is_silent(tmp_path: Path) -> None:
    with start(tmp_path, "pass", "hang") as process:
        assert heard(process) == "ready"
        tell(process, do="activate", cleared=False)
        assert [heard(process), heard(process)] == ["active", "painted"]
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        tell(process, do="quit")
        said, _ = process.communicate(timeout=60)
    assert "alive" not in said
