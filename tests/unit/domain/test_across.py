"""通办: whose authority has a case."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.offers import as_answered
from kiosk.platform_api.catalogue_check import inconsistencies
from kiosk.sandbox.seed import Seed

CATALOGUE = Seed().catalogue(frozenset())
ITEMS = CATALOGUE.items
ACROSS = [item for item in ITEMS if item.across is not None]


@pytest.mark.parametrize("item", ACROSS, ids=lambda item: str(item.code))
def test_every_region_of_the_form_has_one_authority(item: ServiceItem) -> None:
    across = item.across
    assert across is not None
    regions = item.form["properties"][across.field]["enum"]
    offices = {item.office({across.field: region}) for region in regions}
    assert len(offices) == len(regions), "no two regions have the same"
    assert item.department in offices, "and one of them is ours"
    assert {handler.region for handler in across.handlers} < set(regions)


def test_who_has_not_answered_belongs_here() -> None:
    (item,) = (one for one in ACROSS if one.code == "sb-kgs")
    assert item.office({}) == item.office_in(None) == item.office_in("000000") == item.department
    assert item.handler({"issuedIn": "990100"}) is None
    assert item.office_in("990200").zh_hans.startswith("样本市")
    assert as_answered(item, {"issuedIn": "990200"}).across == item.across


@pytest.mark.parametrize("change", [{"field": "phone"}, {"field": "nothing"}, {"handlers": 2}])
def test_a_catalogue_that_hands_to_nobody_is_not_taken(change: dict[str, Any]) -> None:
    (item,) = (one for one in ACROSS if one.code == "sb-kgs")
    assert item.across is not None
    wrong = {"handlers": item.across.handlers * 2} if "handlers" in change else change
    bad = replace(item, across=replace(item.across, **wrong))
    assert next(iter(inconsistencies(replace(CATALOGUE, items=(bad,), packages=())))).startswith("sb-kgs: handed to")


def test_most_items_are_for_this_place_alone() -> None:
    local = next(one for one in ITEMS if one.across is None)
    assert local.handler({"issuedIn": "990200"}) is None
    assert local.office({"issuedIn": "990200"}) == local.department
