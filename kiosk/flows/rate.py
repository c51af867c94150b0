"""Flow *rate* (好差评): five levels, the national words to the chosen one, own words where one likes.

Voluntary: nothing is chosen beforehand, nothing is ever rated by time, leaving is never in the way. A case is rated
once; without a line the rating waits in the outbox like everything else.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.domain.catalogue import RatingLevel
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory
from kiosk.flows.parts import Rating
from kiosk.flows.screens import Screen

LOW = frozenset({RatingLevel.DISSATISFIED, RatingLevel.VERY_DISSATISFIED})
"""Levels that are asked what was wrong: without that nobody can put it right."""
MOST_TAGS = 8


class At(StrEnum):
    """Steps. A power cut before the store has the rating loses it: nobody is asked again, nothing is assumed."""

    LEVEL = "level"
    WORDS = "words"
    STORING = "storing"


def rateable(memory: Memory) -> bool:
    """Is there a case, and was it not rated yet?"""
    case = memory.case
    return bool(case.submission_id) and case.submission_id not in memory.rating.rated


def may_rate(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """See `rateable`."""
    return rateable(memory)


def known_level(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is it one of the five?"""
    return isinstance(event, on.LevelChosen) and event.level in set(RatingLevel)


def nothing_chosen(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was no level chosen yet?"""
    return not memory.rating.level


def reason_missing(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """A bad rating without a word of why."""
    rating = memory.rating
    return rating.level in LOW and not rating.tags and not rating.words.strip()


def _chosen(memory: Memory, event: Event) -> Memory:
    """Words belong to a level: another level has others."""
    if not isinstance(event, on.LevelChosen) or event.level == memory.rating.level:
        return memory
    return put(memory, "rating", level=event.level, tags=(), reason_missing=False, fault=None)


def _touched(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.TagTouched):
        return memory
    tags = memory.rating.tags
    if event.code in tags:
        tags = tuple(one for one in tags if one != event.code)
    elif len(tags) < MOST_TAGS:
        tags = (*tags, event.code)
    return put(memory, "rating", tags=tags, reason_missing=False)


def _given(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """What was said is in the store now; here only that it was."""
    return replace(memory, rating=Rating(rated=(*memory.rating.rated, memory.case.submission_id)))


def _dropped(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    return replace(memory, rating=Rating(rated=memory.rating.rated))


_PRINT_FAILED = both(takes("case", print_fault="fault"), sets("case", print_phase="failed"))
_NOT_STORED = both(takes("rating", fault="fault"), sets("rating", storing=False))

FLOW = Flow(
    name="rate",
    about="How was it? Asked once for a case, of whoever likes to say.",
    start=At.LEVEL,
    steps={
        At.LEVEL: Step(Screen.RATING),
        At.WORDS: Step(Screen.WORDS),
        At.STORING: Step(Screen.RATING, enter=(do.StoreRating(),)),
    },
    rows=(
        Row(At.LEVEL, on.LevelChosen, At.LEVEL, _chosen, when=known_level),
        Row(At.LEVEL, on.LevelChosen, At.LEVEL),
        Row(At.LEVEL, on.TagTouched, At.LEVEL, _touched),
        Row(At.LEVEL, on.WordsOpened, At.WORDS),
        Row(At.LEVEL, on.Accepted, At.LEVEL, when=nothing_chosen),
        Row(At.LEVEL, on.Accepted, At.LEVEL, sets("rating", reason_missing=True), when=reason_missing),
        Row(At.LEVEL, on.Accepted, At.STORING, sets("rating", storing=True, fault=None)),
        Row(At.LEVEL, on.Declined, Ends(on.NotRated()), _dropped),
        Row(At.LEVEL, on.WentBack, Ends(on.NotRated()), _dropped),
        Row(At.WORDS, on.WordsChanged, At.WORDS, takes("rating", words="text")),
        Row(At.WORDS, on.Accepted, At.LEVEL, sets("rating", reason_missing=False)),
        Row(At.WORDS, on.WentBack, At.LEVEL),
        Row(At.STORING, on.RecordStored, Ends(on.Rated()), _given),
        Row(At.STORING, on.RecordNotStored, At.LEVEL, _NOT_STORED),
        # a slip that was asked for before comes out meanwhile
        *(Row(at, on.Printed, at, sets("case", print_phase="done")) for at in At),
        *(Row(at, on.PrintFailed, at, _PRINT_FAILED) for at in At),
    ),
)
