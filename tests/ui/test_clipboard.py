"""Nothing that was typed can be copied: not with a keyboard that somebody plugs in, not by pressing twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from kiosk.flows.screens import Screen
from kiosk.runtime.view import Chrome, FieldView, FormView, StepName, View
from tests.ui.conftest import Stage
from ui import environment, inspection

NAME = "林晚舟"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COPIES = [
    (Qt.Key.Key_C, CTRL),
    (Qt.Key.Key_Insert, CTRL),
    (Qt.Key.Key_Copy, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Delete, SHIFT),
    (Qt.Key.Key_X, CTRL),
]
SELECTS = [(Qt.Key.Key_A, CTRL), (Qt.Key.Key_Home, SHIFT)]


@pytest.fixture(autouse=True)
def _empty(stage: Stage) -> Iterator[None]:  # noqa: ARG001  there is no clipboard without it
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def press(item: QObject, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QGuiApplication.sendEvent(item, QKeyEvent(kind, key, held))


def copied(item: QObject) -> str:
    """What comes to the clipboard by all the ways there are."""
    for select in SELECTS:
        for copy in COPIES:
            item.setProperty("text", NAME)  # some of them take letters away instead
            press(item, Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier)
            press(item, *select)
            press(item, *copy)
            if QGuiApplication.clipboard().text():
                break
    return QGuiApplication.clipboard().text()


def pressed_twice(stage: Stage, item: QQuickItem) -> None:
    at = QPointF(inspection.scene_rect(item).topLeft() + QPointF(60, 40))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    steps = (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, none),
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonDblClick, left),
        (QEvent.Type.MouseButtonRelease, none),
    )
    for kind, down in steps:
        event = QMouseEvent(kind, at, at, left, down, Qt.KeyboardModifier.NoModifier)
        QGuiApplication.sendEvent(stage.window, event)


def test_these_keys_do_copy_from_a_field_as_qt_makes_it(stage: Stage) -> None:
    component = QQmlComponent(stage.process.engine)
    component.setData(f'import QtQuick; TextInput {{ text: "{NAME}" }}'.encode(), QUrl())
    field = component.create()
    assert isinstance(field, QQuickItem)
    assert copied(field) == NAME
    field.deleteLater()


@pytest.mark.parametrize("kind", ["text", "latin"])
def test_nothing_of_a_form_can_be_copied(stage: Stage, make_chrome: Callable[..., Chrome], kind: str) -> None:
    chrome = make_chrome(service="示例事项", step=2, steps=5, step_name=StepName.FILL_IN, personal=True)
    fields = (FieldView(name="told", label="示例", kind=kind, value=NAME),)
    stage.show(View(serial=0, screen=Screen.FORM, chrome=chrome, form=FormView(page=1, pages=1, fields=fields)))
    nothing_comes_of(stage, next(one for one in typed_into(stage)))


def test_nothing_that_was_searched_can_be_copied(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(View(serial=0, screen=Screen.SEARCH, chrome=make_chrome()))
    (field,) = typed_into(stage)
    field.setProperty("text", NAME)
    nothing_comes_of(stage, field)
    field.setProperty("text", "")


def typed_into(stage: Stage) -> list[QQuickItem]:
    return [one for one in inspection.walk(stage.window.contentItem()) if one.inherits("QQuickTextInput")]


def nothing_comes_of(stage: Stage, field: QQuickItem) -> None:
    assert field.property("text") == NAME
    pressed_twice(stage, field)
    assert field.property("selectedText") == ""
    assert copied(field) == ""


def test_every_field_is_one_of_these() -> None:
    """Another control that takes letters, or a field that lets itself be selected, has to come here first."""
    sources = {file.name: file.read_text("utf-8") for file in Path(environment.QML).rglob("*.qml")}
    takers = {
        name
        for name, text in sources.items()
        if re.search(r"^\s*(?:\w+\.)?Text(?:Input|Edit|Field|Area) \{", text, re.MULTILINE)
    }
    assert takers == {"TextEntry.qml", "SearchField.qml", "DeskInput.qml"}
    assert all("onSelectedTextChanged: input.deselect()" in sources[name] for name in takers)
    assert not [name for name, text in sources.items() if re.search(r"\.(?:copy|cut|paste|selectAll)\(", text)]
