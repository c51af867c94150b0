"""PC/SC as bytes with deadlines: pcscd through pyscard's thin layer, every result code a DeviceError.

The thin layer (`smartcard.scard`) and not pyscard's classes: those keep a context each and close it when the garbage
collector comes by, and raise from there once pcscd was restarted. Here a context is one object that is given back on
purpose; after a restart of pcscd every call on an old one fails for ever, so its owner drops it and makes another.
Must never carry a command that does more than read (`apdu.forbidden`), and never logs or keeps what it carries.

libpcsclite looks for pcscd's socket in PCSCLITE_CSOCK_NAME, once per process, else at its usual place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType, ModuleType
from typing import Any, Final

from devices.contract import DeviceError, Fault
from devices.protocols import apdu

_GONE = Fault.CHIP_SERVICE_GONE
RESULTS: Final[Mapping[int, Fault]] = MappingProxyType(
    {
        # the daemon, or our context with it
        0x8010001D: _GONE,  # NO_SERVICE
        0x8010001E: _GONE,  # SERVICE_STOPPED
        0x80100003: _GONE,  # INVALID_HANDLE: of a daemon that was there before
        0x80100013: _GONE,  # F_COMM_ERROR: with the daemon
        0x80100001: _GONE,  # F_INTERNAL_ERROR
        0x80100014: _GONE,  # F_UNKNOWN_ERROR
        0x80100007: _GONE,  # F_WAITED_TOO_LONG
        0x80100006: _GONE,  # NO_MEMORY
        0x80100004: _GONE,  # INVALID_PARAMETER
        0x80100005: _GONE,  # INVALID_TARGET
        0x80100011: _GONE,  # INVALID_VALUE
        0x80100012: _GONE,  # SYSTEM_CANCELLED
        0x80100002: _GONE,  # CANCELLED
        0x8010001F: _GONE,  # UNEXPECTED, UNSUPPORTED_FEATURE
        0x8010000E: _GONE,  # CANT_DISPOSE
        0x8010002B: _GONE,  # UNKNOWN_RES_MNG
        0x80100031: _GONE,  # SERVER_TOO_BUSY
        0x8010006A: _GONE,  # W_SECURITY_VIOLATION: said by libpcsclite too when pcscd dies during a call
        # the reader
        0x80100009: Fault.GONE,  # UNKNOWN_READER
        0x80100017: Fault.GONE,  # READER_UNAVAILABLE
        0x8010002E: Fault.GONE,  # NO_READERS_AVAILABLE
        0x8010001A: Fault.GONE,  # READER_UNSUPPORTED
        0x8010001B: Fault.GONE,  # DUPLICATE_READER
        0x8010000B: Fault.BUSY,  # SHARING_VIOLATION
        0x80100010: Fault.BUSY,  # NOT_READY
        0x80100027: Fault.NOT_PERMITTED,  # NO_ACCESS
        # the card
        0x8010000C: Fault.CHIP_PULLED,  # NO_SMARTCARD
        0x80100069: Fault.CHIP_PULLED,  # W_REMOVED_CARD
        0x80100068: Fault.CHIP_PULLED,  # W_RESET_CARD: somebody else did, and what we had selected is gone
        0x80100016: Fault.CHIP_MUTE,  # NOT_TRANSACTED
        0x8010002F: Fault.CHIP_MUTE,  # COMM_DATA_LOST
        0x8010000A: Fault.CHIP_MUTE,  # TIMEOUT
        0x80100066: Fault.CHIP_MUTE,  # W_UNRESPONSIVE_CARD
        0x80100067: Fault.CHIP_MUTE,  # W_UNPOWERED_CARD
        0x80100065: Fault.CHIP_MUTE,  # W_UNSUPPORTED_CARD
        0x8010000F: Fault.CHIP_MUTE,  # PROTO_MISMATCH
        0x80100015: Fault.CHIP_MUTE,  # INVALID_ATR
        0x8010000D: Fault.CHIP_UNKNOWN,  # UNKNOWN_CARD
        0x8010001C: Fault.CHIP_UNKNOWN,  # CARD_UNSUPPORTED
        0x80100008: Fault.CHIP_MALFORMED,  # INSUFFICIENT_BUFFER: an answer longer than any
        0x80100019: Fault.CHIP_MALFORMED,  # PCI_TOO_SMALL
    }
)
"""Result codes that calls for reading can have -> what is wrong. Others (PIN, files, certificates) never occur
here; should one, the context is no longer trusted: CHIP_SERVICE_GONE."""

VIRTUAL: Final = "Virtual PCD"
"""vsmartcard's reader begins so; a real terminal refuses it, for anybody could put a card in."""
_UNSIGNED: Final = 0xFFFFFFFF
_TIMEOUT: Final = 0x8010000A
_DENIED: Final = 0x8010006A
_COUNTER: Final = 16
_INDEX: Final = re.compile(r" [0-9A-F]{2} [0-9A-F]{2}\Z")


