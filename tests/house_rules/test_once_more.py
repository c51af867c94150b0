"""What fails beside others and passes alone is named; what fails is never made to pass."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.once_more import FEW, unsteady

CROWD = """
import pathlib, pytest

def test_of_a_crowd():
    assert not pathlib.Path("crowd").exists()

def test_steady():
    assert not pathlib.Path("broken").exists()

@pytest.mark.parametrize("number", range(4))
def test_many(number):
    assert not pathlib.Path("many").exists()
"""


def _ran(folder: Path, *present: str) -> tuple[int, Path]:
    """One whole run in the folder, with these files there."""
    (folder / "test_crowd.py").write_text(CROWD, encoding="utf-8")
    for name in present:
        (folder / name).touch()
    cache = folder / "cache"
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:schemathesis", "-o", f"cache_dir={cache}", "."]
    return subprocess.run(words, cwd=folder, check=False).returncode, cache


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTEST_ADDOPTS", "")


def test_what_fails_only_beside_others_is_named_and_stands_no_longer(tmp_path: Path) -> None:
    code, cache = _ran(tmp_path, "crowd")
    (tmp_path / "crowd").unlink()
    assert unsteady(code, cache) == ["test_crowd.py::test_of_a_crowd"]


def test_a_steady_failure_stands_also_beside_an_unsteady_one(tmp_path: Path) -> None:
    code, cache = _ran(tmp_path, "crowd", "broken")
    (tmp_path / "crowd").unlink()
    assert unsteady(code, cache) is None


def test_more_than_a_few_stand_unseen(tmp_path: Path) -> None:
    code, cache = _ran(tmp_path, "many")
    (tmp_path / "many").unlink()
    assert FEW < 4
    assert unsteady(code, cache) is None


@pytest.mark.parametrize("code", [2, 3, 4, 5, -11])
def test_a_run_that_was_broken_off_stands(code: int, tmp_path: Path) -> None:
    assert unsteady(code, tmp_path) is None
    assert unsteady(0, tmp_path) == []
