"""What the panel shows as pressed: every lasting word is seen in the state that it leads to, on the real twins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.dock.desk import Desk
from kiosk.dock.seen import holding
from kiosk.runtime.settings import load
from tests.dock_stand import surrounded

BACK = {
    "paper out": "paper refill",
    "paper near-end": "paper refill",
    "printer jam": "printer free",
    "printer cover-open": "printer cover-closed",
    "printer offline": "printer online",
    "printer vanish": "printer return",
    "reader vanish": "reader return",
    "card p01": "card lift",
    **{f"camera {word}": "camera resume" for word in ("stop", "freeze", "black", "dark")},
    **{f"face {word}": "face none" for word in ("astronaut", "grace_hopper", "two")},
    **{f"page {word}": "page resume" for word in ("form", "card", "blank", "none", "crooked", "covered")},
    "page vanish": "page return",
    **{f"pages {word}": "pages refill" for word in ("empty", "jam", "cover", "toner", "offline", "stop")},
    "pages vanish": "pages return",
    "scanner vanish": "scanner return",
    **{f"stick {word}": "stick pull" for word in ("papers", "empty", "hostile", "many")},
    **{f"network {word}": "network restore" for word in ("cut", "slow", "errors")},
}
WELL = {"reader return", "scanner return", "stick pull", "face none", "camera resume", "page certificate"}
WELL |= {"network restore"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("d")
    with surrounded(folder) as config:
        yield Desk(load(config))


@pytest.mark.parametrize(("word", "back"), BACK.items(), ids=lambda word: word)
def test_what_was_said_is_seen_until_it_is_taken_back(desk: Desk, word: str, back: str) -> None:
    assert holding(desk.state()) == WELL
    desk.do(*word.split(" "))
    assert word in holding(desk.state())
    desk.do(*back.split(" "))
    assert holding(desk.state()) == WELL


def test_nobody_there_holds_nothing() -> None:
    assert (
        holding(dict.fromkeys(("reader", "camera", "document", "printer", "pages", "scanner", "stick", "network")))
        == set()
    )
