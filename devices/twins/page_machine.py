"""An IPP page printer that prints on nothing: bytes of IPP in, bytes out, pages come out as time goes by. Sans-IO.

Two trays, colour, both sides, PDF only. What is ordered from outside (`reasons`, `stopped`, `seconds_per_page`) shows
in its state as RFC 8011 has it: a reason with -error stops the printer and the job on it. Must never keep a document
longer than until it has come out or been cancelled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from devices.protocols import ipp
from devices.protocols.ipp import Answer, Attribute, Collection, Value
from devices.protocols.printer_abilities import dimensions_of

MODEL = "Virtual Page Printer"
A4, A3, A5 = "iso_a4_210x297mm", "iso_a3_297x420mm", "iso_a5_148x210mm"
TRAYS = {"tray-1": (A4, 250), "tray-2": (A3, 500)}
_OK, _NOT_POSSIBLE, _NOT_FOUND, _FORMAT, _ATTRIBUTES, _REFUSED, _NO_OPERATION = (
    0x0000, 0x0404, 0x0406, 0x040A, 0x040B, 0x0506, 0x0501,
)  # fmt: skip
_BAD_REQUEST = 0x0400
_PENDING, _PROCESSING, _STOPPED, _CANCELLED, _ABORTED, _COMPLETED = 3, 5, 6, 7, 8, 9
_KEPT = 100
"""Ended jobs that are remembered."""
_PAGE = re.compile(rb"/Type\s*/Page\b")


@dataclass
class Job:
    """A job and how far it is."""

    number: int
    title: str
    pages: int
    copies: int
    asked: dict[str, list[Value]]
    document: bytes = field(repr=False)
    state: int = _PENDING
    done: int = 0
    reason: str = "none"

    @property
    def total(self) -> int:
        """Impressions, all copies."""
        return self.pages * self.copies

    @property
    def ended(self) -> bool:
        """Will nothing more happen to it?"""
        return self.state >= _CANCELLED


class PageMachine:
    """The printer. `now` is a clock in seconds; `out` is called with each job whose last page is out."""

    def __init__(self, now: Callable[[], float], out: Callable[[Job], None]) -> None:
        self.reasons: set[str] = set()
        self.stopped = False
        self.accepting = True
        self.seconds_per_page = 0.05
        self.sheets = {name: capacity for name, (_, capacity) in TRAYS.items()}
        self.jobs: dict[int, Job] = {}
        self._now, self._out = now, out
        self._switched_on = self._page_at = now()
        self._number = 0

    def switch_off_and_on(self) -> None:
        """All jobs are forgotten; what has come out has come out."""
        self.jobs.clear()
        self._switched_on = self._now()

    def blocked(self) -> bool:
        """Does nothing come out?"""
        return self.stopped or any(reason.endswith("-error") for reason in self.reasons)

    def work(self) -> None:
        """Let out the pages that are due."""
        job = next((job for job in self.jobs.values() if not job.ended), None)
        if job is None:
            self._page_at = self._now()
            return
        if self.blocked():
            job.state, job.reason = _STOPPED, "printer-stopped"
            self._page_at = self._now()
            return
        if job.state != _PROCESSING:
            job.state, job.reason, self._page_at = _PROCESSING, "job-printing", self._now()
        while not (job.ended or self.blocked()) and self._now() - self._page_at >= self.seconds_per_page:
            self._page_at += self.seconds_per_page
            self._one_page(job)

    def answer(self, message: bytes) -> bytes:
        """One operation. Whatever it is asked, it answers."""
        try:
            asked = ipp.answer(message)
        except ipp.IppMalformed:
            return ipp.message(_BAD_REQUEST, [(ipp.OPERATION_GROUP, [])])
        said = {name: values for group in asked.groups for name, values in group.attributes.items()}
        operations: dict[int, Callable[[Answer, dict[str, list[Value]]], _Reply]] = {
            ipp.PRINT_JOB: self._print_job,
            ipp.CANCEL_JOB: self._cancel_job,
            ipp.GET_JOBS: self._get_jobs,
            ipp.GET_PRINTER_ATTRIBUTES: self._get_printer_attributes,
        }
        operation = operations.get(asked.status)
        status, groups = operation(asked, said) if operation else (_NO_OPERATION, [])
        return ipp.message(status, [(ipp.OPERATION_GROUP, []), *groups], asked.number)

    def _one_page(self, job: Job) -> None:
        job.done += 1
        tray = self._tray(job)
        self.sheets[tray] = max(0, self.sheets[tray] - 1)
        if self.sheets[tray] == 0:
            self.reasons.add("media-empty-error")
        if job.done >= job.total:
            job.state, job.reason = _COMPLETED, "job-completed-successfully"
            self._out(job)
            job.document = b""

    def _tray(self, job: Job) -> str:
        chosen = job.asked.get("media-col", [])
        source = chosen[0].get("media-source", [""])[0] if chosen and isinstance(chosen[0], dict) else ""
        return source if isinstance(source, str) and source in self.sheets else "tray-1"

    def _print_job(self, asked: Answer, said: dict[str, list[Value]]) -> _Reply:
        if not self.accepting:
            return _REFUSED, []
        if said.get("document-format") != ["application/pdf"]:
            return _FORMAT, []
        setup = {name: values for group in asked.groups[1:] for name, values in group.attributes.items()}
        copies = setup.get("copies", [1])[0]
        if not isinstance(copies, int) or not 1 <= copies <= 99:  # noqa: PLR2004  as copies-supported says
            return _ATTRIBUTES, []
        self._number += 1
        pages = max(1, len(_PAGE.findall(asked.rest)))
        title = str(said.get("job-name", ["Untitled"])[0])
        self.jobs[self._number] = Job(self._number, title, pages, copies, setup, asked.rest)
        self._forget_old()
        return _OK, [(ipp.JOB_GROUP, _job(self.jobs[self._number]))]

    def _cancel_job(self, _asked: Answer, said: dict[str, list[Value]]) -> _Reply:
        number = said.get("job-id", [0])[0]
        job = self.jobs.get(number) if isinstance(number, int) else None
        if job is None:
            return _NOT_FOUND, []
        if job.ended:
            return _NOT_POSSIBLE, []
        job.state, job.reason, job.document = _CANCELLED, "job-canceled-by-user", b""
        return _OK, []

    def _get_jobs(self, _asked: Answer, said: dict[str, list[Value]]) -> _Reply:
        self.work()
        ended = said.get("which-jobs") == ["completed"]
        return _OK, [(ipp.JOB_GROUP, _job(job)) for job in self.jobs.values() if job.ended is ended]

    def _get_printer_attributes(self, _asked: Answer, _said: dict[str, list[Value]]) -> _Reply:
        self.work()
        busy = any(not job.ended for job in self.jobs.values())
        state = 5 if self.blocked() else 4 if busy else 3
        reasons = sorted(self.reasons | ({"paused"} if self.stopped else set())) or ["none"]
        level = "type=sheetFeedAutoRemovableTray;mediafeed=0;maxcapacity={};level={};status=0;name={};"
        trays = [level.format(most, self.sheets[name], name).encode() for name, (_, most) in TRAYS.items()]
        moving: list[Attribute] = [
            (ipp.ENUM, "printer-state", [state]),
            (ipp.KEYWORD, "printer-state-reasons", reasons),
            (ipp.BOOLEAN, "printer-is-accepting-jobs", [self.accepting]),
            (ipp.INTEGER, "printer-up-time", [int(self._now() - self._switched_on) + 1]),
            (ipp.OCTETS, "printer-input-tray", trays),
        ]
        return _OK, [(ipp.PRINTER_GROUP, [*moving, *_FIXED])]

    def _forget_old(self) -> None:
        ended = [number for number, job in self.jobs.items() if job.ended]
        for number in ended[:-_KEPT]:
            del self.jobs[number]


_Reply = tuple[int, Sequence[tuple[int, Sequence[Attribute]]]]


def _ready(name: str) -> Collection:
    size = TRAYS[name][0]
    return {"media-source": [name], "media-size-name": [size], "media-size": [dimensions_of(size) or {}]}


def _job(job: Job) -> list[Attribute]:
    return [
        (ipp.INTEGER, "job-id", [job.number]),
        (ipp.NAME, "job-name", [job.title]),
        (ipp.ENUM, "job-state", [job.state]),
        (ipp.KEYWORD, "job-state-reasons", [job.reason]),
        (ipp.INTEGER, "job-impressions-completed", [job.done]),
        (ipp.INTEGER, "job-media-sheets-completed", [job.done]),
    ]


_FIXED: list[Attribute] = [
    (ipp.TEXT, "printer-make-and-model", [MODEL]),
    (ipp.TEXT, "printer-device-id", ["MFG:Virtual;MDL:Page Printer;SN:TWIN;CMD:PDF;"]),
    (ipp.TEXT, "printer-firmware-string-version", ["1"]),
    (ipp.MIME, "document-format-supported", ["application/pdf"]),
    (ipp.RANGE, "copies-supported", [(1, 99)]),
    (ipp.KEYWORD, "sides-supported", ["one-sided", "two-sided-long-edge"]),
    (ipp.KEYWORD, "print-color-mode-supported", ["color", "monochrome"]),
    (ipp.KEYWORD, "media-supported", [A4, A3, A5]),
    (ipp.KEYWORD, "media-ready", [size for size, _ in TRAYS.values()]),
    (ipp.KEYWORD, "media-source-supported", list(TRAYS)),
    (ipp.BEGIN_COLLECTION, "media-col-ready", [_ready(name) for name in TRAYS]),
    (ipp.TEXT, "marker-names", ["Black Toner"]),
    (ipp.INTEGER, "marker-levels", [80]),
    (ipp.INTEGER, "pages-per-minute", [40]),
]
