"""View models: one QObject per screen area, typed properties over the current view, one slot per intent.

Must never hold a business rule. QML imports all of them from the one module `Kiosk.ViewModels`.
"""

from __future__ import annotations

from importlib import import_module

FIRST = ("ui.items", "ui.viewmodels.chrome", "ui.viewmodels.browse")
"""What the home page is made of: alone before the first picture."""
ITEMS = ("ui.items", "ui.signature")
"""Modules with items that QML draws with; they register themselves when imported, like the view models."""


def register_first() -> None:
    """Import what the home page needs; `register` has to follow before any other page."""
    for name in FIRST:
        import_module(name)


def register() -> None:
    """Import every view model and item, which makes `Kiosk.ViewModels` known to QML."""
    import pkgutil

    for name in ITEMS:
        import_module(name)
    for found in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{found.name}")
