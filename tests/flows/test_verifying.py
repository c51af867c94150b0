"""验证: a code is asked about once and told in the platform's word; where somebody's was held up the session ends."""

from __future__ import annotations

from kiosk.domain.text import Text
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import verify_effects as also
from kiosk.flows.events import services as said
from kiosk.flows.events import verifying as code
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk

TOLD = code.CodeChecked("valid", Text("真实有效"), Text("驾驶证"), ("林*舟",), "2026-07-12T09:41:00+08:00", False)


def waiting() -> Walk:
    walk = Walk()(said.InformOpened(), said.Chosen("verify"))
    assert walk.wants(also.StartScanning())
    return walk(code.ScanningBy("scanner"))


def test_code_is_asked_about_and_not_kept() -> None:
    walk = waiting()(code.CodeSeen("BDY1:A"))
    assert (walk.wants(also.StopScanning()), walk.wants(also.CheckCode())) == (True, True)
    assert walk.memory().verifying.payload == "BDY1:A"
    walk(TOLD)
    found = walk.memory().verifying
    assert (walk.screen(), found.phase, found.state, found.payload) == (Screen.VERIFY, "told", "valid", "")
    assert walk.memory().personal
    assert walk(on.Finished()).wants(do.EndSession())


def test_next_code_begins_with_nothing_of_the_last() -> None:
    walk = waiting()(code.CodeSeen("BDY1:A"), TOLD, on.RetryAsked())
    found = walk.memory().verifying
    assert (found.phase, found.holders, found.name, found.by) == ("waiting", (), None, "scanner")
    assert walk.wants(also.StartScanning())
    assert walk(on.WentBack()).wants(do.EndSession()), "somebody's code was held up: the next person gets a new one"


def test_nobody_answers_and_nothing_is_said_of_the_code() -> None:
    walk = waiting()(code.CodeSeen("BDY1:A"), on.PlatformFailed("platform.timeout"))
    found = walk.memory().verifying
    assert (found.phase, found.state, found.payload, found.fault) == ("unanswered", "", "", "platform.timeout")
    assert walk(on.RetryAsked()).memory().verifying.phase == "waiting"


def test_who_only_looked_goes_back_to_the_list() -> None:
    walk = waiting()(code.CodeMissed("scanner.garbled"))
    assert walk.memory().verifying.fault == "scanner.garbled"
    walk(on.WentBack())
    assert (walk.screen(), walk.memory().choosing.page) == (Screen.CHOOSE, "inform-what")
    assert not walk.memory().personal
    assert not walk(on.WentBack()).wants(do.EndSession())


def test_left_alone_with_a_verdict_the_session_ends() -> None:
    assert waiting()(code.CodeSeen("BDY1:A"), TOLD, on.LeaveConfirmed()).wants(do.EndSession())
    assert not waiting()(on.LeaveConfirmed()).wants(do.EndSession())


def test_without_a_line_it_is_not_offered() -> None:
    walk = Walk(online=False)(said.InformOpened(), said.Chosen("verify"))
    assert walk.screen() is Screen.CHOOSE
