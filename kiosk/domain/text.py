"""Text that the platform writes in up to three languages."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters; a line feed is a line feed
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Characters that are not seen and change what is: controls, directions and isolates (UAX #9), joiners, tags."""


class Language(StrEnum):
    """Languages of the interface; values are BCP 47 tags."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"


class TextSize(StrEnum):
    """How large words are on screen （字号）."""

    STANDARD = "standard"
    LARGE = "large"
    LARGEST = "largest"


class Text(msgspec.Struct, frozen=True, rename={"zh_hans": "zh-Hans", "zh_hant": "zh-Hant"}):
    """One text; 简体 always, the others where the platform has them."""

    zh_hans: str
    zh_hant: str | None = None
    en: str | None = None

    def said(self, language: Language) -> str:
        """The text in `language`, else in 简体 (the Chinese text prevails)."""
        wanted = {Language.ZH_HANT: self.zh_hant, Language.EN: self.en}.get(language)
        return wanted or self.zh_hans


def seen(text: str) -> str:
    """`text` as it may be shown: each character that is not seen itself becomes a space. Nothing is normalised.

    For display alone: what is stored and sent stays as it came. The same object where nothing has to change.
    """
    return text if _UNSEEN.search(text) is None else _UNSEEN.sub(" ", text)
