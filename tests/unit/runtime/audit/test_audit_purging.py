"""What is over is deleted, whole days, and the trail says so; cut off anywhere it is whole and goes on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.platform_api.signing.keys import new_key, save
from kiosk.runtime.audit import purging
from kiosk.runtime.audit.check import Break, Report, verify
from kiosk.runtime.audit.events import LEAST_DAYS, AuditEvent
from kiosk.runtime.audit.files import Places, last_of
from kiosk.runtime.audit.purging import Purging, delete
from kiosk.runtime.audit.remembered import remembered
from kiosk.runtime.audit.telling import Telling
from kiosk.runtime.audit.trail import Trail, audit_folder
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import Files, open_store
from tests.runtime_stand import NOON

KEY = new_key("sm2-sm3")
DAY = 86_400.0
TERM = 6 * 31


class Terminal:
    """Three lines a day, the last one signed and told to the platform."""

    def __init__(self, state: Path) -> None:
        self.files, self.clock = Files(state), ManualClock(NOON)
        self.places = Places(audit_folder(state))
        self.trail = Trail(self.places.folder, "sync", self.clock.wall)
        self.store = open_store(self.files)
        save(self.files.terminal_key, KEY)
        self.began_anew()

    def began_anew(self) -> None:
        purge = Purging(self.trail, self.places, self.store, self.files.terminal_key)
        self.telling = Telling(self.trail, self.store, purge)

    @property
    def now(self) -> float:
        return self.clock.wall().timestamp()

    def day(self, *, told: bool = True) -> None:
        self.trail.append(AuditEvent.TERMINAL_STARTED)
        self.trail.append(AuditEvent.TERMINAL_STOPPED)
        self.trail.checkpoint(KEY)
        if told:
            self.beat()
        self.clock.pass_time(DAY)

    def beat(self) -> None:
        head = self.telling.head()
        assert head is not None
        self.telling.confirmed(head, self.now)

    def purge(self, months: int = 6, days: float = 0) -> int:
        self.began_anew()
        return self.telling.purge(months, self.now + days * DAY)

    def report(self, earlier: bytes = b"") -> Report:
        lines, head = self.places.read()
        return verify(lines, head, [KEY.public], earlier, known=remembered(self.files))

    def said(self) -> list[dict[str, Any]]:
        lines = self.places.read()[0].splitlines()
        return [json.loads(line.partition(b" ")[2]) for line in lines]


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    one = Terminal(tmp_path / "state")
    yield one
    one.store.close()


def some_days(terminal: Terminal, count: int = 5) -> None:
    for _ in range(count):
        terminal.day()


def test_whole_days_go_when_their_time_is_over_and_the_trail_says_which(terminal: Terminal) -> None:
    some_days(terminal)
    assert terminal.purge(days=TERM - 5) == 0
    assert terminal.purge(days=TERM - 3) == 6
    found = terminal.report()
    assert (found.whole, found.purged, found.lines) == (True, 6, 15 - 6 + 2)
    (line,) = (one for one in terminal.said() if one["event"] == "trail-purged")
    assert (line["count"], line["days"], terminal.said()[0]["before"]) == (6, TERM, line["sm3"])
    assert terminal.report().unsigned == 0
    assert [terminal.trail.digest_of(seq) is None for seq in (1, 6, 7, 9, 10, 17, 18)] == [True] * 2 + [False] * 4 + [
        True
    ]


def test_trail_goes_on_and_is_purged_again(terminal: Terminal) -> None:
    some_days(terminal)
    assert terminal.purge(days=TERM - 3) == 6
    some_days(terminal, 4)
    assert terminal.purge(days=TERM - 6) == 9
    some_days(terminal, 1)
    assert (terminal.report().whole, terminal.report().purged) == (True, 9)
    assert terminal.telling.head() is not None


@pytest.mark.parametrize(("months", "kept"), [(1, LEAST_DAYS), (6, TERM), (12, 372)])
def test_platform_may_want_more_than_the_law_and_never_less(terminal: Terminal, months: int, kept: int) -> None:
    some_days(terminal)
    assert terminal.purge(months, days=kept - 5) == 0
    assert terminal.purge(months, days=kept - 4) == 3


def test_what_the_platform_has_not_heard_of_stays_however_old(terminal: Terminal) -> None:
    for _ in range(5):
        terminal.day(told=False)
    assert terminal.purge(days=3000) == 0
    terminal.beat()
    assert terminal.purge(days=TERM) == 0, "it has heard of it today"
    assert terminal.purge(days=TERM + 1) == 12
    assert terminal.report().whole


def test_clock_of_the_terminal_decides_nothing(terminal: Terminal) -> None:
    platform = terminal.now
    for _ in range(5):
        terminal.trail.append(AuditEvent.TERMINAL_STARTED)
        terminal.trail.checkpoint(KEY)
        head = terminal.telling.head()
        assert head is not None
        terminal.telling.confirmed(head, platform)
        terminal.clock.pass_time(400 * DAY)
    terminal.began_anew()
    assert terminal.telling.purge(6, platform + DAY) == 0


def test_newest_file_that_was_put_away_stays(terminal: Terminal) -> None:
    some_days(terminal)
    assert terminal.purge(days=3000) == 9
    assert [last_of(path) for path in terminal.places.earlier] == [12, 15]
    assert terminal.report().whole


@pytest.mark.expects_warnings
def test_trail_that_does_not_hold_is_evidence(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    some_days(terminal)
    first = terminal.places.earlier[0]
    first.write_bytes(first.read_bytes().replace(b"terminal-started", b"terminal-stopped"))
    assert terminal.purge(days=3000) == 0
    assert first.exists()
    assert "audit.broken line 1" in caplog.text


@pytest.mark.expects_warnings
def test_without_the_key_nothing_is_deleted(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    some_days(terminal)
    terminal.files.terminal_key.unlink()
    assert terminal.purge(days=3000) == 0
    assert len(terminal.places.earlier) == 4
    assert "audit.not-written" in caplog.text


def test_purged_days_are_not_missed_in_an_earlier_export(terminal: Terminal) -> None:
    some_days(terminal)
    exported = terminal.places.read()[0]
    terminal.purge(days=TERM - 3)
    assert terminal.report(exported).whole
    later = terminal.places.read()[0]
    terminal.day()
    assert terminal.report(later).whole
    changed = exported.splitlines(keepends=True)
    changed[7] = changed[6]
    assert broken(terminal.report(b"".join(changed))) == (Break.ALTERED, 8)


# --- the power fails --------------------------------------------------------------------------------------
class Cut(Exception):  # noqa: N818  says what it is
    """The power."""


@pytest.mark.parametrize("step", range(4))
def test_power_cut_between_two_files_leaves_a_whole_trail_and_the_next_call_goes_on(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    some_days(terminal)
    done: list[Path] = []

    def sync(folder: Path) -> None:
        done.append(folder)
        if len(done) > step:
            raise Cut

    def cut(places: Places, files: list[Path]) -> None:
        if not step:
            raise Cut
        delete(places, files, sync)

    monkeypatch.setattr(purging, "delete", cut)
    if step < 3:
        with pytest.raises(Cut):
            terminal.purge(days=3000)
    else:
        assert terminal.purge(days=3000) == 9
    assert len(terminal.places.earlier) == 5 - min(3, step + bool(step))
    assert terminal.report().whole
    monkeypatch.undo()
    assert terminal.purge(days=3000) >= 9
    assert terminal.report().whole


@pytest.mark.parametrize("lost", ["signature", "head", "note"])
def test_power_cut_before_anything_is_deleted_loses_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    some_days(terminal)

    def cut(*_: object) -> None:
        raise Cut

    place: Any = {"signature": Trail, "head": Trail, "note": terminal.store}[lost]
    name = {"signature": "checkpoint", "head": "_keep_head", "note": "note"}[lost]
    monkeypatch.setattr(place, name, cut)
    with pytest.raises(Cut):
        terminal.purge(days=3000)
    monkeypatch.undo()
    assert len(terminal.places.earlier) == 5
    assert (terminal.report().whole, terminal.report().purged) == (True, 0)
    assert terminal.purge(days=3000) == 12, "the day of the cut is a day later"
    assert terminal.report().whole


# --- who deletes by hand ----------------------------------------------------------------------------------
def broken(found: Report) -> tuple[Break, int] | None:
    return None if found.broken is None else (found.broken.how, found.broken.line)


def one_more_file(terminal: Terminal) -> None:
    terminal.places.earlier[0].unlink()


def unsigned(terminal: Terminal) -> None:
    """A line that nobody signed says that a file is over."""
    files = terminal.places.earlier
    last = last_of(files[0])
    terminal.trail.append(AuditEvent.TRAIL_PURGED, count=last, sm3=terminal.trail.digest_of(last), days=LEAST_DAYS)
    files[0].unlink()


def too_young(terminal: Terminal) -> None:
    files = terminal.places.earlier
    last = last_of(files[0])
    terminal.trail.append(
        AuditEvent.TRAIL_PURGED, count=last, sm3=terminal.trail.digest_of(last), days=LEAST_DAYS - 1
    )
    terminal.trail.checkpoint(KEY)
    files[0].unlink()


def without_digest(terminal: Terminal) -> None:
    terminal.trail.append(AuditEvent.TRAIL_PURGED, count=1, days=LEAST_DAYS)
    terminal.trail.checkpoint(KEY)
    terminal.places.earlier[0].unlink()


@pytest.mark.parametrize("deed", [one_more_file, unsigned, too_young, without_digest])
def test_what_is_missing_without_reason_is_a_break(terminal: Terminal, deed: Callable[[Terminal], None]) -> None:
    some_days(terminal)
    terminal.purge(days=TERM - 3)
    assert terminal.report().whole
    deed(terminal)
    assert broken(terminal.report()) == (Break.REMOVED, 7)


def test_purged_trail_in_another_order_or_without_its_middle_is_a_break(terminal: Terminal, tmp_path: Path) -> None:
    some_days(terminal)
    terminal.purge(days=TERM - 3)
    kept = tmp_path / "kept"
    shutil.copytree(terminal.places.folder, kept)
    second = terminal.places.earlier[1]
    second.unlink()
    assert broken(terminal.report()) == (Break.REMOVED, 10)
    shutil.copytree(kept, terminal.places.folder, dirs_exist_ok=True)
    lines = terminal.places.lines.read_bytes().splitlines(keepends=True)
    terminal.places.lines.write_bytes(b"".join(lines[:-1]))
    assert broken(terminal.report()) == (Break.REMOVED, 1), "the signature of the reason is gone"
