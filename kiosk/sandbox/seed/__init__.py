"""The fictional province as data: catalogue, people, companies, licences, bills; read from the files beside this one.

Must never hold a real place, department or person. Each file is read when it is first asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import yaml

from kiosk.domain.catalogue import (
    Catalogue,
    CertificateType,
    GuideAnswer,
    GuideQuestion,
    LicenceType,
    Package,
    Place,
    RatingTag,
    ServiceItem,
    Theme,
    Video,
)
from kiosk.domain.text import Language, Text
from kiosk.platform_api.wire.service import Policy
from kiosk.platform_api.wire.terminal import StaffAccount

FOLDER = Path(__file__).parent
T = TypeVar("T")


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


class SeedCompany(msgspec.Struct, frozen=True, rename="camel"):
    """A company or other organisation; `legal` and `agents` are ids of people."""

    code: str
    """Unified social credit code (GB 32100-2015)."""
    name: str
    kind: str
    legal: str
    size: str
    trade: str
    staff: int
    founded_on: str
    address: str
    agents: tuple[str, ...] = ()


class SeedBill(msgspec.Struct, frozen=True, rename="camel"):
    """An open bill; `person` is an id."""

    bill_id: str
    person: str
    kind: str
    name: Text
    payee: Text
    account: str
    amount: str
    due_on: str


class SeedMatch(msgspec.Struct, frozen=True, rename="camel"):
    """Whose record meets a policy's conditions: `people` are ids; companies by size, and trade where any is named."""

    policy_id: str
    benefit: Text
    reason: Text
    people: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    pay_to: Text | None = None

    def meets(self, company: SeedCompany) -> bool:
        """Does the company?"""
        return company.size in self.sizes and (not self.trades or company.trade in self.trades)


