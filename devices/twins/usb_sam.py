"""A virtual SAM reader on a virtual USB: a pyusb back end, so that pyusb's own code runs against real SAM bytes.

For a machine without a USB of its own. The reader answers in either scheme, and can be stalled, unplugged, starved to
short packets, made to babble or to halt, held by a kernel driver or by another program, or closed to us, while it
runs: by method, or over a control socket. Development and tests only.

Control verbs (`{"do": VERB, …}`): those of devices.twins.sam_desk, and stall {seconds}, vanish, return, short {size},
babble {times?}, halt {times?}, deny {on?}, hold {on?}.
"""

from __future__ import annotations

import errno
import threading
import time
from array import array
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import usb.backend
import usb.core

from devices.protocols.sam import OVERHEAD, PREAMBLE, RequestParser
from devices.protocols.sdt_usb import Scheme
from devices.transports.control import Control
from devices.twins.sam_desk import SamDesk, Stock, ordered

PACKET: Final = 64
ENDS: Final[Mapping[Scheme, tuple[int, ...]]] = {
    Scheme.SPLIT: (0x02, 0x81, 0x06, 0x85),
    Scheme.WHOLE: (0x01, 0x82),
}
"""Endpoint addresses; those of the split scheme as the one project names them."""
_BULK: Final = 2
_STRINGS: Final = ("", "Virtual", "SAM reader")
_SERIAL: Final = 3
_LANGUAGE: Final = bytes((4, 3, 0x09, 0x04))
_GET_DESCRIPTOR: Final = 6


def _error(number: int) -> usb.core.USBError:
    """What libusb's back end raises."""
    kind = usb.core.USBTimeoutError if number == errno.ETIMEDOUT else usb.core.USBError
    return kind("as ordered", None, number)


