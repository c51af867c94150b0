"""The clock of timed drags: a move a frame, and the list goes with the finger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.text import Language
from tests.ui.public_views import long_list
from ui import inspection
from ui.probe import Probe

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Stage


def test_a_timed_drag_scrolls_the_list_and_tells_its_frames(stage: Stage, tmp_path: Path) -> None:
    stage.show(long_list(Language.ZH_HANS))
    probe = Probe(str(tmp_path / "probe.sock"), stage.window)
    answers: list[dict[str, Any]] = []
    items = inspection.find(stage.window, "itemList")
    assert items is not None
    before = items.property("contentY")
    x, y = 540, 1300
    probe.handle({"do": "drag", "points": [(x, y - 40 * n) for n in range(8)], "timed": True}, answers.append)
    stage.qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    probe.close()
    assert answers[0]["ok"]
    assert all(frame > 0 for frame in answers[0]["frames_ms"])
    stage.qtbot.waitUntil(lambda: items.property("contentY") > before + 100, timeout=20_000)
    assert stage.events() == [], "dragging a row chooses nothing"
