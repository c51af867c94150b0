"""What stands around a terminal in development: who is there, and who is started again after they died, and when."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kiosk.runtime import demo
from kiosk.runtime import settings as toml
from kiosk.runtime import surroundings as module
from kiosk.runtime.delays import TWIN_SETTLED
from kiosk.runtime.processes import Family
from kiosk.runtime.surroundings import Surroundings, surroundings
from tests.runtime_stand import settings


class Row(Family):
    """Who was started, in a row."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[str] = []

    def spawn(self, name: str, command: Sequence[str]) -> None:
        del command
        self.started.append(name)


class Around:
    """Surroundings with a clock that goes on when it is told."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(module, "time", self)
        self.row = Row()
        wanted = toml.load(demo.write(folder, demo.Demo(folder=folder, camera=False)))
        self.around = Surroundings(wanted, self.row)
        assert list(self.around.start()) == self.row.started == ["sandbox", "reader"]

    def monotonic(self) -> float:
        return self.now

    def back_after(self, seconds: float) -> bool:
        """Is the reader started again when so much time has passed?"""
        self.row.started.clear()
        self.now += seconds
        self.around.revive()
        return self.row.started == ["reader"]


@pytest.mark.expects_warnings
def test_who_dies_is_started_again_later_with_every_death_and_then_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "RESTART_DELAYS", (1.0, 5.0))
    one = Around(tmp_path, monkeypatch)
    for _ in range(3):
        for pause in (1.0, 5.0):
            one.around.died("reader")
            assert (one.back_after(pause - 0.1), one.back_after(0.2)) == (False, True)
        one.now += TWIN_SETTLED + 1  # a death after that is the first one
    for pause in (1.0, 5.0):
        one.around.died("reader")
        assert one.back_after(pause)
    assert "left alone" not in caplog.text
    one.around.died("reader")
    assert not one.back_after(3600.0)
    assert "reader died again and again, and is left alone" in caplog.text


def test_development_is_surrounded_by_twins_and_a_sandbox_and_production_by_nothing(tmp_path: Path) -> None:
    wanted = toml.load(demo.write(tmp_path, demo.Demo(folder=tmp_path)))
    around = dict(surroundings(wanted))
    assert list(around) == ["sandbox", "reader", "camera", "document"]
    assert all(words[-1] == "--with-parent" for words in around.values())
    bare = toml.load(demo.write(tmp_path, demo.Demo(folder=tmp_path, reader=False, camera=False)))
    assert list(dict(surroundings(bare))) == ["sandbox"]
    printing = toml.load(demo.write(tmp_path, demo.Demo(tmp_path, reader=False, camera=False, printer=True)))
    assert dict(surroundings(printing))["printer"][:2] == ["twin", "escpos"]
    assert surroundings(settings(tmp_path)) == []
