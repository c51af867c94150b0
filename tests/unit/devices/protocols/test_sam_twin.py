"""The module the twin plays: order of commands, protection after a good read, and misbehaviour on order."""

from __future__ import annotations

import pytest

from devices.contract import DeviceError, Fault
from devices.protocols import sam
from devices.protocols.sam import Command, Flaw, FrameParser, Garbage, Request, Response
from devices.protocols.sam_twin import Garble, SamTwin, Spoil, TwinCard

CARD = TwinCard("p00", bytes(256), b"\x01" * 1024, address="示例市新路9号", fingerprint=True)


def asked(twin: SamTwin, *commands: Command) -> list[int]:
    """SW3 of each command in order."""
    results = []
    for command in commands:
        (answer,) = FrameParser().feed(twin.reply(Request(command)))
        assert isinstance(answer, Response)
        results.append(answer.result)
    return results


@pytest.fixture
def twin() -> SamTwin:
    twin = SamTwin()
    twin.place(CARD)
    return twin


def test_find_select_read_address_then_protection_until_lifted(twin: SamTwin) -> None:
    order = (Command.FIND, Command.SELECT, Command.READ, Command.READ_ADDRESS)
    assert asked(twin, *order) == [0x9F, 0x90, 0x90, 0x90]
    assert asked(twin, Command.FIND, Command.FIND) == [0x80, 0x80]
    assert twin.state() == {
        "card": "p00",
        "spent": True,
        "asked": {"find": 3, "select": 1, "read": 1, "address": 1},
    }
    twin.lift()
    twin.place(CARD)
    assert asked(twin, *order) == [0x9F, 0x90, 0x90, 0x90]


def test_a_restarted_module_takes_the_card_for_new(twin: SamTwin) -> None:
    asked(twin, Command.FIND, Command.SELECT, Command.READ)
    twin.power_cycle()
    assert asked(twin, Command.FIND) == [0x9F]


def test_without_a_card() -> None:
    order = (Command.FIND, Command.SELECT, Command.READ, Command.READ_ADDRESS)
    assert asked(SamTwin(), *order) == [0x80, 0x81, 0x41, 0x41]


def test_lifted_between_select_and_read(twin: SamTwin) -> None:
    asked(twin, Command.FIND, Command.SELECT)
    twin.lift()
    assert asked(twin, Command.READ) == [0x41]
    assert twin.state()["card"] is None


def test_sizes_of_the_long_answers(twin: SamTwin) -> None:
    asked(twin, Command.FIND, Command.SELECT)
    assert len(twin.reply(Request(Command.READ))) == 1295
    assert len(twin.reply(Request(Command.READ_WITH_FINGER))) == 2321
    twin.place(TwinCard("p00", bytes(256), bytes(1024)))
    asked(twin, Command.FIND, Command.SELECT)
    assert len(twin.reply(Request(Command.READ_WITH_FINGER))) == 1297
    assert asked(twin, Command.READ_ADDRESS) == [0x91]


def test_status_reset_and_number(twin: SamTwin) -> None:
    assert asked(twin, Command.STATUS, Command.RESET, Command.READ_SAM_ID) == [0x90, 0x90, 0x90]


def test_what_it_does_not_know(twin: SamTwin) -> None:
    assert twin.reply(Request(None)) == sam.answer(0x21)
    assert twin.state()["asked"] == {"unknown": 1}


def test_the_management_number_is_of_a_card_that_was_chosen_and_lies_there(twin: SamTwin) -> None:
    assert asked(twin, Command.READ_MANAGEMENT) == [0x41]
    assert asked(twin, Command.FIND, Command.SELECT, Command.READ_MANAGEMENT) == [0x9F, 0x90, 0x90]
    twin.lift()
    assert asked(twin, Command.READ_MANAGEMENT) == [0x41]


