"""Runs the process that plays a video, and takes what it says; loaded when a video is opened and not before.

The decoder is never in this process. Must never believe what comes: a message out of bounds, a picture nobody asked
for, silence or an end of its own is a broken video.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from ui.video_wire import MOST_FILE, MOST_SIDE, Frame, Opening, Sound, Standing, State, Unpacker, WireError

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

PATIENCE_MS: Final = 15_000
"""Until the first picture has to be there."""
_END_MS: Final = 2000
_log = logging.getLogger(__name__)
KEPT: tuple[str, ...] = ("LD_LIBRARY_PATH", "LANG", "XDG_RUNTIME_DIR", "PULSE_SERVER", "PULSE_COOKIE")
"""Of the environment: where libraries and the sound server are."""
_OURS: Final = {"QT_FFMPEG_DECODING_HW_DEVICE_TYPES": ",", "OPENBLAS_NUM_THREADS": "1"}
"""Decoded by the processor, as drivers of graphics cards want devices and memory that it does not get."""


class VideoFeed(QObject):
    """One video in one process.

    Attributes:
        pictured: a picture came, in `frame`.
        stood: the video stands otherwise, as in `standing`; `State.BROKEN` is the last.
    """

    pictured = Signal()
    stood = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.frame: Frame | None = None
        self.standing: Standing | None = None
        self._unpacker = Unpacker()
        self._asked, self._over = True, False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._hear)
        self._process.finished.connect(self.fail)
        self._process.errorOccurred.connect(self.fail)
        self._limit = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._limit.timeout.connect(self.fail)

    def open(self, file: Path, most: QSize) -> None:
        """Play that file, whose name is its digest, in pictures of that size at most."""
        try:
            film = file.read_bytes()
        except OSError:
            film = b""
        if not 0 < len(film) <= MOST_FILE or hashlib.sha256(film).hexdigest() != file.name:
            self.fail()
            return
        environment = QProcessEnvironment()
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        path = os.pathsep.join(entry for entry in sys.path if entry)
        for name, value in {**kept, **_OURS, "PYTHONPATH": path}.items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.start(sys.executable, ["-P", "-m", "ui.video_player"])
        opening = Opening(len(film), min(most.width(), MOST_SIDE), min(most.height(), MOST_SIDE))
        self._process.write(msgspec.json.encode(opening) + b"\n")
        self._process.write(film)
        self._limit.start()

    def say(self, word: str) -> None:
        """One of `video_wire.WORDS`."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.write(word.encode("ascii") + b"\n")

    def close(self) -> None:
        """End it; nothing of it stays."""
        self._over = True
        self._limit.stop()
        self._stop()

    def fail(self) -> None:
        """It does not play, for whatever reason."""
        if self._over:
            return
        self._over = True
        _log.warning("a short video does not play")
        self._limit.stop()
        self.standing = Standing(State.BROKEN, Sound.NONE, 0)
        self._stop()
        self.stood.emit()

    def _stop(self) -> None:
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(_END_MS)

    def _hear(self) -> None:
        try:
            for message in self._unpacker.take(bytes(self._process.readAllStandardOutput().data())):
                self._take(message)
        except WireError:
            self.fail()

    def _take(self, message: Frame | Standing) -> None:
        if isinstance(message, Frame):
            if not self._asked:
                raise WireError("a picture that nobody asked for")
            self._asked, self.frame = False, message
            self.pictured.emit()
            return
        if message.state is State.BROKEN:
            self.fail()
            return
        self._limit.stop()
        self.standing = message
        self.stood.emit()

    def taken(self) -> None:
        """The picture was painted: the next may come."""
        if not self._asked:
            self._asked = True
            self.say("taken")
