"""The open photo field of virtual cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.protocols import virtual_photo as photo


@given(st.binary(min_size=1, max_size=photo.ROOM))
def test_what_is_packed_is_unpacked(image: bytes) -> None:
    field = photo.pack(image)
    assert len(field) == 1024
    assert photo.unpack(field) == image


@given(st.binary() | st.binary(min_size=1024, max_size=1024).map(lambda rest: (b"VKP1" + rest)[:1024]))
def test_any_field_is_a_picture_or_none(field: bytes) -> None:
    found = photo.unpack(field)
    assert found is None or 0 < len(found) <= photo.ROOM


@pytest.mark.parametrize("size", [0, 1019, 5000])
def test_a_picture_that_does_not_fit_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="room for 1018"):
        photo.pack(bytes(size))


@pytest.mark.parametrize(
    "field",
    [b"", photo.undecodable(), photo.pack(b"x")[:-1], b"VKP1\x00\x00" + bytes(1018), b"VKP1\xff\xff" + bytes(1018)],
)
def test_no_face_is_invented(field: bytes) -> None:
    assert photo.unpack(field) is None


def test_undecodable_looks_like_a_real_one() -> None:
    assert photo.undecodable().startswith(b"WLf\x00\x7e\x00")
    assert len(photo.undecodable()) == 1024
