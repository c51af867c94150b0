"""Whether characters can be written with a finger here."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kiosk.runtime.handwriting import packages
from ui.qt import Property, QmlElement, QmlSingleton
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Handwriting(ViewModel):
    """What the keyboard asks before it shows the button for it."""

    changed = Signal()

    @Property(bool, constant=True)
    def offered(self) -> bool:
        """Are library and model here?"""
        return not packages.missing()

    @Property(bool, constant=True)
    def hasTraditional(self) -> bool:
        """Are traditional forms of simplified characters known?"""
        from kiosk.runtime.handwriting import traditional

        return traditional.available()
