"""Reads pages aloud: who wants it, what comes next, when to be silent. The words are `ui.spoken`'s, the voice Qt's.

Begins when headphones are plugged in or somebody presses 朗读; ends when they are pulled, and for the next person.
Must never log or keep what was said; the list of it is for the development probe alone. Must never be imported by
anything but the interface, nor import the engine before somebody listens.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.domain.text import Language
from kiosk.flows.events import Touched
from kiosk.flows.screens import Screen
from kiosk.runtime import voices
from kiosk.runtime.delays import IDLE_PUBLIC
from kiosk.runtime.view import Dialog, View
from ui.bridge import Bridge

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from ui.voice import Voice

PLUGGED: Final = "plugged"
PULLED: Final = "unplugged"
"""Words of the headphone jack (`devices.contract.Turned`)."""
DAEMON: Final = "speechd"
"""Qt's name for speech-dispatcher."""
NOTHING: Final = "none"
SETTLED_MS: Final = 400
"""How long a page rests before it is read."""
RATES: Final = (-0.6, -0.3, 0.0, 0.3, 0.6)
VOLUMES: Final = (0.2, 0.4, 0.6, 0.8, 1.0)
_RATE: Final = 2
_VOLUME: Final = 3
"""Where the next person begins."""
_MOST_HEARD: Final = 400

MakeVoice = Callable[[Callable[[], None], Callable[[], None], QObject], "Voice | None"]
"""Given: a text is out; the engine is broken; the parent. None: there is no voice."""
Fit = Callable[[], "MakeVoice | None"]
"""Looks whether there could be a voice here."""


@cache
def _stoppers() -> frozenset[QEvent.Type]:
    """Not at import: the first picture comes up without Qt's list of all events."""
    from PySide6.QtCore import QEvent

    return frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress})


