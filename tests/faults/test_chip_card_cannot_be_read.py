"""A chip card is pulled, mute, nonsensical or the wrong one: a named fault, and the next card is read."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from devices.contract import ChipCard, DeviceError, Fault
from devices.drivers.chip_pcsc import ATTEMPTS, PcscChipReader, Timing
from devices.transports import pcsc
from tests.chip_stand import READER, ChipStand, chip_stand_or_skip

POLLS = 60


@pytest.fixture(scope="module")
def service() -> Iterator[ChipStand]:
    yield from chip_stand_or_skip()


@pytest.fixture
def stand(service: ChipStand) -> Iterator[ChipStand]:
    service.tell("lift")
    service.settle(present=False)
    service.tell("garble", how="tag", times=0)
    yield service
    assert "20" not in service.tell("state")["asked"], "a VERIFY was sent"


@pytest.fixture
def reader(stand: ChipStand) -> Iterator[PcscChipReader]:
    assert stand
    opened = PcscChipReader({"reader": READER})
    yield opened
    opened.close()


def faults(reader: PcscChipReader, stand: ChipStand, **card: Any) -> list[Fault]:
    """Put a card in; the faults of polling it until it is left alone."""
    stand.tell("place", **card)
    stand.settle(present=True)
    found: list[Fault] = []
    for _ in range(POLLS):
        try:
            assert reader.poll(lambda: None) is None
        except DeviceError as error:
            found.append(error.fault)
        else:
            return found
    raise AssertionError(found)


def next_card(reader: PcscChipReader, stand: ChipStand) -> ChipCard:
    stand.tell("lift")
    stand.settle(present=False)
    stand.tell("place")
    for _ in range(POLLS):
        with contextlib.suppress(DeviceError):
            card = reader.poll(lambda: None)
            if card is not None:
                return card
    raise AssertionError("no card")


@pytest.mark.parametrize(
    ("card", "fault"),
    [
        ({"card": "resident"}, Fault.CHIP_WRONG_READER),
        ({"locked": True}, Fault.CHIP_NOT_PERMITTED),
    ],
)
def test_a_card_that_no_second_try_helps_is_refused_once(
    stand: ChipStand, reader: PcscChipReader, card: dict[str, Any], fault: Fault
) -> None:
    assert faults(reader, stand, **card) == [fault]
    assert next_card(reader, stand).sort == "social-security"


@pytest.mark.parametrize(
    ("card", "fault"), [("mute", Fault.CHIP_MUTE), ("other", Fault.CHIP_UNKNOWN), ("phone", Fault.CHIP_UNKNOWN)]
)
def test_a_card_that_lies_badly_or_is_unknown(
    stand: ChipStand, reader: PcscChipReader, card: str, fault: Fault
) -> None:
    assert faults(reader, stand, card=card) == [fault] * ATTEMPTS
    assert next_card(reader, stand).sort == "social-security"


@pytest.mark.parametrize("how", ["tag", "half", "endless"])
def test_a_card_that_answers_nonsense(stand: ChipStand, reader: PcscChipReader, how: str) -> None:
    stand.tell("garble", how=how, times=10_000)
    assert faults(reader, stand) == [Fault.CHIP_MALFORMED] * ATTEMPTS
    stand.tell("garble", how=how, times=0)
    assert next_card(reader, stand).sort == "social-security"


def test_nonsense_once_and_then_sense(stand: ChipStand, reader: PcscChipReader) -> None:
    stand.tell("garble", how="half", times=1)
    stand.tell("place")
    stand.settle(present=True)
    with pytest.raises(DeviceError) as caught:
        reader.poll(lambda: None)
    assert caught.value.fault is Fault.CHIP_MALFORMED
    assert reader.poll(lambda: None) is not None
    assert reader.poll(lambda: None) is None


@pytest.mark.parametrize("after", [0, 4, 16])
def test_a_card_that_is_pulled_while_it_is_read(stand: ChipStand, reader: PcscChipReader, after: int) -> None:
    stand.tell("place")
    stand.settle(present=True)
    stand.tell("pull", after=after)
    detected: list[None] = []
    with pytest.raises(DeviceError) as caught:
        reader.poll(lambda: detected.append(None))
    assert caught.value.fault is Fault.CHIP_PULLED
    assert len(detected) == 1
    assert next_card(reader, stand).sort == "social-security"


def test_a_card_with_an_error_of_its_own(stand: ChipStand, reader: PcscChipReader) -> None:
    stand.tell("answer", ins="B2", sw="6F00", times=1000)
    assert faults(reader, stand) == [Fault.CHIP_MALFORMED] * ATTEMPTS
    stand.tell("answer", ins="B2", sw="6F00", times=0)
    assert next_card(reader, stand).sort == "social-security"


def test_a_slow_card_is_waited_for(stand: ChipStand, reader: PcscChipReader) -> None:
    stand.tell("stall", seconds=1.5)
    stand.tell("place")
    stand.settle(present=True)
    assert reader.poll(lambda: None) is not None


def test_a_card_that_takes_for_ever_in_all(stand: ChipStand) -> None:
    clock = itertools.count(0.0, 4.0)
    reader = PcscChipReader({"reader": READER}, Timing(now=lambda: next(clock)))
    assert faults(reader, stand) == [Fault.CHIP_MUTE] * ATTEMPTS
    reader.close()


def test_another_program_holds_the_card(stand: ChipStand, reader: PcscChipReader) -> None:
    stand.tell("place")
    stand.settle(present=True)
    with contextlib.closing(pcsc.Context()) as context, contextlib.closing(context.connect(READER)):
        for _ in range(ATTEMPTS + 2):
            with pytest.raises(DeviceError) as caught:
                reader.poll(lambda: None)
            assert caught.value.fault is Fault.BUSY
    assert reader.poll(lambda: None) is not None


def test_nothing_of_the_holder_in_a_fault(stand: ChipStand, reader: PcscChipReader) -> None:
    stand.tell("place")
    stand.settle(present=True)
    stand.tell("pull", after=16)
    with pytest.raises(DeviceError) as caught:
        reader.poll(lambda: None)
    assert "99010119850314002X" not in str(caught.value)
    assert str(caught.value) == "chip.pulled: no answer"
