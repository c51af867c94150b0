"""Every chip-card reader against the one suite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.conformance.suite import Bench, Hand, Rule
from devices.contract import ChipCard, Fault, Kind
from devices.drivers import memory_chip_reader
from devices.drivers.memory_chip_reader import MemoryChipReader
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


MAKERS = {"memory": Maker(in_memory)}


@pytest.mark.parametrize(("make", "rule"), cases(Kind.CHIP_READER, MAKERS))
def test_rule(make: Make, rule: Rule, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with make(tmp_path, request) as bench:
        rule(bench)
