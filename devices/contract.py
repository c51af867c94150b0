"""What a device is: kinds, states, faults with an action, events, and the record by which a driver is found.

After XFS4IoT (device states, faults that carry an action). Must never import anything of the kiosk: what a
driver hands up is plain data, and no text here is shown to a citizen (the interface has its own words per code).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from devices.protocols.idcard_record import CardRecord

Picture: TypeAlias = "NDArray[np.uint8]"
"""Rows x columns x 3, RGB."""


class Kind(StrEnum):
    """What a device is for."""

    ID_READER = "id-reader"
    CAMERA = "camera"
    RECEIPT_PRINTER = "receipt-printer"


class State(StrEnum):
    """XFS-style device state, as the registry and the technician see it."""

    ONLINE = "online"
    OFFLINE = "offline"
    NO_DEVICE = "no-device"
    HARDWARE_ERROR = "hardware-error"
    USER_ERROR = "user-error"
    BUSY = "busy"
    OUT_OF_SERVICE = "out-of-service"


class Action(StrEnum):
    """What helps against a fault."""

    WAIT = "wait"
    LIFT_AND_PLACE = "lift-and-place"
    RETRY = "retry"
    CLEAN = "clean"
    REFILL = "refill"
    RESET = "reset"
    CONFIGURE = "configure"
    CALL = "call"


class Fault(Enum):
    """Every device fault: (code, state it leaves the device in, action). Codes are stable: support asks for them."""

    # any device
    GONE = ("device.gone", State.NO_DEVICE, Action.CALL)
    BUSY = ("device.busy", State.BUSY, Action.WAIT)
    NOT_PERMITTED = ("device.not-permitted", State.OFFLINE, Action.CONFIGURE)
    NOT_CONFIGURED = ("device.not-configured", State.OFFLINE, Action.CONFIGURE)
    SILENT = ("device.silent", State.OFFLINE, Action.RESET)
    # identity card reader; SAM result codes of GA/T 467 (facts: SW3)
    FRAME_GARBLED = ("reader.frame-garbled", State.HARDWARE_ERROR, Action.RETRY)
    FRAME_OVERSIZED = ("reader.frame-oversized", State.HARDWARE_ERROR, Action.RETRY)
    CHECKSUM_TO_SAM = ("reader.sam-10-checksum", State.HARDWARE_ERROR, Action.RETRY)
    LENGTH_TO_SAM = ("reader.sam-11-length", State.HARDWARE_ERROR, Action.RETRY)
    COMMAND_WRONG = ("reader.sam-21-command", State.HARDWARE_ERROR, Action.RETRY)
    NOT_AUTHORISED_OPERATION = ("reader.sam-23-not-permitted", State.HARDWARE_ERROR, Action.CALL)
    UNRECOGNISED_ERROR = ("reader.sam-24-unrecognised", State.HARDWARE_ERROR, Action.RETRY)
    CARD_REJECTED_SAM = ("reader.sam-31-card-rejected-sam", State.USER_ERROR, Action.LIFT_AND_PLACE)
    SAM_REJECTED_CARD = ("reader.sam-32-sam-rejected-card", State.USER_ERROR, Action.LIFT_AND_PLACE)
    VERIFICATION_FAILED = ("reader.sam-33-verification", State.USER_ERROR, Action.LIFT_AND_PLACE)
    FINGERPRINT_VERIFICATION = ("reader.sam-37-fingerprint", State.USER_ERROR, Action.LIFT_AND_PLACE)
    INFORMATION_LENGTH = ("reader.sam-3f-information-length", State.USER_ERROR, Action.LIFT_AND_PLACE)
    CARD_TYPE_UNKNOWN = ("reader.sam-40-card-type", State.USER_ERROR, Action.LIFT_AND_PLACE)
    READ_FAILED = ("reader.sam-41-read-failed", State.USER_ERROR, Action.LIFT_AND_PLACE)
    RANDOM_FAILED = ("reader.sam-47-random", State.USER_ERROR, Action.LIFT_AND_PLACE)
    SELF_TEST_FAILED = ("reader.sam-60-self-test", State.OUT_OF_SERVICE, Action.CALL)
    SAM_NOT_AUTHORISED = ("reader.sam-66-not-authorised", State.OUT_OF_SERVICE, Action.CALL)
    SELECT_FAILED = ("reader.sam-81-select", State.USER_ERROR, Action.LIFT_AND_PLACE)
    RESULT_UNKNOWN = ("reader.sam-result-unknown", State.HARDWARE_ERROR, Action.RETRY)
    RECORD_MALFORMED = ("reader.record-malformed", State.USER_ERROR, Action.LIFT_AND_PLACE)
    RECORD_BLANK = ("reader.record-blank", State.USER_ERROR, Action.LIFT_AND_PLACE)
    DOCUMENT_UNSUPPORTED = ("reader.document-unsupported", State.USER_ERROR, Action.CALL)
    # camera
    CAMERA_STOPPED = ("camera.stopped", State.HARDWARE_ERROR, Action.RESET)
    CAMERA_BLACK = ("camera.black", State.HARDWARE_ERROR, Action.CLEAN)
    CAMERA_PICTURE_INVALID = ("camera.picture-invalid", State.HARDWARE_ERROR, Action.RESET)
    # receipt printer
    PAPER_OUT = ("printer.paper-out", State.HARDWARE_ERROR, Action.REFILL)
    PAPER_JAM = ("printer.paper-jam", State.HARDWARE_ERROR, Action.CALL)
    COVER_OPEN = ("printer.cover-open", State.HARDWARE_ERROR, Action.CALL)
    PRINTER_STOPPED = ("printer.stopped", State.HARDWARE_ERROR, Action.RESET)
    PRINT_REFUSED = ("printer.refused", State.HARDWARE_ERROR, Action.CALL)
    OUTCOME_UNKNOWN = ("printer.outcome-unknown", State.HARDWARE_ERROR, Action.CALL)
    DISK_FULL = ("printer.disk-full", State.HARDWARE_ERROR, Action.CALL)

    def __init__(self, code: str, state: State, action: Action) -> None:
        self.code = code
        self.state = state
        self.action = action


class DeviceError(Exception):
    """A device did not do what was asked. `detail` is for the log: it never holds personal data."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault.code}: {detail}" if detail else fault.code)
        self.fault = fault
        self.detail = detail


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
    """One camera picture: (height, width, 3) uint8 in **RGB**, taken at `at` seconds of the monotonic clock."""

    picture: Picture = field(repr=False)
    at: float
    sequence: int


