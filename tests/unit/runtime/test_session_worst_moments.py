"""The session at its worst moments: answers that cross a tap, help at a bad time, a machine that never answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from kiosk.domain.catalogue import Catalogue, Guide, OfflinePolicy, ServiceItem
from kiosk.domain.submission import Outcome, Way
from kiosk.domain.text import Text
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.screens import Screen
from kiosk.runtime.delays import BUSY_LIMIT, IDLE_ANSWER, IDLE_WARNING
from kiosk.runtime.view import Dialog
from tests.session_bench import PERSON, Bench

_T = Text("字")
_ITEM = ServiceItem("x", "1", _T, "t", _T, _T, Guide(_T, _T, _T, _T), {}, "1", OfflinePolicy(allowed=True))


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    made.notes.catalogue = Catalogue("1", "2026-01-01", Text("示例市"), "12345", (), (_ITEM,), ())
    made.at(Screen.HOME)
    yield made
    made.session.stop()


def to_choice(bench: Bench, start: on.Event) -> None:
    bench.do(start)
    bench.at(Screen.CARD)
    bench.asked(do.StartReading()).tell(on.CardRead(PERSON, b""))
    bench.until(lambda view: view.chrome.personal)
    bench.clock.pass_time(1.5)
    bench.at(Screen.IDENTITY_CHOICE)
    bench.asked(do.FindWays()).tell(on.WaysFound("199****0001"))
    bench.until(lambda view: any(way.way == "sms" and way.available for way in view.identity.ways))


def to_item(bench: Bench) -> None:
    bench.notes.tell(on.LinkChanged(online=True))
    bench.do(on.ThemeChosen(""))
    bench.at(Screen.CATEGORY)
    bench.do(on.ItemChosen("x"))
    bench.at(Screen.ITEM)


def to_submitting(bench: Bench) -> None:
    to_item(bench)
    to_choice(bench, on.Started())
    bench.do(on.WayChosen("sms"))
    bench.at(Screen.SMS_CODE)
    bench.do(on.CodeEntered("123456"))
    bench.asked(do.OpenSession(Way.SMS)).tell(on.SessionOpened("s", "t", {}))
    bench.at(Screen.FORM)
    bench.asked(do.PrepareForm()).tell(on.FormPrepared({}, {}, {"a": 0}, 1))
    bench.do(on.Accepted())
    bench.asked(do.CheckPage()).tell(on.PageValid())
    bench.at(Screen.CHECK)
    bench.do(on.Accepted())
    bench.at(Screen.SUBMITTING)


def test_first_page_says_already_that_the_line_is_down() -> None:
    bench = Bench(on.LinkChanged(online=False, fault="platform.tls"))
    bench.until(lambda view: not view.chrome.online)
    assert (bench.views[0].chrome.online, bench.views[0].browse.wallet_reason) == (False, "needs-network")
    bench.session.stop()


def test_wallet_is_closed_without_a_line_also_before_there_is_a_catalogue() -> None:
    bench = Bench(on.LinkChanged(online=False, fault="platform.dns"))
    bench.at(Screen.HOME)
    bench.notes.catalogue = None
    bench.notes.tell(on.CatalogueChanged("0"))
    assert (
        bench.until(lambda view: not view.browse.themes and view.serial > 1).browse.wallet_reason == "needs-network"
    )
    bench.session.stop()


def test_answer_already_in_the_inbox_when_its_page_is_left_is_dropped(bench: Bench) -> None:
    """The tap lies before the answer in the inbox: when the answer's turn comes its page is gone."""
    to_choice(bench, on.WalletOpened())
    bench.do(on.WayChosen("sms"))
    bench.at(Screen.SMS_CODE)
    scope = bench.asked(do.SendCode())
    serial = bench.views[-1].serial
    with bench.held():
        bench.session.send(on.CodeResendAsked(), serial)
        bench.session.send(on.WentBack(), serial)
        scope.tell(on.CodeRefused(2))
    bench.at(Screen.IDENTITY_CHOICE)
    bench.do(on.LeaveAsked())
    bench.until(lambda view: view.chrome.dialog is Dialog.LEAVE)


