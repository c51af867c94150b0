"""Tap to frame on every screen there is: the real window on Xvfb, software rendered, two cores.

On each page what stands there to be pressed is pressed (`screen_tour`); timed inside the process from the release to
the first frame of the next page. Beside it what Qt Quick takes to turn a bare page. An observer of the pixels sees
that the picture has changed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from kiosk.flows.screens import Screen
from tests.benchmarks.figures import Figure, of_samples
from tests.benchmarks.screen import PATIENCE, Display, ask, display, start, stop
from tests.benchmarks.screen_tour import NOTHING_TO_PRESS, stops

_ROUNDS = 6
"""The first is not counted: QML is compiled, and what leads on is found."""
_BARE_TURNS = 100
_BETWEEN = 0.4
"""Seconds: buttons take a quicker second touch for a slip."""
_FIRST = ("primaryButton", "backButton", "theme-")


def measure() -> dict[str, Figure]:
    """`screen_*`: to the first frame of the page after each; `screens` all of them, `screens_press` to any frame."""
    with display() as screen, tempfile.TemporaryDirectory() as folder:
        bare = _bare(screen)
        probe = Path(folder) / "probe.sock"
        words = [sys.executable, "-m", "tests.benchmarks.screen_tour", f"{folder}/cache", str(probe)]
        process = start(words, screen)
        try:
            _wait_for(probe, stops()[0].screen)
            taken = _rounds(screen, probe)
        finally:
            stop(process)
    name = "a bare page of Qt Quick"
    figures = {
        f"screen_{page}": of_samples([tap["page_ms"] for tap in taps], "ms", baseline=bare, name=name)
        for page, taps in taken.items()
    }
    pages = [tap["page_ms"] for taps in taken.values() for tap in taps]
    frames = [tap["frame_ms"] for taps in taken.values() for tap in taps]
    return {
        "screens": of_samples(pages, "ms", baseline=bare, name=name, floor="p95 <= 33 ms"),
        "screens_press": of_samples(frames, "ms", baseline=bare, name=name, floor="p95 <= 33 ms"),
        **figures,
    }


def _bare(screen: Display) -> list[float]:
    words = [sys.executable, "-m", "tests.benchmarks.bare_pages", str(_BARE_TURNS)]
    around = os.environ | {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
    done = subprocess.run(words, env=around, capture_output=True, timeout=PATIENCE, check=True)
    taken: list[float] = json.loads(done.stdout)
    assert len(taken) == _BARE_TURNS
    return taken


def _rounds(screen: Display, probe: Path) -> dict[str, list[dict[str, float]]]:
    """Taps of each page, by its name."""
    leads: dict[str, str] = {}
    taken: dict[str, list[dict[str, float]]] = {}
    pages = [view.screen for view in stops()]
    for turn in range(_ROUNDS * len(pages)):
        page, after = pages[turn % len(pages)], pages[(turn + 1) % len(pages)]
        if page not in NOTHING_TO_PRESS:
            time.sleep(_BETWEEN)
            before = screen.pixels(4).copy()
            found = _pressed(probe, page, leads)
            assert (screen.pixels(4) != before).any(), f"the picture after {page} is another one"
            if turn >= len(pages):
                taken.setdefault(page, []).append(found)
        _wait_for(probe, after)
    return taken


def _pressed(probe: Path, page: Screen, leads: dict[str, str]) -> dict[str, Any]:
    """Press what leads on from here; where that is not known yet, one thing after the other."""
    assert ask(probe, do="screen")["screen"] == page
    for name in [leads[page]] if page in leads else _pressable(probe):
        answer = ask(probe, do="tap", name=name, timed=True)
        if "page_ms" in answer:
            leads[page] = name
            return answer
    raise AssertionError(f"nothing on {page} leads on")


def _pressable(probe: Path) -> list[str]:
    """Names of what would take a press, what most people press first."""
    names = dict.fromkeys(item["name"] for item in ask(probe, do="tree")["items"] if item["name"])
    ready = [name for name in names if (found := ask(probe, do="find", name=name))["topmost"] and found["enabled"]]
    return sorted(ready, key=lambda name: not name.startswith(_FIRST))


def _wait_for(probe: Path, page: Screen) -> None:
    until = time.monotonic() + PATIENCE
    while not (probe.exists() and ask(probe, do="screen").get("screen") == page):
        assert time.monotonic() < until, page
        time.sleep(0.05)
