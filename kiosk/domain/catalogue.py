"""The catalogue of service items as the platform publishes it (事项, 主题, 材料, 证照类型)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from kiosk.domain.across import Across, Handler
from kiosk.domain.text import Text

PERSON = "person"
"""Kind of applicant: a natural person. Every other kind is an organisation's (法人), as the platform calls it."""


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
    licence_types: tuple[str, ...] = ()
    """Licences that are as good; any of them."""
    deferrable: bool = False
    """May follow later (容缺受理)."""
    defer_days: int = 0
    """Days after 收件 until which it may follow; 0: the platform says it then."""
    promisable: bool = False
    """A written promise will do (告知承诺)."""
    sample_id: str | None = None
    """A filled-in sample (样表)."""


class Video(msgspec.Struct, frozen=True, rename="camel"):
    """A short instruction video (短视频). What is played has exactly this size and digest."""

    video_id: str
    title: Text
    seconds: int
    size: int
    """Bytes."""
    sha256: str
    """Hexadecimal."""
    media_type: str
    """`video/webm` or `video/mp4`."""
    captions: Text
    """WebVTT, a whole document in each language."""


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
    instant: bool = False
    """秒批: decided by rule while the person waits; then also `immediate`."""


class Variant(msgspec.Struct, frozen=True, rename="camel"):
    """A situation (情形) in which an item asks for less: what its name says is answered and not asked again."""

    code: str
    name: Text
    answers: dict[str, str]
    """Field -> what it means for it. Never the same in two variants of an item: a case says by them which it is."""
    fields: tuple[str, ...]
    """Names of the fields that are asked."""
    materials: tuple[str, ...]
    """Codes of the materials that are asked for."""
    required: tuple[str, ...] = ()
    """Fields that are a must here though not in general; with one for a paper the paper is, too."""
    hint: Text | None = None


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
    appointment: bool = False
    """May one take an appointment for it."""
    applicants: tuple[str, ...] = (PERSON,)
    """Kinds that may apply for it: `person`, and kinds of organisations (法人)."""
    uses: int = 0
    """How often it was asked for lately, as the platform counts; among equals the more used is found first."""
    second_look: bool = False
    """第二人复核: must a second member of staff look at what one filled in for somebody, before it goes."""
    offered_at: tuple[str, ...] = ()
    """Kinds of places (see Place) at whose terminals it may be begun; () = at every one."""
    videos: tuple[Video, ...] = ()
    """How things are done at the terminal, to be looked at before the item is begun."""
    variants: tuple[Variant, ...] = ()
    """情形: where there are any, one is chosen before anything is filled in."""
    across: Across | None = None
    """通办: the regions whose people may have it done here, by their own authority."""

    def handler(self, answers: Mapping[str, Any]) -> Handler | None:
        """The authority elsewhere that it belongs to by these answers; None: the item's own department."""
        if self.across is None:
            return None
        return self._handler_in(answers.get(self.across.field))

    def office(self, answers: Mapping[str, Any]) -> Text:
        """The department that decides it."""
        handler = self.handler(answers)
        return self.department if handler is None else handler.department

    def office_in(self, region: str | None) -> Text:
        """The department of that region; the item's own for None and where it has no handler."""
        handler = self._handler_in(region)
        return self.department if handler is None else handler.department

    def _handler_in(self, region: object) -> Handler | None:
        handlers = self.across.handlers if self.across is not None else ()
        return next((one for one in handlers if one.region == region), None)

    def offered(self, kind: str) -> bool:
        """May it be begun at a terminal in a place of that kind."""
        return not self.offered_at or kind in self.offered_at

    @property
    def for_people(self) -> bool:
        """May a natural person apply for it."""
        return PERSON in self.applicants

    @property
    def for_organisations(self) -> bool:
        """May any kind of organisation apply for it."""
        return any(kind != PERSON for kind in self.applicants)


class LicenceType(msgspec.Struct, frozen=True, rename="camel"):
    """A kind of electronic licence (证照类型)."""

    code: str
    name: Text
    icon: str
    scene: Text


class PackageItem(msgspec.Struct, frozen=True, rename="camel"):
    """One item of a package; `after` names items that must be decided before."""

    item_code: str
    optional: bool = False
    after: tuple[str, ...] = ()


class Package(msgspec.Struct, frozen=True, rename="camel"):
    """Several items for one occasion (一件事): one form, one set of materials, one submission with parts."""

    code: str
    version: str
    name: Text
    hint: Text
    theme: str
    items: tuple[PackageItem, ...]
    form: dict[str, Any]
    form_version: str
    materials: tuple[Material, ...]
    keywords: tuple[str, ...] = ()


class GuideAnswer(msgspec.Struct, frozen=True, rename="camel"):
    """An answer of the finder: leads to another question, or to items and packages."""

    text: Text
    next: str | None = None
    items: tuple[str, ...] = ()
    variant: str | None = None
    """Of the one item that it leads to."""


class GuideQuestion(msgspec.Struct, frozen=True, rename="camel"):
    """A question of the finder (智能导办)."""

    code: str
    text: Text
    answers: tuple[GuideAnswer, ...]
    first: bool = False
    """One to begin with."""


class RatingLevel(StrEnum):
    """How content somebody is. The numbers run both ways in the standards; only adapters know them."""

    VERY_SATISFIED = "VERY_SATISFIED"
    SATISFIED = "SATISFIED"
    BASICALLY_SATISFIED = "BASICALLY_SATISFIED"
    DISSATISFIED = "DISSATISFIED"
    VERY_DISSATISFIED = "VERY_DISSATISFIED"


class RatingTag(msgspec.Struct, frozen=True, rename="camel"):
    """A word to a rating; `code` is its name in the national set (好差评)."""

    code: str
    level: RatingLevel
    text: Text
    basic: bool = False
    """Shown first."""


class Place(msgspec.Struct, frozen=True, rename="camel"):
    """A place on the service map (政务地图). `east` and `north` in degrees, CGCS2000."""

    code: str
    name: Text
    kind: str
    address: Text
    hours: Text
    phone: str | None = None
    east: float | None = None
    north: float | None = None
    items: tuple[str, ...] = ()
    """What can be done there; empty = everything."""
    round_the_clock: bool = False
    """Open day and night, whatever `hours` says in words."""


class CertificateType(msgspec.Struct, frozen=True, rename="camel"):
    """A certificate (证明) that is made and printed here; `copies` prints are allowed."""

    code: str
    name: Text
    hint: Text
    department: Text
    item_code: str | None = None
    copies: int = 1


class Catalogue(msgspec.Struct, frozen=True, rename="camel"):
    """A whole snapshot."""

    version: str
    published_at: str
    organisation: Text
    hotline: str
    themes: tuple[Theme, ...]
    items: tuple[ServiceItem, ...]
    licence_types: tuple[LicenceType, ...]
    packages: tuple[Package, ...] = ()
    questions: tuple[GuideQuestion, ...] = ()
    rating_tags: tuple[RatingTag, ...] = ()
    places: tuple[Place, ...] = ()
    certificate_types: tuple[CertificateType, ...] = ()

    def item(self, code: str) -> ServiceItem | None:
        """The item of that code, if it is in this snapshot."""
        return next((item for item in self.items if item.code == code), None)
