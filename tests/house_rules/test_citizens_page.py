"""The page for citizens says what is on the screen: quoted words are the interface's, pictures are there."""

from __future__ import annotations

import re

from kiosk.flows.screens import Screen
from tests.house_rules.tree import ROOT, text, tracked

PAGE = ROOT / "docs" / "citizens.zh-CN.md"
_SAID = re.compile(r"""qsTr\("((?:[^"\\]|\\.)*)"\)""")


def words_on_screen() -> set[str]:
    return {said for path in tracked("ui/qml/**/*.qml") for said in _SAID.findall(text(path))}


def test_every_quoted_word_is_on_a_screen() -> None:
    quoted = re.findall(r"“([^”]+)”", text(PAGE))
    assert len(quoted) > 20
    assert sorted({*quoted} - words_on_screen()) == []


def test_every_picture_is_there_and_painted_from_a_screen() -> None:
    shown = re.findall(r'src="([^"]+)"', text(PAGE))
    assert len(shown) > 10
    assert [one for one in shown if not (PAGE.parent / one).is_file()] == []
    painted = {*Screen, "parts/handwriting"}
    assert {one.removeprefix("generated/screens/").removesuffix(".png") for one in shown} <= painted
