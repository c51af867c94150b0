from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.contract import DeviceError, Fault
from devices.drivers.camera_opencv import DRIVER
from devices.transports.control import tell

FACES = Path(sys.prefix) / "share" / "kiosk" / "test-faces"
ROOT = Path(__file__).resolve().parents[3]
GENEROUS = 30.0


class Twin:
    """The virtual camera's process, as `kiosk twin camera` starts it."""

    def __init__(self, base: Path) -> None:
        self.folder = base / "pictures"
        self.control = base / "control"
        places = ["--folder", str(self.folder), "--control", str(self.control), "--faces", str(FACES)]
        command = [sys.executable, "-m", "devices.drivers.virtual_camera", *places, "--with-parent"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
        assert self.process.stdout is not None
        self.ready = json.loads(self.process.stdout.readline())

    def tell(self, do: str, **more: Any) -> dict[str, Any]:
        return tell(self.control, {"do": do, **more}, GENEROUS)

    def end(self) -> int:
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()
        return self.process.wait(GENEROUS)


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    if not (FACES / "astronaut.mesh.json").is_file():
        pytest.fail("the test faces are not installed: run `kiosk models fetch --faces`")
    made = Twin(tmp_path_factory.mktemp("camera"))
    yield made
    assert made.end() == 0
    assert not made.control.exists()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + GENEROUS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_pictures_are_there_when_it_says_ready_and_old_ones_go(twin: Twin) -> None:
    assert twin.ready == {"event": "ready", "folder": str(twin.folder)}
    assert list(twin.folder.glob("*.jpg"))
    until(lambda: int(max(path.stem for path in twin.folder.glob("*.jpg"))) > 12)
    assert len(list(twin.folder.glob("*.jpg"))) <= 9


def test_the_driver_sees_what_the_twin_shows(twin: Twin) -> None:
    camera = DRIVER.open({"source": str(twin.folder)})
    assert twin.tell("resume")["stopped"] is False
    assert camera.frame(GENEROUS).shape == (480, 640, 3)
    twin.tell("face", name="none")
    until(lambda: float(camera.frame(GENEROUS)[100:200].std()) < 20)
    twin.tell("face", name="astronaut")
    until(lambda: float(camera.frame(GENEROUS)[100:200].std()) > 30)
    camera.close()


@pytest.mark.parametrize(
    ("do", "fault"),
    [("black", Fault.CAMERA_BLACK), ("freeze", Fault.CAMERA_FROZEN), ("stop", Fault.CAMERA_STOPPED)],
)
def test_what_the_twin_breaks_the_driver_names(twin: Twin, do: str, fault: Fault) -> None:
    twin.tell("resume")
    camera = DRIVER.open({"source": str(twin.folder), "frozen_seconds": 0.5, "black_frames": 4})
    camera.frame(GENEROUS)
    twin.tell(do)
    seen: Fault | None = None
    for _ in range(1000):
        try:
            camera.frame(1.5)
        except DeviceError as error:
            seen = error.fault
            break
    assert seen is fault
    twin.tell("resume")
    camera = DRIVER.open({"source": str(twin.folder)})
    assert camera.frame(GENEROUS).mean() > 20


def test_what_the_twin_does_not_know_it_says(twin: Twin) -> None:
    for request in ({"do": "dance"}, {"do": "face", "name": "nobody-knows"}, {"do": "act", "challenge": "jump"}):
        answer = tell(twin.control, request, GENEROUS)
        assert answer["ok"] is False
        assert answer["error"]
    assert twin.tell("act", challenge="turn-left")["ok"]
    assert twin.tell("page")["face"] == "page"
    assert twin.tell("dark")["light"] == "dark"
    twin.tell("resume")
    assert twin.tell("state") == {"ok": True, "face": "page", "light": "normal", "frozen": False, "stopped": False}


def test_a_face_it_has_not_got_is_told_at_start(tmp_path: Path) -> None:
    places = ["--folder", str(tmp_path / "to"), "--faces", str(tmp_path), "--face", "astronaut"]
    command = [sys.executable, "-m", "devices.drivers.virtual_camera", *places]
    done = subprocess.run(command, capture_output=True, text=True, timeout=GENEROUS, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "virtual_camera:" in done.stderr
    assert done.stdout == ""
