"""A day's ledger as both sides reckon it (openapi.yaml, Reconciliation). Must never ask what came first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from kiosk.platform_api.wire import DayEntry, DayPage

PAGE = 200
"""Entries on a page."""


def line(entry: DayEntry) -> str:
    """`id SP sha256 SP state SP number SP amount`, with `-` for what is absent."""
    return " ".join(one or "-" for one in (entry.id, entry.sha256, entry.state, entry.number, entry.amount))


def sums(entries: Iterable[DayEntry]) -> tuple[int, str, int]:
    """Count, SM3 in hexadecimal and number of pages."""
    lines = [line(entry) + "\n" for entry in sorted(entries, key=lambda one: one.id)]
    digest = hashlib.new("sm3", "".join(lines).encode("utf-8")).hexdigest()
    return len(lines), digest, -(-len(lines) // PAGE)


def page_of(entries: Iterable[DayEntry], page: int) -> DayPage:
    """That page of them, from 1; empty beyond the last."""
    ordered = sorted(entries, key=lambda one: one.id)
    return DayPage(tuple(ordered[(page - 1) * PAGE : page * PAGE]), -(-len(ordered) // PAGE))
