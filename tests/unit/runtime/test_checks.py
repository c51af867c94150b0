"""What each check finds on a terminal that is well, and on one that is not. Nothing is changed by looking."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.runtime import demo
from kiosk.runtime.checks import catalogue, clocks, disk, keys, queue, software
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.diagnostics import Surroundings, Verdict
from kiosk.runtime.processes import kiosk_command
from kiosk.runtime.settings import Settings
from offline_cache.contract import Link, StoreError, StoreFault
from offline_cache.link import LinkStore
from offline_cache.outbox import Outbox
from tests.runtime_stand import NOON, settings
from tests.unprivileged import unprivileged

NOW = NOON.timestamp()


def around(wanted: Settings) -> Surroundings:
    return Surroundings(wanted, ManualClock(NOON))


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    """An outbox that a running terminal has open."""
    made = Outbox(open_store(Files(tmp_path / "state")), clock=lambda: NOW, terminal_label="A03")
    yield made
    made.close()


# --- software, disk ---------------------------------------------------------------------------------------
def test_versions_are_said_and_a_missing_package_is_a_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(software, "PACKAGES", ("budayang-kiosk", "no-such-package"))
    (check,) = software.CHECKS
    facts = check.look(around(settings(tmp_path))).facts
    assert facts["budayang-kiosk"]
    assert facts["no-such-package"] == "-"
    assert facts["deployment"] == "development"


@pytest.mark.parametrize(
    ("free", "verdict", "code"),
    [(50 << 20, "fail", "store.full"), (500 << 20, "warn", "doctor.disk-low"), (9 << 30, "pass", None)],
)
def test_room_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, verdict: str, code: str | None
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: type("", (), {"free": free, "total": 10 << 30}))
    found = disk.room(tmp_path / "not" / "yet")
    assert (found.verdict.value, found.fault) == (verdict, code)


def test_disk_that_cannot_be_asked_is_not_writable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_folder: Path) -> None:
        raise OSError(errno.EIO, "bad")

    monkeypatch.setattr("os.statvfs", refused)
    with pytest.raises(StoreError) as caught:
        disk.room(tmp_path)
    assert caught.value.fault is StoreFault.NOT_WRITABLE


def test_modes_of_the_state_directory(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    found = disk.modes(folder)
    assert (found.verdict, found.fault) == (Verdict.WARN, "doctor.not-begun")
    folder.mkdir(mode=0o700)
    assert disk.modes(folder).verdict is Verdict.PASS
    (folder / "outbox.db").touch(mode=0o644)
    (folder / "outbox.db").chmod(0o644)
    assert disk.modes(folder).facts["names"] == "outbox.db"
    assert disk.modes(folder).verdict is Verdict.WARN
    folder.chmod(0o755)
    found = disk.modes(folder)
    assert (found.verdict, found.fault) == (Verdict.FAIL, "doctor.modes")


# --- store and queue --------------------------------------------------------------------------------------
def test_store_of_a_running_terminal_is_read_while_it_writes(tmp_path: Path, outbox: Outbox) -> None:
    outbox.enqueue("job-1", "submission", b"secret")
    with outbox.store.writing():
        outbox.store.run("UPDATE link SET online = 1")
        assert queue.readable(around(settings(tmp_path))).verdict is Verdict.PASS
        assert queue.waiting(around(settings(tmp_path))).facts["queued"] == "1"
    outbox.enqueue("job-2", "submission", b"secret")
    assert queue.waiting(around(settings(tmp_path))).facts["queued"] == "2"


def test_no_store_yet_is_no_fault(tmp_path: Path) -> None:
    assert queue.readable(around(settings(tmp_path))).verdict is Verdict.NOT_RUN
    assert queue.waiting(around(settings(tmp_path))).verdict is Verdict.NOT_RUN
    assert queue.sync(around(settings(tmp_path))).verdict is Verdict.NOT_RUN
    assert not (tmp_path / "state").exists()


def test_a_file_where_the_state_directory_should_be_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no directory")
    wanted = around(settings(tmp_path))
    for found in (disk.modes(tmp_path / "state"), *(look(wanted) for look in (queue.readable, queue.waiting))):
        assert (found.verdict, found.fault) == (Verdict.FAIL, "doctor.no-directory")
    assert keys.data_key(wanted).fault == "doctor.no-directory"


def test_what_may_not_be_read_is_named_by_every_check_that_needs_it(tmp_path: Path) -> None:
    """As root too: the checks run without root's right to read everything."""
    config = demo.write(tmp_path, demo.Demo(tmp_path, port=1, embedded_sandbox=False, reader=False, camera=False))
    state = tmp_path / "state"
    (state / "keys").mkdir(parents=True)
    state.chmod(0)
    groups = ["disk", "keys", "queue", "network", "clock"]
    words = ["doctor", "--config", str(config), "--json", "--yes", "--only", *groups]
    done = subprocess.run(
        unprivileged(kiosk_command(*words)), capture_output=True, text=True, timeout=120, check=False
    )
    state.chmod(0o700)
    assert done.returncode == 1
    rows = {row["name"]: row for row in json.loads(done.stdout)["checks"]}
    shut = [name for name, row in rows.items() if row["fault"] == "doctor.not-permitted"]
    assert shut == [
        "state-directory", "data-key", "terminal-key", "audit-trail", "store", "queue", "sync", "catalogue",
        "platform-time", "platform-sign-in", "clock",
    ]  # fmt: skip
    assert all(rows[name]["cause"] and rows[name]["staff"] and rows[name]["facts"]["names"] for name in shut)
    assert "doctor.broken" not in done.stdout


