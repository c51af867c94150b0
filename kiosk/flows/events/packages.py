"""What the person did with packages (一件事) and variants (情形)."""

from __future__ import annotations

from kiosk.flows.events.base import Event


class PackagesOpened(Event, frozen=True):
    """一件事，一次办 on the home screen."""


class VariantsOpened(Event, frozen=True):
    """Wants to say which situation (情形) theirs is."""


class PartTouched(Event, frozen=True):
    """Touched an item of the package: it is left out, or taken again."""

    code: str
