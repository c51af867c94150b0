"""The process that plays a short video: `python -m ui.video_player`. Qt Multimedia and its decoders are here alone.

What is said over its standard input and output is in `video_wire`. A picture that cannot be shown in time is left
out: the next goes when the last was taken. Must never open a file or a socket but for the sound server's, and that
only when sound is wanted; must never go on when the screen is gone.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from io import FileIO
from typing import Final

from ui import quick_import  # noqa: F401  before anything of Qt: somebody waits for it to start

# isort: split
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QSocketNotifier, Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QVideoFrame, QVideoSink

from ui.video_wire import Opening, Sound, Standing, State, opening_of, pack_picture, pack_standing

_MEMORY: Final = 1 << 30
"""Bytes."""
_SECONDS: Final = 900
"""Of the processor; a video has three minutes at most and may be looked at several times."""
_WRITTEN: Final = 1 << 24
"""Bytes of a file or shared memory: what a sound server wants, and no more."""
_NO_NEW_PRIVILEGES: Final = 38
_DUMPABLE: Final = 4
"""prctl(2)."""
_LARGEST: Final = 1920 * 1920
"""Points of a picture that is decoded."""
_CHUNK: Final = 4096


class Player:
    """One video."""

    def __init__(self, film: bytes, opening: Opening, answers: int) -> None:
        self._opening, self._answers = opening, answers
        self._waits: bytes | None = None
        """The newest picture that was not sent yet."""
        self._taken, self._seen, self._told = True, False, b""
        self._words = b""
        self._bytes = QByteArray(film)
        self._file = QBuffer(self._bytes)
        self._file.open(QBuffer.OpenModeFlag.ReadOnly)
        self._sink = QVideoSink()
        self._sink.videoFrameChanged.connect(self._picture)
        self._player = QMediaPlayer()
        self._player.setVideoSink(self._sink)
        self._output: QAudioOutput | None = None
        self._player.errorOccurred.connect(lambda *_: self._tell(State.BROKEN))
        self._player.mediaStatusChanged.connect(self._status)
        self._player.setSourceDevice(self._file)

    def hear(self) -> None:
        """Words have come; none more ever come where the screen is gone."""
        data = os.read(sys.stdin.fileno(), _CHUNK)
        if not data:
            QCoreApplication.exit(0)
        self._words += data
        *words, self._words = self._words.split(b"\n")
        for word in words:
            self._obey(word.decode("ascii", "replace"))

    def _obey(self, word: str) -> None:
        if word == "play":
            self._player.play()
            self._tell(State.PLAYING)
        elif word == "pause":
            self._player.pause()
            self._tell(State.PAUSED)
        elif word == "again":
            self._player.setPosition(0)
            self._player.play()
            self._tell(State.PLAYING)
        elif word in {"sound-on", "sound-off"}:
            self._switch(wanted=word == "sound-on")
        elif word == "taken":
            self._taken = True
            self._send()

    def _status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is QMediaPlayer.MediaStatus.LoadedMedia and not self._seen:
            if self._player.hasVideo():
                self._player.pause()  # shows the first picture
            else:
                self._tell(State.BROKEN)
        elif status is QMediaPlayer.MediaStatus.EndOfMedia:
            self._tell(State.ENDED)
        elif status is QMediaPlayer.MediaStatus.InvalidMedia:
            self._tell(State.BROKEN)

    def _picture(self, frame: QVideoFrame) -> None:
        if not frame.isValid():
            return
        if frame.width() * frame.height() > _LARGEST:
            self._tell(State.BROKEN)
            return
        most = self._opening
        image = frame.toImage().convertToFormat(QImage.Format.Format_RGB888)
        if image.width() > most.width or image.height() > most.height:
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(most.width, most.height, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        self._waits = pack_picture(max(0, frame.startTime()) // 1000, image.width(), image.height(), _points(image))
        self._send()
        if not self._seen:
            self._seen = True
            self._tell(State.READY)

    def _send(self) -> None:
        if self._taken and self._waits is not None:
            self._taken, message, self._waits = False, self._waits, None
            self._write(message)

    def _switch(self, *, wanted: bool) -> None:
        """The sound is opened when somebody wants it, and never before."""
        if wanted and self._output is None and not QMediaDevices.defaultAudioOutput().isNull():
            self._output = QAudioOutput()
            self._player.setAudioOutput(self._output)
        elif not wanted and self._output is not None:
            self._player.setAudioOutput(None)  # type: ignore[arg-type]  # Qt takes none for silence
            self._output = None
        self._tell(self._state)

    @property
    def _sound(self) -> Sound:
        if not self._player.hasAudio():
            return Sound.NONE
        if QMediaDevices.defaultAudioOutput().isNull():
            return Sound.UNHEARD
        return Sound.OFF if self._output is None else Sound.ON

    _state = State.READY

    def _tell(self, state: State) -> None:
        self._state = state
        broken = state is State.BROKEN
        sound = Sound.NONE if broken else self._sound
        told = pack_standing(Standing(state, sound, 0 if broken else max(0, self._player.duration())))
        if told != self._told:
            self._told = told
            self._write(told)

    def _write(self, message: bytes) -> None:
        rest = memoryview(message)
        try:
            while rest:
                rest = rest[os.write(self._answers, rest) :]
        except OSError:  # the screen is gone
            QCoreApplication.exit(0)


def main() -> int:
    """Play until there is nothing more to hear. A crash of a decoder ends the process by signal."""
    _bounded()
    with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as told:
        opening = opening_of(told)
        film = _whole(told, opening.size)
    answers = os.dup(sys.stdout.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what a decoder says about a file is not for a log
        os.dup2(nowhere, stream)
    application = QCoreApplication(["kiosk-video"])
    player = Player(film, opening, answers)
    ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    ear.activated.connect(player.hear)
    return application.exec()


def _whole(stream: FileIO, size: int) -> bytes:
    """That many bytes, or what came before the end."""
    film = bytearray()
    while len(film) < size and (piece := stream.read(size - len(film))):
        film += piece
    return bytes(film)


def _points(image: QImage) -> bytes:
    """Rows without the gaps that Qt leaves behind each."""
    row, step, whole = image.width() * 3, image.bytesPerLine(), bytes(image.constBits())
    return whole if row == step else b"".join(whole[at : at + row] for at in range(0, step * image.height(), step))


def _bounded() -> None:
    """What holds for everything from here on."""
    libc = ctypes.CDLL(None)
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, _WRITTEN),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_DATA, _MEMORY),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    raise SystemExit(main())