def test_help_while_the_case_is_stored_hides_no_answer(bench: Bench) -> None:
    to_submitting(bench)
    bench.do(on.HelpOpened())
    bench.at(Screen.HELP)
    bench.asked(do.StoreCase()).tell(on.Enqueued("id", "A03-0101-0001"))
    bench.asked(do.WatchCase())
    bench.do(on.WentBack())
    bench.at(Screen.SUBMITTING)
    bench.clock.pass_time(9)
    assert bench.at(Screen.RESULT).case.outcome is Outcome.SENT


def test_help_does_not_stop_the_clock_of_the_page(bench: Bench) -> None:
    bench.do(on.WalletOpened())
    bench.at(Screen.CARD)
    bench.do(on.HelpOpened())
    bench.at(Screen.HELP)
    bench.clock.pass_time(61)
    bench.at(Screen.HOME)


def test_help_closes_the_camera_of_the_face_check(bench: Bench) -> None:
    to_choice(bench, on.WalletOpened())
    bench.do(on.WayChosen("face"))
    bench.at(Screen.FACE_CONSENT)
    bench.do(on.Agreed())
    bench.at(Screen.FACE)
    bench.do(on.HelpOpened())
    bench.at(Screen.HELP)
    bench.asked(do.StopFace())
    bench.do(on.WentBack())
    bench.at(Screen.IDENTITY_CHOICE)


def test_second_touch_of_help_that_comes_late_ends_no_face_check(bench: Bench) -> None:
    to_choice(bench, on.WalletOpened())
    late = bench.views[-1].serial
    bench.do(on.WayChosen("face"))
    bench.at(Screen.FACE_CONSENT)
    bench.do(on.Agreed())
    bench.at(Screen.FACE)
    bench.session.send(on.HelpOpened(), late)
    bench.session.send(on.LeaveAsked(), late)
    bench.do(on.WayChosen("sms"))
    assert bench.at(Screen.SMS_CODE).chrome.dialog is Dialog.NONE


def test_machine_that_never_answers_does_not_keep_a_person_on_screen_for_ever(bench: Bench) -> None:
    to_submitting(bench)
    step = 20.0
    for _ in range(int((BUSY_LIMIT + IDLE_WARNING + IDLE_ANSWER) / step) + 3):
        if bench.over.is_set():
            break
        serial = len(bench.views)
        bench.clock.pass_time(step)
        bench.notes.tell(on.Touched())  # a look at the clock; no touch of a person
        bench.until(lambda _view, seen=serial: len(bench.views) > seen or bench.over.is_set())  # type: ignore[misc]
    assert bench.over.wait(20)


def test_card_that_was_read_ends_the_process_also_where_one_only_goes_back(bench: Bench) -> None:
    to_choice(bench, on.WalletOpened())
    bench.do(on.WentBack())
    bench.at(Screen.CARD)
    bench.do(on.WentBack())
    bench.at(Screen.CLEARED)
    assert bench.over.wait(20)


def test_refused_card_ends_the_process_too(bench: Bench) -> None:
    to_item(bench)
    bench.do(on.Started())
    bench.at(Screen.CARD)
    bench.asked(do.StartReading()).tell(on.CardRead(replace(PERSON, valid_to="2020-01-01"), b""))
    bench.until(lambda view: view.card.fault == "document-expired")
    bench.do(on.WentBack())
    bench.at(Screen.CLEARED)
    assert bench.over.wait(20)


def test_terminal_that_stood_ready_over_midnight_knows_what_day_it_is(bench: Bench) -> None:
    bench.clock.pass_time(400 * 86400)
    bench.do(on.ThemeChosen(""))
    bench.at(Screen.CATEGORY)
    bench.do(on.ItemChosen("x"))
    bench.at(Screen.ITEM)
    bench.do(on.Started())
    bench.at(Screen.CARD)
    bench.asked(do.StartReading()).tell(on.CardRead(replace(PERSON, valid_to="2027-01-01"), b""))
    bench.until(lambda view: view.card.fault == "document-expired")
