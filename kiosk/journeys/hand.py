"""A hand and a pair of eyes: taps are mouse events at a pixel, seeing is a picture and the words on it.

Must never reach into the program: it asks the probe what a person could see, and where.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.transports.place import socket_name
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.words import CHINESE, said

PATIENCE = 60.0
"""Seconds until something a person waits for has to be there, on a slow machine."""
_LOOK = 0.05
_BETWEEN_KEYS = 0.15
AGAIN = 0.6
"""Seconds until the same thing is tapped again: buttons take a quicker second touch for a slip."""
_LEAF = 1.0
"""Seconds to look at a screen before the next one is turned to."""
_PAGERS = (("pager.next", "nextPage"), ("pager.previous", "previousPage"))
"""What turns the screens of a page and the pages of a list, forth and back."""
DRAWN_KEY = "key"
"""Names of the keys drawn on a page begin so; the rest is what they write."""
_NUMBER = 8
"""Digits in a row that are somebody's number: fewer are a code, an amount, a PIN."""


class Hand:
    """Works on the screen that is in front; follows it from process to process."""

    def __init__(self, probe: Path, report: Report) -> None:
        self.language = CHINESE
        """In what the page is read."""
        self.leafing = False
        """Does it turn the screens of a page to find something? Where a mode shows less at once, it must."""
        self.secrets: set[str] = set()
        """Long numbers that were typed, codes that were read: somebody's, and to be nowhere when they have gone."""
        self.on_page: Callable[[str], None] = lambda _page: None
        """Told of every page that was waited for and came."""
        self.before_touch: Callable[[], None] = lambda: None
        self._probe = probe
        self._report = report
        self._tapped: dict[str, float] = {}
        self._taps: list[dict[str, Any]] = []
        self._digits = ""

    # --- looking ----------------------------------------------------------------------------------------
    def ask(self, **request: object) -> dict[str, Any]:
        """One question to the probe; {"ok": False, …} where it cannot be asked now."""
        try:
            with (
                socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line,
                socket_name(self._probe.resolve()) as name,
            ):
                line.settimeout(20)
                line.connect(name)
                with line.makefile("rwb") as stream:
                    stream.write(json.dumps(request).encode() + b"\n")
                    stream.flush()
                    answer = json.loads(stream.readline() or b"{}")
        except (OSError, ValueError) as error:
            return {"ok": False, "error": type(error).__name__}
        return answer if isinstance(answer, dict) else {"ok": False, "error": "no answer"}

    def screen(self) -> str:
        """The page in front, or nothing where none is."""
        answer = self.ask(do="screen")
        return str(answer.get("screen", "")) if answer.get("visible") else ""

    def sees(self, name: str) -> bool:
        """Is it there?"""
        return bool(self.ask(do="find", name=name).get("visible"))

    def sees_any(self, beginning: str, *, but: str) -> bool:
        """Is there something whose name begins so, other than that one?"""
        return any(name != but for name in self.names(beginning))

    def names(self, beginning: str) -> list[str]:
        """What is there whose name begins so, as on the page from its top."""
        found = [str(item.get("name")) for item in self.ask(do="tree").get("items", [])]
        return [name for name in dict.fromkeys(found) if name.startswith(beginning)]

    def reads(self, name: str) -> str:
        """The words of it; empty where it is not there."""
        return str(self.ask(do="text", name=name).get("text", ""))

    def words(self) -> list[str]:
        """All words on the page."""
        items = self.ask(do="tree").get("items", [])
        return [str(item["text"]) for item in items if item.get("text")]

    def reads_anywhere(self, *wanted: str) -> bool:
        """Does the page say all of this, in its language?"""
        page = "\n".join(self.words())
        return all(said(page, words, self.language) for words in wanted)

    def reads_in(self, name: str, words: str) -> bool:
        """Does the thing of that name say this, in the language of the page?"""
        return said(self.reads(name), words, self.language)

    def wait(self, what: str, true: Callable[[], bool], *, leaf: bool = True) -> None:
        """Wait until it is so, `leaf`: looking on every screen of the page. Raises JourneyError."""
        end = time.monotonic() + PATIENCE
        turn, way = time.monotonic() + _LEAF, 0
        while time.monotonic() < end:
            if true():
                return
            if self.leafing and leaf and time.monotonic() > turn:
                way = way if self._turned(way) else 1 - way
                turn = time.monotonic() + _LEAF
            time.sleep(_LOOK)
        raise JourneyError(f"waited in vain: {what} (on {self.screen() or 'no page'})")

    def wait_page(self, *pages: str) -> str:
        """Wait until one of these pages is in front; returns which."""
        seen = ""

        def there() -> bool:
            nonlocal seen
            seen = self.screen()
            return seen in pages

        self.wait(f"page {' or '.join(pages)}", there, leaf=False)
        self.on_page(seen)
        return seen

    def wait_words(self, *wanted: str) -> None:
        """Wait until the page says all of this."""
        self.wait(f"words {' / '.join(wanted)}", lambda: self.reads_anywhere(*wanted))

    # --- doing ------------------------------------------------------------------------------------------
    def tap(self, name: str) -> None:
        """Tap the thing of that name as soon as it is topmost and enabled; the pixel goes into the next step."""
        self._touches(name)
        answer: dict[str, Any] = {}

        def done() -> bool:
            answer.update(self._pressed(name))
            return bool(answer.get("ok"))

        time.sleep(max(0.0, self._tapped.get(name, 0.0) + AGAIN - time.monotonic()))
        self._report.begin_step()
        self.wait(f"something to tap: {name}", done)
        self._tapped[name] = time.monotonic()
        self._taps.append({"target": name, "x": answer.get("x"), "y": answer.get("y")})

    def go(self, name: str, *pages: str) -> str:
        """Tap, then wait for a page, and keep its picture."""
        self.tap(name)
        page = self.wait_page(*pages)
        self.keep(page)
        return page

    def _touches(self, name: str) -> None:
        """Before each touch; digit after digit is a number."""
        self.before_touch()
        digit = name.removeprefix(DRAWN_KEY)
        before, self._digits = (
            self._digits,
            self._digits + digit if name == DRAWN_KEY + digit and digit.isdigit() else "",
        )
        if len(self._digits) >= _NUMBER:
            self.secrets = self.secrets - {before} | {self._digits}

    def _pressed(self, name: str) -> dict[str, Any]:
        """Tap it if it can be tapped now; the answer of the probe, or nothing."""
        found = self.ask(do="find", name=name)
        ready = found.get("visible") and found.get("enabled") and found.get("topmost")
        return self.ask(do="tap", name=name) if ready else {}

    def _turned(self, way: int) -> bool:
        """Turn to the next screen of the page (0), or back (1): is there one?"""
        for name in _PAGERS[way]:
            answer = self._pressed(name)
            if answer.get("ok"):
                self._taps.append({"target": name, "x": answer.get("x"), "y": answer.get("y")})
                return True
        return False

    def spell(self, letters: str, word: str) -> None:
        """Spell `letters` on the pinyin keyboard and touch `word` among what it offers."""
        for letter in letters:
            self._touch_words(letter, "Key")
        self._touch_words(word, "")

    def _touch_words(self, text: str, kind: str) -> None:
        place: dict[str, Any] = {}

        def there() -> bool:
            items = self.ask(do="tree").get("items", [])
            place.update(next((i for i in items if i["text"] == text and kind in {"", i["kind"]}), {}))
            return bool(place)

        self.wait(f"{text} on the keyboard", there)
        x, y = round(place["x"] + place["w"] / 2), round(place["y"] + place["h"] / 2)
        self.ask(do="tapAt", x=x, y=y)
        self._taps.append({"target": text, "x": x, "y": y})
        time.sleep(_BETWEEN_KEYS)

    def sign(self, pad: str) -> None:
        """Draw a signature into the pad."""
        self.wait(f"a pad: {pad}", lambda: self.sees(pad))
        box = self.ask(do="find", name=pad)
        left, top, width, height = (float(box[key]) for key in ("x", "y", "w", "h"))
        for row in (0.3, 0.5, 0.7):
            line = [[left + width * (0.2 + 0.05 * n), top + height * (row + 0.08 * (n % 2))] for n in range(12)]
            self.ask(do="drag", points=line)

    def keep(self, name: str, **more: object) -> Path:
        """Take a picture of the page and note the step."""
        picture = self._report.picture(name)
        answer = self.ask(do="grab", path=str(picture))
        if not answer.get("ok"):
            raise JourneyError(f"no picture of {name}")
        if self.ask(do="clipboard").get("text"):
            raise JourneyError(f"something lies on the clipboard of {name}")
        self._report.step(name, self.screen(), picture.name, taps=self._taps, **more)
        self._taps = []
        return picture
