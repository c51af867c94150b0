"""View models: one QObject per screen area, typed properties over the current view, one slot per intent.

Must never hold a business rule. QML imports all of them from the one module `Kiosk.ViewModels`.
"""

from __future__ import annotations

import os
from importlib import import_module

ITEMS = ("ui.handwriting", "ui.items", "ui.signature", "ui.video")
"""Modules with items that QML draws with; they register themselves when imported, like the view models."""


def register() -> None:
    """Import every view model and item, which makes `Kiosk.ViewModels` known to QML; before any file is loaded.

    WORKAROUND(PySide6 6.11): after a type is registered late, QML takes no item for a QObject any more.
    """
    for name in ITEMS:
        import_module(name)
    for file in sorted(os.listdir(__path__[0])):  # noqa: PTH208  pkgutil loads `inspect`, which costs the start 2 %
        name, extension = os.path.splitext(file)  # noqa: PTH122
        if extension == ".py" and name != "__init__":
            import_module(f"{__name__}.{name}")
