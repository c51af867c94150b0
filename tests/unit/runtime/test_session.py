"""The session thread with a performer that only notes what it is asked, and a clock that is moved by hand."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.person import DocumentKind, Person
from kiosk.domain.submission import Consent
from kiosk.domain.text import Language, Text
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen
from kiosk.forms.layout import Form
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.scope import Scope
from kiosk.runtime.session import Place, Session
from kiosk.runtime.view import Dialog, View

PERSON = Person(DocumentKind.RESIDENT, "测试甲", "990101198001010010", "1980-01-01", valid_to="2040-01-01")


class Notes:
    """A performer that does nothing but remember."""

    def __init__(self) -> None:
        self.asked: list[tuple[Effect, Scope]] = []
        self.ended = threading.Event()
        self.catalogue: Catalogue | None = Catalogue("1", "2026-01-01", Text("示例市"), "12345", (), (), ())
        self.form: Form | None = None
        self.tell: Callable[[Event], None] = lambda _event: None

    def perform(self, effect: Effect, memory: Memory, scope: Scope) -> None:
        del memory
        self.asked.append((effect, scope))

    def begin(self, tell: Callable[[Event], None]) -> None:
        self.tell = tell

    def consent(self) -> Consent:
        return Consent("face", "1", "0" * 64, "2026-01-01T00:00:00+08:00")

    def end(self, memory: Memory) -> None:
        del memory
        self.ended.set()

    def scope_of(self, effect: Effect) -> Scope:
        return next(scope for asked, scope in reversed(self.asked) if asked == effect)


class Bench:
    """A running session and the views it has shown."""

    def __init__(self, *, cleared: bool = False) -> None:
        self.clock = ManualClock(dt.datetime(2026, 7, 12, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=8))))
        self.notes = Notes()
        self.views: list[View] = []
        self.over = threading.Event()
        place = Place("示例市", "A-03", "12345", test_environment=True)
        self.session = Session(self.notes, place, self.clock, self.views.append, self.over.set)
        self.session.first(Language.ZH_HANS, cleared=cleared)
        self.session.start()

    def do(self, event: Event) -> None:
        self.session.send(event, self.views[-1].serial if self.views else 0)

    def until(self, true: Callable[[View], bool]) -> View:
        """Wait for a view of which `true` holds."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if self.views and true(self.views[-1]):
                return self.views[-1]
            time.sleep(0.005)
        raise AssertionError(self.views[-1].screen if self.views else "no view")

    def at(self, screen: Screen) -> View:
        return self.until(lambda view: view.screen is screen)

    def asked(self, effect: Effect) -> Scope:
        """Wait until the effect was asked for."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if any(effect == asked for asked, _ in self.notes.asked):
                return self.notes.scope_of(effect)
            time.sleep(0.005)
        raise AssertionError(self.notes.asked)


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
