"""What all view models share: they belong to the bridge, read its view, and say `changed` when their part did.

A view model is written like this (the decorators and the types in `@Property` must be literal, the QML tools read
the source text):

    QML_IMPORT_NAME = "Kiosk.ViewModels"
    QML_IMPORT_MAJOR_VERSION = 1

    @QmlElement
    @QmlSingleton
    class Card(ViewModel):
        changed = Signal()
        parts = ("card",)

        @Property(int, notify=changed)
        def seconds(self) -> int:
            return self.view.card.seconds

        @Slot()
        def moreTime(self) -> None:
            self.send(MoreTimeAsked())

Lists are `RowsModel`s kept as attributes and given their rows in `refresh`.
"""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import Event
from kiosk.flows.screens import Screen
from kiosk.runtime.view import View
from ui import bridge

_NOTHING: Final = View(serial=0, screen=Screen.HOME)


class ViewModel(QObject):
    """Base of all view models: `parts` names the parts of the view it reads."""

    parts: ClassVar[tuple[str, ...]] = ()
    changed: ClassVar[Signal]
    stays: ClassVar[bool] = False
    """Keeps what it last had while a page is up that brings nothing of it: public, and soon shown again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge.installed()
        self._bridge.join(self)
        self.prepare()
        self.refresh()

    @property
    def view(self) -> View:
        """What is on screen now."""
        return self._bridge.view

    def send(self, event: Event) -> None:
        """Hand an intent up."""
        self._bridge.send(event)

    def prepare(self) -> None:
        """Make list models here (before the first `refresh`)."""

    def refresh(self) -> None:
        """Give list models their rows here."""

    def renew(self) -> None:
        """The bridge has a view in which one of `parts` differs."""
        if self.stays and all(getattr(self.view, part) == getattr(_NOTHING, part) for part in self.parts):
            return
        self.refresh()
        self.changed.emit()
