"""How long a document takes from being handed over to its outcome being known, against `lp` and asking CUPS for it.

Both print the same page through the same cupsd to the same ippeveprinter, in turn, in this run. The baseline's queue
waits for the printer (CUPS's default), so that both know the same at the end: that the page is out. The printer takes
no time over it: what is measured is submitting, looking, and the journal's two writes to the disk.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

from devices.conformance.leaf import leaf
from devices.contract import PrintJob
from devices.drivers.document_printer_cups import DRIVER
from tests.benchmarks.figures import Figure, of_samples
from tests.print_server import QUEUE, PrintServer, print_server

_PLAIN = "plain"
_TIMEOUT = 30.0
_POLL = 0.05
"""Seconds between two looks of the baseline: as often as our driver looks at first."""


def measure(folder: Path, runs: int = 20) -> dict[str, Figure]:
    """`document_print`: print() of the CUPS driver. Baseline: `lp`, then `lpstat -W completed` until it is listed.

    `folder` is on a disk as a terminal has one: the print journal lies there.
    """
    ours: list[float] = []
    plain: list[float] = []
    with print_server(pages=True, waitjob=False) as server, tempfile.TemporaryDirectory(dir=folder) as journal:
        printer = DRIVER.open({"queue": QUEUE, "server": server.server, "printed": journal})
        server.admin("lpadmin", "-p", _PLAIN, "-E", "-v", server.device, "-P", str(server.folder / "page.ppd"))
        page = server.folder / "page.pdf"
        page.write_bytes(leaf(1))
        for _ in range(runs):
            job = PrintJob(str(uuid.uuid4()), leaf(1), "document")
            start = time.perf_counter()
            printer.print(job, _TIMEOUT)
            ours.append((time.perf_counter() - start) * 1000)
            start = time.perf_counter()
            _plain(server, page)
            plain.append((time.perf_counter() - start) * 1000)
    return {"document_print": of_samples(ours, "ms", baseline=plain, name="lp and lpstat")}


def _plain(server: PrintServer, page: Path) -> None:
    """What a program without us does: hand it to CUPS and ask until it is listed as completed."""
    environment = {**os.environ, "CUPS_SERVER": server.server}

    def run(*command: str) -> str:
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=_TIMEOUT
        ).stdout

    found = re.search(rf"{_PLAIN}-\d+", run("lp", "-d", _PLAIN, str(page)))
    if found is None:
        raise RuntimeError("lp said no job")
    until = time.monotonic() + _TIMEOUT
    while f"{found[0]} " not in run("lpstat", "-W", "completed", "-o", _PLAIN):
        if time.monotonic() > until:
            raise TimeoutError(found[0])
        time.sleep(_POLL)
