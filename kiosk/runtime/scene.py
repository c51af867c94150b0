"""What a view is made from. Must never hold anything that a view may not show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.domain.catalogue import Catalogue
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen
from kiosk.forms.layout import Form

if TYPE_CHECKING:
    from kiosk.runtime.searching.index import Index


class Scene(Struct, frozen=True):
    """Everything a view is made of besides memory."""

    screen: Screen
    serial: int
    memory: Memory
    catalogue: Catalogue | None
    organisation: str
    terminal: str
    hotline: str
    test_environment: bool
    clocks: Mapping[str, float]
    """Delay name -> seconds left."""
    idle_seconds: int
    now: dt.datetime
    form: Form | None = None
    index: Index | None = None
