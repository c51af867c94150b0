"""The driver that the settings name for a kind of device. Must never hand out one that is for something else."""

from __future__ import annotations

from devices.contract import DeviceError, Driver, Fault, Kind
from devices.registry import driver
from kiosk.runtime.settings import Device


def fitted(device: Device, kind: Kind, *, production: bool) -> Driver:
    """The driver. Raises DeviceError: NOT_CONFIGURED (no such driver, or for another kind), NOT_PERMITTED."""
    found = driver(device.driver, production=production)
    if found.kind is not kind:
        raise DeviceError(Fault.NOT_CONFIGURED, f"{device.driver!r} is a driver for {found.kind.value}")
    return found
