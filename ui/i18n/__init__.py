"""Switches the interface's own words between 简体 (the source), 繁體 and English while it runs.

Must never fetch anything: the compiled translations lie beside this file, built by
`python -m ui.translate --release`.
"""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtQml import QQmlEngine

from kiosk.domain.text import Language
from ui.bridge import Bridge

FOLDER = Path(__file__).parent
COMPILED = FOLDER / "build"
"""Where the compiled files lie; not under version control."""
FILES = {Language.ZH_HANT: "zh_Hant", Language.EN: "en"}
"""Translation files by language; 简体 is the source and needs none."""

_log = logging.getLogger(__name__)


class Languages:
    """Keeps the application's translator in step with the language of the view."""

    parts = ("chrome",)

    def __init__(self, application: QCoreApplication, engine: QQmlEngine, bridge: Bridge) -> None:
        self._application = application
        self._engine = engine
        self._bridge = bridge
        self._language = Language.ZH_HANS
        self._translator: QTranslator | None = None
        bridge.join(self)
        self.renew()

    def renew(self) -> None:
        """Switch if the view's language is another one."""
        language = self._bridge.view.chrome.language
        if language is self._language:
            return
        self._language = language
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
            self._translator = None
        name = FILES.get(language)
        if name is not None:
            translator = QTranslator()
            if translator.load(str(COMPILED / f"{name}.qm")):
                self._application.installTranslator(translator)
                self._translator = translator
            else:
                _log.error("translation %s is not built", name)
        self._engine.retranslate()
