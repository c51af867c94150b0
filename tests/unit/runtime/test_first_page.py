"""What the first screen shows before its session is there is what a session showed before."""

from __future__ import annotations

import queue
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.domain.catalogue import Catalogue
from kiosk.flows.screens import Screen
from kiosk.runtime.assembly import place_of
from kiosk.runtime.clock import Clock, ManualClock
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.desk import Desk
from kiosk.runtime.first_page import Remembering, recall
from kiosk.runtime.performer import TerminalPerformer
from kiosk.runtime.performing.watching import CATALOGUE as KIND
from kiosk.runtime.session import Session
from kiosk.runtime.settings import Settings
from kiosk.runtime.view import Banner, Chrome, View
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
    performer = TerminalPerformer(Desk(wanted, clock), place, lambda _picture, _corners=(): None)
    session = Session(performer, place, clock, Remembering(wanted, shown.put), lambda: None)
    session.first(wanted.screen.language, cleared=False)
    session.start()
    view = shown.get(timeout=30)
    session.stop()
    return view


def test_the_next_start_begins_with_what_the_session_showed(tmp_path: Path) -> None:
    wanted, clock = settings(tmp_path), ManualClock(NOON)
    set_up(wanted)
    assert recall(wanted) is None
    view = shown_by_the_session(wanted, clock)
    assert len(view.browse.themes) == len(CATALOGUE.themes)
    assert recall(wanted) == view
    assert shown_by_the_session(wanted, clock) == view


def test_a_line_that_is_down_and_a_missing_catalogue_are_remembered_too(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    set_up(wanted, None, online=False)
    shown_by_the_session(wanted, ManualClock(NOON))
    found = recall(wanted)
    assert found is not None
    assert found.chrome.banner is Banner.CATALOGUE_MISSING
    assert not found.chrome.online


def test_a_page_of_other_settings_is_none(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    set_up(wanted)
    shown_by_the_session(wanted, ManualClock(NOON))
    moved = replace(wanted, terminal=replace(wanted.terminal, organisation="示例市另一处"))
    assert recall(moved) is None
    assert recall(wanted) is not None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"chrome": 1}', b"[" * 100_000])
def test_a_torn_page_is_none(tmp_path: Path, content: bytes) -> None:
    wanted = settings(tmp_path)
    file = Files(wanted.storage.state_dir).first_page
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert recall(wanted) is None


def test_only_the_first_home_is_kept_and_every_view_handed_on(tmp_path: Path) -> None:
    """What comes later may be somebody's."""
    wanted = settings(tmp_path)
    seen: list[View] = []
    shown = Remembering(wanted, seen.append)
    ours = Chrome(wanted.terminal.organisation, wanted.terminal.name, test_environment=not wanted.production)
    views = [
        View(serial=1, screen=Screen.CLEARED, chrome=replace(ours, hotline="1")),
        View(serial=2, screen=Screen.HOME, chrome=replace(ours, hotline="2")),
        View(serial=3, screen=Screen.HOME, chrome=replace(ours, hotline="3")),
    ]
    for view in views:
        shown(view)
    assert seen == views
    found = recall(wanted)
    assert found is not None
    assert found.chrome.hotline == "2"
    assert list(Files(wanted.storage.state_dir).first_page.parent.iterdir()) == [
        Files(wanted.storage.state_dir).first_page
    ]


def test_where_nothing_can_be_written_the_page_is_shown_all_the_same(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    wanted.storage.state_dir.write_text("a file where the folder should be", "utf-8")
    assert shown_by_the_session(wanted, ManualClock(NOON)).chrome.banner is Banner.STORE
    assert recall(wanted) is None
