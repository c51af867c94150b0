"""The bulk endpoints of one USB device as bytes with deadlines: pyusb, claimed, every failure a DeviceError.

What pyusb and its back end raise does not leave this module. A device is found by vendor and product id, and by port
or serial number where there are several. A kernel driver that sits on the interface is sent away and brought back.
Must never interpret what it carries. Its descriptors are hostile input: no index of theirs is trusted.
"""

from __future__ import annotations

import contextlib
import errno
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import usb.core
import usb.util

from devices.contract import DeviceError, Fault
from devices.transports.usb_tree import clean

_WRITE_TIMEOUT: Final = 1000
"""Milliseconds. To pyusb 0 means for ever: no timeout here is ever 0."""
_DRAIN_TIMEOUT: Final = 2
_DRAIN_AT_MOST: Final = 64
"""Packets; a device that never ends is not listened to for ever."""
_PACKET_SIZES: Final = frozenset({8, 16, 32, 64, 512, 1024})
"""USB 2.0, 5.8.3, and 1024 of USB 3."""
_PACKET_USUAL: Final = 64
_FAULTS: Final = {
    errno.EACCES: Fault.NOT_PERMITTED,
    errno.EPERM: Fault.NOT_PERMITTED,
    errno.EBUSY: Fault.BUSY,
    errno.ETIMEDOUT: Fault.SILENT,
}
"""The rest is GONE: the device is opened anew."""
NO_DAMAGE: Final[Mapping[int, Fault]] = MappingProxyType({})


class Wanted(NamedTuple):
    """Which device: ids, and the port ("1-2.3") or serial number where it has to be that very one."""

    vendor: int
    product: int
    port: str = ""
    serial: str = ""

    @property
    def hint(self) -> str:
        """What helps where the system does not let us in."""
        rule = f'SUBSYSTEM=="usb", ATTR{{idVendor}}=="{self.vendor:04x}", ATTR{{idProduct}}=="{self.product:04x}"'
        return f'udev rule needed: {rule}, GROUP="plugdev", MODE="0660"'


