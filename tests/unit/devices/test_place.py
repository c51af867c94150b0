"""Where twins put their ports, sockets and pictures: never over something that is not theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.transports.place import make_room, own_folder


def test_only_what_a_twin_leaves_is_replaced(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("nowhere")
    make_room(link)
    assert not link.is_symlink()
    make_room(link)
    link.write_text("mine")
    with pytest.raises(FileExistsError, match="link"):
        make_room(link)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="missing"):
        make_room(tmp_path / "missing" / "socket")


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    own_folder(tmp_path / "new", "mark")
    (tmp_path / "new" / "0001.jpg").touch()
    own_folder(tmp_path / "new", "mark")
    theirs = tmp_path / "holiday"
    theirs.mkdir()
    (theirs / "beach.jpg").touch()
    with pytest.raises(FileExistsError, match="holiday"):
        own_folder(theirs, "mark")
    assert [path.name for path in theirs.iterdir()] == ["beach.jpg"]
