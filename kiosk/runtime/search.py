"""Finding a service item by what a person types: 汉字, full pinyin, initials, everyday words.

The index is built when the search page is first opened; a query is kept nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.catalogue import Catalogue, ServiceItem
from kiosk.domain.text import Language

if TYPE_CHECKING:
    from collections.abc import Iterable

RESULTS = 6


class Index:
    """All items of one catalogue, findable."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._entries = [(item, _names(item)) for item in catalogue.items]

    def find(self, query: str, language: Language, limit: int = RESULTS) -> tuple[ServiceItem, ...]:
        """The best matches, best first: name begins with it, name holds it, pinyin or a keyword does."""
        wanted = "".join(query.lower().split())
        if not wanted:
            return ()
        scored = ((_score(wanted, names), item) for item, names in self._entries)
        found = [(score, item.name.said(language), item) for score, item in scored if score]
        return tuple(item for _, _, item in sorted(found, key=lambda entry: (-entry[0], entry[1]))[:limit])


def _names(item: ServiceItem) -> tuple[tuple[int, str], ...]:
    """(weight, text to look in) for an item."""
    texts = [(8, item.name.zh_hans), (8, item.name.zh_hant or ""), (7, (item.name.en or "").lower())]
    texts += [(5, word) for word in item.keywords]
    chinese = [item.name.zh_hans, *item.keywords]
    return (*texts, *((4, spelled) for spelled in _pinyin(chinese)), (2, item.summary.zh_hans))


def _pinyin(words: Iterable[str]) -> Iterable[str]:
    from pypinyin import Style, lazy_pinyin

    for word in words:
        yield "".join(lazy_pinyin(word)).lower()
        yield "".join(lazy_pinyin(word, style=Style.FIRST_LETTER)).lower()


def _score(wanted: str, names: tuple[tuple[int, str], ...]) -> int:
    best = 0
    for weight, text in names:
        squeezed = text.replace(" ", "")
        if squeezed.startswith(wanted):
            best = max(best, weight * 2)
        elif wanted in squeezed:
            best = max(best, weight)
    return best
