"""The session thread: time, idleness, late answers and taps, leaving."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.domain.text import Language
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.screens import Screen
from kiosk.runtime.scope import Scope
from kiosk.runtime.view import Dialog
from tests.session_bench import PERSON, Bench


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    made.at(Screen.HOME)
    yield made
    made.session.stop()


def to_wallet_card(bench: Bench) -> Scope:
    bench.do(on.WalletOpened())
    bench.at(Screen.CARD)
    return bench.asked(do.StartReading())


def test_first_view_is_home_and_after_another_person_cleared() -> None:
    bench = Bench(cleared=True)
    bench.at(Screen.CLEARED)
    bench.clock.pass_time(6)
    bench.at(Screen.HOME)
    bench.session.stop()


def test_card_countdown_goes_down_and_one_touch_adds_the_time_again(bench: Bench) -> None:
    to_wallet_card(bench)
    bench.until(lambda view: view.card.seconds == 60)
    bench.clock.pass_time(20)
    bench.until(lambda view: view.card.seconds == 40)
    bench.do(on.MoreTimeAsked())
    bench.until(lambda view: view.card.seconds == 60)
    bench.clock.pass_time(61)
    bench.at(Screen.HOME)
    assert do.StopReading() in [effect for effect, _ in bench.notes.asked]


def test_answer_that_comes_after_its_page_is_dropped(bench: Bench) -> None:
    scope = to_wallet_card(bench)
    bench.do(on.WentBack())
    bench.at(Screen.HOME)
    scope.tell(on.CardRead(PERSON, b""))
    bench.do(on.HelpOpened())
    assert bench.at(Screen.HELP).chrome.personal is False


def test_late_tap_on_a_page_that_is_gone_does_nothing(bench: Bench) -> None:
    bench.do(on.Finished())
    bench.do(on.HelpOpened())
    bench.at(Screen.HELP)


def test_line_and_devices_show_in_the_header_on_any_page(bench: Bench) -> None:
    bench.notes.tell(on.LinkChanged(online=False, fault="platform.tls"))
    bench.notes.tell(on.DeviceChanged("receipt-printer", usable=False, fault="printer.paper-out"))
    view = bench.until(lambda view: bool(view.chrome.device_faults))
    assert (view.chrome.online, view.chrome.link_fault) == (False, "platform.tls")
    bench.notes.tell(on.DeviceChanged("receipt-printer", usable=True))
    bench.until(lambda view: not view.chrome.device_faults)


def test_language_switches_at_once_and_goes_back_when_nobody_is_there(bench: Bench) -> None:
    bench.do(on.LanguageChosen(Language.EN))
    bench.until(lambda view: view.chrome.language is Language.EN)
    bench.clock.pass_time(121)
    bench.until(lambda view: view.chrome.language is Language.ZH_HANS)


def personal(bench: Bench) -> None:
    scope = to_wallet_card(bench)
    scope.tell(on.CardRead(PERSON, b""))
    bench.until(lambda view: view.chrome.personal)
    bench.clock.pass_time(1.5)
    bench.at(Screen.IDENTITY_CHOICE)


def test_idle_person_is_asked_and_one_touch_stays(bench: Bench) -> None:
    personal(bench)
    bench.clock.pass_time(91)
    bench.until(lambda view: view.chrome.dialog is Dialog.IDLE and view.chrome.dialog_seconds == 60)
    bench.do(on.Touched())
    bench.clock.pass_time(10)
    bench.until(lambda view: view.chrome.dialog_seconds == 50)
    bench.do(on.Stayed())
    bench.until(lambda view: view.chrome.dialog is Dialog.NONE)


def test_idle_person_who_does_not_answer_is_cleared_away(bench: Bench) -> None:
    personal(bench)
    bench.clock.pass_time(91)
    bench.until(lambda view: view.chrome.dialog is Dialog.IDLE)
    bench.clock.pass_time(61)
    bench.at(Screen.CLEARED)
    assert bench.over.wait(20)
    assert bench.notes.ended.is_set()


def test_leaving_asks_once_when_something_personal_is_shown(bench: Bench) -> None:
    personal(bench)
    bench.do(on.LeaveAsked())
    bench.until(lambda view: view.chrome.dialog is Dialog.LEAVE)
    bench.do(on.Stayed())
    bench.until(lambda view: view.chrome.dialog is Dialog.NONE)
    bench.do(on.LeaveAsked())
    bench.do(on.LeaveConfirmed())
    assert bench.over.wait(20)


def test_consent_is_recorded_with_the_text_version(bench: Bench) -> None:
    personal(bench)
    bench.asked(do.FindWays()).tell(on.WaysFound("199****0001"))
    bench.do(on.WayChosen("face"))
    bench.at(Screen.FACE_CONSENT)
    bench.do(on.Agreed())
    bench.at(Screen.FACE)
    bench.asked(do.StartFace())


def test_views_print_nothing(bench: Bench) -> None:
    personal(bench)
    assert "测" not in repr(bench.views[-1])
