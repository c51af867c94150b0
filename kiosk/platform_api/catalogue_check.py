"""Is this catalogue what the contract says? Checked before it is stored or shown. Must never mend one."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kiosk.domain.catalogue import Catalogue, Package, ServiceItem
from kiosk.platform_api.contract import wrongs
from kiosk.platform_api.faults import PlatformError, PlatformFault


def catalogue_version(body: bytes) -> str:
    """The version, where body, schema and inner references are right; PlatformError BAD_ANSWER otherwise."""
    return read_catalogue(body).version


def read_catalogue(body: bytes) -> Catalogue:
    """The catalogue in those bytes; PlatformError BAD_ANSWER where anything is not as it must be."""
    try:
        raw = msgspec.json.decode(body)
        catalogue = msgspec.json.decode(body, type=Catalogue)
    except (msgspec.DecodeError, RecursionError) as error:
        raise PlatformError(PlatformFault.BAD_ANSWER) from error
    if wrongs("Catalogue", raw) or any(inconsistencies(catalogue)):
        raise PlatformError(PlatformFault.BAD_ANSWER)
    return catalogue


def inconsistencies(catalogue: Catalogue) -> Iterator[str]:
    """References that lead nowhere and codes that stand twice: what a schema cannot say."""
    themes = [theme.code for theme in catalogue.themes]
    codes = [item.code for item in catalogue.items]
    for name, values in (
        ("theme", themes),
        ("item", codes),
        ("licence type", [t.code for t in catalogue.licence_types]),
    ):
        if len(set(values)) != len(values):
            yield f"a {name} code stands twice"
    for item in catalogue.items:
        if item.theme not in themes:
            yield f"{item.code}: unknown theme {item.theme}"
        yield from _form(item)
        yield from _variants(item)
        yield from _across(item)
    for package in catalogue.packages:
        if package.code in codes:
            yield f"{package.code}: a package and an item have one code"
        if not {one.item_code for one in package.items} <= {*codes}:
            yield f"{package.code}: an unknown item is joined"
        yield from _form(package)


def _variants(item: ServiceItem) -> Iterator[str]:
    """One that stands for nothing, asks for what there is not, or cannot be told from another."""
    fields = item.form["properties"]
    materials = {material.code for material in item.materials}
    for one in item.variants:
        choices = all(value in fields.get(name, {}).get("enum", ()) for name, value in one.answers.items())
        asked = {*one.required} <= {*one.fields} <= {*fields} - {*one.answers}
        if not (one.answers and choices and asked and {*one.materials} <= materials):
            yield f"{item.code}: a variant that cannot be"
    codes, answers = [one.code for one in item.variants], [one.answers for one in item.variants]
    if len({*codes}) < len(codes) or any(one in answers[:at] for at, one in enumerate(answers)):
        yield f"{item.code}: two variants cannot be told apart"


def _across(item: ServiceItem) -> Iterator[str]:
    """A region that nobody can name, or that two would decide for."""
    if item.across is None:
        return
    regions = [handler.region for handler in item.across.handlers]
    named = item.form["properties"].get(item.across.field, {}).get("enum", ())
    if len({*regions}) < len(regions) or not {*regions} <= {*named}:
        yield f"{item.code}: handed to a region that cannot be"


def _form(item: ServiceItem | Package) -> Iterator[str]:
    fields = item.form["properties"]
    paged = [name for page in item.form["x-pages"] for name in page["fields"]]
    if sorted(paged) != sorted(fields):
        yield f"{item.code}: pages and fields do not match"
    if not set(item.form["required"]) <= set(fields):
        yield f"{item.code}: an unknown field is required"
    materials = {material.code for material in item.materials}
    for name, described in fields.items():
        if set(described.get("x-labels", {})) != set(described.get("enum", [])):
            yield f"{item.code}.{name}: labels and values do not match"
        if described["x-kind"] == "file" and described["x-material"] not in materials:
            yield f"{item.code}.{name}: unknown material"