def test_bad_requests_are_answered_by_code(twin: SamTwin) -> None:
    assert twin.reply(Flaw(Fault.FRAME_GARBLED, "checksum")) == sam.answer(0x10)
    assert twin.reply(Flaw(Fault.FRAME_GARBLED, "length 1")) == sam.answer(0x11)
    assert twin.reply(Garbage(3)) == b""


def test_an_ordered_answer_is_given_as_often_as_ordered(twin: SamTwin) -> None:
    twin.override("find", 0x66, 2)
    assert asked(twin, Command.FIND, Command.FIND, Command.FIND) == [0x66, 0x66, 0x9F]
    with pytest.raises(ValueError, match="command: one of"):
        twin.override("dance", 0x41, 1)


@pytest.mark.parametrize("how", Garble)
def test_a_damaged_answer_is_never_taken_for_one(twin: SamTwin, how: Garble) -> None:
    twin.garble(how.value, 2)
    for _ in range(2):
        parser = FrameParser()
        found = parser.feed(twin.reply(Request(Command.FIND))) + parser.finish()
        assert not [item for item in found if isinstance(item, Response)]
    assert asked(twin, Command.FIND) == [0x9F]


def test_unknown_damage_is_refused(twin: SamTwin) -> None:
    with pytest.raises(ValueError, match="gently"):
        twin.garble("gently", 1)


SPOILT = {
    Spoil.ID_SHORT: (Command.READ_SAM_ID, Fault.FRAME_GARBLED),
    Spoil.ADDRESS_LONG: (Command.READ_ADDRESS, Fault.FRAME_GARBLED),
    Spoil.ADDRESS_NO_TEXT: (Command.READ_ADDRESS, Fault.RECORD_MALFORMED),
    Spoil.LENGTHS: (Command.READ, Fault.FRAME_GARBLED),
    Spoil.TEXT_LONG: (Command.READ_WITH_FINGER, Fault.FRAME_GARBLED),
    Spoil.FINGER_CUT: (Command.READ_WITH_FINGER, Fault.FRAME_GARBLED),
}


def meaning(command: Command, data: bytes) -> object:
    """What the driver makes of a good answer."""
    if command is Command.READ_SAM_ID:
        return sam.sam_id(data)
    if command is Command.READ_ADDRESS:
        return sam.appended_address(data)
    return sam.card_data(data, fingerprint=command is Command.READ_WITH_FINGER)


@pytest.mark.parametrize("what", Spoil)
def test_wrong_content_in_a_sound_frame_is_a_named_fault_once(twin: SamTwin, what: Spoil) -> None:
    command, fault = SPOILT[what]
    twin.spoil(what.value, 1)
    asked(twin, Command.FIND, Command.SELECT)
    (wrong,), (right,) = (FrameParser().feed(twin.reply(Request(command))) for _ in range(2))
    assert isinstance(wrong, Response)
    assert isinstance(right, Response)
    assert wrong.result == right.result == 0x90
    with pytest.raises(DeviceError) as caught:
        meaning(command, wrong.data)
    assert caught.value.fault is fault
    assert meaning(command, right.data)
    with pytest.raises(ValueError, match="milk"):
        twin.spoil("milk", 1)


def test_noise_comes_once_before_the_answer(twin: SamTwin) -> None:
    twin.noise(50)
    noisy = twin.reply(Request(Command.STATUS))
    assert len(noisy) == 50 + 11
    assert noisy.endswith(sam.answer(0x90))
    assert twin.reply(Request(Command.STATUS)) == sam.answer(0x90)


def test_damage_can_be_kept_for_one_kind_of_answer(twin: SamTwin) -> None:
    twin.garble("checksum", 1, "select")
    assert asked(twin, Command.FIND) == [0x9F]
    parser = FrameParser()
    assert not [item for item in parser.feed(twin.reply(Request(Command.SELECT))) if isinstance(item, Response)]
    assert asked(twin, Command.SELECT) == [0x90]
    with pytest.raises(ValueError, match="command: one of"):
        twin.garble("checksum", 1, "dance")
