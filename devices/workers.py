"""What is done with an open device, one class a kind: cards, codes and pictures become events, jobs are printed.

The thread, the connection and the watchdog are `devices.worker`. Must never keep what a person's card or code says.
"""

from __future__ import annotations

import logging
import queue
import time
from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, Protocol, TypeAlias, runtime_checkable

from devices.contract import (
    Camera,
    CardEvent,
    CardPhase,
    ChipEvent,
    ChipReader,
    Code,
    CodeEvent,
    DeviceError,
    DocumentCamera,
    Driver,
    Fault,
    FrameEvent,
    IdReader,
    Kind,
    Listener,
    PageEvent,
    Printer,
    PrintJob,
    State,
    TurnedEvent,
)
from devices.link import Link
from devices.watchdog import WATCHDOG, Watchdog
from devices.worker import Checkable, DeviceWorker, OnEvent, Patience, damped

_log = logging.getLogger(__name__)


class PresentationWorker(DeviceWorker):
    """A reader of cards: polls while enabled; StateChanged for the reader itself.

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

    @abstractmethod
    def _event(self, phase: CardPhase, card: Any = None, fault: Fault | None = None) -> CardEvent | ChipEvent:
        """The kind's event."""

    def _use(self, device: IdReader | ChipReader) -> None:
        self._detected = False
        begun = time.monotonic()
        try:
            card = device.poll(self._on_detected)
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
        if card is None:
            self._rest(max(0.0, begun + self.FASTEST - time.monotonic()))
        elif self._enabled:
            self._emit(self._event(CardPhase.READ, card))

    def _on_detected(self) -> None:
        self._detected = True
        if self._failed is None and self._enabled:
            self._emit(self._event(CardPhase.DETECTED))

    def _fail(self, fault: Fault) -> None:
        if self._failed is not fault and self._enabled:
            self._failed = fault
            self._emit(self._event(CardPhase.FAILED, fault=fault))


class IdReaderWorker(PresentationWorker):
    """Identity-card reader: CardEvent per presentation."""

    def _event(self, phase: CardPhase, card: Any = None, fault: Fault | None = None) -> CardEvent:
        return CardEvent(phase, card, fault)


class ChipReaderWorker(PresentationWorker):
    """Chip-card reader: ChipEvent per presentation."""

    def _event(self, phase: CardPhase, card: Any = None, fault: Fault | None = None) -> ChipEvent:
        return ChipEvent(phase, card, fault)


class CameraWorker(DeviceWorker):
    """Camera: FrameEvent while enabled, at most `FRAMES_PER_SECOND`; StateChanged when pictures cease."""

    FRAMES_PER_SECOND: ClassVar[int] = 15
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


class DocumentCameraWorker(CameraWorker):
    """Document camera: FrameEvent with the page's corners while enabled; one PageEvent for every `take`."""

    FRAMES_PER_SECOND: ClassVar[int] = 8
    """A hand that lays down a page needs no more, and each is searched for the page."""
    _wanted: bool | None = None
    """Is a page to be taken: None = no, True = all that the camera sees, False = the page alone."""

    def take(self, *, whole: bool = False) -> None:
        """Take the page that lies there now, or all that the camera sees. Answered by a PageEvent."""
        self._wanted = whole
        self._wake.set()

    def enable(self) -> None:
        """Show what lies there; what was wanted before is not."""
        self._wanted = None
        super().enable()

    def _use(self, device: Any) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._emit(self._taken(device, whole=wanted))
            return
        begun = time.monotonic()
        sight = device.look(self.STOPPED_AFTER)
        self._worked()
        if self._enabled:
            self._sequence += 1
            self._emit(FrameEvent(sight.picture, time.monotonic(), self._sequence, sight.corners, sight.hints))
        if self._wanted is None:
            self._rest(max(0.0, begun + 1 / self.FRAMES_PER_SECOND - time.monotonic()))

    def _taken(self, device: DocumentCamera, *, whole: bool) -> PageEvent:
        """What the person did wrong is an answer; anything else is a fault of the camera."""
        try:
            page = device.take(self.STOPPED_AFTER, whole=whole)
        except DeviceError as error:
            if error.fault.state is not State.USER_ERROR:
                raise
            self._worked()
            return PageEvent(fault=error.fault, detail=error.detail)
        self._worked()
        return PageEvent(page)


@runtime_checkable
class Triggered(Protocol):
    """A scanner that can be told when codes are wanted, so that it shines only then."""

    def want(self, *, wanted: bool) -> None:
        """Wanted from now on, or not. Raises DeviceError."""


