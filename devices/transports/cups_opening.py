"""From a driver's options to a queue with its journal: the same for every printer behind CUPS.

Must never open anything but the journal: whether the queue is there is asked when it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from devices.contract import DeviceError, Fault
from devices.print_journal import PrintJournal
from devices.transports.cups import CupsQueue
from devices.transports.print_once import OncePrinter, times
from devices.transports.print_queue import Judge

JOURNAL = "journal"
"""The print journal's name in the folder that the option `printed` names."""


def once_printer(options: Mapping[str, Any], judge: Judge) -> OncePrinter:
    """Options `queue`, `printed` (folder), `server`, and those of `times`.

    Raises DeviceError NOT_CONFIGURED, NOT_PERMITTED, DISK_FULL.
    """
    queue = CupsQueue(_text(options, "queue"), *_server(str(options.get("server", "localhost:631"))))
    patience = times(options)
    return OncePrinter(queue, PrintJournal(Path(_text(options, "printed")) / JOURNAL), judge, patience)


def cups_options(options: Mapping[str, Any]) -> dict[str, str]:
    """Option `cups_options`: passed to the queue with every job. Raises DeviceError NOT_CONFIGURED."""
    found = options.get("cups_options", {})
    if not isinstance(found, Mapping):
        raise DeviceError(Fault.NOT_CONFIGURED, "option cups_options is a table")
    return {str(name): str(value) for name, value in found.items()}


def _text(options: Mapping[str, Any], name: str) -> str:
    value = options.get(name)
    if not isinstance(value, str) or not value:
        raise DeviceError(Fault.NOT_CONFIGURED, f"option {name} is missing")
    return value


def _server(text: str) -> tuple[str, int]:
    """Host (or socket path) and port."""
    host, _, port = text.rpartition(":")
    if text.startswith("/") or not host:
        return text, 631
    if not port.isdecimal():
        raise DeviceError(Fault.NOT_CONFIGURED, "option server is host:port")
    return host, int(port)
