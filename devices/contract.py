"""What a device is: kinds, capabilities, events, and the record by which a driver is found. Faults: devices.faults.

After XFS4IoT (device states, faults that carry an action). Must never import anything of the kiosk: what a
driver hands up is plain data, and no text here is shown to a citizen (the interface has its own words per code).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

from devices.faults import Action, DeviceError, Fault, State
from devices.kinds import Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from devices.protocols.idcard_record import CardRecord

__all__ = [  # faults are part of what a driver must know: one import for both
    "Action", "Camera", "CardEvent", "CardPhase", "ChipCard", "ChipEvent", "ChipReader", "Code", "CodeEvent",
    "Corners", "Describable", "DeviceError", "DocumentCamera", "Driver", "Fault", "Found", "FrameEvent", "IdReader",
    "Info", "Kind", "Listener", "Media", "MediaEvent", "MediaSensor", "PageEvent", "PageImage", "PageSetup",
    "Picture", "PrintJob", "PrintWatch", "Printer", "ReceiptPrinter", "Roots", "Sight", "State", "StateChanged",
    "Turned", "TurnedEvent",
]  # fmt: skip

Picture: TypeAlias = "NDArray[np.uint8]"
"""Rows x columns x 3, RGB."""
Corners: TypeAlias = tuple[tuple[float, float], ...]
"""Four points (x, y) as shares of a picture's width and height, 0 to 1; or none."""


class CardPhase(StrEnum):
    """What an identity card on the reader is doing."""

    DETECTED = "detected"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True)
class CardEvent:
    """Something happened on the reader. `record` only with READ, `fault` only with FAILED."""

    phase: CardPhase
    record: CardRecord | None = field(default=None, repr=False)
    fault: Fault | None = None


@dataclass(frozen=True)
class StateChanged:
    """A device came, went or fell ill; `fault` says why where it is not ONLINE."""

    kind: Kind
    state: State
    fault: Fault | None = None


@dataclass(frozen=True)
class FrameEvent:
    """One camera picture: (height, width, 3) uint8 in **RGB**, taken at `at` seconds of the monotonic clock.

    `corners` and `hints` as in Sight; empty for a plain camera.
    """

    picture: Picture = field(repr=False)
    at: float
    sequence: int
    corners: Corners = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sight:
    """What a document camera sees while somebody lays a page down.

    Attributes:
        picture: as the camera gives it.
        corners: of the page found, clockwise from its top left one, or empty.
        hints: what to do better, most important first: "no-page", "too-small", "cut-off", "covered" (then there are
            no corners), "too-dark", "too-bright", "too-flat", "glare". Empty = the page may be taken.
    """

    picture: Picture = field(repr=False)
    corners: Corners = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageImage:
    """A page as it was taken, straightened and cropped; `jpeg` is within the driver's limit, `picture` is in it."""

    jpeg: bytes = field(repr=False)
    picture: Picture = field(repr=False)


@dataclass(frozen=True)
class PageEvent:
    """A page was taken, or could not be: `fault` is a page.… one, `detail` of page.not-found the first hint."""

    page: PageImage | None = None
    fault: Fault | None = None
    detail: str = ""


@dataclass(frozen=True)
class ChipCard:
    """What a chip card said of itself without a PIN. No field is ever logged.

    Attributes:
        sort: "social-security", "staff", "bank" or "other".
        number: citizen number (公民身份号码) of a social-security card, uid (hex) of a staff card, else empty.
        name: holder, empty where the card does not say.
        fields: everything else that was read, by the names of LD/T 33 in English (region, class, version, issued, …).
    """

    sort: str
    number: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class ChipEvent:
    """Like CardEvent, for a chip card."""

    phase: CardPhase
    card: ChipCard | None = field(default=None, repr=False)
    fault: Fault | None = None


@dataclass(frozen=True)
class Code:
    """A scanned code: the bytes as they came, at most 4096, without suffix and AIM id.

    `symbology` is the AIM id (ISO/IEC 15424), e.g. "]Q1", or empty where the scanner does not send it.
    """

    raw: bytes = field(repr=False)
    symbology: str = ""


@dataclass(frozen=True)
class CodeEvent:
    """A code was scanned, or one that cannot be used (`fault`)."""

    code: Code | None = field(default=None, repr=False)
    fault: Fault | None = None


@dataclass(frozen=True)
class Turned:
    """Something a person did with a plain device.

    `what` is "plugged" or "unplugged" (headphones), "0" to "9", "*", "#", "enter", "cancel", "clear" (keypad),
    "opened" or "closed" (door).
    """

    what: str


@dataclass(frozen=True)
class TurnedEvent:
    """A plain device was used."""

    kind: Kind
    turned: Turned


class Media(StrEnum):
    """Does something lie there: a card on the reader, paper in the slot (XFS4IoT: `media`)?"""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    """The device cannot tell."""


@dataclass(frozen=True)
class MediaEvent:
    """What lies there, while somebody wants to know: told at the first look, and whenever it changes."""

    kind: Kind
    media: Media


@runtime_checkable
class MediaSensor(Protocol):
    """A device that may know whether something was left on it, whatever it has done with it."""

    def media(self) -> Media:
        """Look, and read nothing of it; within two seconds. Raises DeviceError."""


class IdReader(Protocol):
    """An identity-card reader, driven by one worker thread."""

    def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
        """One find-select-read cycle: the record, or None where no (new) card lies there.

        `on_detected` is called as soon as a card answers, before the long read. Raises DeviceError.
        """

    def close(self) -> None:
        """Give the port back; never raises."""


