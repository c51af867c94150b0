"""The kernel's `struct input_event`: bytes of /dev/input/eventN to events and back; keys of a US keyboard to bytes.

Sans-IO. Numbers after linux/input-event-codes.h. The struct is that of the machine this runs on (a 64-bit kernel:
24 bytes). Must never interpret what was typed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

_STRUCT: Final = struct.Struct("@llHHi")
SIZE: Final = _STRUCT.size
"""Bytes of one event."""

EV_SYN: Final = 0x00
EV_KEY: Final = 0x01
EV_SW: Final = 0x05
SYN_REPORT: Final = 0
SYN_DROPPED: Final = 3
SW_HEADPHONE_INSERT: Final = 0x02
SW_MACHINE_COVER: Final = 0x10
"""1 = the cover is closed."""
RELEASED: Final = 0
PRESSED: Final = 1
REPEATED: Final = 2

KEY_ENTER: Final = 28
KEY_TAB: Final = 15
KEY_KPENTER: Final = 96
_SHIFTS: Final = frozenset({42, 54})
_CONTROLS: Final = frozenset({29, 97})
_ALTS: Final = frozenset({56, 100})
_CAPS_LOCK: Final = 58
_NUM_LOCK: Final = 69
_SILENT: Final = _SHIFTS | _CONTROLS | _ALTS | {_CAPS_LOCK, _NUM_LOCK}

_ROWS: Final = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
)
"""First key code of a row, then its keys without and with Shift."""
_KEYPAD: Final = {71: "7", 72: "8", 73: "9", 74: "-", 75: "4", 76: "5", 77: "6", 78: "+", 79: "1", 80: "2", 81: "3",
                  82: "0", 83: ".", 55: "*", 98: "/"}  # fmt: skip
_SAME: Final = {KEY_ENTER: "\r", KEY_KPENTER: "\r", KEY_TAB: "\t", 57: " ", **_KEYPAD}


def _layout() -> Mapping[int, tuple[str, str]]:
    keys = {code: (sign, sign) for code, sign in _SAME.items()}
    for first, plain, shifted in _ROWS:
        for step, pair in enumerate(zip(plain, shifted, strict=True)):
            keys[first + step] = pair
    return MappingProxyType(keys)


US_LAYOUT: Final = _layout()
"""Key code -> what it types without and with Shift."""


class InputEvent(NamedTuple):
    """One event: `at` in seconds of the kernel's clock."""

    kind: int
    code: int
    value: int
    at: float = 0.0


class EventParser:
    """Bytes as they are read to events; an event that was cut by a read is put together again."""

    def __init__(self) -> None:
        self._rest = b""
        self._dropping = False

    def feed(self, data: bytes) -> list[InputEvent]:
        """Events within `data`.

        Where the kernel lost some (SYN_DROPPED), what belongs to the broken report is left out, and SYN_DROPPED
        itself is handed on: what was being put together then is not whole.
        """
        data = self._rest + data
        whole = len(data) - len(data) % SIZE
        self._rest = data[whole:]
        events = []
        for seconds, microseconds, kind, code, value in _STRUCT.iter_unpack(data[:whole]):
            event = InputEvent(kind, code, value, seconds + microseconds / 1e6)
            if self._dropping:
                self._dropping = (kind, code) != (EV_SYN, SYN_REPORT)
                continue
            self._dropping = (kind, code) == (EV_SYN, SYN_DROPPED)
            events.append(event)
        return events


def packed(events: Iterable[InputEvent]) -> bytes:
    """The bytes the kernel would write; a SYN_REPORT has to be among the events."""
    return b"".join(
        _STRUCT.pack(int(event.at), int(event.at % 1 * 1e6), event.kind, event.code, event.value) for event in events
    )


def report(*events: InputEvent) -> bytes:
    """Bytes of one report: the events and the SYN_REPORT that ends it."""
    return packed([*events, InputEvent(EV_SYN, SYN_REPORT, 0, events[-1].at if events else 0.0)])


class Typist:
    """Key events of a US keyboard to the ASCII bytes that were typed; None for a key that types none."""

    def __init__(self) -> None:
        self._held: set[int] = set()
        self._caps = False

    def typed(self, event: InputEvent) -> tuple[bytes | None, ...]:
        """What this event types: nothing, one byte, or None where a key was pressed that has no byte."""
        if event.kind != EV_KEY:
            return (None,) if (event.kind, event.code) == (EV_SYN, SYN_DROPPED) else ()
        if event.code in _SILENT:
            self._hold(event)
            return ()
        if event.value != PRESSED:
            return ()
        return (self._sign(event.code),)

    def _hold(self, event: InputEvent) -> None:
        if event.code == _CAPS_LOCK and event.value == PRESSED:
            self._caps = not self._caps
        if event.value == RELEASED:
            self._held.discard(event.code)
        else:
            self._held.add(event.code)

    def _sign(self, code: int) -> bytes | None:
        """One ASCII byte; with Control the control character of the key."""
        keys = US_LAYOUT.get(code)
        if keys is None or self._held & _ALTS:
            return None
        shifted = bool(self._held & _SHIFTS)
        if self._caps and keys[0].isalpha():
            shifted = not shifted
        sign = keys[shifted].encode("ascii")
        return bytes((sign[0] & 0x1F,)) if self._held & _CONTROLS else sign


def strokes(text: bytes) -> list[bytes]:
    """The reports of a keyboard that types ASCII `text` (CR is Enter): a twin's side. Raises ValueError otherwise."""
    keys: dict[int, tuple[int, bool]] = {}
    for code, (plain, shifted) in US_LAYOUT.items():
        if code not in _KEYPAD and code != KEY_KPENTER:
            keys[ord(shifted)] = (code, True)
            keys[ord(plain)] = (code, False)
    reports = []
    for byte in text:
        if byte not in keys:
            raise ValueError("a keyboard cannot type that")
        code, with_shift = keys[byte]
        shift = InputEvent(EV_KEY, min(_SHIFTS), PRESSED)
        reports += [report(shift)] if with_shift else []
        reports += [report(InputEvent(EV_KEY, code, PRESSED)), report(InputEvent(EV_KEY, code, RELEASED))]
        reports += [report(shift._replace(value=RELEASED))] if with_shift else []
    return reports
