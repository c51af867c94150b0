"""A virtual USB: a pyusb back end, so that pyusb's own code runs against virtual devices on a machine without a USB.

A device is pulled out and plugged in, closed to us, held by another program or by a driver of the kernel, while it
runs. Development and tests only. Must never look at the real bus.
"""

from __future__ import annotations

import errno
import threading
from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import usb.backend
import usb.core

from devices.transports.control import Control
from devices.twins.words import ON, Words, word

_GET_DESCRIPTOR: Final = 6
_LANGUAGES: Final = bytes((4, 3, 0x09, 0x04))
_BULK: Final = 2


@dataclass(frozen=True)
class Identity:
    """What a device says it is. `ends` = addresses of its bulk endpoints, `packet` = wMaxPacketSize of each."""

    vendor: int
    product: int
    ends: tuple[int, ...]
    maker: str = "Virtual"
    model: str = "device"
    serial: str = "T0001"
    packet: int = 64
    interface_class: int = 0xFF
    """0xFF = the maker's own, 7 = printer."""


class VirtualUsb(ABC):
    """A device that can be plugged in. Whatever waits or changes holds `changed`."""

    def __init__(self, identity: Identity, port: tuple[int, ...] = (1, 2)) -> None:
        self.identity = identity
        self.port = port
        """Bus and port numbers."""
        self.configured = 1
        """The active configuration; 0 = none yet."""
        self.kernel = False
        """A driver of the kernel sits on the interface."""
        self.gone = False
        self.owner: Handle | None = None
        self.cleared = 0
        """How often a halted endpoint was cleared."""
        self.changed = threading.Condition()
        self.life = 0
        self.denied = self._held = False

    @abstractmethod
    def take(self, endpoint: int, data: bytes) -> int:
        """A bulk transfer to the device: how much it took. Raises USBError."""

    @abstractmethod
    def give(self, endpoint: int, room: int, milliseconds: int) -> bytes:
        """A bulk transfer from it: one packet. Raises USBError; USBTimeoutError where none came in time."""

    def words(self) -> Words:
        """What a hand can do: vanish, return, deny {on?}, hold {on?}."""
        return {
            "vanish": word(lambda: self.plug(gone=True)),
            "return": word(lambda: self.plug(gone=False)),
            "deny": word(lambda on: setattr(self, "denied", on), on=ON),
            "hold": word(lambda on: setattr(self, "_held", on), on=ON),
        }

    def state(self) -> dict[str, Any]:
        """How it stands, for tests."""
        return {
            "gone": self.gone,
            "claimed": self.owner is not None,
            "kernel": self.kernel,
            "cleared": self.cleared,
        }

    def plug(self, *, gone: bool) -> None:
        """Pulled out every handle on it is dead for ever; plugged in it is a new device."""
        self.gone = gone
        self.life += 1
        self.owner = None
        self.changed.notify_all()

    def there(self, life: int) -> None:
        """Raises USBError ENODEV where it was pulled out since `life`."""
        if self.gone or life != self.life:
            raise failure(errno.ENODEV)

    def claim(self, owner: Handle) -> None:
        """Raises USBError EBUSY where the kernel or another program has the interface."""
        if self.kernel or self._held or self.owner not in (None, owner):
            raise failure(errno.EBUSY)
        self.owner = owner


@dataclass(frozen=True, eq=False)
class Handle:
    """An open device, dead once it was pulled out."""

    device: VirtualUsb
    life: int

    def alive(self) -> VirtualUsb:
        """The device. Raises USBError ENODEV."""
        self.device.there(self.life)
        return self.device


def failure(number: int) -> usb.core.USBError:
    """What libusb's back end raises."""
    kind = usb.core.USBTimeoutError if number == errno.ETIMEDOUT else usb.core.USBError
    return kind("as ordered", None, number)


