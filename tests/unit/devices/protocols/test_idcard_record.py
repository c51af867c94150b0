"""The 256-byte record: four layouts both ways, what is a warning, what is an error, and what never leaks."""

from __future__ import annotations

import dataclasses
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import DeviceError, Fault
from devices.protocols import idcard_layout
from devices.protocols.idcard_record import CardFields, CardKind, decode, encode

PEOPLE = Path(__file__).parents[4] / "kiosk" / "sandbox" / "seed" / "people"

RESIDENT = CardFields(
    kind=CardKind.RESIDENT,
    name="林晚舟",
    sex="2",
    nation="01",
    birth="1985-03-14",
    address="示例省示例市示例区甲子路1号",
    number="99010119850314002X",
    authority="示例市公安局示例区分局",
    valid_from="2020-01-01",
    valid_to="2040-01-01",
)
FOREIGNER = CardFields(
    kind=CardKind.FOREIGNER_2023,
    name="罗山",
    name_latin="SPECIMENOWSKI-TESTERMANN, ROMAN ALEKSANDER JR",
    sex="1",
    birth="1993-03-03",
    number="999616199303030074",
    valid_from="2024-05-05",
    valid_to="2034-05-04",
    nationality="POL",
    renewals="01",
    former_link="013",
)


def changed(record: bytes, at: int, text: str) -> bytes:
    raw = text.encode("utf-16-le", "surrogatepass")
    return record[:at] + raw + record[at + len(raw) :]


def fault_of(record: bytes) -> Fault:
    with pytest.raises(DeviceError) as caught:
        decode(record)
    return caught.value.fault


@pytest.mark.parametrize("kind", CardKind)
def test_layouts_lie_side_by_side_and_end_at_256(kind: CardKind) -> None:
    taken: set[int] = {248, 249}
    for slot in idcard_layout.LAYOUTS[kind]:
        place = set(range(slot.at, slot.at + slot.size))
        assert slot.size % 2 == 0
        assert not place & taken, slot.field
        taken |= place
    assert max(taken) <= 255


def test_resident_record_is_built_as_the_facts_say() -> None:
    parts = (
        "林晚舟".ljust(15),
        "2",
        "01",
        "19850314",
        "示例省示例市示例区甲子路1号".ljust(35),
        "99010119850314002X",
        "示例市公安局示例区分局".ljust(15),
        "20200101",
        "20400101",
        " " * 18,
    )
    record = "".join(parts).encode("utf-16-le")
    assert encode(RESIDENT) == record
    card = decode(record)
    assert (card.name, card.sex, card.nation, card.nation_code) == ("林晚舟", "女", "汉", "01")
    assert (card.birth, card.valid_from, card.valid_to) == ("1985-03-14", "2020-01-01", "2040-01-01")
    assert (card.pass_number, card.nationality, card.name_latin, card.warnings) == (None, None, None, ())


def test_long_term_is_seven_f_nine_five_one_f_six_seven_then_spaces() -> None:
    record = encode(dataclasses.replace(RESIDENT, valid_to="长期"))
    assert record[204:220] == bytes.fromhex("7F 95 1F 67") + b"\x20\x00" * 6
    assert decode(record).valid_to == "长期"


def test_latin_name_continues_in_its_second_place() -> None:
    record = encode(FOREIGNER)
    assert record[52:122].decode("utf-16-le") == "SPECIMENOWSKI-TESTERMANN, ROMAN ALE"
    assert record[220:242].decode("utf-16-le") == "KSANDER JR "
    card = decode(record)
    assert card.name_latin == FOREIGNER.name_latin
    assert (card.former_number, card.renewals, card.nationality) == ("POL990193030334", "01", "POL")


@pytest.mark.parametrize("path", sorted(PEOPLE.glob("*.json")), ids=lambda path: path.stem)
def test_every_synthetic_person_comes_back_from_the_chip_without_a_warning(path: Path) -> None:
    person = json.loads(path.read_text(encoding="utf-8"))
    fields = CardFields.from_json(person["card"])
    card = decode(encode(fields))
    for name in ("kind", "birth", "number", "valid_from", "valid_to", "name_latin", "address", "authority"):
        assert getattr(card, name) == getattr(fields, name), name
    assert card.name == (fields.name or "")
    assert (card.sex_code, card.nation_code) == (fields.sex, fields.nation)
    assert card.warnings == ()
    assert person["id"] == path.stem


