"""The virtual camera: a process of its own that writes pictures of a test face into a folder, as a camera would.

Development and tests only; every picture carries the mark 测试影像. The faces are two public-domain portraits,
never a real visitor. Exports no DRIVER: the OpenCV driver watches the folder.

Control verbs (`{"do": VERB, …}`): face {name: astronaut|grace_hopper|none|two}, act {challenge: blink|turn-left|
turn-right|closer|straight} (left and right are the person's own), page, black, dark, freeze, stop, resume, state.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from devices.transports.control import Control
from devices.transports.picture_folder import LIVE_MARK
from devices.transports.vision import Picture, cv2
from devices.twins.portrait_scene import FACES, Light, Motion, Scene

_KEPT = 8
_QUALITY = 92


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--folder", type=Path, required=True, help="where the pictures appear")
    parser.add_argument("--faces", type=Path, required=True, help="folder of the test faces with their meshes")
    parser.add_argument("--control", type=Path, help="where the control socket appears")
    parser.add_argument("--fps", type=float, default=12.0, help="pictures per second")
    parser.add_argument("--face", default="none", help="who stands there at start")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")


def main(args: argparse.Namespace) -> int:
    """Run until SIGTERM (or, with --with-parent, the end of standard input). 0, or 2 for unusable arguments."""
    try:
        twin = Twin(args)
    except (OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"virtual_camera: {error}\n")
        return 2
    signal.signal(signal.SIGTERM, lambda _number, _frame: twin.stop())
    signal.signal(signal.SIGINT, lambda _number, _frame: twin.stop())
    if args.with_parent:
        threading.Thread(target=twin.stop_with_parent, name="parent", daemon=True).start()
    twin.run()
    return 0


class Twin:
    """Scene, folder and control socket."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._folder: Path = args.folder
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self._folder.glob("*.jpg"):
            old.unlink()
        (self._folder / LIVE_MARK).touch()
        self._step = 1 / max(args.fps, 0.1)
        self._scene = Scene(args.faces)
        self._scene.show(args.face)
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._frozen: Picture | None = None
        self._stopped = False
        self._numbers = itertools.count()
        self._written: deque[Path] = deque()
        self._control = Control(args.control, self.handle) if args.control else None

    def run(self) -> None:
        """Write pictures until `stop`; the first one is there before `ready` is said."""
        due = time.monotonic()
        said = False
        while not self._ending.is_set():
            self._one_picture()
            if not said:
                sys.stdout.write(json.dumps({"event": "ready", "folder": str(self._folder)}) + "\n")
                sys.stdout.flush()
                said = True
            due = max(due + self._step, time.monotonic())  # late is late: no burst to catch up
            self._ending.wait(max(due - time.monotonic(), 0.0))
        if self._control:
            self._control.close()

    def stop(self) -> None:
        """End `run`; callable from a signal handler and from any thread."""
        self._ending.set()

    def stop_with_parent(self) -> None:
        """Block until standard input ends, then stop."""
        while os.read(sys.stdin.fileno(), 4096):  # sys.stdin's own lock would end a SIGTERM in an abort
            pass
        self.stop()

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        verbs: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "face": self._face,
            "act": lambda said: self._scene.act(Motion(str(said.get("challenge"))), time.monotonic()),
            "page": lambda _said: self._scene.show("page"),
            "black": lambda _said: self._set_light(Light.BLACK),
            "dark": lambda _said: self._set_light(Light.DARK),
            "freeze": lambda _said: self._freeze(),
            "stop": lambda _said: self._set_stopped(),
            "resume": lambda _said: self._resume(),
            "state": lambda _said: None,
        }
        verb = verbs.get(str(message.get("do")))
        if verb is None:
            raise ValueError(f"do: one of {', '.join(sorted(verbs))}")
        with self._lock:
            verb(message)
            return {
                "face": self._scene.shown,
                "light": self._scene.light.value,
                "frozen": self._frozen is not None,
                "stopped": self._stopped,
            }

    def _face(self, said: Mapping[str, Any]) -> None:
        name = str(said.get("name"))
        if name not in (*FACES, "none", "two"):
            raise ValueError(f"name: one of {', '.join(FACES)}, none, two")
        try:
            self._scene.show(name)
        except OSError as error:
            raise ValueError(f"name: {error.strerror}") from error

    def _set_light(self, light: Light) -> None:
        self._scene.light = light

    def _freeze(self) -> None:
        self._frozen = self._scene.picture(time.monotonic())

    def _set_stopped(self) -> None:
        self._stopped = True

    def _resume(self) -> None:
        self._stopped, self._frozen = False, None
        self._scene.light = Light.NORMAL

    def _one_picture(self) -> None:
        with self._lock:
            if self._stopped:
                return
            picture = self._frozen if self._frozen is not None else self._scene.picture(time.monotonic())
        bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
        data = bytes(cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1])
        path = self._folder / f"{next(self._numbers):08d}.jpg"
        scratch = path.with_suffix(".new")
        scratch.write_bytes(data)
        os.replace(scratch, path)  # noqa: PTH105  appears whole
        self._written.append(path)
        if len(self._written) > _KEPT:
            self._written.popleft().unlink(missing_ok=True)


if __name__ == "__main__":
    _parser = argparse.ArgumentParser(prog="virtual_camera", description="A virtual camera.")
    add_arguments(_parser)
    raise SystemExit(main(_parser.parse_args()))
