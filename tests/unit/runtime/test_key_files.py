"""No key, no start: where keys are looked for, who may read them, and what is said where one is not there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing.keys import KeyFileError, KeyFileUnsafe, load, load_or_new, new_key, save
from kiosk.runtime import demo
from kiosk.runtime.connections import Files, make_client, open_store
from kiosk.runtime.key_files import KeyFault, KeyRefused, check, may_make
from kiosk.runtime.processes import kiosk_command
from kiosk.runtime.settings import Deployment, Settings
from offline_cache.contract import StoreError, StoreFault
from offline_cache.keys import load_key, load_or_create_key
from tests import runtime_stand


@pytest.fixture
def development(tmp_path: Path) -> Settings:
    return runtime_stand.settings(tmp_path)


@pytest.fixture
def production(tmp_path: Path) -> Settings:
    """An enrolled terminal with all its keys."""
    wanted = replace(runtime_stand.settings(tmp_path), deployment=Deployment.PRODUCTION)
    files = Files(wanted.storage.state_dir)
    load_or_new(files.terminal_key, "sm2-sm3")
    load_or_create_key(files.data_key)
    files.enrolled.touch()
    wanted.platform.platform_key.parent.mkdir()
    wanted.platform.platform_key.write_text(new_key("sm2-sm3").public.pem, "ascii")
    return wanted


def refused(wanted: Settings) -> KeyRefused:
    with pytest.raises(KeyRefused) as caught:
        check(wanted)
    return caught.value


def credential(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """The service manager's folder for this service."""
    folder.mkdir(mode=0o500)
    folder.chmod(0o700)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    return folder


def test_a_new_terminal_may_make_its_keys(development: Settings, production: Settings) -> None:
    check(
        replace(development, storage=replace(development.storage, state_dir=Path(development.storage.state_dir, "n")))
    )
    check(production)


def test_the_check_makes_no_key(tmp_path: Path) -> None:
    wanted = runtime_stand.settings(tmp_path)
    check(wanted)
    assert not wanted.storage.state_dir.exists()


def test_in_production_a_key_is_made_only_with_a_code_and_before_the_first_enrolment(production: Settings) -> None:
    files = Files(production.storage.state_dir)
    with_code = replace(production, platform=replace(production.platform, enrol_code="ONE"))
    assert not may_make(with_code)
    files.enrolled.unlink()
    assert may_make(with_code)
    assert not may_make(production)
    files.outbox.touch()
    assert not may_make(with_code)


@pytest.mark.parametrize("name", ["terminal_key", "data_key"])
def test_a_lost_key_stops_the_start_and_is_not_replaced(production: Settings, name: str) -> None:
    path: Path = getattr(Files(production.storage.state_dir), name)
    path.unlink()
    found = refused(production)
    assert found.fault is KeyFault.MISSING
    assert str(found).count(str(path)) == 1
    assert found.fault.remedy in str(found)
    with pytest.raises(PlatformError if name == "terminal_key" else StoreError):
        _used(production, name)
    assert not path.exists()


def _used(wanted: Settings, name: str) -> None:
    files = Files(wanted.storage.state_dir)
    files.outbox.touch()
    make_client(wanted).close() if name == "terminal_key" else open_store(files).close()


def test_a_lost_platform_key_stops_the_start_in_production_alone(production: Settings) -> None:
    production.platform.platform_key.unlink()
    assert refused(production).fault is KeyFault.PLATFORM
    assert str(production.platform.platform_key) in str(refused(production))
    check(replace(production, deployment=Deployment.DEVELOPMENT))
    production.platform.platform_key.write_text("nonsense", "ascii")
    assert refused(production).fault is KeyFault.PLATFORM


@pytest.mark.parametrize("name", ["terminal_key", "data_key"])
def test_a_key_that_others_may_read_stops_the_start(production: Settings, name: str) -> None:
    path: Path = getattr(Files(production.storage.state_dir), name)
    path.chmod(0o640)
    found = refused(production)
    assert found.fault is KeyFault.UNSAFE
    assert "0640" in str(found)


