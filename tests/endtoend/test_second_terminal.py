"""`kiosk run` twice on one folder: the second one ends at once and touches nothing; killed, the first makes room."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.runtime.processes import kiosk_command
from tests.unprivileged import unprivileged

pytestmark = pytest.mark.timeout(300)
PATIENCE = 90.0


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.05)


class Demo:
    """Demonstrations in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "demo"
        self.env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(folder)}
        self.words = unprivileged(kiosk_command("run", "--demo", str(self.folder)))

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.words, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.env, start_new_session=True
        )

    def state(self) -> dict[str, tuple[int, int]]:
        """What a second one would have replaced: settings and sockets, by file and time."""
        files = (
            self.folder / "kiosk.toml",
            *(self.folder / "twins").glob("*.sock"),
            self.folder / "twins" / "reader",
        )
        return {file.name: (file.lstat().st_ino, file.lstat().st_mtime_ns) for file in files}


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    return Demo(tmp_path)


@pytest.fixture
def first(demo: Demo) -> Iterator[subprocess.Popen[bytes]]:
    process = demo.start()
    try:
        until(lambda: names(process.pid) >= {"kiosk-screen-1", "kiosk-screen-2", "kiosk-sync"}, "the whole terminal")
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def children(pid: int) -> dict[str, int]:
    """Living children by name."""
    try:
        pids = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return {}
    return {Path(f"/proc/{one}/comm").read_text("ascii").strip(): int(one) for one in pids}


def names(pid: int) -> set[str]:
    return set(children(pid))


def test_a_second_one_is_refused_and_the_first_goes_on(demo: Demo, first: subprocess.Popen[bytes]) -> None:
    before = demo.state()
    assert {"kiosk.toml", "reader.sock"} <= before.keys()
    done = subprocess.run(demo.words, capture_output=True, text=True, timeout=PATIENCE, env=demo.env, check=False)
    assert done.returncode == 1
    assert str(demo.folder / "state") in done.stderr
    assert str(first.pid) in done.stderr
    assert done.stdout == ""
    assert demo.state() == before
    assert first.poll() is None

    config = subprocess.run(
        kiosk_command("run", "--config", str(demo.folder / "kiosk.toml")),
        capture_output=True,
        timeout=PATIENCE,
        env=demo.env,
        check=False,
    )
    assert config.returncode == 1

    for pid in (first.pid, *(pid for name, pid in children(first.pid).items() if name.startswith("kiosk-"))):
        look = subprocess.run(
            unprivileged(["cat", f"/proc/{pid}/environ"]), capture_output=True, timeout=60, check=False
        )
        assert look.stdout == b"", "the memory of the terminal's processes is shut to others of the same user"
    (twin,) = [pid for name, pid in children(first.pid).items() if not name.startswith("kiosk-")][:1]
    look = subprocess.run(
        unprivileged(["cat", f"/proc/{twin}/environ"]), capture_output=True, timeout=60, check=False
    )
    assert look.stdout, "and that of a twin is not, so that the look above could have seen something"


def test_the_supervisor_is_killed_and_another_one_starts_while_its_children_live(
    demo: Demo, first: subprocess.Popen[bytes]
) -> None:
    held = children(first.pid)
    for pid in held.values():
        os.kill(pid, signal.SIGSTOP)
    first.kill()
    first.wait(PATIENCE)
    second = demo.start()
    try:
        until(lambda: (demo.folder / "state" / "run.lock").read_text() == f"{second.pid}\n", "the second in charge")
        assert all(Path(f"/proc/{pid}").exists() for pid in held.values())
        for pid in held.values():
            os.kill(pid, signal.SIGKILL)
        until(lambda: {"kiosk-screen-1", "kiosk-screen-2", "kiosk-sync"} <= names(second.pid), "the second whole")
        scratch = demo.folder.parent
        dead = [held[name] for name in held if name.startswith("kiosk-screen")]
        assert len(dead) == 2
        (front,) = [pid for name, pid in children(second.pid).items() if name == "kiosk-screen-1"]
        until(lambda: bool([*scratch.glob(f"kiosk-screen-{front}-*")]), "the folder of a living screen")
        os.kill(front, signal.SIGKILL)
        until(
            lambda: not [one for pid in (*dead, front) for one in scratch.glob(f"kiosk-screen-{pid}-*")],
            "what the killed screens left removed, those of the first terminal too",
        )
    finally:
        second.terminate()
        second.wait(PATIENCE)
