"""A virtual ESC/POS printer for the virtual USB: the machine of devices.twins.escpos_machine behind bulk endpoints.

It takes no packet while its buffer is full, as a USB printer does (NAK). Development and tests only.
"""

from __future__ import annotations

import errno
import time
from typing import Final

from devices.twins.escpos_machine import EscposMachine, Slip
from devices.twins.usb_bus import Identity, VirtualUsb, failure

IN: Final = 0x82
OUT: Final = 0x01
IDENTITY: Final = Identity(0x0FE6, 0x811E, (OUT, IN), "Virtual", "Receipt printer", "P0001", interface_class=7)
"""Ids as many 80 mm printers carry them (an Ethernet adapter's, given away with a controller); unsure."""
_NAK: Final = 0.02


class UsbEscpos(VirtualUsb):
    """One printer at a plug. `slips` is what came out."""

    def __init__(self, capacity: int = 4096) -> None:
        super().__init__(IDENTITY)
        self.slips: list[Slip] = []
        self.machine = EscposMachine(self.slips.append, capacity=capacity)

    def take(self, endpoint: int, data: bytes) -> int:
        """A packet, whole or not at all."""
        if endpoint != OUT:
            raise failure(errno.EPIPE)
        if self.machine.room < len(data):
            self.changed.wait(_NAK)  # libusb would wait for the whole of its timeout
            raise failure(errno.ETIMEDOUT)
        self.machine.receive(data)
        while self.machine.advance(1 << 16):
            pass
        return len(data)

    def give(self, endpoint: int, room: int, milliseconds: int) -> bytes:
        """What it has to say."""
        if endpoint != IN:
            raise failure(errno.EPIPE)
        self.machine.advance(1 << 16)
        until = time.monotonic() + milliseconds / 1000
        while not self.machine.out and time.monotonic() < until:
            self.changed.wait(0.001)
        packet = bytes(self.machine.out[:room])
        del self.machine.out[:room]
        if not packet:
            raise failure(errno.ETIMEDOUT)
        return packet
