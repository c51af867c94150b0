"""The accessibility tree of every page: all that can be read or done is said, once, by name and role, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickWindow

from kiosk.domain.text import Language
from tests.ui import accessible_rules, samples
from tests.ui.windows import made_by
from ui import accessible, inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage


def problems(window: QQuickWindow) -> list[str]:
    size = QRectF(0, 0, window.width(), window.height())
    return accessible_rules.problems(accessible.read(window), inspection.tree(window), size)


@pytest.mark.parametrize("language", Language)
def test_everything_on_every_page_is_said(language: Language, stage: Stage) -> None:
    found: dict[str, list[str]] = {}
    for name, make in samples.VIEWS.items():
        stage.turn_to(make(language))
        for each in problems(stage.window):
            found.setdefault(each, []).append(name)
    assert not found, "\n".join(f"{each} ({', '.join(pages)})" for each, pages in found.items())


PRESS = """Accessible.role: Accessible.Button
    Accessible.onPressAction: {}
"""
BUTTON = PRESS + "    Accessible.focusable: true\n"
STATIC = "Accessible.role: Accessible.StaticText\n"
PLACE = "x: 100; y: 300; width: 300; height: 100\n"
KEY = 'Accessible.name: "键"\n'
BAD = {
    "has no name": f"Item {{ {PLACE} {BUTTON} }}",
    "cannot have the focus": f"Item {{ {PLACE} {PRESS.replace('Accessible.Button', 'Accessible.ListItem')} {KEY} }}",
    "can be touched, but is said to be nothing": f"MouseArea {{ {PLACE} }}",
    "can be touched, but is said to be StaticText": (
        f"Item {{ {PLACE} {STATIC} {KEY} MouseArea {{ anchors.fill: parent }} }}"
    ),
    "is not said": f'Text {{ {PLACE} text: "没人念的字"; Accessible.ignored: true; textFormat: Text.PlainText }}',
    "is drawn and not said": f"QrItem {{ {PLACE} }}",
    "said twice": (
        f"Item {{ {PLACE} {BUTTON} {KEY}"
        f'Text {{ text: "键"; {STATIC} Accessible.name: text; textFormat: Text.PlainText }} }}'
    ),
    "is said too late": (
        f'Item {{ x: 100; y: 500; width: 300; height: 100; {STATIC} Accessible.name: "后念" }} '
        f"Item {{ {PLACE} {STATIC} {KEY} }}"
    ),
    "can be reached beneath the dialog": (
        f"Item {{ {PLACE} {BUTTON} {KEY} }} "
        f'Item {{ objectName: "dialog"; width: 500; height: 500; y: 900\nAccessible.role: Accessible.Dialog\n{KEY} }}'
    ),
}


@pytest.mark.parametrize("problem", BAD)
def test_what_is_not_said_well_is_found(problem: str, stage: Stage) -> None:
    size = "width: 1080; height: 1920; visible: true"
    with made_by(
        stage.process, f"import QtQuick\nimport Kiosk.ViewModels\nWindow {{ {size}\n{BAD[problem]}}}"
    ) as window:
        found = problems(window)
    assert [each.partition(": ")[0] for each in found] == [problem.partition(": ")[0]], found


def test_field_says_its_hint_and_what_is_wrong_with_it(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["form-error"](Language.ZH_HANS))
    (field,) = [each for each in accessible.read(stage.window) if each.object_name == "form.field.phone"]
    assert field.role == "EditableText"
    assert field.name == "手机号码"
    assert "用来接收办理结果短信" in field.detail
    assert "手机号码还差 1 位数字" in field.detail


def test_digits_of_a_telephone_number_are_not_said(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["form-error"](Language.ZH_HANS))
    said = " ".join(each.name + each.detail for each in accessible.read(stage.window)).replace(" ", "")
    assert "1990013800" not in said
    assert "已填10位" in said


def test_choice_says_whether_it_is_taken(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["form-kinds"](Language.ZH_HANS))
    choices = {each.name: each.checked for each in accessible.read(stage.window) if each.role == "RadioButton"}
    assert choices["长期居住"]
    assert list(choices.values()).count(True) == 1


def test_what_cannot_be_pressed_says_so(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["wallet"](Language.ZH_HANS))
    said = {each.object_name: each.detail for each in accessible.read(stage.window)}
    assert said["licence.l2"].endswith("现在不能点")
    assert "现在不能点" not in said["licence.l0"]
