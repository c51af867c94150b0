"""What the interface's words are in another language: for a hand that reads pages in all three.

Taken from the translation files, as a reader would know them; a fragment stands for every text that holds it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from xml.etree import ElementTree as ET

CHINESE = "zh-Hans"
LANGUAGES = (CHINESE, "zh-Hant", "en")
_PLACE = re.compile(r"%L?(?:\d+|n)")


def said(page: str, words: str, language: str) -> bool:
    """Does the page say this, in its language?"""
    return words in page or any(known in page for known in translations(words, language))


@lru_cache
def translations(words: str, language: str) -> tuple[str, ...]:
    """For every text of the interface with these words in it: the longest part of its translation without a value."""
    if language == CHINESE:
        return ()
    return tuple(
        max(_PLACE.split(translation), key=len) for source, translation in _texts(language) if words in source
    )


@lru_cache
def _texts(language: str) -> tuple[tuple[str, str], ...]:
    file = resources.files("ui") / "i18n" / f"{language.replace('-', '_')}.ts"
    root = ET.fromstring(file.read_text("utf-8"))  # noqa: S314  our own file
    pairs = ((one.findtext("source") or "", one.findtext("translation") or "") for one in root.iter("message"))
    return tuple((source, translation) for source, translation in pairs if translation)
