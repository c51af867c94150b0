"""How long a slip takes, from its data to its PDF: the first of a process (fonts are read), and every later one."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time

from kiosk.documents.receipt import Receipt, render
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Text
from tests.benchmarks.figures import Figure, of_samples

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
_FIRST = (
    "import time; from tests.benchmarks.receipt import RECEIPT, render; "
    "t = time.perf_counter(); render(RECEIPT); print((time.perf_counter() - t) * 1000)"
)


def measure(runs: int = 50) -> dict[str, Figure]:
    """`receipt_pdf`: a rare-character name and the text in the QR, the dearest slip. `…_first`: new process."""
    render(RECEIPT)
    samples = []
    for _ in range(runs):
        start = time.perf_counter()
        render(RECEIPT)
        samples.append((time.perf_counter() - start) * 1000)
    first = [
        float(subprocess.run([sys.executable, "-c", _FIRST], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    return {"receipt_pdf": of_samples(samples, "ms"), "receipt_pdf_first": of_samples(first, "ms")}
