"""The pages of the smaller services, from what the session knows. Pure; decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.flows.rate import rateable
from kiosk.flows.screens import Screen
from kiosk.runtime import shown as v
from kiosk.runtime.scene import Scene


def rating_view(scene: Scene) -> v.RatingView:
    """好差评, on its own pages and as an offer on the result page."""
    memory, rating = scene.memory, scene.memory.rating
    language = memory.around.language
    tags = scene.catalogue.rating_tags if scene.catalogue else ()
    return v.RatingView(
        offered=rateable(memory),
        given=bool(memory.case.submission_id) and memory.case.submission_id in rating.rated,
        level=rating.level,
        tags=tuple(
            v.RatingTagRow(tag.code, tag.text.said(language), tag.code in rating.tags)
            for tag in tags
            if tag.level.value == rating.level
        ),
        words=rating.words,
        reason_missing=rating.reason_missing,
        storing=rating.storing,
        fault=rating.fault,
    )


PARTS: Mapping[Screen, Mapping[str, Callable[[Scene], Any]]] = {
    Screen.RATING: {"rating": rating_view},
    Screen.RATING_WORDS: {"rating": rating_view},
}
"""Which part of the view each page needs."""
