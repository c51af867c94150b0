"""What the person did, and what was answered, on the pages of the smaller services."""

from __future__ import annotations

from kiosk.flows.events.base import Event, Private


# --- 好差评 -----------------------------------------------------------------------------------------------
class RatingOpened(Event, frozen=True):
    """Wants to rate the case."""


class LevelChosen(Event, frozen=True):
    """Chose how content they are: a RatingLevel value."""

    level: str


class TagTouched(Event, frozen=True):
    """Touched a word to the rating: chosen, or not chosen any more."""

    code: str


class WordsOpened(Event, frozen=True):
    """Wants to write some words."""


class WordsChanged(Private, frozen=True):
    """Typed in the words."""

    text: str


class Rated(Event, frozen=True):
    """The flow *rate* ended with a rating in the store."""


class NotRated(Event, frozen=True):
    """不评价, or back: nothing is assumed."""


# --- what was put into the outbox -------------------------------------------------------------------------
class RecordStored(Event, frozen=True):
    """It lies durably in the outbox."""

    record_id: str
    reference: str = ""
    at: float = 0.0
    """Seconds since 1970."""


class RecordNotStored(Event, frozen=True):
    """The outbox could not take it: store fault code. Nothing was acknowledged."""

    fault: str
