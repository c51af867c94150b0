"""Service door: a contact on a GPIO line that the kernel shows as an input switch (gpio-keys, EV_SW).

The kernel documents SW_MACHINE_COVER (linux/input-event-codes.h: set = cover closed) for this; a board that was
described otherwise says so in the options. Options: `device` (a path), `switch` (its number, default 16), `closed`
(the switch's value while the door is shut, default 1). Never seen on hardware. An open door is device.tampered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from devices.contract import DeviceError, Driver, Fault, Found, Kind, Roots
from devices.input_listener import InputListener, Switch, opened_line, switch_listener
from devices.known_options import KNOWN
from devices.protocols.input_event import SW_MACHINE_COVER
from devices.transports import input_nodes

_SWITCHES: Final = range(64)


def _open(options: Mapping[str, Any]) -> InputListener:
    number, closed = options.get("switch", SW_MACHINE_COVER), options.get("closed", 1)
    if number not in _SWITCHES or closed not in (0, 1):
        raise DeviceError(Fault.NOT_CONFIGURED, "switch: 0 to 63; closed: 0 or 1")
    words = ("closed", "opened") if closed else ("opened", "closed")
    return switch_listener(opened_line(options, grab=False), Switch(int(number), *words))


def _find(roots: Roots) -> Iterable[Found]:
    """Every input device with the documented switch."""
    return input_nodes.found(DRIVER.name, Kind.DOOR, roots, lambda node: SW_MACHINE_COVER in node.switches)


DRIVER = Driver(name="door_contact", kind=Kind.DOOR, open=_open, find=_find, options=KNOWN["door_contact"])
