"""One thread per device: opens it, keeps it open, turns what it does into events. A dead device never blocks another.

The connection is one table, `devices.link.TABLE`. Events leave through `on_event`, called in the device's thread:
it must be quick and must not raise. What the physical world does is an event; only a mistake ends the thread.
A thread that hangs in its driver is left behind by the watchdog, and may not touch anything here afterwards.
Must never poll a reader or show a camera's pictures while nobody asked for it (`enable`).
"""

from __future__ import annotations

import logging
import time
from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, Protocol, TypeAlias, runtime_checkable

from devices.contract import (
    Action,
    CardEvent,
    ChipEvent,
    CodeEvent,
    DeviceError,
    Driver,
    Fault,
    FrameEvent,
    Media,
    MediaEvent,
    MediaSensor,
    PageEvent,
    State,
    StateChanged,
    TurnedEvent,
)
from devices.kept_thread import VOICE_TIMEOUT, KeptThread, LeftBehind
from devices.link import Cue, Link, moved
from devices.watchdog import WATCHDOG, Watchdog

_log = logging.getLogger(__name__)
_HANDOVER_STEP: Final = 0.1

Event: TypeAlias = (
    StateChanged | CardEvent | ChipEvent | FrameEvent | PageEvent | CodeEvent | TurnedEvent | MediaEvent
)
OnEvent: TypeAlias = Callable[[Event], None]


class Patience(NamedTuple):
    """How long and how often a worker puts up with a device."""

    misses: int = 3
    """Misses in a row until a device that worked is called gone (flap damping)."""
    retry: float = 1.0
    """Seconds between two attempts to open a device that is down."""
    check: float = 4.0
    """Seconds between two looks at a device nobody is using."""
    media: float = 0.5
    """The same where somebody wants to know whether something was left on it."""
    handover: float = 3.0
    """Seconds after the start in which the process before may still hold the device: asked often, nothing said."""
    opening: float = 45.0
    """Seconds within which a driver opens its device or says why not; then it hangs."""
    portion: float = 20.0
    """Seconds within which one portion of work is done; then it hangs. A printed job has a limit of its own."""
    anew: float = 15.0
    """Seconds until a device that hung is opened in a fresh thread."""
    left_behind: int = 3
    """Threads of one device that may hang at a time; then it stays out of service until one of them ends."""


@runtime_checkable
class Checkable(Protocol):
    """A device that can be asked whether it is well without using it."""

    def check(self) -> None:
        """Raises DeviceError where it is not."""


class Closable(Protocol):
    """What every device is."""

    def close(self) -> None:
        """Give it back; never raises."""


