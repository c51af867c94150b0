"""One thread per device: opens it, keeps it open, turns what it does into events. A dead device never blocks another.

The connection is one table, `devices.link.TABLE`. Events leave through `on_event`, called in the device's thread:
it must be quick and must not raise. What the physical world does is an event; only a mistake ends the thread.
Must never poll a reader or show a camera's pictures while nobody asked for it (`enable`).
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, Protocol, TypeAlias, runtime_checkable

from devices.contract import (
    Action,
    Camera,
    CardEvent,
    CardPhase,
    DeviceError,
    Driver,
    Fault,
    FrameEvent,
    IdReader,
    PrintJob,
    ReceiptPrinter,
    State,
    StateChanged,
)
from devices.link import Cue, Link, moved

_log = logging.getLogger(__name__)
_HANDOVER_STEP: Final = 0.1

Event: TypeAlias = StateChanged | CardEvent | FrameEvent
OnEvent: TypeAlias = Callable[[Event], None]


class Patience(NamedTuple):
    """How long and how often a worker puts up with a device."""

    misses: int = 3
    """Misses in a row until a device that worked is called gone (flap damping)."""
    retry: float = 1.0
    """Seconds between two attempts to open a device that is down."""
    check: float = 4.0
    """Seconds between two looks at a device nobody is using."""
    handover: float = 3.0
    """Seconds after the start in which the process before may still hold the device: asked often, nothing said."""


@runtime_checkable
class Checkable(Protocol):
    """A device that can be asked whether it is well without using it."""

    def check(self) -> None:
        """Raises DeviceError where it is not."""


class Closable(Protocol):
    """What every device is."""

    def close(self) -> None:
        """Give it back; never raises."""


class DeviceWorker(ABC):
    """The thread and the connection; what is done with an open device is the subclass's matter."""

    def __init__(
        self, driver: Driver, options: Mapping[str, Any], on_event: OnEvent, patience: Patience | None = None
    ) -> None:
        self._driver = driver
        self._options = options
        self._on_event = on_event
        self._patience = patience or Patience()
        self._link = Link.IDLE
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stopping = False
        self._enabled = False
        self._misses = 0
        self._said: tuple[State, Fault | None] | None = None
        self._handover_until = 0.0
        self._thread = threading.Thread(target=self._run, name=f"device-{driver.kind}", daemon=True)

    @property
    def link(self) -> Link:
        """How the worker stands to its device now."""
        return self._link

    def start(self) -> None:
        """Open the device and keep it. Once."""
        self._move(Cue.STARTED)
        self._handover_until = time.monotonic() + self._patience.handover
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> bool:
        """Give the device back; no event comes afterwards. Not from within `on_event`.

        False where the driver hung for `timeout` seconds: its thread is abandoned.
        """
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        hung = self._thread.is_alive()
        if hung:
            _log.warning("%s hangs; its thread is left behind", self._driver.name)
        self._move(Cue.GIVEN_UP if hung and self._link is not Link.ABANDONED else Cue.STOPPED)
        return not hung

    def enable(self) -> None:
        """Somebody wants what the device gives."""
        self._enabled = True
        self._wake.set()

    def disable(self) -> None:
        """Nobody wants it now; the device stays open."""
        self._enabled = False
        self._wake.set()

    @abstractmethod
    def _use(self, device: Any) -> None:
        """One portion of work, soon done, while enabled. Raises DeviceError."""

    def _idle(self, device: Any) -> None:
        """While nobody wants anything: is it well? Raises DeviceError."""
        if isinstance(device, Checkable):
            device.check()
            self._worked()
        self._rest(self._patience.check)

    def _run(self) -> None:
        device: Closable | None = None
        try:
            while not self._stopping:
                device = self._open() if device is None else self._portion(device)
        except Exception as error:
            # a mistake in a driver: say that the device is out, then let the top of the program know
            _log.error("%s failed: %s", self._driver.name, type(error).__name__)
            self._say(State.OUT_OF_SERVICE, Fault.GONE)
            raise
        finally:
            if device is not None:
                device.close()

    def _open(self) -> Closable | None:
        """Open it, or wait a while before the next attempt."""
        if self._link is Link.DOWN:
            self._rest(min(self._patience.retry, _HANDOVER_STEP) if self._said is None else self._patience.retry)
            if self._stopping:
                return None
            self._move(Cue.RETRIED)
        try:
            device = self._opened()
        except DeviceError as error:
            self._lost(error)
            return None
        self._move(Cue.OPENED)
        self._misses = 0
        if self._said is None or not self._enabled:
            self._online()  # otherwise only once it has worked: a reader may open well and read nothing
        return device

    def _opened(self) -> Closable:
        """Open and, where that can be asked, well. Raises DeviceError."""
        device: Closable = self._driver.open(self._options)
        if isinstance(device, Checkable):
            try:
                device.check()
            except DeviceError:
                device.close()
                raise
        return device

    def _portion(self, device: Closable) -> Closable | None:
        """One portion of work; None where the device was lost with it."""
        self._wake.clear()
        if self._stopping:
            return device
        try:
            if self._enabled:
                self._use(device)
            else:
                self._idle(device)
        except DeviceError as error:
            if self._survives(error):
                return device
            self._lost(error)
            device.close()
            return None
        return device

    def _worked(self) -> None:
        """The device did its work."""
        self._misses = 0
        self._move(Cue.WORKED)
        self._online()

    def _online(self) -> None:
        if self._said and self._said[0] is not State.ONLINE:
            _log.info("%s is back", self._driver.name)
        self._say(State.ONLINE)

    def _survives(self, error: DeviceError) -> bool:
        """Is this one miss among few, or has the device to be called gone?"""
        self._misses += 1
        if not damped(error.fault) or self._misses >= self._patience.misses:
            return False
        self._move(Cue.MISSED)
        self._rest(self._patience.retry)
        return True

    def _lost(self, error: DeviceError) -> None:
        self._move(Cue.LOST)
        if error.fault is Fault.BUSY and self._said is None and time.monotonic() < self._handover_until:
            return
        if self._said != (error.fault.state, error.fault):
            _log.warning("%s is down: %s", self._driver.name, error)
        self._say(error.fault.state, error.fault)

    def _rest(self, seconds: float) -> None:
        """Wait, unless somebody wants something."""
        self._wake.wait(seconds)
        self._wake.clear()

    def _move(self, cue: Cue) -> None:
        with self._lock:
            self._link = moved(self._link, cue)

    def _say(self, state: State, fault: Fault | None = None) -> None:
        """Tell a state once."""
        if self._said != (state, fault):
            self._said = (state, fault)
            self._emit(StateChanged(self._driver.kind, state, fault))

    def _emit(self, event: Event) -> None:
        if not self._stopping:
            self._on_event(event)


