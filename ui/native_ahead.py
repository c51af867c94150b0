"""Loads what of the interface is no Python, Qt's libraries and the table of fonts, on another core beside Python.

Nothing but time is won: what is missing or cannot be loaded is left to whoever needs it and says so. `finish` before
a fork: what another thread holds at that moment is held for ever in the child.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from contextlib import suppress
from typing import Final

_ALWAYS: Final = "libQt6VirtualKeyboard.so.6"
"""The on-screen keyboard; with it come Quick, Qml, Gui and Core, on which it stands."""
_PLATFORMS: Final = {"xcb": "libQt6XcbQpa.so.6", "wayland": "libQt6WaylandClient.so.6"}
_under_way: list[threading.Thread] = []


def begin() -> None:
    """Start loading. Once, as early as may be."""
    # no daemon: the end of the program waits for it, and unloads nothing that is just being loaded
    thread = threading.Thread(target=_load, args=(_libraries(),), name="native-ahead")
    _under_way.append(thread)
    thread.start()


def finish() -> None:
    """Return when all is loaded that can be."""
    while _under_way:
        _under_way.pop().join()


def _libraries() -> list[str]:
    """Paths of the libraries that the first window needs; none where PySide6 is not to be found."""
    folders = (os.path.join(place, "PySide6", "Qt", "lib") for place in sys.path)  # noqa: PTH118  pathlib comes later
    folder = next(filter(os.path.isdir, folders), None)
    platform = os.environ.get("QT_QPA_PLATFORM") or ("wayland" if "WAYLAND_DISPLAY" in os.environ else "xcb")
    names = filter(None, (_ALWAYS, _PLATFORMS.get(platform)))
    return [] if folder is None else [f"{folder}/{name}" for name in names]


def _load(libraries: list[str]) -> None:
    dlopen = ctypes.CDLL(None).dlopen  # as a function of C: unlike Python's own way in, it lets other threads go on
    dlopen.restype = ctypes.c_void_p
    for path in libraries:
        dlopen(os.fsencode(path), os.RTLD_LAZY)
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libfontconfig.so.1").FcInit()  # the same that Qt uses: it asks for it once more and has it
