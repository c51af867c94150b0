"""The virtual USB stick: a process of its own that makes a folder appear and vanish, as the system mounts one.

Development and tests only; what lies on it is fictional. Exports no DRIVER: the terminal looks below the folder. Must
never touch anything but the folder it was given.

Control verbs (`{"do": VERB, …}`): plug {what?: papers|empty|hostile|many}, pull, state.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from devices.twins.program import alone, common, serve
from devices.twins.words import STATE, Words, one_of, ordered, word

STICK: Final = "STICK"
"""Its folder, as the label of a real one."""
_SPARSE: Final = 10 * 1024**3
_MANY: Final = 3500
_RIGHT_TO_LEFT: Final = "\u202e"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--link", type=Path, required=True, help="folder below which the stick appears")
    common(parser, told=True)


def main(args: argparse.Namespace) -> int:
    """Run until it is to end. 0, or 2 where it cannot start."""
    return serve("virtual_stick", lambda: Twin(args.link), args)


class Twin:
    """One place for a stick; at first there is none in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._what = ""
        folder.mkdir(parents=True, exist_ok=True)
        self._pull()

    def ready(self) -> dict[str, Any]:
        """The folder."""
        return {"folder": str(self._folder)}

    def words(self) -> Words:
        """Everything it can be told."""
        return {"plug": word(self._plug, what=one_of(CONTENTS, "papers")), "pull": word(self._pull), "state": STATE}

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        order = ordered(self.words(), message)
        with self._lock:
            order()
            return {"plugged": self._what}

    def run(self) -> None:
        """Nothing is to be done but to be told."""
        self._ending.wait()

    def stop(self) -> None:
        """End `run`."""
        self._ending.set()

    def close(self) -> None:
        """Nobody's stick stays behind."""
        self._pull()

    def _plug(self, what: str) -> None:
        self._pull()
        made = self._folder.with_name(f"{self._folder.name}.made")
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        CONTENTS[what](made)
        made.rename(self._folder / STICK)  # appears whole, as a mount does
        self._what = what

    def _pull(self) -> None:
        away = self._folder.with_name(f"{self._folder.name}.away")
        shutil.rmtree(away, ignore_errors=True)
        if (self._folder / STICK).exists():
            (self._folder / STICK).rename(away)
            shutil.rmtree(away, ignore_errors=True)
        self._what = ""


def _papers(folder: Path) -> None:
    """A paper of two pages, a photo of one, and what people have besides."""
    jpeg = _jpeg("certificate")
    (folder / "诊断证明.pdf").write_bytes(_pdf(jpeg, _jpeg("form")))
    (folder / "DCIM").mkdir()
    (folder / "DCIM" / "IMG_0001.jpg").write_bytes(jpeg)
    (folder / "说明.txt").write_text("不是材料\n", "utf-8")


def _hostile(folder: Path) -> None:
    """Whatever must not come off a stick, and one paper that may."""
    (folder / "passwd.pdf").symlink_to("/etc/passwd")
    (folder / "outside").symlink_to("/")
    os.mkfifo(folder / "pipe.pdf")
    (folder / "程序.pdf").write_bytes(b"MZ" + bytes(200))
    with (folder / "film.jpg").open("wb") as file:
        file.write(b"\xff\xd8\xff\xe0")
        file.truncate(_SPARSE)
    (folder / f"合同{_RIGHT_TO_LEFT}fdp.exe\n").write_bytes(_pdf(_jpeg("certificate")))
    (folder / "坏的.pdf").write_bytes(b"%PDF-1.7 and then nothing")


def _many(folder: Path) -> None:
    """More names than anybody looks through."""
    (folder / "0.jpg").write_bytes(_jpeg("card"))
    for number in range(1, _MANY):
        (folder / f"{number}.jpg").hardlink_to(folder / "0.jpg")


CONTENTS: Final[Mapping[str, Callable[[Path], object]]] = {
    "papers": _papers,
    "empty": lambda _folder: None,
    "hostile": _hostile,
    "many": _many,
}
"""What can lie on it."""


def _jpeg(name: str) -> bytes:
    """A fictional sheet."""
    from devices.transports.vision import cv2
    from devices.twins.paper import sheet

    return bytes(cv2.imencode(".jpg", sheet(name)[..., ::-1])[1])


def _pdf(*jpegs: bytes) -> bytes:
    """A page for each picture."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for jpeg in jpegs:
        canvas.drawImage(ImageReader(io.BytesIO(jpeg)), 0, 0, 595, 842, preserveAspectRatio=True)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


if __name__ == "__main__":
    alone("virtual_stick", add_arguments, main)