def test_the_seed_holds_every_kind_of_document() -> None:
    people = [json.loads(path.read_text(encoding="utf-8"))["card"] for path in PEOPLE.glob("*.json")]
    assert len(people) >= 30
    kinds = [card["kind"] for card in people]
    assert {kind.value for kind in CardKind} == set(kinds)
    assert min(kinds.count(kind) for kind in ("hmt", "foreigner-2017", "foreigner-2023")) >= 2
    assert any(ord(char) > 0xFFFF for card in people for char in card["name"] or "")
    assert any(card["valid_to"] == "长期" for card in people)
    assert any(card["valid_to"] < "2020" for card in people)


_TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Co")).filter(
        lambda char: ord(char) & 0xFFFE != 0xFFFE
    ),
    min_size=1,
    max_size=7,
)
_DATE = st.dates().map(lambda day: day.isoformat())


def _fits(room: int, text: str) -> bool:
    return len(text.encode("utf-16-le")) // 2 <= room


@st.composite
def _fields(draw: st.DrawFn) -> CardFields:
    kind = draw(st.sampled_from(CardKind))
    names = {slot.field for slot in idcard_layout.LAYOUTS[kind]}
    room = {name: sum(slot.size for slot in idcard_layout.LAYOUTS[kind] if slot.field == name) // 2 for name in names}
    values: dict[str, Any] = {}
    for name in sorted(names):
        if name in ("birth", "valid_from", "valid_to"):
            values[name] = draw(_DATE)
        else:
            values[name] = draw(_TEXT.filter(partial(_fits, room[name])))
    return CardFields(kind=kind, **values)


@given(_fields())
@settings(deadline=None)
def test_what_is_written_is_read_again(fields: CardFields) -> None:
    kind, found = idcard_layout.split(encode(fields))
    assert kind is fields.kind
    for name, value in found.items():
        expected = getattr(fields, name)
        assert value == (expected.replace("-", "") if name in ("birth", "valid_from", "valid_to") else expected)
    assert decode(encode(fields)).number == fields.number


@given(st.binary(min_size=256, max_size=256) | st.binary())
@settings(deadline=None)
def test_any_bytes_are_a_card_or_a_named_fault(record: bytes) -> None:
    try:
        decode(record)
    except DeviceError as error:
        assert error.fault in {Fault.RECORD_MALFORMED, Fault.RECORD_BLANK, Fault.DOCUMENT_UNSUPPORTED}  # noqa: PT017


@given(st.integers(0, 255), st.integers(0, 255))
@settings(deadline=None)
def test_one_damaged_byte_is_a_card_or_a_named_fault(at: int, value: int) -> None:
    record = bytearray(encode(RESIDENT))
    record[at] = value
    try:
        decode(bytes(record))
    except DeviceError as error:
        assert error.fault in {Fault.RECORD_MALFORMED, Fault.DOCUMENT_UNSUPPORTED}  # noqa: PT017


@pytest.mark.parametrize("size", [0, 255, 257, 512])
def test_another_length_is_malformed(size: int) -> None:
    assert fault_of(bytes(size)) is Fault.RECORD_MALFORMED


@pytest.mark.parametrize("flag", ["K", "y", "Ｊ", "\ud800"])
def test_unknown_type_flag_is_an_unsupported_document(flag: str) -> None:
    assert fault_of(changed(encode(RESIDENT), 248, flag)) is Fault.DOCUMENT_UNSUPPORTED


@pytest.mark.parametrize("birth", ["19850230", "00000314", "1985 314", "        ", "１９８５０３１４", "1985-3-1"])
def test_a_day_that_never_was_is_malformed(birth: str) -> None:
    assert fault_of(changed(encode(RESIDENT), 36, birth)) is Fault.RECORD_MALFORMED


def test_long_term_is_no_beginning() -> None:
    assert fault_of(changed(encode(RESIDENT), 188, "长期      ")) is Fault.RECORD_MALFORMED


@pytest.mark.parametrize("blank", ["0" * 8, " " * 8, "\x00" * 8])
def test_a_record_without_any_date_is_a_bad_read(blank: str) -> None:
    record = encode(RESIDENT)
    for at in (36, 188, 204):
        record = changed(record, at, blank)
    assert fault_of(record) is Fault.RECORD_BLANK


def test_nothing_but_zeros_or_spaces_is_a_bad_read() -> None:
    assert fault_of(bytes(256)) is Fault.RECORD_BLANK
    assert fault_of(b"\x20\x00" * 128) is Fault.RECORD_BLANK


@pytest.mark.parametrize("half", [0xD83D, 0xDC00])
def test_a_lone_surrogate_is_malformed(half: int) -> None:
    assert fault_of(changed(encode(RESIDENT), 2, chr(half))) is Fault.RECORD_MALFORMED


def test_a_surrogate_pair_cut_by_the_field_edge_is_malformed() -> None:
    assert fault_of(changed(encode(RESIDENT), 28, "\ud871")) is Fault.RECORD_MALFORMED


def test_a_surrogate_pair_is_a_rare_character() -> None:
    assert decode(encode(dataclasses.replace(RESIDENT, name="陈𬱟"))).name == "陈𬱟"


@pytest.mark.parametrize("char", ["\x07", "\n", "\x00", "\uffff", "\ufffe"])
def test_what_no_card_can_hold_is_malformed(char: str) -> None:
    assert fault_of(changed(encode(RESIDENT), 2, char)) is Fault.RECORD_MALFORMED


def test_zeros_and_wide_spaces_are_padding_too() -> None:
    record = changed(encode(RESIDENT), 6, "\x00" * 12)
    assert decode(changed(record, 52, "\u3000")).name == "林晚舟"


def test_without_number_or_name_it_is_no_card() -> None:
    assert fault_of(changed(encode(RESIDENT), 122, " " * 18)) is Fault.RECORD_MALFORMED
    assert fault_of(changed(encode(RESIDENT), 0, " " * 15)) is Fault.RECORD_MALFORMED
    assert decode(encode(dataclasses.replace(FOREIGNER, name=None))).name == ""


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"nation": "57"}, "nation-unknown"),
        ({"nation": None}, "nation-unknown"),
        ({"sex": "5"}, "sex-unknown"),
        ({"sex": "1"}, "number-sex"),
        ({"birth": "1985-03-15"}, "number-birth"),
        ({"number": "990101198503140020"}, "number-check"),
        ({"number": "9901018503140"}, "number-form"),
        ({"valid_from": "2041-01-01"}, "validity-reversed"),
    ],
)
def test_oddities_are_warnings_and_never_errors(change: dict[str, Any], warning: str) -> None:
    assert decode(encode(dataclasses.replace(RESIDENT, **change))).warnings == (warning,)