class ListenerWorker(DeviceWorker):
    """Scanner, headphones, keypad, door: CodeEvent or TurnedEvent, at most `PER_SECOND`; never an avalanche.

    A scanner or keypad is heard out also while nobody asked, and what it says then is dropped: a code held up in the
    meantime must not arrive later. Jack and door tell how things stand, so they are always told. An open door is a
    state of the device (device.tampered) until it is closed.
    """

    PER_SECOND: Final = 20
    LISTEN: Final = 0.5
    """Seconds of one portion: how soon `stop` is heard."""

    def __init__(
        self,
        driver: Driver,
        options: Mapping[str, Any],
        on_event: OnEvent,
        patience: Patience | None = None,
        watchdog: Watchdog = WATCHDOG,
    ) -> None:
        super().__init__(driver, options, on_event, patience, watchdog)
        self._always = driver.kind in {Kind.HEADPHONES, Kind.DOOR}
        self._times: deque[float] = deque(maxlen=self.PER_SECOND)
        self._open_door = False

    def _use(self, device: Listener) -> None:
        self._wanted(device, wanted=True)
        self._hear_out(device)

    def _hear_out(self, device: Listener) -> None:
        try:
            told = device.listen(self.LISTEN)
        except DeviceError as error:
            if error.fault.state is not State.USER_ERROR:
                raise
            self._worked()
            self._pass_on(CodeEvent(fault=error.fault))
            return
        if told is not None:
            self._notice(told.what if not isinstance(told, Code) else "")
        self._worked()
        if isinstance(told, Code):
            self._pass_on(CodeEvent(told))
        elif told is not None:
            self._pass_on(TurnedEvent(self._driver.kind, told))

    def _idle(self, device: Listener) -> None:
        self._wanted(device, wanted=False)
        self._hear_out(device)

    def _wanted(self, device: Listener, *, wanted: bool) -> None:
        if isinstance(device, Triggered):
            device.want(wanted=wanted)

    def _notice(self, what: str) -> None:
        if self._driver.kind is Kind.DOOR:
            self._open_door = what == "opened"

    def _online(self) -> None:
        """Well, but for a door that stands open."""
        if self._open_door:
            if self._said != (State.TAMPERED, Fault.TAMPERED):
                _log.warning("%s: the door stands open", self._driver.name)
            self._say(State.TAMPERED, Fault.TAMPERED)
        else:
            super()._online()

    def _pass_on(self, event: CodeEvent | TurnedEvent) -> None:
        """Hand it up if it is wanted and not one too many in this second."""
        if not (self._enabled or self._always):
            return
        now = time.monotonic()
        if len(self._times) == self.PER_SECOND and now - self._times[0] < 1.0 and not self._always:
            return
        self._times.append(now)
        self._emit(event)


OnOutcome: TypeAlias = Callable[[str, Fault | None], None]
"""Job id, and None for "printed" or why it is not, called in the printer's thread (the watchdog's where it hangs)."""


class PrinterWorker(DeviceWorker):
    """Printer: each job once, its outcome told once; between jobs StateChanged as the printer says.

    A printer that misses for a moment keeps its jobs; one that is down fails them now, and never prints them later
    behind the person's back. A job on which the printer hangs ends in printer.outcome-unknown.
    """

    PRINT_TIMEOUT: Final = 60.0
    """Seconds until an outcome is called unknown."""
    GRACE: Final = 15.0
    """Seconds more until a printer that does not even say so hangs."""

    def __init__(
        self,
        driver: Driver,
        options: Mapping[str, Any],
        on_event: OnEvent,
        patience: Patience | None = None,
        watchdog: Watchdog = WATCHDOG,
    ) -> None:
        super().__init__(driver, options, on_event, patience, watchdog)
        self._jobs: queue.SimpleQueue[tuple[PrintJob, OnOutcome, float]] = queue.SimpleQueue()
        self._next: tuple[PrintJob, OnOutcome, float] | None = None
        """Taken from the queue and not begun."""
        self._printing: tuple[PrintJob, OnOutcome] | None = None
        self._enabled = True

    def submit(self, job: PrintJob, on_outcome: OnOutcome, timeout: float = PRINT_TIMEOUT) -> None:
        """Print `job` when the printer is free. Where it is down the outcome comes at once: its fault.

        `timeout`: seconds until the outcome is called unknown.
        """
        self._jobs.put((job, on_outcome, timeout))
        self._wake.set()

    def _use(self, device: Printer) -> None:
        if self._next is None:
            try:
                self._next = self._jobs.get_nowait()
            except queue.Empty:
                self._idle(device)
                return
        if self._link is Link.SHAKY and isinstance(device, Checkable):
            device.check()  # it missed a moment ago: the job is kept until that has passed
        job, on_outcome, timeout = self._next
        with self._within(timeout + self.GRACE):
            self._printing, self._next = (job, on_outcome), None
            try:
                device.print(job, timeout)
            except DeviceError as error:
                if error.fault.state is State.USER_ERROR:
                    self._worked()  # cancelled, or more than it can: nothing is wrong with the printer
                    self._conclude(error.fault)
                    return
                self._conclude(error.fault)
                raise
            self._worked()
            self._conclude(None)

    def _conclude(self, fault: Fault | None) -> None:
        """Tell the outcome of what is being printed, once, from the device's thread."""
        with self._voice:
            self._heed()
            self._outcome(fault)

    def _outcome(self, fault: Fault | None) -> None:
        printing, self._printing = self._printing, None
        if printing is not None:
            printing[1](printing[0].job_id, fault)

    def _hung(self) -> None:
        self._outcome(Fault.OUTCOME_UNKNOWN)
        self._fail_waiting(Fault.HUNG)

    def _lost(self, error: DeviceError) -> None:
        """Jobs that wait are not printed later, behind the person's back: they fail now."""
        super()._lost(error)
        self._fail_waiting(error.fault)

    def _fail_waiting(self, fault: Fault) -> None:
        waiting, self._next = self._next, None
        while waiting is not None or not self._jobs.empty():
            job, on_outcome, _ = waiting or self._jobs.get_nowait()
            waiting = None
            on_outcome(job.job_id, fault)


__all__ = [
    "CameraWorker", "ChipReaderWorker", "IdReaderWorker", "ListenerWorker", "OnOutcome", "PresentationWorker",
    "PrinterWorker", "damped",
]  # fmt: skip
