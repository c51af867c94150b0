from __future__ import annotations

import dataclasses
import datetime as dt
import io

import msgspec
import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from devices.faults import DeviceError, Fault
from devices.pdf_raster import rasterise
from devices.protocols.escpos_raster import Raster
from kiosk.documents.receipt import Receipt, qr_payload, render
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Text
from tests.qr_reader import qr_codes

RECEIPT = Receipt(
    organisation=Text("示例省示例市政务服务"),
    terminal="A-03 示例大厅一层",
    outcome=Outcome.QUEUED,
    item=Text("异地就医备案"),
    masked_name="张*𬱟",
    number="A03-0712-0046",
    at=dt.datetime(2026, 7, 12, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=8))),
    department=Text("示例市医疗保障局"),
)
MM = 72 / 25.4


def page(width: float = 80 * MM, height: float = 50 * MM, *, pages: int = 1, mark: bool = True) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    for _ in range(pages):
        if mark:
            canvas.rect(10 * MM + 0.01, height - 20 * MM + 0.01, 10 * MM - 0.02, 5 * MM - 0.02, 0, 1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(raster: Raster) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    rows = np.frombuffer(raster.bits, np.uint8).reshape(raster.height, -1)
    grey: np.ndarray[tuple[int, int], np.dtype[np.uint8]] = np.where(np.unpackbits(rows, axis=1), 0, 255).astype(
        np.uint8
    )
    return grey


def runs(lines: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> set[int]:
    """Lengths of equal dots in a row, without the first and the last of each row."""
    found: set[int] = set()
    for line in lines:
        found |= set(np.diff(np.flatnonzero(np.diff(line.astype(np.int8)))).tolist())
    return found


def test_a_rectangle_stands_where_the_page_has_it() -> None:
    raster = rasterise(page(), 576)
    dark = picture(raster) == 0
    ys, xs = np.nonzero(dark)
    assert raster.height == 20 * 8
    assert (ys.min(), ys.max() + 1, xs.min(), xs.max() + 1) == (15 * 8, 20 * 8, (10 - 4) * 8, (20 - 4) * 8)
    assert dark.sum() == 80 * 40


def test_a_narrow_head_gets_the_page_scaled_down() -> None:
    dark = picture(rasterise(page(), 384)) == 0
    ys, xs = np.nonzero(dark)
    assert dark.shape[1] == 384
    assert abs((xs.max() + 1 - xs.min()) - 80 * 2 / 3) <= 1
    assert abs((ys.max() + 1 - ys.min()) - 40 * 2 / 3) <= 1
    narrow = picture(rasterise(page(58 * MM), 384)) == 0
    assert narrow.sum() == 80 * 40


def test_every_module_of_the_code_is_five_whole_dots_and_it_reads() -> None:
    for number in ("A03-0712-0046", "B1-7", "示例-0001-0002-0003"):
        receipt = msgspec.structs.replace(RECEIPT, number=number)
        grey = picture(rasterise(render(receipt), 576))
        (code,) = qr_codes(grey)
        assert code.text == qr_payload(receipt)
        corner, opposite = code.position.top_left, code.position.bottom_right
        dark = grey[corner.y : opposite.y + 1, corner.x : opposite.x + 1] == 0
        sizes = runs(dark) | runs(dark.T)
        module = min(sizes)
        assert module >= 3
        assert {size % module for size in sizes} == {0}


def test_on_58_mm_the_code_still_reads() -> None:
    (code,) = qr_codes(picture(rasterise(render(RECEIPT), 384)))
    assert code.text == qr_payload(RECEIPT)


def test_nothing_of_the_slip_is_left_out_at_the_sides() -> None:
    dark = picture(rasterise(render(RECEIPT), 576)) == 0
    assert dark[:, 0].sum() == 0
    assert dark[:, -1].sum() == 0
    assert dark[:, :12].sum() > 0
    assert dark[:, -12:].sum() > 0


def test_same_slip_same_dots() -> None:
    assert rasterise(render(RECEIPT), 576).bits == rasterise(render(RECEIPT), 576).bits


@pytest.mark.parametrize(
    "pdf",
    [
        b"",
        b"no pdf",
        page()[:200],
        page(pages=2),
        page(mark=False),
        page(210 * MM, 297 * MM),
        page(80 * MM, 1600 * MM),
    ],
)
def test_what_does_not_go_on_a_roll_is_refused(pdf: bytes) -> None:
    with pytest.raises(DeviceError) as caught:
        rasterise(pdf, 576)
    assert caught.value.fault is Fault.PRINT_REFUSED


def test_a_raster_shows_nothing_of_the_slip() -> None:
    raster = rasterise(render(RECEIPT), 576)
    assert repr(raster) == "Raster(width=576)"
    assert dataclasses.asdict(raster)["width"] == 576
