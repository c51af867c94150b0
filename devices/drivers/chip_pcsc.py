"""Chip-card reader through PC/SC (pcscd): social-security card (社保卡), staff card, bank card recognised as such.

Options: `reader` (its name or how the name begins; not needed where only one is attached), `only_new` (leave alone a
card that lay there when the reader was opened: somebody forgot it), `production` (refuse the virtual reader). Never
seen on hardware; tested against pcscd with vsmartcard's virtual reader. Must never send more than commands that read
(`devices.protocols.apdu`), and never log or keep what a card says.

A card is presented once. Where reading it failed in a way that another try may help, the next polls try again, a few
times; then, and after any other outcome, the same card is left alone until it was taken away. What pcscd counts tells
a card that was taken and put back between two polls. A restart of pcscd makes every card a new one.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from devices.contract import ChipCard, DeviceError, Driver, Fault, Found, Info, Kind, Roots
from devices.known_options import KNOWN
from devices.protocols import apdu, chip_card
from devices.transports import pcsc

WAIT: Final = 0.45
"""Seconds that a poll waits for a card."""
ATTEMPTS: Final = 3
"""Readings of one card."""
READ_AT_MOST: Final = 10.0
"""Seconds for a whole card; some thirty commands at the slowest speed take less than two."""
_SETTLES: Final = 0.6
"""Seconds within which pcscd has seen that a card was pulled."""
_NO_CARD: Final = -1
_AGAIN: Final = frozenset({Fault.CHIP_MUTE, Fault.CHIP_MALFORMED, Fault.CHIP_PULLED, Fault.CHIP_UNKNOWN})
"""At the edge of a contactless field a card may look like any of these."""
_UNTOLD: Final = frozenset({Fault.CHIP_MUTE, Fault.CHIP_PULLED})
"""PC/SC tells a card that was pulled from one that fell silent only afterwards."""
_LOST: Final = frozenset({Fault.CHIP_SERVICE_GONE, Fault.GONE})


class Timing(NamedTuple):
    """The clock, so that a test can stand in for time."""

    now: Callable[[], float] = time.monotonic


class PcscChipReader:
    """One reader; driven by one thread. Looks for pcscd and the reader at once: raises DeviceError."""

    def __init__(self, options: Mapping[str, Any], timing: Timing | None = None) -> None:
        self._wanted = _wanted(options)
        self._only_new = bool(options.get("only_new"))
        self._production = bool(options.get("production"))
        self._timing = timing or Timing()
        self._context: pcsc.Context | None = None
        self._reader = ""
        self._done = self._trying = _NO_CARD
        self._attempts = 0
        self.check()

    def poll(self, on_detected: Callable[[], None]) -> ChipCard | None:
        """The card that newly lies there; waits up to `WAIT` seconds for one. Raises DeviceError.

        A lost pcscd or reader is looked for anew by the next call.
        """
        with self._losing_the_context():
            context = self._opened()
            look: pcsc.Look | None = context.look(self._reader)
            if look and not self._fresh(look):
                look = context.look(self._reader, look.raw, WAIT)
            if look is None or not self._fresh(look):
                return None
            return self._presented(context, look, on_detected)

    def check(self) -> None:
        """Are pcscd and the reader there? For the time when nobody wants a card. Raises DeviceError."""
        with self._losing_the_context():
            self._opened().look(self._reader)

    def describe(self) -> Info:
        """The reader's name, which may hold its serial number. Raises DeviceError."""
        self.check()
        return Info(model=self._reader)

    def close(self) -> None:
        """Give the context back; never raises."""
        context, self._context = self._context, None
        if context:
            context.close()

    def _opened(self) -> pcsc.Context:
        """The context, made and the reader chosen where there is none yet. Raises DeviceError."""
        if self._context is None:
            context = pcsc.Context()
            try:
                self._reader = self._chosen(context.readers())
                self._done = self._trying = _NO_CARD  # another daemon counts anew
                look = context.look(self._reader)
            except DeviceError:
                context.close()
                raise
            if self._only_new and look and look.present:
                self._done = look.count
            self._context = context
        return self._context

    def _chosen(self, readers: list[str]) -> str:
        """The reader that is meant. Raises DeviceError, also for the virtual one on a real terminal."""
        reader = pcsc.chosen(self._wanted, readers)
        if self._production and reader.startswith(pcsc.VIRTUAL):
            raise DeviceError(Fault.NOT_PERMITTED, "a virtual reader")
        return reader

    @contextlib.contextmanager
    def _losing_the_context(self) -> Iterator[None]:
        """After a lost daemon or reader the next call begins anew."""
        try:
            yield
        except DeviceError as error:
            if error.fault in _LOST:
                self.close()
            raise

    def _fresh(self, look: pcsc.Look) -> bool:
        """Is a card there that has not been dealt with?"""
        return look.present and look.count != self._done

    def _presented(self, context: pcsc.Context, look: pcsc.Look, on_detected: Callable[[], None]) -> ChipCard:
        """Read the card, and remember whether it is to be read again."""
        if look.count != self._trying:
            self._trying, self._attempts = look.count, 0
        on_detected()
        try:
            card = self._read(context, look)
        except DeviceError as error:
            self._attempts += error.fault is not Fault.BUSY
            if self._attempts >= ATTEMPTS or (error.fault not in _AGAIN and error.fault is not Fault.BUSY):
                self._done = look.count
            raise
        self._done = look.count
        return card

    def _read(self, context: pcsc.Context, look: pcsc.Look) -> ChipCard:
        """One whole conversation. Raises DeviceError."""
        try:
            with contextlib.closing(self._connected(context)) as card:
                return apdu.run(chip_card.read(card.atr()), self._transmitter(card))
        except DeviceError as error:
            if error.fault not in _UNTOLD:
                raise
            gone = self._was_pulled(context, look)
            raise DeviceError(Fault.CHIP_PULLED if gone else Fault.CHIP_MUTE, error.detail) from error

    def _connected(self, context: pcsc.Context) -> pcsc.Card:
        """Powered up; once more for a card whose contacts were not yet settled. A second reading begins from zero."""
        try:
            card = context.connect(self._reader)
        except DeviceError as error:
            if error.fault is not Fault.CHIP_MUTE:
                raise
            card = context.connect(self._reader)
        if self._attempts:
            try:
                card.restart()
            except DeviceError:
                card.close()
                raise
        return card

    def _transmitter(self, card: pcsc.Card) -> Callable[[bytes], bytes]:
        """`card.transmit`, for as long as a card may take in all."""
        deadline = self._timing.now() + READ_AT_MOST

        def transmit(command: bytes) -> bytes:
            if self._timing.now() > deadline:
                raise DeviceError(Fault.CHIP_MUTE, "too slow")
            answer = card.transmit(command)
            if not answer:
                raise DeviceError(Fault.CHIP_MUTE, "no answer")
            return answer

        return transmit

    def _was_pulled(self, context: pcsc.Context, before: pcsc.Look) -> bool:
        """Has this very card gone? pcscd needs a moment to see it."""
        deadline = self._timing.now() + _SETTLES
        look: pcsc.Look | None = context.look(self._reader)
        while look is not None:
            if not look.present or look.count != before.count:
                return True
            look = context.look(self._reader, look.raw, max(0.0, deadline - self._timing.now()))
        return False


def _wanted(options: Mapping[str, Any]) -> str:
    """The option `reader`. Raises NOT_CONFIGURED where it is no text."""
    reader = options.get("reader", "")
    if not isinstance(reader, str):
        raise DeviceError(Fault.NOT_CONFIGURED, "reader")
    return reader


def find(roots: Roots) -> Iterable[Found]:
    """Readers that pcscd knows, whatever the kernel shows below `roots`; none of them is connected to."""
    del roots
    try:
        with contextlib.closing(pcsc.Context()) as context:
            names = context.readers()
    except DeviceError:
        return ()
    return [Found("chip_pcsc", Kind.CHIP_READER, name, {"reader": pcsc.stable_name(name, names)}) for name in names]


DRIVER = Driver(name="chip_pcsc", kind=Kind.CHIP_READER, open=PcscChipReader, find=find, options=KNOWN["chip_pcsc"])
