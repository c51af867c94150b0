"""Identity-card reader with a SAM on USB bulk endpoints: the "SDT USB" device 0400:C35A of several makers.

Options: `port` ("1-2.3", the plug's place) or `serial` (serial number) where there are several; `scheme` ("split" or
"whole") where the endpoints do not tell it; those of devices.sam_reader. Never seen on hardware: two projects drive
it in two ways, and the endpoint descriptors decide [?]. Must never log or keep what a card says.
"""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from devices.contract import DeviceError, Driver, Fault, Found, Kind, Roots
from devices.known_options import KNOWN
from devices.protocols.sdt_usb import Scheme, SplitAnswer, endpoints
from devices.sam_reader import SamReader, Timing
from devices.transports.usb_bulk import UsbBulk, Wanted
from devices.transports.usb_tree import usb_devices

VENDOR: Final = 0x0400
PRODUCT: Final = 0xC35A
"""Both must match: other products under this vendor id are no readers."""
_DAMAGE: Final = {errno.EPIPE: Fault.FRAME_GARBLED, errno.EOVERFLOW: Fault.FRAME_OVERSIZED}
"""The module is there: it is asked once more."""


class SamUsbLine:
    """The module's requests and answers on the endpoints of one device, in the scheme that fits them."""

    def __init__(self, bulk: UsbBulk, scheme: Scheme | None) -> None:
        self._bulk = bulk
        self._ends = endpoints(bulk.endpoints, scheme)
        self._split = SplitAnswer()

    @property
    def model(self) -> str:
        """Maker and model as the device says."""
        return self._bulk.model

    def flush(self) -> None:
        """Drop what is left of an answer before."""
        self._split.restart()
        for end in dict.fromkeys((self._ends.in_head, self._ends.in_body)):
            self._bulk.drain(end)

    def write(self, data: bytes) -> None:
        """Send one request."""
        for end, part in self._ends.requests(data):
            self._bulk.write(end, part)

    def read(self, deadline: float) -> bytes:
        """The next packet of the answer; empty once `deadline` (seconds of the monotonic clock) has passed."""
        data = self._bulk.read(self._ends.in_body if self._split.body_due else self._ends.in_head, deadline)
        if self._ends.scheme is Scheme.SPLIT:
            self._split.take(data)
        return data

    def close(self) -> None:
        """Give the device back; never raises."""
        self._bulk.close()


class SamUsbReader(SamReader[SamUsbLine]):
    """One reader on the USB; driven by one thread. Opens it at once: raises DeviceError.

    `backend` is a `usb.backend.IBackend`; without it pyusb looks for libusb.
    """

    def __init__(self, options: Mapping[str, Any], timing: Timing | None = None, backend: Any = None) -> None:
        self._wanted = Wanted(VENDOR, PRODUCT, str(options.get("port", "")), str(options.get("serial", "")))
        self._scheme = _scheme(options)
        self._backend = backend
        super().__init__(options, timing)

    def _connected(self) -> SamUsbLine:
        """Looked for anew each time: it may have been plugged in elsewhere."""
        bulk = UsbBulk(self._wanted, self._backend, _DAMAGE)
        try:
            return SamUsbLine(bulk, self._scheme)
        except DeviceError:
            bulk.close()
            raise

    def _model(self, line: SamUsbLine) -> str:
        return line.model


def _scheme(options: Mapping[str, Any]) -> Scheme | None:
    """The scheme that the settings insist on. Raises NOT_CONFIGURED for an unknown one."""
    try:
        return Scheme(options["scheme"]) if options.get("scheme") else None
    except ValueError:
        raise DeviceError(Fault.NOT_CONFIGURED, f"scheme: one of {', '.join(Scheme)}") from None


def _find(roots: Roots) -> Iterable[Found]:
    """Every such device, from sysfs: pyusb would have to open one to learn its serial number."""
    ids = (f"{VENDOR:04x}", f"{PRODUCT:04x}")
    found = [device for device in usb_devices(roots.sys) if (device.vendor, device.product) == ids]
    serials = Counter(device.serial for device in found if device.serial)
    for device in found:  # makers give whole series one number: then only the place tells them apart
        options = {"serial": device.serial} if serials[device.serial] == 1 else {"port": device.port}
        yield Found("sam_usb", Kind.ID_READER, device.label, options, device.serial, device.port)


DRIVER = Driver(name="sam_usb", kind=Kind.ID_READER, open=SamUsbReader, find=_find, options=KNOWN["sam_usb"])