class UsbBulk:
    """One claimed interface. Raises DeviceError GONE, BUSY, SILENT, NOT_PERMITTED or NOT_CONFIGURED.

    `backend` is a `usb.backend.IBackend`; without it pyusb looks for libusb. `damage` = the kind's own faults where a
    device answers and answers wrongly: EPIPE (an endpoint halted; it is cleared), EOVERFLOW (more than a packet).
    """

    def __init__(self, wanted: Wanted, backend: Any = None, damage: Mapping[int, Fault] = NO_DAMAGE) -> None:
        self._wanted = wanted
        self._faults = {**_FAULTS, **damage}
        self._detached = False
        self._interface = 0
        with self._named():
            self._device = _chosen(wanted, backend)
        try:
            with self._named():
                self._interface, bulk = self._bulk_interface()
                self._sizes = {
                    int(endpoint.bEndpointAddress): _packet(int(endpoint.wMaxPacketSize)) for endpoint in bulk
                }
                self._claim()
        except DeviceError:
            self.close()
            raise

    @property
    def endpoints(self) -> list[int]:
        """Addresses of the bulk endpoints, in the order of the descriptors; IN has bit 7 set."""
        return list(self._sizes)

    @property
    def model(self) -> str:
        """Maker and model as the device says, cleaned; empty where it does not."""
        return " ".join(text for name in ("manufacturer", "product") if (text := _said(self._device, name)))

    def write(self, endpoint: int, data: bytes) -> None:
        """Send all of it as one transfer."""
        with self._named(endpoint):
            if self._device.write(endpoint, data, _WRITE_TIMEOUT) != len(data):
                raise DeviceError(Fault.SILENT, "request not taken whole")

    def read(self, endpoint: int, deadline: float) -> bytes:
        """The next packet that is not empty; empty once `deadline` (seconds of the monotonic clock) has passed."""
        while (left := deadline - time.monotonic()) > 0:
            if data := self._packet(endpoint, max(1, int(left * 1000))):
                return data
        return b""

    def drain(self, endpoint: int) -> None:
        """Drop what the device holds ready to be read."""
        for _ in range(_DRAIN_AT_MOST):
            if not self._packet(endpoint, _DRAIN_TIMEOUT):
                return

    def close(self) -> None:
        """Give the interface back to the kernel's driver, where it had one; never raises."""
        with contextlib.suppress(usb.core.USBError, RuntimeError):
            usb.util.release_interface(self._device, self._interface)
            if self._detached:
                self._device.attach_kernel_driver(self._interface)
        self._detached = False
        with contextlib.suppress(usb.core.USBError):
            usb.util.dispose_resources(self._device)

    def _packet(self, endpoint: int, milliseconds: int) -> bytes:
        """One packet at most: a longer read would wait for the next where a frame fills its last packet."""
        with self._named(endpoint):
            try:
                return bytes(self._device.read(endpoint, self._sizes[endpoint], milliseconds))
            except usb.core.USBTimeoutError:
                return b""

    def _bulk_interface(self) -> tuple[int, list[Any]]:
        """Number and bulk endpoints of the first interface that has both ways. Raises NOT_CONFIGURED."""
        try:
            configuration = self._device.get_active_configuration()
        except usb.core.USBError as error:
            if error.errno is not None:
                raise
            self._device.set_configuration()  # nobody has configured it yet
            configuration = self._device.get_active_configuration()
        for interface in configuration:
            bulk = [
                one for one in interface if usb.util.endpoint_type(one.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
            ]
            directions = {usb.util.endpoint_direction(one.bEndpointAddress) for one in bulk}
            if interface.bAlternateSetting == 0 and directions == {usb.util.ENDPOINT_IN, usb.util.ENDPOINT_OUT}:
                return int(interface.bInterfaceNumber), bulk
        raise DeviceError(Fault.NOT_CONFIGURED, "no interface with bulk endpoints both ways")

    def _claim(self) -> None:
        """Take the interface, from the kernel's own driver too. Another program keeps it: BUSY."""
        with contextlib.suppress(RuntimeError):  # pyusb's word for: this system has no kernel drivers to ask for
            if self._device.is_kernel_driver_active(self._interface):
                self._device.detach_kernel_driver(self._interface)
                self._detached = True
        usb.util.claim_interface(self._device, self._interface)

    @contextmanager
    def _named(self, endpoint: int | None = None) -> Iterator[None]:
        """Turn what pyusb raises into DeviceError, without its text: that may quote what a device says."""
        try:
            yield
        except usb.core.NoBackendError as error:
            raise DeviceError(Fault.NOT_CONFIGURED, "libusb is not installed") from error
        except usb.core.USBError as error:
            fault = self._faults.get(error.errno or 0, Fault.GONE)
            if error.errno == errno.EPIPE and endpoint is not None:
                with contextlib.suppress(usb.core.USBError):
                    self._device.clear_halt(endpoint)
            name = errno.errorcode.get(error.errno or 0, type(error).__name__)
            raise DeviceError(fault, self._wanted.hint if fault is Fault.NOT_PERMITTED else name) from error
        except (IndexError, UnicodeError, ValueError) as error:
            raise DeviceError(Fault.NOT_CONFIGURED, f"descriptors: {type(error).__name__}") from error


def _chosen(wanted: Wanted, backend: Any) -> Any:
    """The one device that is wanted. GONE where it is not there, NOT_CONFIGURED where it could be several."""
    ids = {"idVendor": wanted.vendor, "idProduct": wanted.product}
    found = list(usb.core.find(find_all=True, backend=backend, **ids))
    if wanted.port:
        found = [device for device in found if _port(device) == wanted.port]
    if wanted.serial:
        found = [device for device in found if _serial(device) == wanted.serial]
    if not found:
        raise DeviceError(Fault.GONE, "not on the bus")
    if len(found) > 1:
        raise DeviceError(Fault.NOT_CONFIGURED, f"{len(found)} such devices: name one by `port` or `serial`")
    return found[0]


def _port(device: Any) -> str:
    """BUS-PORT.PORT…, as the kernel names it."""
    return f"{device.bus}-{'.'.join(str(port) for port in device.port_numbers or ())}"


def _serial(device: Any) -> str:
    """Serial number; asking opens the device. Where we are not let in that is said, not taken for another number."""
    try:
        device.get_active_configuration()
    except usb.core.USBError as error:
        if error.errno in (errno.EACCES, errno.EPERM):
            raise
    return _said(device, "serial_number")


def _said(device: Any, name: str) -> str:
    """A string descriptor, cleaned; empty where there is none or it is damaged."""
    try:
        return clean(getattr(device, name) or "")
    except (usb.core.USBError, IndexError, ValueError):
        return ""


def _packet(size: int) -> int:
    """Largest packet of an endpoint; what cannot be is taken for the usual size."""
    return size if size in _PACKET_SIZES else _PACKET_USUAL
