"""Imported: QML knows every view model and item. For whoever forks screens, so that they have them in common."""

from __future__ import annotations

from ui import viewmodels

viewmodels.register()
