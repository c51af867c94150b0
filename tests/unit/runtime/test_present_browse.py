"""What the public pages show: home, topics, search, the service guide."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.domain.offers import in_variant, offer
from kiosk.flows import browse
from kiosk.flows.acts import put
from kiosk.flows.memory import Memory, Surroundings
from kiosk.flows.screens import Screen
from kiosk.runtime.present_browse import browse_view, item_view
from kiosk.runtime.scene import Scene
from kiosk.runtime.searching.index import Index
from tests.runtime_stand import CATALOGUE, NOON, item

INDEX = Index(CATALOGUE)


def scene(screen: Screen, memory: Memory, index: Index | None = INDEX) -> Scene:
    return Scene(
        screen=screen, serial=1, memory=memory, catalogue=CATALOGUE, organisation="示例市政务服务", terminal="A-03",
        hotline="12345", test_environment=True, clocks={}, idle_seconds=0, now=NOON, index=index,
    )  # fmt: skip


def test_home_has_topics_and_no_list() -> None:
    home = browse_view(scene(Screen.HOME, Memory()))
    assert [theme.code for theme in home.themes] == [theme.code for theme in CATALOGUE.themes]
    assert home.items == ()


def test_a_topic_lists_its_items_and_no_topic_all() -> None:
    memory = put(Memory(), "browsing", theme="yb")
    found = browse_view(scene(Screen.CATEGORY, memory))
    assert found.title
    assert {row.code for row in found.items} == {one.code for one in CATALOGUE.items if one.theme == "yb"}
    everything = browse_view(scene(Screen.CATEGORY, Memory()))
    assert len(everything.items) == sum(one.for_people for one in CATALOGUE.items) + len(CATALOGUE.packages)


def test_packages_stand_first_in_their_topic_and_have_a_list_of_their_own() -> None:
    found = browse_view(scene(Screen.CATEGORY, put(Memory(), "browsing", theme="sb")))
    assert [row.code for row in found.items[:4]] == ["yjs-tx", "yjs-lh", "yjs-aj", "sb-yljrz"]
    joined = browse_view(scene(Screen.CATEGORY, put(Memory(), "browsing", theme=browse.PACKAGES)))
    assert (joined.joined, joined.title, joined.packages) == (True, "", 12)
    assert [row.code for row in joined.items] == [one.code for one in CATALOGUE.packages]


def test_a_package_tells_each_of_its_items_and_how_long_it_takes() -> None:
    shown = item_view(scene(Screen.ITEM, replace(Memory(), item=offer(CATALOGUE, "yjs-lh"))))
    assert [(one.code, one.taken, one.optional) for one in shown.joins] == [
        ("sb-jydj", True, False),
        ("sb-lhjycb", True, False),
        ("yb-jmcb", True, True),
    ]
    assert all(one.note for one in shown.joins)
    assert "duration" not in {fact.name for fact in shown.facts}


def test_what_needs_the_line_says_so_in_the_list_while_it_is_down() -> None:
    offline = put(Memory(), "around", online=False)
    rows = {row.code: row.reason for row in browse_view(scene(Screen.CATEGORY, offline)).items}
    assert rows["yb-ydjy"] is None
    assert rows["gjj-zftq"] == "not-offline"
    assert {row.reason for row in browse_view(scene(Screen.CATEGORY, Memory())).items} == {None, "at-banks"}


def test_search_shows_what_the_index_finds() -> None:
    memory = put(Memory(), "browsing", query="异地")
    browse = browse_view(scene(Screen.SEARCH, memory))
    first = browse.items[0]
    assert (first.code, first.begin, first.length) == ("yb-ydjy", 0, 2)
    assert (browse.query, browse.guessed, browse.preparing) == ("异地", False, False)
    wrong = browse_view(scene(Screen.SEARCH, put(Memory(), "browsing", query="yidijuiyi")))
    assert (wrong.items[0].code, wrong.guessed) == ("yb-ydjy", True)


def test_while_the_index_is_made_nothing_is_said_to_be_missing() -> None:
    memory = put(Memory(), "browsing", query="异地")
    browse = browse_view(scene(Screen.SEARCH, memory, index=None))
    assert (browse.items, browse.preparing) == ((), True)


@pytest.mark.parametrize(
    ("around", "blocked", "wallet"),
    [
        (Surroundings(), None, None),
        (Surroundings(device_faults={"id-reader": "device.gone"}), "reader-out", "reader-out"),
        (Surroundings(store_fault="store.full"), "store", None),
        (Surroundings(online=False), None, "needs-network"),
    ],
)
def test_why_it_cannot_be_started_here_now(around: Surroundings, blocked: str | None, wallet: str | None) -> None:
    memory = Memory(item=item(), around=around)
    assert item_view(scene(Screen.ITEM, memory)).blocked == blocked
    assert browse_view(scene(Screen.HOME, memory)).wallet_reason == wallet


def test_an_item_that_may_not_wait_is_blocked_while_the_line_is_down() -> None:
    memory = Memory(item=item("gjj-zftq"), around=Surroundings(online=False))
    shown = item_view(scene(Screen.ITEM, memory))
    assert (shown.blocked, shown.instead) == ("not-offline", "later")


def test_the_guide_says_who_how_long_what_it_costs_and_what_to_bring() -> None:
    shown = item_view(scene(Screen.ITEM, Memory(item=item("yb-mzbx"))))
    assert [fact.name for fact in shown.facts] == ["who", "bring", "duration", "fee"]
    assert shown.facts[1].value == "身份证、港澳台居民居住证或外国人永居身份证；门诊发票"
    assert {row.name: row.status for row in shown.materials} == {"门诊发票": "scan", "处方": "optional"}
    assert shown.guide_date == ""
    offline = item_view(scene(Screen.ITEM, Memory(item=item(), around=Surroundings(online=False))))
    assert (offline.blocked, offline.guide_date) == (None, CATALOGUE.published_at[:10])


def test_the_guide_says_how_each_need_stands_and_the_lists_what_cannot_be_done_here() -> None:
    broken = Surroundings(online=True, device_faults={"document-camera": "device.not-configured"})
    shown = item_view(scene(Screen.ITEM, Memory(item=item("yb-mzbx"), around=broken)))
    assert ("page-camera", "less", "page-camera-phone") in {(n.name, n.standing, n.reason) for n in shown.needs}
    around = replace(broken, online=False)
    shown = item_view(scene(Screen.ITEM, Memory(item=item("yb-mzbx"), around=around)))
    assert {(need.name, need.standing, need.reason) for need in shown.needs} >= {
        ("reader", "ok", ""),
        ("page-camera", "stop", "page-camera-out"),
    }
    rows = {row.code: row.reason for row in browse_view(scene(Screen.CATEGORY, Memory(around=around))).items}
    assert rows["yb-ydjy"] is None
    assert rows["yb-mzbx"] == shown.blocked


def test_in_a_variant_the_guide_names_its_papers_alone() -> None:
    whole = offer(CATALOGUE, "ba-fwzl")
    assert whole is not None
    shown = item_view(scene(Screen.ITEM, replace(Memory(), item=whole)))
    assert (shown.varied, shown.variant, len(shown.materials)) == (True, "", 3)
    shown = item_view(scene(Screen.ITEM, replace(Memory(), item=in_variant(whole, "landlord"))))
    assert (shown.varied, shown.variant, len(shown.materials)) == (True, "我是房东", 2)


def test_what_is_only_for_companies_is_in_no_list_for_people_and_the_guide_says_whose_it_is() -> None:
    theirs = replace(CATALOGUE.items[0], applicants=("company",))
    only = replace(CATALOGUE, items=(theirs, *CATALOGUE.items[1:]), packages=())
    listed = browse_view(replace(scene(Screen.CATEGORY, Memory()), catalogue=only))
    assert theirs.code not in {one.code for one in listed.items}
    assert listed.organisations
    shown = item_view(scene(Screen.ITEM, Memory(item=theirs)))
    assert (shown.people, shown.organisations) == (False, True)
