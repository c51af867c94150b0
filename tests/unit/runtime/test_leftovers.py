"""What a killed screen leaves behind is removed; what anybody else has is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.runtime import leftovers


@pytest.fixture
def dead() -> int:
    """A process number that was somebody's a moment ago."""
    process = subprocess.Popen([sys.executable, "-S", "-c", ""])
    process.wait(60)
    return process.pid


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


def left(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_the_folder_of_a_dead_screen_goes_with_everything_in_it(scratch: Path, dead: int) -> None:
    (scratch / f"kiosk-screen-{dead}-ab12_x" / "qtvirtualkeyboard").mkdir(parents=True)
    leftovers.clear()
    assert left(scratch) == set()


def test_a_living_screen_keeps_its_folder(scratch: Path) -> None:
    (scratch / f"kiosk-screen-{os.getpid()}-ab12").mkdir()
    (scratch / "kiosk-screen-1-ab12").mkdir()
    leftovers.clear()
    assert left(scratch) == {f"kiosk-screen-{os.getpid()}-ab12", "kiosk-screen-1-ab12"}


def test_what_is_no_such_folder_is_left_alone(scratch: Path, dead: int) -> None:
    (scratch / "beside").mkdir()
    (scratch / "beside" / "precious").touch()
    (scratch / f"kiosk-screen-{dead}-link").symlink_to(scratch / "beside")
    (scratch / f"kiosk-screen-{dead}-file").touch()
    (scratch / f"kiosk-screen-{'9' * 12}-x").mkdir()
    (scratch / f"kiosk-screen-{dead}-x y").mkdir()
    before = left(scratch)
    leftovers.clear()
    assert left(scratch) == before
    assert (scratch / "beside" / "precious").exists()


def test_a_number_beyond_every_process_is_dead(scratch: Path) -> None:
    (scratch / "kiosk-screen-9999999999-x").mkdir()
    leftovers.clear()
    assert left(scratch) == set()
