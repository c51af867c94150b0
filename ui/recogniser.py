"""Strokes go to the process that recognises them, characters come back; one that ends is started twice again.

Must never keep, log or name strokes or characters.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

KEPT: Final = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
"""Of the environment, for the process."""
PATIENCE_MS: Final = 5_000
"""An answer takes a few hundredths of a second; what takes longer hangs."""
STARTS: Final = 3
_END_MS: Final = 500
_log = logging.getLogger(__name__)


class _Answer(msgspec.Struct, frozen=True):
    number: int = -1
    characters: list[str] = []


class Recogniser(QObject):
    """`found` brings characters for the newest strokes; `failed` comes once, when it has ended too often."""

    found = Signal(list)
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number, self._starts = 0, 0
        self._asked = b""
        self._over = False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._hear)
        self._process.finished.connect(self._again)
        self._process.errorOccurred.connect(self._unstarted)
        self._limit = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._limit.timeout.connect(self._process.kill)

    def open(self) -> None:
        """Start the process; what is asked meanwhile waits in its pipe."""
        self._starts += 1
        environment = QProcessEnvironment()
        path = os.pathsep.join(entry for entry in sys.path if entry)
        for name, value in {**{n: os.environ[n] for n in KEPT if n in os.environ}, "PYTHONPATH": path}.items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.start(sys.executable, ["-P", "-m", "kiosk.runtime.handwriting.helper"])

    def ask(self, strokes: Sequence[Sequence[tuple[int, int]]], *, traditional: bool) -> None:
        """What was asked before is no longer waited for; no strokes: nothing is."""
        self._number += 1
        self._asked = b""
        self._limit.stop()
        if not strokes or self._over:
            return
        words = {"number": self._number, "strokes": strokes, "traditional": traditional}
        self._asked = msgspec.json.encode(words) + b"\n"
        self._send()

    def close(self) -> None:
        """End it; nothing of it stays."""
        self._over = True
        self._asked = b""
        self._limit.stop()
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(_END_MS)

    def _send(self) -> None:
        if self._asked and self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.write(self._asked)
            self._limit.start()

    def _hear(self) -> None:
        while self._process.canReadLine():
            try:
                answer = msgspec.json.decode(bytes(self._process.readLine().data()), type=_Answer)
            except ValueError:
                self._process.kill()
                return
            if answer.number == self._number and self._asked:
                self._asked = b""
                self._limit.stop()
                self.found.emit(answer.characters)

    def _unstarted(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._again()

    def _again(self) -> None:
        self._limit.stop()
        if self._over:
            return
        if self._starts < STARTS:
            self.open()
            self._send()
            return
        _log.warning("handwriting is not recognised: its process ended %d times", self._starts)
        self.close()
        self.failed.emit()
