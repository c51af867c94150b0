"""Cold start to the first home page and its memory, next to Chromium in kiosk mode on a static page of the same look.

Both under one Xvfb, in turns, from program files that the machine has in its page cache, ours byte-compiled as an
installed package is; Chromium into an empty profile, the terminal into the state of one that was set up before. One
observer looks at the pixels: the start is over when icons of the primary colour stand where home has its cards, four
rows of three. Memory is the proportional set size of the whole process tree, some seconds later. The platform is
beside it, not in it.
"""

from __future__ import annotations

import compileall
import html
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from string import Template

import msgspec
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.catalogue import Catalogue
from kiosk.runtime.processes import kiosk_command
from kiosk.runtime.settings import load
from kiosk.runtime.sync_catalogue import CATALOGUE
from tests.benchmarks.figures import Figure, of_samples, skipped
from tests.benchmarks.screen import (
    HEIGHT,
    PATIENCE,
    WIDTH,
    Display,
    Terminal,
    display,
    memory_of,
    start,
    stop,
    terminal,
)

_RUNS = 15
"""Odd, and many: of five pairs on a shared machine the ratio of the medians was between 0.40 and 0.57."""
_WEIGHED = 5
"""In how many of them memory is measured too."""
_SETTLE = 5.0
"""After so many seconds."""
_PRIMARY = 0x0F4C8A
_GRID_TOP, _GRID_BOTTOM = 500, 1500
"""Rows of the screen where home has its cards."""
_COLUMNS, _ROWS = 3, 4
"""Rows of topics that are there however much room the cards below take: without a reader they give a reason."""
_THEMES = 13
_APART = 40
"""Rows without the colour between one icon and the next."""
_ICONS = Path(__file__).parent.parent.parent / "ui" / "icons"
CHROMIUM = (
    "--kiosk",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=Translate",
    "--disable-quic",
    "--password-store=basic",
    f"--window-size={WIDTH},{HEIGHT}",
    "--window-position=0,0",
)


def measure() -> dict[str, Figure]:
    """`cold_start` in seconds and `memory` in MiB; the baseline is Chromium's."""
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "chromium is not installed"
        return {"cold_start": skipped(reason, "s"), "memory": skipped(reason, "MiB")}
    for package in ("kiosk", "ui", "devices", "offline_cache"):
        compileall.compile_dir(package, quiet=1)
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    with display() as screen, terminal() as made, tempfile.TemporaryDirectory() as pages:
        page = home_page(made, Path(pages))
        for run in range(_RUNS + 1):
            settle = _SETTLE if run <= _WEIGHED else 0.0
            mine = _once(screen, kiosk_command("run", "--config", str(made.config)), settle)
            with tempfile.TemporaryDirectory() as profile:
                words = [chromium, *CHROMIUM, f"--user-data-dir={profile}", page.as_uri()]
                other = _once(screen, words, settle)
            if run > 0:  # the first of each brings the program files into the page cache, ours compiles its QML
                ours.append(mine)
                theirs.append(other)
    name = "chromium --kiosk on a static page"
    return {
        "cold_start": of_samples(
            [run[0] for run in ours],
            "s",
            baseline=[run[0] for run in theirs],
            name=name,
            floor="<= 0.5 x, goal 0.3 x",
        ),
        "memory": of_samples(
            [run[1] for run in ours[:_WEIGHED]],
            "MiB",
            baseline=[run[1] for run in theirs[:_WEIGHED]],
            name=name,
            floor="<= 0.5 x, goal 0.4 x",
        ),
    }


def _once(screen: Display, words: list[str], settle: float) -> tuple[float, float]:
    """(seconds from the start of the program to home, MiB `settle` seconds later)."""
    _wait(lambda: not at_home(screen), "the screen is empty")
    began = time.perf_counter()
    process = start(words, screen)
    try:
        _wait(lambda: at_home(screen), "home")
        taken = time.perf_counter() - began
        time.sleep(settle)
        return taken, memory_of(process.pid)
    finally:
        stop(process)


def at_home(screen: Display) -> bool:
    """Are there four icons, one below the other, in each third of the card area? Then all cards are."""
    every = 2
    area = screen.pixels(every)[_GRID_TOP // every : _GRID_BOTTOM // every] == _PRIMARY
    return all(_icons(third, _APART // every) >= _ROWS for third in np.array_split(area, _COLUMNS, axis=1))


def _icons(area: NDArray[np.bool_], apart: int) -> int:
    """How many blobs lie one below the other, at least so many rows apart."""
    rows = np.flatnonzero(area.any(axis=1))
    return 0 if rows.size == 0 else 1 + int(np.count_nonzero(np.diff(rows) > apart))


def _wait(condition: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(what)
        time.sleep(0.01)


def home_page(made: Terminal, folder: Path) -> Path:
    """The home page of this terminal's own catalogue as a file."""
    from kiosk.runtime.connections import Files, open_store
    from offline_cache.catalogue import SnapshotStore

    settings = load(made.config)
    store = open_store(Files(settings.storage.state_dir))
    try:
        found = SnapshotStore(store).current(CATALOGUE)
    finally:
        store.close()
    assert found is not None, "the terminal has its catalogue"
    catalogue = msgspec.json.decode(found.payload, type=Catalogue)
    themes = [(theme.icon, theme.name.zh_hans, theme.hint.zh_hans) for theme in catalogue.themes[:_THEMES]]
    cards = [("category", "一件事", "几项一次办"), *themes, ("layout-grid-add", "全部服务", "一页一页看")]
    quick = [
        ("list-check", "我的办件", "进度、接着办"),
        ("wallet", "电子证照", "给人扫一扫"),
        ("calendar-time", "预约取号", "选好时间去"),
        ("cash", "缴费", "水电气、社保"),
        ("message-report", "投诉建议", "哪里不对"),
        ("map-pin", "哪里能办", "地点、政策、验码"),
    ]
    bar = [
        ("old", "长辈版"),
        ("disabled", "低位操作"),
        ("contrast", "高对比"),
        ("language", "EN · 字号"),
        ("headset", "呼叫帮助"),
    ]
    words = {
        "organisation": html.escape(catalogue.organisation.zh_hans),
        "terminal": "24 小时自助终端 A-03",
        "search": _icon("search"),
        "cards": "".join(_card(*card) for card in cards),
        "quick": "".join(_card(*card) for card in quick),
        "bar": "".join(f"<button>{_icon(icon)}{name}</button>" for icon, name in bar),
    }
    template = Template((Path(__file__).parent / "home.html").read_text("utf-8"))
    page = folder / "home.html"
    page.write_text(template.substitute(words), "utf-8")
    return page


def _card(icon: str, name: str, hint: str) -> str:
    words = f"<span>{html.escape(name)}<small>{html.escape(hint)}</small></span>"
    return f'<button class="card">{_icon(icon)}{words}</button>'


def _icon(name: str) -> str:
    file = _ICONS / f"{name}.svg"
    return (file if file.exists() else _ICONS / "file-text.svg").read_text("utf-8")
