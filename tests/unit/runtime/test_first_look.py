"""What the first screen shows before its session is there is what the session shows when it is."""

from __future__ import annotations

import queue
from pathlib import Path

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.flows.screens import Screen
from kiosk.runtime.assembly import place_of
from kiosk.runtime.clock import Clock, ManualClock
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.first_look import first_view
from kiosk.runtime.performer import TerminalPerformer
from kiosk.runtime.performing.watching import CATALOGUE as KIND
from kiosk.runtime.session import Session
from kiosk.runtime.settings import Settings
from kiosk.runtime.view import Banner, View
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import Link, Snapshot
from offline_cache.link import LinkStore
from tests.runtime_stand import CATALOGUE, NOON, settings


def set_up(wanted: Settings, catalogue: Catalogue | None = CATALOGUE, *, online: bool = True) -> None:
    """What a sync process leaves behind."""
    store = open_store(Files(wanted.storage.state_dir))
    now = NOON.timestamp()
    LinkStore(store).write(Link(online=online, fault=None, changed_at=now, checked_at=now, clock_offset=0))
    if catalogue is not None:
        body = msgspec.json.encode(catalogue)
        SnapshotStore(store).put(Snapshot(KIND, catalogue.version, '"1"', now, body))
    store.close()


def shown_by_the_session(wanted: Settings, clock: Clock) -> View:
    shown: queue.SimpleQueue[View] = queue.SimpleQueue()
    place = place_of(wanted)
    performer = TerminalPerformer(wanted, clock, place, lambda _picture, _corners=(): None)
    session = Session(performer, place, clock, shown.put, lambda: None)
    session.first(wanted.screen.language, cleared=False)
    session.start()
    view = shown.get(timeout=30)
    session.stop()
    return view


def test_it_is_the_view_the_session_begins_with(tmp_path: Path) -> None:
    wanted, clock = settings(tmp_path), ManualClock(NOON)
    set_up(wanted)
    view = first_view(wanted, clock)
    assert len(view.browse.themes) == len(CATALOGUE.themes)
    assert view == shown_by_the_session(wanted, clock)


def test_it_survives_the_way_to_the_screen(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    set_up(wanted)
    view = first_view(wanted, ManualClock(NOON))
    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(view)), View) == view


def test_a_line_that_is_down_is_said_at_once(tmp_path: Path) -> None:
    wanted, clock = settings(tmp_path), ManualClock(NOON)
    set_up(wanted, online=False)
    view = first_view(wanted, clock)
    assert view.chrome.banner is Banner.OFFLINE
    assert view == shown_by_the_session(wanted, clock)


def test_without_a_catalogue_home_says_so(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    set_up(wanted, None)
    view = first_view(wanted, ManualClock(NOON))
    assert (view.screen, view.chrome.banner) == (Screen.HOME, Banner.CATALOGUE_MISSING)


def test_a_store_that_cannot_be_opened_is_said_at_once(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    wanted.storage.state_dir.write_text("a file where the folder should be", "utf-8")
    view = first_view(wanted, ManualClock(NOON))
    assert (view.screen, view.chrome.banner) == (Screen.HOME, Banner.STORE)
