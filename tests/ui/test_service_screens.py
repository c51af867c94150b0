"""What a touch sends up on the pages of the smaller services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.text import Language
from kiosk.flows import events as on
from tests.ui.samples import VIEWS
from ui import inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

TOUCHES = [
    ("rating-offered", "result.rate", on.RatingOpened()),
    ("rating", "rating.SATISFIED", on.LevelChosen("SATISFIED")),
    ("rating", "rating.VERY_DISSATISFIED", on.LevelChosen("VERY_DISSATISFIED")),
    ("rating", "rating.skip", on.Declined()),
    ("rating", "backButton", on.WentBack()),
    ("rating-good", "rating.tag.407", on.TagTouched("407")),
    ("rating-good", "primaryButton", on.Accepted()),
    ("rating-good", "rating.words", on.WordsOpened()),
    ("rating-words", "primaryButton", on.Accepted()),
]


@pytest.mark.parametrize(("name", "control", "event"), TOUCHES, ids=str)
def test_touch_sends_its_intent(name: str, control: str, event: on.Event, stage: Stage) -> None:
    stage.show(VIEWS[name](Language.ZH_HANS))
    while inspection.find(stage.window, control) is None:
        stage.tap("pager.next")
        stage.rest()
    stage.sent.clear()
    stage.tap(control)
    assert stage.events() == [event]
