"""What the terminal itself says: the form laid out and checked, a flow ended, a delay ran out."""

from __future__ import annotations

import msgspec

from kiosk.flows.events.base import Event, Private


class FormProblem(msgspec.Struct, frozen=True):
    """What is missing in one answer: code and its numbers (see runtime.view.FieldError)."""

    name: str
    code: str
    n: int = 0
    limit: str = ""


class FormPrepared(Private, frozen=True):
    """The item's form is laid out: prefilled answers, their sources, and the page of each field."""

    answers: dict[str, str]
    sources: dict[str, str]
    page_of: dict[str, int]
    pages: int


class FormBroken(Event, frozen=True):
    """The platform's form cannot be shown (fault code)."""

    fault: str


class PageInvalid(Private, frozen=True):
    """Something on the page is missing or wrong."""

    problems: tuple[FormProblem, ...]


class PageValid(Event, frozen=True):
    """The page may be left."""


class Identified(Event, frozen=True):
    """The sub-flow *identify* ended well."""


class Represented(Event, frozen=True):
    """The sub-flow *represent* ended well: it is known whose matter it is."""


class NotIdentified(Event, frozen=True):
    """The person went back, or the time ran out."""


class CaseClosed(Event, frozen=True):
    """A flow that held personal data is over: the session ends."""


class CaseAbandoned(Event, frozen=True):
    """A flow ended before it held an answer: back to where it was started."""


class TimedOut(Event, frozen=True):
    """A named delay (`runtime.delays`) of this step ran out."""

    delay: str
