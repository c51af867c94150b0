"""The roll ends: before a slip, in the middle of one, with the slip whole in the printer's buffer."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.contract import Fault
from tests.escpos_stand import WAYS, expected, job, stand


@pytest.mark.parametrize("way", WAYS)
def test_roll_is_empty_before_the_slip(tmp_path: Path, way: str) -> None:
    one = job()
    with stand(tmp_path, way) as bench:
        bench.twin.tell("empty")
        assert bench.fault(bench.printer.check) is Fault.PAPER_OUT
        assert bench.prints(one) is Fault.PAPER_OUT
        bench.twin.tell("refill")
        assert bench.prints(one) is None
        assert bench.whole(one) == len(bench.twin.pictures()) == 1


@pytest.mark.parametrize(
    ("way", "arguments"),
    [
        ("serial", ()),
        ("tcp", ()),
        ("tcp", ("--buffer", "262144")),
        ("serial", ("--without", "clear")),
        ("tcp", ("--without", "asb", "--without", "clear")),
    ],
    ids=["serial", "tcp", "large-buffer", "no-clear", "says-nothing-by-itself"],
)
def test_roll_ends_in_the_middle_of_a_slip(tmp_path: Path, way: str, arguments: tuple[str, ...]) -> None:
    one, other = job("A03-1"), job("A03-2")
    with stand(tmp_path, way, *arguments) as bench:
        bench.twin.tell("empty", after_rows=700)
        told = bench.prints(one)
        assert told is (Fault.PRINTER_STOPPED if "asb" in arguments else Fault.PAPER_OUT)
        assert bench.whole(one) == 0
        bench.twin.tell("refill")
        for slip in (one, other):
            assert bench.prints(slip) is None
        assert (bench.whole(one), bench.whole(other)) == (1, 1)
        assert len(bench.twin.pictures()) == 3  # and the torn one, on a piece of paper of its own


def test_roll_ends_while_a_printer_that_cannot_forget_holds_the_whole_slip(tmp_path: Path) -> None:
    """New paper alone brings it out: it is not printed a second time."""
    one, other = job("A03-1"), job("A03-2")
    with stand(tmp_path, "serial", "--without", "clear", "--buffer", "262144") as bench:
        bench.twin.tell("empty", after_rows=700)
        assert bench.prints(one) is Fault.PAPER_OUT
        bench.twin.tell("refill")
        assert bench.prints(one) is Fault.OUTCOME_UNKNOWN
        assert bench.prints(other) is None
        assert (bench.whole(one), bench.whole(other)) == (1, 1)


def test_roll_ends_in_the_middle_and_the_terminal_is_started_anew(tmp_path: Path) -> None:
    one, other = job("A03-1"), job("A03-2")
    with stand(tmp_path) as bench:
        bench.twin.tell("empty", after_rows=300)
        assert bench.prints(one) is Fault.PAPER_OUT
        bench.twin.tell("refill")
        bench.restart()
        assert bench.prints(other) is None
        assert (bench.whole(one), bench.whole(other)) == (0, 1)
        assert bench.prints(one) is None
        assert bench.whole(one) == 1


def test_new_roll_brings_out_the_torn_slip_before_the_next_person_prints(tmp_path: Path) -> None:
    one, other = job("A03-1"), job("A03-2")
    with stand(tmp_path) as bench:
        bench.twin.tell("empty", after_rows=300)
        assert bench.prints(one) is Fault.PAPER_OUT
        assert bench.fault(bench.printer.check) is Fault.PAPER_OUT
        bench.twin.tell("refill")
        bench.printer.check()
        assert len(bench.twin.pictures()) == 1
        bench.restart()
        bench.printer.check()
        rows = bench.twin.tell("state")["rows"]
        assert bench.prints(other) is None
        assert bench.twin.tell("state")["rows"] == rows + len(expected(other.pdf))  # nothing fed in vain
        assert (len(bench.twin.pictures()), bench.whole(other)) == (2, 1)


def test_roll_is_near_its_end(tmp_path: Path) -> None:
    one = job()
    with stand(tmp_path) as bench:
        bench.twin.tell("near-end")
        assert bench.prints(one) is None
        assert bench.printer.describe().warnings == ("paper-near-end",)


def test_roll_ends_with_the_last_row_of_the_slip(tmp_path: Path) -> None:
    """It is out and not cut: no success, and never printed again."""
    one, other = job("A03-1"), job("A03-2")
    with stand(tmp_path, "serial", "--without", "clear", "--buffer", "262144") as bench:
        bench.twin.tell("empty", after_rows=len(expected(one.pdf)))
        assert bench.prints(one) is Fault.PAPER_OUT
        bench.twin.tell("refill")
        assert bench.prints(other) is None
        assert bench.prints(one) is Fault.OUTCOME_UNKNOWN
        assert (bench.whole(one), bench.whole(other)) == (1, 1)
