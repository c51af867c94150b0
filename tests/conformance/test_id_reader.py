"""Every identity-card reader against the one suite: in memory, and on a twin's real bytes over serial and USB."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from devices.conformance.hands import TwinHand
from devices.conformance.suite import Bench, Hand, Rule, suite
from devices.contract import Fault, Kind
from devices.drivers import memory_id_reader, sam_usb
from devices.drivers.memory_id_reader import MemoryIdReader
from devices.protocols.idcard_layout import CardKind
from devices.protocols.sdt_usb import Scheme
from devices.registry import driver
from devices.sam_reader import Timing
from devices.twins.running_twin import RunningSam
from devices.twins.sam_desk import Stock
from devices.twins.usb_bus import UsbBus
from devices.twins.usb_sam import UsbSam
from tests.conformance_cases import PEOPLE, Make, Maker, cases, opening

NO_PAUSE = Timing(pause=lambda _seconds: None)


class MemoryHand(Hand):
    def __init__(self, reader: MemoryIdReader) -> None:
        self.reader = reader
        self.bench: Bench

    def place(self, person: str) -> None:
        self.reader.place(self.bench.expected(person))

    def lift(self) -> None:
        self.reader.lift()

    def spoil(self) -> Mapping[str, Any]:
        self.reader.fail(Fault.READ_FAILED)
        return {"fault": Fault.READ_FAILED.code}

    def vanish(self) -> None:
        self.reader.unplug()

    def come_back(self) -> None:
        self.reader.unplug(gone=False)


@contextmanager
def in_memory(_folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    reader = MemoryIdReader()
    hand = MemoryHand(reader)
    with Bench(opening(memory_id_reader.DRIVER, reader), {}, hand, PEOPLE) as bench:
        hand.bench = bench
        yield bench


def one_of_each_kind(folder: Path) -> Path:
    """People for a line that takes its time: the first of each sort of card, and whom the rules name."""
    folder.mkdir()
    kinds: set[str] = set()
    for file in sorted(PEOPLE.glob("p*.json")):
        kind = json.loads(file.read_bytes())["card"]["kind"]
        if file.stem in {"p01", "p02"} or kind not in kinds:
            (folder / file.name).write_bytes(file.read_bytes())
        kinds.add(kind)
    assert kinds == set(CardKind)
    return folder


@contextmanager
def on_the_wire(folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    people = one_of_each_kind(folder / "people")
    with RunningSam(folder, "--people", str(people)) as twin:
        options = {"port": twin.port, "poll_interval": 0.3}
        hand = TwinHand(folder / "reader.control", suite(Kind.ID_READER))
        with Bench(driver("sam_serial"), options, hand, people) as bench:
            yield bench


def on_usb(scheme: Scheme) -> Make:
    @contextmanager
    def made(folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
        twin = UsbSam(scheme, Stock(PEOPLE))
        bus = UsbBus(twin, control=folder / "reader.control", handle=twin.handle)
        on_the_bus = replace(sam_usb.DRIVER, open=lambda options: sam_usb.SamUsbReader(options, NO_PAUSE, bus))
        hand = TwinHand(folder / "reader.control", suite(Kind.ID_READER))
        try:
            with Bench(on_the_bus, {}, hand, PEOPLE) as bench:
                yield bench
        finally:
            bus.close()

    return made


MAKERS = {
    "memory": Maker(in_memory),
    "serial": Maker(on_the_wire),
    "usb-split": Maker(on_usb(Scheme.SPLIT)),
    "usb-whole": Maker(on_usb(Scheme.WHOLE)),
}


@pytest.mark.parametrize(("make", "rule"), cases(Kind.ID_READER, MAKERS))
def test_rule(make: Make, rule: Rule, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with make(tmp_path, request) as bench:
        rule(bench)


def test_all_the_synthetic_people_are_read() -> None:
    """The rule reads whom it finds: it must find them all."""
    people = Bench(memory_id_reader.DRIVER, {}, Hand(), PEOPLE).people()
    assert sorted(people) == sorted(file.stem for file in PEOPLE.glob("*.json"))
    assert len(people) > 10
