"""The bar for reading aloud and the privacy curtain hold in every language and contrast, as the pages do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, QRectF

from kiosk.domain.text import Language
from tests.ui import page_rules, samples
from ui import inspection

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Stage

PORTRAIT = (1080, 1920)
PAGES = ("home", "category", "form-phone", "check")
"""One of each build: tiles, a list, a keypad, a long summary."""


class SilentVoice:
    """A voice that is there and is never done."""

    def say(self, text: str) -> None:
        """Nothing is heard."""

    def stop(self) -> None:
        """Nothing is to be stopped."""

    def tune(self, rate: float, volume: float) -> None:
        """All the same."""

    def speak_in(self, language: Language) -> None:
        """In every one."""


@pytest.fixture
def listening(stage: Stage) -> Iterator[Stage]:
    """Headphones are in, and a voice is there."""

    def made(_done: Callable[[], None], _broken: Callable[[], None], _parent: QObject) -> SilentVoice:
        return SilentVoice()

    speech = stage.process.speech
    speech.find_again(lambda: made)
    yield stage
    speech.private = False
    speech.find_again(lambda: None)


def wrong(stage: Stage, within: str = "") -> list[str]:
    """What is wrong with the page, or with what lies over it alone, once everything has come to rest."""
    stage.settle()
    seen = [one for one in stage.tree() if within in one.path]
    assert seen, within
    return page_rules.problems(seen, QRectF(0, 0, *PORTRAIT))


@pytest.mark.parametrize("high_contrast", [False, True])
@pytest.mark.parametrize("language", Language)
def test_bar_and_curtain_hold_as_a_page_does(language: Language, listening: Stage, *, high_contrast: bool) -> None:
    found: dict[str, list[str]] = {}
    for name in PAGES:
        view = samples.VIEWS[name](language)
        listening.turn_to(replace(view, chrome=replace(view.chrome, high_contrast=high_contrast)))
        listening.process.bridge.key_came.emit("plugged")
        listening.layout()
        assert inspection.find(listening.window, "speechBar") is not None, name
        if bad := wrong(listening):
            found[f"{name} with the bar"] = bad
        listening.process.speech.cover(covered=True)
        listening.layout()
        assert inspection.find(listening.window, "curtain") is not None, name
        if bad := wrong(listening, "SpeechCurtain"):
            found[f"the curtain over {name}"] = bad
        listening.process.bridge.key_came.emit("unplugged")
        listening.layout()
        assert inspection.find(listening.window, "curtain") is None, "without headphones there is nothing to hide"
    assert not found, "\n".join(f"{page}: {line}" for page, lines in found.items() for line in lines)