@pytest.mark.parametrize(
    ("path", "mode", "fault"),
    [("state", 0o500, "store.not-writable"), ("state/outbox.db", 0, "doctor.not-permitted")],
)
def test_a_store_that_may_not_be_read_or_written_is_not_well(
    tmp_path: Path, path: str, mode: int, fault: str
) -> None:
    config = demo.write(tmp_path, demo.Demo(folder=tmp_path, embedded_sandbox=False, reader=False, camera=False))
    files = Files(tmp_path / "state")
    files.state_dir.mkdir(mode=0o700)
    open_store(files).close()
    (tmp_path / path).chmod(mode)
    checks = ["state-directory"] if path == "state" else ["store", "sync", "catalogue", "clock"]
    words = ["doctor", "--config", str(config), "--json", "--yes", "--only", *checks]
    command = unprivileged(kiosk_command(*words))
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    (tmp_path / path).chmod(0o700)
    rows = json.loads(done.stdout)["checks"]
    assert {row["fault"] for row in rows if row["name"] != "platform-time"} == {fault}


def test_a_bundle_of_a_terminal_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    config = demo.write(tmp_path, demo.Demo(tmp_path, port=1, embedded_sandbox=False, reader=False, camera=False))
    (tmp_path / "state").mkdir(mode=0)
    words = ["doctor", "bundle", "--config", str(config), "--out", str(tmp_path / "b.zip")]
    done = subprocess.run(unprivileged(kiosk_command(*words)), capture_output=True, timeout=120, check=False)
    (tmp_path / "state").chmod(0o700)
    assert done.returncode == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as bundle:
        assert json.loads(bundle.read("queue.json")) == {"fault": "doctor.not-permitted"}


def test_a_case_that_waits_for_hours_and_one_set_aside_want_attention(tmp_path: Path, outbox: Outbox) -> None:
    outbox.enqueue("job-1", "submission", b"secret")
    assert queue.waiting(around(settings(tmp_path))).verdict is Verdict.PASS
    outbox.claim(NOW)
    outbox.set_aside("job-1", "platform.refused")
    found = queue.waiting(around(settings(tmp_path)))
    assert (found.fault, found.facts["fault platform.refused"]) == ("doctor.queue-attention", "1")
    outbox.enqueue("job-2", "submission", b"secret")
    clock = ManualClock(NOON)
    clock.pass_time(queue.STUCK_AFTER + 60)
    late = queue.waiting(Surroundings(settings(tmp_path), clock))
    assert (late.fault, late.facts["oldest_minutes"]) == ("doctor.queue-stuck", "241")


def test_a_store_of_another_key_is_named(tmp_path: Path, outbox: Outbox) -> None:
    outbox.enqueue("job-1", "submission", b"secret")
    Files(tmp_path / "state").data_key.write_bytes(bytes(32))
    with pytest.raises(StoreError) as caught:
        queue.readable(around(settings(tmp_path)))
    assert caught.value.fault is StoreFault.WRONG_KEY


def test_a_store_with_broken_pages_is_corrupt_and_stays_where_it_is(tmp_path: Path) -> None:
    path = Files(tmp_path / "state").outbox
    made = Outbox(open_store(Files(tmp_path / "state")))
    for number in range(300):
        made.enqueue(f"job-{number}", "submission", bytes(900))
    made.close()
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(os.urandom(3 * 4096))
    with pytest.raises(StoreError) as caught:
        queue.readable(around(settings(tmp_path)))
    assert caught.value.fault is StoreFault.CORRUPT
    assert [one.name for one in path.parent.glob("*.corrupt-*")] == []


