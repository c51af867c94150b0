"""Somebody goes away from a form: what was filled in is kept before the session ends; nothing of it stays here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.domain.catalogue import Catalogue, Guide, OfflinePolicy, ServiceItem
from kiosk.domain.submission import Way
from kiosk.domain.text import Text
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import supply_effects as supplying
from kiosk.flows.events import matters as own
from kiosk.flows.events import supply as papers
from kiosk.flows.screens import Screen
from kiosk.runtime.delays import BUSY_LIMIT, IDLE_ANSWER, IDLE_WARNING, STEP_DELAYS
from kiosk.runtime.view import Dialog
from tests.session_bench import PERSON, Bench

_T = Text("字")
_FORM = {"properties": {"paper": {"x-material": "m"}}}
_ITEM = ServiceItem("x", "1", _T, "t", _T, _T, Guide(_T, _T, _T, _T), _FORM, "1", OfflinePolicy(allowed=True))


@pytest.fixture
def bench() -> Iterator[Bench]:
    """Somebody is at the form of an item, confirmed by a code, and has answered something."""
    made = Bench(on.LinkChanged(online=True))
    made.notes.catalogue = Catalogue("1", "2026-01-01", Text("示例市"), "12345", (), (_ITEM,), ())
    made.at(Screen.HOME)
    made.do(on.ThemeChosen(""))
    made.at(Screen.CATEGORY)
    made.do(on.ItemChosen("x"))
    made.at(Screen.ITEM)
    made.do(on.Started())
    made.at(Screen.CARD)
    made.asked(do.StartReading()).tell(on.CardRead(PERSON, b""))
    made.until(lambda view: view.chrome.personal)
    made.clock.pass_time(STEP_DELAYS["card-done"] + 0.1)
    made.at(Screen.IDENTITY_CHOICE)
    made.asked(do.FindWays()).tell(on.WaysFound("199****0001"))
    made.until(lambda view: any(way.way == "sms" and way.available for way in view.identity.ways))
    made.do(on.WayChosen("sms"))
    made.at(Screen.SMS_CODE)
    made.do(on.CodeEntered("123456"))
    made.asked(do.OpenSession(Way.SMS)).tell(on.SessionOpened("s", "t", {}))
    made.at(Screen.FORM)
    made.asked(do.PrepareForm()).tell(on.FormPrepared({}, {}, {"a": 0}, 1))
    made.until(lambda view: view.draft.offer == "yes" and not view.draft.worth)
    made.do(on.FieldChanged("a", "b"))
    made.until(lambda view: view.draft.worth)
    yield made
    made.session.stop()


def silence(bench: Bench) -> None:
    """Nobody touches anything, nor answers the question whether anybody is there."""
    bench.clock.pass_time(IDLE_WARNING + 1)
    bench.until(lambda view: view.chrome.dialog is Dialog.IDLE and view.draft.worth)
    bench.clock.pass_time(IDLE_ANSWER + 1)


def test_answers_are_kept_before_the_session_ends(bench: Bench) -> None:
    silence(bench)
    scope = bench.asked(do.KeepDraft())
    kept = bench.at(Screen.DRAFT_KEPT)
    assert kept.chrome.dialog is Dialog.NONE
    bench.clock.pass_time(5)
    assert not bench.over.is_set(), "it is being kept"
    scope.tell(own.DraftKept("d1", 1, "2026-08-11", {}))
    bench.at(Screen.CLEARED)
    assert bench.over.wait(20)


def test_a_platform_that_does_not_answer_holds_nobody_up(bench: Bench) -> None:
    silence(bench)
    bench.asked(do.KeepDraft())
    bench.at(Screen.DRAFT_KEPT)
    bench.clock.pass_time(STEP_DELAYS["draft-save"] + 1)
    bench.at(Screen.CLEARED)
    assert bench.over.wait(20)


def test_who_leaves_in_so_many_words_has_nothing_kept(bench: Bench) -> None:
    bench.do(on.LeaveAsked())
    bench.until(lambda view: view.chrome.dialog is Dialog.LEAVE)
    bench.do(on.LeaveConfirmed())
    assert bench.over.wait(20)
    assert do.KeepDraft() not in [effect for effect, _ in bench.notes.asked]


def test_without_a_line_the_question_promises_nothing_and_nothing_is_kept(bench: Bench) -> None:
    bench.notes.tell(on.LinkChanged(online=False, fault="platform.no-link"))
    bench.until(lambda view: view.draft.offer == "needs-network" and not view.draft.worth)
    bench.clock.pass_time(IDLE_WARNING + 1)
    bench.until(lambda view: view.chrome.dialog is Dialog.IDLE)
    bench.clock.pass_time(IDLE_ANSWER + 1)
    bench.at(Screen.CLEARED)
    assert bench.over.wait(20)
    assert do.KeepDraft() not in [effect for effect, _ in bench.notes.asked]


def test_who_photographs_with_the_phone_is_not_away(bench: Bench) -> None:
    bench.do(papers.PhoneOpened("paper"))
    bench.at(Screen.PHONE)
    scope = bench.asked(supplying.OpenPhonePage())
    scope.tell(papers.PhonePageOpened("https://platform.example/u/x", "c1"))
    scope.tell(papers.PhoneSeen("opened"))
    bench.until(lambda view: view.supply.phase == "opened")
    bench.clock.pass_time(BUSY_LIMIT - 1)
    scope.tell(papers.PhoneSeen("opened", unusable=1))
    shown = bench.until(lambda view: view.supply.unusable == 1)
    assert shown.chrome.dialog is Dialog.NONE, "the screen was not touched, the phone was"
    bench.clock.pass_time(2)
    bench.clock.pass_time(IDLE_WARNING + 1)
    bench.until(lambda view: view.chrome.dialog is Dialog.IDLE)
