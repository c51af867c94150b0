"""What a printer's state reasons mean: the fault that stands in the way, and what is worth a warning. Sans-IO.

Sources: RFC 8011 §5.4.12 (keywords and the suffixes -report, -warning, -error; none = error), PWG 5100.9 (state
reasons of subunits), CUPS 2.4 (its back ends). Must never let a keyword it does not know pass for a fault unless the
printer calls it an error, nor show a keyword that is no keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from devices.faults import Fault


class Reading(NamedTuple):
    """What the reasons say."""

    fault: Fault | None
    """What has to be put right first; None where nothing stands in the way."""
    warnings: tuple[str, ...]
    """What is not a fault yet, by code, each once: "paper-near-end", "toner-low", …; else the printer's keyword."""


_FAULTS: Final = {
    "media-jam": Fault.PAPER_JAM,
    "cover-open": Fault.COVER_OPEN,
    "door-open": Fault.COVER_OPEN,
    "interlock-open": Fault.COVER_OPEN,
    "input-tray-missing": Fault.TRAY_MISSING,
    "output-tray-missing": Fault.TRAY_MISSING,
    "media-empty": Fault.PAPER_OUT,
    "media-needed": Fault.PAPER_OUT,
    "output-area-full": Fault.OUTPUT_FULL,
    "toner-empty": Fault.TONER_OUT,
    "developer-empty": Fault.TONER_OUT,
    "marker-supply-empty": Fault.TONER_OUT,
    "marker-supply-missing": Fault.TONER_OUT,
    "marker-waste-full": Fault.PRINTER_STOPPED,
    "opc-life-over": Fault.PRINTER_STOPPED,
    "fuser-over-temp": Fault.HEAD_HOT,
    "fuser-under-temp": Fault.HEAD_HOT,
    "spool-area-full": Fault.DISK_FULL,
    "interpreter-resource-unavailable": Fault.PRINT_REFUSED,
    "offline": Fault.PRINTER_OFFLINE,
    "shutdown": Fault.PRINTER_OFFLINE,
    "connecting-to-device": Fault.GONE,
    "timed-out": Fault.GONE,
    "paused": Fault.PRINTER_STOPPED,
    "moving-to-paused": Fault.PRINTER_STOPPED,
    "stopped-partly": Fault.PRINTER_STOPPED,
    "stopping": Fault.PRINTER_STOPPED,
}
"""Keyword without its suffix -> fault, most telling first: where several hold, the first in this order is told."""

_ENDINGS: Final = (
    ("-jam", Fault.PAPER_JAM),
    ("-cover-open", Fault.COVER_OPEN),
    ("-door-open", Fault.COVER_OPEN),
    ("-interlock-open", Fault.COVER_OPEN),
    ("-tray-missing", Fault.TRAY_MISSING),
    ("-ink-empty", Fault.TONER_OUT),
    ("-toner-empty", Fault.TONER_OUT),
    ("-cartridge-missing", Fault.TONER_OUT),
    ("-over-temperature", Fault.HEAD_HOT),
    ("-under-temperature", Fault.HEAD_HOT),
    ("-offline", Fault.PRINTER_OFFLINE),
    ("-power-off", Fault.PRINTER_OFFLINE),
    ("-failure", Fault.PRINTER_STOPPED),
    ("-life-over", Fault.PRINTER_STOPPED),
)
"""How PWG 5100.9 and makers name what happens to a part of the printer (finisher, fuser, second tray, …)."""

_WARNINGS: Final = {
    "media-low": "paper-near-end",
    "toner-low": "toner-low",
    "developer-low": "toner-low",
    "marker-supply-low": "toner-low",
    "marker-ink-almost-empty": "toner-low",
    "marker-toner-almost-empty": "toner-low",
    "marker-waste-almost-full": "waste-almost-full",
    "marker-waste-ink-receptacle-almost-full": "waste-almost-full",
    "marker-waste-toner-receptacle-almost-full": "waste-almost-full",
    "opc-near-eol": "drum-near-end",
    "output-area-almost-full": "output-almost-full",
}
"""Keywords that are no more than a warning, whatever their suffix."""

_ORDER: Final = {fault: place for place, fault in reversed(list(enumerate(_FAULTS.values())))}
_KEYWORD: Final = re.compile(r"[a-z][a-z0-9._-]{0,79}")
_SUFFIX: Final = re.compile(r"-(report|warning|error)$")
_SILENT: Final = ("none", "cups-", "com.", "identify-printer-requested", "wait-for-fax-answer", "hold-new-jobs")
"""What says nothing about the printer: CUPS's own notes, makers' private words."""
_AT_MOST: Final = 20
"""Warnings told; a printer that sends more is not listened to."""


def read(reasons: Iterable[str], *, stopped: bool = False, severe: bool = False) -> Reading:
    """What `reasons` mean for a printer whose state is `stopped`, or not.

    With `severe` the suffix is believed: what a printer that is not stopped calls -warning (one of several trays is
    empty) or -report keeps nothing from being printed. Without it every keyword of a fault is one: CUPS's back ends
    report an empty printer as media-empty-warning, an open door as door-open-report.
    """
    faults: list[Fault] = []
    warnings: dict[str, None] = {}
    for reason in reasons:
        keyword, severity = _split(reason)
        if not _KEYWORD.fullmatch(keyword) or keyword.startswith(_SILENT):
            continue
        fault = _fault(keyword, severity)
        if fault is not None and (stopped or not severe or severity == "error"):
            faults.append(fault)
        elif severity != "report" or keyword in _WARNINGS:
            warnings.setdefault(_WARNINGS.get(keyword, keyword))
    if stopped and not faults:
        faults.append(Fault.PRINTER_STOPPED)
    worst = min(faults, key=_place) if faults else None
    return Reading(worst, tuple(warnings)[:_AT_MOST])


def _split(reason: str) -> tuple[str, str]:
    """Keyword and severity."""
    found = _SUFFIX.search(reason)
    return (reason[: found.start()], found[1]) if found else (reason, "error")


def _fault(keyword: str, severity: str) -> Fault | None:
    """What the keyword stands for. An error nobody knows stops the printer; `other` says no more than that."""
    if keyword in _WARNINGS:
        return None
    known = _FAULTS.get(keyword)
    if known is None:
        known = next((fault for ending, fault in _ENDINGS if keyword.endswith(ending)), None)
    if known is None and severity == "error":
        return Fault.PRINTER_STOPPED
    return known


def _place(fault: Fault) -> int:
    return _ORDER.get(fault, len(_FAULTS))
