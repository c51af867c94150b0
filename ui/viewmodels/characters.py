"""Rare characters for QML: what was typed is looked up, and nothing of it is kept when the picker closes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics

from ui import fonts
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Characters(ViewModel):
    """Those that a reading or a code leads to, as far as a font here has them."""

    changed = Signal()

    def prepare(self) -> None:
        """Nothing is found yet."""
        self._found: list[str] = []

    @Property("QStringList", notify=changed)
    def found(self) -> list[str]:
        """One character each."""
        return self._found

    @Slot(str)
    def search(self, typed: str) -> None:
        """Look up; nothing typed finds nothing."""
        from kiosk.runtime.searching.characters import find

        found = find(typed) if typed else ()
        self._found = [one for one in found if _drawn(one)] if found else []
        self.changed.emit()


def _drawn(character: str) -> bool:
    """Has any family of ours a picture of it?"""
    return any(metrics.inFontUcs4(ord(character)) for metrics in _metrics())


def _metrics() -> list[QFontMetrics]:
    made = []
    for family in (*fonts.FAMILIES[:1], *fonts.RARE):
        font = QFont(family)
        font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
        made.append(QFontMetrics(font))
    return made
