"""The terminal's own door with real accounts: who comes in, what they may do, and what the trail says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from msgspec.structs import replace

from kiosk.runtime.audit.trail import audit_folder
from kiosk.runtime.checks import all_checks
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.diagnostics import Check, Finding, Verdict
from kiosk.runtime.files import Files
from kiosk.runtime.repairs import CHECKED
from kiosk.runtime.settings import Settings, Technician
from kiosk.runtime.staff_accounts import AuditedDoor, people_of, trail_of
from kiosk.runtime.technician import Reach
from kiosk.runtime.technician import Technician as Desk
from kiosk.runtime.technician_entrance import Entrance
from kiosk.runtime.technician_pin import hashed
from kiosk.staff.people import Newcomer
from kiosk.staff.roles import Role
from tests.runtime_stand import NOON, settings, until

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SECRET = "maple-kettle-41"


class Terminal:
    """A terminal's desk on accounts of its own; every device is well."""

    def __init__(self, folder: Path, wanted: Settings | None = None) -> None:
        self.settings = wanted or settings(folder)
        self.did: list[str] = []
        self.looked: list[str] = []
        self.clock = ManualClock(NOON)
        files = Files(self.settings.storage.state_dir)
        self.people = people_of(files, self.clock, QUICK)
        door = AuditedDoor(self.people, trail_of(files, self.clock))
        reach = Reach(lambda: self.did.append("released"), lambda _picture: None, lambda: self.did.append("left"))
        checks = [self._check(check) for check in all_checks() if check.kind != "person"]
        self.desk = Desk(self.settings, self.clock, checks, reach, Entrance(self.people, door, self.clock))

    def _check(self, check: Check) -> Check:
        def look(_around: object) -> Finding:
            self.looked.append(check.name)
            return Finding(Verdict.PASS)

        return Check(check.name, check.kind, check.title, check.guidance, look)

    def staff(self, number: str, role: Role, secret: str = SECRET) -> None:
        self.people.add(Newcomer(number, "示例甲", (role,)), secret, NOON.date())

    def trail(self) -> list[tuple[str, str]]:
        folder = audit_folder(self.settings.storage.state_dir)
        lines = (folder / "trail.log").read_text("ascii").splitlines()
        told = [json.loads(line.split(" ", 1)[1]) for line in lines]
        return [(one["event"], one.get("staff", "")) for one in told]

    def comes_in(self, number: str, secret: str = SECRET) -> None:
        self.desk.knock()
        self.desk.sign_in(number, secret)
        until(lambda: self.desk.view.stage == "open" and not self.desk.view.busy, "the pages")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path)
    yield made
    made.desk.leave()


def test_without_pin_and_accounts_there_is_no_door(terminal: Terminal) -> None:
    terminal.desk.knock()
    assert terminal.desk.view.stage == "closed"
    terminal.staff("r1", Role.REVIEWER)
    terminal.desk.knock()
    assert terminal.desk.view.stage == "closed"


def test_who_may_repair_sees_the_repairs_and_looks_at_their_devices_alone(terminal: Terminal) -> None:
    terminal.staff("c1", Role.CLERK)
    terminal.comes_in("c1")
    assert not terminal.desk.view.maintains
    assert set(terminal.looked) == CHECKED
    terminal.desk.run(("store",))
    until(lambda: not terminal.desk.view.busy, "nothing")
    assert set(terminal.looked) == CHECKED
    terminal.desk.camera(on=True)
    assert terminal.desk.view.camera == ""


def test_trail_names_who_came_in_what_they_mended_and_that_they_left(terminal: Terminal) -> None:
    terminal.staff("h1", Role.HEAD)
    terminal.comes_in("h1")
    terminal.desk.repair("reader")
    until(lambda: terminal.desk.view.repair.phase == "steps", "the steps")
    terminal.desk.check_repair()
    until(lambda: terminal.desk.view.repair.phase == "sound", "the word of the device")
    terminal.desk.leave()
    assert [one for one in terminal.trail() if one[0] != "staff-added"] == [
        ("staff-in", "h1"),
        ("technician-entered", "h1"),
        ("repair-begun", "h1"),
        ("repair-ended", "h1"),
        ("technician-left", ""),
        ("staff-out", "h1"),
    ]
    assert terminal.did == ["released", "left"]


def test_wrong_secret_role_without_work_and_short_secret_are_refused(terminal: Terminal) -> None:
    terminal.staff("h1", Role.HEAD)
    terminal.staff("r1", Role.REVIEWER)
    terminal.people.add(Newcomer("k1", "示例乙", (Role.HEAD,), card_number="04A1B2C3"), "274613", NOON.date())
    terminal.desk.knock()
    for number, secret, why in (
        ("h1", "not-this-one", "staff.refused"),
        ("x9", SECRET, "staff.refused"),
        ("r1", SECRET, "staff.no-desk"),
        ("k1", "274613", "staff.card-needed"),
    ):
        terminal.desk.sign_in(number, secret)
        until(lambda why=why: terminal.desk.view.refused == why, why)  # type: ignore[misc]
    assert terminal.did == []
    assert terminal.desk.view.stage == "pin"
    assert ("staff-refused", "h1") in terminal.trail()


def test_three_wrong_secrets_cost_time_and_the_page_says_how_much(terminal: Terminal) -> None:
    terminal.staff("h1", Role.HEAD)
    terminal.desk.knock()
    for _ in range(3):
        terminal.desk.sign_in("h1", "not-this-one")
    terminal.desk.sign_in("h1", SECRET)
    until(lambda: terminal.desk.view.refused == "staff.locked", "the lock")
    assert 25 <= terminal.desk.view.wait <= 31
    assert terminal.did == []


def test_account_that_ends_meanwhile_begins_no_repair(terminal: Terminal) -> None:
    terminal.staff("h1", Role.HEAD)
    terminal.comes_in("h1")
    terminal.people.disable("h1")
    terminal.desk.repair("paper")
    assert terminal.did == ["released", "left"]
    assert terminal.desk.view.repair.name == ""


def test_the_one_pin_counts_only_while_nobody_has_an_account(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, replace(settings(tmp_path), technician=Technician(hashed("2580"))))
    terminal.desk.knock()
    assert (terminal.desk.view.stage, terminal.desk.view.accounts) == ("pin", False)
    terminal.desk.give_up()
    terminal.staff("t1", Role.TECHNICIAN)
    terminal.desk.knock()
    terminal.desk.enter("2580")
    terminal.desk.sign_in("t1", SECRET)
    until(lambda: terminal.desk.view.stage == "open" and not terminal.desk.view.busy, "the pages")
    assert "technician-refused" not in {event for event, _staff in terminal.trail()}
    assert terminal.desk.view.maintains
    terminal.desk.leave()
