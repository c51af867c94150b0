"""Every chip-card reader against the one suite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.conformance.suite import Bench, Hand, Rule
from devices.contract import ChipCard, Fault, Kind
from devices.drivers import chip_pcsc, memory_chip_reader
from devices.drivers.memory_chip_reader import MemoryChipReader
from tests.chip_stand import READER, ChipStand, chip_stand_or_skip
from tests.conformance_cases import Make, Maker, cases, opening

HOLDER = ChipCard("social-security", number="99010119850314002X", name="某人", fields={"region": "990100"})


class MemoryHand(Hand):
    def __init__(self, reader: MemoryChipReader) -> None:
        self.reader = reader

    def place(self, card: str) -> None:
        self.reader.place(Fault.CHIP_WRONG_READER if card == "resident" else HOLDER)

    def lift(self) -> None:
        self.reader.lift()

    def pull(self) -> None:
        self.reader.fail(Fault.CHIP_PULLED)

    def vanish(self) -> None:
        self.reader.unplug()

    def come_back(self) -> None:
        self.reader.unplug(gone=False)


@contextmanager
def in_memory(_folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    reader = MemoryChipReader()
    with Bench(opening(memory_chip_reader.DRIVER, reader), {}, MemoryHand(reader)) as bench:
        yield bench


class StandHand(Hand):
    """The card's twin, and pcscd itself, which can be taken away."""

    def __init__(self, stand: ChipStand) -> None:
        self.stand = stand

    def place(self, card: str) -> None:
        self.stand.tell("place", card=card)

    def lift(self) -> None:
        self.stand.tell("lift")
        self.stand.settle(present=False)

    def pull(self) -> None:
        self.stand.tell("pull")

    def vanish(self) -> None:
        self.stand.stop_service()

    def come_back(self) -> None:
        self.stand.start_service()


@pytest.fixture(scope="module")
def service() -> Iterator[ChipStand]:
    yield from chip_stand_or_skip()


@contextmanager
def behind_pcscd(_folder: Path, request: pytest.FixtureRequest) -> Iterator[Bench]:
    stand: ChipStand = request.getfixturevalue("service")
    stand.tell("lift")
    stand.settle(present=False)
    with Bench(chip_pcsc.DRIVER, {"reader": READER}, StandHand(stand)) as bench:
        yield bench


MAKERS = {"memory": Maker(in_memory), "pcsc": Maker(behind_pcscd)}


@pytest.mark.parametrize(("make", "rule"), cases(Kind.CHIP_READER, MAKERS))
def test_rule(make: Make, rule: Rule, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with make(tmp_path, request) as bench:
        rule(bench)
