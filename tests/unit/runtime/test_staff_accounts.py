"""The door with the audit trail behind it, and the staff card."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from devices.contract import ChipCard, DeviceError, Fault
from devices.drivers.memory_chip_reader import MemoryChipReader
from kiosk.runtime.audit.trail import Places, audit_folder
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.files import Files
from kiosk.runtime.staff_accounts import AuditedDoor, laid, people_of, staff_card, trail_of
from kiosk.staff.door import Claim, Running
from kiosk.staff.faults import StaffError, StaffFault
from kiosk.staff.lockout import FREE_TRIES
from kiosk.staff.people import Newcomer
from kiosk.staff.roles import Role
from tests.runtime_stand import settings

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
LONG = "27461385"


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "state")


@pytest.fixture
def door(files: Files) -> AuditedDoor:
    people = people_of(files, hasher=CHEAP)
    people.add(Newcomer("7", "示例甲", (Role.CLERK,)), LONG, dt.date(2026, 7, 12))
    return AuditedDoor(people, trail_of(files, SystemClock()), Running(lambda: "one", lambda: 9.0))


def told(files: Files) -> list[dict[str, Any]]:
    lines = Places(audit_folder(files.state_dir)).lines.read_bytes().splitlines()
    said = [json.loads(line.split(b" ", 1)[1]) for line in lines]
    return [{k: v for k, v in one.items() if k in {"event", "staff", "proof", "seconds", "ending"}} for one in said]


def test_who_comes_goes_and_is_refused_stands_in_the_trail(door: AuditedDoor, files: Files) -> None:
    person = door.opens(Claim(LONG, "7"))
    door.leave(person, "idle")
    for claim in (Claim("wrong", "7"), Claim(LONG, "my-password")):
        with pytest.raises(StaffError):
            door.opens(claim)
    assert told(files)[1:] == [
        {"event": "staff-in", "staff": "7", "proof": "number"},
        {"event": "staff-out", "staff": "7", "ending": "idle"},
        {"event": "staff-refused", "staff": "7"},
        {"event": "staff-refused"},
    ]


def test_a_try_during_the_wait_says_how_long_is_left(door: AuditedDoor, files: Files) -> None:
    for _ in range(FREE_TRIES):
        with pytest.raises(StaffError):
            door.opens(Claim("wrong", "7"))
    with pytest.raises(StaffError) as refused:
        door.opens(Claim(LONG, "7"))
    assert refused.value.fault is StaffFault.LOCKED
    assert told(files)[-1] == {"event": "staff-refused", "staff": "7", "seconds": int(refused.value.detail)}


def test_where_the_trail_cannot_be_written_nobody_comes_in_and_no_account_is_made(files: Files) -> None:
    audit_folder(files.state_dir).parent.mkdir(parents=True)
    audit_folder(files.state_dir).write_bytes(b"in the way")
    people = people_of(files, hasher=CHEAP)
    with pytest.raises(OSError, match=str(audit_folder(files.state_dir))):
        people.add(Newcomer("7", "示例甲", (Role.CLERK,)), LONG, dt.date(2026, 7, 12))
    assert people.everybody() == ()


def test_a_terminal_without_a_chip_reader_reads_no_staff_card(tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as refused:
        staff_card(settings(tmp_path), 1.0, SystemClock())
    assert refused.value.fault is Fault.NOT_CONFIGURED


def test_only_a_staff_card_is_one() -> None:
    reader = MemoryChipReader()
    assert laid(reader) == ""
    reader.place(ChipCard("social-security", "990000198501010014"))
    assert laid(reader) == ""
    reader.place(ChipCard("staff", "99A001C3"))
    assert laid(reader) == "99A001C3"
