"""演练 at the staff's desk: every page says that nothing is real, in colours of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from kiosk.domain.text import Language
from tests.ui import samples
from tests.ui.conftest import Stage
from tests.ui.desk_samples import OPEN, VIEWS
from tests.ui.desk_window import Opened, Window, cleared, desk_window, require_as_in_its_picture
from ui import app, desk_form, inspection


@pytest.fixture(scope="module")
def opened(screen_process: app.ScreenProcess) -> Iterator[Opened]:
    with desk_window(screen_process) as made:
        yield made


@pytest.fixture
def window(opened: Opened, qtbot: QtBot) -> Window:
    return cleared(opened, qtbot)


@pytest.fixture
def practising(window: Window) -> Iterator[Window]:
    """Where nothing is real."""
    desk_form.SHOWN.training = True
    window.model.changed.emit()
    yield window
    desk_form.SHOWN.training = False
    window.model.changed.emit()


@pytest.mark.parametrize("language", Language, ids=lambda language: language.value)
def test_every_page_of_a_training_says_so_and_can_be_read(
    practising: Window, stage: Stage, language: Language, check_readable: Callable[[Window], None]
) -> None:
    stage.turn_to(samples.VIEWS["home"](language))
    for view in VIEWS.values():
        practising.show(replace(view, rows=view.rows[:7]))
        assert inspection.find(practising.window, "deskTraining") is not None
        assert ("yanlian-2580" in "".join(practising.words())) is (view.stage != "open")
        check_readable(practising)


def test_a_training_has_colours_of_its_own(practising: Window, stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["home"](Language.ZH_HANS))
    practising.show(OPEN)
    rail = inspection.find(practising.window, "deskRail")
    assert rail is not None
    assert rail.property("color").name() == "#6a2a00"


def test_what_is_real_has_no_such_banner(window: Window) -> None:
    window.show(OPEN)
    assert inspection.find(window.window, "deskTraining") is None


@pytest.mark.parametrize("name", ["today", "sign-in"])
def test_training_looksrequire_as_in_its_picture(practising: Window, stage: Stage, name: str, tmp_path: Path) -> None:
    stage.turn_to(samples.VIEWS["home"](Language.ZH_HANS))
    practising.show(VIEWS[name])
    require_as_in_its_picture(practising, f"training-{name}", tmp_path)
