"""An identity-card reader with a SAM (GA/T 467), whatever line carries its bytes: one conversation for every driver.

Find, then select, then read, with nothing in between: the wire time is the time. "No card" after a good read does
not mean that the card is gone (modules want it lifted first), so only a card newly found is a presentation. Of a card
that was read a module gives the management number (a number of the chip, not of the person) as long as it lies there:
by that it is known to be gone, and it is not looked for before. Must never log or keep what a card says, nor open a
line itself: how to do that is the driver's matter.

Options every driver takes: `fingerprint` (ask for the long record, to learn whether the chip carries prints; the
prints are dropped unread) and `poll_interval` (seconds, at least 0.3).
"""

from __future__ import annotations

import contextlib
import dataclasses
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar

from devices.contract import DeviceError, Fault, Info, Media
from devices.protocols import idcard_record, sam
from devices.protocols.idcard_record import CardRecord
from devices.protocols.sam import Command, Result

T = TypeVar("T")


class Line(Protocol):
    """What carries the bytes. Every method but `close` raises DeviceError."""

    def flush(self) -> None:
        """Drop what has arrived and was not read."""

    def write(self, data: bytes) -> None:
        """Send one request, all of it."""

    def read(self, deadline: float) -> bytes:
        """What has arrived, at least one byte; empty once `deadline` (seconds, monotonic clock) has passed."""

    def close(self) -> None:
        """Give the line back; never raises."""


LineT = TypeVar("LineT", bound=Line)

POLL_FASTEST: Final = 0.3
"""Seconds; vendors ask for no faster polling."""
POLL_DEFAULT: Final = 0.4
SILENCES: Final = 3
"""Commands in a row without an answer before the port is opened anew."""
_PROBE_TIMEOUT: Final = 0.6
_TIMEOUTS: Final = {
    Command.READ: 3.0,
    Command.READ_WITH_FINGER: 4.0,
    Command.READ_ADDRESS: 1.5,
}
_TIMEOUT: Final = 1.0
_REPEAT: Final = frozenset(
    {Fault.FRAME_GARBLED, Fault.FRAME_OVERSIZED, Fault.CHECKSUM_TO_SAM, Fault.LENGTH_TO_SAM, Fault.COMMAND_WRONG}
)
"""Line noise or our own fault: once more after a flush."""
_ANSWERS: Final = frozenset({Fault.CHECKSUM_TO_SAM, Fault.LENGTH_TO_SAM, Fault.COMMAND_WRONG})
"""Of these, those that a module said in a sound frame: it is there."""
_LIFTED: Final = frozenset({Result.NO_CARD, Result.NO_SUCH_ITEM})
_LIFTED_FROM: Final = {
    Command.SELECT: Fault.SELECT_FAILED,
    Command.READ: Fault.READ_FAILED,
    Command.READ_WITH_FINGER: Fault.READ_FAILED,
}
"""No card, and no such item, in the middle of a cycle: the person was too quick, the line is sound."""
_LIES: Final = (Result.SUCCESS, Result.NO_SUCH_ITEM)
_GONE: Final = (Result.READ_FAILED, Result.NO_CARD, Result.SELECT_FAILED)
"""What a module says of the management number: of a card that it has read and that lies there, and of none."""
_UNTOLD: Final = frozenset({Fault.COMMAND_WRONG, Fault.NOT_AUTHORISED_OPERATION, Fault.UNRECOGNISED_ERROR})
"""A module that does not give it."""
_GOOD: Final = {
    Command.STATUS: (Result.SUCCESS,),
    Command.READ_SAM_ID: (Result.SUCCESS,),
    Command.FIND: (Result.CARD_FOUND, Result.NO_CARD),
    Command.SELECT: (Result.SUCCESS,),
    Command.READ: (Result.SUCCESS,),
    Command.READ_WITH_FINGER: (Result.SUCCESS,),
    Command.READ_ADDRESS: (Result.SUCCESS, Result.NO_SUCH_ITEM),
    Command.READ_MANAGEMENT: (*_LIES, *_GONE),
}


