"""A terminal on a virtual screen of its own: the real programs, a sandbox outside them, nothing of the test in them.

The screen is Xvfb with its picture in a file, so that an observer sees what is painted without asking any program.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.runtime import demo
from kiosk.runtime.processes import Family, kiosk_command

WIDTH, HEIGHT = 1080, 1920
PATIENCE = 120.0


class Display:
    """Xvfb, and what is on it."""

    def __init__(self, folder: Path) -> None:
        read, write = os.pipe()
        words = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder)]
        self._process = subprocess.Popen(
            [*words, "-nolisten", "tcp", "-noreset"], pass_fds=[write], stderr=subprocess.DEVNULL
        )
        os.close(write)
        with os.fdopen(read) as said:
            self.name = f":{said.readline().strip()}"
        self._file = (folder / "Xvfb_screen0").open("rb")
        self._picture = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        head = struct.unpack(">25I", self._picture[:100])
        assert head[4:6] == (WIDTH, HEIGHT), "an XWD file of the wanted size"
        self._begin = head[0] + head[19] * 12
        self._stride = head[12]

    def pixels(self, every: int = 1) -> NDArray[np.uint32]:
        """0xRRGGBB of every n-th pixel of every n-th row, as they are at this moment."""
        flat = np.frombuffer(self._picture, np.uint32, self._stride // 4 * HEIGHT, self._begin)
        return flat.reshape(HEIGHT, self._stride // 4)[::every, :WIDTH:every] & np.uint32(0xFFFFFF)

    def close(self) -> None:
        """Screen off."""
        self._process.terminate()
        self._process.wait(20)


@contextmanager
def display() -> Iterator[Display]:
    """A screen for the length of the block."""
    with tempfile.TemporaryDirectory() as folder:
        made = Display(Path(folder))
        try:
            yield made
        finally:
            made.close()


@dataclass(frozen=True)
class Terminal:
    """Where a terminal keeps its things; its platform runs beside it."""

    folder: Path
    config: Path

    @property
    def probe(self) -> Path:
        """Socket of the screen in front."""
        return self.folder / "probe" / "active.sock"


@contextmanager
def terminal(*, devices: bool = False) -> Iterator[Terminal]:
    """A terminal that was set up and has its catalogue; not running. `devices`: all virtual ones, else a printer."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    family = Family()
    try:
        wanted = demo.Demo(
            folder=folder,
            port=demo.free_port(),
            embedded_sandbox=False,
            reader=devices,
            camera=devices,
            printer=devices,
            standby=True,
        )
        config = demo.write(folder, wanted)
        family.spawn("sandbox", kiosk_command(*demo.sandbox_words(wanted, wanted.port)))
        _await_ready(family)
        synced = subprocess.run(
            kiosk_command("sync", "--once", "--config", str(config)),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert synced.returncode == 0, synced.stderr.decode("utf-8", "replace")
        yield Terminal(folder, config)
    finally:
        family.stop("sandbox")
        shutil.rmtree(folder, ignore_errors=True)


def _await_ready(family: Family) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        said = {message.get("event") for _, message in family.hear(1.0)}
        assert "exited" not in said, "the sandbox ended"
        if "ready" in said:
            return
    raise TimeoutError("the sandbox did not come up")


def start(words: Sequence[str], screen: Display, **more: str) -> subprocess.Popen[bytes]:
    """Start a program on the screen, in a session of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND"))}
    environment |= {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", **more}
    return subprocess.Popen(
        words,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End it and everything it started."""
    tree = family_of(process.pid)
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(30)
    for pid in tree:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    end = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{pid}/smaps_rollup").exists() and _alive(pid) for pid in tree) and time.monotonic() < end:
        time.sleep(0.05)


def family_of(pid: int) -> set[int]:
    """The process and all its descendants."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(") ", 1)[1].split()[1])
            except (OSError, IndexError, ValueError):
                continue
    tree = {pid}
    while more := {child for child, parent in parents.items() if parent in tree} - tree:
        tree |= more
    return tree


def memory_of(pid: int, row: str = "Pss") -> float:
    """Proportional set size of the whole tree, MiB; "Private_Dirty": what it alone has written to."""
    total = 0
    for member in family_of(pid):
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        except (OSError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith(f"{row}:"))
    return total / 1024


def ask(probe: Path, **request: object) -> dict[str, Any]:
    """One request to the probe of a running screen."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(PATIENCE)
        line.connect(str(probe.resolve()))
        with line.makefile("rwb") as stream:
            stream.write(json.dumps(request).encode() + b"\n")
            stream.flush()
            answer: dict[str, Any] = json.loads(stream.readline())
    return answer


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] not in "ZX"
    except (OSError, IndexError):
        return False
