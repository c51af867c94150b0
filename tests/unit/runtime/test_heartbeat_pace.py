"""The heartbeat goes as often as the platform's signed configuration says, and never as a bad one says."""

from __future__ import annotations

import logging
from itertools import pairwise

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.memory import MemoryPlatform
from kiosk.runtime import delays
from kiosk.runtime.sync_policy import Policy
from kiosk.runtime.told import Told, configuration, policy
from offline_cache.memory import MemorySnapshots
from tests.runtime_stand import CATALOGUE
from tests.unit.runtime.scripted_line import Desk

SAID = MemoryPlatform.configuration_now


class Paced:
    """A synchroniser that is told how often; `wanted` may change on the way."""

    def __init__(self, wanted: float) -> None:
        self.wanted, self.desk = wanted, Desk()
        self.desk.orders = msgspec.structs.replace(self.desk.orders, told=lambda: Policy(heartbeat=self.wanted))
        self.desk.sync = self.desk.restarted()

    def beats(self, seconds: float) -> list[float]:
        """When heartbeats went in that time, seconds from now."""
        begun = self.desk.clock.monotonic()
        times, pause = [], 1.0
        while self.desk.clock.monotonic() < begun + seconds:
            before = len(self.desk.line.beats)
            last, pause = pause, self.desk.round()
            times += [self.desk.clock.monotonic() - begun] * (len(self.desk.line.beats) - before)
            assert last + pause > 0, "it spins"
            self.desk.clock.pass_time(pause)
        return times


@pytest.mark.parametrize("wanted", [10.0, 25.0, 300.0])
def test_it_goes_as_often_as_the_platform_wants_and_terminals_part(wanted: float) -> None:
    gaps = [later - sooner for sooner, later in pairwise(Paced(wanted).beats(20 * wanted)[1:])]
    assert len(gaps) >= 18
    assert all(0.89 * wanted <= gap <= 1.001 * wanted for gap in gaps), gaps
    assert len({round(gap, 2) for gap in gaps}) > len(gaps) / 2, "all terminals of a province at once"


def test_the_clock_of_the_platform_is_still_asked_between_two_heartbeats() -> None:
    paced = Paced(3600.0)
    paced.beats(300.0)
    assert paced.desk.line.calls.count("time") >= 300 / delays.SYNC_INTERVAL
    assert paced.desk.line.calls.count("heartbeat") == 1


def test_another_pace_counts_from_when_it_is_told() -> None:
    paced = Paced(3600.0)
    paced.beats(200.0)
    paced.wanted = 20.0
    assert len(paced.beats(200.0)) >= 5


def test_a_line_that_comes_back_is_proven_by_a_heartbeat_at_once() -> None:
    paced = Paced(3600.0)
    paced.beats(60.0)
    paced.desk.line.everything_fails(PlatformFault.DNS)
    paced.beats(60.0)
    paced.desk.line.faults = {"heartbeat": PlatformError(PlatformFault.AUTHENTICATION)}
    paced.beats(10.0)
    assert paced.desk.board.read().fault == PlatformFault.AUTHENTICATION.code, "a clock alone proves nothing"
    paced.desk.line.faults.clear()
    assert len(paced.beats(10.0)) == 1
    assert paced.desk.board.read().online


@pytest.mark.expects_warnings
@pytest.mark.parametrize("bad", [9, 0, -60, 3601])
def test_a_configuration_with_a_figure_beyond_its_bounds_replaces_nothing(
    bad: int, caplog: pytest.LogCaptureFixture
) -> None:
    platform, snapshots = MemoryPlatform(CATALOGUE), MemorySnapshots()
    told = Told(platform, snapshots, lambda: 1.0)
    platform.configuration_now = replace(SAID, heartbeat_seconds=120)
    assert told().heartbeat == 120.0
    platform.configuration_now = replace(SAID, version="2", heartbeat_seconds=bad)
    with caplog.at_level(logging.WARNING):
        assert [told().heartbeat for _ in range(3)] == [120.0] * 3
    kept = configuration(snapshots)
    assert kept is not None
    assert kept.version == SAID.version
    assert [record.getMessage() for record in caplog.records] == ["configuration.out-of-bounds heartbeat"]
    platform.configuration_now = replace(SAID, version="3", heartbeat_seconds=30)
    assert told().heartbeat == 30.0


def test_what_an_older_program_kept_is_held_to_the_bounds() -> None:
    assert policy(replace(SAID, heartbeat_seconds=1)).heartbeat == 10.0
    assert policy(replace(SAID, heartbeat_seconds=10**9)).heartbeat == 3600.0
    assert policy(None).heartbeat == delays.HEARTBEAT_INTERVAL
