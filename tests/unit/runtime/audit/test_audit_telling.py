"""The platform hears how far the trail goes: what is cut off later is missed, whether it was signed or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.wire import AuditHead
from kiosk.runtime.audit.check import Break, verify
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.files import Places
from kiosk.runtime.audit.purging import Purging
from kiosk.runtime.audit.remembered import remembered, told
from kiosk.runtime.audit.telling import Telling
from kiosk.runtime.audit.trail import Trail, audit_folder
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import Files, open_store
from tests.runtime_stand import NOON

KEY = new_key("sm2-sm3")


class Terminal:
    """A trail, a store, and what the platform heard."""

    def __init__(self, state: Path) -> None:
        self.files, self.clock = Files(state), ManualClock(NOON)
        self.places = Places(audit_folder(state))
        self.trail = Trail(self.places.folder, "sync", self.clock.wall)
        self.store = open_store(self.files)
        purging = Purging(self.trail, self.places, self.store, self.files.terminal_key)
        self.telling = Telling(self.trail, self.store, purging)

    def lines(self, count: int) -> None:
        for _ in range(count):
            self.trail.append(AuditEvent.TERMINAL_STARTED)

    def beat(self) -> AuditHead | None:
        head = self.telling.head()
        if head is not None:
            self.telling.confirmed(head, self.clock.wall().timestamp())
        return head

    def cut(self, count: int) -> None:
        lines = self.places.lines.read_bytes().splitlines(keepends=True)
        self.places.lines.write_bytes(b"".join(lines[:-count]))

    def broken(self) -> tuple[Break, int] | None:
        lines, head = self.places.read()
        found = verify(lines, head, [KEY.public], known=remembered(self.files)).broken
        return None if found is None else (found.how, found.line)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    one = Terminal(tmp_path / "state")
    yield one
    one.store.close()


def test_end_of_the_trail_is_told_and_remembered(terminal: Terminal) -> None:
    assert terminal.beat() is None
    assert not terminal.places.folder.exists(), "nothing is made by a look"
    terminal.lines(3)
    head = terminal.beat()
    assert head is not None
    raw = terminal.places.lines.read_bytes().splitlines()[-1]
    assert (head.seq, head.sm3) == (3, raw[:64].decode())
    known = remembered(terminal.files)
    assert (known.told, known.trail) == (told(f"3 {head.sm3}".encode()), True)
    assert terminal.broken() is None
    terminal.clock.pass_time(86_400)
    terminal.lines(2)
    assert terminal.beat() == AuditHead(5, terminal.trail.end().own)
    assert terminal.broken() is None


@pytest.mark.expects_warnings
def test_lines_that_were_never_signed_are_missed(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    terminal.lines(5)
    before = terminal.beat()
    assert before is not None
    terminal.cut(2)
    assert terminal.broken() == (Break.TRUNCATED, 4)
    again = terminal.beat()
    assert again is not None
    assert (again.seq, again.sm3) == (5, "0" * 64), "the platform hears that the line is gone"
    assert "audit.broken line 5" in caplog.text
    terminal.clock.pass_time(1)
    terminal.lines(9)
    now = terminal.beat()
    assert now is not None
    assert now.seq == before.seq
    assert now.sm3 not in {before.sm3, "0" * 64}, "another line stands in its place"
    assert terminal.broken() == (Break.ALTERED, 5), "and it is not forgotten here"


@pytest.mark.expects_warnings
def test_file_that_was_put_away_is_missed_too(terminal: Terminal) -> None:
    terminal.lines(4)
    terminal.clock.pass_time(86_400)
    terminal.lines(1)
    assert [terminal.trail.digest_of(seq) is None for seq in (0, 1, 4, 5, 6)] == [True, False, False, False, True]
    terminal.beat()
    terminal.places.lines.unlink()
    assert terminal.broken() == (Break.TRUNCATED, 5)
    head = terminal.beat()
    assert head == AuditHead(5, "0" * 64)


@pytest.mark.expects_warnings
def test_trail_that_cannot_be_read_stops_no_heartbeat(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    terminal.places.lines.mkdir(parents=True)
    assert terminal.beat() is None
    assert "audit.not-readable" in caplog.text


@pytest.mark.parametrize("note", [None, b"", b"nonsense", b"\xff 1"])
def test_note_that_says_nothing(note: bytes | None) -> None:
    assert told(note) is None
