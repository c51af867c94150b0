"""Finds drivers: modules in `devices.drivers` that export DRIVER, loaded by name.

Must never load a driver nobody asked for (a missing vendor library closes its own driver only), and never hand a
virtual one to a real terminal.
"""

from __future__ import annotations

import dataclasses
import importlib
import logging
import pkgutil
from collections.abc import Mapping
from typing import Any

from devices import drivers as package
from devices.contract import DeviceError, Driver, Fault

_log = logging.getLogger(__name__)


def driver(name: str, *, production: bool = False) -> Driver:
    """The driver of module `devices.drivers.NAME` (also NA-ME).

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
        return found
    if found.virtual:
        raise DeviceError(Fault.NOT_PERMITTED, f"{name!r} is virtual")

    def opened(options: Mapping[str, Any]) -> Any:
        return found.open({**options, "production": True})

    return dataclasses.replace(found, open=opened)


def drivers() -> list[Driver]:
    """Every driver that can be loaded here, by name. Loads them all: for the technician, not for a start."""
    found = (_loaded(module) for module in _names())
    return sorted((one for one in found if one is not None), key=lambda one: one.name)


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
