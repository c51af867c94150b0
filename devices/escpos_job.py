"""One slip on its way through an ESC/POS printer: sent band by band, looked after, confirmed by the printer.

Must never call a slip printed because its bytes were taken, nor unprinted because nothing more is heard of it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from devices.escpos_talk import Patience, Talk
from devices.faults import DeviceError, Fault
from devices.protocols import escpos_raster
from devices.protocols.escpos_raster import DOTS, Cut, Mark, Raster

_ASK_EVERY: Final = 1.0
"""Seconds between two questions while a picture is sent, and while its end is waited for."""
_STEP: Final = 0.1
_SLOWEST: Final = 60 * 8
"""Rows a second of a slow printer: 60 mm/s."""
_CLEAR_TIMEOUT: Final = 1.0
_QUESTIONS: Final = 2
"""Is the picture out, is the paper cut."""


class Confirm(StrEnum):
    """How a printer says that it is done."""

    GS_R = "gs-r"
    """It answers GS r when its turn comes."""
    PROCESS_ID = "process-id"
    """GS ( H: newer Epson and alike."""
    DRAIN = "drain"
    """It answers neither: its status, and the time that printing takes."""


class Progress(IntEnum):
    """How far a slip has come, for certain."""

    SENDING = 1
    """The printer cannot have the whole picture yet: it cannot come out whole."""
    SENT = 2
    """It may have the whole picture."""
    OUT = 3
    """It has said that the picture is printed."""
    PARTED = 4
    """It has said that the paper is cut."""


@dataclass(frozen=True)
class Setup:
    """What the options say about the printer."""

    paper: int
    """Millimetres."""
    cut: Cut
    mark: Mark
    confirm: Confirm
    stall: float
    """Seconds without progress until a job is given up."""
    lasting: float = 2.0
    """Seconds a fault has to last until a job is given up."""

    @property
    def dots(self) -> int:
        """Of the print head."""
        return DOTS[self.paper]


class Attempt:
    """One try to print one slip. `name`: what tells this slip from the next, at least four characters of ASCII."""

    def __init__(self, talk: Talk, setup: Setup, patience: Patience, name: str) -> None:
        self._talk = talk
        self._setup = setup
        self._patience = patience
        self._end = name[-4:].encode("ascii")
        self._picture = b"i" + self._end[1:]
        self._before = (talk.plain, talk.garbled)
        self._asked_at = time.monotonic()
        self.progress = Progress.SENDING
        self.reported: Fault | None = None
        """What the printer said was wrong when the slip was given up."""

    def run(self, picture: Raster) -> None:
        """Print it; returns once it is out and cut. Raises DeviceError; `progress` says how far it came."""
        talk, patience = self._talk, self._patience
        talk.push(escpos_raster.START, patience)
        bands = list(escpos_raster.bands(picture))
        for number, band in enumerate(bands, start=1):
            if number == len(bands):
                self.progress = Progress.SENT
            talk.push(band, patience)
            self._look()
        self.finish(picture.height)

    def finish(self, rows: int = 0) -> None:
        """Feed and cut, and wait until the printer has said so. `rows`: how much it may have to print still."""
        talk, patience = self._talk, self._patience
        talk.push(escpos_raster.QUIET, patience)
        self._before = (talk.plain, talk.garbled)
        talk.blocks.clear()
        talk.push(self._question(self._picture), patience)
        talk.push(escpos_raster.parting(self._setup.cut, self._setup.mark), patience)
        talk.push(self._question(self._end), patience)
        until = time.monotonic() + 1.0 + rows / _SLOWEST
        while not self._done(until):
            talk.hear(time.monotonic() + _STEP)
            self._look()
        self._believed()
        self.progress = Progress.PARTED

    def _believed(self) -> None:
        """Is what it said enough? A process id is; single bytes may be noise, so the printer must be well, too.

        A roll that ends with the very cut is thus a slip of which nobody knows: once a roll, and not the other way.
        """
        talk = self._talk
        if self._setup.confirm is Confirm.PROCESS_ID:
            return
        if (fault := talk.fault(self._setup.stall)) is not None:
            raise DeviceError(fault)
        if (self._setup.confirm is Confirm.GS_R and talk.plain - self._before[0] != _QUESTIONS) or self._noisy:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "answers between noise")

    @property
    def _noisy(self) -> bool:
        """Did something come that fits nowhere? Then an answer may have been lost in it, or made of it."""
        return self._talk.garbled != self._before[1]

    def given_up(self, fault: Fault) -> tuple[Fault, bool]:
        """Empty the printer. The fault to tell, and whether it is certain that no whole slip comes out.

        A picture that the printer may have whole and has not said to be out is certain not to come out only where the
        printer has said, without noise, that it forgot it: else new paper alone would bring it out.
        """
        self.reported = self._talk.why()
        self._heard()
        cleared = fault is not Fault.GONE and emptied(self._talk)
        self._heard()
        answered = cleared and self._setup.confirm is not Confirm.DRAIN and not self._noisy
        if self.progress is Progress.SENDING or (self.progress is Progress.SENT and answered):
            return (Fault.PRINTER_STOPPED if fault is Fault.OUTCOME_UNKNOWN else fault), True
        return (fault if fault is self.reported else Fault.OUTCOME_UNKNOWN), False

    def _question(self, name: bytes) -> bytes:
        if self._setup.confirm is Confirm.PROCESS_ID:
            return escpos_raster.ask_process(name)
        return escpos_raster.ASK_PAPER if self._setup.confirm is Confirm.GS_R else b""

    def _heard(self) -> int:
        """How many of the two questions have been answered."""
        talk = self._talk
        if self._setup.confirm is Confirm.PROCESS_ID:
            names = {block.process_id for block in talk.blocks}
            answered = _QUESTIONS if self._end in names else int(self._picture in names)
        else:
            answered = talk.plain - self._before[0]
        if answered and self.progress is Progress.SENT and self._setup.confirm is not Confirm.DRAIN:
            self.progress = Progress.OUT
        return answered

    def _done(self, until: float) -> bool:
        answered = self._heard()
        return time.monotonic() >= until if self._setup.confirm is Confirm.DRAIN else answered >= _QUESTIONS

    def _look(self) -> None:
        """Now and then between two commands: how is the printer?"""
        self._patience.meet(self._talk.why())
        if time.monotonic() - self._asked_at >= _ASK_EVERY:
            self._patience.meet(self._talk.fault(self._setup.stall))
            self._asked_at = time.monotonic()


def emptied(talk: Talk) -> bool:
    """Order the printer to forget what it holds (DLE DC4); True where it says that it has."""
    talk.blocks.clear()
    try:
        talk.urge(escpos_raster.CLEAR)
        return talk.heard(lambda: any(block.cleared for block in talk.blocks), _CLEAR_TIMEOUT)
    except DeviceError:
        return False


def mended(talk: Talk, setup: Setup, patience: Patience) -> None:
    """After a job that was given up: empty the printer, cut off what stands on its paper, and see that done.

    A printer that does not know DLE DC4 gets the rest of a band that broke off, as white. Raises DeviceError.
    """
    if not emptied(talk):
        talk.push(escpos_raster.RECOVER + escpos_raster.RESYNCHRONISE, patience)
    talk.push(escpos_raster.START, patience)
    Attempt(talk, setup, patience, "mend").finish()