class UsbSam:
    """One reader at a plug. Thread-safe: everything that waits or changes holds `changed`."""

    def __init__(
        self, scheme: Scheme, stock: Stock, *, serial: str = "T0001", port: tuple[int, ...] = (1, 2)
    ) -> None:
        self.scheme = scheme
        self.serial = serial
        self.port = port
        self.desk = SamDesk(stock)
        self.configured = 1
        self.ids = (0x0400, 0xC35A)
        self.ends = ENDS[scheme]
        self.packet = PACKET
        """wMaxPacketSize as the descriptors say it."""
        self.kernel = False
        """A driver of the kernel sits on the interface."""
        self.gone = False
        self.claims = 0
        self._denied = self._held = False
        self._short = PACKET
        self._babble = self._halt = 0
        self._quiet_until = 0.0
        self._parser = RequestParser()
        self._head = b""
        self._out: dict[int, deque[bytes]] = {}
        self.changed = threading.Condition()

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        verbs = self.desk.verbs() | {
            "stall": lambda said: setattr(self, "_quiet_until", time.monotonic() + float(said.get("seconds", 1.0))),
            "vanish": lambda _said: self._plug(gone=True),
            "return": lambda _said: self._plug(gone=False),
            "short": lambda said: setattr(self, "_short", max(1, min(PACKET, int(said.get("size", 1))))),
            "babble": lambda said: setattr(self, "_babble", int(said.get("times", 1))),
            "halt": lambda said: setattr(self, "_halt", int(said.get("times", 1))),
            "deny": lambda said: setattr(self, "_denied", bool(said.get("on", True))),
            "hold": lambda said: setattr(self, "_held", bool(said.get("on", True))),
        }
        verb = ordered(verbs, message)
        with self.changed:
            verb(message)
            self.changed.notify_all()
            return {**self.desk.sam.state(), "gone": self.gone, "claims": self.claims, "kernel": self.kernel}

    def tell(self, verb: str, **values: Any) -> dict[str, Any]:
        """The same from within the process."""
        return self.handle({"do": verb, **values})

    def opened(self) -> None:
        """Raises USBError EACCES where it was denied, ENODEV where it is gone."""
        self._there()
        if self._denied:
            raise _error(errno.EACCES)

    def claimed(self) -> None:
        """Raises USBError EBUSY where the kernel or another program has the interface."""
        self._there()
        if self.kernel or self._held:
            raise _error(errno.EBUSY)
        self.claims += 1

    def taken(self, endpoint: int, data: bytes) -> int:
        """A bulk transfer to the reader: how much it took."""
        with self.changed:
            self._there()
            if self.scheme is Scheme.SPLIT and endpoint == self.ends[0]:
                self._head = data  # the module begins when the rest is there
                return len(data)
            for received in self._parser.feed(self._head + data):
                self._answer(self.desk.sam.reply(received))
            self._head = b""
            self.changed.notify_all()
            return len(data)

    def given(self, endpoint: int, room: int, milliseconds: int) -> bytes:
        """A bulk transfer from the reader: one packet. Raises USBError, USBTimeoutError where none came in time."""
        deadline = time.monotonic() + milliseconds / 1000
        with self.changed:
            while True:
                self._there()
                quiet = self._quiet_until - time.monotonic()
                if quiet <= 0 and self._out.get(endpoint):
                    return self._packet(endpoint, room)
                left = deadline - time.monotonic()
                if left <= 0:
                    raise _error(errno.ETIMEDOUT)
                self.changed.wait(min(left, quiet) if quiet > 0 else left)

    def _packet(self, endpoint: int, room: int) -> bytes:
        if self._halt:
            self._halt -= 1
            raise _error(errno.EPIPE)
        packet = self._out[endpoint].popleft()
        if self._babble or len(packet) > room:
            self._babble = max(0, self._babble - 1)
            raise _error(errno.EOVERFLOW)
        return packet

    def _answer(self, sent: bytes) -> None:
        """Into packets: noise by itself, then head and body on their endpoints, or all on the one."""
        at = max(0, sent.find(PREAMBLE))
        noise, frame = sent[:at], sent[at:]
        if self.scheme is Scheme.WHOLE:
            self._queue(self.ends[-1], sent)
            return
        self._queue(self.ends[1], noise)
        self._queue(self.ends[1], frame[:OVERHEAD])
        self._queue(self.ends[3], frame[OVERHEAD:])

    def _queue(self, endpoint: int, data: bytes) -> None:
        packets = (data[at : at + self._short] for at in range(0, len(data), self._short))
        self._out.setdefault(endpoint, deque()).extend(packets)

    def _plug(self, *, gone: bool) -> None:
        """Pulled out everything is forgotten; plugged in again it is a new device at the same place."""
        self.gone = gone
        self._out.clear()
        self._head = b""
        self.desk.sam.power_cycle()

    def _there(self) -> None:
        if self.gone:
            raise _error(errno.ENODEV)


