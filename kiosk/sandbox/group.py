"""A group of operations of the sandbox as one value: what it answers, what it keeps, what a test may see and break.

Must never know how it is reached; `groups/` holds one file for each, found by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.sandbox.call import Call, Reply
from kiosk.sandbox.world import World

Handler = Callable[[World, sqlite3.Connection, Call], Reply]
"""Answers one operation of the contract inside one transaction."""
Look = Callable[[World, sqlite3.Connection], Any]
"""GET below `/_sandbox/`: anything that msgspec can encode."""
Deed = Callable[[World, sqlite3.Connection, bytes], Any]
"""POST below `/_sandbox/`; ValueError or msgspec.DecodeError is answered 400."""


@dataclass(frozen=True)
class Visit:
    """A request from outside the contract: a browser. Unsigned, so it may show nothing of a person."""

    method: str
    rest: str
    """The path behind the page's own."""
    body: bytes = field(repr=False)
    content_type: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of a day's ledger, as DayEntry in the contract."""

    id: str
    state: str
    sha256: str | None = None
    """Of the body's bytes as they came."""
    number: str | None = None
    amount: str | None = None


Book = Callable[[World, sqlite3.Connection, str, str], Iterable[Entry]]
"""What one terminal (its id) made on one day (YYYY-MM-DD, UTC+8), in any order."""
Page = Callable[[World, sqlite3.Connection, Visit], Reply]


@dataclass(frozen=True)
class Group:
    """What one file in `groups/` exports as `GROUP`."""

    handlers: Mapping[str, Handler] = field(default_factory=dict)
    """By operationId."""
    schema: str = ""
    """Its tables: `CREATE TABLE IF NOT EXISTS … STRICT`, with semicolons."""
    surviving: frozenset[str] = frozenset()
    """Tables that a reset lets be, e.g. enrolled keys."""
    unkept: frozenset[str] = frozenset()
    """Operations not answered again by their Idempotency-Key: they change nothing, or have an id of their own."""
    about: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    """By operationId: from the decoded body, what the write is about, where that is not simply all of it."""
    looks: Mapping[str, Look] = field(default_factory=dict)
    deeds: Mapping[str, Deed] = field(default_factory=dict)
    books: Mapping[str, Book] = field(default_factory=dict)
    """By LedgerKind: submissions, ratings, prints, payments."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    """By the path's beginning, with both slashes, e.g. `/q/`."""
