"""QML takes colours, font sizes and durations from Style, says every text through qsTr, and stays small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

QML = Path(__file__).resolve().parents[2] / "ui" / "qml"
FILES = sorted(path for path in QML.rglob("*.qml") if path.parent.name != "Style")
LONGEST = 250
HAN = re.compile(r"[\u4e00-\u9fff]")
LANGUAGE_NAMES = {"简体中文", "繁體中文"}
FORBIDDEN = {
    "a colour": re.compile(r"\"#[0-9a-fA-F]{3,8}\"|Qt\.(rgba|hsla)\("),
    "a font size": re.compile(r"(pixelSize|pointSize):\s*\d"),
    "a duration": re.compile(r"(interval|duration):\s*\d"),
    "an effect the software renderer cannot draw": re.compile(
        r"\b(ShaderEffect|MultiEffect|layer\.\w+|Gradient|ParticleSystem|DropShadow|GaussianBlur)\b"
    ),
    "a context property": re.compile(r"setContextProperty"),
}


def code(path: Path) -> str:
    """The file without comments."""
    return re.sub(r"//[^\n]*", "", path.read_text("utf-8"))


def test_there_are_files_to_look_at() -> None:
    assert len(FILES) > 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_style_has_literals(path: Path) -> None:
    text = code(path)
    for what, pattern in FORBIDDEN.items():
        found = pattern.search(text)
        assert found is None, f"{path.name}: {what}: {found and found.group()}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_can_be_translated(path: Path) -> None:
    text = re.sub(r"(qsTr|QT_TR_NOOP)\(\s*\"[^\"]*\"", "", code(path))
    left = [word for word in re.findall(r"\"([^\"]*)\"", text) if HAN.search(word) and word not in LANGUAGE_NAMES]
    assert not left, f"{path.name}: {left}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_short_and_says_what_it_is(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= LONGEST
    assert lines[0].startswith("// ")
