"""The support bundle of a terminal full of a (made-up) person: not a piece of that person is in it."""

from __future__ import annotations

import json
import logging
import stat
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.domain.submission import Way
from kiosk.runtime import redaction
from kiosk.runtime.bundle import write
from kiosk.runtime.checks import chosen
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.diagnostics import Doctor
from kiosk.runtime.examination import Examination
from kiosk.runtime.settings import Device, Settings
from kiosk.sandbox.seed import Seed
from offline_cache.contract import Link
from offline_cache.link import LinkStore
from offline_cache.outbox import Outbox
from tests.runtime_stand import NOON, PERSON, settings

PHONE = "19900000001"
ADDRESS = "示例省示市示例区甲子路1号"
LATIN = "LIN WANZHOU"
PIECES = (
    PERSON.name,
    "林",
    "晚舟",
    PERSON.number,
    PERSON.number[-6:],
    PHONE,
    PHONE[3:],
    ADDRESS,
    "甲子路",
    "WANZHOU",
)
"""Of the person: none of these may be found."""
SECRETS = ("SANDBOX-77", "hunter2", "scrypt$")
LINES = (
    f"2026-07-12 09:41:00,000 INFO kiosk.runtime.sync job 0198c5a0-0000-7000-8000-000000000001 done {PERSON.name}",
    f"2026-07-12 09:41:01,000 WARNING kiosk.runtime.sync platform.refused job {PERSON.number} set aside",
    f"2026-07-12 09:41:02,000 ERROR kiosk.{PHONE} effect failed: ValueError at session.py:123",
    f"2026-07-12 09:41:03,000 INFO kiosk.runtime.sync line up {LATIN} {LATIN.lower()}",
    f"2026-07-12 09:41:04,000 CRITICAL ui.app ended by RuntimeError at {PERSON.name}.py:12 < app.py:7",
    "Traceback (most recent call last):",
    f'  File "session.py", line 7, in {PERSON.name}',
    f"ValueError: {PERSON.name} {PHONE} {ADDRESS}",
)


@pytest.fixture
def full(tmp_path: Path) -> Settings:
    """A terminal whose store, log and settings are full of the person."""
    files = Files(tmp_path / "state")
    outbox = Outbox(open_store(files), clock=NOON.timestamp, terminal_label="A03")
    body = {"name": PERSON.name, "number": PERSON.number, "phone": PHONE, "address": ADDRESS, "way": Way.FACE.value}
    outbox.enqueue("0198c5a0-0000-7000-8000-000000000001", "submission", msgspec.json.encode(body))
    outbox.claim(NOON.timestamp())
    outbox.set_aside("0198c5a0-0000-7000-8000-000000000001", PHONE)
    LinkStore(outbox.store).write(Link(True, None, 0.0, NOON.timestamp(), 0.2))
    outbox.close()
    (tmp_path / "kiosk.log").write_text("\n".join(LINES), "utf-8")
    wanted = settings(
        tmp_path,
        url=f"https://{PHONE}:hunter2@platform.example",
        id_reader=Device("sam_serial", {"port": f"/x/{PHONE}"}),
    )
    terminal = replace(wanted.terminal, id=PERSON.number, organisation=PERSON.name, hotline=PHONE)
    return replace(wanted, terminal=terminal, platform=replace(wanted.platform, enrol_code="SANDBOX-77"))


def bundled(wanted: Settings, folder: Path) -> dict[str, str]:
    """What is in the bundle, by name."""
    out = folder / "bundle.zip"
    results = Doctor(wanted, ManualClock(NOON)).run(chosen(["queue", "disk", "keys", "id-reader", "software"]))
    write(out, wanted, Examination.of(wanted, results, NOON), [folder / "kiosk.log", folder / "no-such.log"])
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with zipfile.ZipFile(out) as bundle:
        return {name: bundle.read(name).decode() for name in bundle.namelist()}


