"""Numeric keypad: an input device with number keys, taken exclusively: what is typed on it reaches nobody else.

Options: `device` (a path), `keys` (a table KEY-NUMBER -> word of the contract, for pads that are laid out otherwise).
Never seen on hardware. Which key of a plain pad means "#", "cancel" and "clear" is no standard: the table below is a
choice. Must never keep or log what was typed: it may be somebody's number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from devices.contract import DeviceError, Driver, Fault, Found, Kind, Roots
from devices.input_listener import InputListener, opened_line
from devices.known_options import KNOWN
from devices.protocols.input_event import EV_KEY, PRESSED, InputEvent
from devices.transports import input_nodes

WORDS: Final = frozenset((*"0123456789", "*", "#", "enter", "cancel", "clear"))
_KP: Final = {79: "1", 80: "2", 81: "3", 75: "4", 76: "5", 77: "6", 71: "7", 72: "8", 73: "9", 82: "0"}
"""KEY_KP1 to KEY_KP0."""
_ROW: Final = {code: str((code - 1) % 10) for code in range(2, 12)}
"""KEY_1 to KEY_0 of the upper row."""
_TELEPHONE: Final = {**{0x200 + digit: str(digit) for digit in range(10)}, 0x20A: "*", 0x20B: "#"}
"""KEY_NUMERIC_0 and the like."""
_ENTERS: Final = dict.fromkeys((28, 96), "enter")
"""KEY_ENTER, KEY_KPENTER."""
_SIGNS: Final = {55: "*", 98: "#"}
"""KEY_KPASTERISK, KEY_KPSLASH."""
_CANCELS: Final = dict.fromkeys((1, 223, 74), "cancel")
"""KEY_ESC, KEY_CANCEL, KEY_KPMINUS."""
_CLEARS: Final = dict.fromkeys((14, 355, 83, 111), "clear")
"""KEY_BACKSPACE, KEY_CLEAR, KEY_KPDOT, KEY_DELETE."""
KEYS: Final[Mapping[int, str]] = {**_ROW, **_KP, **_TELEPHONE, **_ENTERS, **_SIGNS, **_CANCELS, **_CLEARS}
_LETTERS: Final = frozenset({16, 30, 44})
"""KEY_Q, KEY_A, KEY_Z: a keyboard, not a pad."""


def _open(options: Mapping[str, Any]) -> InputListener:
    keys = {**KEYS, **_own_keys(options.get("keys", {}))}

    def meaning(event: InputEvent) -> str | None:
        return keys.get(event.code) if (event.kind, event.value) == (EV_KEY, PRESSED) else None

    return InputListener(opened_line(options, grab=True), meaning)


def _own_keys(table: Any) -> dict[int, str]:
    """Option `keys`. Raises DeviceError NOT_CONFIGURED."""
    try:
        keys = {int(code): str(word) for code, word in dict(table).items()}
    except (TypeError, ValueError) as error:
        raise DeviceError(Fault.NOT_CONFIGURED, "keys: a table of KEY-NUMBER = word") from error
    if not WORDS.issuperset(keys.values()):
        raise DeviceError(Fault.NOT_CONFIGURED, "keys: a word that is no key's")
    return keys


def _find(roots: Roots) -> Iterable[Found]:
    """Every input device with a pad's digits and no letters."""
    return input_nodes.found(
        DRIVER.name,
        Kind.KEYPAD,
        roots,
        lambda node: not node.keys & _LETTERS and (node.keys >= _KP.keys() or node.keys >= set(range(0x200, 0x20A))),
    )


DRIVER = Driver(name="numeric_keypad", kind=Kind.KEYPAD, open=_open, find=_find, options=KNOWN["numeric_keypad"])
