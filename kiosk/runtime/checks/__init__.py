"""The checks of this terminal, one file a group, in the order in which a technician wants to know.

Must never change anything: a check opens, asks, measures, and gives back.
"""

from __future__ import annotations

from kiosk.runtime.checks import (
    attached,
    audit,
    catalogue,
    clocks,
    devices,
    disk,
    fonts,
    handwriting,
    keys,
    models,
    network,
    person,
    queue,
    software,
    sticks,
)
from kiosk.runtime.diagnostics import Check

_GROUPS = (
    software,
    disk,
    keys,
    audit,
    queue,
    catalogue,
    network,
    clocks,
    devices,
    attached,
    sticks,
    models,
    fonts,
    handwriting,
    person,
)


def all_checks() -> tuple[Check, ...]:
    """Every check there is; what a terminal does not have says so itself."""
    return tuple(check for group in _GROUPS for check in group.CHECKS)


def chosen(names: list[str]) -> tuple[Check, ...]:
    """The checks of these names or kinds. Raises ValueError with the first name nobody knows."""
    checks = all_checks()
    known = {check.name for check in checks} | {check.kind for check in checks}
    for name in names:
        if name not in known:
            raise ValueError(name)
    return tuple(check for check in checks if not names or check.name in names or check.kind in names)
