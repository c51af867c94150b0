"""情形: whoever comes by the name of an item says first which situation theirs is; then only that is asked for."""

from __future__ import annotations

from kiosk.domain.offers import Narrowed, in_variant
from kiosk.flows import events as on
from kiosk.flows.events.packages import VariantsOpened
from kiosk.flows.events.services import Chosen
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, item
from tests.ui.together_views import CATALOGUE

WHOLE = CATALOGUE.item("ga-sfzbl")


def at_item() -> Walk:
    assert WHOLE is not None
    return Walk()(on.SearchOpened(), on.ItemOpened(WHOLE))


def chosen(walk: Walk) -> str:
    taken = walk.memory().item
    return taken.variant.code if isinstance(taken, Narrowed) else ""


def test_nothing_is_begun_before_the_situation_is_said() -> None:
    walk = at_item()
    assert walk(on.Started()).screen() is Screen.ITEM
    assert walk(on.StartedForOther()).screen() is Screen.ITEM
    walk(VariantsOpened())
    assert (walk.screen(), walk.memory().choosing.page) == (Screen.CHOOSE, "variant")
    walk(Chosen("lost"))
    assert (walk.screen(), chosen(walk)) == (Screen.ITEM, "lost")
    assert walk(on.Started()).screen() is Screen.CARD


def test_another_one_is_chosen_or_the_choice_is_left_as_it_is() -> None:
    walk = at_item()(VariantsOpened(), Chosen("lost"), VariantsOpened(), on.WentBack())
    assert (walk.screen(), chosen(walk)) == (Screen.ITEM, "lost")
    assert chosen(walk(VariantsOpened(), Chosen("damaged"))) == "damaged"
    assert walk(on.WentBack()).screen() is Screen.SEARCH


def test_what_the_item_does_not_have_cannot_be_chosen() -> None:
    walk = at_item()(VariantsOpened(), Chosen("no-such"))
    assert (walk.screen(), chosen(walk)) == (Screen.CHOOSE, "")
    plain = Walk()(on.ItemOpened(item()), VariantsOpened())
    assert plain.screen() is Screen.ITEM


def test_the_finder_leads_to_it_at_once() -> None:
    assert WHOLE is not None
    found = in_variant(WHOLE, "lost")
    assert found is not None
    assert Walk()(on.ItemOpened(found), on.Started()).screen() is Screen.CARD
