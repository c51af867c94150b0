"""speech-dispatcher and espeak-ng themselves, on a sound card that swallows everything: they speak, and say when."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

CONFIGURATION = Path("/etc/speech-dispatcher")
SILENT = "pcm.!default { type null }\nctl.!default { type null }\n"
PATIENCE = 60
PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from kiosk.domain.text import Language
from ui.voice import QtVoice

application = QCoreApplication([])
texts = [(Language.ZH_HANS, "您要办什么事？"), (Language.EN, "What do you need?"), (Language.ZH_HANT, "請刷身分證")]
owner = QObject()

def go_on():
    if not texts:
        application.quit()
        return
    language, text = texts.pop(0)
    voice.speak_in(language)
    print(voice.name, flush=True)
    voice.say(text)

voice = QtVoice("speechd", go_on, lambda: sys.exit(3), owner)
if not voice.works:
    sys.exit(2)
QTimer.singleShot(0, go_on)
application.exec()
"""


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A speech-dispatcher of the test's own; what a program needs to find it."""
    for file in CONFIGURATION.rglob("*.conf"):
        copy = tmp_path / "conf" / file.relative_to(CONFIGURATION)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8", errors="replace")
        copy.write_text(re.sub(r"(?m)^#? *AudioOutputMethod.*$", 'AudioOutputMethod "alsa"', text), encoding="utf-8")
    (tmp_path / "asound.conf").write_text(SILENT, encoding="utf-8")
    socket, logs = tmp_path / "s.sock", tmp_path / "logs"
    logs.mkdir()
    environment = {**os.environ, "ALSA_CONFIG_PATH": str(tmp_path / "asound.conf"), "XDG_RUNTIME_DIR": str(tmp_path)}
    words = ["-s", "-C", str(tmp_path / "conf"), "-c", "unix_socket", "-S", str(socket), "-L", str(logs)]
    program = subprocess.Popen(
        ["speech-dispatcher", *words, "-P", str(tmp_path / "pid")],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        end = time.monotonic() + PATIENCE
        while not socket.exists() and program.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        assert socket.exists(), "speech-dispatcher did not come up"
        yield {**environment, "SPEECHD_ADDRESS": f"unix_socket:{socket}"}
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait(20)


def test_mandarin_and_english_are_spoken_and_the_end_is_told(daemon: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=daemon, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    mandarin, english, again = done.stdout.splitlines()
    assert mandarin.startswith("Chinese (Mandarin")
    assert english.startswith("English")
    assert again == mandarin
