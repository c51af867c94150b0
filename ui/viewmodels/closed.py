"""The page of a terminal whose place is closed. Must never offer anything to begin."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kiosk.runtime.shown_hours import OpenPlace
from ui.qt import Property, QmlElement, QmlSingleton
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Closed(ViewModel):
    """`kiosk.runtime.shown_hours.ClosedView` for QML."""

    changed = Signal()
    parts = ("closed",)

    def prepare(self) -> None:
        """Make the list."""
        self._nearby = RowsModel(OpenPlace, self)

    def refresh(self) -> None:
        """Fill the list."""
        self._nearby.set_rows(self.view.closed.nearby)

    @Property(QObject, constant=True)
    def nearby(self) -> RowsModel:
        """Terminals that can be used day and night (OpenPlace), the nearest first."""
        return self._nearby

    @Property(int, notify=changed)
    def places(self) -> int:
        """How many they are."""
        return len(self.view.closed.nearby)

    @Property(str, notify=changed)
    def opens(self) -> str:
        """Time of day at which it opens again, HH:MM; empty where that is not known."""
        return self.view.closed.opens

    @Property(str, notify=changed)
    def day(self) -> str:
        """`today`, `tomorrow` or `date`."""
        return self.view.closed.day

    @Property(str, notify=changed)
    def date(self) -> str:
        """That day, ISO 8601."""
        return self.view.closed.date

    @Property(int, notify=changed)
    def weekday(self) -> int:
        """Its day of the week, 0 = Monday."""
        return self.view.closed.weekday

    @Property(str, notify=changed)
    def occasion(self) -> str:
        """What today is called, where it is a holiday."""
        return self.view.closed.occasion
