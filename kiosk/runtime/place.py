"""Where a session takes place: what the header says of it, what kind of place it is, and when that is open."""

from __future__ import annotations

from msgspec import Struct

from kiosk.flows.memory import Surroundings
from kiosk.runtime.clock import Clock
from kiosk.runtime.opening_times import Opened, now_around


class Place(Struct, frozen=True):
    """This terminal, as its settings have it."""

    organisation: str
    terminal: str
    hotline: str
    test_environment: bool
    sticks: bool = False
    """Is there a place for a visitor's USB stick?"""
    kind: str = "hall"
    """As the catalogue calls such a place."""
    code: str = ""
    """On the service map, where it is there."""
    opened: Opened | None = None
    """Its hours; None = day and night."""

    def found(self, clock: Clock) -> Surroundings:
        """What is around whoever comes first."""
        around = Surroundings(sticks=self.sticks, place_kind=self.kind, place_code=self.code)
        return now_around(around, self.opened, clock.wall())
