"""How each device fault is made with the virtual devices, or where it is shown if it cannot be.

Orders are those of the twins' control sockets (`devices/twins`, `devices/drivers/virtual_*`).
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from devices.contract import Kind
from devices.faults import Fault
from kiosk.journeys.fault_cells import Elsewhere, Made, Recipe

_CARD: Final = {"person": "p02"}
_AGAIN: Final = 60
"""Often enough that nothing in the program gets over it by asking again."""
_FINE: Final = {"do": "answer", "command": "read", "result": "90", "times": 0}
_SELECT_FINE: Final = {"do": "answer", "command": "select", "result": "90", "times": 0}
_CLEAN: Final = {"do": "garble", "how": "checksum", "times": 0}

_SETTINGS = Elsewhere("a matter of the settings, found before any page", "tests/unit/devices/test_registry.py")
_NOT_PERMITTED = Elsewhere("the superuser may open everything", "tests/unit/devices/test_sam_serial.py")
_HUNG = Elsewhere("a driver that hangs, not a device", "tests/unit/devices/test_watchdog.py")
_TAMPERED = Elsewhere("said by the door contact", "tests/conformance/test_plain_devices.py")
_NO_DRIVER = Elsewhere("an attached device nobody opens", "tests/unit/devices/test_registry.py")
_HELD = Elsewhere("held by another process", "tests/faults/test_card_reader_is_still_held.py")


def _answers(result: str, command: str = "read") -> Made:
    """The module answers `command` with this result code."""
    undo = _FINE if command == "read" else _SELECT_FINE
    return Made(({"do": "answer", "command": command, "result": result, "times": _AGAIN},), (undo,), _CARD)


def _record(text: str, *, sort: str = " ") -> Made:
    """A chip whose 256 bytes are `text`, with `sort` as the type flag at byte 248."""
    padded = text.ljust(124)[:124] + sort + " " * 3
    raw = base64.b64encode(padded.encode("utf-16-le")).decode()
    return Made((), (), {"record": raw})


_READER: Final[dict[Fault, Recipe]] = {
    Fault.GONE: Made(({"do": "vanish"},), ({"do": "return"},)),
    Fault.BUSY: _HELD,
    Fault.NOT_PERMITTED: _NOT_PERMITTED,
    Fault.NOT_CONFIGURED: _SETTINGS,
    Fault.SILENT: Made(({"do": "stall", "seconds": 3600},), ({"do": "stall", "seconds": 0},)),
    Fault.HUNG: _HUNG,
    Fault.NO_DRIVER: _NO_DRIVER,
    Fault.TAMPERED: _TAMPERED,
    Fault.FRAME_GARBLED: Made(({"do": "garble", "how": "checksum", "times": _AGAIN},), (_CLEAN,), _CARD),
    Fault.FRAME_OVERSIZED: Made(({"do": "garble", "how": "oversize", "times": _AGAIN},), (_CLEAN,), _CARD),
    Fault.RESULT_UNKNOWN: _answers("77"),
    Fault.RECORD_MALFORMED: _record("甲" * 70 + "不是日期"),
    Fault.RECORD_BLANK: _record(""),
    Fault.DOCUMENT_UNSUPPORTED: _record("甲", sort="Q"),
}
for _fault in Fault:
    _words = _fault.code.split("-")
    if _words[0] == "reader.sam" and _fault is not Fault.RESULT_UNKNOWN:
        _READER[_fault] = _answers(_words[1], "select" if _fault is Fault.SELECT_FAILED else "read")

_RESUME: Final = {"do": "resume"}
_CAMERA: Final[dict[Fault, Recipe]] = {
    Fault.GONE: Elsewhere("a folder of pictures does not go away", "tests/conformance/test_camera.py"),
    Fault.BUSY: Elsewhere("held by another process", "tests/conformance/test_camera.py"),
    Fault.NOT_PERMITTED: _NOT_PERMITTED,
    Fault.NOT_CONFIGURED: _SETTINGS,
    Fault.SILENT: Elsewhere("a camera that is silent has stopped", "tests/conformance/test_camera.py"),
    Fault.HUNG: _HUNG,
    Fault.NO_DRIVER: _NO_DRIVER,
    Fault.TAMPERED: _TAMPERED,
    Fault.CAMERA_STOPPED: Made(({"do": "stop"},), (_RESUME,)),
    Fault.CAMERA_BLACK: Made(({"do": "black"},), (_RESUME,)),
    Fault.CAMERA_FROZEN: Made(({"do": "freeze"},), (_RESUME,)),
    Fault.CAMERA_PICTURE_INVALID: Elsewhere("the twin writes sound files", "tests/conformance/test_camera.py"),
    Fault.CAMERA_FORMAT: Elsewhere("pictures from a folder have no format", "tests/conformance/test_camera.py"),
}

_PAGE: Final[dict[Fault, Recipe]] = {
    **_CAMERA,
    Fault.GONE: Made(({"do": "vanish"},), ({"do": "return"}, _RESUME)),
    Fault.PAGE_NOT_FOUND: Made(({"do": "page", "name": "none"},), (_RESUME,)),
    Fault.PAGE_BLURRED: Made(({"do": "blur", "pixels": 12},), (_RESUME,)),
    Fault.PAGE_TOO_LARGE: Elsewhere("only below a limit set smaller", "tests/unit/devices/test_document_camera.py"),
}

_CUPS = "tests/faults/test_document_printer_faults_cups.py"
_PRINTER: Final[dict[Fault, Recipe]] = {
    Fault.GONE: Made(({"do": "vanish"},), ({"do": "return"},)),
    Fault.BUSY: Made(({"do": "feed"},), ({"do": "feed", "on": False},)),
    Fault.NOT_PERMITTED: _NOT_PERMITTED,
    Fault.NOT_CONFIGURED: _SETTINGS,
    Fault.SILENT: Made(({"do": "mute"},), ({"do": "mute", "on": False},)),
    Fault.HUNG: _HUNG,
    Fault.NO_DRIVER: _NO_DRIVER,
    Fault.TAMPERED: _TAMPERED,
    Fault.PAPER_OUT: Made(({"do": "empty"},), ({"do": "refill"},)),
    Fault.PAPER_JAM: Made(({"do": "lose-mark"},), ({"do": "lose-mark", "on": False},)),
    Fault.COVER_OPEN: Made(({"do": "cover"},), ({"do": "cover", "open": False},)),
    Fault.CUTTER: Made(({"do": "jam", "now": True},), ({"do": "free"},)),
    Fault.BLACK_MARK: Elsewhere("only on paper with marks", "tests/unit/devices/protocols/test_escpos_status.py"),
    Fault.HEAD_HOT: Made(({"do": "overheat", "seconds": 3600},), ({"do": "overheat", "seconds": 0},)),
    Fault.TONER_OUT: Elsewhere("of the document printer", _CUPS),
    Fault.TRAY_MISSING: Elsewhere("of the document printer", _CUPS),
    Fault.OUTPUT_FULL: Elsewhere("of the document printer", "tests/faults/test_document_printer_faults_ipp.py"),
    Fault.PRINTER_OFFLINE: Made(({"do": "offline"},), ({"do": "offline", "on": False},)),
    Fault.PRINTER_STOPPED: Made(({"do": "break"},), ({"do": "break", "on": False},)),
    Fault.PRINT_REFUSED: Elsewhere("said by a print queue", _CUPS),
    Fault.OUTCOME_UNKNOWN: Elsewhere(
        "ends the printing of this receipt for good", "tests/faults/test_printer_stops_in_the_middle_escpos.py"
    ),
    Fault.DISK_FULL: Elsewhere("of the printer that is a folder", "tests/faults/test_printer_faults_folder.py"),
    Fault.PRINT_UNSUPPORTED: Elsewhere("a wish that a receipt does not have", _CUPS),
    Fault.PRINT_CANCELLED: Elsewhere("a document that somebody takes back", _CUPS),
}

RECIPES: Final[Mapping[Kind, Mapping[Fault, Recipe]]] = MappingProxyType(
    {
        Kind.ID_READER: _READER,
        Kind.CAMERA: _CAMERA,
        Kind.DOCUMENT_CAMERA: _PAGE,
        Kind.RECEIPT_PRINTER: _PRINTER,
    }
)
