"""Finds drivers (modules in `devices.drivers` that export DRIVER, loaded by name) and, through them, devices.

Must never load a driver nobody asked for (a missing vendor library closes its own driver only), never hand a virtual
one to a real terminal, never pass on an option that the driver does not know, and never open a device to find it.
"""

from __future__ import annotations

import dataclasses
import importlib
import logging
import pkgutil
from collections.abc import Mapping
from typing import Any

from devices import drivers as package
from devices import known_devices, known_options
from devices.contract import DeviceError, Driver, Fault, Found, Roots
from devices.known_devices import Unserved

_log = logging.getLogger(__name__)


def driver(name: str, *, production: bool = False) -> Driver:
    """The driver of module `devices.drivers.NAME` (also NA-ME); it opens as `strict` says.

    With `production` it opens devices with the option `production=True` added, so that a driver can refuse what
    leads to a program instead of a device. Raises DeviceError: NOT_CONFIGURED where there is no such driver or it
    cannot be loaded, NOT_PERMITTED for a virtual one in production.
    """
    module = name.replace("-", "_")
    if not module.isidentifier() or module not in _names():
        raise DeviceError(Fault.NOT_CONFIGURED, f"no driver {name!r}")
    found = _loaded(module)
    if found is None:
        raise DeviceError(Fault.NOT_CONFIGURED, f"{name!r} is no driver or cannot be loaded")
    if not production:
        return strict(found)
    if found.virtual:
        raise DeviceError(Fault.NOT_PERMITTED, f"{name!r} is virtual")

    def opened(options: Mapping[str, Any]) -> Any:
        return found.open({**options, "production": True})

    return strict(dataclasses.replace(found, open=opened))


def strict(one: Driver) -> Driver:
    """The same driver, but an option that it does not declare is refused: NOT_CONFIGURED, with the nearest known."""

    def opened(options: Mapping[str, Any]) -> Any:
        if unknown := known_options.refusal(options, one.options, one.kind):
            raise DeviceError(Fault.NOT_CONFIGURED, f"{one.name}: {unknown}")
        return one.open(options)

    return dataclasses.replace(one, open=opened)


def drivers() -> list[Driver]:
    """Every driver that can be loaded here, by name. Loads them all: for the technician, not for a start."""
    found = (_loaded(module) for module in _names())
    return sorted((one for one in found if one is not None), key=lambda one: one.name)


def found(roots: Roots | None = None) -> list[Found]:
    """Every attached device of every driver, by driver. Opens none, never raises: a driver that fails finds nothing.

    Several drivers may offer one serial port: which is right only its owner knows.
    """
    return [device for one in drivers() for device in _found_by(one, roots or Roots())]


def without_driver(roots: Roots | None = None) -> list[Unserved]:
    """Known devices that are attached and that no driver here serves (Fault.NO_DRIVER). Never raises."""
    return known_devices.unserved(roots or Roots(), {one.name for one in drivers()})


def looks(one: Driver) -> bool:
    """Can this driver say what is attached?"""
    return one.find is not Driver.find


def _found_by(one: Driver, roots: Roots) -> list[Found]:
    try:
        return list(one.find(roots))
    except Exception as error:  # noqa: BLE001  it must not raise; if it does, the others are found all the same
        _log.warning("driver %s cannot look for devices: %s", one.name, type(error).__name__)
        return []


def _names() -> list[str]:
    """Modules beside each other in the drivers' folder."""
    return [module.name for module in pkgutil.iter_modules(package.__path__)]


def _loaded(module: str) -> Driver | None:
    """DRIVER of a module; None where it exports none or what it needs is not installed."""
    try:
        exported = getattr(importlib.import_module(f"{package.__name__}.{module}"), "DRIVER", None)
    except ImportError as error:
        _log.warning("driver %s cannot be loaded: %s", module, error.name)
        return None
    return exported if isinstance(exported, Driver) else None
