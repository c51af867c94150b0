"""`kiosk desk` as a process: it opens its window, says so, and ends cleanly when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

HOME = "https://platform.example"
SETTINGS = """deployment = "development"
[terminal]
id = "TEST-A03"
label = "A03"
[platform]
base_url = "http://127.0.0.1:9"
platform_key = "platform.pem"
[storage]
state_dir = "state"
"""


@pytest.mark.timeout(200)
def test_the_desk_opens_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(SETTINGS, "utf-8")
    kiosk = [sys.executable, "-m", "kiosk"]
    words = ["staff", "add", "7", "--name", "示例甲", "--role", "clerk", "--config", str(config)]
    subprocess.run([*kiosk, *words], input="27461385\n", text=True, check=True, capture_output=True, timeout=90)
    opened_and_ended([*kiosk, "desk", "--config", str(config)])


@pytest.mark.timeout(200)
def test_training_beside_a_terminal_in_production_touches_nothing_of_it(tmp_path: Path) -> None:
    """Though the surroundings name its settings, with an address that is not of this machine."""
    real, folder = tmp_path / "real" / "kiosk.toml", tmp_path / "training"
    real.parent.mkdir()
    real.write_text(SETTINGS.replace("development", "production").replace("http://127.0.0.1:9", HOME), "utf-8")
    surroundings = {"KIOSK_CONFIG": str(real), "KIOSK_DEPLOYMENT": "production"}
    opened_and_ended([sys.executable, "-m", "kiosk", "desk", "--training", str(folder)], **surroundings)
    assert [path.name for path in real.parent.rglob("*")] == ["kiosk.toml"]
    made = "".join(path.read_text("utf-8") for path in (folder / "kiosk.toml", *folder.glob("*.log")))
    assert HOME not in made
    assert "http://127.0.0.1" in made
    queue = [sys.executable, "-m", "kiosk", "queue", "list", "--config", str(folder / "kiosk.toml")]
    listed = subprocess.run(queue, text=True, check=True, capture_output=True, timeout=90).stdout.splitlines()
    assert len(listed) == 3
    assert all("YANLIAN-" in line for line in listed)


def opened_and_ended(command: list[str], **surroundings: str) -> None:
    """Open the desk, end it as soon as it says that it is open: it did so without a word of trouble."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **surroundings}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        giving_up = threading.Timer(120, process.kill)
        giving_up.start()
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if "desk is open" in line:
                process.send_signal(signal.SIGTERM)
                break
        said += process.stderr.readlines()
        code = process.wait()
        giving_up.cancel()
    assert code == 0, "".join(said)
    assert not any("Error" in line or "qml" in line for line in said), "".join(said)
