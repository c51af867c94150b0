"""Where twins put their ports, sockets and pictures: never over something that is not theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.transports.place import claimed, inode, make_room, own_folder


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


def test_a_place_is_had_by_one_at_a_time_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").symlink_to(tmp_path / "here")
    with claimed(tmp_path / "here" / "reader", 0.0):
        for name in ("here", "there"):
            with (
                pytest.raises(FileExistsError, match="belongs to a twin that is running"),
                claimed(tmp_path / name / "reader", 0.0),
            ):
                pass
        with claimed(tmp_path / "here" / "reader.sock", 0.0):
            pass
        assert list((tmp_path / "here").iterdir()) == [], "a claim leaves nothing behind"
    with claimed(tmp_path / "there" / "reader", 0.0):
        pass


def test_what_stands_there_is_known_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("nowhere")
    (tmp_path / "two").touch()
    assert inode(tmp_path / "none") is None
    assert inode(tmp_path / "one") != inode(tmp_path / "two") == inode(tmp_path / "two")
