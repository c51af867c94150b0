"""What an event is: frozen, past tense, without behaviour; a private one prints nothing but its name."""

from __future__ import annotations

import msgspec


class Event(msgspec.Struct, frozen=True):
    """Something happened."""


class Private(Event, frozen=True):
    """An event that holds personal data: its repr is its name."""

    def __repr__(self) -> str:
        """Nothing of the person."""
        return f"{type(self).__name__}(…)"
