"""A voice: Qt's own text to speech behind four verbs. Imported when somebody wants to hear something, not before.

Must never log what it says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QLocale, QObject
from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

from kiosk.domain.text import Language

_MANDARIN: Final = ("Chinese (Mandarin, latin as English)", "Chinese (Mandarin")
_ENGLISH: Final = ("en-US", "en-GB", "en")
_LOCALES: Final = {Language.ZH_HANS: "zh-CN", Language.ZH_HANT: "zh-TW"}


class Voice(Protocol):
    """Says one text at a time."""

    def say(self, text: str) -> None:
        """Begin to say it; `done` is told when it is out."""

    def stop(self) -> None:
        """Be silent at once; nothing is told."""

    def tune(self, rate: float, volume: float) -> None:
        """Rate -1 to 1, 0 being the voice's own; volume 0 to 1. From the next text on."""

    def speak_in(self, language: Language) -> None:
        """The language of what is said from now on."""


class QtVoice:
    """The engine of that name; see `Voice`."""

    def __init__(self, engine: str, done: Callable[[], None], broken: Callable[[], None], parent: QObject) -> None:
        """Open it. `done`: a text is out. `broken`: the engine cannot speak (any more). Both on the GUI thread."""
        self._engine = QTextToSpeech(engine, parent)
        self._done = done
        self._broken = broken
        self._saying = False
        self._language: Language | None = None
        self._engine.stateChanged.connect(self._changed)

    @property
    def works(self) -> bool:
        """Did the engine come up?"""
        return bool(self._engine.state() != QTextToSpeech.State.Error)

    @property
    def name(self) -> str:
        """The engine's own name of the voice that speaks now."""
        return self._engine.voice().name()

    def say(self, text: str) -> None:
        """See `Voice`."""
        self._saying = True
        self._engine.say(text)

    def stop(self) -> None:
        """See `Voice`."""
        self._saying = False
        self._engine.stop()

    def tune(self, rate: float, volume: float) -> None:
        """See `Voice`."""
        self._engine.setRate(rate)
        self._engine.setVolume(volume)

    def speak_in(self, language: Language) -> None:
        """See `Voice`; an engine without that language keeps the one it has."""
        if language is self._language:
            return
        self._language = language
        tags = _ENGLISH if language is Language.EN else (_LOCALES[language], "zh")
        there = {locale.bcp47Name(): locale for locale in self._engine.availableLocales()}
        wanted = next((there[tag] for tag in tags if tag in there), None)
        if wanted is not None:
            self._engine.setLocale(wanted)
        elif language is not Language.EN and (voice := self._mandarin()) is not None:
            self._engine.setVoice(voice)

    def _mandarin(self) -> QVoice | None:
        """The Mandarin voice of espeak-ng.

        WORKAROUND(Qt 6.11): its language is `cmn`, which QLocale does not know; it is found among those of none.
        """
        self._engine.setLocale(QLocale.c())
        voices = {voice.name(): voice for voice in self._engine.availableVoices()}
        return next((voices[name] for start in _MANDARIN for name in voices if name.startswith(start)), None)

    def _changed(self, state: QTextToSpeech.State) -> None:
        if state == QTextToSpeech.State.Error:
            self._saying = False
            self._broken()
        elif state == QTextToSpeech.State.Ready and self._saying:
            self._saying = False
            self._done()
