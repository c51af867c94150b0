"""Headphone jack: the switch SW_HEADPHONE_INSERT of the sound card's input device (ALSA jack detection).

Options: `device` (a path; the link in /dev/input/by-path stays the same). Never seen on hardware. Must never take the
device exclusively: the sound server listens to it as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from devices.contract import Driver, Found, Kind, Roots
from devices.input_listener import InputListener, Switch, opened_line, switch_listener
from devices.known_options import KNOWN
from devices.protocols.input_event import SW_HEADPHONE_INSERT
from devices.transports import input_nodes

_SWITCH: Final = Switch(SW_HEADPHONE_INSERT, on="plugged", off="unplugged")


def _open(options: Mapping[str, Any]) -> InputListener:
    return switch_listener(opened_line(options, grab=False), _SWITCH)


def _find(roots: Roots) -> Iterable[Found]:
    """Every input device with that switch."""
    return input_nodes.found(DRIVER.name, Kind.HEADPHONES, roots, lambda node: SW_HEADPHONE_INSERT in node.switches)


DRIVER = Driver(name="headphone_jack", kind=Kind.HEADPHONES, open=_open, find=_find, options=KNOWN["headphone_jack"])
