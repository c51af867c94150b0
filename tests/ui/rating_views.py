"""Views of the pages of 好差评, and of the offer on the result page."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from kiosk.domain.catalogue import RatingLevel
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown import RatingTagRow, RatingView, ServicesView, WordsView
from kiosk.runtime.view import StepName, View
from kiosk.sandbox.seed import Seed
from tests.ui.task_views import case, chrome

TAGS = Seed().rating_tags


def rating(screen: Screen, level: RatingLevel | None = None, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        tags = tuple(
            RatingTagRow(tag.code, tag.text.said(language), n == 1)
            for n, tag in enumerate(one for one in TAGS if one.level is level)
        )
        view = RatingView(offered=True, level=level.value if level else "", tags=tags)
        around = ServicesView(rating=replace(view, **more))
        return View(
            serial=0,
            screen=screen,
            chrome=chrome(5, StepName.SUBMIT, language),
            services=around,
        )

    return make


def words(about: str) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = ServicesView(words=WordsView(about, "", 120))
        return View(serial=0, screen=Screen.WORDS, chrome=chrome(5, StepName.SUBMIT, language), services=view)

    return make


def offered(outcome: Outcome, *, line: bool = True, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        return replace(
            case(Screen.RESULT, outcome, line=line)(language),
            services=ServicesView(rating=replace(RatingView(), **more)),
        )

    return make


WORDS = "机器好用，字也大，就是签名的框小了一点。"
PAGES: dict[str, Callable[[Language], View]] = {
    "rating": rating(Screen.RATING),
    "rating-good": rating(Screen.RATING, RatingLevel.SATISFIED, words=WORDS),
    "rating-bad": rating(Screen.RATING, RatingLevel.VERY_DISSATISFIED, reason_missing=True),
    "rating-fault": rating(Screen.RATING, RatingLevel.DISSATISFIED, fault="store.full"),
    "rating-storing": rating(Screen.RATING, RatingLevel.VERY_SATISFIED, storing=True),
    "rating-words": words("rating"),
    "complaint-typing": words("complaint"),
    "rating-offered": offered(Outcome.RECEIVED, offered=True),
    "rating-offered-queued": offered(Outcome.QUEUED, line=False, offered=True),
    "rating-given": offered(Outcome.ACCEPTED, given=True),
    "rating-given-queued": offered(Outcome.QUEUED, line=False, given=True),
}