class Speech(QObject):
    """One window's reader.

    Attributes:
        changed: on or off, plugged or not, curtain, rate, volume, or whether there is a voice.
        on: pages are read.
        private: headphones are in: nobody else hears it.
        curtain: a calm picture covers the page.
        rate: index into RATES, as `volume` into VOLUMES.
        nobody: runs out when nobody has touched or heard anything for as long as the session waits.
        heard: what was said since it came on, in order; only where `keep` was set (development).
    """

    changed = Signal()

    def __init__(self, bridge: Bridge, fit: Fit, *, keep: bool = False) -> None:
        """Read for `bridge` with the voice that `fit` finds, once the first picture can be seen."""
        super().__init__()
        self.on = self.private = self.curtain = False
        self.rate, self.volume = _RATE, _VOLUME
        self.heard: list[str] = []
        self.parts = tuple(part for part in View.__struct_fields__ if part != "serial")
        self._bridge = bridge
        self._fit: Fit | None = fit
        self._make: MakeVoice | None = None
        self._keep = keep
        self._window: QQuickWindow | None = None
        self._voice: Voice | None = None
        self._waiting: list[str] = []
        self._said: set[str] = set()
        self._keys_told = False
        self.nobody = QTimer(self)
        self.nobody.setSingleShot(True)
        self.nobody.setInterval(round(1000 * IDLE_PUBLIC))
        self.nobody.timeout.connect(self._forget)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self._read)
        bridge.leaving.connect(self._left)
        bridge.arrived.connect(self._arrived)
        bridge.key_came.connect(self._told)
        bridge.has_settled.connect(self._settled)
        bridge.join(self)

    @property
    def available(self) -> bool:
        """Can anything be read here? Not before the first picture can be seen."""
        if self._bridge.settled and self._fit is not None:
            self._make, self._fit = self._fit(), None
        return self._make is not None

    def watch(self, window: QQuickWindow) -> None:
        """Read the pages of `window`."""
        self._window = window
        window.installEventFilter(self)
        window.activeFocusItemChanged.connect(self._focused)

    def find_again(self, fit: Fit) -> None:
        """Somebody has changed what voices there are: end, and look once more."""
        self.stop()
        self._voice, self._make, self._fit = None, None, fit
        self.changed.emit()

    @property
    def speaking(self) -> bool:
        """Is anything being said, or about to be?"""
        return bool(self._waiting) or self._settling.isActive()

    # --- what a person does -----------------------------------------------------------------------------
    def start(self) -> None:
        """Read from now on, beginning with this page."""
        if self.on or not self.available:
            return
        if self._voice is None and self._make is not None:
            self._voice = self._make(self._next, self._broken, self)
        if self._voice is None:
            self._broken()
            return
        self.on, self._keys_told = True, False
        self.heard.clear()
        self.nobody.start()
        self._tune()
        self.repeat()

    def stop(self) -> None:
        """Read no more; everything is as the next person wants to find it."""
        self._hush()
        self.on = self.curtain = False
        self.rate, self.volume = _RATE, _VOLUME
        self._said.clear()
        self.heard.clear()
        self.changed.emit()

    def repeat(self) -> None:
        """Read the whole page again."""
        self._said.clear()
        self._hush()
        self._settling.start()

    def faster(self, steps: int) -> None:
        """That many steps faster; negative: slower."""
        self.rate = min(max(self.rate + steps, 0), len(RATES) - 1)
        self._tune()
        self.repeat()

    def louder(self, steps: int) -> None:
        """That many steps louder; negative: softer."""
        self.volume = min(max(self.volume + steps, 0), len(VOLUMES) - 1)
        self._tune()
        self.repeat()

    def cover(self, *, covered: bool) -> None:
        """Draw the curtain, or lift it; only for somebody with headphones, who does not need the picture."""
        self.curtain = covered and self.on and self.private
        self.changed.emit()

    def key(self, digit: str) -> bool:
        """A digit that the page has no use for. Was it one of ours?"""
        if not self.on or digit not in _DIGITS:
            return False
        _DIGITS[digit](self)
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Whoever touches anything has heard enough; let the event pass."""
        if event.type() in _stoppers():
            self.nobody.start()
            self._hush()
        return False

    # --- what happens -----------------------------------------------------------------------------------
    def renew(self) -> None:
        """The view is another; what is new on the same page is read."""
        if self.on and not self._settling.isActive():
            self._settling.start()

    def _told(self, word: str) -> None:
        if word == PLUGGED:
            self.private = True
            self.start()
        elif word == PULLED:
            self.private = False
            self.stop()

    def _settled(self) -> None:
        """The first picture can be seen; headphones may have been in before."""
        self.changed.emit()
        if self.private:
            self.start()

    def _left(self) -> None:
        self._hush()
        self._said.clear()

    def _arrived(self) -> None:
        """The session is over on the page 信息已清除: it is read, but nothing is covered any more."""
        if self.on:
            if self._bridge.view.screen is Screen.CLEARED:
                self.cover(covered=False)
            self._settling.start()

    def _forget(self) -> None:
        """Nobody has touched anything for so long that the session is back on its first page: another person's."""
        if self.on and not self.private and not self._bridge.view.chrome.personal:
            self.stop()

    def _focused(self) -> None:
        """Keys have moved on: what they are on now is said."""
        window = self._window
        if not self.on or window is None or not window.property("byKeys") or not _control(window.activeFocusItem()):
            return
        from ui import accessible, spoken

        said = accessible.focused(window)
        if said is not None:
            self._hush()
            self._say([spoken.sentence(said, self._language, private=self.private)])

    def _read(self) -> None:
        """The page has settled: say what has not been said of it."""
        if not self.on or self._window is None:
            return
        from ui import accessible, spoken

        whole = not self._said
        form = spoken.page(accessible.read(self._window), self._language, private=self.private)
        fresh = [one for one in form if spoken.steady(one) not in self._said]
        self._said.update(spoken.steady(one) for one in form)
        if whole and not self._keys_told:
            self._keys_told = True
            fresh.append(spoken.KEYS.said(self._language))
        self._say(fresh)

    def _say(self, sentences: list[str]) -> None:
        idle = not self._waiting
        self._waiting += sentences
        if idle and self._waiting:
            self._speak()

    def _speak(self) -> None:
        if self._voice is None:
            return
        if self._keep and len(self.heard) < _MOST_HEARD:
            self.heard.append(self._waiting[0])
        self._voice.speak_in(self._language)
        self._voice.say(self._waiting[0])

    def _next(self) -> None:
        """A sentence is out. Listening is being there: the idle clock starts again."""
        self._waiting = self._waiting[1:]
        if self._bridge.view.chrome.dialog is Dialog.NONE:
            self._bridge.send(Touched())
            self.nobody.start()
        if self._waiting:
            self._speak()

    def _hush(self) -> None:
        self._settling.stop()
        if self._waiting:
            self._waiting = []
            if self._voice is not None:
                self._voice.stop()

    def _broken(self) -> None:
        """The engine does not speak: whoever listens is told by the page, the button goes."""
        self._make = None
        self.stop()

    def _tune(self) -> None:
        if self._voice is not None:
            self._voice.tune(RATES[self.rate], VOLUMES[self.volume])
        self.changed.emit()

    @property
    def _language(self) -> Language:
        return self._bridge.view.chrome.language


def fitted(engine: str) -> MakeVoice | None:
    """What opens the voice of that engine (a name of Qt's), or None: nothing here could speak."""
    if engine == NOTHING or (engine == DAEMON and voices.missing()):
        return None

    def make(done: Callable[[], None], broken: Callable[[], None], parent: QObject) -> Voice | None:
        from ui.voice import QtVoice

        voice = QtVoice(engine, done, broken, parent)
        return voice if voice.works else None

    return make


_installed: list[Speech] = []


def installed_for(bridge: Bridge, engine: str, *, keep: bool) -> Speech:
    """Make the reader that the view model made from now on belongs to; `engine` is a name of Qt's, or NOTHING."""
    speech = Speech(bridge, lambda: fitted(engine), keep=keep)
    _installed[:] = [speech]
    return speech


def installed() -> Speech:
    """The reader of this process. Raises LookupError: none was installed before QML made its view model."""
    if not _installed:
        raise LookupError("no Speech")
    return _installed[0]


_DIGITS: Final[dict[str, Callable[[Speech], None]]] = {
    "1": Speech.repeat,
    "2": lambda speech: speech.louder(-1),
    "4": lambda speech: speech.faster(-1),
    "6": lambda speech: speech.faster(1),
    "8": lambda speech: speech.louder(1),
    "0": lambda speech: speech.cover(covered=not speech.curtain),
}
"""What the digits of the keypad do where the page asks for no number; said in `ui.spoken.KEYS`."""


def _control(item: QQuickItem | None) -> bool:
    return item is not None and bool(item.activeFocusOnTab())
