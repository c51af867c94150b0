"""What the screen learns from the store: the line, the catalogue, the store itself."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.domain.catalogue import Catalogue
from kiosk.flows import events as on
from kiosk.flows.memory import Memory, Surroundings
from kiosk.runtime.background import fold
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.delays import LINK_STALE
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.watching import CATALOGUE as KIND
from kiosk.runtime.performing.watching import Watching
from offline_cache.contract import Link, Snapshot
from offline_cache.keys import load_or_create_key
from offline_cache.statements import migrations
from tests.runtime_stand import CATALOGUE, NOON, Ear, desk, settings, until


class Room:
    """A watcher with nothing in its hands yet."""

    def __init__(self, at: Desk, clock: ManualClock) -> None:
        self.desk, self.ear, self.clock = at, Ear(), clock
        self.desk.catalogue = None
        self.watching = Watching(at)

    def begin(self) -> None:
        self.watching.begin(self.ear.heard.append)

    def publish(self, catalogue: Catalogue, body: bytes | None = None) -> None:
        body = msgspec.json.encode(catalogue) if body is None else body
        self.desk.snapshots.put(Snapshot(KIND, catalogue.version, f'"{catalogue.version}"', 1.0, body))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    clock = ManualClock(NOON)
    with desk(settings(tmp_path), clock) as at:
        made = Room(at, clock)
        yield made
        made.watching.end()
        if made.watching._thread is not None:
            made.watching._thread.join(20)


def test_the_first_look_is_done_before_the_first_page(room: Room) -> None:
    room.publish(CATALOGUE)
    room.begin()
    silent = on.LinkChanged(online=False, fault="sync.silent")
    assert room.ear.heard[:2] == [silent, on.CatalogueChanged(CATALOGUE.version)]
    assert room.desk.catalogue == CATALOGUE


def store_and_line(room: Room) -> list[on.Event]:
    """All that was told but of cameras: this terminal has none."""
    return [event for event in room.ear.heard if not isinstance(event, on.DeviceChanged)]


def link(room: Room, *, online: bool, fault: str | None = None) -> None:
    """What a sync process writes that has just looked."""
    now = room.clock.wall().timestamp()
    room.desk.links.write(Link(online=online, fault=fault, changed_at=now, checked_at=now, clock_offset=0))


def test_a_change_of_the_line_is_told_once(room: Room) -> None:
    link(room, online=True)
    room.begin()
    room.clock.pass_time(1)
    link(room, online=True)
    link(room, online=False, fault="platform.tls")
    room.ear.hears(on.LinkChanged(online=False, fault="platform.tls"))
    assert len(room.ear.all(on.LinkChanged)) == 2
    assert room.ear.heard[0] == on.LinkChanged(online=True)


def test_a_sync_process_that_has_not_looked_for_long_is_not_believed(room: Room) -> None:
    link(room, online=True)
    room.begin()
    room.clock.pass_time(LINK_STALE + 1)
    room.ear.hears(on.LinkChanged(online=False, fault="sync.silent"))
    link(room, online=True)
    until(lambda: len(room.ear.all(on.LinkChanged)) == 3, "the line again")


def test_the_reason_for_a_missing_line_is_the_present_one(room: Room) -> None:
    """Neither the one before nor one that nobody has looked at for long."""
    link(room, online=False, fault="platform.dns")
    room.begin()
    link(room, online=False, fault="platform.tls-expired")
    room.ear.hears(on.LinkChanged(online=False, fault="platform.tls-expired"))
    room.clock.pass_time(LINK_STALE + 1)
    room.ear.hears(on.LinkChanged(online=False, fault="sync.silent"))
    link(room, online=True)
    room.ear.hears(on.LinkChanged(online=True))
    before = Memory(around=Surroundings(online=False, link_fault="platform.dns"))
    assert fold(before, room.ear.last(on.LinkChanged)) == Memory()


def test_after_the_clock_was_put_back_an_old_look_is_not_believed(room: Room) -> None:
    link(room, online=True)
    room.clock.pass_time(-86400)
    room.begin()
    assert room.ear.last(on.LinkChanged) == on.LinkChanged(online=False, fault="sync.silent")


@pytest.mark.expects_warnings
def test_a_mistake_while_looking_does_not_end_the_looking(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def mistake(_tell: object) -> None:
        raise RuntimeError("测试甲")

    link(room, online=True)
    room.begin()
    with monkeypatch.context() as broken:
        broken.setattr(room.watching, "_look_at_catalogue", mistake)
        until(lambda: "RuntimeError" in caplog.text, "a word about it")
    assert "测试甲" not in caplog.text
    link(room, online=False, fault="platform.tls")
    room.ear.hears(on.LinkChanged(online=False, fault="platform.tls"))


def test_a_new_catalogue_replaces_the_one_at_hand(room: Room) -> None:
    room.publish(CATALOGUE)
    room.begin()
    later = replace(CATALOGUE, version="next", hotline="0999-12345")
    room.publish(later)
    room.ear.hears(on.CatalogueChanged("next"))
    assert room.desk.catalogue == later


@pytest.mark.expects_warnings
@pytest.mark.parametrize("body", [b"{}", b"not json", b'{"version": 3}'])
def test_a_catalogue_of_another_version_of_the_program_leaves_the_one_at_hand(
    room: Room, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    room.publish(CATALOGUE)
    room.begin()
    room.publish(replace(CATALOGUE, version="strange"), body)
    until(lambda: "strange" in caplog.text, "a word about it")
    room.publish(replace(CATALOGUE, version="good again"))
    room.ear.hears(on.CatalogueChanged("good again"))
    assert [event.version for event in room.ear.all(on.CatalogueChanged)] == [CATALOGUE.version, "good again"]


@pytest.mark.expects_warnings
def test_the_first_catalogue_may_be_unreadable_too(room: Room) -> None:
    room.publish(CATALOGUE, b"{}")
    room.begin()
    assert room.desk.catalogue is None
    assert room.ear.all(on.StoreChanged) == []


def test_a_file_of_a_newer_program_is_told_and_left_as_it_is(room: Room) -> None:
    with closing(open_store(room.desk.files)) as store:
        store.run("PRAGMA user_version = 99")
    room.begin()
    assert store_and_line(room) == [on.StoreChanged("store.newer-version")]
    with closing(sqlite3.connect(room.desk.files.outbox)) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (99,)
        other.execute(f"PRAGMA user_version = {len(migrations())}")
    room.ear.hears(on.StoreChanged(None))
    assert len(room.ear.all(on.StoreChanged)) == 2


@pytest.mark.expects_warnings
def test_a_corrupt_file_is_told_and_a_new_one_is_begun(room: Room) -> None:
    files = room.desk.files
    load_or_create_key(files.data_key)
    files.outbox.write_bytes(b"no database at all" * 500)
    room.begin()
    assert room.ear.heard[0] == on.StoreChanged("store.corrupt")
    room.ear.hears(on.StoreChanged(None))
    kept = [
        one for one in files.state_dir.iterdir() if one.name.startswith("outbox.db.") and one.stat().st_size == 9000
    ]
    assert kept, "the file is kept for those who come to save what is in it"


def test_a_key_that_others_may_read_is_a_fault_of_the_store(room: Room) -> None:
    with closing(open_store(room.desk.files)):
        pass
    room.desk.files.data_key.chmod(0o644)
    room.begin()
    assert store_and_line(room) == [on.StoreChanged("store.not-writable")]
    room.desk.files.data_key.chmod(0o600)
    room.ear.hears(on.StoreChanged(None))


def test_the_files_have_the_names_the_manuals_give(tmp_path: Path) -> None:
    files = Files(tmp_path)
    names = {files.outbox, files.data_key, files.terminal_key, files.enrolled, files.store_begun, files.sync_socket}
    assert {os.path.relpath(name, tmp_path) for name in names} == {
        "outbox.db", "keys/data.key", "keys/terminal.pem", "keys/enrolled", "keys/store-begun", "sync.sock",
    }  # fmt: skip
