"""What is pressed before the session is there waits for it, in order, under the serial it was pressed under."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from kiosk.flows.events import Event, ThemeChosen, Touched, WalletOpened
from ui.first_view import _MOST, Inlet

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys, threading
from pathlib import Path
from kiosk.flows.events import ThemeChosen
from kiosk.flows.screens import Screen
from kiosk.runtime.view import Chrome, View
from ui import app
from PySide6.QtQuick import QQuickItem

class Late:
    def __init__(self, links):
        self.links = links
        self.view = process.bridge.view
        process.bridge.send(ThemeChosen("health"))  # pressed on the first view, the session has shown nothing yet
    def start(self):
        print("began on", threading.current_thread().name, "after", self.view.serial, file=sys.stderr)
        self.links.show(self.view)
    def send(self, event, serial):
        print("got", event.code, serial, file=sys.stderr, flush=True)
        process.bridge.arrived.connect(self.turned)
        self.links.show(View(serial=2, screen=Screen.HELP, chrome=self.view.chrome))
    def turned(self):
        process.bridge.arrived.disconnect(self.turned)
        page = process.window.findChild(QQuickItem, "helpScreen")
        print("turned to", page and page.objectName(), "serviceable", process.bridge.settled, file=sys.stderr)
        self.links.ended()
    def turns(self): return True
    def stop(self): pass

options = app.ScreenOptions(
    standby=True, production=False, cache_dir=Path(sys.argv[1]), technician=lambda *_: None,
    first=View(serial=1, screen=Screen.HOME, chrome=Chrome(organisation="示例市政务服务")),
)
app.environment.prepare(options.cache_dir)
application = app.QGuiApplication(["kiosk-screen"])
process = app.ScreenProcess(application, Late, options)
assert process.load()
process.listen()
sys.exit(process.run())
"""


def test_what_waited_comes_first_and_in_order() -> None:
    heard: list[tuple[Event, int]] = []
    inlet = Inlet()
    inlet.send(Touched(), 1)
    inlet.send(ThemeChosen("health"), 1)
    assert heard == []
    inlet.open(lambda event, serial: heard.append((event, serial)))
    inlet.send(WalletOpened(), 2)
    assert heard == [(Touched(), 1), (ThemeChosen("health"), 1), (WalletOpened(), 2)]


def test_only_one_session_gets_what_was_pressed() -> None:
    first: list[Event] = []
    second: list[Event] = []
    inlet = Inlet()
    inlet.open(lambda event, _serial: first.append(event))
    inlet.open(lambda event, _serial: second.append(event))
    inlet.send(Touched(), 1)
    assert (first, second) == ([Touched()], [])


def test_somebody_who_leans_on_the_screen_fills_no_memory() -> None:
    heard: list[Event] = []
    inlet = Inlet()
    for _ in range(10 * _MOST):
        inlet.send(Touched(), 1)
    inlet.open(lambda event, _serial: heard.append(event))
    assert len(heard) == _MOST


def test_presses_from_several_threads_all_arrive() -> None:
    heard: list[int] = []
    inlet = Inlet()
    pressed = [threading.Thread(target=inlet.send, args=(Touched(), number)) for number in range(_MOST)]
    for thread in pressed:
        thread.start()
    inlet.open(lambda _event, serial: heard.append(serial))
    for thread in pressed:
        thread.join(20)
    assert sorted(heard) == list(range(_MOST))


def test_a_press_before_the_session_is_there_is_honoured(tmp_path: Path) -> None:
    """The window is shown with the view it was given; the session begins behind it and gets what was pressed."""
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "cache")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        said = [json.loads(process.stdout.readline())["event"] for _ in range(2)]
        process.stdin.write('{"do": "activate", "cleared": false}\n')
        process.stdin.flush()
        said += [json.loads(process.stdout.readline())["event"] for _ in range(4)]
        _, errors = process.communicate('{"do": "quit"}\n', timeout=60)
    assert said == ["ready", "painted", "active", "began", "busy", "ended"]
    assert errors.splitlines() == [
        "began on session after 1",
        "got health 1",
        "turned to helpScreen serviceable True",
    ], "what comes after the first picture is all there"
    assert process.returncode == 0


def test_what_the_first_picture_needs_makes_no_enums_of_qt() -> None:
    """A hundred classes at once, a twentieth of the whole start: they are made when the picture can be seen."""
    program = (
        "from PySide6 import QtCore; from PySide6.QtGui import QColor; import ui.app; ui.app.viewmodels.register();"
        "[ui.app.icons.draw(name, QColor('black'), 48) for name in ('mark', 'status-attention', 'wallet')];"
        "print('Qt' in vars(QtCore), 'QEvent' in vars(QtCore));"
        "import ui.later, ui.touches; print('Qt' in vars(QtCore), 'QEvent' in vars(QtCore))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["False", "False", "True", "True"]


def test_whoever_calls_qt_with_something_else_is_told_what_it_takes() -> None:
    """That part of PySide6 is loaded when it is first wanted; without it the process would be aborted."""
    calls = "[lambda: QTimer.singleShot('a', 3, 4, 5), lambda: QPoint('a', 'b'), lambda: QObject(parent=None, no=3)]"
    program = (
        f"from PySide6.QtCore import QObject, QPoint, QTimer\nfor call in {calls}:\n"
        "    try: call()\n    except (TypeError, AttributeError) as error: print(error)"
    )
    plain, sparing = (
        subprocess.run([sys.executable, "-c", first + program], capture_output=True, text=True, check=True, cwd=ROOT)
        for first in ("", "import ui.quick_import\n")
    )
    assert "singleShot" in sparing.stdout
    assert sparing.stdout == plain.stdout
