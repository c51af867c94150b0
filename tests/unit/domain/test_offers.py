"""Packages (一件事) as one item: of every rule the strictest, and nothing that is needed can be left out."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.domain.catalogue import Catalogue, OfflinePolicy
from kiosk.domain.offers import Joint, of_parts, offer, packages, toggled
from kiosk.forms.layout import lay_out
from kiosk.sandbox.seed import Seed

CATALOGUE = Seed().catalogue(frozenset())


def package(code: str, catalogue: Catalogue = CATALOGUE) -> Joint:
    found = offer(catalogue, code)
    assert isinstance(found, Joint)
    return found


def with_item(code: str, **changes: object) -> Catalogue:
    items = (replace(one, **changes) if one.code == code else one for one in CATALOGUE.items)
    return replace(CATALOGUE, items=tuple(items))


def test_an_item_is_itself_and_a_package_is_all_of_its_items() -> None:
    assert offer(CATALOGUE, "yb-ydjy") is CATALOGUE.item("yb-ydjy")
    made = package("yjs-lh")
    assert [one.code for one in made.taken] == ["sb-jydj", "sb-lhjycb", "yb-jmcb"]
    assert offer(CATALOGUE, "no-such") is None
    assert offer(None, "yjs-lh") is None


@pytest.mark.parametrize("code", [one.code for one in CATALOGUE.packages])
def test_every_package_can_be_filled_in_by_somebody(code: str) -> None:
    made = package(code)
    assert lay_out(made.form).pages
    assert "resident" in made.documents
    assert made.department.en
    assert made.department.zh_hant


def test_of_every_rule_the_strictest_holds() -> None:
    lax = package("yjs-aj")
    assert (lax.offline.allowed, lax.signature) == (True, False)
    never = OfflinePolicy(allowed=False, ttl_hours=5)
    made = package("yjs-aj", with_item("ga-jzdj", offline=never, signature=True, documents=("hmt",)))
    assert (made.offline, made.signature, made.documents) == (never, True, ("hmt",))


def test_what_is_left_out_asks_for_nothing() -> None:
    strict = with_item("gjj-ydzy", signature=True)
    made = package("yjs-aj", strict)
    less = toggled(made, "gjj-ydzy")
    assert ([one.code for one in less.taken], less.signature) == (["ga-jzdj", "sb-gxzy"], False)
    assert "公积金" not in less.department.zh_hans
    assert toggled(less, "gjj-ydzy") == made


@pytest.mark.parametrize("code", ["ga-jzdj", "no-such"])
def test_what_the_package_needs_stays(code: str) -> None:
    assert toggled(package("yjs-aj"), code) == package("yjs-aj")


def test_a_case_that_is_looked_up_is_what_was_applied_for() -> None:
    whole = package("yjs-aj")
    assert of_parts(whole, ["ga-jzdj", "sb-gxzy"]) == toggled(whole, "gjj-ydzy")
    assert of_parts(whole, ()) is whole
    assert of_parts(whole, ["no-such"]) is whole
    plain = CATALOGUE.item("yb-ydjy")
    assert of_parts(plain, ["ga-jzdj"]) is plain


def test_a_package_of_which_an_item_is_gone_is_not_offered() -> None:
    less = replace(CATALOGUE, items=tuple(one for one in CATALOGUE.items if one.code != "ga-jzdj"))
    assert offer(less, "yjs-aj") is None
    assert {one.code for one in packages(CATALOGUE)} - {one.code for one in packages(less)} == {"yjs-aj", "yjs-zf"}
    assert [one.code for one in packages(CATALOGUE, "sb")] == ["yjs-tx", "yjs-lh", "yjs-aj"]
