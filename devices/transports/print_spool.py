"""The documents that lie before a printer: taken away as soon as their outcome is known, or when the server is back.

Must never take away what may still be needed to learn an outcome, nor a job by a number that may be another's now.
"""

from __future__ import annotations

import logging

from devices.contract import DeviceError
from devices.print_journal import PrintJournal, Standing
from devices.transports.print_course import Course
from devices.transports.print_queue import JobSeen, Queue

_log = logging.getLogger(__name__)


class Spool:
    """The spool of one queue. Nothing here raises: a document that stays changes no outcome, and is tried again."""

    def __init__(self, queue: Queue, journal: PrintJournal) -> None:
        self._queue = queue
        self._journal = journal
        self.left = True
        """May documents of ended jobs lie there (power cut, server away)? Then `sweep` when it is looked at next."""

    def purge(self, seen: JobSeen | None) -> None:
        """Remove a job with its document."""
        if seen is None:
            return
        try:
            self._queue.purge(seen.number)
        except DeviceError as error:
            self.left = True
            _log.info("a finished job stays in the spool: %s", error.fault.code)

    def tidy(self, course: Course) -> None:
        """After a success. Where the server was away meanwhile its numbers may be others' now: by the title then."""
        if course.seen is not None and not course.lost_touch:
            self.purge(course.seen)
        else:
            self.sweep()

    def forget(self, title: str) -> None:
        """A job known to be out may still lie there after a power cut."""
        try:
            self.purge(self._queue.find(title))
        except DeviceError as error:
            _log.info("print server while clearing the spool: %s", error.fault.code)

    def sweep(self) -> None:
        """Remove every job of ours whose outcome the journal knows, ended or not.

        A server that came back may hold one to be started anew though it has come out.
        """
        self.left = True
        try:
            mine = self._queue.mine()
        except DeviceError as error:
            _log.info("print server while clearing the spool: %s", error.fault.code)
            return
        self.left = False
        for title, seen in mine:
            try:
                known = self._journal.standing(title.rpartition(" ")[2])
            except (ValueError, DeviceError):
                continue  # somebody else's, or not to be known now
            if known in {Standing.DONE, Standing.FAILED}:
                self.purge(seen)