class Timing(NamedTuple):
    """The clock, the wait between polls, and how much of its usual time an answer gets: for tests."""

    now: Callable[[], float] = time.monotonic
    pause: Callable[[float], object] = time.sleep
    patience: float = 1.0


class SamReader(ABC, Generic[LineT]):
    """One reader; driven by one thread. Opens its line at once: raises DeviceError."""

    def __init__(self, options: Mapping[str, Any], timing: Timing | None = None) -> None:
        self._read = Command.READ_WITH_FINGER if options.get("fingerprint") else Command.READ
        self._interval = max(POLL_FASTEST, float(options.get("poll_interval", POLL_DEFAULT)))
        self._timing = timing or Timing()
        self._next_poll = 0.0
        self._silences = 0
        self._sam_id: str | None = None
        self._lay = False
        """Did the card that was read last lie there when it was asked last?"""
        self._tells = True
        """Does the module give the management number?"""
        self._line: LineT | None = None
        self._line = self._opened()

    @abstractmethod
    def _connected(self) -> LineT:
        """The line, open. Raises DeviceError."""

    def _tunings(self, line: LineT) -> Iterator[str]:
        """Set up the line in every way in which the module may answer, one after the other, and name it."""
        del line
        yield "this line"

    def _model(self, line: LineT) -> str:
        """Maker and model, as the line knows them."""
        del line
        return ""

    def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
        """One find-select-read cycle, not before the poll interval has passed. Raises DeviceError.

        A lost port is opened anew by the next call. `on_detected` is called between find and select.
        """
        self._timing.pause(max(0.0, self._next_poll - self._timing.now()))
        self._next_poll = self._timing.now() + self._interval
        line = self._line = self._line or self._opened()
        with self._losing_the_port():
            if self._lay and self._lies(line):
                return None
            if self._exchange(line, Command.FIND, _result) == Result.NO_CARD:
                return None
            on_detected()
            self._exchange(line, Command.SELECT, _result)
            data = self._exchange(line, self._read, self._card_data)
            self._lay = True
            record = dataclasses.replace(
                idcard_record.decode(data.text),
                photo=data.photo,
                fingerprint=data.carries_fingerprint,
                sam_id=self._sam_id,
            )
            return record if record.address is None else self._with_newer_address(line, record)

    def media(self) -> Media:
        """Does a card lie there, read or not? UNKNOWN of a module that tells only of cards not read yet.

        A card that another process has read is known too: the module remembers it. Raises DeviceError.
        """
        line = self._line = self._line or self._opened()
        with self._losing_the_port():
            if self._lies(line) or self._exchange(line, Command.FIND, _result) == Result.CARD_FOUND:
                return Media.PRESENT
        return Media.ABSENT if self._tells else Media.UNKNOWN

    def _lies(self, line: LineT) -> bool:
        """Is the card that the module has read still there? Raises DeviceError."""
        lies = False
        if self._tells:
            try:
                lies = self._exchange(line, Command.READ_MANAGEMENT, _result) in _LIES
            except DeviceError as error:
                if error.fault not in _UNTOLD:
                    raise
                self._tells = False
        self._lay = lies
        return lies

    def check(self) -> None:
        """Is the module there and sound? For the time when nobody wants a card. Raises DeviceError."""
        line = self._line = self._line or self._opened()
        with self._losing_the_port():
            self._exchange(line, Command.STATUS, _result)

    def describe(self) -> Info:
        """Model and the module's number; does not speak with an open reader. Raises DeviceError."""
        line = self._line = self._line or self._opened()
        can = {"photo": True, "appended_address": True, "fingerprint": self._read is Command.READ_WITH_FINGER}
        return Info(model=self._model(line), serial=self._sam_id or "", can=can)

    def close(self) -> None:
        """Give the port back; never raises."""
        if self._line:
            self._line.close()
        self._line = None

    def _opened(self) -> LineT:
        """Open the line and find how the module answers on it. Raises DeviceError."""
        line = self._connected()
        try:
            self._probe(line)
            self._silences = 0
            with contextlib.suppress(DeviceError):  # a number for the record; readers without one still read
                self._sam_id = self._exchange(line, Command.READ_SAM_ID, lambda found: sam.sam_id(found.data))
        except BaseException:
            line.close()
            raise
        return line

    def _probe(self, line: LineT) -> None:
        """Ask for the status in each tuning; SILENT where none is answered, SELF_TEST_FAILED where it says so."""
        heard: DeviceError | None = None
        tried: list[str] = []
        for tuning in self._tunings(line):
            tried.append(tuning)
            try:
                self._exchange(line, Command.STATUS, lambda found: found, _PROBE_TIMEOUT)
            except DeviceError as error:
                if error.fault not in {Fault.SILENT, *_REPEAT}:
                    raise
                heard = error if error.fault in _ANSWERS else heard
            else:
                return
        raise heard or DeviceError(Fault.SILENT, f"no answer at {', '.join(tried)}")

    @contextlib.contextmanager
    def _losing_the_port(self) -> Iterator[None]:
        """After a lost port, or too many silences, the next call opens it anew."""
        try:
            yield
        except DeviceError as error:
            self._silences = self._silences + 1 if error.fault is Fault.SILENT else 0
            if error.fault is Fault.GONE or self._silences >= SILENCES:
                self.close()
            raise
        self._silences = 0

    def _exchange(
        self, line: LineT, command: Command, meaning: Callable[[sam.Response], T], within: float = 0.0
    ) -> T:
        """Ask, and take the meaning of the good answer; once more after noise. Raises DeviceError.

        `within`: seconds; 0: as long as this command takes.

        An answer without the right meaning is noise too: it was late and belongs to the command before.
        """
        seconds = within or _TIMEOUTS.get(command, _TIMEOUT) * self._timing.patience
        try:
            return meaning(self._ask(line, command, seconds))
        except DeviceError as error:
            if error.fault not in _REPEAT:
                raise
        return meaning(self._ask(line, command, seconds))

    def _ask(self, line: LineT, command: Command, seconds: float) -> sam.Response:
        """One request and its answer; a result that this command never has counts as noise."""
        line.flush()
        line.write(sam.request(command))
        response = _answer(line, time.monotonic() + seconds)
        if response.result in _GOOD[command]:
            return response
        fault = sam.fault_of(response.result)
        if response.result in _LIFTED:
            fault = _LIFTED_FROM.get(command)
        raise DeviceError(fault or Fault.FRAME_GARBLED, f"{command.name} answered {response.result:02X}")

    def _card_data(self, response: sam.Response) -> sam.CardData:
        return sam.card_data(response.data, fingerprint=self._read is Command.READ_WITH_FINGER)

    def _with_newer_address(self, line: LineT, record: CardRecord) -> CardRecord:
        """The chip keeps a later address apart; where it cannot be had the record says so."""
        try:
            newer = self._exchange(line, Command.READ_ADDRESS, _newer_address)
        except DeviceError:
            return dataclasses.replace(record, warnings=(*record.warnings, "address-unread"))
        return dataclasses.replace(record, address=newer) if newer else record


def _result(response: sam.Response) -> int:
    return response.result


def _newer_address(response: sam.Response) -> str | None:
    return None if response.result == Result.NO_SUCH_ITEM else sam.appended_address(response.data)


def _answer(line: Line, deadline: float) -> sam.Response:
    """The next sound response. SILENT where nothing came, FRAME_… where what came is no answer."""
    parser = sam.FrameParser()
    heard = False
    while time.monotonic() < deadline and (data := line.read(deadline)):  # a device that never ends is late too
        heard = True
        found = parser.feed(data)
        for response in (item for item in found if isinstance(item, sam.Response)):
            return response
        for flaw in (item for item in found if isinstance(item, sam.Flaw)):
            raise DeviceError(flaw.fault, flaw.why)
    for response in (item for item in parser.finish() if isinstance(item, sam.Response)):
        return response
    raise DeviceError(Fault.FRAME_GARBLED if heard else Fault.SILENT, "no whole answer in time")
