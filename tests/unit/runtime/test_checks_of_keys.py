"""What the checks of keys and of the audit trail find. Nothing is changed by looking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.platform_api.signing import keys as signing
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.remembered import note_head, remembered
from kiosk.runtime.audit.trail import Places, Trail, audit_folder
from kiosk.runtime.checks import audit, keys, network, queue
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.diagnostics import Finding, Surroundings, Verdict, looked
from kiosk.runtime.key_files import KeyRefused
from kiosk.runtime.settings import Settings
from offline_cache.outbox import Outbox
from tests.runtime_stand import NOON, settings

NOW = NOON.timestamp()


def around(wanted: Settings) -> Surroundings:
    return Surroundings(wanted, ManualClock(NOON))


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    """An outbox that a running terminal has open."""
    made = Outbox(open_store(Files(tmp_path / "state")), clock=lambda: NOW, terminal_label="A03")
    yield made
    made.close()


def test_keys_are_looked_at_and_none_is_made(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    assert keys.data_key(around(wanted)).verdict is Verdict.NOT_RUN
    found = keys.terminal_key(around(wanted))
    assert (found.verdict, found.fault) == (Verdict.WARN, "doctor.no-key"), "nobody has asked the platform"
    assert not (tmp_path / "state").exists()


def test_keys_that_are_well_say_their_id_and_nothing_of_themselves(tmp_path: Path, outbox: Outbox) -> None:
    wanted = settings(tmp_path)
    files = Files(tmp_path / "state")
    pair = signing.new_key("sm2-sm3")
    signing.save(files.terminal_key, pair)
    wanted.platform.platform_key.parent.mkdir()
    wanted.platform.platform_key.write_text(pair.public.pem, "ascii")
    found = [look(around(wanted)) for look in (keys.data_key, keys.terminal_key, keys.platform_key)]
    assert [one.verdict for one in found] == [Verdict.PASS] * 3
    assert found[0].facts["key_id"] == outbox.store.vault.key_id.hex()
    assert found[1].facts["enrolled"] == "unknown"
    assert pair.secret.hex() not in repr(found)
    assert files.data_key.read_bytes().hex() not in repr(found)


@pytest.mark.parametrize("name", ["data_key", "terminal_key"])
def test_a_key_that_others_may_read_fails(tmp_path: Path, outbox: Outbox, name: str) -> None:
    files = Files(outbox_folder(outbox, tmp_path))
    signing.save(files.terminal_key, signing.new_key("sm2-sm3"))
    getattr(files, name).chmod(0o640)
    found: Finding = getattr(keys, name)(around(settings(tmp_path)))
    assert (found.verdict, found.fault) == (Verdict.FAIL, "doctor.modes")


def outbox_folder(_outbox: Outbox, folder: Path) -> Path:
    return folder / "state"


def test_a_key_file_of_nonsense_is_no_word_of_the_platforms(tmp_path: Path) -> None:
    files = Files(tmp_path / "state")
    files.terminal_key.parent.mkdir(parents=True)
    files.terminal_key.write_text("nonsense")
    files.terminal_key.chmod(0o600)
    wanted = around(settings(tmp_path))
    for look in (keys.platform_key, network.signed_in, network.platform_time):
        with pytest.raises(KeyRefused) as caught:
            look(wanted)
        assert str(wanted.settings.platform.platform_key) in str(caught.value)
    found = looked(keys.CHECKS[-1], wanted)
    assert (found.verdict, found.fault, found.facts) == (Verdict.FAIL, "key.platform", {"names": "platform.pub.pem"})
    wanted.settings.platform.platform_key.parent.mkdir()
    wanted.settings.platform.platform_key.write_text(signing.new_key("sm2-sm3").public.pem, "ascii")
    for look in (keys.terminal_key, network.signed_in, network.platform_time):
        found = look(wanted)
        assert (found.verdict, found.fault) == (Verdict.FAIL, "doctor.key-unusable")


def test_the_audit_trail_is_looked_at_and_left_as_it_is(tmp_path: Path) -> None:
    wanted = around(settings(tmp_path))
    assert audit.trail(wanted).verdict is Verdict.NOT_RUN
    signing.save(Files(tmp_path / "state").terminal_key, key := signing.new_key("sm2-sm3"))
    trail = Trail(audit_folder(tmp_path / "state"), "run", lambda: NOON)
    trail.append(AuditEvent.TERMINAL_STARTED)
    trail.checkpoint(key)
    found = audit.trail(wanted)
    assert (found.verdict, found.facts) == (
        Verdict.PASS,
        {"lines": "2", "purged": "0", "checkpoints": "1", "unsigned": "0"},
    )
    file = audit_folder(tmp_path / "state") / "trail.log"
    file.write_bytes(changed := file.read_bytes().replace(b"terminal-started", b"terminal-stopped"))
    found = audit.trail(wanted)
    assert (found.verdict, found.fault, found.facts["line"]) == (Verdict.FAIL, "audit.broken", "1")
    assert file.read_bytes() == changed


def test_a_trail_that_was_removed_is_a_failure_of_its_own(tmp_path: Path, outbox: Outbox) -> None:
    wanted, files = around(settings(tmp_path)), Files(tmp_path / "state")
    assert audit.trail(wanted).verdict is Verdict.NOT_RUN, "nothing was ever taken here"
    outbox.enqueue("job-1", "rating", b"no case: nothing of it is in the trail")
    assert audit.trail(wanted).verdict is Verdict.NOT_RUN
    outbox.enqueue("job-2", "submission", b"secret")
    found = audit.trail(wanted)
    assert (found.verdict, found.fault, found.action) == (Verdict.FAIL, "audit.gone", "call")
    audit_folder(files.state_dir).mkdir()
    (audit_folder(files.state_dir) / "trail.log").touch()
    assert audit.trail(wanted).fault == "audit.gone", "an empty file is no trail either"


def test_a_trail_begun_anew_is_no_trail_of_what_was_signed(tmp_path: Path, outbox: Outbox) -> None:
    """Removed, or put back as it was on an earlier day: the store remembers the last line that was signed."""
    wanted, files = around(settings(tmp_path)), Files(tmp_path / "state")
    signing.save(files.terminal_key, key := signing.new_key("sm2-sm3"))
    places = Places(audit_folder(files.state_dir))
    trail = Trail(places.folder, "run", lambda: NOON)
    note_head(files)
    assert remembered(files).head is None
    outbox.enqueue("job-1", "submission", b"secret")
    before = []
    for _ in range(2):
        trail.append(AuditEvent.TERMINAL_STARTED)
        trail.checkpoint(key)
        before.append((places.lines.read_bytes(), places.head.read_bytes()))
    note_head(files)
    assert audit.trail(wanted).verdict is Verdict.PASS
    for lines, head in (before[0], (b"", b"")):
        places.lines.write_bytes(lines)
        places.head.write_bytes(head) if head else places.head.unlink()
        assert audit.trail(wanted).verdict is Verdict.FAIL
    for _ in range(5):
        trail.append(AuditEvent.TERMINAL_STARTED)
    found = audit.trail(wanted)
    assert (found.fault, found.facts["reason"], found.facts["line"]) == ("audit.broken", "altered", "4")


def test_a_folder_in_the_place_of_the_trail_is_named(tmp_path: Path) -> None:
    (audit_folder(tmp_path / "state") / "trail.log").mkdir(parents=True)
    (check,) = audit.CHECKS
    found = looked(check, around(settings(tmp_path)))
    assert (found.fault, found.facts["names"]) == ("doctor.not-readable", "trail.log")


def test_a_signature_that_nothing_can_be_held_against_is_not_called_forged(tmp_path: Path) -> None:
    wanted, files = around(settings(tmp_path)), Files(tmp_path / "state")
    signing.save(files.terminal_key, key := signing.new_key("sm2-sm3"))
    trail = Trail(audit_folder(files.state_dir), "run", lambda: NOON)
    trail.append(AuditEvent.TERMINAL_STARTED)
    trail.checkpoint(key)
    files.terminal_key.unlink()
    found = audit.trail(wanted)
    assert (found.verdict, found.fault) == (Verdict.WARN, "audit.no-key")
    signing.save(files.terminal_key, signing.new_key("sm2-sm3"))
    assert audit.trail(wanted).fault == "audit.broken"


def test_a_lost_key_is_no_key_that_was_not_made_yet(tmp_path: Path, outbox: Outbox) -> None:
    wanted, files = around(settings(tmp_path)), Files(outbox_folder(outbox, tmp_path))
    files.data_key.unlink()
    files.enrolled.touch()
    for check in keys.CHECKS[:2]:
        found = looked(check, wanted)
        assert (found.verdict, found.fault) == (Verdict.FAIL, "key.missing")
        assert found.facts["names"] in {"data.key", "terminal.pem"}


def test_folders_where_keys_and_store_should_be_are_named(tmp_path: Path) -> None:
    wanted, files = around(settings(tmp_path)), Files(tmp_path / "state")
    for path in (files.outbox, files.data_key, files.terminal_key):
        path.mkdir(parents=True, mode=0o700)
    for check in keys.CHECKS[:2]:
        found = looked(check, wanted)
        assert (found.verdict, found.fault) == (Verdict.FAIL, "doctor.key-unusable")
    for check in queue.CHECKS:
        found = looked(check, wanted)
        assert (found.fault, found.facts["names"]) == ("doctor.not-readable", "outbox.db")
