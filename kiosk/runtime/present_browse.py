"""The public pages: home, topics, search, the service guide. Pure; nothing here knows a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.domain.catalogue import Catalogue, Provision, ServiceItem, Theme
from kiosk.domain.offers import Joint, Narrowed, packages
from kiosk.domain.text import Language, Text
from kiosk.flows import browse
from kiosk.flows.memory import Surroundings
from kiosk.flows.readiness import needs, stop
from kiosk.flows.samples import sampled
from kiosk.flows.screens import Screen
from kiosk.runtime import view as v
from kiosk.runtime.present_videos import video_rows
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown_browse import BrowseView, ItemRow, JoinedRow, NeedRow, ThemeCard
from kiosk.runtime.take_along import take_along

if TYPE_CHECKING:
    from kiosk.runtime.searching.index import Found, Match


def _row(scene: Scene, match: Match) -> ItemRow:
    item = match.item
    language = scene.memory.around.language
    blocked = stop(item, scene.memory.around)
    reason = blocked.reason if blocked else None
    note = item.summary.said(language)
    return ItemRow(
        item.code, item.name.said(language), f"{item.across.name.said(language)} · {note}" if item.across else note,
        reason, match.begin, match.length,
        company=not item.for_people,
    )  # fmt: skip


def _found(scene: Scene, catalogue: Catalogue) -> Found:
    from kiosk.runtime.searching.index import Found, Match  # not before: home comes up without it

    if scene.screen is Screen.SEARCH and scene.index is not None:
        return scene.index.find(scene.memory.browsing.query, scene.memory.around.language)
    if scene.screen is Screen.CATEGORY:
        listed = _listed(catalogue, scene.memory.browsing.theme, scene.memory.around)
        return Found(tuple(Match(item) for item in listed))
    return Found()


def browse_view(scene: Scene) -> BrowseView:
    """Home, a topic, or what was found."""
    memory, catalogue = scene.memory, scene.catalogue
    if catalogue is None:
        return BrowseView(known=False, wallet_reason=browse.wallet_blocked(memory))
    language = memory.around.language
    themes = tuple(
        ThemeCard(t.code, t.name.said(language), t.hint.said(language), t.icon)
        for t in _themes(catalogue, memory.around)
    )
    theme = next((t for t in catalogue.themes if t.code == memory.browsing.theme), None)
    found = None if scene.screen is Screen.HOME else _found(scene, catalogue)
    return BrowseView(
        themes=themes,
        title=theme.name.said(language) if theme else "",
        items=tuple(_row(scene, match) for match in found.matches) if found else (),
        query=memory.browsing.query,
        guessed=found is not None and found.guessed,
        preparing=scene.index is None,
        wallet_reason=browse.wallet_blocked(memory),
        packages=len(catalogue.packages),
        organisations=_for_companies(catalogue, memory.browsing.theme) if scene.screen is Screen.CATEGORY else False,
        joined=memory.browsing.theme == browse.PACKAGES,
    )


def _listed(catalogue: Catalogue, theme: str, around: Surroundings) -> tuple[ServiceItem, ...]:
    """The packages, a topic with its packages first, or everything; of items those for people."""
    ranked = sorted(catalogue.items, key=_rank(catalogue, around))
    if theme == browse.PACKAGES:
        return packages(catalogue)
    people = (item for item in ranked if item.for_people)
    if not theme:
        return (*people, *packages(catalogue))
    return (*packages(catalogue, theme), *(item for item in people if item.theme == theme))


def _rank(catalogue: Catalogue, around: Surroundings) -> Callable[[ServiceItem], int]:
    """What such places alone offer, then what this place is known for; last what is offered elsewhere alone."""
    here = next((place.items for place in catalogue.places if place.code == around.place_code), ())

    def rank(item: ServiceItem) -> int:
        if not item.offered(around.place_kind):
            return 3
        return 0 if item.offered_at else 1 if item.code in here else 2

    return rank


def _themes(catalogue: Catalogue, around: Surroundings) -> list[Theme]:
    """In the order of the catalogue, but what such places alone are for before all."""
    first = {item.theme for item in catalogue.items if around.place_kind in item.offered_at}
    return sorted(catalogue.themes, key=lambda theme: theme.code not in first)


def _for_companies(catalogue: Catalogue, theme: str) -> bool:
    """Is anything in that topic for organisations (法人)?"""
    return any(item.for_organisations and theme in {"", item.theme} for item in catalogue.items)


_PERMANENT = Text("外国人永居身份证", "外國人永久居留身分證", "foreign permanent resident ID card")
_CARDS = {
    "resident": Text("身份证", "身分證", "ID card"),
    "hmt": Text("港澳台居民居住证", "港澳臺居民居住證", "Hong Kong, Macao and Taiwan residence permit"),
    "foreigner-2017": _PERMANENT,
    "foreigner-2023": _PERMANENT,
}
_ALSO_OF = Text(
    "{}的，在这里也能办，由那边的部门办理。",
    "{}的，在這裡也能辦，由那邊的部門辦理。",
    "Also for {}: the authority there decides it.",
)
_COMMA, _OR, _AND = Text("、", "、", ", "), Text("或", "或", " or "), Text("；", "；", "; ")
_MATERIAL_STATUS = {Provision.LICENCE: "licence", Provision.SCAN: "scan", Provision.SHARED_DATA: "shared"}


def _across(item: ServiceItem, language: Language) -> tuple[v.Fact, ...]:
    """通办: how it is called, and for whom else it is done here."""
    if item.across is None:
        return ()
    where = _COMMA.said(language).join(one.name.said(language) for one in item.across.handlers)
    return (v.Fact("across", _ALSO_OF.said(language).format(where), item.across.name.said(language)),)


def _bring(item: ServiceItem, language: Language) -> str:
    """One of the cards that are taken, and what has to be scanned."""
    cards = dict.fromkeys(_CARDS[kind].said(language) for kind in item.documents if kind in _CARDS)
    papers = [m.name.said(language) for m in item.materials if m.required and m.provision is Provision.SCAN]
    *first, last = cards or ("",)
    either = _COMMA.said(language).join(first)
    card = _OR.said(language).join(part for part in (either, last) if part)
    return _AND.said(language).join(part for part in (card, *papers) if part)


def _joins(item: ServiceItem, language: Language) -> tuple[JoinedRow, ...]:
    if not isinstance(item, Joint):
        return ()
    return tuple(
        JoinedRow(
            code=one.item.code,
            name=one.item.name.said(language),
            note=one.item.guide.duration.said(language),
            taken=one.item.code not in item.left_out,
            optional=one.optional,
        )
        for one in item.joins
    )


def item_view(scene: Scene) -> v.ItemView:
    """The service guide."""
    memory, item = scene.memory, scene.memory.item
    if item is None:
        return v.ItemView()
    language = memory.around.language
    guide, blocked = item.guide, stop(item, memory.around)
    facts = (
        v.Fact("who", guide.who.said(language)),
        v.Fact("bring", _bring(item, language)),
        *(() if isinstance(item, Joint) else (v.Fact("duration", guide.duration.said(language)),)),
        v.Fact("fee", guide.fee.said(language)),
        *_across(item, language),
    )
    materials = tuple(
        v.MaterialRow(
            material.name.said(language),
            _MATERIAL_STATUS[material.provision] if material.required else "optional",
            material.note.said(language) if material.note else "",
            sample=material.code if sampled(memory, material.code) else "",
        )
        for material in item.materials
    )
    shown = v.ItemView(
        code=item.code,
        name=item.name.said(language),
        summary=item.summary.said(language),
        facts=facts,
        materials=materials,
        videos=video_rows(scene),
        joins=_joins(item, language),
        varied=bool(item.variants),
        organisations=item.for_organisations,
        people=item.for_people,
        variant=item.variant.name.said(language) if isinstance(item, Narrowed) else "",
        elsewhere=guide.elsewhere.said(language),
        department=item.department.said(language),
        needs=tuple(NeedRow(need.name, need.standing.value, need.reason) for need in needs(item, memory.around)),
        instead=blocked.instead.value if blocked and blocked.instead else "",
        guide_date=scene.catalogue.published_at[:10] if scene.catalogue and not memory.around.online else "",
        blocked=blocked.reason if blocked else None,
    )
    hotline = scene.catalogue.hotline if scene.catalogue else scene.hotline
    day = scene.catalogue.published_at[:10] if scene.catalogue else ""
    return replace(shown, qr=take_along(shown, language, hotline, day))
