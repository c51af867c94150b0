"""The six occasions (应用场景) on which licences are shown, and which licence types belong to each.

A type belongs where the platform's own word for its use names the occasion, or something that is part of it; one that
belongs nowhere is found under all of them. Must never hide a licence from its holder.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kiosk.domain.catalogue import LicenceType
from kiosk.domain.text import Text


class Occasion(StrEnum):
    """Where a licence is shown."""

    FINANCE = "finance"
    EDUCATION = "education"
    HEALTH = "health"
    CULTURE = "culture"
    TRAVEL = "travel"
    MARKET = "market"


NAMES: Mapping[Occasion, Text] = {
    Occasion.FINANCE: Text("金融", "金融", "Finance"),
    Occasion.EDUCATION: Text("教育", "教育", "Education"),
    Occasion.HEALTH: Text("医疗", "醫療", "Health"),
    Occasion.CULTURE: Text("文旅", "文旅", "Culture"),
    Occasion.TRAVEL: Text("出行", "出行", "Travel"),
    Occasion.MARKET: Text("市场监管", "市場監管", "Market"),
}
_WORDS: Mapping[Occasion, tuple[str, ...]] = {
    Occasion.FINANCE: ("金融", "贷款", "抵押", "不动产", "待遇"),
    Occasion.EDUCATION: ("教育", "入学"),
    Occasion.HEALTH: ("医疗",),
    Occasion.CULTURE: ("文旅",),
    Occasion.TRAVEL: ("出行",),
    Occasion.MARKET: ("市场监管", "年检", "用工", "执业"),
}
_EVERYWHERE = "办事核验"
"""An identity card is shown on every occasion."""


def occasions_of(kind: LicenceType) -> frozenset[Occasion]:
    """On which occasions licences of this type are shown; perhaps on none of the six."""
    said = kind.scene.zh_hans
    if _EVERYWHERE in said:
        return frozenset(Occasion)
    return frozenset(one for one, words in _WORDS.items() if any(word in said for word in words))
