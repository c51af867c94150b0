"""A virtual ESC/POS printer with our driver on it, and what its slips look like: for tests of faults and pictures."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from devices.contract import DeviceError, Fault, PrintJob
from devices.drivers.printer_escpos import EscposPrinter
from devices.pdf_raster import rasterise
from devices.protocols.escpos_raster import tamed
from devices.twins.running_twin import RunningEscpos
from kiosk.documents.receipt import Receipt, render
from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Text

LIMIT = 60.0
WAYS = ("serial", "tcp")


def receipt(name: str = "张*𬱟", number: str = "A03-0712-0046") -> Receipt:
    return Receipt(
        organisation=Text("示例省示例市政务服务"),
        terminal="A-03 示例大厅一层",
        outcome=Outcome.QUEUED,
        item=Text("异地就医备案"),
        masked_name=name,
        number=number,
        at=dt.datetime(2026, 7, 12, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=8))),
        department=Text("示例市医疗保障局"),
    )


def job(number: str = "A03-0712-0046") -> PrintJob:
    return PrintJob(uuid7(), render(receipt(number=number)))


def dots(png: Path) -> NDArray[np.bool_]:
    """Black dots of a slip."""
    with Image.open(png) as picture:
        return ~np.array(picture.convert("1"), dtype=bool)


def expected(pdf: bytes, width: int = 576) -> NDArray[np.bool_]:
    """Black dots of the slip as the PDF has it, orders tamed row by row as they are sent."""
    raster = rasterise(pdf, width)
    rows = np.frombuffer(tamed(raster.bits), np.uint8).reshape(raster.height, -1)
    return np.unpackbits(rows, axis=1).astype(bool)


class Stand:
    """One twin and one driver on it."""

    def __init__(self, twin: RunningEscpos, folder: Path, way: str, options: dict[str, Any]) -> None:
        line = {"port": twin.port} if way == "serial" else {"host": "127.0.0.1", "tcp_port": twin.tcp_port}
        self.twin = twin
        self.options = {**line, "journal": str(folder / "journal"), "stall": 2.0, "lasting": 0.5, **options}
        self.printer = EscposPrinter(self.options)

    def fault(self, act: Callable[[], object]) -> Fault | None:
        """What `act` ends in; None where it ends well."""
        try:
            act()
        except DeviceError as error:
            return error.fault
        return None

    def prints(self, one: PrintJob, timeout: float = LIMIT) -> Fault | None:
        return self.fault(lambda: self.printer.print(one, timeout))

    def restart(self) -> None:
        """As if the process had been started anew."""
        self.printer.close()
        self.printer = EscposPrinter(self.options)

    def whole(self, one: PrintJob) -> int:
        """How many of the slips so far are exactly this job, dot for dot."""
        wanted = expected(one.pdf)
        return sum(np.array_equal(dots(png), wanted) for png in self.twin.pictures())

    def until(self, so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until the twin's state is so."""
        end = time.monotonic() + LIMIT
        while not so(state := self.twin.tell("state")):
            assert time.monotonic() < end, state
            time.sleep(0.02)
        return state


@contextmanager
def stand(folder: Path, way: str = "serial", *more: str, **options: Any) -> Iterator[Stand]:
    """A stand; `more` = arguments of the twin, `options` = of the driver."""
    with RunningEscpos(folder, *more) as twin:
        made = Stand(twin, folder, way, options)
        try:
            yield made
        finally:
            made.printer.close()
