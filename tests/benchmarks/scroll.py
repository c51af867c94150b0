"""Scrolling a list of 2,000 items by hand, and turning its pages: the real terminal on Xvfb, software rendered.

Timed inside the screen process, from a move of the finger to the `frameSwapped` that shows it. Beside it the same
moves over the shortest list that scrolls: a long one must not cost more.
"""

from __future__ import annotations

import time

from kiosk.domain.catalogue import Catalogue
from kiosk.runtime.processes import kiosk_command
from tests.benchmarks.figures import Figure, of_samples
from tests.benchmarks.large import keep, large
from tests.benchmarks.screen import PATIENCE, Terminal, ask, display, start, stop, terminal

_SHORT = 100
_GESTURES, _MOVES, _STEP = 12, 24, 40
"""So many drags of so many moves, each so many pixels up."""
_PAGES = 10
_BETWEEN = 0.35


def measure() -> dict[str, Figure]:
    """`scroll_frame` over 2,000 items against 100, `scroll_page` (上一页/下一页 to the next frame)."""
    frames, pages = _measured(large())
    short, _ = _measured(large(_SHORT), gestures=2, pages=0)
    return {
        "scroll_frame": of_samples(frames, "ms", baseline=short, name=f"{_SHORT} items", floor="p95 <= 33 ms"),
        "scroll_page": of_samples(pages, "ms", floor="p95 <= 33 ms"),
    }


def _measured(
    catalogue: Catalogue, *, gestures: int = _GESTURES, pages: int = _PAGES
) -> tuple[list[float], list[float]]:
    with display() as screen, terminal() as made:
        keep(made, catalogue)
        words = ["run", "--config", str(made.config), "--probe-dir", str(made.probe.parent)]
        process = start(kiosk_command(*words), screen)
        try:
            _open_list(made)
            dragged = [frame for _ in range(gestures) for frame in _drag(made)]
            return dragged, [_turn(made) for _ in range(pages)]
        finally:
            stop(process)


def _open_list(made: Terminal) -> None:
    """All services, once the standby behind it is warm and what finds things is made."""
    until = time.monotonic() + PATIENCE
    while not (made.probe.exists() and ask(made.probe, do="screen").get("screen") == "home"):
        assert time.monotonic() < until, "home"
        time.sleep(0.1)
    time.sleep(12)
    answer = ask(made.probe, do="tap", name="theme-all", timed=True)
    assert "page_ms" in answer, answer
    time.sleep(1)


def _drag(made: Terminal) -> list[float]:
    """One gesture up the list; every move's frame. It has come to rest before the next."""
    box = ask(made.probe, do="find", name="itemList")
    x, y = round(box["x"] + box["w"] / 2), round(box["y"] + box["h"] - 100)
    points = [(x, y - _STEP * move) for move in range(_MOVES + 1)]
    answer = ask(made.probe, do="drag", points=points, timed=True)
    assert answer.get("ok"), answer
    frames: list[float] = answer["frames_ms"]
    assert len(frames) >= _MOVES - 2, "the list follows the finger"
    time.sleep(2)
    return frames


def _turn(made: Terminal) -> float:
    time.sleep(_BETWEEN)
    before = ask(made.probe, do="text", name="pageNumber")["text"]
    answer = ask(made.probe, do="tap", name="nextPage", timed=True)
    assert ask(made.probe, do="text", name="pageNumber")["text"] != before
    return float(answer["frame_ms"])
