"""Chip cards through a real pcscd: every version and dialect, one card after another, and nothing left behind."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.contract import ChipCard, DeviceError, Fault, Kind, Roots
from devices.drivers.chip_pcsc import DRIVER, PcscChipReader
from devices.registry import driver
from devices.transports.control import tell
from tests.chip_stand import PEOPLE, READER, SECOND, ChipStand, chip_stand_or_skip, wait_until

HOLDER = json.loads((PEOPLE / "p01.json").read_text(encoding="utf-8"))["card"]
POLLS = 60


@pytest.fixture(scope="module")
def service() -> Iterator[ChipStand]:
    yield from chip_stand_or_skip()


@pytest.fixture
def stand(service: ChipStand) -> Iterator[ChipStand]:
    service.tell("lift")
    service.settle(present=False)
    yield service
    assert "20" not in service.tell("state")["asked"], "a VERIFY was sent"


@pytest.fixture
def reader(stand: ChipStand) -> Iterator[PcscChipReader]:
    assert stand
    opened = PcscChipReader({"reader": READER})
    yield opened
    opened.close()


def polled(reader: PcscChipReader) -> ChipCard:
    """Poll until a card is presented."""
    for _ in range(POLLS):
        card = reader.poll(lambda: None)
        if card is not None:
            return card
    raise AssertionError("no card")


def entries(folder: str) -> int:
    return len(list(Path(folder).iterdir()))


@pytest.mark.parametrize(
    ("version", "more"),
    [
        ("1.00", {}),
        ("2.00", {}),
        ("3.00", {}),
        ("1.00", {"plumbing": "t0"}),
        ("2.00", {"plumbing": "strict"}),
        ("3.00", {"hidden": True}),
    ],
)
def test_social_security_cards(stand: ChipStand, reader: PcscChipReader, version: str, more: dict[str, Any]) -> None:
    stand.tell("place", version=version, **more)
    card = polled(reader)
    assert (card.sort, card.number, card.name) == ("social-security", HOLDER["number"], HOLDER["name"])
    assert (card.fields["version"], card.fields["birth"]) == (version, HOLDER["birth"])


def test_a_third_generation_card_laid_on_a_contactless_reader(stand: ChipStand, reader: PcscChipReader) -> None:
    stand.tell("place", contactless=True, person="p04")
    assert polled(reader).sort == "social-security"


@pytest.mark.parametrize(
    ("word", "sort", "number"),
    [("staff", "staff", "99A001C3"), ("staff-cpu", "staff", "99A002C3D4E5F6"), ("bank", "bank", "")],
)
def test_other_cards(stand: ChipStand, reader: PcscChipReader, word: str, sort: str, number: str) -> None:
    stand.tell("place", card=word)
    assert polled(reader) == ChipCard(sort, number)


def test_an_empty_reader_gives_nothing(reader: PcscChipReader) -> None:
    detected: list[None] = []
    assert reader.poll(lambda: detected.append(None)) is None
    assert detected == []


def test_a_card_that_lies_there_is_presented_once(stand: ChipStand, reader: PcscChipReader) -> None:
    detected: list[None] = []
    stand.tell("place")
    stand.settle(present=True)
    assert reader.poll(lambda: detected.append(None)) is not None
    commands = stand.tell("state")["commands"]
    assert [reader.poll(lambda: detected.append(None)) for _ in range(3)] == [None] * 3
    assert len(detected) == 1
    assert stand.tell("state")["commands"] == commands
    reader.check()
    assert reader.poll(lambda: None) is None


def test_a_card_that_lay_there_before_is_presented(stand: ChipStand) -> None:
    stand.tell("place", person="p03")
    stand.settle(present=True)
    reader = PcscChipReader({"reader": READER})
    assert reader.poll(lambda: None) is not None
    reader.close()


def test_two_cards_in_a_row(stand: ChipStand, reader: PcscChipReader) -> None:
    stand.tell("place", person="p01")
    assert polled(reader).number == HOLDER["number"]
    stand.tell("place", person="p02")
    assert polled(reader).number != HOLDER["number"]


def test_a_card_that_was_taken_and_put_back_between_two_polls_is_new(
    stand: ChipStand, reader: PcscChipReader
) -> None:
    stand.tell("place")
    assert polled(reader)
    stand.tell("lift")
    stand.settle(present=False)
    stand.tell("place")
    stand.settle(present=True)
    assert reader.poll(lambda: None) is not None


def test_fifty_reads_leave_nothing_open(stand: ChipStand) -> None:
    def held() -> tuple[int, int, int, int]:
        service = f"/proc/{stand.service_pid}"
        return (
            entries("/proc/self/fd"),
            threading.active_count(),
            entries(f"{service}/fd"),
            entries(f"{service}/task"),
        )

    def read() -> None:
        reader = PcscChipReader({"reader": READER})
        card = reader.poll(lambda: None)
        reader.close()
        reader.close()
        assert card is not None
        assert card.number == HOLDER["number"]

    stand.tell("place")
    stand.settle(present=True)
    read()
    before = held()
    for _ in range(50):
        read()
    wait_until(lambda: all(now <= then for now, then in zip(held(), before, strict=True)), "nothing more is held")


def test_five_cards_in_a_row(stand: ChipStand, reader: PcscChipReader) -> None:
    for number in range(5):
        stand.tell("place", person=f"p{number % 9 + 1:02d}", version=("1.00", "3.00")[number % 2])
        assert polled(reader).sort == "social-security"


def test_readers_are_found_without_being_connected_to(stand: ChipStand) -> None:
    stand.tell("place")
    stand.settle(present=True)
    commands = stand.tell("state")["commands"]
    found = list(DRIVER.find(Roots()))
    assert [(one.driver, one.kind, one.label) for one in found] == [
        ("chip_pcsc", Kind.CHIP_READER, name) for name in (READER, SECOND)
    ]
    assert stand.tell("state")["commands"] == commands
    reader = DRIVER.open(found[0].options)
    assert reader.describe().model == READER
    assert reader.poll(lambda: None) is not None
    reader.close()


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({}, Fault.NOT_CONFIGURED),
        ({"reader": "Virtual PCD"}, Fault.NOT_CONFIGURED),
        ({"reader": 7}, Fault.NOT_CONFIGURED),
        ({"reader": "Virtual PCD 00 07"}, Fault.GONE),
    ],
)
def test_readers_that_are_not_there_or_not_the_only_ones(
    stand: ChipStand, options: dict[str, Any], fault: Fault
) -> None:
    assert stand
    with pytest.raises(DeviceError) as caught:
        driver("chip_pcsc").open(options)
    assert caught.value.fault is fault


def test_a_real_terminal_refuses_the_virtual_reader(stand: ChipStand) -> None:
    assert stand
    with pytest.raises(DeviceError) as caught:
        driver("chip_pcsc", production=True).open({"reader": READER})
    assert caught.value.fault is Fault.NOT_PERMITTED


def test_two_readers_at_a_time(stand: ChipStand, reader: PcscChipReader) -> None:
    other = PcscChipReader({"reader": SECOND})
    stand.tell("place", reader=SECOND, card="staff")
    stand.tell("place")
    assert (polled(reader).sort, polled(other).sort) == ("social-security", "staff")
    stand.tell("lift", reader=SECOND)
    other.close()


def test_nothing_listens_outside_the_network_of_the_tests(stand: ChipStand) -> None:
    assert stand
    ports = {35963, 35964}
    listening = {
        int(line.split()[1].rpartition(":")[2], 16)
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text("ascii").splitlines()[1:]
        if line.split()[3] == "0A"
    }
    assert not listening & ports


def test_the_card_as_a_command(stand: ChipStand, tmp_path: Path) -> None:
    control = tmp_path / "control"
    words = ["twin", "chip", "--with-parent", "--control", str(control), "--port", "35964", "--people", str(PEOPLE)]
    command = stand.inside(sys.executable, "-m", "kiosk", *words)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as twin:
        assert twin.stdin
        assert twin.stdout
        assert json.loads(twin.stdout.readline())["event"] == "ready"
        assert tell(control, {"do": "place", "card": "bank"})["card"] == "bank"
        reader = PcscChipReader({"reader": SECOND})
        assert polled(reader).sort == "bank"
        reader.close()
        twin.stdin.close()
        assert twin.wait(60) == 0
