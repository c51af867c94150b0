"""Workers against tiny devices in memory: one presentation, one message; one loss, one message; no hanging stop."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from devices.contract import (
    CardEvent,
    CardPhase,
    DeviceError,
    Driver,
    Fault,
    FrameEvent,
    Kind,
    State,
    StateChanged,
)
from devices.drivers.memory_id_reader import MemoryIdReader
from devices.link import Link
from devices.protocols.idcard_record import CardFields, CardRecord, decode, encode
from devices.worker import DeviceWorker, Event, Patience
from devices.workers import CameraWorker, IdReaderWorker

QUICK = Patience(misses=3, retry=0.01, check=0.01)
LIMIT = 20.0
SEED = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people" / "p01.json"
CARD = decode(encode(CardFields.from_json(json.loads(SEED.read_text(encoding="utf-8"))["card"])))
ONLINE = StateChanged(Kind.ID_READER, State.ONLINE)
GONE = StateChanged(Kind.ID_READER, State.NO_DEVICE, Fault.GONE)
DETECTED = CardEvent(CardPhase.DETECTED)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.002)


class Log:
    """What a worker said."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def __call__(self, event: Event) -> None:
        self.events.append(event)

    def wait(self, *expected: Event) -> None:
        until(lambda: len(self.events) >= len(expected))
        assert self.events == list(expected)

    def cards(self) -> list[CardEvent]:
        return [event for event in self.events if isinstance(event, CardEvent)]


class Bench:
    """A driver for devices made in memory; `refuse` lets opening fail."""

    def __init__(self, kind: Kind, device: Any) -> None:
        self.device = device
        self.refuse: Fault | None = None
        self.opened = 0
        self.driver = Driver("bench", kind, self._open, virtual=True)

    def _open(self, options: Mapping[str, Any]) -> Any:
        del options
        self.opened += 1
        if self.refuse:
            raise DeviceError(self.refuse, "ordered")
        return self.device


@contextmanager
def running(worker: DeviceWorker, *, enabled: bool = True) -> Iterator[None]:
    if enabled:
        worker.enable()
    worker.start()
    try:
        yield
    finally:
        assert worker.stop(LIMIT)


@pytest.fixture
def reader() -> MemoryIdReader:
    return MemoryIdReader()


def reader_worker(bench: Bench, log: Log) -> IdReaderWorker:
    return IdReaderWorker(bench.driver, {}, log, QUICK)


@pytest.fixture
def bench(reader: MemoryIdReader) -> Bench:
    return Bench(Kind.ID_READER, reader)


# --- card reader ------------------------------------------------------------------------------------------
def test_a_card_is_detected_then_read(bench: Bench, reader: MemoryIdReader) -> None:
    log = Log()
    reader.place(CARD)
    with running(reader_worker(bench, log)):
        log.wait(ONLINE, DETECTED, CardEvent(CardPhase.READ, record=CARD))
    assert reader.closed


def test_nobody_asked_so_no_card_is_looked_for(bench: Bench, reader: MemoryIdReader) -> None:
    log = Log()
    reader.place(CARD)
    worker = reader_worker(bench, log)
    with running(worker, enabled=False):
        log.wait(ONLINE)
        assert reader.polls == 0
        worker.enable()
        until(lambda: len(log.cards()) == 2)
        worker.disable()
        until(lambda: worker.link is Link.UP)
        settled = reader.polls
        reader.place(CARD)
        until(lambda: reader.polls <= settled + 1)
    assert len(log.cards()) == 2


def test_a_card_that_cannot_be_read_is_said_once_while_it_lies_there(bench: Bench, reader: MemoryIdReader) -> None:
    log = Log()
    reader.fail(Fault.READ_FAILED, times=5)
    reader.place(CARD)
    failed = CardEvent(CardPhase.FAILED, fault=Fault.READ_FAILED)
    with running(reader_worker(bench, log)):
        log.wait(ONLINE, DETECTED, failed, CardEvent(CardPhase.READ, record=CARD))
        polls = reader.polls
        until(lambda: reader.polls > polls + 2)
        reader.fail(Fault.READ_FAILED)
        reader.place(CARD)
        until(lambda: len(log.cards()) == 6)
    assert log.cards()[3:] == [DETECTED, failed, CardEvent(CardPhase.READ, record=CARD)]


def test_a_reader_unplugged_for_a_moment_is_not_called_gone(bench: Bench, reader: MemoryIdReader) -> None:
    log = Log()
    worker = IdReaderWorker(bench.driver, {}, log, Patience(misses=1_000_000, retry=0.001, check=0.01))
    with running(worker):
        log.wait(ONLINE)
        reader.unplug()
        until(lambda: worker.link is Link.SHAKY)
        reader.unplug(gone=False)
        until(lambda: worker.link is Link.UP)
    assert log.events == [ONLINE]
    assert bench.opened == 1


@pytest.mark.expects_warnings
@pytest.mark.parametrize("enabled", [True, False])
def test_a_reader_that_is_gone_is_said_once_and_comes_back_by_itself(
    bench: Bench, reader: MemoryIdReader, caplog: pytest.LogCaptureFixture, *, enabled: bool
) -> None:
    log = Log()
    caplog.set_level("INFO")
    with running(reader_worker(bench, log), enabled=enabled):
        log.wait(ONLINE)
        reader.unplug()
        until(lambda: len(log.events) == 2)
        opened = bench.opened
        until(lambda: bench.opened > opened + 3)
        reader.unplug(gone=False)
        until(lambda: len(log.events) == 3)
    assert log.events == [ONLINE, GONE, ONLINE]
    ours = [record.getMessage() for record in caplog.records if record.name == "devices.worker"]
    assert ours == ["bench is down: device.gone: unplugged", "bench is back"]


