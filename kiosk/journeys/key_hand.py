"""A hand on the numeric keypad: whatever it wants to press is reached by keys, and the screen is never touched.

Must never reach into the program: keys are bytes of the keypad's twin, seeing is where the ring stands.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.journeys.hand import AGAIN, DRAWN_KEY, Hand
from kiosk.journeys.report import JourneyError, Report

_NUMBERS = "DigitsField"
_MOST = 150
"""Keys until something must have been reached: more controls than any page has, twice."""
_SEEN = 2.0
"""Seconds until the ring has moved, at most; it may as well stay where it is."""
_LOOK = 0.02
_BETWEEN = 0.08
"""Seconds between two keys, at least: what comes quicker than fingers is dropped (`ListenerWorker.PER_SECOND`)."""

Tell = Callable[..., dict[str, Any]]


class KeyHand(Hand):
    """Does with keys what other journeys do with a finger; each step says which keys it took."""

    def __init__(self, probe: Path, report: Report, keypad: Tell) -> None:
        super().__init__(probe, report)
        self._keypad = keypad
        self._keys: list[str] = []
        self._entered: dict[str, float] = {}
        self._last = 0.0
        self.pressed = 0

    def press(self, word: str) -> None:
        """One key, no sooner than a finger can."""
        time.sleep(max(0.0, self._last + _BETWEEN - time.monotonic()))
        self._last = time.monotonic()
        self._keypad(do="press", key=word)
        self._keys.append(word)
        self.pressed += 1

    def focus(self) -> str:
        """Where the ring stands."""
        return str(self.ask(do="focus").get("name", ""))

    def tap(self, name: str) -> None:
        """Go to the thing of that name with # and press enter; a digit drawn on the page is the keypad's own.

        A field for numbers needs no enter: it is ready for digits as soon as the ring is around it.
        """
        self._touches(name)
        self._report.begin_step()
        drawn = name.removeprefix(DRAWN_KEY)
        if name.startswith(DRAWN_KEY) and drawn.isdigit():
            self.press(drawn)
            return
        self.wait(f"the ring around {name}", lambda: self._reached(name))
        if not self._takes_digits(name):
            time.sleep(max(0.0, self._entered.get(name, 0.0) + AGAIN - time.monotonic()))
            self.press("enter")
            self._entered[name] = time.monotonic()

    def sign(self, pad: str) -> None:
        """Nobody can sign with keys. Raises JourneyError."""
        raise JourneyError(f"{pad} wants a finger")

    def keep(self, name: str, **more: object) -> Path:
        """Take a picture of the page and note the step with its keys."""
        picture = super().keep(name, keys="".join(f"[{key}]" if len(key) > 1 else key for key in self._keys), **more)
        self._keys = []
        return picture

    def _reached(self, name: str) -> bool:
        """Go round once; nothing is pressed where the page has gone or the thing is not to be had yet."""
        page = self.screen()
        for _ in range(_MOST):
            before = self.focus()
            if before == name:
                return self._open(name)
            if self.screen() != page:
                return False
            self.press("#")
            self._until_moved(before)
        return False

    def _takes_digits(self, name: str) -> bool:
        items = self.ask(do="tree").get("items", [])
        return any(item["name"] == name and item["kind"] == _NUMBERS for item in items)

    def _open(self, name: str) -> bool:
        return bool(self.ask(do="find", name=name).get("enabled"))

    def _until_moved(self, before: str) -> None:
        end = time.monotonic() + _SEEN
        while self.focus() == before and time.monotonic() < end:
            time.sleep(_LOOK)
