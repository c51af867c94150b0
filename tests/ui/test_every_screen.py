"""Every sample view in every language, mode and size: nothing is cut, covered, faint, small, or too near."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QRectF

from kiosk.domain.text import Language
from tests.ui import page_rules, samples
from tests.ui.modes import LOOKS, Look

if TYPE_CHECKING:
    from kiosk.runtime.view import View
    from tests.ui.conftest import Stage

PICTURES = os.environ.get("KIOSK_TEST_PICTURES")
"""A folder to leave every page in, for looking at; tests do not need it."""


def test_every_screen_has_a_sample_view() -> None:
    missing = samples.missing()
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("language", Language)
def test_every_page_holds(language: Language, stage: Stage, tmp_path: Path) -> None:
    shown = {name: make(language) for name, make in samples.VIEWS.items()}
    _look_through(stage, Look(f"standard-{language.value}"), shown, tmp_path)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_page_holds_in_every_mode(look: Look, stage: Stage, tmp_path: Path) -> None:
    views = list(enumerate(samples.VIEWS.items()))[:: look.each]
    shown = {name: make(look.language(nth)) for nth, (name, make) in views}
    with stage.sized(look.size):
        _look_through(stage, look, shown, tmp_path)


def _look_through(stage: Stage, look: Look, shown: dict[str, View], tmp_path: Path) -> None:
    folder = Path(PICTURES or tmp_path)
    found = {}
    for name, view in shown.items():
        chrome = msgspec.structs.replace(view.chrome, **look.chrome)
        stage.turn_to(msgspec.structs.replace(view, chrome=chrome))
        wrong = _wrong(stage, look)
        if wrong or PICTURES:
            folder.mkdir(parents=True, exist_ok=True)
            picture = folder / f"{name}.{look.name}.png"
            stage.grab().save(str(picture))
            found.update({f"{name} ({picture})": wrong} if wrong else {})
    assert not found, "\n".join(
        line for page, wrong in found.items() for line in (page, *(f"    {w}" for w in wrong))
    )


def _wrong(stage: Stage, look: Look) -> list[str]:
    """What is wrong and stays so once everything has come to rest."""
    window = QRectF(0, 0, *look.size)
    found = page_rules.problems(stage.tree(), window, look.limits)
    if found:
        stage.settle()
        found = page_rules.problems(stage.tree(), window, look.limits)
    return found
