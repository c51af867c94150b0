"""The virtual document camera: a process of its own that writes pictures of a sheet on a desk into a folder.

Development and tests only; every picture carries the mark 测试影像, and what lies there is fictional. Exports no
DRIVER: the document camera's driver watches the folder. Must never show anything of a visitor.

Control verbs (`{"do": VERB, …}`): page {name: certificate|form|card|blank|none}, ground {name: felt|wood|light|
cloth}, rotate {degrees}, tilt {share}, move {x, y: shares}, cover {edge: left|top|right|bottom|corner|none, share},
blur {pixels}, light {share}, glare, shadow, dark, black, busy (a sheet of which no small JPEG can be made), freeze,
stop, vanish, return, resume (all as at the start), show_red {seed}, state.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import math
import os
import shutil
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from devices.transports.control import Control
from devices.transports.picture_folder import LIVE_MARK
from devices.transports.vision import Picture, cv2
from devices.twins.desk_scene import Edge, Ground, Lying, grained, without_noise
from devices.twins.paper import sheets

_KEPT: Final = 6
_QUALITY: Final = 90
_GRAINS: Final = 4
"""Pictures of the same scene with other noise, shown in turn: a sensor never gives the same twice."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--folder", type=Path, required=True, help="where the pictures appear")
    parser.add_argument("--control", type=Path, help="where the control socket appears")
    parser.add_argument("--fps", type=float, default=6.0, help="pictures per second")
    parser.add_argument("--width", type=int, default=1600, help="pixels")
    parser.add_argument("--height", type=int, default=1200, help="pixels")
    parser.add_argument("--page", default="certificate", choices=("none", *sheets()), help="what lies there at start")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")


def main(args: argparse.Namespace) -> int:
    """Run until SIGTERM (or, with --with-parent, the end of standard input). 0, or 2 for unusable arguments."""
    try:
        twin = Twin(args)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"virtual_document_camera: {error}\n")
        return 2
    signal.signal(signal.SIGTERM, lambda _number, _frame: twin.stop())
    signal.signal(signal.SIGINT, lambda _number, _frame: twin.stop())
    if args.with_parent:
        threading.Thread(target=twin.stop_with_parent, name="parent", daemon=True).start()
    twin.run()
    return 0


