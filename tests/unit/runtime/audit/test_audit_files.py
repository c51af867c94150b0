"""A trail in several files is one chain: put away by day and by size, and whole or broken over all of them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from kiosk.platform_api.signing.keys import new_key
from kiosk.runtime.audit import files
from kiosk.runtime.audit.check import Break, Report, verify
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.files import Places, last_of
from kiosk.runtime.audit.trail import LONGEST, Trail
from kiosk.runtime.clock import ManualClock
from tests.runtime_stand import NOON

KEY = new_key("sm2-sm3")
DAY = 86_400.0


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "audit")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


def trail(places: Places, clock: ManualClock) -> Trail:
    return Trail(places.folder, "run", clock.wall)


def some_days(places: Places, clock: ManualClock, days: int = 3) -> Trail:
    """Three lines a day, the last one signed."""
    made = trail(places, clock)
    for number in range(days):
        clock.pass_time(DAY if number else 0)
        made.append(AuditEvent.TERMINAL_STARTED)
        made.append(AuditEvent.TERMINAL_STOPPED)
        made.checkpoint(KEY)
    return made


def report(places: Places) -> Report:
    lines, head = places.read()
    return verify(lines, head, [KEY.public])


def broken(places: Places) -> tuple[Break, int] | None:
    found = report(places).broken
    return None if found is None else (found.how, found.line)


def test_every_day_has_a_file_and_the_chain_goes_on(places: Places, clock: ManualClock) -> None:
    some_days(places, clock)
    assert [last_of(path) for path in places.earlier] == [3, 6]
    found = report(places)
    assert (found.whole, found.lines, found.checkpoints, found.unsigned) == (True, 9, 3, 0)
    first = json.loads(places.lines.read_bytes().splitlines()[0].partition(b" ")[2])
    last = places.earlier[-1].read_bytes().splitlines()[-1]
    assert (first["seq"], first["before"].encode()) == (7, last[:64])


def test_file_that_is_full_is_put_away(places: Places, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FULL", 1000)
    made = trail(places, clock)
    for _ in range(20):
        made.append(AuditEvent.TERMINAL_STARTED)
    assert len(places.earlier) > 2
    assert all(path.stat().st_size < 1000 + LONGEST for path in places.earlier)
    assert (report(places).whole, report(places).lines) == (True, 20)


def test_clock_that_is_set_back_puts_nothing_away(places: Places, clock: ManualClock) -> None:
    made = some_days(places, clock, 1)
    clock.pass_time(-3 * DAY)
    made.append(AuditEvent.TERMINAL_STARTED)
    assert places.earlier == []
    assert report(places).whole


def test_power_goes_between_the_two_files(places: Places, clock: ManualClock) -> None:
    made = some_days(places, clock, 1)
    assert places.put_away(3)
    assert report(places).whole
    made.checkpoint(KEY)
    assert places.lines.read_bytes() == b"", "all is signed"
    made.append(AuditEvent.TERMINAL_STARTED)
    assert (report(places).whole, report(places).lines) == (True, 4)


def test_torn_end_is_cut_off_before_its_file_is_put_away(places: Places, clock: ManualClock) -> None:
    made = some_days(places, clock, 1)
    with places.lines.open("ab") as file:
        file.write(b"half a li")
    clock.pass_time(DAY)
    made.append(AuditEvent.TERMINAL_STARTED)
    made.append(AuditEvent.TERMINAL_STOPPED)
    assert (report(places).whole, report(places).lines) == (True, 6)
    assert b'"event":"end-cut"' in places.earlier[0].read_bytes()


def test_every_way_to_tamper_with_a_file_that_was_put_away_is_seen(places: Places, clock: ManualClock) -> None:
    some_days(places, clock)
    first, second = places.earlier
    whole, other = first.read_bytes(), second.read_bytes()
    lines = whole.splitlines(keepends=True)
    for path, changed, said in (
        (first, whole.replace(b"terminal-started", b"terminal-stopped"), (Break.ALTERED, 1)),
        (first, b"".join(lines[:-1]), (Break.REMOVED, 3)),
        (first, whole[:-1], (Break.ALTERED, 3)),
        (first, other, (Break.REMOVED, 1)),
        (second, b"", (Break.REMOVED, 4)),
    ):
        kept = path.read_bytes()
        path.write_bytes(changed)
        assert broken(places) == said
        path.write_bytes(kept)
    assert broken(places) is None
    first.unlink()
    assert broken(places) == (Break.REMOVED, 1)


def test_current_file_that_is_removed_is_missed(places: Places, clock: ManualClock) -> None:
    made = some_days(places, clock)
    places.lines.unlink()
    assert broken(places) == (Break.TRUNCATED, 7)
    made.append(AuditEvent.TERMINAL_STARTED)
    assert broken(places) == (Break.TRUNCATED, 8)


@pytest.mark.parametrize("garbage", [b"x\n", b"x" * (2 * LONGEST) + b"\n"])
def test_behind_a_file_that_ends_in_nonsense_the_trail_goes_on(
    places: Places, clock: ManualClock, garbage: bytes
) -> None:
    made = some_days(places, clock, 2)
    with places.lines.open("ab") as file:
        file.write(garbage)
    clock.pass_time(DAY)
    made.append(AuditEvent.TERMINAL_STARTED)
    assert [last_of(path) for path in places.earlier] == [3, 7]
    assert (broken(places), report(places).lines) == ((Break.ALTERED, 7), 8)
    places.lines.unlink()
    made.append(AuditEvent.TERMINAL_STARTED)
    assert json.loads(places.lines.read_bytes().partition(b" ")[2])["seq"] == 8


def test_name_that_is_taken_is_never_written_over(places: Places, clock: ManualClock) -> None:
    made = some_days(places, clock, 1)
    taken = places.folder / "trail-000000000003.log"
    taken.write_bytes(b"evidence\n")
    clock.pass_time(DAY)
    made.append(AuditEvent.TERMINAL_STARTED)
    assert taken.read_bytes() == b"evidence\n"
    assert places.lines.read_bytes().count(b"\n") == 4


def test_files_are_read_as_they_are_together(places: Places, clock: ManualClock) -> None:
    assert places.read() == (b"", None)
    some_days(places, clock, 2)
    lines, head = places.read()
    assert head == lines.splitlines(keepends=True)[-1]
    assert dt.date.fromisoformat(json.loads(head.partition(b" ")[2])["at"][:10]) == clock.wall().date()
