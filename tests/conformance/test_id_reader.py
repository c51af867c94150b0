"""What every identity-card reader must do, whoever wrote the driver: run on the serial one and on the one in memory.

A new driver joins by a `Bench` of its own: how to lay a card down, lift it, spoil a read, pull the plug.
"""

from __future__ import annotations

import contextlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.contract import DeviceError, Fault, IdReader
from devices.drivers.memory_id_reader import MemoryIdReader
from devices.protocols.idcard_record import CardFields, CardRecord, decode, encode
from devices.registry import driver
from devices.twins.running_sam import RunningSam

PEOPLE = Path(__file__).parents[2] / "kiosk" / "sandbox" / "seed" / "people"
POLLS = 40
IDS = [f"p{number:02d}" for number in range(1, 16)]


def person(identifier: str) -> CardRecord:
    known = json.loads((PEOPLE / f"{identifier}.json").read_text(encoding="utf-8"))
    return decode(encode(CardFields.from_json(known["card"])))


class Bench(ABC):
    """A reader and a hand beside it."""

    reader: IdReader

    @abstractmethod
    def place(self, identifier: str) -> None: ...

    @abstractmethod
    def lift(self) -> None: ...

    @abstractmethod
    def spoil(self) -> Fault:
        """Let the next read end in the fault that is returned."""

    @abstractmethod
    def unplug(self, *, gone: bool) -> None: ...


class InMemory(Bench):
    def __init__(self) -> None:
        self.memory = MemoryIdReader()
        self.reader = self.memory

    def place(self, identifier: str) -> None:
        self.memory.place(person(identifier))

    def lift(self) -> None:
        self.memory.lift()

    def spoil(self) -> Fault:
        self.memory.fail(Fault.READ_FAILED)
        return Fault.READ_FAILED

    def unplug(self, *, gone: bool) -> None:
        self.memory.unplug(gone=gone)


class OnTheWire(Bench):
    def __init__(self, twin: RunningSam) -> None:
        self.twin = twin
        self.reader = driver("sam_serial").open({"port": twin.port, "poll_interval": 0.3})

    def place(self, identifier: str) -> None:
        self.twin.tell("place", person=identifier)

    def lift(self) -> None:
        self.twin.tell("lift")

    def spoil(self) -> Fault:
        self.twin.tell("answer", command="read", result="41", times=1)
        return Fault.READ_FAILED

    def unplug(self, *, gone: bool) -> None:
        self.twin.tell("vanish" if gone else "return")


@pytest.fixture(params=["memory", "serial"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with contextlib.ExitStack() as stack:
        made: Bench
        if request.param == "memory":
            made = InMemory()
        else:
            made = OnTheWire(stack.enter_context(RunningSam(tmp_path, "--people", str(PEOPLE))))
        stack.callback(made.reader.close)
        yield made


def polled(bench: Bench) -> tuple[CardRecord | None, int]:
    """One poll: the record, and how often a card was said to be there."""
    detected: list[None] = []
    return bench.reader.poll(lambda: detected.append(None)), len(detected)


def until_read(bench: Bench) -> CardRecord:
    """Poll, putting up with a lost port, until a card is read."""
    for _ in range(POLLS):
        with contextlib.suppress(DeviceError):
            record = bench.reader.poll(lambda: None)
            if record is not None:
                return record
    raise AssertionError("no card")


def test_an_empty_reader_gives_nothing(bench: Bench) -> None:
    assert polled(bench) == (None, 0)
    assert polled(bench) == (None, 0)


@pytest.mark.parametrize("identifier", IDS)
def test_a_card_is_detected_once_and_read_as_it_is(bench: Bench, identifier: str) -> None:
    bench.place(identifier)
    record, detected = polled(bench)
    assert detected == 1
    assert record is not None
    expected = person(identifier)
    for name in (
        *("kind", "name", "name_latin", "sex", "nation", "nationality", "birth", "address", "number", "authority"),
        *("valid_from", "valid_to", "pass_number", "issues", "renewals", "former_number", "warnings"),
    ):
        assert getattr(record, name) == getattr(expected, name), name


def test_a_card_that_lies_there_is_read_once(bench: Bench) -> None:
    bench.place("p01")
    assert polled(bench)[0] is not None
    assert polled(bench) == (None, 0)
    bench.lift()
    assert polled(bench) == (None, 0)
    bench.place("p01")
    assert polled(bench)[0] is not None


def test_a_failed_read_is_a_fault_after_the_card_was_detected(bench: Bench) -> None:
    fault = bench.spoil()
    bench.place("p01")
    detected: list[None] = []
    with pytest.raises(DeviceError) as caught:
        bench.reader.poll(lambda: detected.append(None))
    assert caught.value.fault is fault
    assert len(detected) == 1
    assert until_read(bench).kind == "resident"


def test_a_lost_reader_is_gone_and_comes_back_by_polling(bench: Bench) -> None:
    bench.unplug(gone=True)
    for _ in range(3):
        with pytest.raises(DeviceError) as caught:
            polled(bench)
        assert caught.value.fault is Fault.GONE
    bench.unplug(gone=False)
    bench.place("p02")
    assert until_read(bench).name == "苏清和"


def test_nothing_of_the_person_in_what_may_be_logged(bench: Bench) -> None:
    bench.place("p01")
    record: Any = until_read(bench)
    assert all(str(getattr(record, name)) not in repr(record) for name in ("name", "number", "address", "birth"))


def test_close_may_be_called_twice(bench: Bench) -> None:
    bench.reader.close()
    bench.reader.close()