class UsbBus(usb.backend.IBackend):  # type: ignore[misc]  # pyusb has no types
    """The back end: the readers that are plugged in, for `usb.core.find(backend=…)`. What pyusb asks, no more."""

    def __init__(self, *readers: UsbSam, control: Path | None = None) -> None:
        super().__init__()
        self.readers = list(readers)
        self._control = Control(control, self.readers[0].handle) if control else None

    def close(self) -> None:
        """Stop listening to the control socket."""
        if self._control:
            self._control.close()

    def enumerate_devices(self) -> Iterator[UsbSam]:
        """Those that are plugged in."""
        return (reader for reader in self.readers if not reader.gone)

    def get_device_descriptor(self, dev: UsbSam) -> SimpleNamespace:
        """Ids, strings and place."""
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x0200, bDeviceClass=0xFF, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=dev.ids[0], idProduct=dev.ids[1], bcdDevice=0x0100, iManufacturer=1,
            iProduct=2, iSerialNumber=_SERIAL if dev.serial else 0, bNumConfigurations=1, address=2, bus=dev.port[0],
            port_number=dev.port[-1], port_numbers=dev.port[1:], speed=2,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: UsbSam, config: int) -> SimpleNamespace:
        """The only one."""
        _first(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=9 + 9 + 7 * len(dev.ends), bNumInterfaces=1,
            bConfigurationValue=1, iConfiguration=0, bmAttributes=0x80, bMaxPower=250, extra_descriptors=b"",
        )  # fmt: skip

    def get_interface_descriptor(self, dev: UsbSam, intf: int, alt: int, config: int) -> SimpleNamespace:
        """The only one: vendor-specific."""
        _first(intf, alt, config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=len(dev.ends),
            bInterfaceClass=0xFF, bInterfaceSubClass=0, bInterfaceProtocol=0, iInterface=0, extra_descriptors=b"",
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: UsbSam, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        """A bulk endpoint."""
        _first(intf, alt, config)
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=dev.ends[ep], bmAttributes=_BULK,
            wMaxPacketSize=dev.packet, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=b"",
        )  # fmt: skip

    def open_device(self, dev: UsbSam) -> UsbSam:
        """The device is its own handle."""
        dev.opened()
        return dev

    def close_device(self, dev_handle: UsbSam) -> None:
        """Nothing is held open."""

    def get_configuration(self, dev_handle: UsbSam) -> int:
        """Which is active; 0 = none yet."""
        return dev_handle.configured

    def set_configuration(self, dev_handle: UsbSam, config_value: int) -> None:
        """Configure it."""
        dev_handle.configured = config_value

    def claim_interface(self, dev_handle: UsbSam, intf: int) -> None:
        """Take it."""
        _first(intf)
        dev_handle.claimed()

    def release_interface(self, dev_handle: UsbSam, intf: int) -> None:
        """Give it back."""
        _first(intf)
        dev_handle.claims -= 1

    def is_kernel_driver_active(self, dev_handle: UsbSam, intf: int) -> bool:
        """Does a kernel driver sit on it?"""
        _first(intf)
        return dev_handle.kernel

    def detach_kernel_driver(self, dev_handle: UsbSam, intf: int) -> None:
        """Send it away."""
        _first(intf)
        dev_handle.kernel = False

    def attach_kernel_driver(self, dev_handle: UsbSam, intf: int) -> None:
        """Call it back."""
        _first(intf)
        dev_handle.opened()
        dev_handle.kernel = True

    def clear_halt(self, dev_handle: UsbSam, ep: int) -> None:
        """A halted endpoint goes on."""
        dev_handle.opened()
        del ep

    def bulk_write(self, dev_handle: UsbSam, ep: int, intf: int, data: array[int], timeout: int) -> int:
        """To the reader."""
        del intf, timeout
        return dev_handle.taken(ep, data.tobytes())

    def bulk_read(self, dev_handle: UsbSam, ep: int, intf: int, buff: array[int], timeout: int) -> int:
        """From the reader, into `buff`."""
        del intf
        packet = dev_handle.given(ep, len(buff), timeout)
        buff[: len(packet)] = array("B", packet)
        return len(packet)

    def ctrl_transfer(  # noqa: PLR0913, PLR0917  pyusb's signature
        self, dev_handle: UsbSam, bmRequestType: int, bRequest: int, wValue: int, wIndex: int, data: array[int],  # noqa: N803
        timeout: int,
    ) -> int:  # fmt: skip
        """String descriptors; everything else is stalled."""
        del bmRequestType, wIndex, timeout
        dev_handle.opened()
        index = wValue & 0xFF
        if bRequest != _GET_DESCRIPTOR or index > _SERIAL:
            raise _error(errno.EPIPE)
        text = dev_handle.serial if index == _SERIAL else _STRINGS[index]
        raw = text.encode("utf-16-le")
        said = (bytes((2 + len(raw), 3)) + raw if index else _LANGUAGE)[: len(data)]
        data[: len(said)] = array("B", said)
        return len(said)


def _first(*indices: int) -> None:
    """There is one configuration with one interface with one setting. Raises IndexError as libusb's back end does."""
    if any(indices):
        raise IndexError
