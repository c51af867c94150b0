"""What the person did with packages (一件事)."""

from __future__ import annotations

from kiosk.flows.events.base import Event


class PackagesOpened(Event, frozen=True):
    """一件事，一次办 on the home screen."""


class PartTouched(Event, frozen=True):
    """Touched an item of the package: it is left out, or taken again."""

    code: str
