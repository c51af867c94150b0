"""Memory after 1,000 sessions played fast: a screen process that holds them all, and the sync process beside it.

Every session goes from home to the end, with a card, an application, a case at the platform and a slip
(`session_player`); the platform must hold exactly as many cases at the end. Some ten minutes on two cores.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

from kiosk.runtime.processes import kiosk_command
from kiosk.runtime.settings import load
from tests.benchmarks.figures import Figure
from tests.benchmarks.screen import Terminal, display, memory_of, start, stop, terminal

_SESSIONS, _WARM, _EVERY = 1000, 100, 50


def measure(sessions: int = _SESSIONS, warm: int = _WARM) -> dict[str, Figure]:
    """`sessions_screen`, `sessions_sync`: MiB after all, against those after the first hundred."""
    with display() as screen, terminal() as made:
        sync = start(kiosk_command("sync", "--config", str(made.config)), screen)
        try:
            played = _played(made, screen.name, sessions)
            weighed = [(done, mib, memory_of(sync.pid, "Private_Dirty")) for done, mib in played]
        finally:
            stop(sync)
        cases = _cases(made)
    assert cases == sessions, f"{cases} cases of {sessions} sessions are at the platform"
    first = next(row for row in weighed if row[0] >= warm)
    return {
        "sessions_screen": _grown(first[1], weighed[-1][1], sessions, warm),
        "sessions_sync": _grown(first[2], weighed[-1][2], sessions, warm),
    }


def _grown(before: float, after: float, sessions: int, warm: int) -> Figure:
    return Figure(
        after,
        "MiB",
        baseline=before,
        baseline_name=f"after {warm} sessions",
        ratio=after / before,
        runs=sessions,
        floor="<= 1.05 x",
    )


def _played(made: Terminal, name: str, sessions: int) -> Iterator[tuple[int, float]]:
    """Sessions played so far, and the memory of the process that plays them, MiB."""
    around = os.environ | {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
    words = [sys.executable, "-m", "tests.benchmarks.session_player", str(made.config), str(sessions), str(_EVERY)]
    with subprocess.Popen(words, env=around, stdout=subprocess.PIPE, text=True) as player:
        assert player.stdout is not None
        for line in player.stdout:
            said = json.loads(line)
            assert "broke" not in said, said
            yield said["done"], said["mib"]
    assert player.returncode == 0


def _cases(made: Terminal) -> int:
    url = f"{load(made.config).platform.base_url}/_sandbox/submissions"
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310  our own server
        return len(json.loads(answer.read())["submissions"])
