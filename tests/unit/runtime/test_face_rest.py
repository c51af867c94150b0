"""The face way rests after several used-up rounds; nothing but times is kept."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.runtime.face_rest import WINDOW, FaceRest

NOON = 1_800_000_000.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "face-rest.json"


def test_way_rests_after_the_third_used_up_round_and_opens_again(file: Path) -> None:
    rest = FaceRest(file, after=3, seconds=600.0)
    for minute in (0, 1):
        rest.used_up(NOON + 60 * minute)
        assert not rest.resting(NOON + 60 * minute)
    rest.used_up(NOON + 120)
    again = FaceRest(file, after=3, seconds=600.0)
    assert again.resting(NOON + 121), "the next citizen's process knows it too"
    assert not again.resting(NOON + 120 + 601)


def test_rounds_far_apart_do_not_add_up(file: Path) -> None:
    rest = FaceRest(file, after=2, seconds=600.0)
    rest.used_up(NOON)
    rest.used_up(NOON + WINDOW + 1)
    assert not rest.resting(NOON + WINDOW + 2)


def test_clock_that_was_put_back_closes_nothing(file: Path) -> None:
    rest = FaceRest(file, after=1, seconds=600.0)
    rest.used_up(NOON)
    assert rest.resting(NOON + 1)
    assert not rest.resting(NOON - 3600)


def test_nothing_but_times_is_kept_and_only_for_us(file: Path) -> None:
    rest = FaceRest(file, after=3, seconds=600.0)
    for second in range(80):
        rest.used_up(NOON + second)
    found = json.loads(file.read_text(encoding="ascii"))
    assert all(isinstance(one, float) for one in found)
    assert len(found) <= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_rest_that_is_switched_off_writes_nothing(file: Path) -> None:
    rest = FaceRest(file, after=0, seconds=600.0)
    rest.used_up(NOON)
    assert not rest.resting(NOON)
    assert not file.exists()


@pytest.mark.expects_warnings
def test_state_directory_that_cannot_be_written_is_no_crash(tmp_path: Path) -> None:
    rest = FaceRest(tmp_path / "absent" / "face-rest.json", after=1, seconds=600.0)
    rest.used_up(NOON)
    assert not rest.resting(NOON)


@given(st.binary(max_size=40) | st.sampled_from([b"null", b"{}", b'["a"]', b"[1e999]", b"[true, [1]]", b"\xff"]))
def test_file_of_somebody_elses_making_is_no_crash(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "rubbish-rest.json"
    file.write_bytes(content)
    assert FaceRest(file, after=3, seconds=600.0).resting(NOON) is False