def damped(fault: Fault) -> bool:
    """May it be a passing thing? Then a device is called gone only after several misses."""
    return fault is Fault.GONE or fault.action in {Action.WAIT, Action.RETRY, Action.RESET}


class IdReaderWorker(DeviceWorker):
    """Identity-card reader: polls while enabled; CardEvent per presentation, StateChanged for the reader itself.

    One presentation gives DETECTED, then READ or FAILED. A card that failed and still lies there fails silently
    until it is lifted, is read after all, or fails otherwise: the person sees one steady message.
    """

    FASTEST: Final = 0.05
    """Seconds between two polls at least, for drivers that do not hold back themselves."""
    _failed: Fault | None = None
    _detected = False

    def enable(self) -> None:
        """Begin to look for a card."""
        self._failed = None
        super().enable()

    def _use(self, device: IdReader) -> None:
        self._detected = False
        begun = time.monotonic()
        try:
            record = device.poll(self._on_detected)
        except DeviceError as error:
            for_the_person = error.fault.state is State.USER_ERROR
            if self._detected or for_the_person:
                self._fail(error.fault)
            if not for_the_person:
                raise
            self._worked()
            return
        self._worked()
        self._failed = None
        if record is None:
            self._rest(max(0.0, begun + self.FASTEST - time.monotonic()))
        elif self._enabled:
            self._emit(CardEvent(CardPhase.READ, record=record))

    def _on_detected(self) -> None:
        self._detected = True
        if self._failed is None and self._enabled:
            self._emit(CardEvent(CardPhase.DETECTED))

    def _fail(self, fault: Fault) -> None:
        if self._failed is not fault and self._enabled:
            self._failed = fault
            self._emit(CardEvent(CardPhase.FAILED, fault=fault))


class CameraWorker(DeviceWorker):
    """Camera: FrameEvent while enabled, at most `FRAMES_PER_SECOND`; StateChanged when pictures cease."""

    FRAMES_PER_SECOND: Final = 15
    STOPPED_AFTER: Final = 2.0
    """Seconds without a picture."""
    _sequence = 0

    def _use(self, device: Camera) -> None:
        begun = time.monotonic()
        picture = device.frame(self.STOPPED_AFTER)
        self._worked()
        if self._enabled:
            self._sequence += 1
            self._emit(FrameEvent(picture, time.monotonic(), self._sequence))
        self._rest(max(0.0, begun + 1 / self.FRAMES_PER_SECOND - time.monotonic()))

    def _survives(self, error: DeviceError) -> bool:
        """A camera that gives no pictures is opened anew at once: waiting has been done in `frame`."""
        del error
        return False


OnOutcome: TypeAlias = Callable[[str, Fault | None], None]
"""Job id, and None for "printed" or why it is not, called in the printer's thread."""


class PrinterWorker(DeviceWorker):
    """Receipt printer: each job once, its outcome told once; between jobs StateChanged as the printer says."""

    PRINT_TIMEOUT: Final = 60.0
    """Seconds until an outcome is called unknown."""

    def __init__(
        self, driver: Driver, options: Mapping[str, Any], on_event: OnEvent, patience: Patience | None = None
    ) -> None:
        super().__init__(driver, options, on_event, patience)
        self._jobs: queue.SimpleQueue[tuple[PrintJob, OnOutcome]] = queue.SimpleQueue()
        self._enabled = True

    def submit(self, job: PrintJob, on_outcome: OnOutcome) -> None:
        """Print `job` when the printer is free. Where it is down the outcome comes at once: its fault."""
        self._jobs.put((job, on_outcome))
        self._wake.set()

    def _use(self, device: ReceiptPrinter) -> None:
        try:
            job, on_outcome = self._jobs.get_nowait()
        except queue.Empty:
            self._idle(device)
            return
        try:
            device.print(job, self.PRINT_TIMEOUT)
        except DeviceError as error:
            on_outcome(job.job_id, error.fault)
            raise
        self._worked()
        on_outcome(job.job_id, None)

    def _lost(self, error: DeviceError) -> None:
        """Jobs that wait are not printed later, behind the person's back: they fail now."""
        super()._lost(error)
        while not self._jobs.empty():
            job, on_outcome = self._jobs.get_nowait()
            on_outcome(job.job_id, error.fault)