def test_unknown_people_is_shown_as_digits() -> None:
    assert decode(encode(dataclasses.replace(RESIDENT, nation="57"))).nation == "57"
    assert decode(encode(dataclasses.replace(RESIDENT, nation=None))).nation is None


@pytest.mark.parametrize(("code", "word"), [("0", "未知"), ("1", "男"), ("2", "女"), ("9", "未说明"), ("5", "未知")])
def test_sex_in_words(code: str, word: str) -> None:
    card = decode(encode(dataclasses.replace(RESIDENT, sex=code)))
    assert (card.sex, card.sex_code) == (word, code)


def test_a_permit_number_with_another_prefix_is_odd() -> None:
    permit = dataclasses.replace(RESIDENT, kind=CardKind.HMT, nation=None, pass_number="H99000001", issues="01")
    assert decode(encode(permit)).warnings == ("number-prefix",)


def test_a_2023_number_begins_with_nine_and_is_accepted() -> None:
    specimen = dataclasses.replace(FOREIGNER, number="931586198001010028", birth="1980-01-01")
    assert decode(encode(specimen)).warnings == ()
    odd = dataclasses.replace(specimen, number="8" + specimen.number[1:])
    assert "number-prefix" in decode(encode(odd)).warnings


def test_what_does_not_fit_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"^does not fit into the record: name$"):
        encode(dataclasses.replace(RESIDENT, name="一" * 16))
    with pytest.raises(ValueError, match="pass_number"):
        encode(dataclasses.replace(RESIDENT, pass_number="H99000001"))


@pytest.mark.parametrize(
    "values",
    [{}, {"kind": "passport"}, {"kind": "resident"}, {"kind": "resident", "shoe": "43"}, {"kind": 1}],
)
def test_unusable_json_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^card: "):
        CardFields.from_json(values)


def test_nothing_of_the_person_in_a_repr_or_an_error() -> None:
    card = dataclasses.replace(decode(encode(RESIDENT)), photo=b"picture")
    assert repr(card) == "CardRecord(kind='resident', warnings=())"
    assert repr(RESIDENT) == "CardFields(kind='resident')"
    with pytest.raises(DeviceError) as caught:
        decode(changed(encode(RESIDENT), 36, "19850230"))
    assert "1985" not in str(caught.value)


def test_odd_lengths_are_no_text() -> None:
    with pytest.raises(DeviceError, match="not UTF-16"):
        idcard_layout.text(b"\x20", "address")
