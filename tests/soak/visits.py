"""Who comes to the terminal in a soak, and what goes wrong meanwhile; all drawn by lot.

A visit under a fault may end before its time: then the person walks away, which must never stop the terminal.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.journeys import acts
from kiosk.journeys.leftover_search import living
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

PEOPLE = ("p01", "p02", "p03", "p04")
_PHONE = "19900000009"


class Brief(Report):
    """Keeps nothing of the steps: hours of them would fill memory and disk of the one who looks."""

    def step(self, name: str, screen: str, png: str, **more: object) -> None:
        """Forget it."""

    def picture(self, name: str) -> Path:  # noqa: ARG002  always the same one
        """The last one alone."""
        return self.folder / "last.png"


class Visits:
    """One terminal, and whoever comes. `run` is the process of its supervisor."""

    def __init__(self, stage: Stage, run: int, dice: random.Random) -> None:
        self.done: Counter[str] = Counter()
        self.broken_off: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self._stage, self._run, self._dice = stage, run, dice
        self._kinds: list[Callable[[], None]] = [
            self.look_around,
            self.licence,
            self.apply,
            self.signed,
            self.turned_away,
        ]
        self._faults: list[Callable[[], None]] = [
            *[self._no_fault] * 4,
            *[self._line, self._reader, self._dies, self._sync_dies],
        ]

    def one(self) -> None:
        """Somebody comes; perhaps something goes wrong. Raises JourneyError where home does not come back."""
        visit, fault = self._dice.choice(self._kinds), self._dice.choice(self._faults)
        self.faults[fault.__name__.strip("_")] += 1
        try:
            fault()
            visit()
            self.done[visit.__name__] += 1
        except (JourneyError, KeyError, OSError):
            if fault == self._no_fault:
                raise  # nothing was wrong: it should have gone well
            self.broken_off[visit.__name__] += 1
            self._walk_away()
        finally:
            self._well_again()
        self._stage.hand.wait_page("home")
        self._stage.hand.wait("the line again", lambda: not self._stage.hand.sees("banner"))

    # --- what people come for -------------------------------------------------------------------------------
    def look_around(self) -> None:
        """The guide of an item, and back."""
        acts.open_item(self._stage)
        for page in ("category", "home"):
            self._stage.hand.go("backButton", page)

    def licence(self) -> None:
        """The wallet, by SMS, and away."""
        hand = self._stage.hand
        hand.wait("the wallet open", lambda: bool(hand.ask(do="find", name="walletButton").get("enabled")))
        hand.go("walletButton", "card")
        acts.place_card(self._stage, "p01")
        acts.pass_sms(self._stage)
        hand.wait_page("wallet")
        self._leave()

    def apply(self) -> None:
        """A case, with its slip."""
        self._case("p01", acts.pass_sms, None)

    def signed(self) -> None:
        """A case while the line is down."""
        hand = self._stage.hand
        self._stage.platform("trouble", {"cut": True})
        hand.wait("the offline banner", lambda: hand.sees("banner"))
        self._case("p03", acts.pass_signature, _PHONE)

    def turned_away(self) -> None:
        """A card, and no further."""
        acts.open_item(self._stage)
        self._stage.hand.go("primaryButton", "card")
        acts.place_card(self._stage, self._dice.choice(PEOPLE))
        self._leave()

    def _case(self, person: str, way: Callable[[Stage], None], phone: str | None) -> None:
        hand = self._stage.hand
        acts.open_item(self._stage)
        hand.go("primaryButton", "card")
        acts.place_card(self._stage, person)
        way(self._stage)
        acts.fill_in(self._stage, phone=phone)
        hand.tap("primaryButton")
        hand.wait_page("result")
        hand.tap("result.print")
        hand.wait_words("凭条已出纸")
        acts.finish(self._stage)

    def _leave(self) -> None:
        hand = self._stage.hand
        while (page := hand.screen()) not in {"cleared", "home"}:
            hand.tap("backButton")
            hand.wait("the question, or another page", partial(self._moved, page))
            if hand.sees("dialog"):
                hand.tap("dialogSecondary")
                hand.wait_page("cleared", "home")
        hand.wait_page("home")

    def _moved(self, page: str) -> bool:
        return self._stage.hand.sees("dialog") or self._stage.hand.screen() != page

    # --- what goes wrong ------------------------------------------------------------------------------------
    def _no_fault(self) -> None:
        """All is well."""

    def _line(self) -> None:
        words: list[dict[str, Any]] = [
            {"latencyMs": 1500},
            {"dropAnswers": 2},
            {"status": 503, "statusTimes": 6},
            {"garbleAnswers": 2},
        ]
        self._stage.platform("trouble", self._dice.choice(words))

    def _reader(self) -> None:
        words: list[dict[str, Any]] = [
            {"do": "noise", "bytes": 40},
            {"do": "stall", "seconds": 6},
            {"do": "garble", "times": 2},
        ]
        self._stage.reader(**self._dice.choice(words))

    def _dies(self) -> None:
        """The screen in front: its standby takes over."""
        self._kill(self._front())

    def _sync_dies(self) -> None:
        self._kill(next((name for name in living(self._run) if "sync" in name), ""))

    def _well_again(self) -> None:
        self._stage.platform("trouble", {})
        for words in ({"do": "lift"}, {"do": "stall", "seconds": 0}, {"do": "garble", "times": 0}):
            with contextlib.suppress(OSError):
                self._stage.reader(**words)

    def _walk_away(self) -> None:
        if self._stage.hand.screen() not in {"home", "cleared"}:
            self._kill(self._front())

    def _front(self) -> str:
        socket = (self._stage.folder / "probe" / "active.sock").readlink()
        return f"kiosk-{socket.stem}"[:15]  # proc(5), comm

    def _kill(self, name: str) -> None:
        with contextlib.suppress(ProcessLookupError):
            if (pid := living(self._run).get(name)) is not None:
                os.kill(pid, signal.SIGKILL)