class Shown:
    """What lies there, as JPEG files' contents: made once for each thing it is told, not once for each picture."""

    def __init__(self, start: Lying, width: int, height: int) -> None:
        if not (64 <= width <= 8192 and 64 <= height <= 8192):  # noqa: PLR2004  pixels
            raise ValueError("width and height: 64 to 8192")
        self.lying = start
        self._start = start
        self._size = width, height
        self._red: int | None = None
        self._busy = False
        self._made: list[bytes] = []
        self._clean: Picture | None = None

    def change(self, **how: Any) -> None:
        """Lay it otherwise."""
        self.lying = dataclasses.replace(self.lying, **how)
        self._red, self._busy, self._made, self._clean = None, False, [], None

    def again(self) -> None:
        """As at the start."""
        self.change(**{field.name: getattr(self._start, field.name) for field in dataclasses.fields(Lying)})

    def red(self, seed: int) -> None:
        """Something red close before the lens."""
        self.change()
        self._red = seed

    def busy(self) -> None:
        """A sheet full of noise."""
        self.change(sheet="blank")
        self._busy = True

    def jpeg(self, number: int) -> bytes:
        """Picture `number`."""
        if len(self._made) < _GRAINS:
            self._made.append(_encoded(self._picture(len(self._made))))
        return self._made[number % len(self._made)]

    def _picture(self, grain: int) -> Picture:
        width, height = self._size
        random = np.random.default_rng(grain)
        if self._red is not None:
            noise = np.random.default_rng(_GRAINS * self._red + grain).integers(0, 30, (height, width, 1))
            return np.asarray(np.array([190, 24, 24]) + noise, np.uint8)
        if self._clean is None:
            self._clean = without_noise(self.lying, width, height)
        seen = self._clean.copy()
        if self._busy:
            inner = np.s_[height // 9 : -height // 9, width // 3 : -width // 3]
            seen[inner] = random.integers(0, 255, seen[inner].shape)
        return grained(seen, self.lying, grain)


class Twin:
    """Scene, folder and control socket."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._folder: Path = args.folder
        self._step = 1 / max(args.fps, 0.1)
        self._shown = Shown(Lying(sheet=args.page), args.width, args.height)
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._frozen: bytes | None = None
        self._stopped = self._gone = False
        self._numbers = itertools.count()
        self._written: deque[Path] = deque()
        self._return()
        self._control = Control(args.control, self.handle) if args.control else None

    def run(self) -> None:
        """Write pictures until `stop`; the first one is there before `ready` is said."""
        self._one_picture()
        sys.stdout.write(json.dumps({"event": "ready", "folder": str(self._folder)}) + "\n")
        sys.stdout.flush()
        due = time.monotonic()
        while not self._ending.wait(max(due - time.monotonic(), 0.0)):
            self._one_picture()
            due = max(due + self._step, time.monotonic())  # late is late: no burst to catch up
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
        verb = self._verbs().get(str(message.get("do")))
        if verb is None:
            raise ValueError(f"do: one of {', '.join(sorted(self._verbs()))}")
        with self._lock:
            verb(message)
            lying = self._shown.lying
            return {
                "page": lying.sheet,
                "ground": lying.ground.value,
                "cover": lying.cover.value if lying.cover else "none",
                "rotate": lying.turn,
                "light": lying.light,
                "frozen": self._frozen is not None,
                "stopped": self._stopped,
                "gone": self._gone,
            }

    def _verbs(self) -> dict[str, Callable[[Mapping[str, Any]], None]]:
        change = self._shown.change
        return {
            "page": lambda said: change(sheet=_one_of(said, "name", ("none", *sheets()))),
            "ground": lambda said: change(ground=Ground(_one_of(said, "name", tuple(Ground)))),
            "rotate": lambda said: change(turn=_number(said, "degrees", 360)),
            "tilt": lambda said: change(tilt=_number(said, "share", 0.3)),
            "move": lambda said: change(shift=(_number(said, "x", 1), _number(said, "y", 1))),
            "cover": self._cover,
            "blur": lambda said: change(blur=abs(_number(said, "pixels", 50))),
            "light": lambda said: change(light=abs(_number(said, "share", 4))),
            "glare": lambda _said: change(glare=True),
            "shadow": lambda _said: change(shadow=True),
            "dark": lambda _said: change(light=0.1),
            "black": lambda _said: change(light=0.0, noise=0.0),
            "busy": lambda _said: self._shown.busy(),
            "show_red": lambda said: self._shown.red(int(_number(said, "seed", 1e6))),
            "freeze": lambda _said: self._freeze(),
            "stop": lambda _said: self._stop_pictures(),
            "vanish": lambda _said: self._vanish(),
            "return": lambda _said: self._return(),
            "resume": lambda _said: self._resume(),
            "state": lambda _said: None,
        }

    def _cover(self, said: Mapping[str, Any]) -> None:
        edge = _one_of(said, "edge", ("none", *Edge))
        share = _number(said, "share", 1) if "share" in said else Lying().cover_share
        self._shown.change(cover=None if edge == "none" else Edge(edge), cover_share=abs(share))

    def _freeze(self) -> None:
        self._frozen = self._shown.jpeg(0)

    def _stop_pictures(self) -> None:
        self._stopped = True

    def _vanish(self) -> None:
        """As if unplugged."""
        self._gone = True
        shutil.rmtree(self._folder, ignore_errors=True)
        self._written.clear()

    def _return(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self._folder.glob("*.jpg"):
            if old not in self._written:
                old.unlink()
        (self._folder / LIVE_MARK).touch()
        self._gone = False

    def _resume(self) -> None:
        self._stopped, self._frozen = False, None
        self._shown.again()
        self._return()

    def _one_picture(self) -> None:
        with self._lock:
            if self._stopped or self._gone:
                return
            number = next(self._numbers)
            data = self._frozen if self._frozen is not None else self._shown.jpeg(number)
            path = self._folder / f"{number:08d}.jpg"
            scratch = path.with_suffix(".new")
            scratch.write_bytes(data)
            os.replace(scratch, path)  # noqa: PTH105  appears whole
            self._written.append(path)
            if len(self._written) > _KEPT:
                self._written.popleft().unlink(missing_ok=True)


def _encoded(picture: Picture) -> bytes:
    return bytes(cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1])


def _one_of(said: Mapping[str, Any], key: str, names: tuple[str, ...]) -> str:
    name = said.get(key)
    if name not in names:
        raise ValueError(f"{key}: one of {', '.join(names)}")
    return str(name)


def _number(said: Mapping[str, Any], key: str, most: float) -> float:
    value = said.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > most:
        raise ValueError(f"{key}: a number, at most {most:g}")
    return float(value)


if __name__ == "__main__":
    _parser = argparse.ArgumentParser(prog="virtual_document_camera", description="A virtual document camera.")
    add_arguments(_parser)
    raise SystemExit(main(_parser.parse_args()))
