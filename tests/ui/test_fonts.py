"""Names with rare characters are shown, not boxes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QGuiApplication, QTextLayout

from ui import fonts


@pytest.mark.parametrize("family", fonts.FAMILIES)
@pytest.mark.parametrize("name", ["张三", "㛃", "𬱟", "𫖯", "䶮", "龑", "𠅤", "·", "ZHANG SAN"])
def test_every_character_of_a_name_has_a_glyph(qapp: QGuiApplication, family: str, name: str) -> None:
    assert qapp is not None
    fonts.prepare()
    assert fonts.missing() == (), "the font packages of the set-up are installed"
    font = QFont(family)
    font.setPixelSize(34)
    layout = QTextLayout(name, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    assert runs
    for run in runs:
        assert all(run.glyphIndexes()), f"{name} has no glyph in {run.rawFont().familyName()}"


def test_common_characters_come_from_the_interface_font(qapp: QGuiApplication) -> None:
    assert qapp is not None
    fonts.prepare()
    font = QFont(fonts.FAMILIES[0])
    font.setPixelSize(34)
    layout = QTextLayout("您好，今天办什么事？09:41", font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert {run.rawFont().familyName() for run in layout.glyphRuns()} == {"Noto Sans CJK SC"}
