from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.protocols import virtual_photo
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.photo import VendorLibrary, decode_photo, require_photo
from kiosk.identity.photo_wire import Status, pack_answer, unpack_answer
from kiosk.identity.vision import cv2

WLT = virtual_photo.undecodable()
LIBRARY = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* What a maker's decoder does: 1024 bytes in, a BMP of 102 x 126 out. Here every pixel is the field's byte 11. */
int GetBmp(const unsigned char *wlt, unsigned char *bmp) {
    unsigned size = 54 + 308 * 126;
    printf("a library that chats on standard output\n");
    fflush(stdout);
    if (memcmp(wlt, "WLf\0", 4) != 0) return -1;
    memset(bmp, 0, 54);
    memcpy(bmp, "BM", 2);
    memcpy(bmp + 2, &size, 4);
    bmp[10] = 54; bmp[14] = 40; bmp[18] = 102; bmp[22] = 126; bmp[26] = 1; bmp[28] = 24;
    memset(bmp + 54, wlt[11], size - 54);
    return 1;
}
int shut(const unsigned char *wlt, unsigned char *bmp) {
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? GetBmp(wlt, bmp) : -1;
}
int crash(const unsigned char *wlt, unsigned char *bmp) { volatile int *nowhere = (int *)8; return *nowhere; }
int hang(const unsigned char *wlt, unsigned char *bmp) { for (;;) usleep(100000); return 0; }
int leave(const unsigned char *wlt, unsigned char *bmp) { _exit(3); }
int lie(const unsigned char *wlt, unsigned char *bmp) { memset(bmp, 'x', 2000); return 1; }
int refuse(const unsigned char *wlt, unsigned char *bmp) { return -5; }
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vendor")
    source = folder / "decoder.c"
    source.write_text(LIBRARY, encoding="ascii")
    built = folder / "libdecoder.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", str(built), str(source)], check=True, timeout=60)
    return built


def why(field: bytes, vendor: VendorLibrary | None = None, *, production: bool = False) -> FaceReason:
    with pytest.raises(FaceUnavailable) as caught:
        require_photo(field, vendor, production=production)
    assert decode_photo(field, vendor, production=production) is None
    return caught.value.reason


def test_a_virtual_card_carries_its_picture_openly(faces_dir: Path) -> None:
    picture = decode_photo(virtual_photo.pack((faces_dir / "astronaut.chip.webp").read_bytes()))
    assert picture is not None
    assert picture.shape == (126, 102, 3)


def test_the_derived_chip_photos_fit_the_field(faces_dir: Path) -> None:
    for name in ("astronaut", "grace_hopper"):
        assert (faces_dir / f"{name}.chip.webp").stat().st_size <= 1010 <= virtual_photo.ROOM


def test_a_virtual_card_shows_nothing_on_a_real_terminal(faces_dir: Path) -> None:
    field = virtual_photo.pack((faces_dir / "astronaut.chip.webp").read_bytes())
    assert why(field, production=True) is FaceReason.CHIP_PHOTO


def test_a_real_field_without_a_library_needs_one() -> None:
    assert why(WLT) is FaceReason.DECODER_MISSING


def test_fields_that_are_none() -> None:
    for field in (b"", WLT[:-1], WLT + b"\0", b"\0" * 1024, b"VKP1\xff\xff".ljust(1024, b"x")):
        assert why(field) is FaceReason.CHIP_PHOTO


def test_a_picture_too_small_to_be_a_face_is_none() -> None:
    dot = bytes(cv2.imencode(".png", np.zeros((2, 2, 3), np.uint8))[1])
    assert why(virtual_photo.pack(dot)) is FaceReason.CHIP_PHOTO


def test_the_vendors_library_decodes(library: Path) -> None:
    picture = require_photo(WLT[:11] + b"\x70" + WLT[12:], VendorLibrary(library), production=True)
    assert picture.shape == (126, 102, 3)
    assert int(picture.min()) == int(picture.max()) == 0x70


def test_nobody_looks_into_the_process_that_has_the_photo(library: Path) -> None:
    """The library itself asks the kernel: it can be neither dumped nor traced by another process of the same user."""
    assert require_photo(WLT, VendorLibrary(library, "shut")).shape == (126, 102, 3)


def test_the_vendors_library_crashes_and_we_live_on(library: Path, tmp_path: Path) -> None:
    with pytest.raises(FaceUnavailable, match="signal 11") as caught:
        require_photo(WLT, VendorLibrary(library, "crash"))
    assert caught.value.reason is FaceReason.DECODER_FAILED
    assert not list(tmp_path.glob("core*"))


def test_the_vendors_library_hangs_and_is_ended(library: Path) -> None:
    with pytest.raises(FaceUnavailable, match="no answer") as caught:
        require_photo(WLT, VendorLibrary(library, "hang", seconds=1.0))
    assert caught.value.reason is FaceReason.DECODER_FAILED
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_the_vendors_library_ends_the_process(library: Path) -> None:
    assert why(WLT, VendorLibrary(library, "leave")) is FaceReason.DECODER_FAILED


def test_the_vendors_library_leaves_no_picture(library: Path) -> None:
    assert why(WLT, VendorLibrary(library, "lie")) is FaceReason.CHIP_PHOTO
    assert why(WLT, VendorLibrary(library, "refuse")) is FaceReason.CHIP_PHOTO
    assert why(b"\0" * 1024, VendorLibrary(library)) is FaceReason.CHIP_PHOTO


def test_a_missing_function_or_library(library: Path, tmp_path: Path) -> None:
    assert why(WLT, VendorLibrary(library, "no_such_function")) is FaceReason.DECODER_MISSING
    assert why(WLT, VendorLibrary(tmp_path / "absent.so")) is FaceReason.DECODER_MISSING
    (tmp_path / "text.so").write_text("not a library")
    assert why(WLT, VendorLibrary(tmp_path / "text.so")) is FaceReason.DECODER_MISSING


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(
        st.binary(max_size=1100), st.binary(max_size=1018).map(lambda data: (b"VKP1" + data).ljust(1024, b"\0"))
    )
)
def test_no_field_makes_the_decoder_fail_otherwise(field: bytes) -> None:
    picture = decode_photo(field)
    assert picture is None or min(picture.shape[:2]) >= 48


@settings(deadline=None)
@given(st.binary(max_size=64))
def test_an_answer_is_whole_or_garbled(data: bytes) -> None:
    status, bitmap = unpack_answer(data)
    if status is not Status.GARBLED:
        assert pack_answer(status, bitmap) == data


@given(st.sampled_from([Status.DECODED, Status.NOT_LOADED, Status.REFUSED]), st.binary(max_size=64))
def test_an_answer_comes_back_as_it_went(status: Status, bitmap: bytes) -> None:
    packed = pack_answer(status, bitmap)
    assert unpack_answer(packed) == (status, bitmap)
    assert unpack_answer(packed[:-1]) == (Status.GARBLED, b"")
    assert unpack_answer(packed + b"x") == (Status.GARBLED, b"")
