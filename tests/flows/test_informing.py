"""Where one can go, and what the papers say: read by anybody; the papers need the line, the places do not."""

from __future__ import annotations

import pytest

from kiosk.domain.text import Text
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import service_effects as also
from kiosk.flows.events import services as said
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk

ROW = said.PaperRow("p1", Text("办法"), Text("局"), "2026-07-06")
PAPER = said.Paper(ROW.title, ROW.department, ROW.published_on, "1号", (Text("一、"),))


@pytest.mark.parametrize("online", [True, False])
def test_places_are_read_with_and_without_a_line(*, online: bool) -> None:
    walk = Walk(online=online)(said.InformOpened(), said.Chosen("places"))
    assert walk.wants(also.FindTerminals())
    walk(on.PlatformFailed("platform.timeout"), said.TerminalsTold({"A-03": "working"}))
    assert walk.memory().informing.terminals == {"A-03": "working"}
    walk(said.Chosen("hall-city"))
    assert (walk.screen(), walk.memory().informing.place) == (Screen.PAPER, "hall-city")
    walk(on.WentBack(), on.WentBack(), on.WentBack())
    assert (walk.screen(), walk.wants(do.EndSession()), walk.memory().personal) == (Screen.HOME, False, False)


def test_a_paper_is_fetched_when_it_is_read() -> None:
    walk = Walk()(said.InformOpened(), said.Chosen("papers"))
    assert walk.wants(also.FindPapers())
    walk(on.PlatformFailed("platform.timeout"), on.RetryAsked(), said.PapersFound((ROW,)), said.Chosen("p9"))
    assert walk.screen() is Screen.CHOOSE
    walk(said.Chosen("p1"))
    assert walk.wants(also.FetchPaper())
    walk(on.PlatformFailed("platform.timeout"))
    assert walk.memory().informing.fault == "platform.timeout"
    walk(on.RetryAsked())
    assert walk.wants(also.FetchPaper())
    assert walk(said.PaperFetched(PAPER)).memory().informing.paper == PAPER
    walk(on.WentBack())
    assert walk.memory().choosing.page == "inform-papers"
    walk(on.WentBack(), said.Chosen("moon"))
    assert walk.memory().choosing.page == "inform-what"


def test_without_a_line_no_paper_is_offered() -> None:
    walk = Walk(online=False)(said.InformOpened(), said.Chosen("papers"))
    assert walk.memory().choosing.page == "inform-what"
    assert walk(on.LeaveConfirmed()).screen() is Screen.HOME
