"""The suites can fail: drivers that break one rule each, and what is said of them."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devices.conformance.hands import Nobody
from devices.conformance.suite import Bench, Hand, Rule, Verdict, judged, suite
from devices.contract import ChipCard, Code, DeviceError, Driver, Fault, Info, Kind, PrintJob, Turned
from devices.drivers.memory_chip_reader import MemoryChipReader
from devices.drivers.memory_id_reader import MemoryIdReader
from devices.drivers.memory_printer import MemoryPrinter
from devices.protocols.idcard_record import CardRecord

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"
HOLDER = ChipCard("social-security", number="99010119850314002X", name="某人")


def rule(kind: Kind, name: str) -> Rule:
    return next(one for one in suite(kind).rules if one.name == name)


def verdict(kind: Kind, name: str, device: Any, hand: Hand, patience: float = 0.3) -> tuple[Verdict, str]:
    bench = Bench(Driver("bad", kind, lambda _options: device), {}, hand, PEOPLE, patience)
    if isinstance(hand, Hands):
        hand.bench = bench
    result = judged(rule(kind, name), bench)
    return result.verdict, result.reason


class Hands(Hand):
    """A hand for whatever stands on the bench."""

    def __init__(self, device: Any) -> None:
        self.device = device
        self.bench: Bench

    def lift(self) -> None:
        self.device.lift()

    def vanish(self) -> None:
        self.device.unplug()

    def come_back(self) -> None:
        self.device.unplug(gone=False)


class IdHand(Hands):
    def place(self, person: str) -> None:
        self.device.place(self.bench.expected(person))

    def spoil(self) -> None:
        self.device.fail(Fault.READ_FAILED)


class Ghosts(MemoryIdReader):
    def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
        on_detected()
        return super().poll(on_detected)


class ReadsAgain(MemoryIdReader):
    def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
        record = super().poll(on_detected)
        if record is not None:
            self.place(record)
        return record


class Swaps(MemoryIdReader):
    def place(self, card: CardRecord) -> None:
        super().place(type(card)(**{**vars(card), "sex": "9"}))


class SilentWhenGone(MemoryIdReader):
    def check(self) -> None:
        """Says it is well."""

    def _present(self) -> None:
        if self._gone:
            raise DeviceError(Fault.SILENT, "ordered")


class HidesFaults(MemoryIdReader):
    def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
        try:
            return super().poll(on_detected)
        except DeviceError:
            return None


class Remembers(MemoryIdReader):
    last: CardRecord | None = None

    def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
        try:
            record = super().poll(on_detected)
        except DeviceError:
            return self.last
        self.last = record or self.last
        return record


class ClosesOnce(MemoryIdReader):
    def close(self) -> None:
        if self.closed:
            raise ValueError("closed")
        super().close()


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("an_empty_reader_gives_nothing", Ghosts, "empty reader"),
        ("a_card_is_detected_once_and_read_as_it_is", Ghosts, "detected 2 times"),
        ("a_card_is_detected_once_and_read_as_it_is", Swaps, "differ from the card's: sex"),
        ("a_card_that_lies_there_is_read_once", ReadsAgain, "seen again"),
        ("a_failed_read_is_a_fault_after_the_card_was_detected", HidesFaults, "gave a record|did not raise"),
        ("a_failed_read_never_gives_an_earlier_card", Remembers, "a spoilt read gave a record"),
        ("a_lost_reader_is_gone_and_comes_back_by_polling", SilentWhenGone, "device.silent instead of device.gone"),
        ("may_be_closed_twice", ClosesOnce, "raised ValueError, which is no DeviceError"),
    ],
)
def test_an_id_reader_that_breaks_a_rule(name: str, make: type[MemoryIdReader], reason: str) -> None:
    good = MemoryIdReader()
    assert verdict(Kind.ID_READER, name, good, IdHand(good), 20.0) == (Verdict.PASSED, "")
    bad = make()
    said = verdict(Kind.ID_READER, name, bad, IdHand(bad))
    assert said[0] is Verdict.FAILED
    assert any(part in said[1] for part in reason.split("|")), said


class ChipHand(Hands):
    def place(self, card: str) -> None:
        self.device.place(Fault.CHIP_WRONG_READER if card == "resident" else HOLDER)

    def pull(self) -> None:
        self.device.fail(Fault.CHIP_PULLED)


class Anonymous(MemoryChipReader):
    def place(self, card: ChipCard | Fault) -> None:
        super().place(card if isinstance(card, Fault) else ChipCard("social-security"))


class Welcomes(MemoryChipReader):
    def place(self, card: ChipCard | Fault) -> None:
        super().place(HOLDER)
        del card


class Blames(MemoryChipReader):
    def fail(self, fault: Fault, times: int = 1) -> None:
        super().fail(Fault.CHIP_MUTE, times)
        del fault


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("a_card_is_detected_once_and_read_once", Anonymous, "without the holder's number"),
        ("a_resident_card_on_this_reader_is_said_so", Welcomes, "a card was read where a fault must be"),
        ("a_card_pulled_while_it_is_read_is_a_fault_and_the_next_one_reads", Blames, "chip.mute instead of"),
    ],
)
def test_a_chip_reader_that_breaks_a_rule(name: str, make: type[MemoryChipReader], reason: str) -> None:
    good = MemoryChipReader()
    assert verdict(Kind.CHIP_READER, name, good, ChipHand(good), 20.0) == (Verdict.PASSED, "")
    bad = make()
    said = verdict(Kind.CHIP_READER, name, bad, ChipHand(bad))
    assert said[0] is Verdict.FAILED
    assert reason in said[1]


class PrintHand(Hands):
    def empty(self) -> None:
        self.device.fault = Fault.PAPER_OUT

    leave_empty = empty

    def refill(self) -> None:
        self.device.fault = None

    def sheets(self, job_id: str) -> Mapping[str, Any]:
        return {"count": self.device.came_out.count(job_id)}

    def counted(self) -> Mapping[str, Any]:
        return {"slips": len(self.device.came_out)}


class PrintsTwice(MemoryPrinter):
    def print(self, job: PrintJob, timeout: float) -> None:
        self.printed.clear()
        super().print(job, timeout)


class PrintsACopy(MemoryPrinter):
    def print(self, job: PrintJob, timeout: float) -> None:
        super().print(job, timeout)
        super().print(PrintJob(str(uuid.uuid4()), job.pdf), timeout)


class AlwaysWell(MemoryPrinter):
    def check(self) -> None:
        """Says it is well."""


class MisnamesPaper(MemoryPrinter):
    def check(self) -> None:
        if self.fault is not None:
            raise DeviceError(Fault.GONE)


class Pretends(MemoryPrinter):
    def print(self, job: PrintJob, timeout: float) -> None:
        if self.fault is None:
            super().print(job, timeout)


class Trusting(MemoryPrinter):
    def print(self, job: PrintJob, timeout: float) -> None:
        del timeout
        self.came_out.append(job.job_id)


class Talks(MemoryPrinter):
    def print(self, job: PrintJob, timeout: float) -> None:
        if self.fault:
            raise DeviceError(self.fault, job.pdf.decode())
        super().print(job, timeout)


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("the_same_job_again_is_a_success_and_prints_nothing", PrintsTwice, "more than once"),
        ("nothing_comes_out_but_what_was_asked_for", PrintsACopy, "4 came out for two jobs"),
        ("its_check_names_missing_paper", AlwaysWell, "all is well, without paper"),
        ("its_check_names_missing_paper", MisnamesPaper, "device.gone instead of printer.paper-out"),
        ("out_of_paper_is_named_and_nothing_is_a_success", Pretends, "ended well"),
        ("after_a_refill_the_same_job_prints", Pretends, "ended well"),
        ("a_job_id_that_is_no_uuid_is_refused", Trusting, "path was taken"),
        ("a_job_and_a_fault_show_nothing_of_the_paper", Talks, "stands in the exception"),
        ("a_job_and_a_fault_show_nothing_of_the_paper", Pretends, "printed without paper"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.RECEIPT_PRINTER, Kind.DOCUMENT_PRINTER])
def test_a_printer_that_breaks_a_rule(kind: Kind, name: str, make: type[MemoryPrinter], reason: str) -> None:
    good = MemoryPrinter()
    assert verdict(kind, name, good, PrintHand(good), 20.0) == (Verdict.PASSED, "")
    bad = make()
    said = verdict(kind, name, bad, PrintHand(bad))
    assert said[0] is Verdict.FAILED
    assert reason in said[1]


class Teller:
    """A scanner, jack or pad in memory; subclasses of this file break it."""

    def __init__(self) -> None:
        self.things: deque[Any] = deque()
        self.gone = False

    def listen(self, timeout: float) -> Any:
        del timeout
        if self.gone:
            raise DeviceError(Fault.GONE)
        thing = self.things.popleft() if self.things else None
        if isinstance(thing, Fault):
            raise DeviceError(thing)
        return thing

    def describe(self) -> Info:
        return Info(can={"bytes": False})

    def close(self) -> None:
        """Nothing to give back."""

    def unplug(self, *, gone: bool = True) -> None:
        self.gone = gone


class TellHand(Hands):
    def scan(self, hex: str) -> None:  # noqa: A002  the verb's word
        self.device.things.append(Code(bytes.fromhex(hex)))

    def longest(self) -> None:
        self.scan(str(suite(Kind.SCANNER).twin["longest"]["hex"]))

    def too_long(self) -> None:
        self.device.things.append(Fault.CODE_TOO_LONG)

    def plug(self) -> None:
        self.device.things.append(Turned("plugged"))

    def unplug(self) -> None:
        self.device.things.append(Turned("unplugged"))


class Twice(Teller):
    def listen(self, timeout: float) -> Any:
        told = super().listen(timeout)
        if told is not None and not getattr(self, "again", False):
            self.again = True
            self.things.append(told)
        return told


class Trims(Teller):
    def listen(self, timeout: float) -> Any:
        told = super().listen(timeout)
        return Code(told.raw[:-1]) if isinstance(told, Code) else told


class Cuts(Teller):
    def listen(self, timeout: float) -> Any:
        told = super().listen(timeout)
        return Code(told.raw[:512]) if isinstance(told, Code) else told


class Hopeful(Teller):
    def listen(self, timeout: float) -> Any:
        try:
            return super().listen(timeout)
        except DeviceError:
            return Code(b"0" * 4096) if not self.gone else None


@pytest.mark.parametrize(
    ("kind", "name", "make", "reason"),
    [
        (Kind.SCANNER, "a_code_comes_once_and_byte_for_byte", Twice, "not those|twice"),
        (Kind.SCANNER, "a_code_comes_once_and_byte_for_byte", Trims, "not those that were scanned"),
        (Kind.SCANNER, "the_longest_code_comes_whole", Cuts, "not the 4096 that were scanned"),
        (Kind.SCANNER, "a_code_that_is_too_long_is_refused_and_the_next_one_read", Hopeful, "where a fault must be"),
        (Kind.SCANNER, "a_lost_scanner_is_gone_and_works_again", Hopeful, "no fault was raised"),
        (Kind.HEADPHONES, "each_thing_done_is_told_once_in_its_word", Twice, "instead of|twice"),
        (Kind.HEADPHONES, "once_gone_it_is_said_and_it_works_again", Hopeful, "no fault was raised"),
    ],
)
def test_what_only_tells_breaks_a_rule(kind: Kind, name: str, make: type[Teller], reason: str) -> None:
    good = Teller()
    assert verdict(kind, name, good, TellHand(good), 20.0) == (Verdict.PASSED, "")
    bad = make()
    said = verdict(kind, name, bad, TellHand(bad))
    assert said[0] is Verdict.FAILED
    assert any(part in said[1] for part in reason.split("|")), said


class Lens:
    """A camera that gives what it is made with, for ever."""

    def __init__(self, picture: Any) -> None:
        self.picture = picture

    def frame(self, timeout: float) -> Any:
        del timeout
        return self.picture

    def close(self) -> None:
        """Nothing to give back."""


class LensHand(Hand):
    def do(self, verb: str, **values: Any) -> Mapping[str, Any]:
        """Whatever is asked, it shows what it shows."""
        return {verb: values}


@pytest.mark.parametrize(
    ("name", "picture", "reason"),
    [
        ("pictures_are_bytes_of_one_size", np.zeros((4, 4, 3), np.float32), "float32"),
        ("pictures_are_bytes_of_one_size", np.zeros((4, 4), np.uint8), "(4, 4)"),
        ("red_comes_first", np.full((4, 4, 3), (0, 0, 200), np.uint8), "0 and 200"),
        ("each_picture_comes_once_and_then_the_camera_has_stopped", np.zeros((4, 4, 3), np.uint8), "came twice"),
    ],
)
def test_a_camera_that_breaks_a_rule(name: str, picture: Any, reason: str) -> None:
    said = verdict(Kind.CAMERA, name, Lens(picture), LensHand())
    assert said[0] is Verdict.FAILED
    assert reason in said[1]


def test_a_device_that_does_not_open_fails_its_rules() -> None:
    def refused(_options: Mapping[str, Any]) -> Any:
        raise DeviceError(Fault.BUSY, "held")

    bench = Bench(Driver("busy", Kind.DOOR, refused), {}, Nobody(), patience=0.2)
    result = judged(rule(Kind.DOOR, "may_be_closed_twice"), bench)
    assert (result.verdict, result.reason) == (Verdict.FAILED, "raised device.busy: held")
