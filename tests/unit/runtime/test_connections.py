"""The state directory is nobody else's."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kiosk.runtime.connections import Files, change_data_key, keep_private, open_store
from offline_cache.contract import StoreError, StoreFault
from offline_cache.keys import begin_change, older_keys
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