class IdReader(Protocol):
    """An identity-card reader, driven by one worker thread."""

    def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
        """One find-select-read cycle: the record, or None where no (new) card lies there.

        `on_detected` is called as soon as a card answers, before the long read. Raises DeviceError.
        """

    def close(self) -> None:
        """Give the port back; never raises."""


class Camera(Protocol):
    """A source of pictures, driven by one worker thread."""

    def frame(self, timeout: float) -> Picture:
        """The next new picture, RGB uint8 (height, width, 3). CAMERA_STOPPED is raised after `timeout` s."""

    def close(self) -> None:
        """Give the device back; never raises."""


@dataclass(frozen=True)
class PrintJob:
    """A document to print once. `job_id` is a UUID: the same id is never printed a second time."""

    job_id: str
    pdf: bytes = field(repr=False)
    title: str = "receipt"


class ReceiptPrinter(Protocol):
    """A printer whose success is known."""

    def check(self) -> None:
        """Ready to print? Raises DeviceError with the reason where it is not."""

    def print(self, job: PrintJob, timeout: float) -> None:
        """Print and wait until the outcome is known; returns only on success, raises DeviceError otherwise."""

    def close(self) -> None:
        """Give the device back; never raises."""


@dataclass(frozen=True)
class Driver:
    """How the registry knows a driver: one per file, exported as DRIVER."""

    name: str
    kind: Kind
    open: Callable[[Mapping[str, Any]], Any]
    """Options from the settings -> IdReader | Camera | ReceiptPrinter. Raises DeviceError."""
    virtual: bool = False
    """True for twins and memory drivers: refused in production."""
    verified_on: str | None = None
    """Make and model somebody has really plugged in; None = never seen on hardware, said at start."""