@pytest.mark.parametrize("name", ["terminal_key", "data_key"])
@pytest.mark.parametrize("content", [b"", b"x" * 31, b"-----BEGIN " + b"PRIVATE KEY-----\nAAAA\n"])
def test_half_a_key_stops_the_start_and_stays_as_it_is(production: Settings, name: str, content: bytes) -> None:
    path: Path = getattr(Files(production.storage.state_dir), name)
    path.write_bytes(content)
    assert refused(production).fault is KeyFault.UNUSABLE
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["terminal_key", "data_key"])
def test_a_folder_in_the_place_of_a_key_is_said_plainly(production: Settings, name: str) -> None:
    path: Path = getattr(Files(production.storage.state_dir), name)
    path.unlink()
    path.mkdir(mode=0o700)
    assert refused(production).detail.endswith(f"{path}: Is a directory")


def of_another_user(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root the file can be given away; as anybody else we become somebody else."""
    if os.geteuid() == 0:
        os.chown(path, 4242, 4242)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 4242)


@pytest.mark.parametrize("name", ["terminal_key", "data_key"])
def test_another_users_key_stops_the_start(production: Settings, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    of_another_user(getattr(Files(production.storage.state_dir), name), monkeypatch)
    found = refused(production)
    assert found.fault is KeyFault.UNSAFE
    assert "another user" in str(found)


@pytest.mark.parametrize(
    ("read", "make"),
    [
        (load, lambda path: save(path, new_key("sm2-sm3"))),
        (load_key, lambda path: load_or_create_key(path) and None),
    ],
)
def test_a_link_is_no_key_file(tmp_path: Path, read: Callable[[Path], object], make: Callable[[Path], None]) -> None:
    make(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises((KeyFileError, StoreError)):
        read(tmp_path / "link")


# --- the service manager's ---------------------------------------------------------------------------------
def test_the_service_managers_keys_go_first(
    production: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = Files(production.storage.state_dir)
    folder = credential(monkeypatch, tmp_path / "credentials")
    assert files.terminal_key.parent == files.data_key.parent == production.storage.state_dir / "keys"
    pair = new_key("sm2-sm3")
    save(folder / "terminal.pem", pair)
    (folder / "data.key").write_bytes(bytes(range(32)))
    for name in ("terminal.pem", "data.key"):  # as systemd leaves them: the group's bit is the mask of an ACL
        (folder / name).chmod(0o440)
    check(production)
    assert load(files.terminal_key) == pair
    assert load_key(files.data_key) == bytes(range(32))
    client = make_client(production)
    assert client.key == pair
    client.close()


def test_a_credential_that_everybody_may_read_is_refused(
    production: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = credential(monkeypatch, tmp_path / "credentials")
    save(folder / "terminal.pem", new_key("sm2-sm3"))
    (folder / "terminal.pem").chmod(0o444)
    assert refused(production).fault is KeyFault.UNSAFE
    with pytest.raises(KeyFileUnsafe):
        load(folder / "terminal.pem")
    (folder / "terminal.pem").chmod(0o400)
    (folder / "data.key").write_bytes(bytes(32))
    (folder / "data.key").chmod(0o444)
    with pytest.raises(StoreError) as caught:
        load_key(folder / "data.key")
    assert caught.value.fault is StoreFault.NOT_WRITABLE


def test_a_client_without_a_key_says_that_the_platform_cannot_know_it(production: Settings) -> None:
    Files(production.storage.state_dir).terminal_key.unlink()
    with pytest.raises(PlatformError) as caught:
        make_client(production)
    assert caught.value.fault is PlatformFault.AUTHENTICATION


@pytest.mark.parametrize("command", ["run", "sync"])
def test_the_programs_do_not_start_without_a_key_and_say_what_to_do(tmp_path: Path, command: str) -> None:
    config = demo.write(tmp_path, demo.Demo(tmp_path, port=1, embedded_sandbox=False, reader=False, camera=False))
    files = Files(demo.state_dir(tmp_path))
    load_or_create_key(files.data_key)
    files.outbox.touch()
    files.data_key.unlink()
    done = subprocess.run(
        kiosk_command(command, "--config", str(config)), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1
    assert KeyFault.MISSING.code in done.stderr
    assert str(files.data_key) in done.stderr
    assert KeyFault.MISSING.remedy in done.stderr
    assert not files.data_key.exists()
