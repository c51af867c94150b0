"""Pages out of a stranger's file: a picture of each and nothing else, whatever the file tries."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from devices import page_maker
from devices.faults import DeviceError, Fault
from devices.page_file import _unpacked, pages_of
from devices.page_maker import Ending, UnfitError
from devices.transports.vision import cv2

SCRIPT = b"app.alert('script')"


def pdf(pages: int = 1, *, size: tuple[float, float] = (595, 842), script: bool = False) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for number in range(pages):
        canvas.setFont("Helvetica", 40)
        canvas.drawString(50, size[1] / 2, f"page {number + 1}")
        canvas.linkURL("https://evil.example/", (0, 0, 100, 100))
        canvas.showPage()
    canvas.save()
    made = out.getvalue()
    if script:
        action = b"/OpenAction << /S /JavaScript /JS (" + SCRIPT + b") >> /Type /Catalog"
        made = made.replace(b"/Type /Catalog", action)
    return made


def png(rows: int, columns: int, channels: int = 3, value: int = 200) -> bytes:
    return bytes(cv2.imencode(".png", np.full((rows, columns, channels), value, np.uint8))[1])


def bomb() -> bytes:
    """A PNG of a few kilobytes that says it is 60,000 x 60,000 points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (60000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    body = zlib.compress(bytes(1 << 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def ending(kind: str, data: bytes) -> Ending:
    with pytest.raises(UnfitError) as caught:
        list(page_maker.pages(kind, data))
    return caught.value.ending


def test_each_page_of_a_paper_becomes_a_picture_no_larger_than_a_scan() -> None:
    made = list(page_maker.pages("pdf", pdf(3)))
    assert [page.shape for page in made] == [(2339, 1653, 3)] * 3
    assert all(page.min() < 50 and page.max() > 200 for page in made), "there is writing on it"


def test_of_a_paper_with_a_script_only_its_picture_goes_on() -> None:
    tricky = pdf(script=True)
    assert SCRIPT in tricky
    (jpeg,) = pages_of("pdf", tricky)
    assert jpeg.startswith(b"\xff\xd8\xff")
    assert b"JavaScript" not in jpeg
    assert SCRIPT not in jpeg
    assert b"evil.example" not in jpeg
    assert "V8" not in pypdfium2.version.PDFIUM_INFO.flags, "a build that would run scripts"


def test_a_page_of_many_metres_is_drawn_no_larger() -> None:
    (page,) = page_maker.pages("pdf", pdf(size=(14400, 14400)))
    assert page.shape == (2339, 2339, 3)


def test_a_photo_is_made_as_small_as_a_scan_and_turned_upright() -> None:
    (page,) = page_maker.pages("png", png(4000, 3000))
    assert page.shape == (2339, 1754, 3)
    jpeg = bytes(cv2.imencode(".jpg", np.zeros((100, 200, 3), np.uint8))[1])
    turned = b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    (page,) = page_maker.pages("jpeg", jpeg[:2] + turned + jpeg[2:])
    assert page.shape[:2] == (200, 100)


def test_what_was_transparent_is_paper() -> None:
    clear = np.zeros((40, 40, 4), np.uint8)
    (page,) = page_maker.pages("png", bytes(cv2.imencode(".png", clear)[1]))
    assert page.min() == 255
    deep = np.full((40, 40), 65535, np.uint16)
    (page,) = page_maker.pages("png", bytes(cv2.imencode(".png", deep)[1]))
    assert page.shape == (40, 40, 3)


@pytest.mark.parametrize(
    ("kind", "make", "how"),
    [
        ("pdf", lambda: pdf(page_maker.PAGES + 1), Ending.TOO_MUCH),
        ("pdf", lambda: b"%PDF-1.7 and then nothing", Ending.UNREADABLE),
        ("png", lambda: png(4, 4), Ending.UNREADABLE),
        ("jpeg", lambda: b"\xff\xd8\xff\xe0 a lie", Ending.UNREADABLE),
    ],
)
def test_what_is_no_page_ends_with_a_word_for_it(kind: str, make: Callable[[], bytes], how: Ending) -> None:
    assert ending(kind, make()) is how


@pytest.mark.parametrize(
    ("kind", "make", "fault"),
    [
        ("png", bomb, Fault.STICK_FILE_UNREADABLE),
        ("pdf", lambda: pdf(page_maker.PAGES + 1), Fault.STICK_FILE_TOO_LARGE),
    ],
)
def test_a_file_that_unfolds_beyond_its_bounds_is_refused(kind: str, make: Callable[[], bytes], fault: Fault) -> None:
    with pytest.raises(DeviceError) as caught:
        pages_of(kind, make())
    assert caught.value.fault is fault


def test_a_maker_that_hangs_is_ended() -> None:
    with pytest.raises(DeviceError) as caught:
        pages_of("pdf", pdf(), seconds=0.001)
    assert caught.value.fault is Fault.STICK_FILE_UNREADABLE


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_an_answer_is_taken_whole_or_not_at_all(noise: bytes) -> None:
    page = b"\xff\xd8\xff" + noise
    whole = len(page).to_bytes(4, "big") + page
    assert _unpacked(whole * 2) == (page, page)
    for broken in (b"", whole[:-1], whole + b"\0", b"\0\0\0\x03abc", whole * 11):
        with pytest.raises(DeviceError):
            _unpacked(broken)
