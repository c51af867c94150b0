"""pcscd is not there, ends, crashes, comes back; the reader is not there: said by name, and found again by itself."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

import pytest

from devices.contract import ChipCard, DeviceError, Fault, Roots
from devices.drivers.chip_pcsc import DRIVER, PcscChipReader
from tests.chip_stand import READER, ChipStand, chip_stand_or_skip, wait_until

POLLS = 60


@pytest.fixture(scope="module")
def service() -> Iterator[ChipStand]:
    yield from chip_stand_or_skip()


@pytest.fixture
def stand(service: ChipStand) -> ChipStand:
    service.stop_service()
    service.start_service()
    return service


@pytest.fixture
def reader(stand: ChipStand) -> Iterator[PcscChipReader]:
    assert stand
    opened = PcscChipReader({"reader": READER})
    yield opened
    opened.close()


def fault(reader: PcscChipReader) -> Fault | None:
    try:
        reader.poll(lambda: None)
    except DeviceError as error:
        return error.fault
    return None


def until_read(reader: PcscChipReader) -> ChipCard:
    for _ in range(POLLS):
        with contextlib.suppress(DeviceError):
            card = reader.poll(lambda: None)
            if card is not None:
                return card
    raise AssertionError("no card")


@pytest.mark.parametrize("kill", [False, True])
def test_the_service_ends_and_comes_back(stand: ChipStand, reader: PcscChipReader, kill: bool) -> None:  # noqa: FBT001
    stand.tell("place")
    assert until_read(reader).sort == "social-security"
    stand.stop_service(kill=kill)
    assert [fault(reader) for _ in range(3)] == [Fault.CHIP_SERVICE_GONE] * 3
    with pytest.raises(DeviceError) as caught:
        reader.check()
    assert caught.value.fault is Fault.CHIP_SERVICE_GONE
    stand.start_service()
    reader.check()
    stand.tell("place", person="p02")
    assert until_read(reader).sort == "social-security"


def test_the_service_is_not_there_at_the_start(stand: ChipStand) -> None:
    stand.stop_service()
    with pytest.raises(DeviceError) as caught:
        PcscChipReader({"reader": READER})
    assert caught.value.fault is Fault.CHIP_SERVICE_GONE
    assert list(DRIVER.find(Roots())) == []
    stand.start_service()
    PcscChipReader({"reader": READER}).close()


def test_the_service_is_restarted_unseen(stand: ChipStand, reader: PcscChipReader) -> None:
    """Between two polls: the context is one of a daemon that is no more."""
    assert fault(reader) is None
    stand.stop_service()
    stand.start_service()
    assert fault(reader) is Fault.CHIP_SERVICE_GONE
    assert fault(reader) is None
    stand.tell("place")
    assert until_read(reader).sort == "social-security"


def test_the_service_crashes_while_a_card_is_read(stand: ChipStand, reader: PcscChipReader) -> None:
    stand.tell("stall", seconds=120.0)
    commands = stand.tell("state")["commands"]
    stand.tell("place")
    stand.settle(present=True)
    found: list[Fault | None] = []
    reading = threading.Thread(target=lambda: found.append(fault(reader)))
    reading.start()
    wait_until(lambda: stand.tell("state")["commands"] > commands, "the first command")
    stand.stop_service(kill=True)
    reading.join(60)
    assert found == [Fault.CHIP_SERVICE_GONE]
    stand.start_service()
    stand.tell("place")
    assert until_read(reader).sort == "social-security"


def test_the_service_crashes_while_a_card_is_waited_for(stand: ChipStand, reader: PcscChipReader) -> None:
    found: list[Fault | None] = []
    waiting = threading.Thread(target=lambda: found.extend(fault(reader) for _ in range(4)))
    waiting.start()
    stand.stop_service(kill=True)
    waiting.join(60)
    assert found[-1] is Fault.CHIP_SERVICE_GONE
    assert set(found) <= {None, Fault.CHIP_SERVICE_GONE}


def test_the_reader_is_not_there_any_more(stand: ChipStand, reader: PcscChipReader) -> None:
    stand.stop_service()
    stand.start_service("Another Reader")
    assert fault(reader) is Fault.CHIP_SERVICE_GONE
    assert [fault(reader) for _ in range(2)] == [Fault.GONE] * 2
    stand.stop_service()
    stand.start_service()
    stand.tell("place")
    assert until_read(reader).sort == "social-security"
