from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offline_cache.contract import JobQueue
from offline_cache.memory import MemoryOutbox
from offline_cache.outbox import Outbox

KEY = bytes(range(32))
NOON = 1_752_292_800.0


class Ticker:
    """Wall time that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticker() -> Ticker:
    return Ticker()


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
def outbox_path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "outbox.db"


@pytest.fixture
def open_outbox(outbox_path: Path, ticker: Ticker) -> Iterator[Callable[[], Outbox]]:
    """Opens the same file as often as it is called, each time as another program would."""
    opened: list[Outbox] = []

    def open_one() -> Outbox:
        opened.append(Outbox.open(outbox_path, KEY, clock=ticker))
        return opened[-1]

    yield open_one
    for outbox in opened:
        outbox.close()


@pytest.fixture
def outbox(open_outbox: Callable[[], Outbox]) -> Outbox:
    return open_outbox()


@pytest.fixture(params=["disk", "memory"])
def queue(request: pytest.FixtureRequest, ticker: Ticker) -> JobQueue:
    """Every implementation of the contract."""
    if request.param == "memory":
        return MemoryOutbox(clock=ticker)
    disk: Outbox = request.getfixturevalue("outbox")
    return disk
