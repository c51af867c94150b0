"""What the platform tells a terminal to do is kept, survives what cannot be read, and is obeyed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.domain.ids import uuid7
from kiosk.flows import events as on
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.memory import MemoryPlatform
from kiosk.platform_api.wire.terminal import Configuration, OfflineRules, Retention
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.watching import Watching
from kiosk.runtime.sync_policy import Policy
from kiosk.runtime.told import CONFIGURATION, Told, configuration, limits, may_take
from offline_cache.contract import Limits, Link, Snapshot, StoreError, StoreFault
from offline_cache.memory import MemorySnapshots
from tests.runtime_stand import CATALOGUE, NOON, desk, settings
from tests.unit.runtime.scripted_line import Desk as SyncDesk

SAID = MemoryPlatform.configuration_now


class Stand:
    """A platform that tells, and where it is kept."""

    def __init__(self) -> None:
        self.platform, self.snapshots = MemoryPlatform(CATALOGUE), MemorySnapshots()
        self.told = Told(self.platform, self.snapshots, lambda: 1.0)


def test_what_was_told_is_kept_and_asked_for_by_its_name() -> None:
    stand = Stand()
    assert stand.told() == Policy(retention=30 * 86_400.0, audit_months=SAID.retention.audit_months)
    assert configuration(stand.snapshots) == SAID
    before = stand.snapshots.current(CONFIGURATION)
    stand.told()
    assert stand.snapshots.current(CONFIGURATION) is before, "nothing new, nothing written"
    stand.platform.configuration_now = replace(SAID, version="2", retention=Retention(7, 6))
    assert stand.told().retention == 7 * 86_400.0
    assert stand.snapshots.version(CONFIGURATION) == "2"


def test_without_an_answer_what_was_told_before_holds() -> None:
    stand = Stand()
    stand.platform.fail(PlatformError(PlatformFault.SERVER_DOWN))
    assert stand.told() == Policy()
    stand.platform.configuration_now = replace(SAID, retention=Retention(7, 6))
    stand.told()
    stand.platform.fail(PlatformError(PlatformFault.SERVER_DOWN))
    assert stand.told().retention == 7 * 86_400.0


@pytest.mark.expects_warnings
def test_what_this_version_cannot_read_is_no_rule(caplog: pytest.LogCaptureFixture) -> None:
    stand = Stand()
    stand.snapshots.put(Snapshot(CONFIGURATION, "9", '"9"', 1.0, b'{"version": 9}'))
    with caplog.at_level(logging.ERROR):
        assert configuration(stand.snapshots) is None
    assert "configuration 9 cannot be read" in caplog.text


def rules(*, allowed: bool = True, cases: int = 2, hours: int = 72) -> Configuration:
    return replace(SAID, offline=OfflineRules(allowed, cases, hours))


@pytest.mark.parametrize(
    ("said", "down", "allowed"),
    [
        (None, 1e9, True),
        (rules(), 72 * 3600.0 - 1, True),
        (rules(), 72 * 3600.0, False),
        (rules(allowed=False), 0.0, False),
        (rules(cases=0), 0.0, False),
    ],
)
def test_when_cases_may_be_taken_without_a_line(said: Configuration | None, down: float, allowed: bool) -> None:  # noqa: FBT001
    assert may_take(said, down) is allowed


def test_what_the_outbox_takes() -> None:
    assert limits(None, 64) == Limits(None, 64 << 20)
    assert limits(rules(cases=200), 0) == Limits(200, 0)
    assert limits(rules(cases=0), 0).most_waiting == 1, "with a line a case goes through the outbox too"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Desk]:
    with desk(settings(tmp_path), ManualClock(NOON)) as at:
        at.snapshots.put(Snapshot(CONFIGURATION, "1", '"1"', 1.0, msgspec.json.encode(rules(cases=2, hours=1))))
        yield at


def test_a_terminal_with_enough_waiting_takes_no_more(room: Desk) -> None:
    for _ in range(2):
        room.outbox.enqueue(uuid7(), "submission", b"{}")
    with pytest.raises(StoreError) as refused:
        room.outbox.enqueue(uuid7(), "submission", b"{}")
    assert refused.value.fault is StoreFault.TOO_MANY


def test_after_an_hour_without_a_line_the_screen_learns_that_nothing_is_taken(room: Desk) -> None:
    heard: list[on.Event] = []
    watching, now = Watching(room), room.clock.wall().timestamp()
    for down in (60.0, 3600.0):
        room.links.write(
            Link(online=False, fault="platform.dns", changed_at=now - down, checked_at=now, clock_offset=0)
        )
        watching.look(heard.append)
    lines = [event for event in heard if isinstance(event, on.LinkChanged)]
    assert [event.offline_allowed for event in lines] == [True, False]


def test_the_sync_process_asks_while_the_line_is_up_and_erases_by_what_it_hears() -> None:
    sync, asked = SyncDesk(), []

    def told() -> Policy:
        asked.append(1)
        return Policy(retention=5.0)

    sync.orders = msgspec.structs.replace(sync.orders, told=told)
    sync.sync = sync.restarted()
    sync.sync.round()
    sync.sync.round()
    assert asked == [1], "as often as for the catalogue, not at every round"
    assert sync.sync._policy.retention == 5.0
