"""The power is cut while days of the audit trail are deleted: it is whole at any moment, and the next call goes on.

On the disk of test_power_cut.py: what was synced for certain, of the rest nothing, or any part of it.
"""

from __future__ import annotations

import copy
import os
import random
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.platform_api.signing.keys import load
from kiosk.runtime.audit.check import Report, verify
from kiosk.runtime.audit.purging import Purging
from kiosk.runtime.audit.remembered import remembered
from kiosk.runtime.audit.trail import Places, Trail, audit_folder
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import Files, open_store
from tests.faults.test_power_cut import Disk, Record, _quick, records, shim
from tests.runtime_stand import NOON
from tests.unit.runtime.audit.test_audit_purging import DAY, Terminal

__all__ = ["shim"]
PROGRAM = """
import sys
from pathlib import Path
from tests.faults.test_power_cut_while_the_audit_trail_is_purged import purge
assert purge(Path(sys.argv[1])) == 9
"""
CUTS = 25


def purge(state: Path) -> int:
    """As the sync process does it, a day after the last line and long after the others."""
    files, clock = Files(state), ManualClock(NOON)
    clock.pass_time(6 * DAY)
    trail, places = Trail(audit_folder(state), "sync", clock.wall), Places(audit_folder(state))
    with closing(open_store(files)) as store:
        return Purging(trail, places, store, files.terminal_key)(6, clock.wall().timestamp() + 3000 * DAY)


def report(state: Path) -> Report:
    files = Files(state)
    lines, head = Places(audit_folder(state)).read()
    return verify(lines, head, [load(files.terminal_key).public], known=remembered(files))


@pytest.fixture
def history(shim: Path, tmp_path: Path) -> tuple[Disk, list[Record]]:
    """The disk as it was before, and what happened to it."""
    root, journal = tmp_path / "root", tmp_path / "journal"
    terminal = Terminal(root / "state")
    for _ in range(5):
        terminal.day()
    terminal.store.close()
    before = Disk(root)
    more = {"LD_PRELOAD": str(shim), "POWER_CUT_JOURNAL": str(journal), "POWER_CUT_ROOT": str(root)}
    more["PYTHONPATH"] = str(Path(__file__).parents[2])
    subprocess.run([sys.executable, "-c", PROGRAM, str(root / "state")], env=os.environ | more, check=True)
    return before, list(records(journal.read_bytes()))


@pytest.mark.parametrize("seed", [None, 20260712])
def test_it_is_whole_at_any_moment_and_the_next_call_goes_on(
    history: tuple[Disk, list[Record]], seed: int | None
) -> None:
    disk, happened = copy.deepcopy(history[0]), history[1]
    dice = None if seed is None else random.Random(seed)  # noqa: S311  chooses moments, hides nothing
    drawn = set(dice.sample(range(len(happened)), min(CUTS, len(happened)))) if dice else set()
    left = set()
    for moment, record in enumerate(happened):
        if moment in drawn or (dice is None and record.kind == "S"):
            left.add(after_a_cut(disk, dice))
        disk.follow(record)
    left.add(after_a_cut(disk, dice))
    assert {0, 9} <= left, "before the first file went, and after the last"


def after_a_cut(disk: Disk, dice: random.Random | None) -> int:
    """How many lines were gone then."""
    with tempfile.TemporaryDirectory(dir=_quick()) as folder:
        disk.image(Path(folder), dice)
        state = Path(folder, "state")
        found = report(state)
        assert found.whole, found
        purge(state)
        assert report(state).whole
        assert report(state).purged >= 9
        return found.purged
