# /// script
# requires-python = ">=3.11"
# dependencies = ["av==18.1.0", "numpy>=2,<3", "opencv-python>=4.12,<5", "pyyaml>=6"]
# ///
"""Makes the sandbox's instruction videos anew: `make_videos.py FOLDER`; WebM, VP9 and Opus, one file a video.

The pictures are `drawings.py`'s, the voice is espeak-ng's and reads the Chinese captions; no person was ever in front
of a camera or a microphone. Needs PyAV, which nothing else here does, and the library of espeak-ng.
"""

from __future__ import annotations

import ctypes
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import yaml
from drawings import HEIGHT, RATE, VIDEOS, WIDTH, frame

SCRIPT = Path(__file__).resolve().parents[2] / "kiosk" / "sandbox" / "seed" / "videos.yaml"
_SOUND_RATE = 48_000
_BLOCK = 960
_HUSH = 200
"""Of 32,767: before and after the words."""
_RETRIEVAL, _UTF8, _SPEED, _WORDS_A_MINUTE = 1, 1, 1, 215
"""Of espeak-ng's speak_lib.h: AUDIO_OUTPUT_RETRIEVAL, espeakCHARS_UTF8, espeakRATE."""


class Voice:
    """espeak-ng's Mandarin, as samples."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL("libespeak-ng.so.1")
        self.rate = int(self._library.espeak_Initialize(_RETRIEVAL, 0, None, 0))
        self._library.espeak_SetVoiceByName(b"cmn")
        self._library.espeak_SetParameter(_SPEED, _WORDS_A_MINUTE, 0)
        self._said: list[np.ndarray] = []
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
        self._heard = kind(self._hear)
        self._library.espeak_SetSynthCallback(self._heard)

    def _hear(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            self._said.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return 0

    def say(self, text: str) -> np.ndarray:
        """16-bit samples at _SOUND_RATE."""
        self._said.clear()
        words = text.encode() + b"\0"
        self._library.espeak_Synth(words, len(words), 0, 0, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        found = np.concatenate(self._said)
        loud = np.flatnonzero(np.abs(found) > _HUSH)
        found = found[loud[0] : loud[-1] + 1]
        at = np.arange(0, len(found), self.rate / _SOUND_RATE)
        return np.interp(at, np.arange(len(found)), found).astype(np.int16)


def sound(voice: Voice, said: dict[str, Any], seconds: int) -> np.ndarray:
    """The whole track. Raises ValueError: a sentence is longer than its caption stands."""
    track = np.zeros(seconds * _SOUND_RATE, np.int16)
    for one in said["captions"]:
        words = voice.say(one["text"]["zh-Hans"])
        start, room = round((one["from"] + 0.2) * _SOUND_RATE), (one["to"] - one["from"] - 0.2) * _SOUND_RATE
        if len(words) > room:
            raise ValueError(f"{len(words) / _SOUND_RATE:.1f} s: {one['text']['zh-Hans']}")
        track[start : start + len(words)] = words
    return track


def write(path: Path, name: str, track: np.ndarray) -> None:
    """Encode one video."""
    with av.open(str(path), "w", options={"fflags": "+bitexact"}) as film:
        pictures = film.add_stream("libvpx-vp9", rate=RATE)
        pictures.width, pictures.height, pictures.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        pictures.options = {"crf": "38", "b:v": "0", "deadline": "best", "row-mt": "0", "threads": "1", "g": "40"}
        voice = film.add_stream("libopus", rate=_SOUND_RATE)
        voice.layout, voice.bit_rate = "mono", 24_000
        for number in range(VIDEOS[name].seconds * RATE):
            film.mux(pictures.encode(av.VideoFrame.from_ndarray(frame(name, number / RATE), format="rgb24")))
            for at in range(number * _SOUND_RATE // RATE, (number + 1) * _SOUND_RATE // RATE, _BLOCK):
                piece = av.AudioFrame.from_ndarray(track[None, at : at + _BLOCK], format="s16", layout="mono")
                piece.sample_rate, piece.pts, piece.time_base = _SOUND_RATE, at, Fraction(1, _SOUND_RATE)
                film.mux(voice.encode(piece))
        film.mux(pictures.encode())
        film.mux(voice.encode())


def main(folder: Path) -> None:
    """All of them."""
    cv2.setNumThreads(1)
    voice, told = Voice(), yaml.load(SCRIPT.read_text("utf-8"), Loader=_Loader)  # noqa: S506  a SafeLoader
    for one in told:
        name = one["videoId"]
        path = folder / f"{name}.webm"
        write(path, name, sound(voice, one, VIDEOS[name].seconds))
        sys.stdout.write(f"{path.name}: {VIDEOS[name].seconds} s, {path.stat().st_size} bytes\n")


class _Loader(yaml.SafeLoader):
    """YAML with `!t [简体, 繁體, English]`."""


def _text(loader: _Loader, node: yaml.SequenceNode) -> dict[str, str]:
    hans, hant, english = loader.construct_sequence(node)
    return {"zh-Hans": hans, "zh-Hant": hant, "en": english}


_Loader.add_constructor("!t", _text)

if __name__ == "__main__":
    main(Path(sys.argv[1]))
