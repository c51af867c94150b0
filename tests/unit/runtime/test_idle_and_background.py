"""Silence before the terminal, and what happens beside every page."""

from __future__ import annotations

import datetime as dt
import threading
import time

import pytest

from kiosk.domain.person import DocumentKind, Person
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Language, TextSize
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.memory import Case, Identity, Memory, Surroundings
from kiosk.flows.screens import Screen
from kiosk.runtime.background import fold
from kiosk.runtime.clock import ManualClock, SystemClock
from kiosk.runtime.delays import IDLE_ANSWER, IDLE_PUBLIC, IDLE_UNHURRIED, IDLE_WARNING
from kiosk.runtime.idle import Idle, Idled
from kiosk.runtime.scope import Scope

PERSON = Person(DocumentKind.RESIDENT, "测试甲", "990101198001010010", "1980-01-01")


# --- silence ----------------------------------------------------------------------------------------------
def look(idle: Idle, now: float, *, personal: bool = True, busy: bool = False, screen: Screen = Screen.FORM) -> Idled:
    return idle.look(now, screen, personal=personal, busy=busy)


def test_a_public_page_goes_home_without_a_word_again_and_again() -> None:
    idle = Idle(0.0)
    assert look(idle, IDLE_PUBLIC - 1, personal=False) is Idled.NOTHING
    assert look(idle, IDLE_PUBLIC, personal=False) is Idled.GO_HOME
    assert look(idle, IDLE_PUBLIC + 1, personal=False) is Idled.NOTHING
    assert look(idle, 2 * IDLE_PUBLIC, personal=False) is Idled.GO_HOME
    assert idle.seconds_left(2 * IDLE_PUBLIC) == 0


def test_a_person_is_asked_first_and_has_time_to_answer() -> None:
    idle = Idle(0.0)
    assert look(idle, IDLE_WARNING - 1) is Idled.NOTHING
    assert look(idle, IDLE_WARNING) is Idled.WARN
    assert idle.seconds_left(IDLE_WARNING + 10) == IDLE_ANSWER - 10
    assert look(idle, IDLE_WARNING + IDLE_ANSWER - 1) is Idled.NOTHING
    assert look(idle, IDLE_WARNING + IDLE_ANSWER) is Idled.LEAVE
    assert idle.seconds_left(IDLE_WARNING + 2 * IDLE_ANSWER) == 0


def test_machine_that_slept_shows_nobody_whose_page_it_was() -> None:
    idle = Idle(0.0)
    assert look(idle, IDLE_WARNING - 1) is Idled.NOTHING
    assert look(idle, IDLE_WARNING + IDLE_ANSWER + 8 * 3600) is Idled.LEAVE
    before = time.clock_gettime(time.CLOCK_BOOTTIME)
    assert before <= SystemClock().monotonic() <= time.clock_gettime(time.CLOCK_BOOTTIME), "sleep is counted"


def test_one_touch_begins_all_time_anew() -> None:
    idle = Idle(0.0)
    look(idle, IDLE_WARNING)
    idle.touched(IDLE_WARNING + 5)
    assert idle.seconds_left(IDLE_WARNING + 5) == 0
    assert look(idle, 2 * IDLE_WARNING + 4) is Idled.NOTHING
    assert look(idle, 2 * IDLE_WARNING + 5) is Idled.WARN


def test_while_a_machine_works_the_time_stands_still_also_that_for_the_answer() -> None:
    idle = Idle(0.0)
    for second in range(0, 600, 10):
        assert look(idle, float(second), busy=True) is Idled.NOTHING
    assert look(idle, 590 + IDLE_WARNING) is Idled.WARN
    warned = 590 + IDLE_WARNING
    assert look(idle, warned + 500, busy=True) is Idled.NOTHING
    assert idle.seconds_left(warned + 500) == IDLE_ANSWER
    assert look(idle, warned + 500 + IDLE_ANSWER - 1) is Idled.NOTHING
    assert look(idle, warned + 500 + IDLE_ANSWER) is Idled.LEAVE


def test_the_page_that_says_cleared_is_not_hurried() -> None:
    idle = Idle(0.0)
    assert look(idle, 10_000.0, personal=False, screen=Screen.CLEARED) is Idled.NOTHING


@pytest.mark.parametrize("around", [Surroundings(elder=True), Surroundings(low_reach=True)])
def test_who_wants_it_slower_has_twice_the_time(around: Surroundings) -> None:
    idle = Idle(0.0)
    last = IDLE_UNHURRIED - 1
    assert idle.look(last, Screen.FORM, personal=True, busy=False, unhurried=around.unhurried) is Idled.NOTHING
    assert idle.look(last + 1, Screen.FORM, personal=True, busy=False, unhurried=around.unhurried) is Idled.WARN
    assert not Surroundings().unhurried


