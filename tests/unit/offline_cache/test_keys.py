from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from offline_cache.contract import StoreError, StoreFault
from offline_cache.keys import begin_change, end_change, load_key, load_or_create_key, older_keys


def test_the_key_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "state" / "keys" / "data.key"
    key = load_or_create_key(path)
    assert len(key) == 32
    assert load_or_create_key(path) == load_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["data.key"]


def test_many_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: load_or_create_key(tmp_path / "data.key"), range(16)))
    assert len(keys) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o700 | 0o010])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "data.key"
    load_or_create_key(path)
    path.chmod(mode)
    with pytest.raises(StoreError) as caught:
        load_or_create_key(path)
    assert caught.value.fault is StoreFault.NOT_WRITABLE


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused_and_not_replaced(tmp_path: Path, length: int) -> None:
    path = tmp_path / "data.key"
    path.write_bytes(bytes(length))
    path.chmod(0o600)
    with pytest.raises(StoreError) as caught:
        load_or_create_key(path)
    assert caught.value.fault is StoreFault.WRONG_KEY
    assert path.read_bytes() == bytes(length)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    load_or_create_key(tmp_path / "elsewhere")
    (tmp_path / "data.key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError) as caught:
        load_or_create_key(tmp_path / "data.key")
    assert caught.value.fault is StoreFault.NOT_WRITABLE


def test_a_key_that_cannot_be_made_or_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as unmade:
        load_or_create_key(tmp_path / "file" / "data.key")
    with pytest.raises(StoreError) as missing:
        load_key(tmp_path / "none")
    assert unmade.value.fault is missing.value.fault is StoreFault.NOT_WRITABLE


def test_a_key_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data.key"
    load_or_create_key(path)
    found = os.stat_result((0o600, 0, 0, 1, os.getuid() + 77, 0, 32, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda _descriptor: found)
    with pytest.raises(StoreError) as caught:
        load_key(path)
    assert caught.value.fault is StoreFault.NOT_WRITABLE


# --- changed ----------------------------------------------------------------------------------------------
def test_a_key_is_changed_and_the_older_one_kept_until_the_end(tmp_path: Path) -> None:
    path = tmp_path / "data.key"
    first = load_or_create_key(path)
    assert older_keys(path) == ()
    begin_change(path)
    second = load_key(path)
    assert second != first
    assert older_keys(path) == (first,)
    begin_change(path)
    assert (load_key(path), older_keys(path)) == (second, (first,)), "one change at a time"
    end_change(path)
    assert older_keys(path) == ()
    assert [file.name for file in tmp_path.iterdir()] == ["data.key"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_crash_between_keeping_and_replacing_loses_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data.key"
    first = load_or_create_key(path)

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", refuse)
        with pytest.raises(StoreError) as caught:
            begin_change(path)
    assert caught.value.fault is StoreFault.NOT_WRITABLE
    assert load_key(path) == first
    assert older_keys(path) == (first,)
    begin_change(path)
    assert load_key(path) != first
    assert older_keys(path) == (first,)
