"""一件事: listed, opened, an item left out before anybody shows a card; then a case like any other."""

from __future__ import annotations

from kiosk.domain.offers import Joint
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Text
from kiosk.flows import browse
from kiosk.flows import events as on
from kiosk.flows.events.matters import MatterPart
from kiosk.flows.events.packages import PackagesOpened, PartTouched
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, filled, identified, item
from tests.ui.together_views import CATALOGUE, package


def left_out(walk: Walk) -> tuple[str, ...]:
    chosen = walk.memory().item
    assert isinstance(chosen, Joint)
    return chosen.left_out


def test_packages_are_a_list_of_their_own() -> None:
    walk = Walk()(PackagesOpened())
    assert (walk.screen(), walk.memory().browsing.theme) == (Screen.CATEGORY, browse.PACKAGES)
    assert browse.PACKAGES not in {theme.code for theme in CATALOGUE.themes}
    walk(on.ItemOpened(package("yjs-lh")), on.WentBack())
    assert walk.screen() is Screen.CATEGORY


def test_an_item_is_left_out_and_taken_again_on_the_page_of_the_package() -> None:
    walk = Walk()(PackagesOpened(), on.ItemOpened(package("yjs-lh")), PartTouched("yb-jmcb"))
    assert left_out(walk) == ("yb-jmcb",)
    assert left_out(walk(PartTouched("sb-jydj"))) == ("yb-jmcb",), "this one belongs to it"
    assert left_out(walk(PartTouched("yb-jmcb"))) == ()
    plain = Walk()(on.ItemOpened(item()), PartTouched("yb-jmcb"))
    assert plain.memory().item == item()


def test_the_answer_brings_the_items_along() -> None:
    walk = filled(identified(Walk()(PackagesOpened(), on.ItemOpened(package("yjs-lh")))))
    walk(on.Accepted(), on.Enqueued("id", "A03-7K2M", 1.0))
    part = MatterPart(Text("就业登记"), "SUBMITTED", Text("已收件"), "SL1")
    walk(on.CaseAnswered(Outcome.RECEIVED, "SUBMITTED", "SL0", None, None, None, parts=(part,)))
    assert (walk.screen(), walk.memory().case.parts) == (Screen.RESULT, (part,))
