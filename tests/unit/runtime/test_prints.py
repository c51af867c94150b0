"""Slips that were printed: written down before, sealed, there after kill -9; reprints have ids of their own."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import uuid
from pathlib import Path

import msgspec
import pytest

from devices.contract import Fault
from kiosk.runtime import prints as kept
from kiosk.runtime.connections import change_data_key, open_store
from kiosk.runtime.files import Files
from kiosk.runtime.prints import KEEP, LASTS, PrintOutcome, Prints, copy_id, prints_of, slip_print
from kiosk.runtime.workbench.pages import of_prints
from offline_cache.contract import StoreError, StoreFault
from offline_cache.crypto import Vault
from tests.escpos_stand import receipt

AT = 1_783_820_000.0
FIRST = "0198c5a0-0000-7000-8000-000000000009"
KILLED = """
import os, pathlib, signal, sys
from kiosk.runtime.files import Files
from kiosk.runtime.prints import prints_of, slip_print
from tests.escpos_stand import receipt
prints = prints_of(Files(pathlib.Path(sys.argv[1])))
prints.begin(slip_print(sys.argv[2], receipt(), float(sys.argv[3]), "printer_cups"))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def files(tmp_path: Path) -> Files:
    made = Files(tmp_path / "state")
    open_store(made).close()
    return made


@pytest.fixture
def prints(files: Files) -> Prints:
    return prints_of(files)


def begun(prints: Prints, at: float = AT) -> None:
    prints.begin(slip_print(FIRST, receipt(), at, "printer_cups"))


def test_a_slip_is_written_down_before_and_after_and_nothing_of_it_is_readable(prints: Prints, files: Files) -> None:
    begun(prints)
    (one,) = prints.all(AT)
    assert (one.outcome, one.number, one.item, one.name) == ("printing", "A03-0712-0046", "异地就医备案", "张*𬱟")
    prints.end(FIRST, None)
    (one,) = prints.all(AT + 1)
    assert (one.outcome, one.fault, one.pages, one.copy, one.printer) == ("printed", "", 1, 0, "printer_cups")
    (path,) = files.prints.glob("*.slip")
    content = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(word.encode() not in content for word in ("0712", "异地", "张", "printer_cups", "printed"))
    assert "0712" not in repr(one)


@pytest.mark.parametrize(
    ("fault", "outcome"), [(Fault.PAPER_OUT, PrintOutcome.FAILED), (Fault.OUTCOME_UNKNOWN, PrintOutcome.UNSURE)]
)
def test_what_did_not_come_out_says_why(prints: Prints, fault: Fault, outcome: PrintOutcome) -> None:
    begun(prints)
    prints.end(FIRST, fault)
    (one,) = prints.all(AT)
    assert (one.outcome, one.fault) == (outcome, fault.code)
    begun(prints, AT + 5)
    prints.end(FIRST, None)
    begun(prints, AT + 9)
    prints.end(FIRST, Fault.PAPER_JAM)
    (one,) = prints.all(AT + 10)
    assert (one.outcome, one.at) == ("printed", AT + 5), "what came out came out, whatever is asked of it later"


def test_after_kill_9_in_the_middle_it_stands_there_as_unsure(prints: Prints, files: Files) -> None:
    command = [sys.executable, "-c", KILLED, str(files.state_dir), FIRST, str(AT)]
    assert subprocess.run(command, env=dict(os.environ), check=False, timeout=60).returncode == -signal.SIGKILL
    assert prints.all(AT + 1)[0].outcome is PrintOutcome.PRINTING
    with pytest.raises(StoreError) as error:
        prints.again(FIRST, "printer_cups", AT + 1)
    assert error.value.fault is StoreFault.STEP_NOT_ALLOWED
    (one,) = prints.all(AT + LASTS + 1)
    assert (one.outcome, one.fault) == (PrintOutcome.UNSURE, "printer.outcome-unknown")
    assert prints.all(AT - 3600)[0].outcome is PrintOutcome.UNSURE, "the clock was set back"


def test_each_reprint_has_its_own_id_and_only_one_that_may_have_come_out_counts(prints: Prints) -> None:
    begun(prints)
    prints.end(FIRST, None)
    wanted = str(uuid.uuid5(uuid.UUID(FIRST), "1"))
    first = prints.again(FIRST, "printer_escpos", AT + 10)
    assert (first.print_id, first.copy, first.original, first.printer) == (wanted, 1, FIRST, "printer_escpos")
    prints.end(first.print_id, Fault.PAPER_OUT)
    tried = prints.again(FIRST, "printer_escpos", AT + 20)
    assert (tried.print_id, tried.copy) == (wanted, 1), "it surely did not come out"
    prints.end(wanted, Fault.OUTCOME_UNKNOWN)
    second = prints.again(wanted, "printer_escpos", AT + 30)
    assert (second.print_id, second.copy, second.original) == (copy_id(FIRST, 2), 2, FIRST)
    prints.end(second.print_id, None)
    rows = of_prints(prints.all(AT + 40), AT + 40)
    assert [(row.standing, row.copy, row.copies) for row in rows] == [
        ("printed", 2, 2),
        ("unsure", 1, 2),
        ("printed", 0, 2),
    ]


def test_a_slip_is_kept_three_days_and_the_list_is_of_today(prints: Prints, files: Files) -> None:
    begun(prints)
    assert of_prints(prints.all(AT + 86400), AT + 86400) == ()
    assert len(prints.all(AT + KEEP)) == 1
    assert prints.all(AT + KEEP + 1) == ()
    assert not list(files.prints.glob("*.slip"))
    with pytest.raises(StoreError):
        prints.again(FIRST, "printer_cups", AT)


@pytest.mark.expects_warnings
def test_one_that_cannot_be_opened_hides_no_other_and_no_name_leads_out(prints: Prints, files: Files) -> None:
    begun(prints)
    (files.prints / f"{copy_id(FIRST, 1)}.slip").write_bytes((files.prints / f"{FIRST}.slip").read_bytes())
    assert [one.print_id for one in prints.all(AT)] == [FIRST], "a slip opens in its own place alone"
    assert Prints(files.prints, lambda: Vault(b"x" * 32)).all(AT) == ()
    with pytest.raises(StoreError):
        prints.begin(slip_print("../outbox", receipt(), AT, "printer_cups"))


def test_a_new_data_key_opens_every_slip(prints: Prints, files: Files) -> None:
    begun(prints)
    prints.end(FIRST, None)
    before = (files.prints / f"{FIRST}.slip").read_bytes()
    change_data_key(files)
    assert (files.prints / f"{FIRST}.slip").read_bytes() != before
    assert prints_of(files).all(AT)[0].outcome is PrintOutcome.PRINTED


def test_a_list_that_is_looked_at_again_opens_only_what_changed(prints: Prints, files: Files) -> None:
    opened = []

    def vault() -> Vault:
        opened.append(1)
        return Vault(files.data_key.read_bytes())

    begun(prints)
    looked = kept.Prints(files.prints, vault)
    assert looked.all(AT) == looked.all(AT)
    assert len(opened) == 1
    prints.end(FIRST, None)
    assert looked.all(AT)[0].outcome is PrintOutcome.PRINTED
    looked.forget()
    assert looked.all(AT)
    assert len(opened) == 3


def test_everything_a_slip_says_is_kept(prints: Prints) -> None:
    begun(prints)
    (one,) = prints.all(AT)
    assert msgspec.json.decode(one.sheet, type=type(receipt())) == receipt()
