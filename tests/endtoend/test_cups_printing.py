"""A whole slip through CUPS to an IPP printer: what arrives is the slip, at its size, and nothing stays behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from devices.contract import PrintJob
from devices.drivers.printer_cups import CupsPrinter
from kiosk.documents.receipt import Receipt, qr_payload, render
from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Text
from tests.print_server import QUEUE, PrintServer, print_server
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


@pytest.fixture(scope="module")
def server() -> Iterator[PrintServer]:
    with print_server() as started:
        yield started


def test_the_slip_arrives_whole_and_leaves_nothing_in_the_spool(server: PrintServer, tmp_path: Path) -> None:
    printer = CupsPrinter({"queue": QUEUE, "server": server.server, "printed": str(tmp_path / "printed")})
    job = PrintJob(uuid7(), render(RECEIPT))
    printer.print(job, 60.0)

    (paper,) = server.papers()
    page = pypdfium2.PdfDocument(paper)[0]
    width, height = page.get_size()
    sent = pypdfium2.PdfDocument(job.pdf)[0].get_size()
    assert (width, height) == pytest.approx(sent, abs=1)
    text = page.get_textpage().get_text_range()
    assert "已收到，尚未上传，不代表受理" in text
    assert "张*𬱟" in text
    picture = np.ascontiguousarray(page.render(scale=203 / 72 * 2, grayscale=True).to_numpy().squeeze())
    assert [found.text for found in qr_codes(picture)] == [qr_payload(RECEIPT)]

    assert server.spooled() == []
    assert server.came_out() == [f"receipt {job.job_id}"]
    log = (server.folder / "cups" / "error_log").read_text("utf-8", "replace")
    assert "张" not in log
    assert "A03-0712-0046" not in log
