"""Processor time of a terminal that nobody uses: a minute on home with all virtual devices, beside Chromium idling.

Only the terminal's own processes count, not the twins and not the platform: those stand for hardware and a server.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from kiosk.runtime.processes import kiosk_command
from tests.benchmarks.cold_start import CHROMIUM, home_page
from tests.benchmarks.figures import Figure
from tests.benchmarks.screen import PATIENCE, Terminal, ask, display, family_of, start, stop, terminal

_SETTLE = 10.0
"""Seconds after home until the standby is warm and the devices are open."""
_MINUTE = 60.0
_TICKS = os.sysconf("SC_CLK_TCK")


def measure() -> dict[str, Figure]:
    """`idle_cpu`: percent of one core, over a minute."""
    with display() as screen, terminal(devices=True) as made, tempfile.TemporaryDirectory() as folder:
        process = start(
            kiosk_command("run", "--config", str(made.config), "--probe-dir", str(made.probe.parent)), screen
        )
        try:
            _at_home(made)
            value = _share(process.pid)
        finally:
            stop(process)
        baseline = None
        if chromium := shutil.which("chromium"):
            page = home_page(made, Path(folder))
            other = start([chromium, *CHROMIUM, f"--user-data-dir={folder}/profile", page.as_uri()], screen)
            try:
                baseline = _share(other.pid)
            finally:
                stop(other)
    name = "chromium --kiosk on a static page" if baseline else None
    ratio = value / baseline if baseline else None
    return {"idle_cpu": Figure(value, "% of one core", baseline=baseline, baseline_name=name, ratio=ratio, runs=1)}


def _at_home(made: Terminal) -> None:
    until = time.monotonic() + PATIENCE
    while not (made.probe.exists() and ask(made.probe, do="screen").get("screen") == "home"):
        if time.monotonic() > until:
            raise TimeoutError("home")
        time.sleep(0.1)


def _share(pid: int) -> float:
    """Percent of one core that the tree used in the minute; processes that came meanwhile count from their start."""
    time.sleep(_SETTLE)
    before, began = _spent(pid), time.monotonic()
    time.sleep(_MINUTE)
    after, taken = _spent(pid), time.monotonic() - began
    return 100 * sum(ticks - before.get(member, 0) for member, ticks in after.items()) / _TICKS / taken


def _spent(pid: int) -> dict[int, int]:
    """Clock ticks each process of the tree has used, without the virtual devices."""
    spent = {}
    for member in family_of(pid):
        folder = Path(f"/proc/{member}")
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            fields = (folder / "stat").read_text().rsplit(") ", 1)[1].split()
        except OSError:
            continue
        if b"twin" not in words:
            spent[member] = int(fields[11]) + int(fields[12])
    return spent
