"""`kiosk audit` as a technician, a program and an auditor call it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.platform_api.signing import keys
from kiosk.platform_api.signing.ring import KeyRing
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.trail import AuditFault, Places, Trail, audit_folder
from kiosk.runtime.connections import Files, open_store
from offline_cache.outbox import Outbox
from tests.runtime_stand import NOON
from tests.unit.runtime.audit.test_audit_purging import Terminal


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The state directory of a terminal with a signed trail of four lines."""
    folder = tmp_path / "state"
    keys.save(Files(folder).terminal_key, keys.new_key("sm2-sm3"))
    more(folder)
    return folder


def more(folder: Path) -> None:
    trail = Trail(audit_folder(folder), "run", lambda: NOON)
    for _ in range(3):
        trail.append(AuditEvent.TERMINAL_STARTED)
    trail.checkpoint(keys.load(Files(folder).terminal_key))


def asked(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, object]]:
    code = main(["audit", *map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def lines_of(folder: Path) -> list[bytes]:
    return Places(folder).lines.read_bytes().splitlines(keepends=True)


def write(folder: Path, lines: Sequence[bytes]) -> None:
    Places(folder).lines.write_bytes(b"".join(lines))


def test_a_whole_trail_is_said_to_be_whole(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "verify", "--state", state) == (
        0,
        {"whole": True, "lines": 4, "purged": 0, "checkpoints": 1, "unsigned": 0, "torn": False, "broken": None},
    )
    assert main(["audit", "verify", "--state", str(state)]) == 0
    assert capsys.readouterr().out == "审计记录完整：共 4 行，签名 1 处，最后一处签名之后 0 行。\n"


def test_where_it_breaks_is_said_and_the_exit_code_is_one(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(audit_folder(state))
    write(audit_folder(state), [lines[0], *lines[2:]])
    code, said = asked(capsys, "verify", "--state", state)
    assert (code, said["broken"]) == (1, {"how": "removed", "line": 2})
    assert main(["audit", "verify", "--state", str(state)]) == 1
    assert "断在第 2 行：被删掉" in capsys.readouterr().out
    Places(audit_folder(state)).lines.unlink()
    assert asked(capsys, "verify", "--state", state)[1]["broken"] == {"how": "truncated", "line": 1}


def test_an_export_is_looked_at_elsewhere_and_later_held_against_the_terminal(
    state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "export"
    with Places(audit_folder(state)).lines.open("ab") as file:
        file.write(b"half a li")
    assert asked(capsys, "export", "--state", state, "--out", out) == (0, {"folder": str(out), "lines": 4})
    assert sorted(one.name for one in out.iterdir()) == ["terminal.pub.pem", "trail.head", "trail.log"]
    assert "PRIVATE" not in "".join(one.read_text() for one in out.iterdir())
    code, said = asked(capsys, "verify", "--from", out)
    assert (code, said["torn"]) == (0, False)
    more(state)
    assert asked(capsys, "verify", "--state", state, "--against", out)[0] == 0
    write(out, [*lines_of(out), b"what the terminal never had\n"])
    assert asked(capsys, "verify", "--state", state, "--against", out)[1]["broken"] == {"how": "altered", "line": 5}
    assert main(["audit", "export", "--state", str(state), "--out", str(out), "--json"]) == 2, "never over another"
    said = json.loads(capsys.readouterr().out)
    assert (said["fault"], said["detail"]) == ("audit.exists", str(out))


def test_an_earlier_key_may_be_given(state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = keys.load(Files(state).terminal_key)
    Files(state).terminal_key.unlink()
    keys.save(Files(state).terminal_key, keys.new_key("ecdsa-p256-sha256"))
    code, said = asked(capsys, "verify", "--state", state)
    assert (code, said["broken"]) == (1, {"how": "forged", "line": 4})
    (tmp_path / "before.pem").write_text(before.public.pem)
    assert asked(capsys, "verify", "--state", state, "--key", tmp_path / "before.pem")[0] == 0


def test_after_a_change_of_keys_the_trail_still_holds_here_and_in_an_export(
    state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ring = KeyRing(Files(state).terminal_key)
    ring.prepare("ecdsa-p256-sha256")
    ring.promote()
    (ring.path.parent / "former-torn.pub.pem").write_text("-----BEGIN")
    assert asked(capsys, "verify", "--state", state)[0] == 0, "before anything was signed with the new key"
    more(state)
    assert asked(capsys, "verify", "--state", state)[0] == 0
    assert asked(capsys, "export", "--state", state, "--out", tmp_path / "copy")[0] == 0
    assert asked(capsys, "verify", "--from", tmp_path / "copy")[0] == 0


def test_what_cannot_be_looked_at_is_two_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "verify", "--state", tmp_path)[1]["fault"] == "audit.no-trail"
    assert asked(capsys, "verify", "--config", tmp_path / "none.toml")[1]["fault"] == "settings.not-readable"
    keys.save(Files(tmp_path).terminal_key, keys.new_key("sm2-sm3"))
    more(tmp_path)
    code, said = asked(capsys, "verify", "--state", tmp_path, "--against", tmp_path / "nowhere")
    assert (code, said["fault"]) == (2, "audit.no-trail")
    assert asked(capsys, "verify", "--state", tmp_path, "--key", tmp_path / "typo.pem")[1]["fault"] == "audit.no-key"
    Files(tmp_path).terminal_key.write_text("nonsense")
    code, said = asked(capsys, "verify", "--state", tmp_path)
    assert (code, said["fault"]) == (2, "audit.no-key")
    assert str(Files(tmp_path).terminal_key) in str(said["detail"])
    assert asked(capsys, "export", "--state", tmp_path, "--out", tmp_path / "y")[1]["fault"] == "audit.no-key"
    assert main(["audit", "export", "--state", str(tmp_path / "x"), "--out", str(tmp_path / "y")]) == 2
    err = capsys.readouterr().err
    assert "audit.no-trail" in err
    assert AuditFault.NO_TRAIL.remedy in err
    assert not (tmp_path / "y").exists(), "nothing was exported, so nothing was made"


def test_a_trail_that_is_gone_though_cases_were_taken_is_one(
    state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Outbox(open_store(Files(state)))) as outbox:
        outbox.enqueue("j1", "submission", b"x")
    shutil.rmtree(audit_folder(state))
    for words in (("verify",), ("export", "--out", tmp_path / "copy")):
        code, said = asked(capsys, words[0], "--state", state, *words[1:])
        assert (code, said["fault"]) == (1, "audit.gone")
    assert not (tmp_path / "copy").exists()


def test_without_any_key_nothing_is_called_forged(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Files(state).terminal_key.unlink()
    code, said = asked(capsys, "verify", "--state", state)
    assert (code, said["fault"]) == (2, "audit.no-key")


def test_of_a_trail_without_its_lines_what_is_left_is_exported(
    state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Places(audit_folder(state)).lines.unlink()
    assert asked(capsys, "export", "--state", state, "--out", tmp_path / "copy")[0] == 0
    assert asked(capsys, "verify", "--from", tmp_path / "copy")[0] == 1


def test_days_that_were_deleted_in_time_are_said_and_an_export_of_what_is_left_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path / "old")
    with closing(terminal.store):
        for _ in range(5):
            terminal.day()
        assert terminal.purge(days=3000) == 9
    old = terminal.files.state_dir
    code, said = asked(capsys, "verify", "--state", old)
    assert (code, said["whole"], said["purged"], said["lines"]) == (0, True, 9, 8)
    assert main(["audit", "verify", "--state", str(old)]) == 0
    assert "最早的 9 行保存期限已满，按规定删除" in capsys.readouterr().out
    assert asked(capsys, "export", "--state", old, "--out", tmp_path / "copy")[1]["lines"] == 8
    assert asked(capsys, "verify", "--from", tmp_path / "copy")[1]["purged"] == 9
    assert asked(capsys, "verify", "--state", old, "--against", tmp_path / "copy")[0] == 0
    Places(audit_folder(old)).earlier[0].unlink()
    assert asked(capsys, "verify", "--state", old)[1]["broken"] == {"how": "removed", "line": 10}
