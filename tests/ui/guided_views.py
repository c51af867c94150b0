"""Views of 智能导办: a question, and what fits."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.text import Language
from kiosk.runtime.shown import ChoiceLine
from kiosk.runtime.view import View
from tests.ui.complaint_views import SEED, choices

CATALOGUE = SEED.catalogue(frozenset())
FIRST = CATALOGUE.questions[0]


def answers(language: Language) -> tuple[ChoiceLine, ...]:
    return tuple(ChoiceLine(f"life#{n}", one.text.said(language)) for n, one in enumerate(FIRST.answers))


def items(language: Language) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(f"item:{one.code}", one.name.said(language), one.summary.said(language))
        for one in CATALOGUE.items[:4]
    )


PAGES: dict[str, Callable[[Language], View]] = {
    "guide-question": choices("guide", FIRST.text.zh_hans, answers),
    "guide-items": choices("guide", "", items),
}
