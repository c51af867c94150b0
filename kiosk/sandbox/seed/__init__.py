"""The fictional province: catalogue, people and licences as data, read from the files beside this one.

Must never hold a real place, department or person.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from kiosk.domain.catalogue import Catalogue, LicenceType, ServiceItem, Theme
from kiosk.domain.text import Text

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class SeedPerson:
    """A citizen as the platform knows them."""

    person_id: str
    kind: str
    number: str = field(repr=False)
    names: tuple[str, ...] = field(repr=False)
    """As the card may show it: Chinese, Latin."""
    phone: str | None = field(repr=False)
    profile: dict[str, str] = field(repr=False)


class SeedLicence(msgspec.Struct, frozen=True, rename="camel"):
    """A licence as the seed file has it; holders are ids of people."""

    licence_id: str
    type: str
    holders: tuple[str, ...]
    number: str
    authority: str
    issued_on: str
    valid_to: str | None = None
    revoked: bool = False
    shown: dict[str, str] = {}
    """More fields that a verifier sees."""


class Heading(msgspec.Struct, frozen=True, rename="camel"):
    """Head of the catalogue file."""

    version: str
    published_at: str
    organisation: Text
    hotline: str
    themes: tuple[Theme, ...]
    licence_types: dict[str, LicenceType]
    """By a short name that the licence file uses."""
    items: tuple[str, ...]
    """Codes, in the order of the catalogue."""


class Seed:
    """Everything the sandbox knows before anybody asks. `folder` has the same files as this package."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self.heading = msgspec.convert(_read(folder / "catalogue.yaml"), Heading)
        self.items = tuple(
            msgspec.convert(_read(folder / "items" / f"{code}.yaml"), ServiceItem) for code in self.heading.items
        )
        self.licences = tuple(msgspec.convert(_read(folder / "licences.yaml"), list[SeedLicence]))

    @cached_property
    def people(self) -> dict[str, SeedPerson]:
        """Citizens by the number of their document."""
        profiles = _read(self._folder / "profiles.yaml")
        found = {}
        for path in sorted((self._folder / "people").glob("p*.json")):
            person = _person(json.loads(path.read_text("utf-8")), profiles)
            found[person.number] = person
        return found

    def catalogue(self, withdrawn: frozenset[str]) -> Catalogue:
        """The catalogue without the withdrawn items; its version says which are missing."""
        head = self.heading
        return Catalogue(
            version=f"{head.version}.{len(withdrawn)}",
            published_at=head.published_at,
            organisation=head.organisation,
            hotline=head.hotline,
            themes=head.themes,
            items=tuple(item for item in self.items if item.code not in withdrawn),
            licence_types=tuple(head.licence_types.values()),
        )


def _person(raw: dict[str, Any], profiles: dict[str, dict[str, str]]) -> SeedPerson:
    card, phone = raw["card"], raw.get("phone")
    profile = {**({"phone": phone} if phone else {}), **profiles.get(raw["id"], {})}
    names = tuple(name for name in (card["name"], card["name_latin"]) if name)
    return SeedPerson(raw["id"], card["kind"], card["number"], names, phone, profile)


if TYPE_CHECKING:
    _Safe = yaml.SafeLoader
else:
    _Safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times quicker where libyaml is there


class _Loader(_Safe):
    """YAML with `!t [简体, 繁體, English]`."""


def _text(loader: _Loader, node: yaml.SequenceNode) -> dict[str, str]:
    hans, hant, english = loader.construct_sequence(node)
    return {"zh-Hans": hans, "zh-Hant": hant, "en": english}


_Loader.add_constructor("!t", _text)


def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506  a SafeLoader with one more tag
