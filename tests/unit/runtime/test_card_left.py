"""Somebody went and left a card on the reader: it is said until it is taken, and read for nobody else."""

from __future__ import annotations

from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.events.left import CardLeft
from kiosk.flows.left import REMIND
from kiosk.flows.screens import Screen
from kiosk.runtime.delays import STEP_DELAYS
from kiosk.runtime.view import Banner
from tests.session_bench import Bench


def test_the_page_between_two_people_waits_until_it_is_taken() -> None:
    bench = Bench(CardLeft(there=True), cleared=True)
    page = bench.at(Screen.CLEARED)
    assert bench.until(lambda view: view.chrome.card_left).screen is Screen.CLEARED
    bench.clock.pass_time(STEP_DELAYS["cleared"] + 1)
    assert bench.until(lambda view: view.serial >= page.serial).screen is Screen.CLEARED
    bench.notes.tell(CardLeft(there=False))
    assert not bench.until(lambda view: not view.chrome.card_left).chrome.card_left
    bench.clock.pass_time(STEP_DELAYS["cleared"] + 1)
    assert bench.at(Screen.HOME).chrome.banner is not Banner.CARD_LEFT
    bench.session.stop()


def test_it_does_not_wait_for_ever_and_then_every_page_says_it() -> None:
    bench = Bench(CardLeft(there=True), cleared=True)
    bench.until(lambda view: view.chrome.card_left)
    bench.clock.pass_time(STEP_DELAYS[REMIND] + 1)
    assert bench.at(Screen.HOME).chrome.banner is Banner.CARD_LEFT
    bench.notes.tell(CardLeft(there=False))
    assert bench.until(lambda view: view.chrome.banner is not Banner.CARD_LEFT).screen is Screen.HOME
    bench.session.stop()


def test_once_it_is_taken_the_page_for_cards_looks_for_the_next() -> None:
    bench = Bench(CardLeft(there=True))
    bench.at(Screen.HOME)
    bench.do(on.WalletOpened())
    assert bench.at(Screen.CARD).chrome.card_left
    before = [effect for effect, _ in bench.notes.asked].count(do.StartReading())
    bench.notes.tell(CardLeft(there=False))
    bench.until(lambda view: not view.chrome.card_left)
    scope = bench.asked(do.StartReading())
    assert [effect for effect, _ in bench.notes.asked].count(do.StartReading()) > before
    scope.tell(on.CardDetected())
    bench.until(lambda view: view.card.phase == "reading")
    bench.session.stop()
