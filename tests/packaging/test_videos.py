"""Short videos: the sandbox's files are what their drawings make, and what the package has of Qt plays them."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import msgspec
import numpy as np
import PySide6
import pytest

from kiosk.sandbox.seed import Seed
from tests.package_stand import ROOT
from ui.video_wire import Frame, Opening, Standing, State, Unpacker

VIDEOS = {one.video_id: one for item in Seed().items for one in item.videos}
SITE = Path(PySide6.__file__).parents[1]


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Imports what lies beside a script of the packaging."""
    for folder in ("deb", "videos"):
        monkeypatch.syspath_prepend(str(ROOT / "packaging" / folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield importlib.import_module
    for name in ("prune", "drawings"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize("name", VIDEOS)
def test_a_committed_video_is_what_its_drawings_make(modules: Any, name: str) -> None:
    drawings = modules("drawings")
    assert drawings.VIDEOS.keys() == VIDEOS.keys()
    assert drawings.VIDEOS[name].seconds == VIDEOS[name].seconds
    film = cv2.VideoCapture(str(ROOT / "kiosk/sandbox/seed/videos" / f"{name}.webm"))
    for number in range(VIDEOS[name].seconds * drawings.RATE):
        assert film.grab()
        if number % 15 == 0:
            seen = np.asarray(film.retrieve()[1])[:, :, ::-1].astype(np.int16)
            drawn = drawings.frame(name, number / drawings.RATE).astype(np.int16)
            assert np.abs(seen - drawn).mean() < 2, f"second {number / drawings.RATE}: make_videos.py"
    assert not film.grab()


def test_a_short_video_plays_with_what_is_left_of_qt(modules: Any, tmp_path: Path) -> None:
    for name in ("PySide6", "shiboken6"):
        subprocess.run(["cp", "-as", SITE / name, tmp_path / name], check=True)
    sources = [path for name in ("kiosk", "ui", "devices", "offline_cache") for path in (ROOT / name).rglob("*.py")]
    modules("prune").prune(tmp_path, sources, sorted((ROOT / "ui").rglob("*.qml")))
    left = {path.name for path in (tmp_path / "PySide6/Qt/lib").iterdir()}
    assert [one.name for one in (tmp_path / "PySide6/Qt/plugins/multimedia").iterdir()] == ["libffmpegmediaplugin.so"]
    assert not {name for name in left if name.startswith(("libQt6WebEngine", "libQt6Quick3D"))}
    path = os.pathsep.join(map(str, (tmp_path, ROOT, SITE)))
    assert _plays(Seed().film(next(iter(VIDEOS))), {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"})


def _plays(film: bytes, environment: dict[str, str]) -> bool:
    """Do pictures come of it, one after another?"""
    words = [sys.executable, "-P", "-m", "ui.video_player"]
    unpacker = Unpacker()
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as player:
        assert player.stdin is not None
        assert player.stdout is not None
        player.stdin.write(msgspec.json.encode(Opening(len(film), 320, 240)) + b"\n" + film)
        player.stdin.flush()
        while data := os.read(player.stdout.fileno(), 1 << 16):
            for message in unpacker.take(data):
                if isinstance(message, Frame) and message.at > 300:
                    player.stdin.close()
                    return player.wait(20) == 0
                word = b"taken\n" if isinstance(message, Frame) else b"play\n" if _ready(message) else b""
                player.stdin.write(word)
                player.stdin.flush()
    return False


def _ready(standing: Standing) -> bool:
    return standing.state is State.READY
