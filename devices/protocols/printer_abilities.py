"""What an IPP printer says it can, and how a page setup is asked of it: RFC 8011 §5.2 and §5.4, PWG 5100.13. Sans-IO.

Must never ask a printer for what it did not say it can: it would print something else and call it done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from devices.contract import Info, PageSetup
from devices.faults import DeviceError, Fault
from devices.protocols.ipp import Value

ASKED: Final = (
    "printer-make-and-model", "printer-device-id", "printer-firmware-string-version", "document-format-supported",
    "copies-supported", "sides-supported", "print-color-mode-supported", "color-supported", "media-supported",
    "media-ready", "media-col-ready", "media-source-supported", "printer-input-tray", "printer-supply",
    "printer-supply-description", "marker-names", "marker-levels", "pages-per-minute",
)  # fmt: skip
"""Attributes to ask for."""
_SIZE: Final = re.compile(r"[a-z0-9][a-z0-9._-]*_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)")
"""PWG 5101.1 §5: a self-describing size."""
_INCH: Final = 2540
_MILLIMETRE: Final = 100
_LONGEST: Final = 120
_MOST: Final = 200
_NOT_A_TRAY: Final = frozenset({"auto"})
_KEYWORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


@dataclass(frozen=True)
class Tray:
    """A source of paper.

    Attributes:
        name: media-source keyword, e.g. "tray-2".
        size: PWG name of what lies in it, empty where the printer does not say.
        sheets: sheets that lie in it, None where it does not say (PWG 5100.13: -1, -2; -3 = some).
        capacity: sheets it holds, None where it does not say.
    """

    name: str
    size: str = ""
    sheets: int | None = None
    capacity: int | None = None


@dataclass(frozen=True)
class Abilities:
    """What the printer can."""

    model: str = ""
    serial: str = ""
    firmware: str = ""
    colour: bool = False
    duplex: bool = False
    copies: int = 1
    """At most."""
    formats: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    trays: tuple[Tray, ...] = ()
    supplies: Mapping[str, int] = field(default_factory=dict)
    """Toner or ink by name, in per cent of full."""
    pages_per_minute: int | None = None

    def info(self, warnings: tuple[str, ...], **more: Any) -> Info:
        """For `describe`; `more` goes into `can`."""
        can = {
            "colour": self.colour,
            "duplex": self.duplex,
            "copies": self.copies,
            "sizes": list(self.sizes),
            "trays": [tray.name for tray in self.trays],
            "paper": {tray.name: _paper(tray) for tray in self.trays},
            "supplies": dict(self.supplies),
            "pages_per_minute": self.pages_per_minute,
            **more,
        }
        return Info(self.model, self.serial, self.firmware, can, warnings)

    def check(self, setup: PageSetup) -> None:
        """Raises DeviceError PRINT_UNSUPPORTED with the first thing that the printer cannot do."""
        tray = next((tray for tray in self.trays if tray.name == setup.tray), None)
        wrong = (
            (not 1 <= setup.copies <= self.copies, "copies"),
            (setup.duplex is True and not self.duplex, "duplex"),
            (setup.colour is True and not self.colour, "colour"),
            (bool(setup.tray) and tray is None, "tray"),
            (bool(setup.size) and setup.size not in self.sizes, "size"),
            (bool(tray and tray.size and setup.size and tray.size != setup.size), "size in that tray"),
        )
        for is_wrong, what in wrong:
            if is_wrong:
                raise DeviceError(Fault.PRINT_UNSUPPORTED, what)

    def asked(self, setup: PageSetup) -> dict[str, Value]:
        """Job attributes for the setup (RFC 8011 §5.2), only what it names. Raises DeviceError PRINT_UNSUPPORTED."""
        self.check(setup)
        asked: dict[str, Value] = {}
        if setup.copies > 1:
            asked["copies"] = setup.copies
        if setup.duplex is not None:
            asked["sides"] = "two-sided-long-edge" if setup.duplex else "one-sided"
        if setup.colour is not None and self.colour:
            asked["print-color-mode"] = "color" if setup.colour else "monochrome"
        size = setup.size or next((tray.size for tray in self.trays if setup.tray and tray.name == setup.tray), "")
        if setup.tray:
            dimensions = dimensions_of(size)
            extent: dict[str, list[Value]] = {"media-size": [dimensions]} if dimensions else {}
            asked["media-col"] = {**extent, "media-source": [setup.tray]}
        elif size:
            asked["media"] = size
        return asked


def options_of(asked: Mapping[str, Value]) -> dict[str, str]:
    """The same as CUPS's options, which are text: a collection is `{name=value name={…}}`."""
    return {name: _option(value) for name, value in asked.items()}