class UsbBus(usb.backend.IBackend):  # type: ignore[misc]  # pyusb has no types
    """The back end: what is plugged in, for `usb.core.find(backend=…)`. What pyusb asks here, and no more.

    `control` = path of a control socket, `handle` what it serves.
    """

    def __init__(
        self,
        *devices: VirtualUsb,
        control: Path | None = None,
        handle: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None,
    ) -> None:
        super().__init__()
        self._devices = devices
        self._control = Control(control, handle) if control and handle else None

    def close(self) -> None:
        """Stop listening to the control socket."""
        if self._control:
            self._control.close()

    def enumerate_devices(self) -> Iterator[VirtualUsb]:
        """Those that are plugged in."""
        return (device for device in self._devices if not device.gone)

    def get_device_descriptor(self, dev: VirtualUsb) -> SimpleNamespace:
        """Ids, strings and place."""
        said = dev.identity
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x0200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=said.vendor, idProduct=said.product, bcdDevice=0x0100, iManufacturer=1,
            iProduct=2, iSerialNumber=3 if said.serial else 0, bNumConfigurations=1, address=2, bus=dev.port[0],
            port_number=dev.port[-1], port_numbers=dev.port[1:], speed=2,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: VirtualUsb, config: int) -> SimpleNamespace:
        """The only one."""
        _first(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=18 + 7 * len(dev.identity.ends), bNumInterfaces=1,
            bConfigurationValue=1, iConfiguration=0, bmAttributes=0x80, bMaxPower=250, extra_descriptors=b"",
        )  # fmt: skip

    def get_interface_descriptor(self, dev: VirtualUsb, intf: int, alt: int, config: int) -> SimpleNamespace:
        """The only one."""
        _first(intf, alt, config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0,
            bNumEndpoints=len(dev.identity.ends), bInterfaceClass=dev.identity.interface_class, bInterfaceSubClass=0,
            bInterfaceProtocol=0, iInterface=0, extra_descriptors=b"",
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: VirtualUsb, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        """A bulk endpoint."""
        _first(intf, alt, config)
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=dev.identity.ends[ep], bmAttributes=_BULK,
            wMaxPacketSize=dev.identity.packet, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=b"",
        )  # fmt: skip

    def open_device(self, dev: VirtualUsb) -> Handle:
        """Raises USBError EACCES where that was ordered."""
        handle = Handle(dev, dev.life)
        if handle.alive().denied:
            raise failure(errno.EACCES)
        return handle

    def close_device(self, dev_handle: Handle) -> None:
        """What was claimed through it is free."""
        self.release_interface(dev_handle, 0)

    def get_configuration(self, dev_handle: Handle) -> int:
        """Which is active."""
        return dev_handle.alive().configured

    def set_configuration(self, dev_handle: Handle, config_value: int) -> None:
        """Configure it."""
        dev_handle.alive().configured = config_value

    def claim_interface(self, dev_handle: Handle, intf: int) -> None:
        """Take it."""
        _first(intf)
        dev_handle.alive().claim(dev_handle)

    def release_interface(self, dev_handle: Handle, intf: int) -> None:
        """Give it back."""
        _first(intf)
        if dev_handle.device.owner is dev_handle:
            dev_handle.device.owner = None

    def is_kernel_driver_active(self, dev_handle: Handle, intf: int) -> bool:
        """Does a driver of the kernel sit on it?"""
        _first(intf)
        return dev_handle.alive().kernel

    def detach_kernel_driver(self, dev_handle: Handle, intf: int) -> None:
        """Send it away."""
        _first(intf)
        dev_handle.alive().kernel = False

    def attach_kernel_driver(self, dev_handle: Handle, intf: int) -> None:
        """Call it back."""
        _first(intf)
        dev_handle.alive().kernel = True

    def clear_halt(self, dev_handle: Handle, ep: int) -> None:
        """A halted endpoint goes on."""
        del ep
        dev_handle.alive().cleared += 1

    def bulk_write(self, dev_handle: Handle, ep: int, intf: int, data: array[int], timeout: int) -> int:
        """To the device."""
        del intf, timeout
        with dev_handle.device.changed:
            return dev_handle.alive().take(ep, data.tobytes())

    def bulk_read(self, dev_handle: Handle, ep: int, intf: int, buff: array[int], timeout: int) -> int:
        """From the device, into `buff`."""
        del intf
        with dev_handle.device.changed:
            packet = dev_handle.alive().give(ep, len(buff), timeout)
        buff[: len(packet)] = array("B", packet)
        return len(packet)

    def ctrl_transfer(  # noqa: PLR0913, PLR0917  pyusb's signature
        self, dev_handle: Handle, bmRequestType: int, bRequest: int, wValue: int, wIndex: int, data: array[int],  # noqa: N803
        timeout: int,
    ) -> int:  # fmt: skip
        """String descriptors; everything else is stalled."""
        del bmRequestType, wIndex, timeout
        said = dev_handle.alive().identity
        strings = (said.maker, said.model, said.serial)
        index = wValue & 0xFF
        if bRequest != _GET_DESCRIPTOR or index > len(strings):
            raise failure(errno.EPIPE)
        raw = strings[index - 1].encode("utf-16-le")
        answer = (bytes((2 + len(raw), 3)) + raw if index else _LANGUAGES)[: len(data)]
        data[: len(answer)] = array("B", answer)
        return len(answer)


def _first(*indices: int) -> None:
    """There is one configuration with one interface with one setting. Raises IndexError as libusb's back end does."""
    if any(indices):
        raise IndexError
