"""The wallet in the order of the catalogue, by occasion: nothing is lost, and six occasions know their licences."""

from __future__ import annotations

import pytest

from kiosk.domain.scenes import NAMES, Occasion, occasions_of
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.events.licences import OccasionChosen
from kiosk.flows.screens import Screen
from kiosk.runtime.present import present
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown_licences import LicenceView
from tests.flow_walk import Walk, wallet
from tests.runtime_stand import CATALOGUE, NOON, memory_at_form

KINDS = CATALOGUE.licence_types
ROWS = tuple(on.LicenceRow(f"L{n}", kind.code, kind.name.zh_hans, "林*舟", "valid", None, kind.icon)
             for n, kind in enumerate(KINDS))  # fmt: skip


def shown(occasion: str = "", rows: tuple[on.LicenceRow, ...] = ROWS) -> LicenceView:
    memory = put(memory_at_form(), "showing", rows=rows, occasion=occasion)
    return present(Scene(
        screen=Screen.WALLET, serial=1, memory=memory, catalogue=CATALOGUE, organisation="示例市", terminal="A-03",
        hotline="12345", test_environment=True, clocks={}, idle_seconds=0, now=NOON,
    )).licences  # fmt: skip


def test_all_types_are_listed_in_the_order_of_the_catalogue() -> None:
    assert len(KINDS) >= 36
    view = shown(rows=tuple(reversed(ROWS)))
    assert [row.licence_id for row in view.rows] == [row.licence_id for row in ROWS]
    assert (view.held, [one.code for one in view.occasions]) == (len(KINDS), list(NAMES))
    assert not any(one.chosen for one in view.occasions)


@pytest.mark.parametrize("occasion", Occasion)
def test_each_occasion_lists_its_own(occasion: Occasion) -> None:
    view = shown(occasion)
    expected = [f"L{n}" for n, kind in enumerate(KINDS) if occasion in occasions_of(kind)]
    assert [row.licence_id for row in view.rows] == expected
    assert 2 < len(expected) < len(KINDS)
    assert view.held == len(KINDS), "the others are not gone"
    assert [one.code for one in view.occasions if one.chosen] == [occasion]


def test_what_is_where_as_anybody_would_look_for_it() -> None:
    of = {kind.name.zh_hans: occasions_of(kind) for kind in KINDS}
    assert of["机动车驾驶证"] == {Occasion.TRAVEL}
    assert Occasion.MARKET in of["营业执照"]
    assert of["居民身份证"] == set(Occasion)
    assert of["居民户口簿"] == {Occasion.EDUCATION}


def test_a_type_that_is_not_in_the_catalogue_is_listed_last_and_under_no_occasion() -> None:
    new = on.LicenceRow("N", "no-such", "新证", "林*舟", "valid", None, "id")
    assert shown(rows=(new, *ROWS)).rows[-1].licence_id == "N"
    assert "N" not in {row.licence_id for row in shown(Occasion.TRAVEL, (new, *ROWS)).rows}
    assert shown(rows=()).occasions == ()


def test_an_occasion_is_chosen_and_let_go() -> None:
    walk = wallet(Walk())(OccasionChosen("travel"))
    assert (walk.screen(), walk.memory().showing.occasion) == (Screen.WALLET, "travel")
    assert walk(OccasionChosen("")).memory().showing.occasion == ""
