"""Cycles that hold Qt objects die on the GUI thread, whoever allocates meanwhile."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui import sweeper


@pytest.fixture(autouse=True)
def _collector_as_before() -> Iterator[None]:
    was = gc.isenabled()
    yield
    if was:
        gc.enable()
    else:
        gc.disable()


class Knot:
    """A reference cycle around a Qt object; says on which thread it came apart."""

    def __init__(self, died_on: list[threading.Thread]) -> None:
        self.thing = QObject()
        self.myself = self
        weakref.finalize(self, lambda: died_on.append(threading.current_thread()))


def test_cycles_die_on_the_gui_thread_although_another_one_allocates(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeper, "EVERY_MS", 20)
    died: list[threading.Thread] = []
    parent = QObject()
    sweeper.Sweeper(parent).start()
    Knot(died)
    kept: list[list[int]] = []

    def allocate() -> None:
        kept.extend([number] for number in range(300_000))

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(died), timeout=20_000)
    assert died == [threading.main_thread()]
