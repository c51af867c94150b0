import datetime as dt
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kiosk.staff.faults import StaffError, StaffFault
from kiosk.staff.people import Change, Newcomer, People, card_digest
from kiosk.staff.roles import RIGHTS, Right, Role, rights
from kiosk.staff.secret import hashed, is_enough_alone, matches, require_good

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
TODAY = dt.date(2026, 7, 12)
LONG = "茶水间的门牌 7"


def book(tmp_path: Path, told: list[tuple[Change, str]] | None = None) -> People:
    kept = [] if told is None else told
    return People(tmp_path / "staff", lambda change, number: kept.append((change, number)), CHEAP)


def test_what_is_kept_is_neither_secret_nor_card_and_for_this_user_alone(tmp_path: Path) -> None:
    people = book(tmp_path)
    people.add(Newcomer("b-07", "示例甲", (Role.CLERK,), "99A001C3"), "274613", TODAY)
    kept = (tmp_path / "staff" / "people.json").read_text()
    assert "274613" not in kept
    assert "99A001C3" not in kept.upper()
    assert (tmp_path / "staff" / "people.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "staff").stat().st_mode & 0o777 == 0o700
    assert people.find("b-07").card == card_digest("99a001c3")


def test_every_change_is_told_before_it_is_made(tmp_path: Path) -> None:
    told: list[tuple[Change, str]] = []
    people = book(tmp_path, told)
    people.add(Newcomer("7", "示例甲", (Role.CLERK,)), LONG, TODAY)
    people.give_secret("7", LONG + "号")
    people.disable("7")
    assert told == [(Change.ADDED, "7"), (Change.SECRET, "7"), (Change.DISABLED, "7")]


def test_where_the_change_cannot_be_told_it_is_not_made(tmp_path: Path) -> None:
    def deaf(change: Change, number: str) -> None:
        raise OSError(28, f"{change.name} {number}")

    people = People(tmp_path / "staff", deaf, CHEAP)
    with pytest.raises(OSError, match="ADDED"):
        people.add(Newcomer("7", "示例甲", (Role.CLERK,)), LONG, TODAY)
    assert people.everybody() == ()


@pytest.mark.parametrize(
    ("newcomer", "part"),
    [
        (Newcomer("12345678", "示例甲", (Role.CLERK,)), "number"),
        (Newcomer("a/../b", "示例甲", (Role.CLERK,)), "number"),
        (Newcomer("7", " ", (Role.CLERK,)), "name"),
        (Newcomer("7", "示\n例", (Role.CLERK,)), "name"),
        (Newcomer("7", "示例甲", ()), "role"),
        (Newcomer("7", "示例甲", (Role.CLERK,), "", TODAY - dt.timedelta(days=1)), "until"),
        (Newcomer("7", "示例甲", (Role.VENDOR,)), "vendor"),
        (Newcomer("7", "示例甲", (Role.VENDOR,), "", TODAY + dt.timedelta(days=31)), "vendor"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_the_field(tmp_path: Path, newcomer: Newcomer, part: str) -> None:
    with pytest.raises(StaffError, match=part) as refused:
        book(tmp_path).add(newcomer, LONG, TODAY)
    assert refused.value.fault is StaffFault.NOT_VALID


def test_number_and_card_belong_to_one_person(tmp_path: Path) -> None:
    people = book(tmp_path)
    people.add(Newcomer("7", "示例甲", (Role.CLERK,), "99A0"), "274613", TODAY)
    for other in (Newcomer("7", "示例乙", (Role.HEAD,)), Newcomer("8", "示例乙", (Role.HEAD,), "99a0")):
        with pytest.raises(StaffError) as refused:
            people.add(other, LONG, TODAY)
        assert refused.value.fault is StaffFault.TAKEN


def test_a_damaged_file_is_not_taken_for_nobody(tmp_path: Path) -> None:
    people = book(tmp_path)
    people.add(Newcomer("7", "示例甲", (Role.CLERK,)), LONG, TODAY)
    (tmp_path / "staff" / "people.json").write_bytes(b'{"people": [')
    for work in (people.everybody, lambda: people.add(Newcomer("8", "乙", (Role.HEAD,)), LONG, TODAY)):
        with pytest.raises(StaffError) as refused:
            work()
        assert refused.value.fault is StaffFault.DAMAGED


@pytest.mark.parametrize(
    "secret", ["27461", "111111", "123456", "987654", "1212121", "00-07-00", "abcdefgh", "x" * 129]
)
def test_a_secret_that_is_guessed_is_refused(secret: str) -> None:
    with pytest.raises(StaffError) as refused:
        require_good(secret, "00-07-00", card=True)
    assert refused.value.fault is StaffFault.WEAK
    assert secret not in str(refused.value)


def test_a_pin_is_short_only_beside_a_card() -> None:
    require_good("274613", "7", card=True)
    with pytest.raises(StaffError):
        require_good("274613", "7", card=False)
    require_good("27461385", "7", card=False)
    assert not is_enough_alone("274613")


def test_full_width_digits_are_the_same_secret() -> None:
    kept = hashed("27461385", CHEAP)
    assert matches("２７４６１３８５", kept, CHEAP)
    assert not matches("27461384", kept, CHEAP)
    assert not matches("27461385", "no hash", CHEAP)


def test_roles_may_what_the_table_says_and_a_vendor_no_more_than_a_technician() -> None:
    assert rights((Role.VENDOR,)) == rights((Role.TECHNICIAN,)) == {Right.MAINTAIN, Right.REPAIR}
    assert {role for role in Role if Right.REPAIR in rights((role,))} == set(Role) - {Role.REVIEWER}
    assert Right.CLOSE_DAY not in rights((Role.CLERK, Role.REVIEWER))
    assert Right.REVIEW not in rights((Role.CLERK, Role.HEAD))
    assert set(RIGHTS) == set(Role)
