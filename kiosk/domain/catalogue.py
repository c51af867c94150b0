"""The catalogue of service items as the platform publishes it (事项, 主题, 材料, 证照类型)."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from kiosk.domain.text import Text


class Assurance(StrEnum):
    """How sure the platform wants to be of the person before it takes the item."""

    NONE = "none"
    CARD = "card"
    VERIFIED = "verified"


class Provision(StrEnum):
    """How a material reaches the platform."""

    LICENCE = "LICENSE"
    SCAN = "SCAN"
    SHARED_DATA = "SHARED_DATA"


class Theme(msgspec.Struct, frozen=True, rename="camel"):
    """A topic on the home screen. `icon` is a Tabler icon name that the interface ships."""

    code: str
    name: Text
    hint: Text
    icon: str


class Material(msgspec.Struct, frozen=True, rename="camel"):
    """One document the item asks for."""

    code: str
    name: Text
    provision: Provision
    required: bool = True
    note: Text | None = None


class OfflinePolicy(msgspec.Struct, frozen=True, rename="camel"):
    """May the item be taken while the line is down, and how long may it wait here."""

    allowed: bool
    ttl_hours: int = 72


class Guide(msgspec.Struct, frozen=True, rename="camel"):
    """办事指南: who, how long, what it costs, where else."""

    who: Text
    duration: Text
    fee: Text
    elsewhere: Text
    immediate: bool = False
    """即办件; otherwise 承诺件."""


class ServiceItem(msgspec.Struct, frozen=True, rename="camel"):
    """A service item (事项) with everything needed to take it."""

    code: str
    version: str
    name: Text
    theme: str
    department: Text
    summary: Text
    guide: Guide
    form: dict[str, Any]
    """JSON Schema 2020-12 of the answers, with layout hints under `x-pages` (see kiosk.forms)."""
    form_version: str
    offline: OfflinePolicy
    assurance: Assurance = Assurance.VERIFIED
    materials: tuple[Material, ...] = ()
    documents: tuple[str, ...] = ("resident", "hmt", "foreigner-2017", "foreigner-2023")
    """DocumentKind values accepted."""
    signature: bool = False
    """Must the person sign on the screen."""
    keywords: tuple[str, ...] = ()
    """Everyday words it is also found by (退休金 for 养老金)."""


class LicenceType(msgspec.Struct, frozen=True, rename="camel"):
    """A kind of electronic licence (证照类型)."""

    code: str
    name: Text
    icon: str
    scene: Text


class Catalogue(msgspec.Struct, frozen=True, rename="camel"):
    """A whole snapshot."""

    version: str
    published_at: str
    organisation: Text
    hotline: str
    themes: tuple[Theme, ...]
    items: tuple[ServiceItem, ...]
    licence_types: tuple[LicenceType, ...]

    def item(self, code: str) -> ServiceItem | None:
        """The item of that code, if it is in this snapshot."""
        return next((item for item in self.items if item.code == code), None)
