"""A process of its own that turns a stranger's PDF, JPEG or PNG into plain pages.

`python -m devices.page_maker KIND`: the file comes on standard input, the pages go out as `JPEG length (4 bytes,
big-endian), JPEG` each; 0 = all done, and else a code of `Ending`. What a page can do, scripts, links, layers, ends
here: only its picture goes on, through the same door as a scan. Must never open a file or a socket, nor take more
memory or time than it was given.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from collections.abc import Iterator
from enum import IntEnum
from typing import Final

import numpy as np

from devices.faults import DeviceError
from devices.page_sheet import Shape, as_jpeg
from devices.transports.vision import Picture, cv2

PAGES: Final = 10
"""Pages of one file at most."""
_SECONDS: Final = 30
_MEMORY: Final = 1 << 30
"""Bytes: a photo of 64 million points, twice, and what the libraries are themselves."""
_LEAST: Final = 16
"""Points a side of a picture has at least."""
_NO_NEW_PRIVILEGES: Final = 38
_DUMPABLE: Final = 4
"""prctl(2)."""


class Ending(IntEnum):
    """How it ended."""

    DONE = 0
    UNREADABLE = 3
    TOO_MUCH = 4
    """More pages than are taken, or one that fits into no JPEG of the size allowed."""


class UnfitError(Exception):
    """It does not become pages."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending.name)
        self.ending = ending


def main(arguments: list[str]) -> int:
    """Make the pages. An `Ending`; a crash of a library ends the process by signal."""
    _bounded()
    data = sys.stdin.buffer.read()
    answers = os.dup(sys.stdout.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what a library says about a stranger's file is not for a log
        os.dup2(nowhere, stream)
    try:
        made = [as_jpeg(page, Shape())[0] for page in pages(arguments[0], data)]
    except UnfitError as unfit:
        return unfit.ending
    except DeviceError:
        return Ending.TOO_MUCH
    except (cv2.error, MemoryError):
        return Ending.UNREADABLE
    with os.fdopen(answers, "wb") as out:
        for jpeg in made:
            out.write(len(jpeg).to_bytes(4, "big") + jpeg)
    return Ending.DONE


def pages(kind: str, data: bytes) -> Iterator[Picture]:
    """The pages as RGB pictures, no larger than a scan. Raises UnfitError, cv2.error, MemoryError."""
    if kind == "pdf":
        yield from _of_pdf(data)
        return
    bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED if kind == "png" else cv2.IMREAD_COLOR)
    if bgr is None or min(bgr.shape[:2]) < _LEAST:
        raise UnfitError(Ending.UNREADABLE)
    yield _no_larger(_on_white(np.asarray(bgr)))


def _of_pdf(data: bytes) -> Iterator[Picture]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if not 0 < len(document) <= PAGES:
            raise UnfitError(Ending.TOO_MUCH if len(document) else Ending.UNREADABLE)
        document.init_forms()  # else what was filled in is not seen
        for page in document:
            longest = max(page.get_size())
            if not longest > 0:
                raise UnfitError(Ending.UNREADABLE)
            yield np.asarray(page.render(scale=Shape().longest / longest, rev_byteorder=True).to_numpy()[:, :, :3])
    except pypdfium2.PdfiumError as error:
        raise UnfitError(Ending.UNREADABLE) from error


def _on_white(bgr: np.ndarray) -> Picture:
    """Eight bits, three channels; what was transparent is paper."""
    if bgr.dtype == np.uint16:
        bgr = (bgr >> 8).astype(np.uint8)
    if bgr.ndim == 2:  # noqa: PLR2004  grey
        return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_GRAY2RGB), np.uint8)
    rgb = np.asarray(cv2.cvtColor(bgr[:, :, :3], cv2.COLOR_BGR2RGB), np.uint8)
    if bgr.shape[2] == 4:  # noqa: PLR2004  alpha
        share = bgr[:, :, 3:].astype(np.uint16)
        rgb = ((rgb * share + 255 * (255 - share)) // 255).astype(np.uint8)
    return rgb


def _no_larger(picture: Picture) -> Picture:
    scale = Shape().longest / max(picture.shape[:2])
    if scale >= 1:
        return picture
    wide, high = (max(_LEAST, round(side * scale)) for side in (picture.shape[1], picture.shape[0]))
    return np.asarray(cv2.resize(picture, (wide, high), interpolation=cv2.INTER_AREA), np.uint8)


def _bounded() -> None:
    """What holds for everything from here on."""
    libc = ctypes.CDLL(None)
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_DATA, _MEMORY),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
