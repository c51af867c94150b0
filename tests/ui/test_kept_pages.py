"""Home, category and guide are made once, ahead of the first touch, and come back as if they were new."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.view import View
from tests.ui import samples
from tests.ui.conftest import WAIT_MS, Stage
from ui import inspection

KEPT = (Screen.HOME, Screen.CATEGORY, Screen.ITEM)


def sample(screen: Screen, **chrome: object) -> View:
    view = samples.VIEWS[{Screen.ITEM: "item"}.get(screen, screen.value)](Language.ZH_HANS)
    return msgspec.structs.replace(view, chrome=msgspec.structs.replace(view.chrome, **chrome))


def page(stage: Stage) -> QQuickItem:
    """The page that is seen."""
    found = inspection.find(stage.window, "page")
    assert found is not None
    made = found.property("item")
    assert isinstance(made, QQuickItem)
    return made


def kept(stage: Stage, name: str) -> QQuickItem | None:
    """The item of that name, seen or not."""
    below = [stage.window.contentItem()]
    while below:
        item = below.pop()
        if item.objectName() == name:
            return item
        below += item.childItems()
    return None


def test_they_are_there_behind_home_and_not_seen(stage: Stage) -> None:
    for screen in (Screen.CATEGORY, Screen.ITEM):  # one whose look was changed behind another page is made when shown
        stage.show(sample(screen))
    stage.show(sample(Screen.HOME))
    names = ("homeScreen", "categoryScreen", "itemScreen")
    stage.qtbot.waitUntil(lambda: all(kept(stage, name) is not None for name in names), timeout=WAIT_MS)
    seen = [item for name in ("categoryScreen", "itemScreen") if (item := kept(stage, name)) and item.isVisible()]
    assert seen == []


@pytest.mark.parametrize("screen", KEPT)
def test_the_same_page_comes_back(stage: Stage, screen: Screen) -> None:
    stage.show(sample(screen))
    before, words = page(stage), stage.texts()
    stage.show(View(serial=0, screen=Screen.CLEARED))
    assert not before.isVisible()
    stage.show(sample(screen))
    assert page(stage) == before
    assert stage.texts() == words


def test_a_page_of_a_person_is_made_for_each(stage: Stage) -> None:
    stage.show(samples.VIEWS["check"](Language.ZH_HANS))
    name = page(stage).objectName()
    stage.show(sample(Screen.HOME))
    assert kept(stage, name) is None


def test_it_begins_at_its_first_screen_again(stage: Stage) -> None:
    stage.show(sample(Screen.ITEM, elder=True))
    first = stage.texts()
    stage.rest()
    stage.tap("pager.next")
    stage.settle()
    assert stage.texts() != first
    stage.show(sample(Screen.HOME, elder=True))
    stage.show(sample(Screen.ITEM, elder=True))
    assert stage.texts() == first


def test_another_guide_is_shown_whole(stage: Stage) -> None:
    """Rows of the one before are used again, and none is left over."""
    stage.show(sample(Screen.ITEM))
    stage.show(another())
    shown = stage.texts()
    stage.show(View(serial=0, screen=Screen.CLEARED))
    stage.show(sample(Screen.HOME, elder=True))  # whatever is hidden is made anew
    stage.show(another())
    assert stage.texts() == shown


def another() -> View:
    """A guide with fewer facts and another paper."""
    view = sample(Screen.ITEM)
    item = view.item
    changed = msgspec.structs.replace(item, name="另一件事", facts=item.facts[:2], materials=item.materials[1:])
    return msgspec.structs.replace(view, item=changed)


def test_another_language_is_not_laid_out_behind_another_page(stage: Stage) -> None:
    stage.show(sample(Screen.ITEM))
    before = kept(stage, "itemScreen")
    assert before is not None
    stage.show(sample(Screen.HOME))
    stage.show(sample(Screen.HOME, high_contrast=True))
    assert kept(stage, "itemScreen") is None, "it would be changed for nothing"
    stage.show(sample(Screen.ITEM, high_contrast=True))
    assert kept(stage, "itemScreen") is not None
    stage.show(sample(Screen.HOME))


def test_the_code_beside_a_guide_comes_after_the_guide(stage: Stage) -> None:
    view = sample(Screen.ITEM)
    assert view.item.qr
    stage.show(View(serial=0, screen=Screen.CLEARED))
    painted: list[int] = []

    def after() -> None:
        code = kept(stage, "receiptCode")
        painted.append(code.property("modulePixels") if code is not None and code.isVisible() else 0)

    stage.window.afterRendering.connect(after)
    try:
        other = msgspec.structs.replace(view, item=msgspec.structs.replace(view.item, qr=view.item.qr + "。"))
        stage.show(other)
    finally:
        stage.window.afterRendering.disconnect(after)
    assert painted[0] == 0, "the page waited for it"
    assert painted[-1] > 0


def test_nothing_is_made_behind_another_page_however_often_the_look_changes(stage: Stage) -> None:
    stage.show(sample(Screen.CATEGORY))
    for elder in (True, False, True):
        stage.show(samples.VIEWS["check"](Language.EN if elder else Language.ZH_HANS))
        stage.qtbot.wait(100)
        assert kept(stage, "categoryScreen") is None
