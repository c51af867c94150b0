"""One terminal per state directory, for as long as its supervisor lives and not a moment longer."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.runtime.claim import InUseError, claim

_HOLD = """
import os, sys
from pathlib import Path
from kiosk.runtime.claim import claim
claim(Path(sys.argv[1]))
child = os.fork()
if child == 0:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.read(int(sys.argv[2]), 1)  # lives on until the test lets go
    os._exit(0)
print("claimed", flush=True)
sys.stdin.read()
"""


@contextmanager
def holding(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has claimed `folder` and a forked child, which lives until the end of this."""
    reading, writing = os.pipe()
    words = [sys.executable, "-c", _HOLD, str(folder), str(reading)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=[reading]
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "claimed\n"
            yield process
        finally:
            os.close(writing)
            os.close(reading)
            process.kill()


def claimed_elsewhere(folder: Path) -> str:
    """What another process says that claims it."""
    program = "import sys; from pathlib import Path; from kiosk.runtime.claim import claim; claim(Path(sys.argv[1]))"
    words = [sys.executable, "-c", program, str(folder)]
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False).stderr


def test_a_second_one_is_refused_and_told_who_holds_which_folder(tmp_path: Path) -> None:
    with holding(tmp_path / "state") as first, pytest.raises(InUseError) as refused:
        claim(tmp_path / "state")
    assert refused.value.pid == first.pid
    assert str(tmp_path / "state") in str(refused.value)
    assert f"process {first.pid}" in str(refused.value)


def test_it_ends_with_the_one_who_took_it_although_a_child_lives(tmp_path: Path) -> None:
    with holding(tmp_path) as first:
        first.kill()
        first.wait(60)
        assert claimed_elsewhere(tmp_path) == ""


def test_without_a_word_in_the_file_somebody_unknown_holds_it(tmp_path: Path) -> None:
    with holding(tmp_path):
        (tmp_path / "run.lock").write_bytes(b"")
        with pytest.raises(InUseError) as refused:
            claim(tmp_path)
    assert refused.value.pid is None
    assert "another process" in str(refused.value)


def test_the_directory_is_made_private_and_the_lock_too(tmp_path: Path) -> None:
    with holding(tmp_path / "a" / "state"):
        for one in (tmp_path / "a" / "state", tmp_path / "a" / "state" / "run.lock"):
            assert stat.S_IMODE(one.stat().st_mode) & 0o077 == 0


@pytest.mark.expects_warnings
def test_where_it_cannot_be_made_that_is_said_and_the_terminal_comes_up(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "state").write_text("a file")
    claim(tmp_path / "state")
    assert "cannot be locked" in caplog.text