class DeviceWorker(KeptThread):
    """The thread and the connection; what is done with an open device is the subclass's matter."""

    def __init__(
        self,
        driver: Driver,
        options: Mapping[str, Any],
        on_event: OnEvent,
        patience: Patience | None = None,
        watchdog: Watchdog = WATCHDOG,
    ) -> None:
        super().__init__(f"device-{driver.kind}")
        self._driver = driver
        self._options = options
        self._on_event = on_event
        self._patience = patience or Patience()
        self._watchdog = watchdog
        self._link = Link.IDLE
        self._stopping = False
        self._enabled = False
        self._lying: Media | None = None
        """What lay there at the last look."""
        self._watched = False
        self._misses = 0
        self._said: tuple[State, Fault | None] | None = None
        self._handover_until = 0.0
        self._anew_at = 0.0

    @property
    def link(self) -> Link:
        """How the worker stands to its device now."""
        return self._link

    @property
    def shortest(self) -> float:
        """The shortest limit, seconds: how closely the watchdog looks."""
        return min(self._patience.portion, self._patience.opening, self._patience.anew)

    def start(self) -> None:
        """Open the device and keep it. Once."""
        self._move(Cue.STARTED)
        self._handover_until = time.monotonic() + self._patience.handover
        self._watchdog.add(self)
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> bool:
        """Give the device back; no event comes afterwards. Not from within `on_event`.

        False where the driver hung for `timeout` seconds, or hung before: a thread is left behind.
        """
        self._stopping = True
        self._watchdog.remove(self)
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        hung = self._thread.is_alive()
        if hung:
            _log.warning("%s hangs; its thread is left behind", self._driver.name)
        quiet = self._voice.acquire(timeout=VOICE_TIMEOUT)  # whoever hears may be what hangs
        try:
            if hung:
                self._leave()
            hung = bool(self._hanging())
            self._link = moved(self._link, Cue.GIVEN_UP if hung else Cue.STOPPED)
        finally:
            if quiet:
                self._voice.release()
        return not hung

    def enable(self) -> None:
        """Somebody wants what the device gives."""
        self._enabled = True
        self._wake.set()

    def disable(self) -> None:
        """Nobody wants it now; the device stays open."""
        self._enabled = False
        self._wake.set()

    def watch(self, *, on: bool = True) -> None:
        """Does somebody want to know whether something lies there? Looked at while nobody uses the device."""
        self._lying = None
        self._watched = on
        self._wake.set()

    def plugged(self) -> None:
        """Something was plugged in or out: a device that is down is looked for at once."""
        if self._link is Link.DOWN:
            self._wake.set()

    def look(self, now: float) -> None:
        """Leave behind what hangs, and begin anew after a while. The watchdog calls it."""
        if not self._voice.acquire(blocking=False):
            return  # something is being said: it does not hang; or it hangs in whoever hears, which is not ours
        try:
            if self._stopping:
                return
            if self._due is not None and now > self._due:
                self._leave_behind(now)
            elif self._link is Link.HUNG:
                self._begin_anew(now)
        finally:
            self._voice.release()

    @abstractmethod
    def _use(self, device: Any) -> None:
        """One portion of work, soon done, while enabled. Raises DeviceError."""

    def _idle(self, device: Any) -> None:
        """While nobody wants anything: is it well, and does something lie there? Raises DeviceError."""
        if self._watched:
            self._look_at_media(device)
            self._rest(self._patience.media)
            return
        if isinstance(device, Checkable):
            device.check()
            self._worked()
        self._rest(self._patience.check)

    def _look_at_media(self, device: Any) -> None:
        media = device.media() if isinstance(device, MediaSensor) else Media.UNKNOWN
        self._worked()
        if media is not self._lying and self._watched:
            self._lying = media
            self._emit(MediaEvent(self._driver.kind, media))

    def _hung(self) -> None:
        """The device hangs: what waits for it is told. Called by the watchdog, again and again until it is back."""
        _log.debug("%s hangs still", self._driver.name)

    def _leave_behind(self, now: float) -> None:
        self._leave()
        self._anew_at = now + self._patience.anew
        self._move(Cue.OVERDUE)
        if self._said != (Fault.HUNG.state, Fault.HUNG):
            _log.warning("%s hangs; its thread is left behind", self._driver.name)
        self._tell(Fault.HUNG.state, Fault.HUNG)
        self._hung()

    def _begin_anew(self, now: float) -> None:
        if now >= self._anew_at and self._hanging() < self._patience.left_behind:
            self._move(Cue.RETRIED)
            self._thread.start()
        else:
            self._hung()

    def _run(self) -> None:
        device: Closable | None = None
        try:
            while not self._stopping:
                device = self._open() if device is None else self._portion(device)
        except LeftBehind:
            _log.info("%s: a thread that hung has ended", self._driver.name)
        except Exception as error:
            # a mistake in a driver: say that the device is out, then let the top of the program know
            _log.error("%s failed: %s", self._driver.name, type(error).__name__)
            with self._voice:
                if self._own():
                    self._tell(State.OUT_OF_SERVICE, Fault.GONE)
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
            self._step(Cue.RETRIED)
        try:
            with self._within(self._patience.opening):
                device = self._opened()
        except DeviceError as error:
            self._lost(error)
            return None
        return device

    def _opened(self) -> Closable:
        """Open and, where that can be asked, well. Raises DeviceError."""
        device: Closable = self._driver.open(self._options)
        try:
            if isinstance(device, Checkable):
                device.check()
            self._step(Cue.OPENED)
            self._misses = 0
            if self._said is None or not self._enabled:
                self._online()  # otherwise only once it has worked: a reader may open well and read nothing
        except (DeviceError, LeftBehind):
            device.close()
            raise
        return device

    def _portion(self, device: Closable) -> Closable | None:
        """One portion of work; None where the device was lost with it."""
        self._wake.clear()
        if self._stopping:
            return device
        with self._within(self._patience.portion):
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
        self._step(Cue.WORKED)
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
        self._step(Cue.MISSED)
        self._rest(self._patience.retry)
        return True

    def _lost(self, error: DeviceError) -> None:
        self._step(Cue.LOST)
        if error.fault is Fault.BUSY and self._still_held():
            return
        if self._said != (error.fault.state, error.fault):
            _log.warning("%s is down: %s", self._driver.name, error)
        self._say(error.fault.state, error.fault)

    def _still_held(self) -> bool:
        """Does the process before us hold it, or a thread of ours that hangs? Then there is nothing new to say."""
        return (self._said is None and time.monotonic() < self._handover_until) or bool(self._hanging())

    def _step(self, cue: Cue) -> None:
        """Move, from the device's thread."""
        with self._voice:
            self._heed()
            self._move(cue)

    def _move(self, cue: Cue) -> None:
        with self._voice:
            self._link = moved(self._link, cue)

    def _say(self, state: State, fault: Fault | None = None) -> None:
        """Tell a state once, from the device's thread."""
        with self._voice:
            self._heed()
            self._tell(state, fault)

    def _tell(self, state: State, fault: Fault | None) -> None:
        if self._said != (state, fault):
            self._said = (state, fault)
            if not self._stopping:
                self._on_event(StateChanged(self._driver.kind, state, fault))

    def _emit(self, event: Event) -> None:
        """Hand an event up, from the device's thread."""
        with self._voice:
            self._heed()
            if not self._stopping:
                self._on_event(event)


def damped(fault: Fault) -> bool:
    """May it be a passing thing? Then a device is called gone only after several misses."""
    return fault is Fault.GONE or fault.action in {Action.WAIT, Action.RETRY, Action.RESET}