@pytest.mark.expects_warnings
def test_a_reader_that_was_never_there_is_said_at_once(bench: Bench) -> None:
    log = Log()
    bench.refuse = Fault.GONE
    with running(reader_worker(bench, log)):
        log.wait(GONE)
        bench.refuse = None
        until(lambda: len(log.events) == 2)
    assert log.events == [GONE, ONLINE]


@pytest.mark.expects_warnings
def test_a_module_that_takes_no_commands_is_out_of_service_and_does_not_flicker(
    bench: Bench, reader: MemoryIdReader
) -> None:
    log = Log()
    reader.fail(Fault.SAM_NOT_AUTHORISED, times=4)
    reader.place(CARD)
    with running(reader_worker(bench, log)):
        until(lambda: len(log.cards()) == 3)
    fault = Fault.SAM_NOT_AUTHORISED
    assert log.events == [
        ONLINE,
        DETECTED,
        CardEvent(CardPhase.FAILED, fault=fault),
        StateChanged(Kind.ID_READER, State.OUT_OF_SERVICE, fault),
        ONLINE,
        CardEvent(CardPhase.READ, record=CARD),
    ]


def test_card_data_that_arrives_after_nobody_wants_it_is_dropped(bench: Bench, reader: MemoryIdReader) -> None:
    log = Log()
    worker = reader_worker(bench, log)

    class Slow(MemoryIdReader):
        def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
            found = super().poll(on_detected)
            if found:
                worker.disable()
            return found

    bench.device = reader = Slow()
    reader.place(CARD)
    with running(worker):
        until(lambda: reader.polls >= 1)
        until(lambda: worker.link is Link.UP)
    assert log.cards() == [DETECTED]


@pytest.mark.expects_warnings
def test_a_hung_device_is_abandoned_and_heard_no_more(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    log = Log()
    inside, release = threading.Event(), threading.Event()

    class Hung(MemoryIdReader):
        def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
            inside.set()
            release.wait(LIMIT)
            on_detected()
            return CARD

    bench.device = hung = Hung()
    worker = reader_worker(bench, log)
    worker.enable()
    worker.start()
    assert inside.wait(LIMIT)
    assert not worker.stop(0.05)
    assert worker.link is Link.ABANDONED
    assert "hangs" in caplog.text
    release.set()
    until(lambda: hung.closed)
    assert worker.link is Link.ABANDONED
    assert log.events == [ONLINE]
    until(lambda: worker.stop(LIMIT))  # what was let go closes the device and then ends


def test_a_worker_that_was_never_started_can_be_stopped(bench: Bench) -> None:
    worker = reader_worker(bench, Log())
    assert worker.stop()
    assert worker.link is Link.ENDED
    assert worker.stop()


@pytest.mark.expects_warnings
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_mistake_in_a_driver_is_said_and_reaches_the_top(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    log = Log()

    class Mistaken(MemoryIdReader):
        def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
            del on_detected
            raise KeyError("99010119850314002X")

    bench.device = mistaken = Mistaken()
    with running(reader_worker(bench, log)):
        until(lambda: mistaken.closed)
    assert log.events == [ONLINE, StateChanged(Kind.ID_READER, State.OUT_OF_SERVICE, Fault.GONE)]
    assert "bench failed: KeyError" in caplog.text
    assert "9901" not in caplog.text


# --- camera -----------------------------------------------------------------------------------------------
class Lens:
    """A camera in memory."""

    def __init__(self) -> None:
        self.stopped = False
        self.taken = 0

    def frame(self, timeout: float) -> NDArray[np.uint8]:
        del timeout
        if self.stopped:
            raise DeviceError(Fault.CAMERA_STOPPED, "ordered")
        self.taken += 1
        return np.zeros((2, 2, 3), np.uint8)

    def close(self) -> None:
        """Nothing to give back."""


def test_pictures_come_only_while_somebody_looks_and_not_too_fast() -> None:
    log, lens = Log(), Lens()
    worker = CameraWorker(Bench(Kind.CAMERA, lens).driver, {}, log, QUICK)
    with running(worker, enabled=False):
        log.wait(StateChanged(Kind.CAMERA, State.ONLINE))
        assert lens.taken == 0
        worker.enable()
        until(lambda: len(log.events) > 4)
    frames = [event for event in log.events if isinstance(event, FrameEvent)]
    assert [frame.sequence for frame in frames] == list(range(1, len(frames) + 1))
    spent = frames[3].at - frames[0].at
    assert spent >= 2 / worker.FRAMES_PER_SECOND


@pytest.mark.expects_warnings
def test_a_camera_that_stops_is_said_at_once_and_comes_back() -> None:
    log, lens = Log(), Lens()
    worker = CameraWorker(Bench(Kind.CAMERA, lens).driver, {}, log, QUICK)
    with running(worker):
        until(lambda: lens.taken > 1)
        lens.stopped = True
        until(lambda: StateChanged(Kind.CAMERA, State.HARDWARE_ERROR, Fault.CAMERA_STOPPED) in log.events)
        lens.stopped = False
        until(lambda: log.events.count(StateChanged(Kind.CAMERA, State.ONLINE)) == 2)
