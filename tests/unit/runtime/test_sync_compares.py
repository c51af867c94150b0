"""The sync process compares days where the line is up and nothing is due, and then begins anew as after a case."""

from __future__ import annotations

import msgspec

from kiosk.platform_api.faults import PlatformError, PlatformFault
from offline_cache.contract import StoreError, StoreFault
from tests.unit.runtime.scripted_line import Desk


class Days:
    """Writes down when it was asked; says whether a day was due."""

    def __init__(self, *, due: bool) -> None:
        self.due = due
        self.asked: list[float] = []

    def __call__(self, up_since: float) -> bool:
        self.asked.append(up_since)
        return self.due


class Once:
    """An alarm that ends the run at its first wait."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def wait(self, timeout: float) -> bool:
        assert timeout >= 0
        self._desk.sync.stop()
        return False


def ran(desk: Desk, days: Days, *, renew: bool = False) -> Days:
    desk.orders = msgspec.structs.replace(desk.orders, compare=days)
    desk.sync = desk.restarted()
    desk.sync.run(Once(desk), renew=renew)
    return days


def test_days_are_compared_when_everything_is_sent() -> None:
    desk = Desk()
    desk.put("j1")
    assert ran(desk, Days(due=False)).asked == [desk.board.read().changed_at]
    assert desk.sent == ["j1"]


def test_nobody_is_asked_while_the_line_is_down_or_the_platform_wants_to_be_left_alone() -> None:
    desk = Desk()
    desk.line.everything_fails(PlatformFault.NO_LINK)
    assert ran(desk, Days(due=False)).asked == []
    desk = Desk()
    desk.put("j1")
    desk.line.faults["j1"] = PlatformError(PlatformFault.BUSY, retry_after=60.0)
    assert ran(desk, Days(due=False)).asked == []


def test_comparing_opens_cases_and_so_the_process_begins_anew() -> None:
    class Never:
        def wait(self, timeout: float) -> bool:
            raise AssertionError(f"it waits {timeout} s with a case in its memory")

    desk = Desk()
    desk.orders = msgspec.structs.replace(desk.orders, compare=Days(due=True))
    desk.sync = desk.restarted()
    desk.sync.run(Never(), renew=True)


def test_store_that_fails_is_for_the_next_round_to_tell() -> None:
    class Broken(Days):
        def __call__(self, up_since: float) -> bool:
            super().__call__(up_since)
            raise StoreError(StoreFault.FULL)

    desk = Desk()
    assert ran(desk, Broken(due=True)).asked


def test_once_sends_and_compares_nothing() -> None:
    desk, days = Desk(), Days(due=True)
    desk.orders = msgspec.structs.replace(desk.orders, compare=days)
    desk.sync = desk.restarted()
    assert desk.sync.once()
    assert days.asked == []
