"""A document printer behind CUPS: certificates and forms on A4, from the tray and in the way the job asks for.

Options: `queue`; `printed` (folder of the print journal); `server` (host, host:port or socket path, default
localhost:631); `cups_options` (passed to the queue with every job); `trays` (which of the printer's trays may be
used, e.g. ["tray-1"]; all of them where it is left out); `stuck` (seconds without a page after which a warning is
taken for a fault, default 10), `lasting` (seconds a fault lasts until a job is given up, default 3).

The queue should be made with `lpadmin -p NAME -E -v 'ipp://…?waitjob=false' -m everywhere` (or `-P` with what
`driverless` prints): a raw queue passes no tray on, and without `waitjob=false` a server that is killed may print
again (`describe` warns of both). With it that leaves the moment of handing over, and clearing its spool before each
of its starts leaves nothing (technician manual; devices.transports.print_once says more).

Must never leave a document in the spool once its outcome is known, or put a person's data into a job's title.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices.contract import Driver, Kind
from devices.document_printer import DocumentPrinter, allowed_trays, fault_of
from devices.known_options import KNOWN
from devices.transports.cups_opening import cups_options, once_printer


def _open(options: Mapping[str, Any]) -> DocumentPrinter:
    """Raises DeviceError NOT_CONFIGURED, NOT_PERMITTED, DISK_FULL. Whether the queue is there `check` finds out."""
    return DocumentPrinter(once_printer(options, fault_of), cups_options(options), allowed_trays(options))


DRIVER = Driver(
    name="document_printer_cups", kind=Kind.DOCUMENT_PRINTER, open=_open, options=KNOWN["document_printer_cups"]
)
