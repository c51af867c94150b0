"""The sandbox's groups of operations: every file here that exports `GROUP` is served. Must never list them."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from kiosk.sandbox.group import Group


def found() -> dict[str, Group]:
    """All groups by the name of their file, in its order."""
    names = sorted(one.name for one in pkgutil.iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").GROUP for name in names}
