"""What the person did, and what was answered, where policies are matched to them (免申即享)."""

from __future__ import annotations

import msgspec

from kiosk.domain.text import Text
from kiosk.flows.events.base import Event, Private


class MatchRow(msgspec.Struct, frozen=True):
    """A policy that the person has a right to, as wire.PolicyMatch has it."""

    policy_id: str
    title: Text
    department: Text
    benefit: Text
    reason: Text
    state: str
    text: Text
    pay_to: Text | None = None
    number: str = ""

    def __repr__(self) -> str:
        """Nobody's rights in a traceback."""
        return "MatchRow(…)"


class MatchesFound(Private, frozen=True):
    """Those not confirmed yet first."""

    matches: tuple[MatchRow, ...]


class MatchConfirmed(Private, frozen=True):
    """The platform has it."""

    match: MatchRow


class ConfirmedBefore(Event, frozen=True):
    """It was confirmed already, here or elsewhere."""
