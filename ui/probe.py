"""Development only: lets a journey see the screen and press on it from outside, over a Unix socket.

One JSON object per line in, one per line out: `{"ok": true, …}` or `{"ok": false, "error": "…"}`. Presses are mouse
events sent to the window at a pixel; it must never call a view model, and it must never run in production
(`ui.app.run_screen` refuses).

Requests: `screen`, `focus`, `find` name, `tap` name [timed] [hold, milliseconds], `tapAt` x y, `drag` points [timed],
`key` text, `text` name, `tree`, `heard` (what was read aloud), `clipboard`, `grab` path. A timed tap is
answered once another page (`timed` "form": other answers, "language": another language) is painted: milliseconds to
the next frame and to that one; a timed drag moves once a frame, and tells the milliseconds of each.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from shiboken6 import isValid

from devices.transports.place import socket_name
from ui import bridge, inspection, speech
from ui.frame_clock import MARKS, FrameClock, MoveClock

PRESS_MS = 30
"""How long a tap rests on the screen."""
_LONGEST_HOLD_MS = 10_000
_LONGEST_LINE = 1 << 20

Answer = dict[str, Any]
Reply = Callable[[Answer], None]


class ProbeError(Exception):
    """The request cannot be done; the text goes back to whoever asked."""


class Probe(QObject):
    """Serves the socket at `path` for one window."""

    def __init__(self, path: str, window: QQuickWindow) -> None:
        """Listen on the Unix socket `path` (mode 0600; an older socket file of that name is replaced)."""
        super().__init__()
        self._window = window
        begun = Path(f"{path}.begun")  # its name once it listens: whoever saw it before would be refused (unix(7))
        begun.unlink(missing_ok=True)
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with socket_name(begun) as name:
            self._server.bind(name)
        begun.chmod(0o600)
        self._server.listen(4)
        begun.replace(path)
        self._server.setblocking(False)
        self._accepting = QSocketNotifier(self._server.fileno(), QSocketNotifier.Type.Read, self)
        self._accepting.activated.connect(self._accept)
        self._lines: set[_Line] = set()

    def close(self) -> None:
        """Stop listening."""
        self._accepting.setEnabled(False)
        for line in tuple(self._lines):
            line.close()
        self._server.close()

    def _accept(self) -> None:
        connection, _ = self._server.accept()
        line = _Line(connection, self.handle, self._let_go)
        self._lines.add(line)

    def _let_go(self, line: _Line) -> None:
        """Not at once: it may stand in the middle of its own notifier's signal."""
        QTimer.singleShot(0, lambda: self._lines.discard(line))

    def handle(self, request: Answer, reply: Reply) -> None:
        """Do one request; `reply` is called once, perhaps later (a tap takes a moment)."""
        simple: dict[str, Callable[[Answer], Answer]] = {
            "screen": self._screen,
            "focus": self._focus,
            "find": self._find,
            "text": self._text,
            "tree": self._tree,
            "grab": self._grab,
            "key": self._key,
            "heard": self._heard,
            "clipboard": lambda _request: {"text": QGuiApplication.clipboard().text()},
        }
        slow: dict[str, Callable[[Answer, Reply], None]] = {
            "tap": self._tap,
            "tapAt": self._tap_at,
            "drag": self._drag,
        }
        verb = str(request.get("do", ""))
        try:
            if verb in simple:
                reply({"ok": True, **simple[verb](request)})
            elif verb in slow:
                slow[verb](request, reply)
            else:
                reply({"ok": False, "error": f"unknown request {verb!r}"})
        except ProbeError as error:
            reply({"ok": False, "error": str(error)})
        except (KeyError, TypeError, ValueError) as error:
            reply({"ok": False, "error": f"bad request: {type(error).__name__} {error}"})

    def _item(self, name: str) -> QQuickItem:
        item = inspection.find(self._window, name)
        if item is None:
            raise ProbeError(f"nothing visible is named {name}")
        return item

    def _centre(self, item: QQuickItem) -> tuple[int, int]:
        box = inspection.scene_rect(item)
        return round(box.center().x()), round(box.center().y())

    def _is_topmost(self, item: QQuickItem, x: int, y: int) -> bool:
        return inspection.belongs_to(inspection.topmost_at(self._window, x, y), item)

    def _screen(self, _request: Answer) -> Answer:
        view = bridge.installed().view
        shown = inspection.find(self._window, "page") is not None
        return {
            "screen": view.screen.value,
            "serial": view.serial,
            "language": view.chrome.language.value,
            "dialog": view.chrome.dialog.value,
            "visible": self._window.isVisible() and shown,
        }

    def _focus(self, _request: Answer) -> Answer:
        """Name of the control around which the ring stands, empty where there is none."""
        item = self._window.activeFocusItem() if inspection.find(self._window, "focusRing") is not None else None
        return {"name": item.objectName() if item is not None else ""}

    def _find(self, request: Answer) -> Answer:
        item = inspection.find(self._window, request["name"])
        if item is None:
            return {"visible": False, "enabled": False, "topmost": False, "x": 0, "y": 0, "w": 0, "h": 0}
        box = inspection.scene_rect(item)
        return {
            "x": box.x(),
            "y": box.y(),
            "w": box.width(),
            "h": box.height(),
            "visible": True,
            "enabled": item.isEnabled() and item.property("enabledHere") is not False,
            "topmost": self._is_topmost(item, *self._centre(item)),
        }

    def _text(self, request: Answer) -> Answer:
        item = self._item(request["name"])
        for name in ("text", "title"):
            if isinstance(value := item.property(name), str):
                return {"text": value}
        raise ProbeError(f"{request['name']} has no text")

    def _tree(self, _request: Answer) -> Answer:
        return {"items": [msgspec.structs.asdict(seen) for seen in inspection.tree(self._window)]}

    def _grab(self, request: Answer) -> Answer:
        image = self._window.grabWindow()
        if image.isNull() or not image.save(str(request["path"])):
            raise ProbeError("the window could not be grabbed")
        return {"w": image.width(), "h": image.height()}

    def _heard(self, _request: Answer) -> Answer:
        reader = speech.installed()
        return {"on": reader.on, "speaking": reader.speaking, "texts": reader.heard}

    def _key(self, request: Answer) -> Answer:
        for letter in request["text"]:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, _KEYS.get(letter, 0), Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.sendEvent(QGuiApplication.focusObject() or self._window, event)
        return {}

    def _tap(self, request: Answer, reply: Reply) -> None:
        item = self._item(request["name"])
        x, y = self._centre(item)
        if not self._is_topmost(item, x, y):
            top = inspection.topmost_at(self._window, x, y)
            other = "nothing" if top is None else (top.objectName() or inspection.kind_of(top))
            raise ProbeError(f"{request['name']} at {x},{y} would not take the press: {other} is there")
        if _still_rests(item):
            raise ProbeError(f"{request['name']} would take this for the second half of the last touch")
        if timed := request.get("timed"):
            mark = timed if timed in MARKS else "page"
            self._mouse(QEvent.Type.MouseButtonPress, x, y)
            QTimer.singleShot(PRESS_MS, lambda: self._release_timed(x, y, mark, reply))
        else:
            hold = min(int(request.get("hold", PRESS_MS)), _LONGEST_HOLD_MS)
            self._mouse(QEvent.Type.MouseButtonPress, x, y)
            QTimer.singleShot(hold, lambda: self._release(item, x, y, reply, held="hold" in request))

    def _release(self, item: QQuickItem, x: int, y: int, reply: Reply, *, held: bool) -> None:
        """Lift the finger; a page that was laid out anew meanwhile takes no tap, from a person's finger either.

        `held`: what answers to a long press answers before this.
        """
        kept = held or (isValid(item) and self._is_topmost(item, x, y))
        self._mouse(QEvent.Type.MouseButtonRelease, x, y)
        reply({"ok": True, "x": x, "y": y} if kept else {"ok": False, "error": "it moved from under the finger"})

    def _release_timed(self, x: int, y: int, mark: str, reply: Reply) -> None:
        self._clock = FrameClock(self._window, lambda frames: reply({"ok": True, "x": x, "y": y, **frames}), mark)
        self._mouse(QEvent.Type.MouseButtonRelease, x, y)

    def _tap_at(self, request: Answer, reply: Reply) -> None:
        x, y = int(request["x"]), int(request["y"])
        self._mouse(QEvent.Type.MouseButtonPress, x, y)

        def release() -> None:
            self._mouse(QEvent.Type.MouseButtonRelease, x, y)
            reply({"ok": True, "x": x, "y": y})

        QTimer.singleShot(PRESS_MS, release)

    def _drag(self, request: Answer, reply: Reply) -> None:
        points = [(int(x), int(y)) for x, y in request["points"]]
        if not points:
            raise ProbeError("a drag needs points")
        self._mouse(QEvent.Type.MouseButtonPress, *points[0])
        if request.get("timed"):
            self._drag_timed(points, reply)
            return
        for x, y in points[1:]:
            self._mouse(QEvent.Type.MouseMove, x, y)
        self._mouse(QEvent.Type.MouseButtonRelease, *points[-1])
        reply({"ok": True, "points": len(points)})

    def _drag_timed(self, points: list[tuple[int, int]], reply: Reply) -> None:
        moves = [partial(self._mouse, QEvent.Type.MouseMove, x, y) for x, y in points[1:]]

        def done(frames: list[float]) -> None:
            self._mouse(QEvent.Type.MouseButtonRelease, *points[-1])
            reply({"ok": True, "points": len(points), "frames_ms": frames})

        self._moves = MoveClock(self._window, moves, done)

    def _mouse(self, kind: QEvent.Type, x: int, y: int) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        at = QPointF(x, y)
        down = none if kind == QEvent.Type.MouseButtonRelease else left
        button = none if kind == QEvent.Type.MouseMove else left
        position = QPointF(self._window.position()) + at
        event = QMouseEvent(kind, at, position, button, down, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(int(time.monotonic() * 1000))  # lists that snap to rows ask how fast a finger is
        QCoreApplication.sendEvent(self._window, event)


def _still_rests(item: QQuickItem) -> bool:
    """Was it touched so short a time ago that it takes no other touch? Rows are used again on the next page."""
    last, debounce = item.property("lastTap"), item.property("debounce")
    return isinstance(last, float) and isinstance(debounce, int) and time.time() * 1000 - last < debounce


_KEYS = {"\b": Qt.Key.Key_Backspace, "\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, " ": Qt.Key.Key_Space}


class _Line(QObject):
    """One connection: splits lines, answers each."""

    def __init__(
        self,
        connection: socket.socket,
        handle: Callable[[Answer, Reply], None],
        gone: Callable[[_Line], None],
    ) -> None:
        super().__init__()
        self._connection = connection
        self._handle = handle
        self._gone = gone
        self._rest = b""
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def close(self) -> None:
        """Hang up."""
        self._notifier.setEnabled(False)
        self._connection.close()
        self._gone(self)

    def _read(self) -> None:
        data = self._connection.recv(65536)
        self._rest += data
        if not data or len(self._rest) > _LONGEST_LINE:
            self.close()
            return
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            self._one(line)

    def _one(self, line: bytes) -> None:
        try:
            request = json.loads(line)
        except ValueError:
            self._reply({"ok": False, "error": "not JSON"})
            return
        if isinstance(request, dict):
            self._handle(request, self._reply)
        else:
            self._reply({"ok": False, "error": "not an object"})

    def _reply(self, answer: Answer) -> None:
        try:
            self._connection.sendall(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        except OSError:
            self.close()