@dataclass(frozen=True)
class Look:
    """One look at a reader.

    Attributes:
        raw: the state as PC/SC has it; given to the next `look` it waits for another one.
        present: a card is there, whether it answers or not.
        count: how often a card came or went since the daemon started, modulo 65536.
    """

    raw: int
    present: bool
    count: int


class Context:
    """One connection to pcscd; NOT_PERMITTED where polkit says no.

    Any DeviceError of fault CHIP_SERVICE_GONE means: close it, make another.
    """

    def __init__(self) -> None:
        self._scard = scard()
        result, handle = self._scard.SCardEstablishContext(self._scard.SCARD_SCOPE_USER)
        if result & _UNSIGNED == _DENIED:  # once more: a daemon that died just then is denied differently
            result, handle = self._scard.SCardEstablishContext(self._scard.SCARD_SCOPE_USER)
            if result & _UNSIGNED == _DENIED:
                raise DeviceError(Fault.NOT_PERMITTED, "polkit denies pcscd")
        check(result, "context")
        self._handle: int | None = handle

    def readers(self) -> list[str]:
        """Names of the readers that are attached; none is no fault."""
        result, names = self._scard.SCardListReaders(self._held(), [])
        if result & _UNSIGNED == self._scard.SCARD_E_NO_READERS_AVAILABLE:
            return []
        check(result, "readers")
        return list(names)

    def look(self, reader: str, known: int | None = None, timeout: float = 0.0) -> Look | None:
        """How the reader is. With `known` (a `Look.raw`) None where nothing else was to be seen in `timeout` s."""
        asked = self._scard.SCARD_STATE_UNAWARE if known is None else known
        result, states = self._scard.SCardGetStatusChange(self._held(), round(timeout * 1000), [(reader, asked)])
        if result & _UNSIGNED == _TIMEOUT and known is not None:
            return None
        check(result, "state")
        return self._seen(states[0][1])

    def connect(self, reader: str) -> Card:
        """Power the card up and keep it to ourselves. Raises DeviceError."""
        return Card(self._scard, self._held(), reader)

    def close(self) -> None:
        """Give the context back; never raises. What a daemon that died still owes us is dropped."""
        handle, self._handle = self._handle, None
        if handle is not None:
            self._scard.SCardReleaseContext(handle)

    def _held(self) -> int:
        if self._handle is None:
            raise DeviceError(Fault.CHIP_SERVICE_GONE, "context closed")
        return self._handle

    def _seen(self, raw: int) -> Look:
        if raw & (self._scard.SCARD_STATE_UNKNOWN | self._scard.SCARD_STATE_UNAVAILABLE):
            raise DeviceError(Fault.GONE, "reader")
        return Look(
            raw=raw & ~self._scard.SCARD_STATE_CHANGED,
            present=bool(raw & self._scard.SCARD_STATE_PRESENT),
            count=raw >> _COUNTER & 0xFFFF,
        )


