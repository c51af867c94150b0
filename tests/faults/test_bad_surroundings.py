"""What surrounds the program is not as it should be: a bad catalogue, bad settings, a store that cannot be used."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.screens import Screen
from kiosk.runtime.assembly import make_session
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.delays import SYNC_CATALOGUE_INTERVAL
from kiosk.runtime.performing.watching import CATALOGUE as KIND
from kiosk.runtime.performing.watching import Watching
from kiosk.runtime.session import Session
from kiosk.runtime.sync import Places, Synchroniser
from kiosk.runtime.view import Banner, View
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import JobState, Link, Snapshot
from offline_cache.link import LinkStore
from offline_cache.outbox import Outbox
from offline_cache.statements import migrations
from tests.platform_stand import CODE, SandboxStand
from tests.runtime_stand import CATALOGUE, NOON, Ear, desk, settings, until

PAYLOAD = b"a case that was acknowledged"


# --- a bad catalogue --------------------------------------------------------------------------------------
class Terminal:
    """The real synchroniser between the sandbox and a store, and a screen that looks at that store."""

    def __init__(self, folder: Path, stand: SandboxStand) -> None:
        self.stand, self.clock = stand, ManualClock(NOON)
        self.outbox = Outbox(open_store(Files(folder / "state")))
        places = Places(self.outbox, SnapshotStore(self.outbox.store), LinkStore(self.outbox.store))
        self.sync = Synchroniser(stand.platform, places, clock=self.clock, rng=random.Random(7))  # noqa: S311
        self.snapshots = places.snapshots

    def next_round(self) -> None:
        self.clock.pass_time(SYNC_CATALOGUE_INTERVAL + 1)
        self.stand.shift(SYNC_CATALOGUE_INTERVAL + 1)
        self.sync.round()


@pytest.mark.expects_warnings
@pytest.mark.parametrize("trouble", [{"garbleAnswers": 1}, {"unsignedAnswers": 1}])
def test_a_catalogue_that_is_not_as_it_must_be_leaves_the_last_good_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, trouble: dict[str, int]
) -> None:
    ear, stand = Ear(), SandboxStand(tmp_path)
    stand.platform.enrol(CODE)
    terminal = Terminal(tmp_path, stand)
    with closing(stand), desk(settings(tmp_path)) as at, closing(terminal.outbox):
        terminal.sync.round()
        watching = Watching(at)
        watching.begin(ear.heard.append)
        assert at.catalogue is not None
        first = at.catalogue.version
        stand.withdraw("yb-ydjy")
        stand.control("trouble", {**trouble, "path": "/v1/catalog"})
        terminal.next_round()
        assert "catalogue.malformed" in caplog.text
        assert terminal.snapshots.version(KIND) == first
        assert at.catalogue.item("yb-ydjy") is not None
        terminal.next_round()
        until(lambda: len(ear.all(on.CatalogueChanged)) == 2, "the next good one")
        assert at.catalogue.item("yb-ydjy") is None
        watching.end()
        assert watching._thread is not None
        watching._thread.join(20)


# --- bad settings -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("command", ["run", "sync", "screen"])
def test_a_key_nobody_knows_keeps_the_terminal_from_starting_and_is_named(tmp_path: Path, command: str) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(
        'deployment = "development"\n[terminal]\nid = "A"\nlabel = "A03"\n[storage]\nstate_dir = "state"\n'
        '[platform]\nbase_url = "https://platform.example"\nplatform_key = "p.pem"\n[face]\nacept = 0.1\n',
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", command, "--config", str(config)],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 2
    assert "settings.unknown-key" in done.stderr
    assert "acept" in done.stderr
    assert done.stdout == ""
    assert [one.name for one in tmp_path.iterdir()] == ["kiosk.toml"]


# --- a store that cannot be used --------------------------------------------------------------------------
class Seat:
    """The session of a citizen, with everything but the window."""

    def __init__(self, folder: Path) -> None:
        self.views: list[View] = []
        self.session: Session = make_session(
            settings(folder),
            self.views.append,
            lambda _picture, _corners=(): None,
            lambda: None,
            cleared=False,
            first=True,
            press=lambda _key: None,
        )

    def until(self, true: Callable[[View], bool], what: str) -> View:
        until(lambda: bool(self.views) and true(self.views[-1]), what)
        return self.views[-1]

    def do(self, event: Event) -> None:
        self.session.send(event, self.views[-1].serial)


@contextmanager
def seated(folder: Path) -> Iterator[Seat]:
    seat = Seat(folder)
    seat.session.start()
    try:
        yield seat
    finally:
        seat.session.stop()
        store = seat.session._performer._desk._store  # type: ignore[attr-defined]
        if store is not None:
            store.close()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A store with an acknowledged case and a catalogue, closed."""
    files = Files(tmp_path / "state")
    with closing(Outbox(open_store(files))) as outbox:
        outbox.enqueue("0198c5a0-0000-7000-8000-000000000001", "submission", PAYLOAD)
        body = msgspec.json.encode(CATALOGUE)
        SnapshotStore(outbox.store).put(Snapshot(KIND, CATALOGUE.version, '"1"', 1.0, body))
        LinkStore(outbox.store).write(
            Link(online=True, fault=None, changed_at=1, checked_at=time.time(), clock_offset=0)
        )
    return files


