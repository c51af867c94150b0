"""When days are compared: at once after the line came back, hourly where a person is waited for, not for nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.times import CHINA
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.daily import COMPARE_AGAIN, COMPARE_INTERVAL, Daily
from kiosk.runtime.reconciliation import DayResult
from offline_cache.contract import DayState
from offline_cache.memory import MemoryOutbox

NOON = dt.datetime(2026, 7, 14, 12, tzinfo=CHINA)
DAY = "2026-07-13"
UP = 1.0


class Platform:
    """A reconciler that says what it is told to, and writes down what it was asked."""

    def __init__(self) -> None:
        self.clock = ManualClock(NOON)
        self.queue = MemoryOutbox(clock=lambda: self.clock.wall().timestamp())
        self.says: DayState | None = DayState.CLOSED
        self.asked: list[str] = []

    def due(self) -> tuple[str, ...]:
        closed = {one.day for one in self.queue.days() if one.state is DayState.CLOSED}
        return () if DAY in closed else (DAY,)

    def compare(self, day: str, *, close: bool = True) -> DayResult:
        self.asked.append(day)
        if self.says is None:
            raise PlatformError(PlatformFault.BUSY)
        assert close
        self.queue.mark_day(day, self.says)
        return DayResult(day, self.says)


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def daily(platform: Platform) -> Daily:
    return Daily(platform, platform.queue, platform.clock)


def test_day_that_is_over_is_compared_once(platform: Platform, daily: Daily) -> None:
    assert daily(UP)
    platform.clock.pass_time(2 * COMPARE_INTERVAL)
    assert not daily(UP)
    assert platform.asked == [DAY]


@pytest.mark.parametrize(("says", "pause"), [(DayState.OPEN, COMPARE_AGAIN), (DayState.ESCALATED, COMPARE_INTERVAL)])
def test_day_that_stays_open_is_looked_at_again(
    platform: Platform, daily: Daily, says: DayState, pause: float
) -> None:
    platform.says = says
    daily(UP)
    platform.clock.pass_time(pause - 1)
    assert not daily(UP)
    platform.clock.pass_time(1 + COMPARE_AGAIN)
    assert daily(UP)
    assert platform.asked == [DAY, DAY]


def test_another_process_does_not_ask_what_one_has_just_asked(platform: Platform, daily: Daily) -> None:
    platform.says = DayState.ESCALATED
    daily(UP)
    assert not Daily(platform, platform.queue, platform.clock)(UP)


def test_what_is_due_goes_first(platform: Platform, daily: Daily) -> None:
    platform.queue.enqueue("j1", "submission", b"{}")
    assert not daily(UP)
    platform.queue.claim(NOON.timestamp())
    platform.queue.postpone("j1", "platform.busy", NOON.timestamp() + 60)
    assert daily(UP)
    assert platform.asked == [DAY]


def test_line_that_came_back_is_a_reason_and_a_platform_that_is_busy_none_to_fail(
    platform: Platform, daily: Daily
) -> None:
    platform.says = None
    assert not daily(UP), "no case was opened: nobody has to begin anew and ask again at once"
    assert not daily(UP)
    platform.says = DayState.CLOSED
    assert daily(UP + 1)
    assert platform.asked == [DAY, DAY]