def test_nothing_of_the_person_is_in_the_bundle(full: Settings, tmp_path: Path) -> None:
    parts = bundled(full, tmp_path)
    assert set(parts) == {
        "README.txt", "doctor.json", "versions.json", "settings.json", "queue.json", "log-1.txt", "log-2.txt"
    }  # fmt: skip
    for name, text in parts.items():
        plain = json.dumps(json.loads(text), ensure_ascii=False) if name.endswith(".json") else text
        found = [piece for piece in (*PIECES, *SECRETS) if piece.lower() in plain.lower()]
        assert found == [], name
        assert full.storage.state_dir.as_posix() not in plain, name
    assert not any(name.endswith((".png", ".jpg", ".jpeg")) for name in parts)


def test_the_pieces_are_looked_for_where_they_would_be(full: Settings, tmp_path: Path) -> None:
    """The search above can find: before redaction every piece is there."""
    raw = (tmp_path / "kiosk.log").read_text("utf-8") + repr(full) + full.terminal.organisation
    assert all(piece in raw for piece in PIECES)


def test_what_support_needs_is_still_there(full: Settings, tmp_path: Path) -> None:
    parts = bundled(full, tmp_path)
    log = parts["log-1.txt"].splitlines()
    assert log[1] == "2026-07-12 09:41:01,000 WARNING kiosk.runtime.sync platform.refused job ▢ set aside"
    assert log[2] == "2026-07-12 09:41:02,000 ERROR ▢ effect failed: ValueError at session.py:123"
    assert log[3].startswith("2026-07-12 09:41:03,000 INFO kiosk.runtime.sync line up ▢")
    assert len(log) == 5
    assert json.loads(parts["queue.json"])["states"]["set-aside"] == 1
    assert json.loads(parts["queue.json"])["faults"] == {"▢": 1}
    assert json.loads(parts["settings.json"])["devices"]["id_reader"] == {"driver": "sam_serial", "options": {}}
    checks = {row["name"]: row for row in json.loads(parts["doctor.json"])["checks"]}
    assert checks["queue"]["fault"] == "doctor.queue-attention"
    assert checks["store"]["verdict"] == "pass"


def test_every_synthetic_person_is_kept_out_of_a_log_line() -> None:
    for person in Seed().people.values():
        for piece in (*"".join(person.names).split(), person.number, person.phone or "19900000099"):
            line = f"2026-07-12 09:41:00,000 INFO kiosk.runtime.sync line up {piece}"
            (kept,) = redaction.log_lines([line])
            assert set(kept.rpartition("line up ")[2]) <= {"▢", ",", "·", "."}, person.person_id


@given(st.text(alphabet=st.characters(blacklist_characters="\r\n")), st.integers(1000, 10**19))
def test_nothing_that_nobody_of_us_wrote_comes_through(text: str, number: int) -> None:
    line = f"2026-07-12 09:41:00,000 INFO kiosk.runtime.sync {text} {number}"
    for kept in redaction.log_lines([line]):
        words = kept.split(" ", 4)[4]
        assert str(number) not in words
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in words)


def test_lines_of_another_form_are_left_out() -> None:
    assert list(redaction.log_lines(["", "张三", "2026-07-12 INFO x", "INFO:root:hello"])) == []


def test_words_of_our_own_messages_stay(caplog: pytest.LogCaptureFixture) -> None:
    assert {"session", "ended", "platform.no-link", "sam_serial", "RuntimeError"} <= redaction.vocabulary()
    assert logging.getLogger("kiosk.runtime.sync").name in redaction.modules()
    assert caplog.text == ""


def test_settings_keep_measures_and_lose_names_paths_and_secrets(tmp_path: Path) -> None:
    wanted = settings(
        tmp_path,
        camera=Device("camera_opencv", {"source": "/dev/video0", "width": 1280, "serial": PHONE}),
        door=Device(PERSON.name, {}),
    )
    said = redaction.settings(replace(wanted, terminal=replace(wanted.terminal, id="A-03")))
    assert said["terminal"] == {"id": "A-03"}
    assert said["devices"]["camera"] == {"driver": "camera_opencv", "options": {"width": 1280}}
    assert said["devices"]["door"]["driver"] == "▢"
    assert str(tmp_path) not in json.dumps(said)


def test_a_store_that_cannot_be_read_is_said_by_its_code(full: Settings, tmp_path: Path) -> None:
    Files(tmp_path / "state").outbox.write_bytes(b"not a database at all" * 100)
    assert json.loads(bundled(full, tmp_path)["queue.json"]) == {"fault": "store.corrupt"}
