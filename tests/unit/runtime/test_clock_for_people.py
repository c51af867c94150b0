"""A terminal whose clock is days off goes on; what a person reads is the platform's time, on paper too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.submission import Outcome
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.screens import Screen
from kiosk.runtime.background import fold
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.watching import Watching
from kiosk.runtime.present import present
from kiosk.runtime.receipts import receipt_of
from kiosk.runtime.scene import Scene
from offline_cache.contract import Link
from tests import runtime_stand

TWO_DAYS = 2 * 86400.0


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with runtime_stand.desk(runtime_stand.settings(tmp_path)) as made:
        yield made


def told(desk: Desk, watching: Watching, offset: float) -> list[on.LinkChanged]:
    now = desk.clock.wall().timestamp()
    desk.links.write(Link(online=True, fault=None, changed_at=now, checked_at=now, clock_offset=offset))
    heard: list[object] = []
    watching.look(heard.append)
    return [event for event in heard if isinstance(event, on.LinkChanged)]


def test_a_clock_that_is_wrong_is_told_once_and_when_it_is_set(desk: Desk) -> None:
    watching = Watching(desk)
    assert told(desk, watching, 2.0) == [on.LinkChanged(online=True)]
    assert told(desk, watching, -59.0) == []
    assert told(desk, watching, TWO_DAYS) == [on.LinkChanged(online=True, clock_ahead=TWO_DAYS)]
    assert told(desk, watching, TWO_DAYS + 9.7) == []
    assert told(desk, watching, TWO_DAYS + 31) == [on.LinkChanged(online=True, clock_ahead=TWO_DAYS + 31)]
    assert told(desk, watching, 0.4) == [on.LinkChanged(online=True)]


def test_page_and_paper_say_the_platforms_time_and_a_wait_stays_a_wait() -> None:
    memory = runtime_stand.memory_at_form()
    taken = runtime_stand.NOON.timestamp()
    memory = put(memory, "case", outcome=Outcome.QUEUED, reference="A03-0712-0001", stored_at=taken)
    folded = fold(memory, on.LinkChanged(online=True, clock_ahead=-TWO_DAYS))
    assert folded is not None
    scene = Scene(
        screen=Screen.RESULT,
        serial=1,
        memory=folded,
        catalogue=runtime_stand.CATALOGUE,
        organisation="示例市政务服务",
        terminal="A-03",
        hotline="12345",
        test_environment=True,
        clocks={},
        idle_seconds=0,
        now=runtime_stand.NOON + dt.timedelta(seconds=40),
    )
    shown = present(scene).case
    assert (shown.time, shown.waiting_seconds) == ("07-10 09:41", 40)
    receipt = receipt_of(folded, scene)
    assert receipt is not None
    assert receipt.at == runtime_stand.NOON - dt.timedelta(days=2)
