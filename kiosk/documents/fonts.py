"""Which font draws which character on paper, so that rare characters in names come out right.

reportlab embeds TrueType outlines only, hence WenQuanYi Zen Hei for text and Hanazono (CJK extensions up to F, as
GB 18030-2022 asks) for what it lacks; fontconfig says where they lie. Must never print an empty box: a character no
font has is written as its code point, 〔U+30EDD〕, so that a person can still tell which one it was.
"""

from __future__ import annotations

import functools
import re
import subprocess
import unicodedata
from typing import Any, TypeAlias

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from kiosk.documents.faults import DocumentError, DocumentFault

FAMILIES = ("WenQuanYi Zen Hei", "HanaMinA", "HanaMinB", "BabelStone Han")
"""Fontconfig families in the order they are tried. The first must be there; a later one is used where installed."""

Glyph: TypeAlias = tuple[str, str]
"""(reportlab font name, character)."""

_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BEYOND_BMP = re.compile(r"> <([0-9A-F]{5,6})>")


class _Font(TTFont):
    """A TrueType font whose text can be copied and searched beyond the Basic Multilingual Plane too."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802  reportlab's name
        """WORKAROUND(reportlab 5.1, ttfonts.makeToUnicodeCMap): it writes U+2CC5F as <2CC5F>.

        PDF 32000-1 §9.10.3 wants UTF-16BE. The glyph is drawn right either way; text taken from the file was wrong.
        """
        known = set(doc.idToObject)
        super().addObjects(doc)
        for name in set(doc.idToObject) - known:
            if name.startswith("toUnicodeCMap:"):
                stream = doc.idToObject[name]
                stream.content = _BEYOND_BMP.sub(_as_utf16, stream.content)


def _as_utf16(found: re.Match[str]) -> str:
    return f"> <{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"


def _find(family: str) -> tuple[str, int] | None:
    """(file, index in the file) of `family`, or None where fontconfig has no such font."""
    asked = ["fc-match", "-f", "%{file}\t%{index}\t%{family}", f"{family}:lang=zh"]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        raise DocumentError(DocumentFault.FONT_MISSING, "fontconfig does not answer") from None
    parts = answer.split("\t")
    fields = 3
    if len(parts) != fields or family not in parts[2].split(","):
        return None
    return parts[0], int(parts[1])


@functools.cache
def _load(family: str) -> _Font | None:
    """The font, registered with reportlab once per process (about 0.4 s each); None where it is not installed."""
    place = _find(family)
    if place is None:
        return None
    try:
        font = _Font(family.replace(" ", ""), place[0], subfontIndex=place[1])
    except (TTFError, OSError):
        raise DocumentError(DocumentFault.FONT_UNREADABLE, family) from None
    pdfmetrics.registerFont(font)
    return font


def _has(font: _Font, character: str) -> bool:
    """A real glyph (0 is the empty box), and not merely an entry in the table."""
    return bool(font.face.charToGlyph.get(ord(character), 0))


def main_font() -> str:
    """Name of the text font. Raises DocumentError: FONT_MISSING, FONT_UNREADABLE."""
    font = _load(FAMILIES[0])
    if font is None:
        raise DocumentError(DocumentFault.FONT_MISSING, FAMILIES[0])
    return font.fontName


def _font_for(text: str, families: tuple[str, ...] = FAMILIES) -> _Font | None:
    """The first font that has every character of `text`; fonts further down are only loaded when needed."""
    main_font()
    for family in families:
        font = _load(family)
        if font is not None and all(_has(font, character) for character in text):
            return font
    return None


def clean(text: str) -> str:
    """Text from outside, fit for one line: control, format and surrogate characters become spaces.

    Variation selectors go (no font here knows them). Nothing is normalised: NFC would change characters of names.
    """
    kept = (character for character in text if not _SELECTOR.match(character))
    return " ".join("".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs"} else c for c in kept).split())


def missing(text: str) -> str:
    """The characters of `text` that no installed font can draw, each once."""
    return "".join(dict.fromkeys(character for character in text if _font_for(character) is None))


def glyphs(text: str) -> tuple[Glyph, ...]:
    """Each character of `text` with the font that draws it.

    One font for all of it where one has everything, so that a rare character does not stand out of its name.
    Raises DocumentError: FONT_MISSING, FONT_UNREADABLE.
    """
    shown = text
    whole = _font_for(shown)
    if whole is None:
        for character in missing(shown):
            shown = shown.replace(character, f"〔U+{ord(character):04X}〕")
        whole = _font_for(shown)
    if whole is not None:
        return tuple((whole.fontName, character) for character in shown)
    mixed = (*FAMILIES[1:], FAMILIES[0])
    return tuple((_drawing(character, mixed), character) for character in shown)


def _drawing(character: str, families: tuple[str, ...]) -> str:
    """The fallback fonts are of one style: where a text needs two of them, they go before the main font."""
    font = _font_for(character, families)
    return font.fontName if font is not None else main_font()


def width(text: tuple[Glyph, ...], size: float) -> float:
    """Advance of `text` at `size` points, in points."""
    return float(sum(pdfmetrics.stringWidth(character, font, size) for font, character in text))


def runs(text: tuple[Glyph, ...]) -> list[Glyph]:
    """Neighbours of the same font joined: (font name, string)."""
    joined: list[Glyph] = []
    for font, character in text:
        if joined and joined[-1][0] == font:
            joined[-1] = (font, joined[-1][1] + character)
        else:
            joined.append((font, character))
    return joined
