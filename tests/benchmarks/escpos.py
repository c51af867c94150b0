"""How long a slip takes from its PDF to the last byte on the line, and until the printer has said that it is out.

Next to it, in the same run, on the same slip and the same virtual printer (a pty, unlimited speed): python-escpos,
which gets the page drawn by pdfium, turns it into its raster and sends that through its own serial class. It asks
nothing, so its time is to be compared with the last byte only.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

from devices.contract import PrintJob
from devices.drivers.printer_escpos import EscposPrinter
from devices.escpos_talk import Patience, Talk
from devices.pdf_raster import DOTS_PER_POINT, rasterise
from devices.protocols.escpos_raster import START, Cut, bands, parting
from devices.transports import escpos_line
from devices.twins.running_twin import RunningEscpos
from kiosk.documents.receipt import render
from tests.benchmarks.figures import Figure, of_samples
from tests.benchmarks.receipt import RECEIPT

_PATIENCE = 60.0


def measure(runs: int = 30) -> dict[str, Figure]:
    """`escpos_encode`: dots to bytes; `escpos_last_byte`: PDF to the last byte; `escpos_print`: until it is out."""
    pdf = render(RECEIPT)
    with tempfile.TemporaryDirectory() as folder, RunningEscpos(Path(folder)) as twin:
        ours, theirs = _last_byte(pdf, twin, runs)
        encoded, theirs_encoded = _encoding(pdf, runs)
        printed = _printing(pdf, twin, Path(folder), runs)
    return {
        "escpos_encode": of_samples(encoded, "ms", baseline=theirs_encoded, name="python-escpos"),
        "escpos_last_byte": of_samples(ours, "ms", baseline=theirs, name="pdfium + python-escpos"),
        "escpos_print": of_samples(printed, "ms"),
    }


def _last_byte(pdf: bytes, twin: RunningEscpos, runs: int) -> tuple[list[float], list[float]]:
    """By turns, so that neither gets the quieter minute."""
    ours, theirs = [], []
    for run in range(runs):
        ours.append(_timed(lambda: _sent(pdf, twin)))
        _wait_for(twin, 2 * run + 1)
        theirs.append(_timed(lambda: _sent_by_python_escpos(pdf, twin)))
        _wait_for(twin, 2 * run + 2)
    return ours, theirs


def _wait_for(twin: RunningEscpos, slips: int) -> None:
    """Until the printer has done all that went before: nobody waits for another's slip."""
    end = time.monotonic() + _PATIENCE
    while twin.tell("state")["slips"] < slips and time.monotonic() < end:
        time.sleep(0.01)


def _sent(pdf: bytes, twin: RunningEscpos) -> None:
    """Open, status before, every byte of the slip, none after; what the twin says is heard on the way."""
    talk = Talk(escpos_line.opened({"port": twin.port}), marks=False, stall=_PATIENCE)
    patience = Patience(time.monotonic() + _PATIENCE, _PATIENCE)
    talk.ask(_PATIENCE)
    talk.push(START, patience)
    for band in bands(rasterise(pdf, 576)):
        talk.push(band, patience)
    talk.push(parting(Cut.PARTIAL), patience)
    talk.close()


def _sent_by_python_escpos(pdf: bytes, twin: RunningEscpos) -> None:
    from escpos.printer import Serial  # type: ignore[import-untyped]

    with contextlib.redirect_stdout(io.StringIO()):
        printer = Serial(devfile=twin.port, baudrate=115200, dsrdtr=False)
        printer.image(_drawn(pdf))
        printer.cut()
        printer.close()


def _encoding(pdf: bytes, runs: int) -> tuple[list[float], list[float]]:
    """From the same drawn page to the bytes of the picture."""
    from escpos.printer import Dummy

    raster, drawn = rasterise(pdf, 576), _drawn(pdf)

    def encoded() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            Dummy().image(drawn)

    ours, theirs = [], []
    for _ in range(runs):
        ours.append(_timed(lambda: b"".join(bands(raster))))
        theirs.append(_timed(encoded))
    return ours, theirs


def _printing(pdf: bytes, twin: RunningEscpos, folder: Path, runs: int) -> list[float]:
    """`print` of the driver: journal, status, picture, cut, confirmed by the printer."""
    printer = EscposPrinter({"port": twin.port, "journal": str(folder / "journal")})
    jobs = [PrintJob(str(uuid.uuid4()), pdf) for _ in range(runs)]
    times = [_timed(lambda job=job: printer.print(job, _PATIENCE)) for job in jobs]  # type: ignore[misc]  # bound now
    printer.close()
    return times


def _drawn(pdf: bytes) -> Any:
    """The page as python-escpos wants it: a grey picture of 576 dots."""
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=DOTS_PER_POINT, grayscale=True).to_pil()
    margin = (picture.width - 576) // 2
    return picture.crop((margin, 0, margin + 576, picture.height))


def _timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000
