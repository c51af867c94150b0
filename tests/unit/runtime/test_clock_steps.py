"""A clock that was days behind and is set right: what was taken before is sent, and nobody is called for nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.runtime.clock_steps import NOTE, ClockSteps, boot_of_linux
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.sync import Orders
from offline_cache.contract import JobState
from offline_cache.memory import MemoryNotes
from tests.unit.runtime.scripted_line import START, Desk

DAY = 86_400.0
RIGHT = START.timestamp()


class Machine:
    """Its clock, which somebody may set, and since when it has been on."""

    def __init__(self, now: float) -> None:
        self.now, self.running, self.boot = now, 30.0, "first"
        self.notes = MemoryNotes()
        self.steps = self.process()

    def process(self) -> ClockSteps:
        """The sync process begins anew."""
        return ClockSteps(self.notes, lambda: self.now, lambda: (self.boot, self.running))

    def passes(self, seconds: float) -> None:
        self.now += seconds
        self.running += seconds

    def restarts(self) -> None:
        self.boot, self.running = "second", 20.0
        self.steps = self.process()


def test_what_was_taken_before_the_clock_was_set_is_as_old_as_it_is() -> None:
    machine = Machine(RIGHT - 5 * DAY)
    machine.passes(60)
    taken = machine.now
    machine.passes(3600)
    assert machine.steps.corrected(taken) == taken, "nobody knows yet"
    machine.now += 5 * DAY
    machine.passes(3600)
    assert machine.steps.corrected(taken) == pytest.approx(taken + 5 * DAY)
    assert machine.process().corrected(taken) == pytest.approx(taken + 5 * DAY), "another process knows it as well"
    machine.restarts()
    assert machine.steps.corrected(taken) == pytest.approx(taken + 5 * DAY), "nor does a restart forget it"


def test_nothing_before_the_machine_was_switched_on_and_nothing_since_is_touched() -> None:
    machine = Machine(RIGHT - 5 * DAY)
    before = machine.now - machine.running - 1
    machine.passes(60)
    machine.now += 5 * DAY
    machine.steps.corrected(0)
    machine.passes(60)
    assert machine.steps.corrected(before) == before
    assert machine.steps.corrected(machine.now) == machine.now


def test_a_clock_that_is_put_back_and_right_again_changes_nothing() -> None:
    machine = Machine(RIGHT)
    machine.passes(60)
    taken = machine.now
    for step in (-5 * DAY, 5 * DAY):
        machine.passes(7200)
        machine.now += step
        assert machine.steps.corrected(taken) == taken, "never older than it says"


@pytest.mark.parametrize("step", [1.0, 3000.0, -3000.0])
def test_a_clock_that_is_set_by_less_than_an_hour_was_right(step: float) -> None:
    machine = Machine(RIGHT)
    machine.passes(60)
    taken = machine.now
    machine.now += step
    noted = machine.notes.noted(NOTE)
    assert machine.steps.corrected(taken) == taken
    assert machine.notes.noted(NOTE) == noted, "nothing is written for it"


def test_what_another_version_has_noted_is_begun_anew() -> None:
    machine = Machine(RIGHT)
    machine.notes.note(NOTE, b'{"boot": 7}')
    assert machine.steps.corrected(RIGHT) == RIGHT


def test_of_many_steps_the_latest_are_remembered() -> None:
    machine = Machine(RIGHT - 40 * DAY)
    for _ in range(40):
        machine.passes(60)
        machine.now += DAY
        machine.steps.corrected(0)
    assert len(machine.notes.noted(NOTE) or b"") < 4000
    assert machine.steps.corrected(machine.now - DAY) == pytest.approx(machine.now)


def test_the_machine_says_which_start_it_is_and_a_step_outlives_the_process(tmp_path: Path) -> None:
    boot, running = boot_of_linux()
    assert (boot, running > 0) == (boot_of_linux()[0], True)
    store = open_store(Files(tmp_path / "state"))
    now = RIGHT - 5 * DAY
    ClockSteps(store, lambda: now)
    taken = now - 1.0
    now = RIGHT
    assert ClockSteps(store, lambda: now).corrected(taken) == pytest.approx(RIGHT, abs=60)
    store.close()


# --- the sync process -------------------------------------------------------------------------------------
def without_a_line(clock_off: float) -> tuple[Desk, Machine]:
    """A terminal that has taken a case without a line, its clock being off."""
    desk = Desk()
    machine = Machine(RIGHT + clock_off)
    desk.clock._start = dt.datetime.fromtimestamp(machine.now, START.tzinfo)
    desk.orders = Orders(corrected=machine.steps.corrected)
    desk.sync = desk.restarted()
    desk.line.everything_fails(PlatformFault.NO_LINK)
    machine.passes(60)
    desk.round(after=60)
    desk.put("j1")
    return desk, machine


def online(desk: Desk, machine: Machine, *, passed: float, step: float) -> None:
    """The line is back, after so long, and the clock has been set; the case is tried, and not taken."""
    machine.passes(passed)
    machine.now += step
    desk.clock._start += dt.timedelta(seconds=step)
    desk.line.faults = {"j1": PlatformError(PlatformFault.SERVER_DOWN, maybe_sent=True)}
    desk.round(after=passed)
    assert desk.outbox.get("j1").attempts == 1


def test_a_case_taken_while_the_clock_was_days_behind_goes_on_and_nobody_is_called() -> None:
    desk, machine = without_a_line(-5 * DAY)
    online(desk, machine, passed=3600, step=5 * DAY)
    assert desk.state("j1") is JobState.WAITING


@pytest.mark.expects_warnings
def test_a_case_that_has_really_waited_for_days_is_called_back_although_the_clock_was_set() -> None:
    desk, machine = without_a_line(-5 * DAY)
    online(desk, machine, passed=4 * DAY, step=5 * DAY)
    assert desk.state("j1") is JobState.CALL_BACK


@pytest.mark.expects_warnings
def test_a_case_that_has_waited_for_days_under_a_right_clock_is_called_back() -> None:
    desk, machine = without_a_line(0.0)
    online(desk, machine, passed=4 * DAY, step=0.0)
    assert desk.state("j1") is JobState.CALL_BACK


def test_while_the_clock_is_wrong_nothing_is_called_back() -> None:
    """Nobody has set it: by the Date of the platform's answers it is known to be wrong."""
    desk, machine = without_a_line(-5 * DAY)
    desk.line.clock_offset = 5 * DAY
    online(desk, machine, passed=4 * DAY, step=0.0)
    assert desk.state("j1") is JobState.WAITING
