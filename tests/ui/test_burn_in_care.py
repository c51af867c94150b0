"""While nobody is there the picture stands a little elsewhere now and then; under somebody's hands it never moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from kiosk.domain.text import Language
from tests.ui import samples
from ui import inspection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.conftest import Stage

QUARTER = 15 * 60 * 1000


def place(stage: Stage) -> tuple[float, float]:
    item = inspection.find(stage.window, "stage")
    assert item is not None
    return item.x(), item.y()


@pytest.fixture
def care(stage: Stage) -> Iterator[QObject]:
    found = stage.window.findChild(QObject, "burnInCare")
    assert found is not None
    found.setProperty("step", 0)
    yield found
    found.setProperty("step", 0)  # the window is other tests' as well
    found.setProperty("every", QUARTER)


@pytest.mark.parametrize("name", ["home", "closed"])
def test_now_and_then_the_page_that_waits_stands_elsewhere(name: str, stage: Stage, care: QObject) -> None:
    stage.show(samples.VIEWS[name](Language.ZH_HANS))
    assert care.property("every") == QUARTER
    assert place(stage) == (0, 0)
    places = set()

    def seen() -> bool:
        places.add(place(stage))
        return bool(care.property("step") > 8)

    care.setProperty("every", 60)
    stage.qtbot.waitUntil(seen, timeout=20_000)
    assert len(places) > 5, "some are passed between two looks"
    assert max(abs(at) for one in places for at in one) <= 4, "a millimetre: nobody sees it"


def test_it_is_touched_where_it_is_seen_and_nothing_moves_under_a_hand(stage: Stage, care: QObject) -> None:
    stage.show(samples.VIEWS["home"](Language.ZH_HANS))
    care.setProperty("step", 2)
    stage.settle()
    assert place(stage) == (4, 4)
    stage.tap("informButton")
    assert stage.events()
    stage.show(samples.VIEWS["form-kinds"](Language.ZH_HANS))
    assert place(stage) == (0, 0)
    care.setProperty("step", 3)
    assert place(stage) == (0, 0)