class Card:
    """A card that is powered and ours alone until `close`."""

    def __init__(self, layer: Any, context: int, reader: str) -> None:
        self._scard = layer
        protocols = layer.SCARD_PROTOCOL_T0 | layer.SCARD_PROTOCOL_T1
        result, handle, protocol = layer.SCardConnect(context, reader, layer.SCARD_SHARE_EXCLUSIVE, protocols)
        check(result, "connect")
        self._handle: int | None = handle
        self._protocols = protocols
        self._header = self._header_of(protocol)

    def restart(self) -> None:
        """Power the card down and up again: nothing of an earlier conversation is left. Raises DeviceError."""
        layer = self._scard
        result, protocol = layer.SCardReconnect(
            self._handle, layer.SCARD_SHARE_EXCLUSIVE, self._protocols, layer.SCARD_UNPOWER_CARD
        )
        check(result, "restart")
        self._header = self._header_of(protocol)

    def atr(self) -> bytes:
        """The card's answer to reset. Raises DeviceError."""
        result, _reader, _state, _protocol, atr = self._scard.SCardStatus(self._handle)
        check(result, "status")
        return bytes(byte & 0xFF for byte in atr)

    def transmit(self, command: bytes) -> bytes:
        """One command, one answer; empty where the reader said yes and nothing else, as when a card is pulled.

        Raises DeviceError, and ValueError for a command that does more than read.
        """
        if apdu.forbidden(command):
            raise ValueError("such a command is never sent")
        result, answer = self._scard.SCardTransmit(self._handle, self._header, list(command))
        check(result, "transmit")
        return bytes(byte & 0xFF for byte in answer)

    def close(self) -> None:
        """Let go of the card; never raises. pcscd powers it down some seconds later.

        Not at once: asked to power down a card that has just been pulled, pcscd 1.9.9 notes "no card" without an
        event, and a card that is put in before its next look (0.4 s) is not seen until it, too, is pulled.
        """
        handle, self._handle = self._handle, None
        if handle is not None:
            self._scard.SCardDisconnect(handle, self._scard.SCARD_LEAVE_CARD)

    def _header_of(self, protocol: int) -> Any:
        return self._scard.SCARD_PCI_T1 if protocol == self._scard.SCARD_PROTOCOL_T1 else self._scard.SCARD_PCI_T0


def scard() -> ModuleType:
    """The thin layer of pyscard. Raises DeviceError(CHIP_SERVICE_GONE) where libpcsclite is not installed."""
    try:
        from smartcard import scard as layer
    except ImportError as error:
        raise DeviceError(Fault.CHIP_SERVICE_GONE, f"pyscard: {error.name}") from error
    module: ModuleType = layer
    return module


def check(result: int, during: str) -> None:
    """Raises DeviceError for anything but success; the code is the detail, for the log."""
    code = result & _UNSIGNED
    if code:
        raise DeviceError(RESULTS.get(code, Fault.CHIP_SERVICE_GONE), f"{during}: {code:08X}")


def stable_name(reader: str, readers: list[str]) -> str:
    """The name without pcscd's own numbering (" 00 00" at its end), where that still names one reader only.

    pcscd numbers anew at each start and each plug: a reader would not be found again by the whole name.
    """
    stem = _INDEX.sub("", reader)
    return stem if [_INDEX.sub("", other) for other in readers].count(stem) == 1 else reader


def chosen(wanted: str, readers: list[str]) -> str:
    """The reader with this name, or whose name begins so; without a wish the only one.

    Raises DeviceError: GONE where there is none, NOT_CONFIGURED where several fit.
    """
    fitting = [wanted] if wanted in readers else [name for name in readers if name.startswith(wanted)]
    if not fitting:
        raise DeviceError(Fault.GONE, "no such reader")
    if len(fitting) > 1:
        raise DeviceError(Fault.NOT_CONFIGURED, f"{len(fitting)} readers: which one?")
    return fitting[0]
