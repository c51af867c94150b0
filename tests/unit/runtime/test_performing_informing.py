"""Papers from a platform, and the pages of papers and places as the catalogue has them."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.domain.text import Language
from kiosk.flows.events import services as said
from kiosk.flows.memory import Memory, Surroundings
from kiosk.flows.parts import Choosing, Informing
from kiosk.flows.screens import Screen
from kiosk.runtime.performing.informing import Informing as Reading
from kiosk.runtime.present_informing import reading_view
from kiosk.runtime.present_services import choices_view
from kiosk.runtime.scene import Scene
from tests.platform_stand import MemoryStand
from tests.runtime_stand import CATALOGUE, NOON, Ear, desk, settings


def test_papers_are_listed_and_fetched(tmp_path: Path) -> None:
    with desk(settings(tmp_path)) as at:
        stand = MemoryStand()
        at._client = stand.platform  # type: ignore[assignment]  # the twin keeps the client's interface
        ear = Ear()
        Reading(at).find_papers(Memory(), ear.scope)
        found = ear.last(said.PapersFound).papers
        memory = Memory(informing=Informing(paper_id=found[0].policy_id))
        Reading(at).fetch_paper(memory, ear.scope)
        Reading(at).find_terminals(memory, ear.scope)
        assert ear.last(said.TerminalsTold).states == {}
        silent = Ear()
        Reading(at).find_terminals(replace(memory, around=Surroundings(online=False)), silent.scope)
        assert silent.heard == [], "nobody is asked without a line"
        assert ear.last(said.PaperFetched).paper.title == found[0].title
        at._client = None


def scene(informing: Informing, page: str = "", *, online: bool = True) -> Scene:
    around = Surroundings(online=online, language=Language.ZH_HANS)
    return Scene(
        screen=Screen.PAPER, serial=1, memory=Memory(around=around, informing=informing, choosing=Choosing(page)),
        catalogue=CATALOGUE, organisation="示例市", terminal="A-03", hotline="12345", test_environment=True,
        clocks={}, idle_seconds=0, now=NOON,
    )  # fmt: skip


def test_places_and_papers_on_their_pages() -> None:
    rows = choices_view(scene(Informing(), "inform-places")).rows
    assert len(rows) == len(CATALOGUE.places)
    assert (rows[0].key, rows[0].note) == ("hall-city", "示例区甲子路 100 号 · 工作日 9:00–17:00")
    place = reading_view(scene(Informing(place="bdc-centre"))).paper
    assert [one.name for one in place.facts] == ["address", "hours", "phone", "items"]
    assert "二手房转移登记" in place.facts[-1].value
    assert reading_view(scene(Informing(place="moon"))).paper.title == ""
    assert reading_view(scene(Informing(paper_id="p1"))).paper.loading
    assert reading_view(scene(Informing(paper_id="p1", fault="platform.timeout"))).paper.fault == "platform.timeout"
    paper = said.Paper(CATALOGUE.organisation, CATALOGUE.organisation, "2026-07-06", "1号", (CATALOGUE.organisation,))
    shown = reading_view(scene(Informing(paper_id="p1", paper=paper))).paper
    assert (shown.title, shown.paragraphs) == (CATALOGUE.organisation.zh_hans, (CATALOGUE.organisation.zh_hans,))


@pytest.mark.parametrize(
    ("state", "online", "said_so"),
    [("working", True, "working"), ("silent", True, "silent"), ("dancing", True, ""), ("working", False, "")],
)
def test_a_terminal_is_said_to_work_only_on_the_platforms_word(*, state: str, online: bool, said_so: str) -> None:
    known = Informing(terminals={"A-03": state, "hall-city": "working"})
    rows = {row.key: row.mark for row in choices_view(scene(known, "inform-places", online=online)).rows}
    assert (rows["A-03"], rows["A-07"], rows["hall-city"]) == (said_so, "", "")
    place = reading_view(scene(replace(known, place="A-03"), online=online)).paper
    assert [one.value for one in place.facts if one.name == "now"] == ([said_so] if said_so else [])


def test_without_a_line_the_papers_are_closed() -> None:
    for online in (True, False):
        rows = {row.key: row.open for row in choices_view(scene(Informing(), "inform-what", online=online)).rows}
        assert rows == {"places": True, "papers": online, "benefits": online, "verify": online}
    row = said.PaperRow("p1", CATALOGUE.organisation, CATALOGUE.organisation, "2026-07-06")
    listed = choices_view(scene(replace(Informing(), papers=(row,)), "inform-papers")).rows
    assert [one.key for one in listed] == ["p1"]
