"""One small picture of every screen, kept beside the documents: nobody changes how a page looks without seeing it.

`KIOSK_RENEW_PICTURES=1 ./test tests/ui/test_golden_pictures.py` paints them anew, and the page that shows them all
(docs/generated/screens.md). There is no camera here: no face is ever in them.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from tests.ui import samples
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

Picture = npt.NDArray[np.int16]


def paint(stage: Stage, name: str) -> Image.Image:
    """The page as it stands there in 简体, scaled down."""
    stage.turn_to(samples.VIEWS[name](Language.ZH_HANS))
    stage.settle()
    assert stage.process.bridge.picture is None, "no picture of a camera may get in"
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    assert stage.grab().save(store, "PNG")  # type: ignore[call-overload]  # a format is text in Qt's own manual
    whole = Image.open(io.BytesIO(store.data().data())).convert("RGB")
    return whole.resize(SIZE, Image.Resampling.BOX)


def kept(screen: Screen) -> Image.Image:
    file = FOLDER / f"{screen.value}.png"
    assert file.is_file(), f"there is no picture of {screen.value} yet: {HOW}"
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
    return "\n".join([note, "# Screens", "", said, "", *head, *body, ""])


def keep(screen: Screen, picture: Image.Image) -> None:
    """Keep it, unless the one there is the same but for a few grains."""
    FOLDER.mkdir(exist_ok=True)
    if (FOLDER / f"{screen.value}.png").is_file() and unlike(picture, kept(screen)) < SHARE / 4:
        return
    picture.quantize(COLORS, dither=Image.Dither.NONE).save(FOLDER / f"{screen.value}.png", optimize=True)


def cells(page: str) -> list[str]:
    """What is said of each screen; the title only where it was painted in this run."""
    return [cell.strip() for cell in page.split("|") if "](screens/" in cell]


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
    if RENEW:
        keep(screen, now)
    share = unlike(now, kept(screen))
    if share > SHARE:
        now.save(tmp_path / "now.png")
    assert share <= SHARE, (
        f"{share:.1%} of {screen.value} is not as in {FOLDER.name}/{screen.value}.png; now: {tmp_path / 'now.png'}. "
        f"Look at it; if it is meant: {HOW}, and commit the picture."
    )


def test_pictures_are_small_and_the_page_shows_them_all(titles: dict[Screen, str]) -> None:
    wanted = {screen: titles.get(screen, "") for screen in Screen}
    if RENEW:
        PAGE.write_text(catalogue(wanted), encoding="utf-8")
    files = {file.stem: file.stat().st_size for file in FOLDER.glob("*.png")}
    assert files.keys() == {screen.value for screen in Screen}, HOW
    assert max(files.values()) <= MOST_BYTES
    shown = PAGE.read_text(encoding="utf-8")
    assert [cell for cell in cells(catalogue(wanted)) if cell not in shown] == [], HOW


@pytest.mark.parametrize("other", ["home-troubled", "category", "dialog-idle"])
def test_another_look_is_noticed(other: str, stage: Stage) -> None:
    assert unlike(paint(stage, other), kept(Screen.HOME)) > SHARE


def test_another_colour_of_the_main_button_is_noticed(stage: Stage) -> None:
    now = paint(stage, VIEWS[Screen.ITEM])
    button = inspection.find(stage.window, "primaryButton")
    assert button is not None
    box = inspection.scene_rect(button)
    scale = SIZE[0] / stage.window.width()
    corners = (box.left() * scale, box.top() * scale, box.right() * scale, box.bottom() * scale)
    now.paste((169, 33, 26), tuple(map(round, corners)))  # type: ignore[arg-type]  # four whole numbers
    assert unlike(now, kept(Screen.ITEM)) > SHARE
