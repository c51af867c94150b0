"""情形: what is answered by it is not asked again, only what it needs is asked for, its answers tell which it is."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.offers import Narrowed, as_answered, in_variant
from kiosk.forms.layout import lay_out
from kiosk.platform_api.catalogue_check import inconsistencies
from kiosk.sandbox.seed import Seed

CATALOGUE = Seed().catalogue(frozenset())
VARIED = tuple(one for one in CATALOGUE.items if one.variants)
PAIRS = [(item.code, one.code) for item in VARIED for one in item.variants]


def item(code: str) -> ServiceItem:
    found = CATALOGUE.item(code)
    assert found is not None
    return found


def variant(code: str, of: str) -> Narrowed:
    found = in_variant(item(code), of)
    assert found is not None
    return found


def test_there_are_items_with_variants() -> None:
    assert {one.code for one in VARIED} == {"ga-sfzbl", "ba-fwzl", "gjj-dktq", "sdq-ydbz", "bdc-dybg"}
    assert in_variant(item("yb-ydjy"), "lost") is None
    assert in_variant(item("ga-sfzbl"), "no-such") is None


@pytest.mark.parametrize(("code", "of"), PAIRS)
def test_every_variant_is_a_form_that_asks_for_less(code: str, of: str) -> None:
    made = variant(code, of)
    asked = {field.name for field in lay_out(made.form).fields}
    assert asked == {*made.variant.fields}
    assert asked < {*item(code).form["properties"]}
    assert not asked & {*made.variant.answers}
    assert {one.code for one in made.materials} <= {one.code for one in item(code).materials}
    assert as_answered(item(code), {**made.variant.answers, "phone": "x"}) == made


def test_a_paper_may_be_a_must_in_one_variant_alone() -> None:
    tenant, landlord = variant("ba-fwzl", "tenant"), variant("ba-fwzl", "landlord")
    needed = {one.code: one.required for one in tenant.materials}
    assert needed == {"lease": True, "title": True, "landlord": True}
    assert "landlordId" in tenant.form["required"]
    assert [one.code for one in landlord.materials] == ["lease", "title"]


def test_another_variant_is_chosen_from_the_whole_again() -> None:
    tenant = variant("ba-fwzl", "tenant")
    assert in_variant(tenant, "landlord") == variant("ba-fwzl", "landlord")
    assert as_answered(item("ba-fwzl"), {"phone": "x"}) is item("ba-fwzl")


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": {}},
        {"answers": {"role": "guest"}},
        {"answers": {"home": "x"}},
        {"fields": ("home", "role")},
        {"fields": ("nothing",)},
        {"required": ("landlordId",), "fields": ("home",)},
        {"materials": ("nothing",)},
        {"code": "tenant"},
        {"answers": {"role": "tenant"}},
    ],
)
def test_a_variant_that_cannot_be_is_found(wrong: dict[str, Any]) -> None:
    whole = item("ba-fwzl")
    changed = replace(whole, variants=(replace(whole.variants[0], **wrong), whole.variants[1]))
    items = tuple(changed if one is whole else one for one in CATALOGUE.items)
    assert list(inconsistencies(replace(CATALOGUE, items=items)))
