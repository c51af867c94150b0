"""What a person takes, each as one `ServiceItem`: an item, one of its variants (情形), or items joined (一件事).

Each is filled in, handed in and followed like any item; only what it comes from is beside it. Must never let an item
be left out that the package needs, nor ask less of a person than the strictest of its items does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from kiosk.domain.catalogue import Assurance, Catalogue, Guide, OfflinePolicy, Package, ServiceItem, Variant
from kiosk.domain.text import Text


class Joined(msgspec.Struct, frozen=True):
    """One item of a package."""

    item: ServiceItem
    optional: bool = False


class Joint(ServiceItem, frozen=True, rename="camel"):
    """A package as the item that it is for whoever takes it."""

    joins: tuple[Joined, ...] = ()
    """In the order of the package, also those that were left out."""
    left_out: tuple[str, ...] = ()
    """Codes of items that the person does not want."""

    @property
    def taken(self) -> tuple[ServiceItem, ...]:
        """The items that are applied for."""
        return tuple(one.item for one in self.joins if one.item.code not in self.left_out)


class Narrowed(ServiceItem, frozen=True, rename="camel", kw_only=True):
    """An item in one of its variants: only what that one asks for."""

    variant: Variant
    whole: ServiceItem


def in_variant(item: ServiceItem, code: str) -> Narrowed | None:
    """The item in the variant of that code; None where it has none of that name."""
    whole = item.whole if isinstance(item, Narrowed) else item
    found = next((one for one in whole.variants if one.code == code), None)
    return _narrowed(whole, found) if found is not None else None


def as_answered(item: ServiceItem, answers: Mapping[str, Any]) -> ServiceItem:
    """The item in the variant that these answers are for; as it is where they are for none."""
    found = (one for one in item.variants if one.answers.items() <= answers.items())
    variant = next(found, None)
    return _narrowed(item, variant) if variant is not None else item


def known_by_variant(item: ServiceItem) -> dict[str, str]:
    """What the chosen variant answers by itself; nothing where none is chosen."""
    return item.variant.answers if isinstance(item, Narrowed) else {}


def _narrowed(whole: ServiceItem, variant: Variant) -> Narrowed:
    form, asked = whole.form, {*variant.fields}
    known = {name: {**form["properties"][name], "enum": [value]} for name, value in variant.answers.items()}
    fields = {name: one for name, one in form["properties"].items() if name in asked}
    pages = ({**page, "fields": [name for name in page["fields"] if name in asked]} for page in form["x-pages"])
    required = [name for name in fields if name in {*form["required"], *variant.required}]
    papers = {fields[name].get("x-material") for name in variant.required}
    less = {"properties": known | fields, "required": required, "x-pages": [page for page in pages if page["fields"]]}
    values = {name: getattr(whole, name) for name in whole.__struct_fields__}
    materials = (
        replace(one, required=one.required or one.code in papers)
        for one in whole.materials
        if one.code in variant.materials
    )
    values |= {"form": {**form, **less}, "materials": tuple(materials)}
    return Narrowed(**values, variant=variant, whole=whole)


def offer(catalogue: Catalogue | None, code: str) -> ServiceItem | None:
    """The item or the package of that code; None where it is not in this snapshot, or an item of it is not."""
    if catalogue is None:
        return None
    package = next((one for one in catalogue.packages if one.code == code), None)
    return joint(package, catalogue) if package is not None else catalogue.item(code)


def packages(catalogue: Catalogue, theme: str | None = None) -> tuple[Joint, ...]:
    """All packages that can be taken, or those of one topic, in the order of the catalogue."""
    wanted = (one for one in catalogue.packages if theme in (None, one.theme))
    return tuple(made for one in wanted if (made := joint(one, catalogue)) is not None)


def joint(package: Package, catalogue: Catalogue) -> Joint | None:
    """The package with all its items; None where one of them is not in this snapshot."""
    joins = tuple(
        Joined(item, one.optional) for one in package.items if (item := catalogue.item(one.item_code)) is not None
    )
    if len(joins) != len(package.items):
        return None
    return Joint(
        code=package.code,
        version=package.version,
        name=package.name,
        theme=package.theme,
        summary=package.hint,
        form=package.form,
        form_version=package.form_version,
        materials=package.materials,
        keywords=package.keywords,
        uses=max(one.item.uses for one in joins),
        joins=joins,
        **_together([one.item for one in joins]),
    )


def toggled(offered: Joint, code: str) -> Joint:
    """With that item left out, or taken again; one that the package needs stays."""
    found = next((one for one in offered.joins if one.item.code == code), None)
    if found is None or not found.optional:
        return offered
    out = offered.left_out
    return _without(offered, tuple(one for one in out if one != code) if code in out else (*out, code))


def of_parts(offered: ServiceItem | None, parts: Iterable[str]) -> ServiceItem | None:
    """As it was applied for with those parts; what is no package, or has none of them, stays as it is."""
    applied = {*parts}
    if not isinstance(offered, Joint) or not any(one.item.code in applied for one in offered.joins):
        return offered
    return _without(offered, tuple(one.item.code for one in offered.joins if one.item.code not in applied))


def _without(offered: Joint, left_out: tuple[str, ...]) -> Joint:
    changed = replace(offered, left_out=left_out)
    return replace(changed, **_together(changed.taken))


def _together(items: Iterable[ServiceItem]) -> dict[str, Any]:
    """What the items ask for, as one: of every rule the strictest."""
    items = tuple(items)
    return {
        "department": in_one((one.department for one in items), "、", ", "),
        "guide": Guide(
            who=_of(items, lambda guide: guide.who),
            duration=_of(items, lambda guide: guide.duration),
            fee=_of(items, lambda guide: guide.fee),
            elsewhere=_of(items, lambda guide: guide.elsewhere),
            immediate=all(one.guide.immediate for one in items),
        ),
        "offline": OfflinePolicy(
            all(one.offline.allowed for one in items), min(one.offline.ttl_hours for one in items)
        ),
        "assurance": max((one.assurance for one in items), key=list(Assurance).index),
        "documents": tuple(kind for kind in items[0].documents if all(kind in one.documents for one in items)),
        "signature": any(one.signature for one in items),
        "second_look": any(one.second_look for one in items),
        "offered_at": _offered_at(items),
    }


def _offered_at(items: tuple[ServiceItem, ...]) -> tuple[str, ...]:
    """Kinds of places at which all of them are offered; a kind that there is not, where no kind is common to them."""
    bound = [one.offered_at for one in items if one.offered_at]
    common = tuple(kind for kind in (bound[0] if bound else ()) if all(kind in kinds for kinds in bound))
    return common if common or not bound else ("nowhere",)


def _of(items: tuple[ServiceItem, ...], part: Callable[[Guide], Text]) -> Text:
    return in_one((part(one.guide) for one in items), "；", "; ")


def in_one(texts: Iterable[Text], chinese: str, english: str) -> Text:
    """All in one line, each once, in every language."""
    texts = tuple(dict.fromkeys(texts))
    return Text(
        chinese.join(one.zh_hans for one in texts),
        chinese.join(one.zh_hant or one.zh_hans for one in texts),
        english.join(one.en or one.zh_hans for one in texts),
    )
