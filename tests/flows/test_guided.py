"""智能导办: one question a page; every answer of the catalogue leads somewhere; back takes one answer back."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.domain.offers import in_variant, offer
from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.events.guided import ITEM, GuideOpened
from kiosk.flows.events.services import Chosen
from kiosk.flows.memory import Memory, Surroundings
from kiosk.flows.parts import Choosing
from kiosk.flows.screens import Screen
from kiosk.runtime.present_guided import guide_rows
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown import ChoiceLine
from tests.flow_walk import Walk, item
from tests.runtime_stand import NOON
from tests.ui.complaint_views import SEED

CATALOGUE = SEED.catalogue(frozenset())


def page(*path: str) -> tuple[str, tuple[ChoiceLine, ...]]:
    memory = Memory(around=Surroundings(language=Language.ZH_HANS), choosing=Choosing("guide", path=path))
    scene = Scene(
        Screen.CHOOSE, 0, memory, CATALOGUE, "", "", "", test_environment=True, clocks={}, idle_seconds=0, now=NOON
    )
    return guide_rows(scene)


def test_answers_are_remembered_and_taken_back_one_by_one() -> None:
    walk = Walk()(on.SearchOpened(), GuideOpened())
    assert (walk.screen(), walk.memory().choosing.page) == (Screen.CHOOSE, "guide")
    walk(Chosen("life#2"), Chosen("old#0"))
    assert walk.memory().choosing.path == ("life#2", "old#0")
    walk(on.WentBack())
    assert walk.memory().choosing.path == ("life#2",)
    walk(on.WentBack(), on.WentBack())
    assert walk.screen() is Screen.SEARCH


def test_whoever_takes_an_item_is_on_its_page() -> None:
    walk = Walk()(on.SearchOpened(), GuideOpened(), Chosen("life#2"), on.ItemOpened(replace(item(), code="y")))
    assert walk.screen() is Screen.ITEM
    assert walk(on.WentBack()).screen() is Screen.SEARCH


def test_nobody_is_led_round_for_ever() -> None:
    walk = Walk()(on.SearchOpened(), GuideOpened(), *(Chosen("life#1") for _ in range(99)))
    assert len(walk.memory().choosing.path) == 12


def found(key: str) -> bool:
    """Is there such an item, and has it that variant?"""
    code, _, variant = key.removeprefix(ITEM).partition("#")
    there = offer(CATALOGUE, code)
    return there is not None and (not variant or in_variant(there, variant) is not None)


def test_an_answer_may_lead_to_the_situation_of_an_item() -> None:
    _, (row,) = page("life#6", "lost#0")
    assert row.key == f"{ITEM}ga-sfzbl#lost"
    assert row.note == "身份证丢了"


def test_every_way_through_the_questions_ends_at_items_that_there_are() -> None:
    ways: list[tuple[str, ...]] = [()]
    ends = 0
    while ways:
        path = ways.pop()
        title, rows = page(*path)
        assert rows, path
        if not title:
            ends += 1
            assert all(found(row.key) for row in rows)
            continue
        assert len(path) < 12
        ways += [(*path, row.key) for row in rows]
    assert ends > 40


def test_a_key_that_the_catalogue_does_not_have_shows_nothing() -> None:
    for key in ("nowhere#0", "life#99", "life#x", "?nowhere", "life"):
        assert page(key) == ("", ())