class SeedCaption(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """What is said from one second to another."""

    start: float
    end: float
    text: Text


class SeedVideo(msgspec.Struct, frozen=True, rename="camel"):
    """A short video as the seed file has it, and the items whose pages it stands on."""

    video_id: str
    title: Text
    seconds: int
    items: tuple[str, ...]
    captions: tuple[SeedCaption, ...]


class SeedStation(msgspec.Struct, frozen=True, rename="camel"):
    """The station all terminals of the sandbox stand in, and who works there."""

    station_id: str
    version: str
    accounts: tuple[StaffAccount, ...]


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
    packages: tuple[str, ...] = ()


class Seed:
    """Everything the sandbox knows before anybody asks. `folder` has the same files as this package."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def heading(self) -> Heading:
        """The catalogue's head."""
        return self._all("catalogue.yaml", Heading)

    @cached_property
    def items(self) -> tuple[ServiceItem, ...]:
        """In the order of the catalogue, each with its videos."""
        plain = (self._all(f"items/{code}.yaml", ServiceItem) for code in self.heading.items)
        told = self._all("videos.yaml", tuple[SeedVideo, ...])
        films = {one.video_id: _video(one, self.film(one.video_id)) for one in told}
        return tuple(
            msgspec.structs.replace(item, videos=tuple(films[one.video_id] for one in told if item.code in one.items))
            for item in plain
        )

    def film(self, video_id: str) -> bytes:
        """A short video. Raises FileNotFoundError."""
        return (self._folder / "videos" / f"{video_id}.webm").read_bytes()

    @cached_property
    def packages(self) -> tuple[Package, ...]:
        """一件事."""
        return tuple(self._all(f"packages/{code}.yaml", Package) for code in self.heading.packages)

    @cached_property
    def rating_tags(self) -> tuple[RatingTag, ...]:
        """The national set."""
        return self._all("rating_tags.yaml", tuple[RatingTag, ...])

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The service map."""
        return self._all("places.yaml", tuple[Place, ...])

    @cached_property
    def certificate_types(self) -> tuple[CertificateType, ...]:
        """Certificates made here."""
        return self._all("certificates.yaml", tuple[CertificateType, ...])

    @cached_property
    def policies(self) -> tuple[Policy, ...]:
        """Papers of open government, the newest first."""
        return self._all("policies.yaml", tuple[Policy, ...])

    @cached_property
    def matches(self) -> tuple[SeedMatch, ...]:
        """Who has a right to what without applying."""
        return self._all("matches.yaml", tuple[SeedMatch, ...])

    @cached_property
    def licences(self) -> tuple[SeedLicence, ...]:
        """Of everybody."""
        return self._all("licences.yaml", tuple[SeedLicence, ...])

    @cached_property
    def companies(self) -> tuple[SeedCompany, ...]:
        """Companies and other organisations."""
        return self._all("companies.yaml", tuple[SeedCompany, ...])

    @cached_property
    def bills(self) -> tuple[SeedBill, ...]:
        """What is open before anybody pays."""
        return self._all("bills.yaml", tuple[SeedBill, ...])

    @cached_property
    def fees(self) -> dict[str, str]:
        """What a case costs, yuan, by item."""
        return self._all("fees.yaml", dict[str, str])

    @cached_property
    def station(self) -> SeedStation:
        """The station and its staff."""
        return self._all("staff.yaml", SeedStation)

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
        """The catalogue without the withdrawn items and what needs them; its version says how many are missing."""
        head = self.heading
        return Catalogue(
            version=f"{head.version}.{len(withdrawn)}",
            published_at=head.published_at,
            organisation=head.organisation,
            hotline=head.hotline,
            themes=head.themes,
            items=tuple(item for item in self.items if item.code not in withdrawn),
            licence_types=tuple(head.licence_types.values()),
            packages=tuple(one for one in self.packages if not withdrawn & {part.item_code for part in one.items}),
            questions=self._questions(withdrawn),
            rating_tags=self.rating_tags,
            places=tuple(_still_there(self.places, withdrawn)),
            certificate_types=tuple(one for one in self.certificate_types if one.item_code not in withdrawn),
        )

    @cached_property
    def _finder(self) -> tuple[GuideQuestion, ...]:
        return self._all("questions.yaml", tuple[GuideQuestion, ...])

    def _questions(self, withdrawn: frozenset[str]) -> tuple[GuideQuestion, ...]:
        """The finder, which leads to no withdrawn item and to no package that needs one."""
        if not withdrawn:
            return self._finder
        needing = (one.code for one in self.packages if withdrawn & {part.item_code for part in one.items})
        return _trimmed(self._finder, withdrawn | {*needing})

    def _all(self, name: str, kind: type[T]) -> T:
        return msgspec.convert(_read(self._folder / name), kind)


def _video(told: SeedVideo, film: bytes) -> Video:
    """As the catalogue has it: size and digest of the very file, the captions as WebVTT."""
    hans, hant, english = (
        "WEBVTT\n\n"
        + "\n".join(
            f"{_moment(one.start)} --> {_moment(one.end)}\n{one.text.said(tongue)}\n" for one in told.captions
        )
        for tongue in Language
    )
    digest = hashlib.sha256(film).hexdigest()
    captions = Text(hans, hant, english)
    return Video(told.video_id, told.title, told.seconds, len(film), digest, "video/webm", captions)


def _moment(seconds: float) -> str:
    """A WebVTT timestamp."""
    return f"{int(seconds) // 60:02}:{seconds % 60:06.3f}"


def _still_there(places: tuple[Place, ...], withdrawn: frozenset[str]) -> Iterator[Place]:
    """No items means everything, so a place for withdrawn items alone is left out."""
    for place in places:
        items = tuple(code for code in place.items if code not in withdrawn)
        if items or not place.items:
            yield msgspec.structs.replace(place, items=items)


def _trimmed(questions: tuple[GuideQuestion, ...], gone: frozenset[str]) -> tuple[GuideQuestion, ...]:
    """Without answers that lead nowhere any more, nor questions that leave no choice."""
    there = {question.code for question in questions}
    kept = tuple(
        msgspec.structs.replace(question, answers=tuple(_answers(question, there, gone))) for question in questions
    )
    kept = tuple(question for question in kept if len(question.answers) > 1)
    return kept if len(kept) == len(questions) else _trimmed(kept, gone)


def _answers(question: GuideQuestion, there: set[str], gone: frozenset[str]) -> Iterator[GuideAnswer]:
    for answer in question.answers:
        items = tuple(code for code in answer.items if code not in gone)
        if items or answer.next in there:
            yield msgspec.structs.replace(answer, items=items)


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
