from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from devices.printed import Known, PrintedJobs, checked
from kiosk.domain.ids import uuid7


def test_what_was_marked_is_known_after_a_restart(tmp_path: Path) -> None:
    printed, unknown, other = uuid7(), uuid7(), uuid7()
    jobs = PrintedJobs(tmp_path / "printed")
    jobs.mark(printed, Known.PRINTED)
    jobs.mark(unknown, Known.UNKNOWN)
    again = PrintedJobs(tmp_path / "printed")
    assert again.known(printed) is Known.PRINTED
    assert again.known(unknown) is Known.UNKNOWN
    assert again.known(other) is None


def test_old_entries_are_forgotten_and_foreign_files_left_alone(tmp_path: Path) -> None:
    old, young = uuid7(), uuid7()
    jobs = PrintedJobs(tmp_path)
    jobs.mark(old, Known.PRINTED)
    jobs.mark(young, Known.PRINTED)
    (tmp_path / "README").touch()
    for name in (f"{old}.printed", "README"):
        os.utime(tmp_path / name, (0, time.time() - 91 * 24 * 3600))
    again = PrintedJobs(tmp_path)
    assert again.known(old) is None
    assert again.known(young) is Known.PRINTED
    assert (tmp_path / "README").exists()


@pytest.mark.parametrize("text", ["", "../x", "receipt", "{0192f1c0-0000-7000-8000-000000000000}", "A" * 32])
def test_only_a_uuid_becomes_a_file_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"UUID|badly formed"):
        checked(text)
