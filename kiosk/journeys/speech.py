"""Journey: somebody with headphones and a numeric keypad listens to the first pages of an application.

The report has what was said, in order. Nothing is heard here: the voice is Qt's own that makes no sound.
"""

from __future__ import annotations

from typing import Any

from kiosk.journeys import acts
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

HEADPHONES = KEYPAD = True


class _Ear:
    """Hears the pages out, one after the other."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._known = 0

    def now(self) -> dict[str, Any]:
        return self._stage.hand.ask(do="heard")

    def page(self, name: str) -> None:
        """Wait until everything was said, and keep it with a picture. Raises JourneyError."""
        hand = self._stage.hand

        def out() -> bool:
            answer = self.now()
            return not answer.get("speaking", True) and len(answer.get("texts", [])) > self._known

        hand.wait(f"all of {name} to be said", out)
        texts = [str(text) for text in self.now()["texts"]]
        hand.keep(name, said=texts[self._known :])
        title = hand.reads("pageTitle")
        if title and title not in texts[self._known :]:
            raise JourneyError(f"the title was not said: {title}")
        self._known = len(texts)


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("topics", lambda: hand.sees(f"theme-{acts.THEME}"))
    if hand.sees("speechBar"):
        raise JourneyError("it speaks although nobody has asked")
    ear = _Ear(stage)
    stage.headphones(do="plug")
    ear.page("home")
    hand.tap(f"theme-{acts.THEME}")
    hand.wait_page("category")
    ear.page("category")
    hand.tap(f"item-{acts.ITEM}")
    hand.wait_page("item")
    ear.page("item")
    _cover(stage)
    hand.tap("primaryButton")
    hand.wait_page("card")
    ear.page("card")
    acts.place_card(stage, "p01")
    ear.page("identity-choice")
    report.facts["said"] = ear.now()["texts"]
    stage.headphones(do="unplug")
    hand.wait("silence", lambda: not ear.now().get("on", True))
    hand.keep("silent")


def _cover(stage: Stage) -> None:
    """Draw the curtain and lift it with the same key."""
    hand = stage.hand
    stage.keypad(do="press", key="0")
    hand.wait("the curtain", lambda: hand.sees("curtain"))
    hand.keep("covered")
    stage.keypad(do="press", key="0")
    hand.wait("the page again", lambda: not hand.sees("curtain"))
