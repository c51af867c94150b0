"""Text that the platform writes in up to three languages."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Language(StrEnum):
    """Languages of the interface; values are BCP 47 tags."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"


class Text(msgspec.Struct, frozen=True, rename={"zh_hans": "zh-Hans", "zh_hant": "zh-Hant"}):
    """One text; 简体 always, the others where the platform has them."""

    zh_hans: str
    zh_hant: str | None = None
    en: str | None = None

    def said(self, language: Language) -> str:
        """The text in `language`, else in 简体 (the Chinese text prevails)."""
        wanted = {Language.ZH_HANT: self.zh_hant, Language.EN: self.en}.get(language)
        return wanted or self.zh_hans
