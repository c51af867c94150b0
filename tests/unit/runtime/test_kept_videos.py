"""Short videos that are kept: byte for byte what the catalogue names, bounded, and mended where they rot."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from kiosk.domain.catalogue import Video
from kiosk.domain.text import Text
from kiosk.runtime.kept_videos import KeptVideos, VideoError

FILM = b"a film" * 100


def named(film: bytes, size: int | None = None) -> Video:
    digest = hashlib.sha256(film).hexdigest()
    return Video("v", Text("字"), 15, size or len(film), digest, "video/webm", Text("WEBVTT"))


def test_what_was_kept_is_found_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    kept = KeptVideos(tmp_path / "cache" / "videos")
    video = named(FILM)
    assert kept.find(video) is None
    path = kept.keep(video, FILM)
    assert (path.name, path.read_bytes()) == (video.sha256, FILM)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert KeptVideos(path.parent).find(video) == path
    assert [one.name for one in path.parent.iterdir()] == [video.sha256]


@pytest.mark.parametrize("rotten", [FILM[:-1], FILM[:-1] + b"?", FILM + b"?", b""])
def test_a_rotten_file_is_removed_and_fetched_anew(tmp_path: Path, rotten: bytes) -> None:
    kept, video = KeptVideos(tmp_path), named(FILM)
    path = kept.keep(video, FILM)
    path.write_bytes(rotten)
    assert kept.find(video) is None
    assert not path.exists()
    assert kept.keep(video, FILM).read_bytes() == FILM


def test_what_is_not_as_named_is_not_kept(tmp_path: Path) -> None:
    kept, video = KeptVideos(tmp_path), named(FILM)
    for film, code in ((FILM + b"?", "video.too-large"), (FILM[:-1] + b"?", "video.altered"), (b"", "video.altered")):
        with pytest.raises(VideoError, match=code):
            kept.keep(video, film)
    big = bytes(8_000_001)
    with pytest.raises(VideoError, match=r"video\.too-large"):
        kept.keep(named(big), big)
    assert list(tmp_path.iterdir()) == []


def test_the_one_not_looked_at_for_longest_goes_first(tmp_path: Path) -> None:
    films = [bytes([n]) * 100 for n in range(4)]
    kept = KeptVideos(tmp_path, most=300)
    paths = [kept.keep(named(film), film) for film in films[:3]]
    for age, path in enumerate(paths):
        os.utime(path, (1000 + age, 1000 + age))
    assert kept.find(named(films[0])) == paths[0], "looked at: it is the newest now"
    (tmp_path / ".half-written").write_bytes(b"left by a process that ended")
    kept.keep(named(films[3]), films[3])
    assert {path.read_bytes()[0] for path in tmp_path.iterdir()} == {0, 2, 3}


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    with pytest.raises(VideoError, match=r"video\.no-room"):
        KeptVideos(tmp_path / "file").keep(named(FILM), FILM)
    assert KeptVideos(tmp_path / "file").find(named(FILM)) is None