def abilities(attributes: Mapping[str, Sequence[Value]]) -> Abilities:
    """What the answer to Get-Printer-Attributes says. Whatever is missing or makes no sense, the printer cannot."""
    device_id = dict(_pairs(_text(attributes, "printer-device-id")))
    modes = _texts(attributes, "print-color-mode-supported")
    copies = [value[1] for value in attributes.get("copies-supported", ()) if isinstance(value, tuple)]
    return Abilities(
        model=_text(attributes, "printer-make-and-model"),
        serial=device_id.get("SN", device_id.get("SERN", "")),
        firmware=_text(attributes, "printer-firmware-string-version"),
        colour="color" in modes or (not modes and attributes.get("color-supported") == [True]),
        duplex="two-sided-long-edge" in _texts(attributes, "sides-supported"),
        copies=max([1, *copies]),
        formats=_texts(attributes, "document-format-supported"),
        sizes=tuple(size for size in _texts(attributes, "media-supported") if _SIZE.fullmatch(size)),
        trays=_trays(attributes),
        supplies=_supplies(attributes),
        pages_per_minute=next((v for v in attributes.get("pages-per-minute", ()) if isinstance(v, int)), None),
    )


def dimensions_of(size: str) -> dict[str, list[Value]] | None:
    """media-size of a self-describing name, in hundredths of a millimetre; None where it is none."""
    found = _SIZE.fullmatch(size)
    if found is None:
        return None
    unit = _INCH if found[3] == "in" else _MILLIMETRE
    return {"x-dimension": [round(float(found[1]) * unit)], "y-dimension": [round(float(found[2]) * unit)]}


def _paper(tray: Tray) -> dict[str, Any]:
    return {"size": tray.size, "sheets": tray.sheets, "capacity": tray.capacity}


def _trays(attributes: Mapping[str, Sequence[Value]]) -> tuple[Tray, ...]:
    """media-source-supported with printer-input-tray beside it, value by value (PWG 5100.13 §5.6.8)."""
    states = list(attributes.get("printer-input-tray", ()))
    ready = {}
    for entry in attributes.get("media-col-ready", ()):
        if isinstance(entry, dict):
            ready[_text(entry, "media-source")] = _ready_size(entry)
    found = []
    for place, name in enumerate(_texts(attributes, "media-source-supported")):
        if name in _NOT_A_TRAY or not _KEYWORD.fullmatch(name):
            continue
        said = dict(_pairs(_plain(states[place]))) if place < len(states) else {}
        found.append(Tray(name, ready.get(name, ""), _count(said.get("level")), _count(said.get("maxcapacity"))))
    return tuple(found)


def _ready_size(entry: Mapping[str, Sequence[Value]]) -> str:
    """Name of what lies in a tray; a size in numbers only is not named here."""
    name = _text(entry, "media-size-name")
    return name if _SIZE.fullmatch(name) else ""


def _supplies(attributes: Mapping[str, Sequence[Value]]) -> dict[str, int]:
    """Levels in per cent: printer-supply (PWG 5100.13 §5.6.22), else CUPS's marker-levels. Waste is no supply."""
    names = _texts(attributes, "printer-supply-description")
    found: dict[str, int] = {}
    for name, value in zip(names, attributes.get("printer-supply", ()), strict=False):
        said = dict(_pairs(_plain(value)))
        level, most = _count(said.get("level")), _count(said.get("maxcapacity"))
        if level is not None and most and said.get("class") != "receptacleThatIsFilled":
            found[name] = min(100, level * 100 // most)
    if found:
        return found
    levels = attributes.get("marker-levels", ())
    pairs = zip(_texts(attributes, "marker-names"), levels, strict=False)
    return {name: level for name, level in pairs if isinstance(level, int) and 0 <= level <= 100}  # noqa: PLR2004


def _pairs(text: str) -> list[tuple[str, str]]:
    """`name=value;…` of PWG 5100.13, or `NAME:value;…` of IEEE 1284."""
    found = (re.split(r"[=:]", part.strip(), maxsplit=1) for part in text.split(";"))
    return [(pair[0], pair[1][:_LONGEST]) for pair in found if len(pair) > 1]


def _count(text: str | None) -> int | None:
    """A level; None where it is not told (negative) or no number."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else None  # noqa: PLR2004


def _plain(value: Value) -> str:
    if isinstance(value, bytes):
        return value[:1024].decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


def _texts(attributes: Mapping[str, Sequence[Value]], name: str) -> tuple[str, ...]:
    """Texts of an attribute, cut and printable."""
    values = list(attributes.get(name, ()))[:_MOST]
    return tuple(
        "".join(char for char in value[:_LONGEST] if char.isprintable()) for value in values if isinstance(value, str)
    )


def _text(attributes: Mapping[str, Sequence[Value]], name: str) -> str:
    return next(iter(_texts(attributes, name)), "")


def _option(value: Value) -> str:
    if isinstance(value, dict):
        inside = (f"{name}={_option(member)}" for name, members in value.items() for member in members)
        return "{" + " ".join(inside) + "}"
    return str(value)
