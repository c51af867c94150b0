"""Every option of every driver here, and what it means: one that nobody knows is refused, a slip is never silent.

A table by itself, so that the settings are checked with it at the start, before a driver or its library is imported;
each driver declares its row as `Driver.options`. Must never name an option that nobody reads: the tests compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from devices.kinds import Kind

_POLLING: Final = {"poll_interval": "seconds between two looks for a card"}
_SAM: Final = {"fingerprint": "true: fingerprints are asked for too (and dropped)", **_POLLING}
_PICTURES: Final = {
    "source": "number N of /dev/videoN, or the path of a device; in development also of a video or a folder",
    "width": "pixels that must be given; absent = as the device likes",
    "height": "pixels that must be given",
    "fps": "pictures a second that must be given; for a folder how fast it is played",
    "fourcc": "format that must be given, e.g. MJPG",
    "live": "folder: true = always the newest picture; absent = found out",
    "loop": "video or folder: from the beginning again",
    "frozen_seconds": "so long without any change is camera.frozen (3)",
    "black_frames": "so many black pictures are camera.black (12)",
    "dev_root": "where devices are, for tests (/dev)",
    "sys_root": "where the kernel says what they are, for tests (/sys)",
}
_PAGES: Final = {
    "colour": "false: pages in grey",
    "longest_px": "pixels of a page's longer side at most (2339)",
    "smallest_px": "pixels of the longer side below which a page is not made smaller to fit (1170)",
    "limit_bytes": "bytes of a page at most (300000)",
    "turned": "0, 90, 180, 270: degrees clockwise that set the picture upright",
}
_PATIENCE: Final = {
    "stuck": "seconds without a page after which a warning is taken for a fault (10)",
    "lasting": "seconds a fault lasts until a job is given up (3)",
}
_CUPS: Final = {
    "queue": "name of the queue; needed",
    "printed": "folder that remembers which jobs came out; needed",
    "server": "host, host:port or socket path of the print server (localhost:631)",
    "cups_options": "table that is passed to the queue with every job",
    **_PATIENCE,
}
_TRAYS: Final = {"trays": "list of the printer's trays that may be used; absent = all"}
_CODES: Final = {
    "suffix": "what ends a code: line, cr, lf, crlf, tab, gap (line)",
    "prefix": "what the scanner sends before each code",
    "aim": "true: the scanner sends AIM ids",
    "silence": "seconds without anything after which a code has ended",
}
_INPUT: Final = {"device": "path of the input device, best in /dev/input/by-id or by-path; needed"}

KNOWN: Final[Mapping[str, Mapping[str, str]]] = {
    "camera_opencv": _PICTURES,
    "chip_pcsc": {
        "reader": "name of the reader, or how it begins; absent = the only one",
        "only_new": "true: a card that lay there when the reader was opened is left alone",
    },
    "document_camera": {**_PICTURES, **_PAGES},
    "document_printer_cups": {**_CUPS, **_TRAYS},
    "document_printer_ipp": {
        "uri": "ipp://host/path or ipps://host/path; in development the path of a twin's socket; needed",
        "printed": _CUPS["printed"],
        **_TRAYS,
        **_PATIENCE,
    },
    "door_contact": {
        **_INPUT,
        "switch": "number of the switch (16)",
        "closed": "the switch's value while the door is shut (1)",
    },
    "headphone_jack": _INPUT,
    "memory_camera": {},
    "memory_chip_reader": _POLLING,
    "memory_document_camera": _PAGES,
    "memory_id_reader": _POLLING,
    "memory_printer": {},
    "numeric_keypad": {**_INPUT, "keys": "table key number = word, for pads that are laid out otherwise"},
    "printer_cups": _CUPS,
    "printer_escpos": {
        "journal": "file that remembers which jobs came out; needed",
        "port": "path of a serial port; or host, or usb",
        "baud": "bits a second of the port (115200)",
        "flow": "flow control of the port: none, xonxoff, rtscts, dsrdtr (none)",
        "host": "address in the network",
        "tcp_port": "port in the network (9100)",
        "usb": "VVVV:PPPP, vendor and product",
        "usb_port": "which of several: the plug's place, e.g. 1-2.3",
        "serial": "which of several: its serial number",
        "paper": "80 or 58 (mm); read for the layout of a slip, too",
        "cut": "partial, full, none (partial)",
        "mark": "black-mark paper: none, gs-ff, ff (none)",
        "confirm": "how it says that all is done: gs-r, process-id, drain (gs-r)",
        "stall": "seconds without progress until a job is given up (10)",
        "lasting": "seconds a fault lasts until a job is given up (2)",
    },
    "printer_folder": {"folder": "where slips appear as PDF; needed"},
    "sam_serial": {
        "port": "path of the serial port, best in /dev/serial/by-id",
        "serial": "instead: serial number of the USB device that the port is on",
        "baud": "bits a second; absent = the usual ones are tried",
        **_SAM,
    },
    "sam_usb": {
        "port": "which of several: the plug's place, e.g. 1-2.3",
        "serial": "which of several: its serial number",
        "scheme": "split or whole, where the endpoints do not tell it",
        **_SAM,
    },
    "scanner_keyboard": {**_INPUT, **_CODES},
    "scanner_serial": {
        "port": "path of the serial port, best in /dev/serial/by-id; needed",
        "baud": "bits a second (9600)",
        "family": "gm65: that family's commands are spoken",
        "trigger": "true, with family: it looks for codes only while somebody wants one",
        **_CODES,
    },
}
"""Driver -> option -> meaning."""
OF_A_KIND: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.RECEIPT_PRINTER: {"paper": "80 or 58 (mm): how wide slips are laid out (80)"},
}
"""What the terminal itself reads, whatever the driver."""
OF_THE_TERMINAL: Final = frozenset({"production"})
"""What the terminal adds by itself, for every driver."""


def declared(driver: str) -> Mapping[str, str] | None:
    """The options of a driver by its name in the settings: of ours without loading it; None where there is none."""
    module = driver.replace("-", "_")
    if module in KNOWN:
        return KNOWN[module]
    from devices import registry  # somebody else's lies beside ours: to be asked it has to be loaded
    from devices.faults import DeviceError

    try:
        return registry.driver(driver).options
    except DeviceError:
        return None


def refusal(given: Iterable[str], declared: Iterable[str], kind: Kind) -> str:
    """Which of the options `given` are not `declared`, in words with the nearest that is; empty where all are."""
    known = {*declared, *OF_A_KIND.get(kind, ())}
    return "; ".join(_unknown(name, sorted(known)) for name in sorted({*given} - known - OF_THE_TERMINAL))


def _unknown(name: str, known: list[str]) -> str:
    from difflib import get_close_matches  # only where something is wrong

    near = get_close_matches(name, known, n=1)
    others = f"there are: {', '.join(known)}" if known else "its driver declares none"
    hint = f"did you mean {near[0]!r}?" if near else others
    return f"no option {name!r} ({hint})"