def everything_is_there(path: Path, files: Files, state: JobState = JobState.QUEUED) -> None:
    from offline_cache.keys import load_key

    with closing(Outbox.open(path, load_key(files.data_key))) as outbox:
        (job,) = outbox.jobs()
        assert job.state is state
        claimed = outbox.claim(1e12)
        assert claimed is not None
        assert claimed.payload == PAYLOAD


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(sql).fetchall()


def nothing_can_be_begun(seat: Seat) -> None:
    """The page is there, it says what is wrong, and no service can be started."""
    view = seat.until(lambda view: view.chrome.banner is Banner.STORE, "the banner")
    assert view.screen is Screen.HOME
    seat.do(on.ItemChosen("yb-ydjy"))
    seat.do(on.Started())
    seat.do(on.HelpOpened())
    seat.until(lambda view: view.screen is Screen.HELP, "help is still there")
    seat.do(on.WentBack())
    seat.until(lambda view: view.screen is Screen.HOME, "home again")


def an_item_can_be_begun(seat: Seat) -> None:
    seat.until(lambda view: view.chrome.banner is not Banner.STORE and bool(view.browse.themes), "the catalogue")
    seat.do(on.ItemChosen("yb-ydjy"))
    view = seat.until(lambda view: view.screen is Screen.ITEM, "the guide")
    assert view.item.blocked == "reader-out", "this terminal has no reader, but it is not the store any more"


def test_a_database_of_a_newer_version_is_said_and_left_as_it_is(tmp_path: Path, files: Files) -> None:
    change(files.outbox, "PRAGMA user_version = 99")
    with seated(tmp_path) as seat:
        nothing_can_be_begun(seat)
        change(files.outbox, f"PRAGMA user_version = {len(migrations())}")
        an_item_can_be_begun(seat)
    everything_is_there(files.outbox, files)


def test_a_locked_database_is_said_until_it_is_given_back(tmp_path: Path, files: Files) -> None:
    with closing(sqlite3.connect(files.outbox, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        with seated(tmp_path) as seat:
            nothing_can_be_begun(seat)
            other.execute("ROLLBACK")
            an_item_can_be_begun(seat)
    everything_is_there(files.outbox, files)


@pytest.mark.expects_warnings
def test_a_corrupt_database_is_said_kept_aside_and_what_was_in_it_is_there(tmp_path: Path, files: Files) -> None:
    content = bytearray(files.outbox.read_bytes())
    content[:100] = b"no database any more".ljust(100, b"!")
    files.outbox.write_bytes(content)
    with seated(tmp_path) as seat:
        seat.until(lambda _view: any(view.chrome.banner is Banner.STORE for view in seat.views), "the banner")
        an_item_can_be_begun(seat)
    (kept,) = files.state_dir.glob("outbox.db.corrupt-*Z")
    assert kept.read_bytes() == bytes(content)
    assert kept.stat().st_mode & 0o077 == 0
    everything_is_there(files.outbox, files, JobState.WAITING)


@pytest.mark.expects_warnings
def test_a_guide_that_is_open_is_blocked_as_soon_as_the_store_fails(tmp_path: Path, files: Files) -> None:
    with seated(tmp_path) as seat:
        an_item_can_be_begun(seat)
        with closing(sqlite3.connect(files.outbox, isolation_level=None)) as other:
            ((version,),) = other.execute("PRAGMA schema_version").fetchall()
            other.execute("PRAGMA writable_schema = ON")
            other.execute("UPDATE sqlite_schema SET sql = 'no table' WHERE name = 'jobs'")
            other.execute(f"PRAGMA schema_version = {version + 1}")
        seat.until(lambda view: view.chrome.banner is Banner.STORE, "the banner")
        seat.session._inbox_put(on.DeviceChanged("id-reader", usable=True))
        seat.until(lambda view: view.item.blocked == "store", "the reason")
        seat.do(on.Started())
        seat.do(on.LanguageChosen(Language.EN))
        view = seat.until(lambda view: view.chrome.language is Language.EN, "the page again")
        assert view.screen is Screen.ITEM
