"""What can be wrong with a device: the state it is left in, and the action that helps.

After XFS4IoT (device states, faults that carry an action). Must never import anything: protocols, drivers and
workers all speak of faults.
"""

from __future__ import annotations

from enum import Enum, StrEnum


class State(StrEnum):
    """XFS-style device state, as the registry and the technician see it."""

    ONLINE = "online"
    OFFLINE = "offline"
    NO_DEVICE = "no-device"
    HARDWARE_ERROR = "hardware-error"
    USER_ERROR = "user-error"
    BUSY = "busy"
    OUT_OF_SERVICE = "out-of-service"
    TAMPERED = "tampered"


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
    HUNG = ("device.hung", State.OUT_OF_SERVICE, Action.RESET)
    NO_DRIVER = ("device.no-driver", State.NO_DEVICE, Action.CONFIGURE)
    TAMPERED = ("device.tampered", State.TAMPERED, Action.CALL)
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
    # chip-card reader (PC/SC); status words of ISO/IEC 7816-4
    CHIP_SERVICE_GONE = ("chip.service-gone", State.OFFLINE, Action.CALL)
    CHIP_PULLED = ("chip.pulled", State.USER_ERROR, Action.LIFT_AND_PLACE)
    CHIP_MUTE = ("chip.mute", State.USER_ERROR, Action.LIFT_AND_PLACE)
    CHIP_UNKNOWN = ("chip.unknown-card", State.USER_ERROR, Action.LIFT_AND_PLACE)
    CHIP_WRONG_READER = ("chip.resident-card", State.USER_ERROR, Action.LIFT_AND_PLACE)
    CHIP_NOT_PERMITTED = ("chip.not-permitted", State.USER_ERROR, Action.CALL)
    CHIP_MALFORMED = ("chip.malformed", State.USER_ERROR, Action.LIFT_AND_PLACE)
    # camera
    CAMERA_STOPPED = ("camera.stopped", State.HARDWARE_ERROR, Action.RESET)
    CAMERA_BLACK = ("camera.black", State.HARDWARE_ERROR, Action.CLEAN)
    CAMERA_PICTURE_INVALID = ("camera.picture-invalid", State.HARDWARE_ERROR, Action.RESET)
    CAMERA_FROZEN = ("camera.frozen", State.HARDWARE_ERROR, Action.RESET)
    CAMERA_FORMAT = ("camera.format", State.OFFLINE, Action.CONFIGURE)
    PAGE_NOT_FOUND = ("page.not-found", State.USER_ERROR, Action.RETRY)
    PAGE_BLURRED = ("page.blurred", State.USER_ERROR, Action.RETRY)
    PAGE_TOO_LARGE = ("page.too-large", State.USER_ERROR, Action.RETRY)
    # a visitor's USB stick
    STICK_GONE = ("stick.gone", State.USER_ERROR, Action.RETRY)
    STICK_UNSAFE = ("stick.unsafe", State.OFFLINE, Action.CONFIGURE)
    STICK_FILE_TOO_LARGE = ("stick.file-too-large", State.USER_ERROR, Action.RETRY)
    STICK_FILE_UNREADABLE = ("stick.file-unreadable", State.USER_ERROR, Action.RETRY)
    # receipt and document printer
    PAPER_OUT = ("printer.paper-out", State.HARDWARE_ERROR, Action.REFILL)
    PAPER_JAM = ("printer.paper-jam", State.HARDWARE_ERROR, Action.CALL)
    COVER_OPEN = ("printer.cover-open", State.HARDWARE_ERROR, Action.CALL)
    CUTTER = ("printer.cutter", State.HARDWARE_ERROR, Action.CALL)
    BLACK_MARK = ("printer.black-mark", State.HARDWARE_ERROR, Action.REFILL)
    HEAD_HOT = ("printer.head-hot", State.BUSY, Action.WAIT)
    TONER_OUT = ("printer.toner-out", State.HARDWARE_ERROR, Action.REFILL)
    TRAY_MISSING = ("printer.tray-missing", State.HARDWARE_ERROR, Action.REFILL)
    OUTPUT_FULL = ("printer.output-full", State.HARDWARE_ERROR, Action.CLEAN)
    PRINTER_OFFLINE = ("printer.offline", State.OFFLINE, Action.CALL)
    PRINTER_STOPPED = ("printer.stopped", State.HARDWARE_ERROR, Action.RESET)
    PRINT_REFUSED = ("printer.refused", State.HARDWARE_ERROR, Action.CALL)
    PRINT_UNSUPPORTED = ("printer.unsupported", State.USER_ERROR, Action.CONFIGURE)
    PRINT_CANCELLED = ("printer.cancelled", State.USER_ERROR, Action.RETRY)
    OUTCOME_UNKNOWN = ("printer.outcome-unknown", State.HARDWARE_ERROR, Action.CALL)
    DISK_FULL = ("printer.disk-full", State.HARDWARE_ERROR, Action.CALL)

    # code scanner
    CODE_TOO_LONG = ("scanner.too-long", State.USER_ERROR, Action.RETRY)
    CODE_GARBLED = ("scanner.garbled", State.USER_ERROR, Action.RETRY)

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
