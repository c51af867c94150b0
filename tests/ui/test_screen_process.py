"""The screen process as the supervisor sees it: ready, active, painted, ended; and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import environment

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
        assert [heard(process) for _ in range(3)] == ["active", "began", "painted"]
        tell(process, do="quit")
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert errors.strip().splitlines()[-1] == "stopped"
    assert [path.name for path in tmp_path.iterdir()] == ["cache"], "nothing else stays behind"
    assert list((tmp_path / "cache").glob("qml-*")), "the QML cache has a folder per build"


def test_compiled_qml_that_a_power_cut_has_torn_is_not_looked_at(tmp_path: Path) -> None:
    with start(tmp_path) as process:
        assert heard(process) == "ready"
        (cache,) = (tmp_path / "cache").glob("qml-*")
        process.kill()
        process.communicate(timeout=60)
    compiled = list(cache.glob("*.qmlc"))
    assert len(compiled) > 20
    for file in compiled:
        content = file.read_bytes()
        file.write_bytes(content[:400] + bytes(len(content) - 400))
    with start(tmp_path) as process:
        assert heard(process) == "ready", "whoever used it last did not end in order: it is not looked at"
        _, errors = process.communicate('{"do": "quit"}\n', timeout=60)
    assert process.returncode == 0, errors
    assert not list(cache.glob("in-use-*")), "who ends in order leaves no mark"
    anew = [file.read_bytes() for file in cache.glob("*.qmlc")]  # what is made ahead may not all be there yet
    assert len(anew) > 20, "compiled anew, and kept"
    assert all(any(content[400:]) for content in anew)


def test_another_build_never_looks_at_compiled_qml_of_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Kiosk").mkdir()
    page = tmp_path / "Kiosk" / "Main.qml"
    page.write_text("Item {}")
    monkeypatch.setattr(environment, "QML", tmp_path)
    before = environment.build_stamp()
    os.utime(page, ns=(0, page.stat().st_mtime_ns + 1))
    after = environment.build_stamp()
    assert after != before
    monkeypatch.setattr("PySide6.__version__", "9.9.9")
    assert environment.build_stamp() != after


def test_session_that_ends_says_so_and_waits_to_be_covered(tmp_path: Path) -> None:
    with start(tmp_path, "self.links.ended()") as process:
        assert heard(process) == "ready"
        tell(process, do="activate", cleared=False)
        events = {heard(process) for _ in range(4)}
        assert events == {"active", "began", "painted", "ended"}
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
        assert [heard(process) for _ in range(3)] == ["active", "began", "painted"]
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"event": "alive"}
        tell(process, do="quit")
        process.communicate(timeout=60)


def test_a_screen_whose_session_hangs_is_silent(tmp_path: Path) -> None:
    with start(tmp_path, "pass", "hang") as process:
        assert heard(process) == "ready"
        tell(process, do="activate", cleared=False)
        assert [heard(process) for _ in range(3)] == ["active", "began", "painted"]
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        tell(process, do="quit")
        said, _ = process.communicate(timeout=60)
    assert "alive" not in said
