"""The state directory is nobody else's."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kiosk.runtime.connections import Files, change_data_key, keep_private, open_store
from offline_cache.contract import StoreError, StoreFault
from offline_cache.keys import begin_change, load_or_create_key, older_keys
from offline_cache.outbox import Outbox


def test_a_state_directory_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    keep_private(tmp_path / "deep" / "state")
    assert (tmp_path / "deep" / "state").stat().st_mode & 0o777 == 0o700


def test_one_that_others_could_look_into_is_closed(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o755)
    keep_private(state)
    assert state.stat().st_mode & 0o777 == 0o700


@pytest.mark.expects_warnings
def test_a_folder_of_others_stays_open_to_them(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """`state_dir = "/var/lib"`, say."""
    (tmp_path / "somebody's").mkdir()
    tmp_path.chmod(0o755)
    keep_private(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert "holds other things too" in caplog.text
    (tmp_path / "keys").mkdir()
    keep_private(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o700


@pytest.mark.expects_warnings
def test_where_it_cannot_be_made_the_terminal_goes_on_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    keep_private(tmp_path / "file" / "state")
    assert "cannot be kept private" in caplog.text


# --- a store that is gone ---------------------------------------------------------------------------------
@pytest.mark.expects_warnings
@pytest.mark.parametrize("left", [[], [".lock"]])
def test_a_store_that_was_there_and_is_gone_is_named_once(
    tmp_path: Path, left: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    files = Files(tmp_path / "state")
    with closing(Outbox(open_store(files))) as outbox:
        before = outbox.enqueue("j1", "submission", b"payload")
    for name in tmp_path.glob("state/outbox.db*"):
        if name.suffix not in left:
            name.unlink()
    with pytest.raises(StoreError) as caught:
        open_store(files)
    assert caught.value.fault is StoreFault.CORRUPT
    assert "the store is gone" in caplog.text
    with closing(Outbox(open_store(files))) as outbox:
        assert outbox.stats()["damaged"] == 1
        after = outbox.enqueue("j2", "submission", b"payload")
    assert after.reference != before.reference, "no number is given out twice"
    open_store(files).close()


def test_a_first_store_is_a_beginning_also_where_the_key_was_there_before_it(tmp_path: Path) -> None:
    files = Files(tmp_path / "state")
    load_or_create_key(files.data_key)
    with closing(Outbox(open_store(files))) as outbox:
        assert outbox.stats()["damaged"] == 0
    assert files.store_begun.stat().st_mode & 0o777 == 0o600


# --- the data key -----------------------------------------------------------------------------------------
def test_the_data_key_is_changed_while_nobody_else_has_the_store_open(tmp_path: Path) -> None:
    files = Files(tmp_path / "state")
    with closing(Outbox(open_store(files))) as outbox:
        outbox.enqueue("j1", "submission", b"payload")
        before = files.data_key.read_bytes()
        with pytest.raises(StoreError) as caught:
            change_data_key(files)
        assert caught.value.fault is StoreFault.LOCKED
        assert files.data_key.read_bytes() == before
    left: list[int] = []
    assert change_data_key(files, left.append) == 1
    assert left == [1, 0]
    assert files.data_key.read_bytes() != before
    with closing(Outbox(open_store(files))) as outbox:
        assert outbox.peek("j1").payload == b"payload"


def test_a_change_of_keys_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    files = Files(tmp_path / "state")
    with closing(Outbox(open_store(files))) as outbox:
        outbox.enqueue("j1", "submission", b"payload")
    begin_change(files.data_key)
    with closing(Outbox(open_store(files))) as outbox:
        assert outbox.peek("j1").payload == b"payload"
        outbox.enqueue("j2", "submission", b"payload")
    assert change_data_key(files) == 1
    assert older_keys(files.data_key) == ()
    with closing(Outbox(open_store(files))) as outbox:
        assert [outbox.peek(name).payload for name in ("j1", "j2")] == [b"payload"] * 2
