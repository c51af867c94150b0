"""The audit trail: what may stand in it, that it is whole, and that every way of tampering with it is seen."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.platform_api.signing.keys import PrivateKey, new_key
from kiosk.runtime.audit.check import Break, Report, verify
from kiosk.runtime.audit.events import FIELDS, AuditError, AuditEvent, checked
from kiosk.runtime.audit.trail import LONGEST, Places, Trail, digest, parsed
from tests.runtime_stand import NOON, PERSON

KEY = new_key("sm2-sm3")
SESSION = "0198c5a0-0000-4000-8000-000000000001"
PERSONAL = (
    PERSON.name, PERSON.number, PERSON.number[:17], "19900000001", PERSON.address, "LIN WANZHOU", "林", "1985-03-14",
    "lin.wanzhou@mail.example", "BDY1:ABC", "+8619900000001", "H1234567802", "a\nb", "", "x" * 41, "199-0000-0001",
)  # fmt: skip


def trail(folder: Path) -> Trail:
    return Trail(folder, "screen", lambda: NOON)


def written(folder: Path, sessions: int = 3, key: PrivateKey = KEY) -> list[bytes]:
    """A trail of some signed sessions; its lines with their line feeds."""
    made = trail(folder)
    for number in range(sessions):
        made.append(AuditEvent.SESSION_OPENED, session=SESSION)
        made.append(AuditEvent.CARD_READ, session=SESSION, document="resident")
        made.append(AuditEvent.SESSION_CLOSED, session=SESSION, ending="finished", seconds=number)
        made.checkpoint(key)
    return (folder / "trail.log").read_bytes().splitlines(keepends=True)


def report(lines: list[bytes], folder: Path, *keys: PrivateKey, earlier: bytes = b"") -> Report:
    head = folder / "trail.head"
    public = [key.public for key in (keys or (KEY,))]
    return verify(b"".join(lines), head.read_bytes() if head.exists() else None, public, earlier)


def broken(found: Report) -> tuple[Break, int] | None:
    return None if found.broken is None else (found.broken.how, found.broken.line)


# --- what may stand in it ---------------------------------------------------------------------------------
@pytest.mark.parametrize("event", [*AuditEvent], ids=lambda event: event.code)
def test_nothing_of_a_person_fits_into_any_field(event: AuditEvent) -> None:
    for name in event.fields:
        for value in (*PERSONAL, b"bytes", 1.5, True, None, [1], 2**31):
            with pytest.raises(AuditError) as refused:
                checked(event, {name: value})
            assert value is None or len(str(value)) < 2 or str(value) not in str(refused.value)
    with pytest.raises(AuditError):
        checked(event, {"name": "x"})


@given(st.text(max_size=60))
@settings(deadline=None)
def test_a_text_that_is_no_word_id_or_code_of_ours_is_refused(text: str) -> None:
    for name, allowed in FIELDS.items():
        if allowed.admits(text):
            assert text.isascii(), name
            assert text.isprintable(), name
            assert sum(letter.isdigit() for letter in text) < 8 or len(text) in {21, 31}, name


def test_every_field_belongs_to_an_event_and_admits_what_it_is_for() -> None:
    assert {name for event in AuditEvent for name in event.fields} == FIELDS.keys()
    good = {
        "session": SESSION, "item": "yb-ydjy", "licence": "100", "fault": "printer.paper-out", "ending": "idle",
        "document": "foreigner-2023", "acting": "other", "way": "face", "identity": "pending", "decision": "review",
        "reason": "not-live", "outcome": "queued", "result": "printed", "code": -9, "suite": "sm2-sm3",
        "key": KEY.key_id, "signature": "0" * 128,
    }  # fmt: skip
    assert [name for name, value in good.items() if not FIELDS[name].admits(value)] == []
    assert FIELDS["item"].admits("1" * 31)
    assert FIELDS["licence"].admits("11100000000013338W032")
    assert FIELDS["fault"].admits("document-expired")


@pytest.mark.expects_warnings
def test_what_is_refused_is_not_written_and_not_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    made = trail(tmp_path)
    made.note(AuditEvent.ITEM_STARTED, session=SESSION, item=PERSON.number, acting="self")
    assert not (tmp_path / "trail.log").exists()
    assert "not allowed in item" in caplog.text
    assert PERSON.number not in caplog.text
    made.note(AuditEvent.CARD_FAILED, session=SESSION, fault="a fault that nobody knows")
    made.note(AuditEvent.PRINT_ENDED, session=SESSION, submission=None, result="printed", fault=None)
    said = [json.loads(line.partition(b" ")[2]) for line in (tmp_path / "trail.log").read_bytes().splitlines()]
    assert said[0]["fault"] == "other"
    assert set(said[1]) == {"seq", "at", "by", "event", "session", "result", "before"}


# --- whole ------------------------------------------------------------------------------------------------
def test_a_trail_that_nobody_touched_is_whole(tmp_path: Path) -> None:
    found = report(written(tmp_path), tmp_path)
    assert (found.whole, found.lines, found.checkpoints, found.unsigned) == (True, 12, 3, 0)
    trail(tmp_path).append(AuditEvent.TERMINAL_STOPPED)
    assert report((tmp_path / "trail.log").read_bytes().splitlines(keepends=True), tmp_path).unsigned == 1


def test_a_line_is_what_an_auditor_with_openssl_expects(tmp_path: Path) -> None:
    first, second, *_ = written(tmp_path)
    own, _, body = first.rstrip(b"\n").partition(b" ")
    done = subprocess.run(["openssl", "dgst", "-sm3", "-r"], input=body, capture_output=True, timeout=60, check=True)
    assert done.stdout.split()[0] == own
    said = json.loads(second.partition(b" ")[2])
    assert said["before"] == own.decode()
    assert (said["seq"], said["event"], said["at"]) == (2, "card-read", "2026-07-12T09:41:00.000+08:00")


def test_files_and_folder_are_the_terminals_alone(tmp_path: Path) -> None:
    written(tmp_path / "audit")
    for file in (tmp_path / "audit", *(tmp_path / "audit").iterdir()):
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0


def test_a_checkpoint_without_anything_new_is_none(tmp_path: Path) -> None:
    made = trail(tmp_path)
    made.checkpoint(KEY)
    assert (tmp_path / "trail.log").read_bytes() == b""
    lines = written(tmp_path, 1)
    made.checkpoint(KEY)
    assert (tmp_path / "trail.log").read_bytes() == b"".join(lines)


def test_a_key_that_was_changed_is_known_by_its_id(tmp_path: Path) -> None:
    other = new_key("ecdsa-p256-sha256")
    written(tmp_path, 1)
    lines = written(tmp_path, 1, other)
    assert report(lines, tmp_path, KEY, other).whole
    assert broken(report(lines, tmp_path, KEY)) == (Break.FORGED, 8)
    assert report(lines, tmp_path, other).whole, "what the earlier key has signed is vouched for by the one of today"
    changed = rechained([lines[0], rehashed(lines[1], document="hmt"), *lines[2:]], 2)
    assert broken(report(changed, tmp_path, other)) == (Break.FORGED, 4), "and by nobody else"


# --- tampering --------------------------------------------------------------------------------------------
def rehashed(line: bytes, **changes: object) -> bytes:
    """The line with something else in it and a digest that fits: what somebody does who knows the format."""
    said = json.loads(line.partition(b" ")[2]) | changes
    body = json.dumps(said, separators=(",", ":")).encode()
    return digest(body).encode() + b" " + body + b"\n"


def rechained(lines: list[bytes], start: int) -> list[bytes]:
    """Everything from line `start` on written anew, so that the chain fits: without the key no signature does."""
    made = lines[: start - 1]
    for seq, line in enumerate(lines[start - 1 :], start):
        before = made[-1][:64].decode() if made else "0" * 64
        made.append(rehashed(line, seq=seq, before=before))
    return made


def _flip(lines: list[bytes]) -> list[bytes]:
    return [*lines[:5], lines[5].replace(b"resident", b"hmt"), *lines[6:]]


TAMPERINGS: list[tuple[str, Callable[[list[bytes]], list[bytes]], Break, int]] = [
    ("a word changed", _flip, Break.ALTERED, 6),
    ("a word changed, digest mended", lambda x: [*x[:5], rehashed(x[5], document="hmt"), *x[6:]], Break.ALTERED, 6),
    (
        "all mended behind it",
        lambda x: rechained([*x[:5], rehashed(x[5], document="hmt"), *x[6:]], 6),
        Break.FORGED,
        8,
    ),
    ("the first line changed and mended", lambda x: [rehashed(x[0], by="sync"), *x[1:]], Break.ALTERED, 1),
    ("one line taken out", lambda x: [*x[:5], *x[6:]], Break.REMOVED, 6),
    ("the first taken out", lambda x: x[1:], Break.REMOVED, 1),
    ("a session taken out", lambda x: [*x[:4], *x[8:]], Break.REMOVED, 5),
    ("a session taken out, mended", lambda x: rechained([*x[:4], *x[8:]], 5), Break.FORGED, 8),
    ("two lines changed round", lambda x: [*x[:4], x[5], x[4], *x[6:]], Break.REORDERED, 5),
    ("a line twice", lambda x: [*x[:5], x[4], *x[5:]], Break.REORDERED, 6),
    ("a checkpoint taken out", lambda x: [*x[:7], *x[8:]], Break.REMOVED, 8),
    ("the last checkpoint taken off", lambda x: x[:-1], Break.TRUNCATED, 12),
    ("the last session taken off", lambda x: x[:8], Break.TRUNCATED, 9),
    ("everything taken off", lambda _x: [], Break.TRUNCATED, 1),
    ("the end written anew", lambda x: rechained([*x[:11], rehashed(x[10], seconds=9)], 12), Break.ALTERED, 12),
    ("a foreign line put in", lambda x: [*x[:3], b"hello\n", *x[3:]], Break.ALTERED, 4),
    ("an empty line put in", lambda x: [*x[:3], b"\n", *x[3:]], Break.ALTERED, 4),
]


@pytest.mark.parametrize(
    ("change", "how", "line"), [one[1:] for one in TAMPERINGS], ids=[one[0] for one in TAMPERINGS]
)
def test_tampering_is_seen_and_its_place_named(
    tmp_path: Path, change: Callable[[list[bytes]], list[bytes]], how: Break, line: int
) -> None:
    lines = written(tmp_path)
    assert broken(report(change(lines), tmp_path)) == (how, line)


def test_signed_anew_with_another_key_is_forged(tmp_path: Path) -> None:
    assert broken(report(written(tmp_path, 2, new_key("sm2-sm3")), tmp_path)) == (Break.FORGED, 4)


def test_the_head_taken_away_or_garbled_is_seen(tmp_path: Path) -> None:
    lines = written(tmp_path)
    (tmp_path / "trail.head").write_bytes(b"nonsense")
    assert broken(report(lines, tmp_path)) == (Break.ALTERED, 12)
    (tmp_path / "trail.head").unlink()
    assert broken(report(lines, tmp_path)) == (Break.REMOVED, 12)


def test_all_files_of_an_earlier_day_are_seen_against_an_export(tmp_path: Path) -> None:
    lines = written(tmp_path / "a", 1)
    earlier_head = (tmp_path / "a" / "trail.head").read_bytes()
    exported = b"".join(written(tmp_path / "a", 1))
    (tmp_path / "a" / "trail.head").write_bytes(earlier_head)
    assert report(lines, tmp_path / "a").whole, "by itself it is whole"
    assert broken(report(lines, tmp_path / "a", earlier=exported)) == (Break.TRUNCATED, 5)
    other = written(tmp_path / "b", 2)
    assert broken(report(other, tmp_path / "b", earlier=exported)) == (Break.ALTERED, 4), "the signatures differ"


@given(data=st.data())
@settings(deadline=None, max_examples=150)
def test_any_change_of_any_bytes_is_seen(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("trail")
    whole = b"".join(written(folder, 2))
    start = data.draw(st.integers(0, len(whole) - 1))
    length = data.draw(st.integers(0, 300))
    instead = data.draw(st.binary(max_size=300))
    changed = whole[:start] + instead + whole[start + length :]
    head = (folder / "trail.head").read_bytes()
    found = verify(changed, head, [KEY.public])
    if changed == whole:
        assert found.whole
    elif changed.startswith(whole):
        assert found.torn or not found.whole
    else:
        assert not found.whole
    verify(instead, instead, [KEY.public])


# --- writing ----------------------------------------------------------------------------------------------
def test_a_torn_end_is_cut_off_and_said(tmp_path: Path) -> None:
    lines = written(tmp_path, 1)
    with (tmp_path / "trail.log").open("ab") as file:
        file.write(lines[1][:70])
    assert report([*lines, lines[1][:70]], tmp_path).torn
    assert report([*lines, lines[1][:70]], tmp_path).whole, "a power cut is no tampering"
    trail(tmp_path).append(AuditEvent.TERMINAL_STARTED)
    after = (tmp_path / "trail.log").read_bytes().splitlines(keepends=True)
    said = [json.loads(line.partition(b" ")[2]) for line in after[4:]]
    assert [(one["event"], one.get("bytes")) for one in said] == [("end-cut", 70), ("terminal-started", None)]
    assert report(after, tmp_path).whole


@pytest.mark.parametrize("garbage", [b"x\n", b"x" * (2 * LONGEST) + b"\n", b"x" * (2 * LONGEST)])
def test_behind_what_is_none_of_ours_the_trail_goes_on_and_the_break_is_named(tmp_path: Path, garbage: bytes) -> None:
    lines = written(tmp_path, 1)
    with (tmp_path / "trail.log").open("ab") as file:
        file.write(garbage)
    trail(tmp_path).append(AuditEvent.TERMINAL_STARTED)
    after = (tmp_path / "trail.log").read_bytes().splitlines(keepends=True)
    assert after[:4] == lines
    assert broken(report(after, tmp_path)) == (Break.ALTERED, 5)
    last = parsed(after[-1].rstrip(b"\n"))
    assert last is not None
    assert last.seq == 6


def test_threads_and_processes_write_one_chain(tmp_path: Path) -> None:
    program = (
        "import sys, datetime as dt; from pathlib import Path; from kiosk.runtime.audit.trail import Trail;"
        "from kiosk.runtime.audit.events import AuditEvent;"
        "t = Trail(Path(sys.argv[1]), 'sync', lambda: dt.datetime.now().astimezone());"
        "[t.append(AuditEvent.TERMINAL_STARTED) for _ in range(40)]"
    )
    others = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(2)]
    made = trail(tmp_path)

    def write() -> None:
        for _ in range(40):
            made.append(AuditEvent.TERMINAL_STOPPED)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert [other.wait(120) for other in others] == [0, 0]
    found = report(Places(tmp_path).read()[0].splitlines(keepends=True), tmp_path)
    assert (found.whole, found.lines) == (True, 160)
    assert Places(tmp_path).earlier, "their days differ"


def test_killed_while_writing_leaves_a_whole_chain(tmp_path: Path) -> None:
    """SIGKILL at ten instants, with another process going on behind it each time."""
    program = (
        "import sys, datetime as dt; from pathlib import Path; from kiosk.runtime.audit.trail import Trail;"
        "from kiosk.runtime.audit.events import AuditEvent; from kiosk.platform_api.signing.keys import load\n"
        "t = Trail(Path(sys.argv[1]), 'sync', lambda: dt.datetime.now().astimezone()); k = load(Path(sys.argv[2]))\n"
        "while True:\n  t.append(AuditEvent.TERMINAL_STARTED); t.checkpoint(k); print(flush=True)"
    )
    from kiosk.platform_api.signing.keys import save

    save(tmp_path / "key.pem", KEY)
    folder, acknowledged = tmp_path / "audit", 0
    for number in range(10):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(folder), str(tmp_path / "key.pem")], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            for _ in range(number + 1):
                assert writer.stdout.readline() == b"\n"
            time.sleep(0.003 * number)
            os.kill(writer.pid, signal.SIGKILL)
            acknowledged += number + 1 + len(writer.stdout.read())
    found = report(Places(folder).read()[0].splitlines(keepends=True), folder)
    assert found.whole, found
    assert found.checkpoints >= acknowledged


@pytest.mark.expects_warnings
def test_what_cannot_be_written_is_said_and_stops_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "audit").write_text("a file")
    Trail(tmp_path / "audit", "screen", lambda: dt.datetime.now().astimezone()).note(AuditEvent.TERMINAL_STARTED)
    assert "audit.not-written" in caplog.text
    caplog.clear()

    def no_clock() -> dt.datetime:
        raise RuntimeError(PERSON.name)

    Trail(tmp_path / "other", "run", no_clock).note(AuditEvent.TERMINAL_STARTED)
    assert "audit.not-written RuntimeError" in caplog.text
    assert PERSON.name not in caplog.text


def test_places_are_beside_each_other(tmp_path: Path) -> None:
    assert {Places(tmp_path).lines.name, Places(tmp_path).head.name} == {"trail.log", "trail.head"}
