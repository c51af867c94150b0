from __future__ import annotations

from collections.abc import Callable

import pytest

from offline_cache.contract import NEVER_CHECKED, Link, LinkBoard
from offline_cache.link import LinkStore
from offline_cache.memory import MemoryLinkBoard
from offline_cache.outbox import Outbox

UP = Link(online=True, fault=None, changed_at=10.0, checked_at=20.0, clock_offset=-0.25)
DOWN = Link(online=False, fault="platform.tls", changed_at=30.0, checked_at=40.0, clock_offset=-0.25)


@pytest.fixture(params=["disk", "memory"])
def board(request: pytest.FixtureRequest) -> LinkBoard:
    if request.param == "memory":
        return MemoryLinkBoard()
    outbox: Outbox = request.getfixturevalue("outbox")
    return LinkStore(outbox.store)


def test_nobody_has_looked_yet(board: LinkBoard) -> None:
    assert board.read() == NEVER_CHECKED
    assert not board.read().online


def test_the_last_word_counts(board: LinkBoard) -> None:
    for link in (UP, DOWN, UP):
        board.write(link)
        assert board.read() == link


def test_another_program_reads_it(open_outbox: Callable[[], Outbox]) -> None:
    LinkStore(open_outbox().store).write(DOWN)
    assert LinkStore(open_outbox().store).read() == DOWN
