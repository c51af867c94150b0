"""通办: an item that is taken at every place of a wider area, and handed to the authority that it belongs to."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from kiosk.domain.text import Text


class Span(StrEnum):
    """How wide the area is (通办范围代码, GB/T 39046-2020: 全国、跨省、跨市、跨县)."""

    COUNTRY = "country"
    PROVINCES = "provinces"
    CITIES = "cities"
    COUNTIES = "counties"


class Handler(msgspec.Struct, frozen=True, rename="camel"):
    """The authority of one region. `region` is its code of administrative division (GB/T 2260, six digits)."""

    region: str
    name: Text
    """What the region is called."""
    department: Text


class Across(msgspec.Struct, frozen=True, rename="camel"):
    """An item's area. Whoever belongs to a region that has no handler here belongs to the item's own department."""

    span: Span
    name: Text
    """As it is marked: 跨省通办, or what regions that agreed on it call it."""
    field: str
    """The choice of the form whose answer says which region it belongs to."""
    handlers: tuple[Handler, ...]
