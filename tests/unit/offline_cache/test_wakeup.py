from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from offline_cache.wakeup import Waker, wake


def test_waiting_ends_when_woken(tmp_path: Path) -> None:
    waker = Waker(tmp_path / "sync.sock")
    threading.Timer(0.05, wake, [tmp_path / "sync.sock"]).start()
    assert waker.wait(30)
    assert not waker.wait(0)
    waker.close()
    assert not (tmp_path / "sync.sock").exists()


def test_many_knocks_count_as_one_and_are_not_forgotten(tmp_path: Path) -> None:
    waker = Waker(tmp_path / "sync.sock")
    for _ in range(2000):
        wake(tmp_path / "sync.sock")
    assert waker.wait(0)
    assert not waker.wait(-1)
    waker.close()


@pytest.mark.parametrize("name", ["nobody.sock", "no/such/folder.sock", "file"])
def test_nobody_there_is_no_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    wake(tmp_path / name)


def test_the_socket_is_private_deep_and_replaces_a_stale_one(tmp_path: Path) -> None:
    folder = tmp_path / ("d" * 100) / ("e" * 100)
    folder.mkdir(parents=True)
    (folder / "sync.sock").touch()
    waker = Waker(folder / "sync.sock")
    assert stat.S_IMODE((folder / "sync.sock").stat().st_mode) == 0o600
    wake(folder / "sync.sock")
    assert waker.wait(30)
    waker.close()
