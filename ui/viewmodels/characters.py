"""Rare characters for QML, by what is typed or by radical and strokes; nothing is kept when the picker closes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics

from kiosk.runtime.searching import radicals
from ui import fonts
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1
LOOK_MS = 50
"""How often it is asked whether the radicals have been read, while somebody waits for them."""


@QmlElement
@QmlSingleton
class Characters(ViewModel):
    """What the keys of the picker show: characters, or what leads to them, as far as a font here has them."""

    changed = Signal()

    def prepare(self) -> None:
        """Nothing is found yet."""
        self._waiting = QTimer(self, interval=LOOK_MS)
        self._waiting.timeout.connect(self._offer_strokes)
        self._show("typed", ())

    def _show(self, step: str, cells: Sequence[str], radical: int = 0, besides: int = 0) -> None:
        if step == "strokes" and not radicals.ready():
            self._waiting.start()
        else:
            self._waiting.stop()
        self._step, self._cells, self._radical, self._besides = step, list(cells), radical, besides
        self.changed.emit()

    @Property(str, notify=changed)
    def step(self) -> str:
        """`typed`, or on the way by radical: `radical`, `strokes`, `found`."""
        return self._step

    @Property("QStringList", notify=changed)
    def cells(self) -> list[str]:
        """One character each; radicals at `radical`, numbers of strokes at `strokes`."""
        return self._cells

    @Property(str, notify=changed)
    def radical(self) -> str:
        """The one that was chosen, empty before."""
        return radicals.radicals()[self._radical - 1] if self._radical else ""

    @Property(int, notify=changed)
    def besides(self) -> int:
        """Strokes besides the radical, as chosen."""
        return self._besides

    @Property(bool, notify=changed)
    def reading(self) -> bool:
        """Does what was asked for wait until the radicals have been read?"""
        return self._waiting.isActive()

    @Property(bool, constant=True)
    def hasRadicals(self) -> bool:
        """Is the package here that says which radical a character has?"""
        return radicals.available()

    @Slot(str)
    def search(self, typed: str) -> None:
        """Look up; nothing typed finds nothing."""
        from kiosk.runtime.searching.characters import find

        self._show("typed", _drawn_of(find(typed)) if typed else ())

    @Slot()
    def open(self) -> None:
        """The picker is on the page: begin to read what belongs to the radicals, nothing is found yet."""
        if radicals.available():
            radicals.prepare()
        self.search("")

    @Slot()
    def byRadical(self) -> None:
        """Show the radicals."""
        self._show("radical", radicals.radicals())

    @Slot(int, result=str)
    def take(self, place: int) -> str:
        """The character of that key; empty where the key only leads on."""
        if not 0 <= place < len(self._cells):
            return ""
        if self._step == "radical":
            self._show("strokes", (), place + 1)
            self._offer_strokes()
        elif self._step == "strokes":
            besides = int(self._cells[place])
            self._show("found", _drawn_of(radicals.find(self._radical, besides)), self._radical, besides)
        else:
            return self._cells[place]
        return ""

    def _offer_strokes(self) -> None:
        """Only those that lead to a character that can be shown; once it is known which there are."""
        if not radicals.ready():
            return
        families = _metrics()
        offered = [
            str(count)
            for count in radicals.strokes(self._radical)
            if any(_is_drawn(one, families) for one in radicals.find(self._radical, count))
        ]
        self._show("strokes", offered, self._radical)


def _drawn_of(characters: Sequence[str]) -> list[str]:
    """Those that any family of ours has a picture of."""
    families = _metrics()
    return [one for one in characters if _is_drawn(one, families)]


def _is_drawn(character: str, families: Sequence[QFontMetrics]) -> bool:
    return any(family.inFontUcs4(ord(character)) for family in families)


def _metrics() -> list[QFontMetrics]:
    made = []
    for family in (*fonts.FAMILIES[:1], *fonts.RARE):
        font = QFont(family)
        font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
        made.append(QFontMetrics(font))
    return made
