"""The virtual camera: a process of its own that writes pictures of a test face into a folder, as a camera would.

Development and tests only; every picture carries the mark 测试影像. The faces are two public-domain portraits,
never a real visitor. Exports no DRIVER: the OpenCV driver watches the folder.

Control verbs (`{"do": VERB, …}`): face {name: astronaut|grace_hopper|none|two}, act {challenge: blink|turn-left|
turn-right|closer|straight} (left and right are the person's own), page, black, dark, freeze, stop, resume, state.
"""

from __future__ import annotations

import argparse
import itertools
import os
import threading
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from devices.transports.picture_folder import LIVE_MARK
from devices.transports.place import own_folder
from devices.transports.vision import Picture, cv2
from devices.twins.portrait_scene import FACES, Light, Motion, Scene
from devices.twins.program import above_zero, alone, common, folder_of, serve
from devices.twins.words import STATE, Words, one_of, ordered, word

_KEPT = 8
_QUALITY = 92


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--folder", type=Path, required=True, help="where the pictures appear")
    parser.add_argument("--faces", type=folder_of(*FACES.values()), help="folder of the test faces with their meshes")
    parser.add_argument("--fps", type=above_zero, default=12.0, help="pictures per second")
    parser.add_argument("--face", choices=("none", "two", *FACES), default="none", help="who stands there at start")
    common(parser)


def main(args: argparse.Namespace) -> int:
    """Run until it is to end. 0, or 2 where it cannot start."""
    return serve("virtual_camera", lambda: Twin(args), args)


class Twin:
    """Scene, folder and control socket."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._folder: Path = args.folder
        own_folder(self._folder, LIVE_MARK)
        for old in self._folder.glob("*.jpg"):
            old.unlink()
        self._step = 1 / args.fps
        self._scene = Scene(args.faces)
        self._scene.show(args.face)
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._frozen: Picture | None = None
        self._stopped = False
        self._numbers = itertools.count()
        self._written: deque[Path] = deque()
        self._one_picture()

    def ready(self) -> dict[str, Any]:
        """The folder; there is a picture in it."""
        return {"folder": str(self._folder)}

    def run(self) -> None:
        """Write pictures until `stop`."""
        due = time.monotonic() + self._step
        while not self._ending.wait(max(due - time.monotonic(), 0.0)):
            self._one_picture()
            due = max(due + self._step, time.monotonic())  # late is late: no burst to catch up

    def stop(self) -> None:
        """End `run`; callable from a signal handler and from any thread."""
        self._ending.set()

    def close(self) -> None:
        """The pictures stay where they are."""

    def words(self) -> Words:
        """Everything it can be told."""
        return {
            "face": word(self._face, name=one_of((*FACES, "none", "two"))),
            "act": word(self._act, challenge=one_of(Motion)),
            "page": word(lambda: self._scene.show("page")),
            "black": word(lambda: self._set_light(Light.BLACK)),
            "dark": word(lambda: self._set_light(Light.DARK)),
            "freeze": word(self._freeze),
            "stop": word(self._set_stopped),
            "resume": word(self._resume),
            "state": STATE,
        }

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        order = ordered(self.words(), message)
        with self._lock:
            order()
            return {
                "face": self._scene.shown,
                "light": self._scene.light.value,
                "frozen": self._frozen is not None,
                "stopped": self._stopped,
            }

    def _face(self, name: str) -> None:
        try:
            self._scene.show(name)
        except OSError as error:
            raise ValueError(f"name: {error.strerror}") from error

    def _act(self, challenge: str) -> None:
        self._scene.act(Motion(challenge), time.monotonic())

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
    alone("virtual_camera", add_arguments, main)
