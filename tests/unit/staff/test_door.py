import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher

from kiosk.staff import lockout
from kiosk.staff.door import Claim, Door, Running
from kiosk.staff.faults import StaffError, StaffFault
from kiosk.staff.lockout import FIRST_WAIT, FREE_FOR_ALL, FREE_TRIES, LONGEST_WAIT, WAIT_FOR_ALL, Lockout
from kiosk.staff.people import Newcomer, People
from kiosk.staff.roles import Role

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOON = dt.datetime(2026, 7, 12, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
PIN = "274613"
LONG = "27461385"
CARD = "99A001C3"


@dataclass
class Machine:
    boot: str = "first"
    up: float = 1000.0
    wall: dt.datetime = NOON

    def running(self) -> Running:
        return Running(lambda: self.boot, lambda: self.up, lambda: self.wall)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def people(tmp_path: Path) -> People:
    kept = People(tmp_path / "staff", lambda _change, _number: None, CHEAP)
    kept.add(Newcomer("7", "示例甲", (Role.CLERK,)), LONG, NOON.date())
    kept.add(Newcomer("8", "示例乙", (Role.HEAD,), CARD), PIN, NOON.date())
    return kept


def refused(door: Door, claim: Claim) -> StaffError:
    with pytest.raises(StaffError) as error:
        door.opens(claim)
    return error.value


def use_up(door: Door, number: str) -> None:
    for _ in range(FREE_TRIES):
        assert refused(door, Claim("wrong", number)).fault is StaffFault.REFUSED


def test_number_and_long_secret_or_card_and_pin(people: People, machine: Machine) -> None:
    door = Door(people, machine.running())
    assert door.opens(Claim(LONG, "7")).name == "示例甲"
    assert door.opens(Claim(PIN, card_number=CARD.lower())).number == "8"
    assert refused(door, Claim(PIN, "8")).fault is StaffFault.CARD_NEEDED
    assert refused(door, Claim(LONG, "7", CARD)).fault is StaffFault.REFUSED


def test_the_wait_grows_and_nothing_is_looked_at_meanwhile(people: People, machine: Machine) -> None:
    door = Door(people, machine.running())
    use_up(door, "7")
    assert door.wait("7") == FIRST_WAIT
    assert refused(door, Claim(LONG, "7")).fault is StaffFault.LOCKED
    machine.up += FIRST_WAIT
    assert refused(door, Claim("wrong", "7")).fault is StaffFault.REFUSED
    assert door.wait("7") == 2 * FIRST_WAIT
    machine.up += 2 * FIRST_WAIT
    assert door.opens(Claim(LONG, "7")).number == "7"
    assert refused(door, Claim("wrong", "7")).fault is StaffFault.REFUSED
    assert door.wait("7") == 0


def test_the_wait_has_an_end(people: People, machine: Machine) -> None:
    door = Door(people, machine.running())
    for _ in range(40):
        machine.up += LONGEST_WAIT
        assert refused(door, Claim("wrong", "7")).fault is StaffFault.REFUSED
    assert door.wait("7") == LONGEST_WAIT


def test_pin_guessing_over_restarts_of_the_program_gains_nothing(people: People, machine: Machine) -> None:
    for _ in range(FREE_TRIES):
        assert refused(Door(people, machine.running()), Claim("wrong", "7")).fault is StaffFault.REFUSED
    assert refused(Door(people, machine.running()), Claim(LONG, "7")).fault is StaffFault.LOCKED


def test_pin_guessing_over_restarts_of_the_machine_waits_anew(people: People, machine: Machine) -> None:
    use_up(Door(people, machine.running()), "7")
    machine.boot, machine.up = "second", 5.0
    door = Door(people, machine.running())
    assert door.wait("7") == FIRST_WAIT
    machine.up += FIRST_WAIT - 1
    assert refused(door, Claim(LONG, "7")).fault is StaffFault.LOCKED
    machine.up += 1
    assert door.opens(Claim(LONG, "7")).number == "7"


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_is_set_neither_shortens_nor_prolongs_the_wait(
    people: People, machine: Machine, days: int
) -> None:
    door = Door(people, machine.running())
    use_up(door, "7")
    machine.wall += dt.timedelta(days=days)
    assert door.wait("7") == FIRST_WAIT


def test_the_try_is_counted_before_the_secret_is_looked_at(people: People, machine: Machine) -> None:
    class Cut(Exception):  # noqa: N818
        pass

    class PlugPulled(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
            raise Cut(len(hash), len(password))

    people.hasher, good = PlugPulled(time_cost=1, memory_cost=8, parallelism=1), people.hasher
    for _ in range(FREE_TRIES):
        with pytest.raises(Cut):
            Door(people, machine.running()).opens(Claim("wrong", "7"))
    people.hasher = good
    assert refused(Door(people, machine.running()), Claim(LONG, "7")).fault is StaffFault.LOCKED


def test_somebody_whom_others_guess_at_is_not_locked_out_by_unknown_numbers(people: People, machine: Machine) -> None:
    door = Door(people, machine.running())
    use_up(door, "999")
    assert refused(door, Claim(LONG, "999")).fault is StaffFault.LOCKED
    assert door.opens(Claim(LONG, "7")).number == "7"


@pytest.mark.parametrize("restart", [False, True])
def test_a_wait_does_not_tell_which_numbers_exist(people: People, machine: Machine, *, restart: bool) -> None:
    def answers(number: str) -> list[tuple[StaffFault, str]]:
        told = []
        for tried in range(FREE_TRIES + 2):
            error = refused(Door(people, machine.running()), Claim("wrong", number))
            told.append((error.fault, error.detail))
            if restart and tried == FREE_TRIES:
                machine.boot, machine.up = f"{machine.boot}+", 1000.0
        return told

    unknown = [answers(number) for number in ("901", "902", "903")]
    assert unknown == [answers("7")] * 3 == [answers("8")] * 3
    assert unknown[0][-1][0] is StaffFault.LOCKED


def test_an_unknown_card_is_counted_like_a_known_one(people: People, machine: Machine) -> None:
    door = Door(people, machine.running())
    for card in ("99A0FFFF", CARD):
        for _ in range(FREE_TRIES):
            assert refused(door, Claim("wrong", card_number=card)).fault is StaffFault.REFUSED
        assert refused(door, Claim("wrong", card_number=card)).fault is StaffFault.LOCKED
        assert door.wait(card_number=card) == FIRST_WAIT
    assert door.wait("8") == FIRST_WAIT, "a card's tries are its owner's"


def test_whoever_tries_one_number_after_the_other_waits_before_each(people: People, machine: Machine) -> None:
    door = Door(people, machine.running())
    for number in range(900, 900 + FREE_FOR_ALL):
        assert refused(door, Claim("wrong", str(number))).fault is StaffFault.REFUSED
    assert refused(door, Claim(LONG, "7")).fault is StaffFault.LOCKED
    machine.boot, machine.up = "second", 1.0
    assert door.wait("7") == WAIT_FOR_ALL
    machine.up += WAIT_FOR_ALL
    assert refused(door, Claim("wrong", "950")).fault is StaffFault.REFUSED
    machine.up += WAIT_FOR_ALL
    assert door.opens(Claim(LONG, "7")).number == "7"
    assert refused(door, Claim("wrong", "951")).fault is StaffFault.REFUSED
    assert door.wait("952") == 0


def test_what_was_typed_as_a_number_is_not_kept_and_the_file_does_not_grow(people: People, machine: Machine) -> None:
    door = Door(people, machine.running())
    typed = [f"274613{number:04}" for number in range(30)]
    for number in typed:
        machine.up += WAIT_FOR_ALL
        refused(door, Claim("wrong", number))
    kept = (people.folder / "tries.json").read_text("utf-8")
    assert not [number for number in typed if number in kept]
    many = lockout.salted(Lockout())
    for claimed in range(4500):
        many = lockout.counted(many, str(claimed), 1000.0)
    assert len(many.tries) == 4096


def test_tries_that_cannot_be_read_let_nobody_in(people: People, machine: Machine) -> None:
    (people.folder / "tries.json").write_bytes(b"{")
    assert refused(Door(people, machine.running()), Claim(LONG, "7")).fault is StaffFault.DAMAGED


def test_a_new_secret_ends_the_wait(people: People, machine: Machine) -> None:
    door = Door(people, machine.running())
    use_up(door, "7")
    people.give_secret("7", LONG + "00")
    assert door.opens(Claim(LONG + "00", "7")).number == "7"


def test_access_of_a_vendor_ends_also_where_the_clock_is_set_back(people: People, machine: Machine) -> None:
    last = NOON.date() + dt.timedelta(days=3)
    people.add(Newcomer("v1", "示例厂商", (Role.VENDOR,), "", last), LONG, NOON.date())
    door = Door(people, machine.running())
    machine.wall = NOON + dt.timedelta(days=3)
    person = door.opens(Claim(LONG, "v1"))
    assert door.is_in(person)
    machine.wall = NOON + dt.timedelta(days=4)
    assert not door.is_in(person)
    assert refused(door, Claim(LONG, "v1")).fault is StaffFault.REFUSED
    machine.wall = NOON
    assert refused(door, Claim(LONG, "v1")).fault is StaffFault.REFUSED


def test_disabled_is_out_at_once_also_who_is_signed_in(people: People, machine: Machine) -> None:
    door = Door(people, machine.running())
    person = door.opens(Claim(LONG, "7"))
    people.disable("7")
    assert not door.is_in(person)
    assert refused(door, Claim(LONG, "7")).fault is StaffFault.REFUSED


def test_nothing_of_a_claim_or_an_account_stands_in_a_traceback(people: People) -> None:
    assert LONG not in repr(Claim(LONG, "7"))
    assert "示例" not in repr(people.find("7"))
    assert "99A0" not in repr(Newcomer("7", "甲", (Role.CLERK,), "99A0"))
