"""A document printer that speaks IPP and takes PDF (IPP Everywhere, PWG 5100.14), without a print server before it.

Options: `uri` (ipp://host/ipp/print, ipps://…; in development the path of a twin's socket); `printed` (folder of the
print journal); `trays` (which of the printer's trays may be used; all where it is left out); `stuck` (seconds without
a page after which a warning is taken for a fault, default 10), `lasting` (seconds a fault lasts until a job is given
up, default 3).

Nothing is kept anywhere but in the printer, so nothing but the printer can print again. Must never put a person's
data into a job's title.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices.contract import Driver, Kind
from devices.document_printer import DocumentPrinter, allowed_trays, fault_of
from devices.known_options import KNOWN
from devices.transports.ipp_direct import once_printer


def _open(options: Mapping[str, Any]) -> DocumentPrinter:
    """Raises DeviceError NOT_CONFIGURED, NOT_PERMITTED, DISK_FULL. Whether the printer is there `check` finds out."""
    return DocumentPrinter(once_printer(options, fault_of), {}, allowed_trays(options))


DRIVER = Driver(
    name="document_printer_ipp", kind=Kind.DOCUMENT_PRINTER, open=_open, options=KNOWN["document_printer_ipp"]
)
