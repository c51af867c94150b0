"""The tokens: contrast as computed, sizes as the design says, both schemes whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STYLE = Path(__file__).resolve().parents[2] / "ui" / "qml" / "Kiosk" / "Style"

PAIRS = [
    ("ink", "surface"),
    ("ink", "canvas"),
    ("ink", "sunken"),
    ("ink", "warnTint"),
    ("ink", "primaryTint"),
    ("ink2", "surface"),
    ("ink2", "canvas"),
    ("ink2", "sunken"),
    ("ink3", "surface"),
    ("ink3", "sunken"),
    ("primary", "surface"),
    ("primary", "primaryTint"),
    ("onPrimary", "primary"),
    ("onPrimary", "primaryPress"),
    ("onNavy", "navy"),
    ("onNavy2", "navy"),
    ("success", "surface"),
    ("success", "successTint"),
    ("warn", "surface"),
    ("warn", "warnTint"),
    ("error", "surface"),
    ("error", "errorTint"),
    ("disabled", "disabledBg"),
]
SHAPES = [("lineStrong", "surface"), ("lineStrong", "canvas"), ("warnLine", "surface"), ("warnLine", "warnTint")]


def scheme(name: str) -> dict[str, str]:
    text = (STYLE / f"{name}.qml").read_text("utf-8")
    return dict(re.findall(r"^    (\w+): \"(#[0-9A-F]+)\"$", text, re.MULTILINE))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["LightColors", "HighContrastColors"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(name: str, text: str, ground: str) -> None:
    colours = scheme(name)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", ["LightColors", "HighContrastColors"])
@pytest.mark.parametrize(("line", "ground"), SHAPES)
def test_shapes_and_borders_stand_out_from_their_ground(name: str, line: str, ground: str) -> None:
    colours = scheme(name)
    assert contrast(colours[line], colours[ground]) >= 3


def test_both_schemes_give_every_colour() -> None:
    wanted = re.findall(r"required property color (\w+)", (STYLE / "ColorScheme.qml").read_text("utf-8"))
    assert set(scheme("LightColors")) == set(scheme("HighContrastColors")) == set(wanted)


def test_figures_of_the_design() -> None:
    colours = scheme("LightColors")
    assert round(contrast(colours["ink"], colours["surface"]), 2) == 16.52
    assert round(contrast(colours["primary"], colours["surface"]), 2) == 8.67


LEAST = (28, 34, 42, 44)
"""Pixels of the smallest words at each text size: standard, large, elder, the largest there."""


def test_no_step_of_the_type_scale_is_too_small_for_a_citizen() -> None:
    found = re.findall(r"sizes: \[([\d, ]+)\]; lines: \[([\d, ]+)\]", (STYLE / "TypeScale.qml").read_text("utf-8"))
    assert len(found) > 10
    for sizes, lines in found:
        steps = list(zip(map(int, sizes.split(",")), map(int, lines.split(",")), LEAST, strict=True))
        assert all(pixels >= least and line / pixels >= 1.18 for pixels, line, least in steps)
        assert steps == sorted(steps), "a larger text size is nowhere smaller"