def test_the_display_is_as_it_was_found_for_the_next_person() -> None:
    changed = Surroundings(
        language=Language.EN, high_contrast=True, elder=True, low_reach=True, text_size=TextSize.LARGEST, today="x"
    )
    assert changed.as_found(Language.ZH_HANS) == Surroundings(today="x")


# --- beside every page ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("event", "part", "field", "value"),
    [
        (on.LinkChanged(online=False, fault="platform.dns"), "around", "link_fault", "platform.dns"),
        (on.LanguageChosen(Language.EN), "around", "language", Language.EN),
        (on.ContrastChosen(on=True), "around", "high_contrast", True),
        (on.ElderChosen(on=True), "around", "elder", True),
        (on.LowReachChosen(on=True), "around", "low_reach", True),
        (on.TextSizeChosen(TextSize.LARGEST), "around", "text_size", TextSize.LARGEST),
        (on.FaceWayChanged("models-missing"), "around", "face_closed", "models-missing"),
        (on.PhotoDecoded("decoder-missing"), "identity", "face_closed", "decoder-missing"),
        (on.StoreChanged("store.full"), "around", "store_fault", "store.full"),
        (on.Stayed(), "around", "dialog", "none"),
    ],
)
def test_what_moves_no_flow_is_remembered(event: on.Event, part: str, field: str, value: object) -> None:
    folded = fold(Memory(), event)
    assert folded is not None
    assert getattr(getattr(folded, part), field) == value


def test_what_changes_nothing_shows_the_page_again() -> None:
    memory = Memory()
    assert fold(memory, on.Touched()) is memory
    assert fold(memory, on.CatalogueChanged("2")) == memory
    assert fold(memory, on.WentBack()) is None


def test_devices_come_and_go_one_by_one() -> None:
    memory = fold(Memory(), on.DeviceChanged("camera", usable=False))
    assert memory is not None
    memory = fold(memory, on.DeviceChanged("id-reader", usable=False, fault="device.silent"))
    assert memory is not None
    assert memory.around.device_faults == {"camera": "device.gone", "id-reader": "device.silent"}
    memory = fold(memory, on.DeviceChanged("camera", usable=True))
    assert memory is not None
    assert memory.around.device_faults == {"id-reader": "device.silent"}
    assert memory.around.usable("camera")


def test_leaving_is_asked_only_where_something_personal_is_held() -> None:
    assert fold(Memory(), on.LeaveAsked()) is None
    asked = fold(Memory(identity=Identity(person=PERSON)), on.LeaveAsked())
    assert asked is not None
    assert asked.around.dialog == "leave"


@pytest.mark.parametrize(
    ("event", "phase", "fault"),
    [(on.Printed(), "done", None), (on.PrintFailed("printer.paper-jam"), "failed", "printer.paper-jam")],
)
def test_a_slip_that_comes_out_while_the_case_is_corrected_moves_nothing(
    event: on.Event, phase: str, fault: str | None
) -> None:
    correcting = Memory(case=Case("id", "r", None, print_phase="printing"))
    folded = fold(correcting, event)
    assert folded is not None
    assert (folded.case.print_phase, folded.case.print_fault) == (phase, fault)
    on_its_page = put(correcting, "case", outcome=Outcome.QUEUED)
    assert fold(on_its_page, event) is None, "there the table takes it"


# --- clocks and scopes ------------------------------------------------------------------------------------
def test_the_machines_clocks_go_forward_and_know_their_zone() -> None:
    clock = SystemClock()
    first = clock.monotonic()
    assert clock.monotonic() >= first
    assert clock.wall().utcoffset() is not None


def test_a_clock_that_is_moved_by_hand_stands_until_then() -> None:
    noon = dt.datetime(2026, 7, 12, 12, tzinfo=dt.UTC)
    clock = ManualClock(noon)
    assert (clock.wall(), clock.monotonic()) == (noon, 0.0)
    clock.pass_time(90)
    assert (clock.wall() - noon, clock.monotonic()) == (dt.timedelta(seconds=90), 90.0)


def test_an_answer_after_the_step_is_dropped_and_its_sleep_ends() -> None:
    heard: list[on.Event] = []
    scope = Scope(heard.append)
    scope.tell(on.Touched())
    assert scope.wait(0.0)
    slept = threading.Thread(target=lambda: heard.append(on.Stayed()) if not scope.wait(600) else None)
    slept.start()
    scope.close()
    slept.join(20)
    scope.tell(on.Touched())
    assert heard == [on.Touched(), on.Stayed()]
    assert not scope.alive
