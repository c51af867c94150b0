"""`kiosk sync` and `kiosk queue` with a configuration or a store that they cannot use."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.platform_api.signing.keys import new_key
from kiosk.runtime import demo
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.remembered import remembered
from kiosk.runtime.audit.trail import Places, Trail, audit_folder
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.settings import SettingsFault, load
from offline_cache.contract import StoreFault
from offline_cache.keys import load_or_create_key
from offline_cache.outbox import Outbox
from tests.runtime_stand import NOON


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return demo.write(tmp_path, demo.Demo(tmp_path, port=1, embedded_sandbox=False, reader=False, camera=False))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "state")


@pytest.mark.parametrize("words", [["sync"], ["queue", "stats"], ["queue", "stats", "--json"]])
def test_an_unknown_key_in_the_configuration_is_named(
    config: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(config.read_text() + "[typo]\nx = 1\n")
    assert main([*words, "--config", str(config)]) == 2
    said = capsys.readouterr()
    assert "settings.unknown-key" in said.err
    if "--json" in words:
        assert json.loads(said.out)["fault"] == "settings.unknown-key"
    else:
        assert said.out == ""


@pytest.mark.parametrize("content", [None, "nonsense"])
def test_a_platform_key_that_cannot_be_used_is_named_and_nobody_is_told_to_enrol(
    config: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    key = load(config).platform.platform_key
    if content is not None:
        key.parent.mkdir(exist_ok=True)
        key.write_text(content)
    open_store(Files(load(config).storage.state_dir)).close()
    for words in (["sync"], ["queue", "reconcile"], ["queue", "export", "--out", str(config.parent / "out")]):
        assert main([*words, "--config", str(config)]) == 1
        said = capsys.readouterr().err
        assert f"key.platform: the platform's public key, {key}: " in said
        assert "enrol" not in said


def test_the_store_remembers_what_was_signed_in_the_trail(config: Path, files: Files) -> None:
    wanted = load(config).platform.platform_key
    wanted.parent.mkdir(exist_ok=True)
    wanted.write_text(new_key("sm2-sm3").public.pem)
    open_store(files).close()
    Trail(audit_folder(files.state_dir), "run", lambda: NOON).append(AuditEvent.TERMINAL_STARTED)
    assert main(["sync", "--once", "--config", str(config)]) == 1, "nobody listens there"
    assert remembered(files).head == Places(audit_folder(files.state_dir)).head.read_bytes()


def test_a_newer_store_stops_the_sender_and_says_what_helps(
    config: Path, files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(files)
    store.run("PRAGMA user_version = 99")
    store.close()
    assert main(["sync", "--once", "--config", str(config)]) == 1
    assert "store.newer-version" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["j1", "--all"]])
def test_what_is_sent_again_is_named_or_all_of_it(
    files: Files, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["queue", "retry", *words, "--config", str(files.state_dir)])
    assert "--all" in capsys.readouterr().err


def test_a_lost_key_is_named_and_none_is_made(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(files).close()
    files.data_key.unlink()
    assert main(["queue", "show", "j1", "--state", str(files.state_dir)]) == 1
    assert f"key.missing: the key of what is stored here, {files.data_key}" in capsys.readouterr().err
    assert not files.data_key.exists()


def test_the_wrong_key_is_said_in_json_too(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(files).close()
    files.data_key.unlink()
    load_or_create_key(files.data_key)
    assert main(["queue", "show", "j1", "--json", "--state", str(files.state_dir)]) == 1
    assert json.loads(capsys.readouterr().out)["fault"] == "store.wrong-key"


LOOKS = ["stats", "list", "show", "calls", "differences"]
DEEDS = ["retry", "call", "end", "checked", "reconcile", "rotate-key", "export", "import-receipt"]


@pytest.mark.parametrize("verb", [*LOOKS, *DEEDS])
def test_queue_makes_nothing_where_nothing_was_stored_and_names_the_folder(
    config: Path, files: Files, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (config.parent / "receipt.json").write_bytes(RECEIPT)
    more = {
        "show": ["j1"],
        "call": ["j1", "--by", "S07"],
        "end": ["j1", "--by", "S07", "--reason", "called"],
        "checked": ["j1", "--by", "S07", "--reason", "booked"],
        "retry": ["--all"],
        "export": ["--out", str(config.parent)],
        "import-receipt": [str(config.parent / "receipt.json")],
    }
    before = sorted(config.parent.rglob("*"))
    assert main(["queue", verb, "--config", str(config), *more.get(verb, [])]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"kiosk queue: store.absent: {files.state_dir} ({StoreFault.ABSENT.remedy})\n"
    assert main(["queue", verb, "--json", "--config", str(config), *more.get(verb, [])]) == 1
    assert json.loads(capsys.readouterr().out)["fault"] == "store.absent"
    assert sorted(config.parent.rglob("*")) == before


RECEIPT = b'{"bundleId":"b","receipt":"r","keyId":"k","signature":"g"}'


@pytest.mark.parametrize("content", [None, "{", "{}"])
def test_a_receipt_or_bundle_that_is_none_is_named(
    config: Path, files: Files, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    open_store(files).close()
    given = config.parent / "receipt.json"
    if content is not None:
        given.write_text(content)
    for words in (["import-receipt"], ["deliver", "--out", str(config.parent)]):
        assert main(["queue", *words, str(given), "--json", "--config", str(config)]) == 1
        said = capsys.readouterr()
        assert json.loads(said.out)["fault"] == ("file" if content is None else "carry-out.refused")
        assert json.loads(said.out)["detail"].startswith(f"{given}: ")


def test_where_nothing_can_be_written_nothing_is_asked_of_the_platform(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = config.parent / "no-stick"
    assert main(["queue", "deliver", "bundle.json", "--out", str(nowhere), "--config", str(config)]) == 1
    assert f"file: {nowhere}: No such file" in capsys.readouterr().err


def test_settings_that_are_not_there_are_named_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "none.toml"
    assert main(["queue", "stats", "--config", str(config)]) == 2
    fault = SettingsFault.NOT_READABLE
    assert (
        capsys.readouterr().err
        == f"kiosk queue: {fault.code}: {config}: No such file or directory ({fault.remedy})\n"
    )


def test_a_look_at_the_queue_only_reads(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the key, while somebody writes, and without mending or moving what is damaged."""
    state = str(files.state_dir)
    with closing(Outbox(open_store(files))) as outbox:
        outbox.enqueue("j1", "submission", b"x")
        files.data_key.unlink()
        with outbox.store.writing():
            assert main(["queue", "list", "--json", "--state", state]) == 0
            assert main(["queue", "stats", "--json", "--state", state]) == 0
    shown = capsys.readouterr().out
    assert '"state": "queued"' in shown
    assert '"queued": 1' in shown
    assert not files.data_key.exists(), "no key is made by looking"
    files.outbox.write_bytes(damaged := b"no database any more".ljust(4096, b"!"))
    before = {one.name for one in files.state_dir.iterdir()}
    for verb in ("list", "stats"):
        assert main(["queue", verb, "--json", "--state", state]) == 1
        said = json.loads(capsys.readouterr().out)
        assert (said["fault"], "was" in said["message"]) == ("store.corrupt", False), "nothing was saved by looking"
    assert files.outbox.read_bytes() == damaged
    assert {one.name for one in files.state_dir.iterdir()} == before


def test_queue_for_people(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    outbox = Outbox(open_store(files))
    state = str(files.state_dir)
    assert main(["queue", "list", "--state", state]) == 0
    assert capsys.readouterr().out == "no jobs\n"
    outbox.enqueue("j1", "submission", "张示例".encode())
    outbox.close()
    assert main(["queue", "list", "--json", "--state", state]) == 0
    assert main(["queue", "list", "--state", state]) == 0
    assert main(["queue", "stats", "--state", state]) == 0
    said = capsys.readouterr().out
    assert "A03-" in said
    assert "示例" not in said
