"""What the scanner and the platform say where somebody's code is checked (验证)."""

from __future__ import annotations

from kiosk.domain.text import Text
from kiosk.flows.events.base import Event, Private


class ScanningBy(Event, frozen=True):
    """What reads codes here now: `scanner`, `camera`, or empty where nothing does."""

    by: str


class CodeSeen(Private, frozen=True):
    """A code that may be asked about."""

    payload: str


class CodeMissed(Event, frozen=True):
    """A code nobody can be asked about: device fault code."""

    fault: str


class CodeChecked(Private, frozen=True):
    """What the platform says of it: wire.Verification, and no more than that."""

    state: str
    text: Text
    name: Text | None
    holders: tuple[str, ...]
    """Masked."""
    at: str
    """ISO 8601 with offset."""
    wrong_digit: bool
    """The identifier's check character does not fit: a warning and no more."""
