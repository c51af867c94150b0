"""Chip cards: what each says without a PIN, whatever dialect it speaks, and that nothing but reading is ever sent."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import ChipCard, DeviceError, Fault
from devices.protocols import apdu, chip_card, chip_twin, social_security_card
from devices.protocols.chip_twin import OTHERS, ChipTwin, Plumbing, TwinChip, social_security, variant
from devices.protocols.social_security_card import EF05, EF06, ITEMS

PEOPLE = Path(__file__).parents[4] / "kiosk" / "sandbox" / "seed" / "people"
HOLDER: dict[str, str] = json.loads((PEOPLE / "p01.json").read_text(encoding="utf-8"))["card"]
VERIFY = 0x20


class Talk:
    """A card and everything that was sent to it."""

    def __init__(self, card: TwinChip) -> None:
        self.twin = ChipTwin()
        self.twin.insert(card)
        self.atr = card.atr
        self.sent: list[bytes] = []

    def read(self) -> ChipCard:
        return apdu.run(chip_card.read(self.atr), self.transmit)

    def transmit(self, command: bytes) -> bytes:
        self.sent.append(command)
        assert not apdu.forbidden(command)
        return self.twin.answer(command)

    def fault(self) -> Fault:
        with pytest.raises(DeviceError) as caught:
            self.read()
        return caught.value.fault

    def ended(self) -> ChipCard | Fault:
        try:
            return self.read()
        except DeviceError as error:
            return error.fault


def with_value(card: TwinChip, name: str, value: bytes | None) -> TwinChip:
    """The card with another value in one record; without the record for None."""
    item = ITEMS[name]
    records = [(tag, value if tag == item.tag else old) for tag, old in card.files[item.file]]
    kept = tuple((tag, found) for tag, found in records if found is not None)
    return replace(card, files={**card.files, item.file: kept}, by_tag=card.by_tag or value is None)


@pytest.mark.parametrize("version", ["1.00", "2.00", "3.00"])
@pytest.mark.parametrize("plumbing", list(Plumbing))
@pytest.mark.parametrize("more", [{}, {"hidden": True}, {"contactless": True}])
def test_every_version_and_every_plumbing(version: str, plumbing: Plumbing, more: dict[str, Any]) -> None:
    talk = Talk(variant(social_security(HOLDER, version), {"plumbing": plumbing, **more}))
    card = talk.read()
    assert (card.sort, card.number, card.name) == ("social-security", HOLDER["number"], HOLDER["name"])
    assert card.fields == {
        "identifier": "990100" + "0" * 26,
        "region": "990100",
        "class": "1",
        "version": version,
        "issuer": "99" * 12,
        "issued": "2026-01-05",
        "valid_to": "2036-01-05",
        "card_number": "S99000001",
        "sex": "女",
        "nation": "汉",
        "birthplace": "990100",
        "birth": HOLDER["birth"],
    }
    assert len(talk.sent) <= 25


def test_the_commands_are_those_that_projects_use() -> None:
    by_number, by_tag = Talk(social_security(HOLDER)), Talk(social_security(HOLDER, "1.00"))
    by_number.read()
    by_tag.read()
    sent = [command.hex().upper() for command in by_number.sent]
    assert sent[:2] == ["00A404000F7378312E73682EC9E7BBE1B1A3D5CF", "00A4000002EF05"]
    assert {"00B207040B", "00B2010414", "00B2020420"} <= set(sent)
    assert {"00B2080014", "00B2090020", "00B20A0003"} <= {command.hex().upper() for command in by_tag.sent}


@pytest.mark.parametrize("person", [f"p{number:02d}" for number in range(1, 12)])
def test_every_citizen_of_the_seed(person: str) -> None:
    holder = json.loads((PEOPLE / f"{person}.json").read_text(encoding="utf-8"))["card"]
    assert Talk(social_security(holder)).read().name == holder["name"]


def test_a_long_name_fills_two_records() -> None:
    name = "示例" * 11
    assert Talk(social_security({**HOLDER, "name": name})).read().name == name
    with pytest.raises(ValueError, match="too long"):
        social_security({**HOLDER, "name": name * 3})


def test_a_second_name_record_behind_a_short_name_is_left_alone() -> None:
    card = with_value(social_security(HOLDER), "name_more", "别人".encode("gb18030").ljust(20, b"\x00"))
    assert Talk(card).read().name == HOLDER["name"]


@pytest.mark.parametrize("padding", ["\x00", " "])
def test_padding_is_not_part_of_a_value(padding: str) -> None:
    card = with_value(social_security(HOLDER), "name", (HOLDER["name"] + padding * 4).encode("gb18030"))
    card = with_value(card, "card_number", b"S99" + padding.encode() * 6)
    read = Talk(card).read()
    assert (read.name, read.fields["card_number"]) == (HOLDER["name"], "S99")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("issued", bytes.fromhex("20261340")),
        ("issued", bytes.fromhex("FFFFFFFF")),
        ("class", b"\x01"),
        ("class", b"\xff"),
        ("sex", b"7"),
        ("version", b"    "),
        ("identifier", b""),
        ("nation", None),
        ("valid_to", None),
    ],
)
def test_a_field_that_is_absent_or_says_nothing_is_left_out(name: str, value: bytes | None) -> None:
    card = Talk(with_value(social_security(HOLDER), name, value)).read()
    assert name not in card.fields
    assert card.number == HOLDER["number"]


def test_a_card_whose_records_have_another_length() -> None:
    card = with_value(variant(social_security(HOLDER), {"plumbing": "t0"}), "card_number", b"S99")
    assert Talk(card).read().fields["card_number"] == "S99"
    card = with_value(social_security(HOLDER), "card_number", b"S99" * 5)
    assert Talk(card).read().fields["card_number"] == "S99" * 5


def test_an_unknown_people_stays_a_code() -> None:
    assert Talk(with_value(social_security(HOLDER), "nation", b"\x57")).read().fields["nation"] == "57"


@pytest.mark.parametrize(("value", "name"), [(None, ""), (b"\x81", ""), (b"\x01\x02", "")])
def test_a_card_whose_name_is_no_text(value: bytes | None, name: str) -> None:
    card = Talk(with_value(social_security(HOLDER), "name", value)).read()
    assert card.name == name
    assert ("name-form" in card.fields.get("warnings", "")) is (value is not None)


@pytest.mark.parametrize(
    ("number", "warning"),
    [
        (b"990101198503140021", "number-check"),
        (b"ABC99010119850314", "number-form"),
        (b"99010119850315002X", "birth"),
    ],
)
def test_an_odd_number_is_told_and_not_refused(number: bytes, warning: str) -> None:
    card = Talk(with_value(social_security(HOLDER), "number", number)).read()
    assert card.number == number.decode()
    assert warning in card.fields["warnings"]


def test_without_a_birth_the_number_is_still_checked() -> None:
    card = Talk(with_value(social_security(HOLDER), "birth", None)).read()
    assert "warnings" not in card.fields
    assert "birth" not in card.fields


@pytest.mark.parametrize("number", [b"", b"\x00" * 18, b"\xff" * 18, b"99 01", "９９０１".encode(), None])
def test_a_number_that_is_none(number: bytes | None) -> None:
    assert Talk(with_value(social_security(HOLDER), "number", number)).fault() is Fault.CHIP_MALFORMED


@pytest.mark.parametrize("how", list(chip_twin.Garble))
def test_garbled_records(how: str) -> None:
    talk = Talk(social_security(HOLDER))
    talk.twin.garble(how, 1000)
    assert talk.fault() is Fault.CHIP_MALFORMED
    assert len(talk.sent) <= 60


def test_one_garbled_record_that_is_not_needed() -> None:
    talk = Talk(social_security(HOLDER))
    talk.twin.garble("tag", 1)
    assert "identifier" not in talk.read().fields


@pytest.mark.parametrize("sw", ["6982", "6985"])
def test_a_card_that_wants_an_authorised_terminal(sw: str) -> None:
    assert Talk(variant(social_security(HOLDER), {"locked": True})).fault() is Fault.CHIP_NOT_PERMITTED
    for ins in (0xA4, 0xB2):
        talk = Talk(social_security(HOLDER))
        talk.twin.override(ins, bytes.fromhex(sw), 99)
        assert talk.fault() is Fault.CHIP_NOT_PERMITTED


def test_a_holder_file_that_is_not_permitted() -> None:
    talk = Talk(social_security(HOLDER))
    answer = talk.twin.answer

    def guarded(command: bytes) -> bytes:
        return b"\x69\x85" if command.endswith(b"\xef\x06") else answer(command)

    with pytest.raises(DeviceError) as caught:
        apdu.run(chip_card.read(talk.atr), guarded)
    assert caught.value.fault is Fault.CHIP_NOT_PERMITTED


def test_a_locked_application() -> None:
    talk = Talk(social_security(HOLDER))
    talk.twin.override(0xA4, b"\x62\x83", 1)
    assert talk.fault() is Fault.CHIP_NOT_PERMITTED


@pytest.mark.parametrize(("file", "fault"), [(EF05, None), (EF06, Fault.CHIP_MALFORMED)])
def test_a_card_that_lacks_a_file(file: int, fault: Fault | None) -> None:
    card = social_security(HOLDER)
    talk = Talk(replace(card, files={known: records for known, records in card.files.items() if known != file}))
    if fault:
        assert talk.fault() is fault
    else:
        assert talk.read().number == HOLDER["number"]


def test_another_card_with_such_a_file_is_no_social_security_card() -> None:
    talk = Talk(replace(OTHERS["other"], files={EF05: ((0x41, b"x"),)}))
    assert talk.fault() is Fault.CHIP_UNKNOWN


@pytest.mark.parametrize(
    ("word", "sort", "number"),
    [
        ("bank", "bank", ""),
        ("bank-contactless", "bank", ""),
        ("staff", "staff", "99A001C3"),
        ("staff-cpu", "staff", "99A002C3D4E5F6"),
    ],
)
def test_other_cards(word: str, sort: str, number: str) -> None:
    talk = Talk(OTHERS[word])
    assert talk.read() == ChipCard(sort, number)


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("resident", Fault.CHIP_WRONG_READER),
        ("phone", Fault.CHIP_UNKNOWN),
        ("other", Fault.CHIP_UNKNOWN),
        ("mute", Fault.CHIP_MUTE),
    ],
)
def test_cards_that_cannot_be_used(word: str, fault: Fault) -> None:
    assert Talk(OTHERS[word]).fault() is fault


def test_a_resident_card_is_sent_nothing() -> None:
    talk = Talk(OTHERS["resident"])
    talk.fault()
    assert talk.sent == []


@pytest.mark.parametrize("uid", [b"", bytes(4), bytes(7), b"\x99", b"\x99" * 5])
def test_a_uid_that_is_none(uid: bytes) -> None:
    assert Talk(replace(OTHERS["staff"], uid=uid)).fault() is Fault.CHIP_UNKNOWN


def test_a_contact_card_is_not_asked_for_a_uid() -> None:
    talk = Talk(OTHERS["other"])
    talk.fault()
    assert [command for command in talk.sent if command[0] == 0xFF] == []


def test_a_bank_card_is_asked_for_names_and_for_no_number() -> None:
    talk = Talk(OTHERS["bank-contactless"])
    talk.read()
    assert {command[1] for command in talk.sent} == {0xA4}


def test_nothing_of_the_holder_in_what_may_be_logged() -> None:
    card = Talk(social_security(HOLDER)).read()
    assert all(value not in repr(card) for value in (card.number, card.name, *card.fields.values()))


@settings(deadline=None)
@given(
    st.sampled_from([chip_twin.CONTACT_ATR, chip_twin.CONTACTLESS_ATR, chip_twin.STORAGE_ATR]),
    st.lists(
        st.binary(max_size=260)
        | st.sampled_from([bytes.fromhex(sw) for sw in ("9000", "6A82", "6982", "6700", "6105", "6C05", "6300")])
        | st.builds(
            lambda tag, value, sw: bytes((tag, len(value))) + value + sw,
            st.integers(0, 255),
            st.binary(max_size=40),
            st.sampled_from([b"\x90\x00", b"\x61\x02"]),
        ),
        min_size=1,
        max_size=30,
    ),
)
def test_whatever_a_card_answers_nothing_but_reading_is_sent_and_it_ends(atr: bytes, answers: list[bytes]) -> None:
    talk = Talk(replace(OTHERS["other"], atr=atr))
    talk.twin.answer = lambda raw: answers[(len(talk.sent) + raw[2]) % len(answers)]  # type: ignore[method-assign]
    ended = talk.ended()
    if isinstance(ended, Fault):
        assert ended.code.startswith("chip.")
    else:
        assert ended.sort in {"social-security", "staff", "bank"}
    assert VERIFY not in {command[1] for command in talk.sent}
    assert {command[1] for command in talk.sent} <= apdu.INS
    assert len(talk.sent) < 1000


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(ITEMS)), st.binary(max_size=60), min_size=1))
def test_any_values_make_a_card_or_the_named_fault(values: dict[str, bytes]) -> None:
    card = social_security(HOLDER)
    for name, value in values.items():
        card = with_value(card, name, value)
    ended = Talk(card).ended()
    if isinstance(ended, Fault):
        assert ended is Fault.CHIP_MALFORMED
        assert "number" in values
    else:
        assert ended.name.isprintable()
        assert all(text.isprintable() for text in ended.fields.values())


def test_the_twin_alone() -> None:
    twin = ChipTwin()
    assert twin.answer(bytes.fromhex("00A40000")) == b""
    twin.insert(OTHERS["other"])
    assert twin.answer(b"\x00") == b"\x67\x00"
    assert twin.answer(bytes.fromhex("00200000")) == b"\x6d\x00"
    assert twin.answer(bytes.fromhex("00A40000")) == b"\x6a\x82"
    assert twin.answer(bytes.fromhex("00C0000005")) == b"\x6a\x86"
    assert twin.answer(bytes.fromhex("00B2010400")) == b"\x6a\x83"
    assert twin.asked["20"] == 1
    twin.override(0xA4, b"\x65\x81", 2)
    assert [twin.answer(bytes.fromhex("00A40000")) for _ in range(3)] == [b"\x65\x81"] * 2 + [b"\x6a\x82"]
    twin.override(0xA4, b"\x90\x00", 0)
    assert twin.answer(bytes.fromhex("00A40000")) == b"\x6a\x82"
    twin.pull()
    assert twin.answer(bytes.fromhex("00A40000")) == b""
    with pytest.raises(ValueError, match="shredded"):
        twin.garble("shredded", 1)


def test_a_record_without_a_length_given() -> None:
    twin = ChipTwin()
    twin.insert(social_security(HOLDER))
    twin.answer(bytes.fromhex("00A4000002EF05"))
    assert twin.answer(bytes.fromhex("00B20204")) == b"\x02\x011\x90\x00"


def test_the_application_name_is_the_published_one() -> None:
    assert social_security_card.SSSE.hex(" ").upper() == "73 78 31 2E 73 68 2E C9 E7 BB E1 B1 A3 D5 CF"
