"""Which fonts the interface asks for, and where rare characters come from.

Must never name a file path: the system's font packages are found by family. Names in GB 18030-2022 characters that
Noto Sans CJK does not have (some of them outside the basic plane) are looked up in Hanazono instead of showing a box.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

FAMILIES = ("Noto Sans CJK SC", "Noto Sans CJK TC")
RARE = ("HanaMinA", "HanaMinB", "BabelStone Han", "WenQuanYi Zen Hei")


def prepare() -> None:
    """Give every interface family its fallbacks; the QGuiApplication must exist."""
    for family in FAMILIES:
        QFont.insertSubstitutions(family, list(RARE))


def warm(text: str) -> None:
    """Open the faces that every page is set in and look at the letters of `text`, which takes some 25 ms once."""
    letters = "".join(sorted(set(text)))
    for weight in (QFont.Weight.Normal, QFont.Weight.Bold):
        font = QFont(FAMILIES[0])
        font.setWeight(weight)
        QFontMetricsF(font).horizontalAdvance(letters)


def missing() -> tuple[str, ...]:
    """Say which families among those asked for this machine does not have; reads every font there is, some 10 ms."""
    present = set(QFontDatabase.families())
    return tuple(family for family in (*FAMILIES, *RARE[:2]) if family not in present)
