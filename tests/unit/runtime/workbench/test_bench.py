"""The desk: who may do what, what it shows, and that it forgets when it is locked."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.ids import uuid7
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.sending import PRINT, SUBMISSION
from kiosk.runtime.workbench import bench as benches
from kiosk.runtime.workbench.bench import Bench
from kiosk.runtime.workbench.view import Act, Page, Row
from kiosk.staff.roles import Role
from offline_cache.contract import DayState, JobState, StoreError, StoreFault
from tests.counter_stand import counter
from tests.desk_stand import OneDoor, Shelf, signed_in
from tests.runtime_stand import NOON, until


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def door() -> OneDoor:
    return OneDoor(Role.CLERK)


@pytest.fixture
def bench(door: OneDoor, shelf: Shelf, clock: ManualClock) -> Iterator[Bench]:
    made = Bench(door, shelf, counter(), clock)
    yield made
    made.close()


def on_page(bench: Bench, page: Page) -> tuple[Row, ...]:
    bench.turn_to(page)
    until(lambda: bench.view.page is page and not bench.view.busy, f"on {page}", bench.view)
    return bench.view.rows


def test_todays_cases_show_masked_names_and_what_wants_a_hand_first(bench: Bench, shelf: Shelf) -> None:
    called = shelf.task()
    shelf.put()
    shelf.put(PRINT)
    signed_in(bench)
    rows = bench.view.rows
    assert [(row.standing, row.name, row.item) for row in rows] == [
        ("call-back", "林*舟", "jg-lxfs"),
        ("queued", "林*舟", "jg-lxfs"),
    ]
    assert rows[0].row_id == called
    assert bench.view.counts == {
        "today": 2,
        "calls": 1,
        "outbox": 2,
        "corrections": 0,
        "prints": 1,
        "days": 1,
        "drafts": 0,
    }
    assert "林晚舟" not in msgspec.json.encode(bench.view).decode()


def test_the_number_is_shown_to_who_may_call_for_a_minute(bench: Bench, shelf: Shelf, clock: ManualClock) -> None:
    job = shelf.task()
    signed_in(bench)
    on_page(bench, Page.CALLS)
    bench.choose(job)
    assert bench.view.acts == (Act.CALL, Act.END)
    bench.act(Act.CALL)
    until(lambda: bench.view.phone == "19900000001", "the number", bench.view)
    clock.pass_time(benches.PHONE)
    bench.tick()
    assert bench.view.phone == ""
    assert shelf.done == [(Act.CALL, job, "7", "")]


def test_ending_takes_the_reason_and_the_row_is_gone(bench: Bench, shelf: Shelf) -> None:
    job = shelf.task()
    signed_in(bench)
    on_page(bench, Page.CALLS)
    bench.choose(job)
    bench.act(Act.END, "called")
    until(lambda: bench.view.rows == () and bench.view.said == "end", "ended", bench.view)
    assert shelf.queue.get(job).state is JobState.ENDED
    assert bench.view.acts == ()


def test_a_reviewer_sees_and_does_nothing(shelf: Shelf, clock: ManualClock) -> None:
    job = shelf.task()
    bench = Bench(OneDoor(Role.REVIEWER), shelf, counter(), clock)
    signed_in(bench)
    on_page(bench, Page.CALLS)
    bench.choose(job)
    bench.act(Act.END, "called")
    bench.close()
    assert shelf.done == []


def test_only_the_head_compares_days(shelf: Shelf, clock: ManualClock) -> None:
    shelf.queue.mark_day("2026-07-11", DayState.ESCALATED, "reconcile.tasks-open")
    for role, may in ((Role.CLERK, ()), (Role.HEAD, (Act.COMPARE,))):
        bench = Bench(OneDoor(role), shelf, counter(), clock)
        signed_in(bench)
        assert [row.fault for row in on_page(bench, Page.DAYS)] == ["reconcile.tasks-open"]
        assert bench.view.acts == may
        bench.close()


def test_a_technician_has_no_business_at_the_desk(shelf: Shelf, clock: ManualClock) -> None:
    door = OneDoor(Role.TECHNICIAN)
    bench = Bench(door, shelf, counter(), clock)
    bench.enter("7", "open")
    until(lambda: bench.view.problem == "staff.no-desk", "refused", bench.view)
    assert (bench.view.stage, door.left) == ("locked", ["7 stopped"])
    bench.close()


def test_who_is_refused_is_told_how_long_to_wait(bench: Bench) -> None:
    bench.enter("7", "wrong")
    until(lambda: bench.view.problem == "staff.locked", "refused", bench.view)
    assert (bench.view.stage, bench.view.wait) == ("locked", 31)


def test_a_card_goes_before_the_number_and_only_once(bench: Bench, door: OneDoor) -> None:
    bench.card("99A001C3")
    assert bench.view.card
    bench.enter("8", "wrong")
    until(lambda: bench.view.stage == "locked", "refused", bench.view)
    bench.enter("8", "wrong")
    until(lambda: len(door.claims) == 2, "twice", door.claims)
    assert door.claims == [("", "99A001C3"), ("8", "")]


def test_nobody_there_locks_it_and_nothing_is_left(
    bench: Bench, shelf: Shelf, door: OneDoor, clock: ManualClock
) -> None:
    shelf.put()
    signed_in(bench)
    clock.pass_time(benches.IDLE - 1)
    bench.tick()
    assert bench.view.stage == "open"
    bench.touch()
    clock.pass_time(benches.IDLE)
    bench.tick()
    assert (bench.view.stage, bench.view.rows, door.left) == ("locked", (), ["7 idle"])
    assert shelf.labels._known == {}


def test_who_is_disabled_meanwhile_does_nothing_more(bench: Bench, shelf: Shelf, door: OneDoor) -> None:
    job = shelf.task()
    signed_in(bench)
    on_page(bench, Page.CALLS)
    bench.choose(job)
    door.inside = False
    bench.act(Act.CALL)
    until(lambda: bench.view.stage == "locked", "locked", bench.view)
    assert shelf.done == []


@pytest.mark.expects_warnings
def test_what_fails_is_said_by_its_code_and_the_desk_goes_on(bench: Bench, shelf: Shelf) -> None:
    job = shelf.task()
    signed_in(bench)
    on_page(bench, Page.DIFFERENCES)
    assert bench.view.problem == "platform.no-link"
    on_page(bench, Page.CALLS)
    bench.choose(job)
    for error, code in (
        (StoreError(StoreFault.LOCKED), "store.locked"),
        (OSError(28, "full"), "file"),
        (RuntimeError("19900000001"), "desk.failed"),
    ):
        shelf.fails = error
        bench.act(Act.CALL)
        until(lambda code=code: bench.view.problem == code and not bench.view.busy, code, bench.view)  # type: ignore[misc]
    assert bench.view.stage == "open"


def test_erased_and_strange_payloads_cost_no_page(bench: Bench, shelf: Shelf) -> None:
    shelf.queue.enqueue(uuid7(), SUBMISSION, b"\xff no json")
    signed_in(bench)
    assert [(row.name, row.item) for row in bench.view.rows] == [("", "")]


def test_yesterday_is_not_today(shelf: Shelf, clock: ManualClock, bench: Bench) -> None:
    shelf.put()
    clock.pass_time(dt.timedelta(days=1).total_seconds())
    signed_in(bench)
    assert bench.view.rows == ()
    assert len(on_page(bench, Page.OUTBOX)) == 1


def test_no_name_stands_in_a_traceback(bench: Bench, shelf: Shelf) -> None:
    shelf.put()
    signed_in(bench)
    assert "林" not in repr(bench.view) + repr(bench.view.rows)
    assert json.loads(msgspec.json.encode(bench.view))["who"] == "示例甲"
