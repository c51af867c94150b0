"""What the service manager hears, and the lock that keeps an upgrade from coming under somebody's hands."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.runtime import service_manager
from kiosk.runtime.service_manager import OCCUPIED, ServiceManager, let_go, occupy


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    yield
    let_go()


def test_it_says_that_it_is_up_lives_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hears:
        hears.bind(f"\0kiosk-test-{os.getpid()}")
        hears.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@kiosk-test-{os.getpid()}")
        one = ServiceManager()
        one.ready()
        one.alive()
        one.alive()
        one.stopping()
        assert [hears.recv(64) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]


def test_no_child_can_speak_in_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", "@nobody")
    ServiceManager()
    assert "NOTIFY_SOCKET" not in os.environ


@pytest.mark.expects_warnings
def test_a_manager_that_does_not_listen_costs_a_line_in_the_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "n"))
    ServiceManager().ready()
    assert "does not listen" in caplog.text


def free(folder: Path) -> bool:
    """As the package asks it (packaging/deb/preinst)."""
    return subprocess.run(["flock", "-n", "-x", folder / OCCUPIED, "true"], check=False, timeout=60).returncode == 0


def test_while_somebody_uses_the_terminal_the_lock_is_held(tmp_path: Path) -> None:
    occupy(tmp_path, occupied=True)
    occupy(tmp_path, occupied=True)
    assert not free(tmp_path)
    occupy(tmp_path, occupied=False)
    assert free(tmp_path)


def test_a_child_does_not_hold_it_on(tmp_path: Path) -> None:
    occupy(tmp_path, occupied=True)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, b"1" if service_manager._held else b"0")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 1) == b"0"
    os.close(read)
    os.close(write)
    assert not free(tmp_path)


@pytest.mark.expects_warnings
def test_a_folder_that_cannot_be_written_is_no_reason_to_end(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    occupy(tmp_path / "gone", occupied=True)
    assert "nobody can be told" in caplog.text
