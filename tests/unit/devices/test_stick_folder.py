"""A visitor's stick: whatever lies on it, only plain pictures and papers come off it, and only so many."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.faults import DeviceError, Fault
from devices.transports.stick_folder import LARGEST, Stick, StickFile, shown_name, stick_in

PDF, PNG = b"%PDF-1.7\n%%EOF", b"\x89PNG\r\n\x1a\n rest"
JPEG = b"\xff\xd8\xff\xe0 rest"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "root" / "STICK"
    folder.mkdir(parents=True)
    return folder


def names(stick: Path) -> list[str]:
    with Stick(stick) as open_:
        return sorted(one.name for one in open_.look().files)


def fault_of(stick: Path, file: StickFile) -> Fault:
    with Stick(stick) as open_, pytest.raises(DeviceError) as caught:
        open_.read(file)
    return caught.value.fault


def only(stick: Path) -> StickFile:
    with Stick(stick) as open_:
        (found,) = open_.look().files
    return found


def test_the_content_decides_what_a_file_is_and_not_its_name(stick: Path) -> None:
    (stick / "诊断证明.txt").write_bytes(PDF)
    (stick / "b.jpg").write_bytes(PNG)
    (stick / "c.pdf").write_bytes(b"MZ a program that calls itself a paper")
    (stick / "d").write_bytes(JPEG)
    (stick / "empty.pdf").write_bytes(b"")
    (stick / "._d").write_bytes(JPEG)
    with Stick(stick) as open_:
        found = {one.name: one.kind for one in open_.look().files}
    assert found == {"诊断证明.txt": "pdf", "b.jpg": "png", "d": "jpeg"}


def test_the_latest_comes_first_also_from_folders(stick: Path) -> None:
    (stick / "DCIM" / "100").mkdir(parents=True)
    for number, path in enumerate(("old.jpg", "DCIM/100/new.jpg", "mid.jpg")):
        (stick / path).write_bytes(JPEG)
        os.utime(stick / path, (0, (100, 300, 200)[number]))
    with Stick(stick) as open_:
        files = open_.look().files
        assert [one.name for one in files] == ["new.jpg", "mid.jpg", "old.jpg"]
        assert open_.read(files[0]) == JPEG


def test_a_link_out_of_the_stick_is_not_followed(stick: Path) -> None:
    (stick / "passwd.pdf").symlink_to("/etc/passwd")
    outside = stick.parent.parent / "outside"
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(PDF)
    (stick / "linked").symlink_to(outside)
    (stick / "file.pdf").symlink_to(outside / "secret.pdf")
    assert names(stick) == []
    for path in (("linked", "secret.pdf"), ("file.pdf",), ("..", "..", "outside", "secret.pdf")):
        assert fault_of(stick, StickFile(path, "x", "pdf", 1, 0)) in {Fault.STICK_GONE, Fault.STICK_FILE_UNREADABLE}


def test_a_file_that_becomes_a_link_after_it_was_listed_is_not_followed(stick: Path) -> None:
    (stick / "a.pdf").write_bytes(PDF)
    chosen = only(stick)
    (stick / "a.pdf").unlink()
    (stick / "a.pdf").symlink_to("/etc/passwd")
    assert fault_of(stick, chosen) is Fault.STICK_FILE_UNREADABLE


def test_a_pipe_or_a_device_on_the_stick_is_never_opened(stick: Path) -> None:
    os.mkfifo(stick / "pipe.pdf")
    if os.geteuid() == 0:
        os.mknod(stick / "null.pdf", 0o20666, os.makedev(1, 3))
    assert names(stick) == []
    assert fault_of(stick, StickFile(("pipe.pdf",), "x", "pdf", 1, 0)) is Fault.STICK_FILE_UNREADABLE


def test_a_huge_sparse_file_is_neither_listed_nor_read(stick: Path) -> None:
    with (stick / "film.pdf").open("wb") as file:
        file.write(PDF)
        file.truncate(10 * 1024**3)
    assert names(stick) == []
    assert fault_of(stick, StickFile(("film.pdf",), "x", "pdf", 1, 0)) is Fault.STICK_FILE_TOO_LARGE


def test_a_file_that_has_grown_since_is_not_read_beyond_the_limit(stick: Path) -> None:
    (stick / "a.pdf").write_bytes(PDF)
    chosen = only(stick)
    with (stick / "a.pdf").open("r+b") as file:
        file.truncate(LARGEST + 1)
    assert fault_of(stick, chosen) is Fault.STICK_FILE_TOO_LARGE


def test_a_stick_full_of_files_is_looked_at_only_so_far(stick: Path) -> None:
    """After 3,000 names it is enough, be there 4,000 or 100,000."""
    (stick / "0.pdf").write_bytes(PDF)
    for number in range(4000):
        os.link(stick / "0.pdf", stick / f"{number + 1}.pdf")
    with Stick(stick) as open_:
        found = open_.look()
    assert (len(found.files), found.more) == (60, True)


def test_folders_in_folders_end_somewhere(stick: Path) -> None:
    deep = stick
    for _ in range(40):
        deep = deep / "x"
        deep.mkdir()
        (deep / "a.pdf").write_bytes(PDF)
    assert len(names(stick)) == 4


def test_what_was_pulled_out_is_gone_and_says_so(stick: Path) -> None:
    (stick / "a.pdf").write_bytes(PDF)
    chosen = only(stick)
    with Stick(stick) as open_:
        shutil.rmtree(stick)
        with pytest.raises(DeviceError) as caught:
            open_.read(chosen)
        assert caught.value.fault is Fault.STICK_GONE
        with pytest.raises(DeviceError) as caught:
            open_.look()
        assert caught.value.fault is Fault.STICK_GONE
    with pytest.raises(DeviceError) as caught:
        Stick(stick)
    assert caught.value.fault is Fault.STICK_GONE


def test_which_stick_is_there(stick: Path) -> None:
    assert stick_in(stick.parent, mounted=False) == stick
    assert stick_in(stick.parent, mounted=True) is None, "a plain folder is no stick that the system has mounted"
    stick.rmdir()
    stick.symlink_to("/etc")
    assert stick_in(stick.parent, mounted=False) is None
    with pytest.raises(DeviceError) as caught:
        stick_in(stick / "nothing", mounted=False)
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_a_stick_that_is_mounted_for_writing_is_refused() -> None:
    """`/dev` has file systems of its own below it: mounted, and not read-only."""
    root = Path("/dev")
    inner = [one for one in ("shm", "pts", "mqueue") if (root / one).is_dir()]
    mounted = [one for one in inner if (root / one).stat().st_dev != root.stat().st_dev]
    assert mounted, "this machine has no file system below /dev"
    with pytest.raises(DeviceError) as caught:
        stick_in(root, mounted=True)
    assert caught.value.fault is Fault.STICK_UNSAFE


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("合同.pdf", "合同.pdf"),
        ("a\nb\x1b[31m.pdf", "a_b_[31m.pdf"),
        ("合同\u202efdp.exe", "合同_fdp.exe"),
        ("a\u2028b", "a_b"),
        ("z\u0301\u0322\u0323", "\u1e93"),
        ("\udcff.pdf", "_.pdf"),
        ("   ", "_"),
    ],
)
def test_a_name_cannot_turn_the_text_around_it(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@settings(deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_every_name_is_short_and_printable(name: str) -> None:
    shown = shown_name(name)
    assert 0 < len(shown) <= 48
    assert "\n" not in shown
    assert shown.replace("…", "").isprintable()