class ChipReader(Protocol):
    """A chip-card reader, driven by one worker thread."""

    def poll(self, on_detected: Callable[[], None]) -> ChipCard | None:
        """The card that newly lies there, or None; may wait up to half a second. Raises DeviceError."""

    def close(self) -> None:
        """Give the reader back; never raises."""


class Listener(Protocol):
    """A device that only tells: scanner (Code), headphones, keypad, door (Turned)."""

    def listen(self, timeout: float) -> Code | Turned | None:
        """What came within `timeout` seconds, or None. Raises DeviceError."""

    def close(self) -> None:
        """Give the device back; never raises."""


class Camera(Protocol):
    """A source of pictures, driven by one worker thread."""

    def frame(self, timeout: float) -> Picture:
        """The next new picture, RGB uint8 (height, width, 3). CAMERA_STOPPED is raised after `timeout` s.

        It belongs to whoever asked, who overwrites it when done: a source keeps no reference to it.
        """

    def close(self) -> None:
        """Give the device back; never raises."""


class DocumentCamera(Camera, Protocol):
    """A camera that looks down at a page."""

    def look(self, timeout: float) -> Sight:
        """The next new picture, and where in it the page lies. Raises as `frame`."""

    def take(self, timeout: float, *, whole: bool = False) -> PageImage:
        """The page, straightened; with `whole` all that the camera sees, whatever lies there.

        Raises:
            DeviceError: PAGE_NOT_FOUND (detail: the first hint), PAGE_BLURRED, PAGE_TOO_LARGE; and as `frame`.
        """


@dataclass(frozen=True)
class PageSetup:
    """How a document is laid on paper. What is left out is as the printer is set; receipts leave out everything.

    Attributes:
        copies: how often, at least 1.
        duplex: True = both sides, turned on the long edge.
        colour: False = black only.
        tray: a tray's name as `describe` gives it, e.g. "tray-2".
        size: PWG 5101.1 name, e.g. "iso_a4_210x297mm".
    """

    copies: int = 1
    duplex: bool | None = None
    colour: bool | None = None
    tray: str = ""
    size: str = ""


class PrintWatch(Protocol):
    """Who waits for a print, called in the printer's thread several times a second: quick, and never raising."""

    def progress(self, done: int, total: int) -> None:
        """`done` of `total` pages (impressions, all copies) have come out; told when it changes."""

    def cancelled(self) -> bool:
        """Is it wanted no more? Then what has not come out does not: PRINT_CANCELLED."""


@dataclass(frozen=True)
class PrintJob:
    """A document to print once. `job_id` is a UUID: the same id is never printed a second time."""

    job_id: str
    pdf: bytes = field(repr=False)
    title: str = "receipt"
    setup: PageSetup = PageSetup()
    watch: PrintWatch | None = field(default=None, repr=False, compare=False)


class Printer(Protocol):
    """A printer whose success is known; receipts and documents alike."""

    def check(self) -> None:
        """Ready to print? Raises DeviceError with the reason where it is not."""

    def print(self, job: PrintJob, timeout: float) -> None:
        """Print and wait until the outcome is known; returns only on success, raises DeviceError otherwise."""

    def close(self) -> None:
        """Give the device back; never raises."""


ReceiptPrinter: TypeAlias = Printer


@dataclass(frozen=True)
class Info:
    """What a device says about itself.

    Attributes:
        model: maker and model as the device names them.
        serial: serial number; for a SAM its number in the form 05.03-20140101-0000000001-0000000001.
        firmware: version.
        can: capabilities by name, e.g. {"cutter": True, "width_mm": 80}; see each kind's conformance suite.
        warnings: what is not a fault yet, by code, e.g. "paper-near-end".
    """

    model: str = ""
    serial: str = ""
    firmware: str = ""
    can: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@runtime_checkable
class Describable(Protocol):
    """A device that can say what it is."""

    def describe(self) -> Info:
        """Ask it. Raises DeviceError."""


@dataclass(frozen=True)
class Roots:
    """Where the kernel shows devices; another folder in tests and on replays."""

    dev: Path = Path("/dev")
    sys: Path = Path("/sys")


@dataclass(frozen=True)
class Found:
    """A device that is attached. With `options`, `Driver.open` opens this very one, after the next start too."""

    driver: str
    kind: Kind
    label: str
    options: Mapping[str, Any] = field(default_factory=dict)
    serial: str = ""
    place: str = ""
    """Where it is plugged in now, e.g. "1-2.3" on USB; empty where that is not known."""


def _finds_nothing(_roots: Roots) -> Iterable[Found]:
    return ()


@dataclass(frozen=True)
class Driver:
    """How the registry knows a driver: one per file, exported as DRIVER."""

    name: str
    kind: Kind
    open: Callable[[Mapping[str, Any]], Any]
    """Options from the settings -> the kind's protocol above. Raises DeviceError."""
    virtual: bool = False
    """True for twins and memory drivers: refused in production."""
    verified_on: str | None = None
    """Make and model somebody has really plugged in; None = never seen on hardware, said at start."""
    find: Callable[[Roots], Iterable[Found]] = _finds_nothing
    """Devices of this driver that are attached now; never raises, never opens one."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Every option that it reads -> what it means. One that is not here is refused before `open` is called."""
