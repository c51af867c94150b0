"""What development puts around the terminal: sandbox and twins, programs of their own, started again when they die.

Must never be there in production, nor hold the terminal up: what keeps dying is left alone, and that is said.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from kiosk.runtime.delays import RESTART_DELAYS, TWIN_SETTLED
from kiosk.runtime.processes import Family, kiosk_command
from kiosk.runtime.settings import Settings, Twins

_log = logging.getLogger(__name__)


class Surroundings:
    """Those of one running terminal."""

    def __init__(self, settings: Settings, family: Family) -> None:
        self._settings = settings
        self._family = family
        self._words: dict[str, list[str]] = {}
        self._deaths: Counter[str] = Counter()
        """In a row, by name."""
        self._began: dict[str, float] = {}
        self._due: dict[str, float] = {}
        """When each that died is started again; both in monotonic seconds."""

    def __contains__(self, name: str) -> bool:
        return name in self._words

    def start(self) -> Iterator[str]:
        """Start them one by one; gives each name, so that it can be waited for."""
        self._words = dict(surroundings(self._settings))
        for name in self._words:
            self._spawn(name)
            yield name

    def died(self, name: str) -> None:
        """Have it started again, later with every death in a row; after the last of those pauses no more."""
        now = time.monotonic()
        if now - self._began[name] > TWIN_SETTLED:
            del self._deaths[name]
        if self._deaths[name] == len(RESTART_DELAYS):
            _log.error("%s died again and again, and is left alone until the terminal is started anew", name)
            return
        self._due[name] = now + RESTART_DELAYS[self._deaths[name]]
        self._deaths[name] += 1

    def revive(self) -> None:
        """Start those that are due."""
        now = time.monotonic()
        for name in [name for name, at in self._due.items() if at <= now]:
            del self._due[name]
            self._spawn(name)

    def _spawn(self, name: str) -> None:
        self._family.spawn(name, kiosk_command(*self._words[name]))
        self._began[name] = time.monotonic()


def surroundings(settings: Settings) -> Sequence[tuple[str, list[str]]]:
    """(name, command words) of what development puts around the terminal; empty in production."""
    found: list[tuple[str, list[str]]] = []
    sandbox, twins = settings.sandbox, settings.twins
    if sandbox is not None:
        words = ["sandbox", "--port", str(sandbox.port), "--db", str(sandbox.database)]
        found.append(("sandbox", [*words, "--enrol-code", sandbox.enrol_code, "--with-parent"]))
    if twins is not None:
        twins.folder.mkdir(parents=True, exist_ok=True)
        faces = ["--faces", str(twins.faces)] if twins.faces.is_dir() else []
        if twins.reader:
            link, control = twins.folder / "reader", twins.folder / "reader.sock"
            words = ["twin", "sam", "--link", str(link), "--people", str(twins.people), *faces]
            found.append(("reader", [*words, "--control", str(control), "--with-parent"]))
        if twins.camera:
            folder, control = twins.folder / "camera", twins.folder / "camera.sock"
            words = ["twin", "camera", "--folder", str(folder), *faces, "--control", str(control)]
            found.append(("camera", [*words, "--with-parent"]))
        if twins.document:
            folder, control = twins.folder / "document", twins.folder / "document.sock"
            words = ["twin", "document", "--folder", str(folder), "--control", str(control)]
            found.append(("document", [*words, "--with-parent"]))
        found += _linked(twins)
    return found


def _linked(twins: Twins) -> Iterator[tuple[str, list[str]]]:
    """The twins that appear at a path of their own."""
    at = twins.folder
    special = {
        "printer": (twins.printer, ["escpos", "--slips", str(at / "slips")]),
        "pages": (twins.pages, ["pages", "--out", str(at / "documents")]),
        "keypad": (twins.keypad, ["input", "--as", "keypad"]),
        "headphones": (twins.headphones, ["input", "--as", "headphones"]),
        "stick": (twins.stick, ["stick"]),
        "scanner": (twins.scanner, ["scanner"]),
    }
    for name, (wanted, words) in special.items():
        if wanted:
            links = ["--link", str(at / name), "--control", str(at / f"{name}.sock")]
            yield name, ["twin", *words, *links, "--with-parent"]
