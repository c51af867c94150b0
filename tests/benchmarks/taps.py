"""Tap to painted frame: the real terminal on Xvfb, software rendered, two cores, 200 screen changes.

Timed inside the screen process, from the delivery of the release to `frameSwapped`, once for the next frame at all
and once for the first frame of the page that the tap led to (session thread and back included).
"""

from __future__ import annotations

import time

from kiosk.runtime.processes import kiosk_command
from tests.benchmarks.figures import Figure, of_samples
from tests.benchmarks.screen import PATIENCE, Terminal, ask, display, start, stop, terminal

_BETWEEN = 0.35
"""Seconds: buttons take a quicker second touch for a slip."""
_CHANGES = 200


def measure() -> dict[str, Figure]:
    """`tap_to_frame` (next painted frame) and `tap_to_page` (first frame of the next page)."""
    frames: list[float] = []
    pages: list[float] = []
    with display() as screen, terminal() as made:
        words = ["run", "--config", str(made.config), "--probe-dir", str(made.probe.parent)]
        process = start(kiosk_command(*words), screen)
        try:
            _settled(made)
            _walk(made, frames, pages)
        finally:
            stop(process)
    return {
        "tap_to_frame": of_samples(frames, "ms", floor="p95 <= 33 ms"),
        "tap_to_page": of_samples(pages, "ms", floor="p95 <= 33 ms"),
    }


def _settled(made: Terminal) -> None:
    """Home is up, and the standby behind it is warm (it must not compete for the cores while taps are timed)."""
    until = time.monotonic() + PATIENCE
    while not (made.probe.exists() and ask(made.probe, do="screen").get("screen") == "home"):
        assert time.monotonic() < until, "home"
        time.sleep(0.1)
    time.sleep(8)


def _walk(made: Terminal, frames: list[float], pages: list[float]) -> None:
    """Home, a category, a guide, and back again, through the categories in turn."""
    names = [item["name"] for item in ask(made.probe, do="tree")["items"]]
    themes = [name for name in names if name.startswith("theme-")]
    count = 0
    while len(pages) < _CHANGES:
        _tap(made, themes[count % len(themes)], frames, pages)
        items = [item["name"] for item in ask(made.probe, do="tree")["items"] if item["name"].startswith("item-")]
        depth = 1
        if items:
            _tap(made, items[0], frames, pages)
            depth = 2
        for _ in range(depth):
            _tap(made, "backButton", frames, pages)
        count += 1


def _tap(made: Terminal, name: str, frames: list[float], pages: list[float]) -> None:
    time.sleep(_BETWEEN)
    answer = ask(made.probe, do="tap", name=name, timed=True)
    assert answer.get("ok"), answer
    assert "page_ms" in answer, f"{name} led nowhere"
    frames.append(answer["frame_ms"])
    pages.append(answer["page_ms"])
