"""免申即享: nothing is confirmed by looking, nothing called confirmed before the platform says so."""

from __future__ import annotations

from kiosk.domain.text import Text
from kiosk.flows import benefit_effects as also
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.events import benefits as told
from kiosk.flows.events import services as said
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, card, face

T = Text("字")
OPEN = told.MatchRow("p1", T, T, T, T, "open", T)
DONE = told.MatchRow("p1", T, T, T, T, "confirmed", T, None, "ZC1")


def listed() -> Walk:
    walk = Walk()(said.InformOpened(), said.Chosen("benefits"), card(), on.TimedOut("card-done"), on.WaysFound(None))
    walk(on.WayChosen("face"), on.Agreed(), face(), on.SessionOpened("s", "t", {}))
    assert walk.wants(also.FindMatches())
    return walk(told.MatchesFound((OPEN,)))


def test_one_touch_confirms() -> None:
    walk = listed()(said.Chosen("p1"))
    assert (walk.screen(), walk.wants(also.ConfirmMatch())) == (Screen.BENEFIT, False)
    walk(on.Accepted())
    assert (walk.wants(also.ConfirmMatch()), walk.memory().benefits.pending) == (True, True)
    walk(told.MatchConfirmed(DONE))
    found = walk.memory().benefits
    assert found.chosen is not None
    assert (found.chosen.number, found.pending) == ("ZC1", False)
    walk(on.Accepted())
    assert not walk.wants(also.ConfirmMatch()), "what is confirmed is not confirmed again"
    assert walk(on.Finished()).wants(do.EndSession())


def test_a_confirmed_one_gives_one_slip_and_none_before() -> None:
    walk = listed()(said.Chosen("p1"), on.PrintAsked())
    assert not walk.wants(also.PrintSlip())
    walk(on.Accepted(), told.MatchConfirmed(DONE), on.PrintAsked())
    assert (walk.wants(also.PrintSlip()), walk.memory().case.print_phase) == (True, "printing")
    assert not walk(on.PrintAsked()).wants(also.PrintSlip())
    assert walk(on.WentBack()).screen() is Screen.BENEFIT, "its end would be taken for another's"
    walk.change("case", print_phase="done")
    assert not walk(on.PrintAsked()).wants(also.PrintSlip()), "never twice"
    assert walk(on.WentBack()).screen() is Screen.CHOOSE


def test_without_an_answer_it_waits_for_the_person() -> None:
    walk = listed()(said.Chosen("p1"), on.Accepted(), on.PlatformFailed("platform.timeout"))
    assert (walk.memory().benefits.fault, walk.memory().benefits.pending) == ("platform.timeout", False)
    assert walk(on.Accepted()).wants(also.ConfirmMatch())
    assert walk(told.ConfirmedBefore()).wants(also.FindMatches()), "elsewhere already: the list is as it is now"


def test_no_list_and_rows_that_are_not_there() -> None:
    walk = listed()(said.Chosen("p9"))
    assert walk.screen() is Screen.CHOOSE
    walk(on.RetryAsked(), on.PlatformFailed("platform.timeout"))
    assert walk.memory().choosing.fault == "platform.timeout"
    assert walk(on.WentBack()).memory().around.dialog == "leave"
    assert walk(on.LeaveConfirmed()).wants(do.EndSession())


def test_back_from_one_asks_anew_and_who_is_not_identified_leaves() -> None:
    assert listed()(said.Chosen("p1"), on.WentBack()).wants(also.FindMatches())
    walk = Walk()(said.InformOpened(), said.Chosen("benefits"), on.WentBack())
    assert (walk.screen(), walk.wants(do.EndSession())) == (Screen.HOME, False)
    read = Walk()(said.InformOpened(), said.Chosen("benefits"), card(), on.WentBack(), on.WentBack())
    assert read.wants(do.EndSession()), "a card was read"


def test_without_a_line_or_a_reader_it_is_not_offered() -> None:
    assert Walk(online=False)(said.InformOpened(), said.Chosen("benefits")).screen() is Screen.CHOOSE
    walk = Walk()(said.InformOpened())
    walk.change("around", device_faults={"id-reader": "device.gone"})
    assert walk(said.Chosen("benefits")).screen() is Screen.CHOOSE