def test_a_strangers_file_and_a_newer_programs_are_told_apart(tmp_path: Path, outbox: Outbox) -> None:
    path = Files(tmp_path / "state").outbox
    outbox.store.run("PRAGMA user_version = 99")
    wanted = around(settings(tmp_path))
    for look in (queue.readable, queue.waiting, queue.sync, catalogue.age):
        with pytest.raises(StoreError) as newer:
            look(wanted)
        assert newer.value.fault is StoreFault.NEWER_VERSION
    assert clocks.look(wanted).verdict is Verdict.NOT_RUN, "nothing against the clock"
    outbox.close()
    path.unlink()
    sqlite3.connect(path).execute("CREATE TABLE theirs (x)").connection.close()
    with pytest.raises(StoreError) as stranger:
        queue.readable(wanted)
    assert stranger.value.fault is StoreFault.CORRUPT


def test_a_store_that_is_gone_with_its_note_is_no_beginning(tmp_path: Path, outbox: Outbox) -> None:
    outbox.close()
    for file in (tmp_path / "state").glob("outbox.db*"):
        file.unlink()
    for look in (queue.readable, queue.waiting):
        with pytest.raises(StoreError) as caught:
            look(around(settings(tmp_path)))
        assert caught.value.fault is StoreFault.CORRUPT


def test_a_file_put_aside_earlier_wants_attention(tmp_path: Path, outbox: Outbox) -> None:
    path = Files(tmp_path / "state").outbox
    path.with_name("outbox.db.corrupt-20260712T000000Z").touch()
    found = queue.readable(around(settings(tmp_path)))
    assert (found.verdict, found.facts["aside"]) == (Verdict.WARN, "1")
    assert outbox.stats()["queued"] == 0


def test_jobs_that_were_found_missing_want_attention_though_the_file_looks_well(
    tmp_path: Path, outbox: Outbox
) -> None:
    assert queue.readable(around(settings(tmp_path))).verdict is Verdict.PASS
    outbox.store.run("INSERT INTO incidents (at, cause, kept, saved, marred) VALUES (1, 'store.corrupt', '', 3, 2)")
    found = queue.readable(around(settings(tmp_path)))
    assert (found.verdict, found.fault, found.facts["damaged"]) == (Verdict.WARN, "store.corrupt", "1")


def test_a_look_that_is_to_stop_gives_up(tmp_path: Path, outbox: Outbox) -> None:
    for number in range(200):
        outbox.enqueue(f"job-{number}", "submission", bytes(900))
    here = around(settings(tmp_path))
    here.stop.set()
    with pytest.raises(StoreError) as caught:
        queue.readable(here)
    assert caught.value.fault is StoreFault.LOCKED


def test_sync_process_is_believed_for_a_minute(tmp_path: Path, outbox: Outbox) -> None:
    board = LinkStore(outbox.store)
    board.write(Link(online=True, fault=None, changed_at=NOW, checked_at=NOW - 30, clock_offset=1.5))
    assert queue.sync(around(settings(tmp_path))).verdict is Verdict.PASS
    board.write(Link(online=True, fault=None, changed_at=NOW, checked_at=NOW - 300, clock_offset=1.5))
    assert queue.sync(around(settings(tmp_path))).fault == "doctor.sync-silent"


def test_a_sync_process_that_cannot_send_is_not_called_well(tmp_path: Path, outbox: Outbox) -> None:
    refused = Link(online=False, fault="platform.authentication", changed_at=NOW, checked_at=NOW, clock_offset=0)
    LinkStore(outbox.store).write(refused)
    found = queue.sync(around(settings(tmp_path)))
    assert (found.verdict, found.fault) == (Verdict.WARN, "platform.authentication")


# --- clock ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("offset", "verdict"), [(0.4, "pass"), (-29.0, "pass"), (45.0, "warn"), (-250.0, "warn")])
def test_clock_by_what_was_last_measured(tmp_path: Path, outbox: Outbox, offset: float, verdict: str) -> None:
    LinkStore(outbox.store).write(Link(True, None, NOW, NOW, offset))
    found = clocks.look(around(settings(tmp_path)))
    assert (found.verdict.value, found.facts["offset_seconds"]) == (verdict, f"{offset:+.1f}")


def test_clock_beyond_what_is_signed_with_is_a_clock_fault(tmp_path: Path) -> None:
    with pytest.raises(PlatformError) as far:
        clocks.judged(-301.0)
    old = Surroundings(settings(tmp_path), ManualClock(NOON.replace(year=1970)))
    with pytest.raises(PlatformError) as reset:
        clocks.look(old)
    assert far.value.fault is reset.value.fault is PlatformFault.CLOCK
    assert clocks.look(around(settings(tmp_path))).facts["offset_seconds"] == "-"
