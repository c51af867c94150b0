"""Keys alone where the page is another: the sheet and the lists over it, the column beside it on a broad screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from kiosk.domain.text import Language
from kiosk.flows import events as on
from tests.ui import samples
from tests.ui.modes import LANDSCAPE, PORTRAIT
from ui import accessible, inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

MOST = 80
"""More controls than any page has."""


def press(stage: Stage, *words: str) -> None:
    """Keys, as the keypad's device names them."""
    for word in words:
        stage.process.bridge.key_came.emit(word)
        stage.layout()


def focused(stage: Stage) -> str:
    item = stage.window.activeFocusItem()
    return str(item.objectName()) if item is not None else ""


def reached(stage: Stage) -> list[str]:
    """The names of what the focus comes by, until it is where it began; the ring is in sight everywhere."""
    names: list[str] = []
    for _ in range(MOST):
        press(stage, "#")
        name = focused(stage)
        if name in names:
            return names
        ring = inspection.find(stage.window, "focusRing")
        assert ring is not None, f"no ring around {name}"
        names.append(name)
    pytest.fail(f"no end after {MOST} keys: {names}")


def go_to(stage: Stage, name: str) -> None:
    """Press # until the control of that name has the focus."""
    for _ in range(MOST):
        if focused(stage) == name:
            return
        press(stage, "#")
    pytest.fail(f"{name} is not reached")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("elder", [False, True])
def test_the_sheet_is_opened_used_and_left_by_keys(size: tuple[int, int], elder: bool, stage: Stage) -> None:  # noqa: FBT001
    view = samples.VIEWS["home"](Language.ZH_HANS)
    with stage.sized(size):
        stage.turn_to(replace(view, chrome=replace(view.chrome, elder=elder)))
        go_to(stage, "displayButton")
        press(stage, "enter")
        assert focused(stage) == "displayDone"
        choices = {
            said.object_name for said in accessible.read(stage.window) if said.object_name.startswith("display.")
        }
        assert len(choices) == 9
        assert set(reached(stage)) == {*choices, "displayDone"}
        go_to(stage, "display.contrast")
        press(stage, "enter")
        assert stage.events()[-1] == on.ContrastChosen(on=True)
        assert focused(stage) == "display.contrast", "one looks at what a choice does and makes the next"
        press(stage, "cancel")
        assert inspection.find(stage.window, "displayDone") is None
        assert focused(stage) == "displayButton"


def test_a_long_list_is_opened_and_chosen_from_by_keys(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["form-many"](Language.ZH_HANS))
    field = next(name for name in reached(stage) if name.startswith("form.field."))
    go_to(stage, field)
    press(stage, "enter")
    rows = [name for name in reached(stage) if name.startswith("choice.")]
    assert len(rows) > 7
    go_to(stage, rows[-1])
    press(stage, "enter")
    event = stage.events()[-1]
    assert isinstance(event, on.FieldChanged)
    assert rows[-1].endswith(str(event.value))


@pytest.mark.parametrize("name", ["home", "card-waiting", "identity", "consent", "result-accepted", "receipt"])
def test_what_stands_beside_the_page_is_reached_too(name: str, stage: Stage) -> None:
    view = samples.VIEWS[name](Language.ZH_HANS)
    stage.turn_to(view)
    upright = {one for one in reached(stage) if not one.startswith("pager.")}
    with stage.sized(LANDSCAPE):
        stage.turn_to(view)
        broad = [one for one in reached(stage) if not one.startswith("pager.")]
    hidden = {one for one in upright if one.startswith("theme-")}
    assert upright - hidden <= set(broad)
    assert len(set(broad)) == len(broad)
