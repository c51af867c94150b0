"""One small picture of every screen, and of a few in each mode, kept beside the documents.

Nobody changes how a page looks without seeing it.

`KIOSK_RENEW_PICTURES=1 ./test tests/ui/test_golden_pictures.py` paints them anew, and the page that shows them all
(docs/generated/screens.md). There is no camera here: no face is ever in them.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from tests.ui import samples
from tests.ui.modes import LOOKS, Look
from tests.ui.writing import sheet_of, write
from tests.written import STROKES
from ui import inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

PAGE = Path(__file__).resolve().parents[2] / "docs" / "generated" / "screens.md"
FOLDER = PAGE.parent / "screens"
RENEW = bool(os.environ.get("KIOSK_RENEW_PICTURES"))
HOW = "KIOSK_RENEW_PICTURES=1 ./test tests/ui/test_golden_pictures.py"
SIZE = (270, 480)
COLORS = 64
MOST_BYTES = 20_000
UNLIKE = 48
"""Of 255, in one colour: fonts of another build and the few colours of the picture are less."""
SHARE = 0.01
"""So much of a page may be unlike: waiting dots step, the clock of a countdown is drawn."""
COLUMNS = 4
VIEWS = {screen: names[0] for screen, names in samples.by_screen().items()}
"""The first sample view of each screen stands for it."""
MODES = {look.name: look for look in LOOKS if look.name in {"landscape", "elder", "low-reach", "high-contrast"}}
IN_MODES = (Screen.HOME, Screen.FORM, Screen.CHECK, Screen.LICENCE_QR)
"""Enough to see what a mode does: choosing, filling in, reading, showing."""
WRITTEN = "handwriting"
"""What comes in place of the keyboard is no screen of its own: it is opened and written on by a finger."""

Picture = npt.NDArray[np.int16]


def paint(stage: Stage, name: str, look: Look | None = None, *, written: str = "") -> Image.Image:
    """The page as it stands there in 简体, scaled down; `written`: a character on the sheet of handwriting."""
    view = samples.VIEWS[name](Language.ZH_HANS)
    chrome = msgspec.structs.replace(view.chrome, **(look.chrome if look else {}))
    stage.turn_to(msgspec.structs.replace(view, chrome=chrome))
    stage.settle()
    if written:
        write(stage, sheet_of(stage), STROKES[written])
    video = inspection.find(stage.window, "video.picture")
    if video is not None and video.isVisible():  # it stands still at its first picture, which has to be decoded first
        stage.qtbot.waitUntil(lambda: bool(video.property("pictured")), timeout=20_000)
        stage.settle()
    assert stage.process.bridge.picture is None, "no picture of a camera may get in"
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    assert stage.grab().save(store, "PNG")  # type: ignore[call-overload]  # a format is text in Qt's own manual
    whole = Image.open(io.BytesIO(store.data().data())).convert("RGB")
    return whole.resize(SIZE if whole.height > whole.width else SIZE[::-1], Image.Resampling.BOX)


def named(screen: Screen, mode: str) -> str:
    return f"modes/{screen.value}.{mode}"


def kept(name: str) -> Image.Image:
    file = FOLDER / f"{name}.png"
    assert file.is_file(), f"there is no picture of {name} yet: {HOW}"
    return Image.open(file).convert("RGB")


def unlike(one: Image.Image, other: Image.Image) -> float:
    """Share of the picture that is not the same, 0 to 1."""
    difference = np.abs(np.asarray(one, np.int16) - np.asarray(other, np.int16)).max(axis=2)
    return float((difference > UNLIKE).mean())


def catalogue(titles: dict[Screen, str]) -> str:
    """The page that shows all pictures, in the order of the screens."""
    shown = [
        f"![{screen.value}](screens/{screen.value}.png)<br>`{screen.value}` {titles[screen]}" for screen in Screen
    ]
    rows = [shown[n : n + COLUMNS] for n in range(0, len(shown), COLUMNS)]
    rows[-1] += [""] * (COLUMNS - len(rows[-1]))
    head = ["|" + " |" * COLUMNS, "|" + " --- |" * COLUMNS]
    body = ["| " + " | ".join(row) + " |" for row in rows]
    note = f"<!-- Painted by `{HOW}`; do not edit. -->"
    said = (
        "Every screen in 简体, standard mode, from the sample views of the interface tests. The people are invented."
    )
    in_modes = [
        "| "
        + " | ".join(f"![{name}](screens/{name}.png)<br>{mode}" for mode in MODES for name in [named(screen, mode)])
        + " |"
        for screen in IN_MODES
    ]
    written = f"![{WRITTEN}](screens/parts/{WRITTEN}.png)"
    modes = ["Some in other modes:", "", *head, *in_modes, "", "A character written with a finger:", "", written, ""]
    return "\n".join([note, "# Screens", "", said, "", *head, *body, "", *modes])


def check(name: str, now: Image.Image, tmp_path: Path) -> None:
    """It looks as in the picture that is kept. Where that is wanted, it is kept, unless only grains differ."""
    file = FOLDER / f"{name}.png"
    if RENEW and not (file.is_file() and unlike(now, kept(name)) < SHARE / 4):
        file.parent.mkdir(parents=True, exist_ok=True)
        now.quantize(COLORS, dither=Image.Dither.NONE).save(file, optimize=True)
    share = unlike(now, kept(name))
    if share > SHARE:
        now.save(tmp_path / "now.png")
    assert share <= SHARE, (
        f"{share:.1%} of {name} is not as in {FOLDER.name}/{name}.png; now: {tmp_path / 'now.png'}. "
        f"Look at it; if it is meant: {HOW}, and commit the picture."
    )


def cells(page: str) -> list[str]:
    """What is said of each screen; the title only where it was painted in this run."""
    return [cell.strip() for cell in re.split(r"[|\n]", page) if "](screens/" in cell]


@pytest.fixture(scope="module")
def titles() -> dict[Screen, str]:
    """The title of each screen that was painted."""
    return {}


@pytest.mark.parametrize("screen", Screen, ids=lambda screen: screen.value)
def test_screen_looks_as_in_its_picture(
    screen: Screen, stage: Stage, tmp_path: Path, titles: dict[Screen, str]
) -> None:
    assert screen in VIEWS, "\n".join(samples.missing())
    now = paint(stage, VIEWS[screen])
    title = inspection.find(stage.window, "pageTitle")
    titles[screen] = str(title.property("text")) if title is not None else ""
    check(screen.value, now, tmp_path)


@pytest.mark.parametrize("mode", MODES)
def test_modes_look_as_in_their_pictures(mode: str, stage: Stage, tmp_path: Path) -> None:
    with stage.sized(MODES[mode].size):
        for screen in IN_MODES:
            check(named(screen, mode), paint(stage, VIEWS[screen], MODES[mode]), tmp_path)


def test_handwriting_looks_as_in_its_picture(stage: Stage, tmp_path: Path) -> None:
    check(f"parts/{WRITTEN}", paint(stage, VIEWS[Screen.SEARCH], written="大"), tmp_path)


def test_pictures_are_small_and_the_page_shows_them_all(titles: dict[Screen, str]) -> None:
    wanted = {screen: titles.get(screen, "") for screen in Screen}
    if RENEW:
        PAGE.write_text(catalogue(wanted), encoding="utf-8")
    files = {str(file.relative_to(FOLDER)): file.stat().st_size for file in FOLDER.rglob("*.png")}
    expected = [screen.value for screen in Screen] + [named(screen, mode) for screen in IN_MODES for mode in MODES]
    expected.append(f"parts/{WRITTEN}")
    assert files.keys() == {f"{name}.png" for name in expected}, HOW
    assert max(files.values()) <= MOST_BYTES
    shown = PAGE.read_text(encoding="utf-8")
    assert [cell for cell in cells(catalogue(wanted)) if cell not in shown] == [], HOW


@pytest.mark.parametrize("other", ["home-troubled", "category", "dialog-idle"])
def test_another_look_is_noticed(other: str, stage: Stage) -> None:
    assert unlike(paint(stage, other), kept(Screen.HOME.value)) > SHARE


def test_another_colour_of_the_main_button_is_noticed(stage: Stage) -> None:
    now = paint(stage, VIEWS[Screen.ITEM])
    button = inspection.find(stage.window, "primaryButton")
    assert button is not None
    box = inspection.scene_rect(button)
    scale = SIZE[0] / stage.window.width()
    corners = (box.left() * scale, box.top() * scale, box.right() * scale, box.bottom() * scale)
    now.paste((169, 33, 26), tuple(map(round, corners)))  # type: ignore[arg-type]  # four whole numbers
    assert unlike(now, kept(Screen.ITEM.value)) > SHARE
