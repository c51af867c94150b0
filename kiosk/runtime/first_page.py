"""Home as it was last shown, kept so that the next start has something to show before the store is open.

What everybody may see, and nothing of any person. A page that cannot be read, or that is of other settings, is as
good as none: the screen then waits for its session. It stands for less than a second, until the session has its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from kiosk.flows.screens import Screen
from kiosk.runtime.files import Files
from kiosk.runtime.settings import Settings
from kiosk.runtime.shown_browse import BrowseView
from kiosk.runtime.view import Chrome, View

_AT_MOST = 1 << 20
"""Bytes; a home page has four thousand."""

_SAME = ("organisation", "terminal", "test_environment", "language", "dialog", "personal", "round_the_clock")


class _Page(msgspec.Struct, frozen=True):
    """What home consists of."""

    chrome: Chrome
    browse: BrowseView


def recall(settings: Settings) -> View | None:
    """The view to begin with; None where there is none, none of these settings, or where it may be closed now."""
    if settings.place.hours is not None:
        return None
    try:
        with Files(settings.storage.state_dir).first_page.open("rb") as file:
            page = msgspec.json.decode(file.read(_AT_MOST), type=_Page)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if not _belongs(page.chrome, settings):
        return None
    return View(serial=1, screen=Screen.HOME, chrome=page.chrome, browse=page.browse)


def _belongs(chrome: Chrome, settings: Settings) -> bool:
    terminal = settings.terminal
    wanted = Chrome(
        terminal.organisation,
        terminal.name,
        not settings.production,
        language=settings.screen.language,
        round_the_clock=settings.place.hours is None,
    )
    return all(getattr(chrome, name) == getattr(wanted, name) for name in _SAME)


class Remembering:
    """Hands each view on, and keeps the first that is home: nobody has said who they are yet."""

    def __init__(self, settings: Settings, show: Callable[[View], None]) -> None:
        self._file = Files(settings.storage.state_dir).first_page
        self._show = show
        self._kept = False

    def __call__(self, view: View) -> None:
        """From the session's thread."""
        self._show(view)
        if view.screen is Screen.HOME and not self._kept:
            self._kept = True
            with suppress(OSError):  # a terminal whose disk is full has no page for its next start
                _write(self._file, msgspec.json.encode(_Page(view.chrome, view.browse)))


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, if it is another than before. Raises OSError."""
    with suppress(OSError):
        if file.read_bytes() == content:
            return
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}-{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(file)
