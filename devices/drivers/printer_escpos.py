"""A receipt printer that speaks ESC/POS: on a serial port, in the network (TCP 9100) or on USB.

The slip is printed as a picture, so that every character prints whatever fonts the printer has. `print` returns once
the printer itself has said that picture and cut are done, and nothing earlier.

Options: `journal` (file that remembers which jobs came out), and one of `port` (with `baud`, `flow`), `host` (with
`tcp_port`), `usb` (VVVV:PPPP). `paper` 80 or 58 (mm); `cut` partial, full, none; `mark` none, gs-ff, ff (black-mark
paper); `confirm` gs-r (most printers), process-id (GS ( H: newer Epson and alike), drain (printers that answer
neither: status and the time it takes); `stall` and `lasting`: seconds without progress, and seconds a fault has to
last, until a job is given up.

Must never print a job twice, also not after a crash in the middle, and never let the rest of a job that was given up
come out on the next one's paper. No model has been seen; what is unsure is marked in devices.protocols.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from devices.contract import DeviceError, Driver, Fault, Found, Info, Kind, PrintJob, Roots
from devices.escpos_job import Attempt, Confirm, Setup, mended
from devices.escpos_talk import Patience, Talk
from devices.known_options import KNOWN
from devices.pdf_raster import rasterise
from devices.print_journal import PrintJournal, Standing
from devices.printed import checked
from devices.protocols.escpos_raster import DOTS, Cut, Mark
from devices.transports import escpos_line
from devices.transports.usb_tree import usb_devices

_log = logging.getLogger(__name__)

_ASK_TIMEOUT: Final = 1.0
_MEND_TIMEOUT: Final = 10.0
_MAKER, _MODEL, _FIRMWARE, _SERIAL = 66, 67, 65, 68
_PRINTER_CLASS: Final = "07"


class EscposPrinter:
    """One printer. Raises DeviceError NOT_CONFIGURED, NOT_PERMITTED, GONE, BUSY when made."""

    def __init__(self, options: Mapping[str, Any], backend: Any = None) -> None:
        self._setup = _setup(options)
        self._journal = PrintJournal(_path(options))
        self._open: Callable[[], Talk] = lambda: Talk(
            escpos_line.opened(options, backend), marks=self._setup.mark is not Mark.NONE, stall=self._setup.stall
        )
        self._talk: Talk | None = self._open()
        self._torn = self._journal.last() not in {None, Standing.DONE, Standing.CLEARED}
        """May the printer still hold, or its paper show, a part of a job that was given up?"""
        self._said: Fault | None = None
        """Why it could not finish the last slip, in its own words."""
        self._tried = False
        """Was it tried to rid it of that while nobody printed?"""

    def check(self) -> None:
        """Ready? Raises DeviceError: COVER_OPEN, PAPER_OUT, CUTTER, …, SILENT, GONE. Near the end is ready.

        The rest of a slip that was given up is cut off as soon as the printer is well, while whoever put paper in
        stands there: not together with the next person's. That is tried once; what hinders it, the next job tells.
        """
        self._ready()
        if not self._torn or self._tried:
            return
        self._tried = True
        try:
            self._mend(self._line(), Patience(time.monotonic() + _MEND_TIMEOUT, self._setup.lasting))
        except DeviceError as error:
            if error.fault is Fault.GONE:
                raise
            _log.info("what is left of an earlier slip stays in the printer: %s", error)

    def _ready(self) -> None:
        """Ask, and raise what stands in the way.

        A printer that stopped with its buffer full may take no question: then what it said when it stopped holds.
        """
        try:
            fault = self._line().fault(_ASK_TIMEOUT)
        except DeviceError as error:
            self._drop()
            if error.fault is Fault.SILENT and self._said is not None:
                raise DeviceError(self._said, "said before it fell silent") from error
            raise
        self._said = None
        if fault is not None:
            raise DeviceError(fault)

    def describe(self) -> Info:
        """What it says it is (GS I), what it is set to, and whether the paper is near its end. Raises DeviceError."""
        talk = self._line()
        try:
            warnings = talk.ask(_ASK_TIMEOUT).warnings
            said = {} if self._torn else {what: talk.identity(what) for what in (_MAKER, _MODEL, _FIRMWARE, _SERIAL)}
        except DeviceError:
            self._drop()
            raise
        can = {
            "cutter": self._setup.cut is not Cut.NONE,
            "width_mm": self._setup.paper,
            "dots": self._setup.dots,
            "black_mark": self._setup.mark is not Mark.NONE,
            "confirm": self._setup.confirm.value,
        }
        model = " ".join(text for what in (_MAKER, _MODEL) if (text := said.get(what)))
        return Info(model, said.get(_SERIAL, ""), said.get(_FIRMWARE, ""), can, warnings)

    def print(self, job: PrintJob, timeout: float) -> None:
        """Print once; returns when the printer has said that the slip is out and cut.

        Raises what is wrong with the printer (COVER_OPEN, PAPER_OUT, CUTTER, HEAD_HOT, …), PRINTER_STOPPED where it
        takes no more bytes, GONE, PRINT_CANCELLED; then the rest is discarded, and the same job may be tried again
        unless its picture was already out. OUTCOME_UNKNOWN: nobody can say; it is never printed again.
        """
        known = self._journal.standing(checked(job.job_id))
        if known is Standing.DONE:
            return
        if known is Standing.BEGUN:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "known from an earlier attempt")
        cancelled = job.watch.cancelled if job.watch else lambda: False
        patience = Patience(time.monotonic() + timeout, self._setup.lasting, cancelled)
        self._ready()
        picture = rasterise(job.pdf, self._setup.dots)
        talk = self._line()
        if self._torn:
            self._mend(talk, patience)
        self._journal.begin(job.job_id)
        self._torn, self._tried = True, False
        attempt = Attempt(talk, self._setup, patience, job.job_id)
        try:
            attempt.run(picture)
        except DeviceError as error:
            raise self._given_up(attempt, job.job_id, error) from error
        self._journal.done(job.job_id)
        self._torn = False
        if job.watch:
            job.watch.progress(1, 1)

    def close(self) -> None:
        """Give the line back."""
        self._drop()

    def _mend(self, talk: Talk, patience: Patience) -> None:
        """Rid the printer of a job that was given up. Raises what hinders it: of the new job nothing was sent."""
        try:
            mended(talk, self._setup, patience)
        except DeviceError as error:
            self._drop(discard=True)
            fault = Fault.PRINTER_STOPPED if error.fault is Fault.OUTCOME_UNKNOWN else error.fault
            raise DeviceError(fault, f"{error}, while an earlier job was cleared away") from error
        self._journal.cleared()
        self._torn = False

    def _given_up(self, attempt: Attempt, job_id: str, error: DeviceError) -> DeviceError:
        """Let go of the rest, and write down what is known: may the same job be tried again?"""
        told, certain = attempt.given_up(error.fault)
        self._said = attempt.reported
        if certain:
            self._journal.failed(job_id, told)
        self._drop(discard=True)
        return DeviceError(told, f"{error}, at {attempt.progress.name}")

    def _line(self) -> Talk:
        """The open line, opened anew where the last job was given up. Raises DeviceError."""
        if self._talk is None:
            self._talk = self._open()
        return self._talk

    def _drop(self, *, discard: bool = False) -> None:
        talk, self._talk = self._talk, None
        if talk is not None:
            talk.close(discard=discard)


def _setup(options: Mapping[str, Any]) -> Setup:
    try:
        setup = Setup(
            paper=int(options.get("paper", 80)),
            cut=Cut(options.get("cut", Cut.PARTIAL)),
            mark=Mark(options.get("mark", Mark.NONE)),
            confirm=Confirm(options.get("confirm", Confirm.GS_R)),
            stall=float(options.get("stall", 10.0)),
            lasting=float(options.get("lasting", 2.0)),
        )
    except (ValueError, TypeError) as error:
        raise DeviceError(Fault.NOT_CONFIGURED, str(error)) from None
    if setup.paper not in DOTS or not setup.stall > 0:
        raise DeviceError(Fault.NOT_CONFIGURED, "paper: 58 or 80; stall: more than 0")
    return setup


def _path(options: Mapping[str, Any]) -> Path:
    path = options.get("journal")
    if not isinstance(path, str) or not path:
        raise DeviceError(Fault.NOT_CONFIGURED, "option journal is missing")
    return Path(path)


def find(roots: Roots) -> Iterable[Found]:
    """Printers on the USB (interface class 07h); whether one speaks ESC/POS is not known before it is asked."""
    interfaces = (roots.sys / "bus" / "usb" / "devices").glob("*:*/bInterfaceClass")
    try:
        printers = {
            file.parent.name.partition(":")[0] for file in interfaces if file.read_text().strip() == _PRINTER_CLASS
        }
    except (OSError, UnicodeError):
        return []
    return [
        Found(
            driver="printer_escpos",
            kind=Kind.RECEIPT_PRINTER,
            label=device.label,
            options={
                "usb": f"{device.vendor}:{device.product}",
                **({"serial": device.serial} if device.serial else {"usb_port": device.port}),
            },
            serial=device.serial,
        )
        for device in usb_devices(roots.sys)
        if device.port in printers
    ]


DRIVER = Driver(
    name="printer_escpos", kind=Kind.RECEIPT_PRINTER, open=EscposPrinter, find=find, options=KNOWN["printer_escpos"]
)
