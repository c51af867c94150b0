"""A slip on its way, on a line in memory: what counts as an answer, and how long anybody waits."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from devices.escpos_job import Attempt, Confirm, Progress, Setup, emptied
from devices.escpos_talk import Patience, Talk
from devices.faults import DeviceError, Fault
from devices.protocols.escpos_raster import Cut, Mark, Raster
from devices.twins.escpos_machine import EscposMachine, Slip

PICTURE = Raster(576, b"\x80" + bytes(71) + b"\xff" * 72 * 50)
LIMIT = 20.0


class MemoryLine:
    """A line to a machine in the same process. `noise` is said before every answer; `deaf` takes nothing."""

    def __init__(self, **options: object) -> None:
        self.slips: list[Slip] = []
        self.machine = EscposMachine(self.slips.append, capacity=1 << 20, **options)  # type: ignore[arg-type]  # as is
        self.noise = b""
        self.deaf = False
        self.gone_after: int | None = None
        self.taken = 0
        self.before_write: Callable[[bytes], None] = lambda _data: None

    def write(self, data: bytes, deadline: float) -> int:
        if self.gone_after is not None and self.taken >= self.gone_after:
            raise DeviceError(Fault.GONE)
        if self.deaf:
            time.sleep(max(0.0, deadline - time.monotonic()))
            return 0
        self.before_write(data)
        self.machine.receive(data)
        self.taken += len(data)
        return len(data)

    def read(self, deadline: float) -> bytes:
        while self.machine.advance(1000):
            pass
        said = bytes(self.machine.out)
        self.machine.out.clear()
        if said:
            said, self.noise = self.noise + said, b""
        elif deadline > time.monotonic():
            time.sleep(0.005)
        return said

    def urge(self, data: bytes) -> None:
        self.machine.receive(data)

    def close(self, *, discard: bool = False) -> None:
        del discard


def attempt(line: MemoryLine, confirm: Confirm = Confirm.GS_R, timeout: float = LIMIT, stall: float = 1.0) -> Attempt:
    setup = Setup(80, Cut.PARTIAL, Mark.NONE, confirm, stall)
    patience = Patience(time.monotonic() + timeout, 0.5)
    return Attempt(Talk(line, marks=False, stall=stall), setup, patience, "abcd-0042")


def fault(act: Callable[[], object]) -> Fault | None:
    try:
        act()
    except DeviceError as error:
        return error.fault
    return None


@pytest.mark.parametrize("confirm", [Confirm.GS_R, Confirm.PROCESS_ID])
def test_a_slip_is_out_when_the_printer_has_said_so(confirm: Confirm) -> None:
    line = MemoryLine()
    one = attempt(line, confirm)
    one.run(PICTURE)
    assert one.progress is Progress.PARTED
    assert len(line.slips) == 1


@pytest.mark.parametrize("noise", [b"\x00", b"\x00\x00", b"\xff", b"\x10\x00"])
def test_noise_is_no_answer(noise: bytes) -> None:
    """The printer answers one of the two questions; a byte of noise must not stand for the other."""
    line = MemoryLine()
    line.machine.jam_next = True  # the cut, and with it the second answer, never comes

    def noisy(data: bytes) -> None:
        if data.startswith(b"\x1dr"):
            line.noise = noise

    line.before_write = noisy
    one = attempt(line, timeout=4.0)
    assert fault(lambda: one.run(PICTURE)) in {Fault.CUTTER, Fault.OUTCOME_UNKNOWN}
    assert one.progress is not Progress.PARTED
    assert not one.given_up(Fault.OUTCOME_UNKNOWN)[1]


def test_a_process_id_of_another_slip_is_no_answer() -> None:
    line = MemoryLine(knows=frozenset())
    line.before_write = lambda data: setattr(line, "noise", b"\x37\x22zzzz\0") if data.startswith(b"\x1d(H") else None
    one = attempt(line, Confirm.PROCESS_ID, timeout=2.0)
    assert fault(lambda: one.run(PICTURE)) is Fault.OUTCOME_UNKNOWN
    assert one.progress is Progress.SENT


@pytest.mark.parametrize(
    ("gone_after", "told", "certain"), [(500, Fault.GONE, True), (3700, Fault.OUTCOME_UNKNOWN, False)]
)
def test_how_much_was_taken_decides_whether_it_may_be_out(gone_after: int, told: Fault, *, certain: bool) -> None:
    line = MemoryLine()
    line.gone_after = gone_after
    one = attempt(line)
    assert fault(lambda: one.run(PICTURE)) is Fault.GONE
    assert one.given_up(Fault.GONE) == (told, certain)


def test_time_is_up_before_the_picture_was_sent_is_the_printers_fault() -> None:
    line = MemoryLine()
    one = attempt(line, timeout=0.0)
    assert fault(lambda: one.run(PICTURE)) is Fault.OUTCOME_UNKNOWN
    assert one.given_up(Fault.OUTCOME_UNKNOWN) == (Fault.PRINTER_STOPPED, True)


def test_a_printer_that_forgot_the_slip_cannot_bring_it_out() -> None:
    line = MemoryLine()
    line.machine.health.offline = True
    one = attempt(line)
    assert fault(lambda: one.run(PICTURE)) is Fault.PRINTER_OFFLINE
    assert one.given_up(Fault.PRINTER_OFFLINE) == (Fault.PRINTER_OFFLINE, True)
    line.machine.health.offline = False
    line.read(0.0)
    assert line.slips == []


def test_drained_is_not_printed_where_the_printer_has_a_fault_by_then() -> None:
    line = MemoryLine(knows=frozenset())
    line.before_write = lambda data: (
        setattr(line.machine.health, "paper_out", True) if data.startswith(b"\x1dV") else None
    )
    one = attempt(line, Confirm.DRAIN)
    assert fault(lambda: one.run(PICTURE)) is Fault.PAPER_OUT
    assert one.given_up(Fault.PAPER_OUT) == (Fault.PAPER_OUT, False)


def test_what_passes_by_itself_may_last_as_long_as_there_is_time() -> None:
    patience = Patience(time.monotonic() + 0.3, 0.0)
    end = time.monotonic() + LIMIT
    seen = None
    while seen is None:
        assert time.monotonic() < end
        seen = fault(lambda: patience.meet(Fault.HEAD_HOT))
    assert seen is Fault.HEAD_HOT
    assert time.monotonic() >= patience.deadline


def test_a_deaf_printer_is_given_up_and_nobody_wants_to_wait_for_ever() -> None:
    line = MemoryLine()
    line.deaf = True
    talk = Talk(line, marks=False, stall=0.2)
    patience = Patience(time.monotonic() + LIMIT, 0.5)
    assert fault(lambda: talk.push(b"abc", patience)) is Fault.PRINTER_STOPPED
    assert fault(lambda: talk.ask(0.2)) is Fault.SILENT
    assert talk.identity(67) == ""
    unwanted = Patience(time.monotonic() + LIMIT, 0.5, lambda: True)
    assert fault(lambda: talk.push(b"abc", unwanted)) is Fault.PRINT_CANCELLED


def test_a_printer_that_is_gone_forgets_nothing() -> None:
    class Dead(MemoryLine):
        def read(self, deadline: float) -> bytes:
            del deadline
            raise DeviceError(Fault.GONE)

    assert not emptied(Talk(Dead(), marks=False, stall=1.0))
