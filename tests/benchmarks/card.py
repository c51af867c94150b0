"""Card on the reader to decoded person, against the time the bytes themselves need on the wire.

The reader is the twin: a process of its own on a pty that sends at line speed. From the moment the card answers
the first command the driver is measured against 10 bit times a byte, both directions; the wait for the next poll
(at most the poll interval) comes on top and is given by itself.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from devices.drivers.sam_serial import SamSerialReader
from devices.sam_reader import POLL_FASTEST
from devices.transports.serial_line import SerialLine
from devices.twins.running_twin import RunningSam
from kiosk.domain.person import Person
from kiosk.identity.chip import person_of
from kiosk.runtime.demo import people_dir
from tests.benchmarks.figures import Figure, of_samples

BAUD = 115200
_BITS = 10
"""8N1: start, eight, stop."""


class _Counted:
    """Bytes that went over the line, both ways."""

    def __init__(self, line: SerialLine) -> None:
        self.bytes = 0
        self.first_write = 0.0
        self._write, self._read = line.write, line.read
        line.write, line.read = self.write, self.read  # type: ignore[method-assign]

    def reset(self) -> None:
        self.bytes, self.first_write = 0, 0.0

    def write(self, data: bytes) -> None:
        self.first_write = self.first_write or time.perf_counter()
        self.bytes += len(data)
        self._write(data)

    def read(self, deadline: float) -> bytes:
        data = self._read(deadline)
        self.bytes += len(data)
        return data


def measure(runs: int = 30) -> dict[str, Figure]:
    """`card_to_person` against wire time; `card_polling`: card lies there, to the command that finds it."""
    samples, wire, polling = [], [], []
    words = ["--people", str(people_dir()), "--baud", str(BAUD)]
    with tempfile.TemporaryDirectory() as folder, RunningSam(Path(folder), *words) as twin:
        reader = SamSerialReader({"port": twin.port, "baud": BAUD, "poll_interval": POLL_FASTEST})
        assert reader._line is not None
        counted = _Counted(reader._line)
        for run in range(runs):
            twin.tell("lift")
            _poll_until(reader, counted, wanted=False)
            time.sleep(POLL_FASTEST * (run % 10) / 10)
            twin.tell("place", person="p01")
            placed = time.perf_counter()
            assert _poll_until(reader, counted, wanted=True) is not None
            samples.append((time.perf_counter() - counted.first_write) * 1000)
            wire.append(counted.bytes * _BITS / BAUD * 1000)
            polling.append((counted.first_write - placed) * 1000)
        reader.close()
    return {
        "card_to_person": of_samples(
            samples, "ms", baseline=wire, name=f"wire time at {BAUD} bit/s", floor="<= 1.25 x wire time + polling"
        ),
        "card_polling": of_samples(polling, "ms", floor=f"<= {POLL_FASTEST * 1000:.0f} ms"),
    }


def _poll_until(reader: SamSerialReader, counted: _Counted, *, wanted: bool) -> Person | None:
    """Poll as the worker does; the person as soon as a card was read, or None as soon as none is there."""
    while True:
        reader._timing.pause(max(0.0, reader._next_poll - reader._timing.now()))
        counted.reset()
        record = reader.poll(lambda: None)
        if record is not None and wanted:
            return person_of(record)
        if record is None and not wanted:
            return None
