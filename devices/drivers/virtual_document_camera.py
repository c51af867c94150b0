"""The virtual document camera: a process of its own that writes pictures of a sheet on a desk into a folder.

Development and tests only; every picture carries the mark 测试影像, and what lies there is fictional. Exports no
DRIVER: the document camera's driver watches the folder. Must never show anything of a visitor.

Control verbs (`{"do": VERB, …}`): page {name: certificate|form|card|blank|none}, ground {name: felt|wood|light|
cloth}, rotate {degrees}, tilt {share}, move {x, y: shares}, cover {edge: left|top|right|bottom|corner|none, share?},
blur {pixels}, light {share}, glare, shadow, dark, black, busy (a sheet of which no small JPEG can be made), freeze,
stop, vanish, return, resume (all as at the start), show_red {seed}, state.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import os
import shutil
import threading
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from devices.transports.picture_folder import LIVE_MARK
from devices.transports.place import own_folder
from devices.transports.vision import Picture, cv2
from devices.twins.desk_scene import Edge, Ground, Lying, grained, without_noise
from devices.twins.paper import sheets
from devices.twins.program import above_zero, alone, common, count, serve
from devices.twins.words import STATE, Number, Whole, Words, one_of, ordered, word

_KEPT: Final = 6
_QUALITY: Final = 90
_GRAINS: Final = 4
"""Pictures of the same scene with other noise, shown in turn: a sensor never gives the same twice."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--folder", type=Path, required=True, help="where the pictures appear")
    parser.add_argument("--fps", type=above_zero, default=6.0, help="pictures per second")
    parser.add_argument("--width", type=count, default=1600, help="pixels")
    parser.add_argument("--height", type=count, default=1200, help="pixels")
    parser.add_argument("--page", default="certificate", choices=("none", *sheets()), help="what lies there at start")
    common(parser)


def main(args: argparse.Namespace) -> int:
    """Run until it is to end. 0, or 2 where it cannot start."""
    return serve("virtual_document_camera", lambda: Twin(args), args)


class Shown:
    """What lies there, as JPEG files' contents: made once for each thing it is told, not once for each picture."""

    def __init__(self, start: Lying, width: int, height: int) -> None:
        if not (192 <= width <= 8192 and 64 <= height <= 8192):  # noqa: PLR2004  pixels; the mark must fit
            raise ValueError("width: 192 to 8192, height: 64 to 8192")
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
        self._step = 1 / args.fps
        self._shown = Shown(Lying(sheet=args.page), args.width, args.height)
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._frozen: bytes | None = None
        self._stopped = self._gone = False
        self._numbers = itertools.count()
        self._written: deque[Path] = deque()
        self._return()
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

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        order = ordered(self.words(), message)
        with self._lock:
            order()
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

    def words(self) -> Words:
        """Everything it can be told."""
        change = self._shown.change
        shift = Number(least=-1.0, most=1.0)
        return {
            "page": word(lambda name: change(sheet=name), name=one_of(("none", *sheets()))),
            "ground": word(lambda name: change(ground=Ground(name)), name=one_of(Ground)),
            "rotate": word(lambda degrees: change(turn=degrees), degrees=Number(least=-360.0, most=360.0)),
            "tilt": word(lambda share: change(tilt=share), share=Number(least=-0.3, most=0.3)),
            "move": word(lambda x, y: change(shift=(x, y)), x=shift, y=shift),
            "cover": word(self._cover, edge=one_of(("none", *Edge)), share=Number(Lying.cover_share, most=1.0)),
            "blur": word(lambda pixels: change(blur=pixels), pixels=Number(most=50.0)),
            "light": word(lambda share: change(light=share), share=Number(most=4.0)),
            "glare": word(lambda: change(glare=True)),
            "shadow": word(lambda: change(shadow=True)),
            "dark": word(lambda: change(light=0.1)),
            "black": word(lambda: change(light=0.0, noise=0.0)),
            "busy": word(self._shown.busy),
            "show_red": word(self._shown.red, seed=Whole(most=1_000_000)),
            "freeze": word(self._freeze),
            "stop": word(self._stop_pictures),
            "vanish": word(self._vanish),
            "return": word(self._return),
            "resume": word(self._resume),
            "state": STATE,
        }

    def _cover(self, edge: str, share: float) -> None:
        self._shown.change(cover=None if edge == "none" else Edge(edge), cover_share=share)

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
        own_folder(self._folder, LIVE_MARK)
        for old in self._folder.glob("*.jpg"):
            if old not in self._written:
                old.unlink()
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


if __name__ == "__main__":
    alone("virtual_document_camera", add_arguments, main)
