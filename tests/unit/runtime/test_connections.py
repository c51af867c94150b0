"""The state directory is nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.runtime.connections import keep_private


def test_a_state_directory_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    keep_private(tmp_path / "deep" / "state")
    assert (tmp_path / "deep" / "state").stat().st_mode & 0o777 == 0o700


def test_one_that_others_could_look_into_is_closed(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o755)
    keep_private(state)
    assert state.stat().st_mode & 0o777 == 0o700


@pytest.mark.expects_warnings
def test_where_it_cannot_be_made_the_terminal_goes_on_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    keep_private(tmp_path / "file" / "state")
    assert "cannot be kept private" in caplog.text
