"""`kiosk conformance`: whatever its end, no process of a driver and no folder stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from subprocess import PIPE

import pytest

from kiosk.__main__ import main

LIMIT = 30.0
DRIVER = """
import os, subprocess, time
from devices.contract import Driver, Kind
class Reader:
    def __init__(self, options): {opens}
    def poll(self, on_detected): time.sleep(0.01)
    def close(self): pass
DRIVER = Driver("clumsy", Kind.ID_READER, Reader)
"""


def clumsy(folder: Path, opens: str) -> str:
    path = folder / "clumsy.py"
    path.write_text(DRIVER.format(opens=opens))
    return str(path)


def until_ended(pid: Path, name: bytes) -> None:
    process = Path("/proc") / pid.read_text().strip() / "cmdline"
    until = time.monotonic() + LIMIT
    while process.exists() and process.read_bytes().startswith(name):
        assert time.monotonic() < until, "it still runs"
        time.sleep(0.05)


def test_a_process_in_a_session_of_its_own_is_seen_and_ends_with_the_trial(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PID", str(tmp_path / "pid"))
    shell = "setsid sh -c 'echo $$ >$PID; exec sleep 600' >/dev/null 2>&1 & until [ -s $PID ]; do sleep 0.1; done"
    path = clumsy(tmp_path, f"subprocess.run(['sh', '-c', {shell!r}])")
    assert main(["conformance", path, "--rule", "opened_and_closed_it_leaves_nothing_behind"]) == 1
    assert "4 processes more than before, after 4 times" in capfd.readouterr().out
    until_ended(tmp_path / "pid", b"sleep")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_takes_the_trial_down(number: signal.Signals, tmp_path: Path) -> None:
    pid, below = tmp_path / "pid", Path(tempfile.mkdtemp(dir=tmp_path))
    path = clumsy(tmp_path, f"open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(600)")
    command = [sys.executable, "-m", "kiosk", "conformance", path]
    with subprocess.Popen(command, env={**os.environ, "TMPDIR": str(below)}, stdout=PIPE, stderr=PIPE) as running:
        while not (pid.exists() and pid.read_text()):
            assert running.poll() is None, "it never opened"
            time.sleep(0.05)
        running.send_signal(number)
        running.communicate(timeout=LIMIT)
    assert running.returncode == 128 + number
    assert not [*below.iterdir()]
    until_ended(pid, sys.executable.encode())
