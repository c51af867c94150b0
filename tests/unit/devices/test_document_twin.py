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
from devices.drivers.document_camera import DRIVER, DocumentCamera
from devices.transports.control import tell

ROOT = Path(__file__).resolve().parents[3]
GENEROUS = 30.0


class Twin:
    """The virtual document camera's process, as `kiosk twin document` starts it."""

    def __init__(self, base: Path) -> None:
        self.folder = base / "pictures"
        self.control = base / "control"
        places = ["--folder", str(self.folder), "--control", str(self.control), "--width", "1280", "--height", "960"]
        module = ["-m", "devices.drivers.virtual_document_camera"]
        command = [sys.executable, *module, *places, "--fps", "15", "--with-parent"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
        assert self.process.stdout is not None
        self.ready = json.loads(self.process.stdout.readline())

    def tell(self, do: str, **more: Any) -> dict[str, Any]:
        return tell(self.control, {"do": do, **more}, GENEROUS)

    def camera(self, **options: Any) -> DocumentCamera:
        made = DRIVER.open({"source": str(self.folder), **options})
        assert isinstance(made, DocumentCamera)
        return made

    def end(self) -> int:
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()
        return self.process.wait(GENEROUS)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    made = Twin(tmp_path_factory.mktemp("document"))
    yield made
    assert made.end() == 0
    assert not made.control.exists()


@pytest.fixture
def twin(process: Twin) -> Twin:
    assert process.tell("resume")["ok"]
    return process


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + GENEROUS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_pictures_are_there_when_it_says_ready_and_old_ones_go(twin: Twin) -> None:
    assert twin.ready == {"event": "ready", "folder": str(twin.folder)}
    until(lambda: int(max(path.stem for path in twin.folder.glob("*.jpg"))) > 12)
    assert len(list(twin.folder.glob("*.jpg"))) <= 7


def test_page_on_the_desk_is_found_and_taken(twin: Twin) -> None:
    camera = twin.camera()
    until(lambda: camera.look(GENEROUS).hints == ())
    page = camera.take(GENEROUS)
    assert page.picture.shape[1] / page.picture.shape[0] == pytest.approx(1240 / 1754, rel=0.02)
    twin.tell("page", name="card")
    twin.tell("rotate", degrees=15)
    twin.tell("ground", name="wood")
    until(lambda: (shape := camera.take(GENEROUS).picture.shape)[1] > shape[0])


@pytest.mark.parametrize(
    ("verbs", "hint"),
    [
        ([{"do": "page", "name": "none"}], "no-page"),
        ([{"do": "cover", "edge": "left"}], "covered"),
        ([{"do": "cover", "edge": "corner", "share": 0.5}], "covered"),
        ([{"do": "move", "x": 0.45, "y": 0}], "cut-off"),
        ([{"do": "glare"}], "glare"),
        ([{"do": "light", "share": 0.02}], "too-dark"),
    ],
)
def test_what_lies_wrong_is_hinted_at(twin: Twin, verbs: list[dict[str, Any]], hint: str) -> None:
    camera = twin.camera()
    for verb in verbs:
        assert twin.tell(**verb)["ok"]
    until(lambda: camera.look(GENEROUS).hints[:1] == (hint,))


def fault_of(act: Callable[[], object]) -> Fault:
    """The fault in the end; pictures from before may still come."""
    for _ in range(1000):
        try:
            act()
        except DeviceError as error:
            return error.fault
    pytest.fail("it went on")


@pytest.mark.parametrize(
    ("verb", "fault"),
    [
        ({"do": "page", "name": "none"}, Fault.PAGE_NOT_FOUND),
        ({"do": "blur", "pixels": 5}, Fault.PAGE_BLURRED),
        ({"do": "busy"}, Fault.PAGE_TOO_LARGE),
        ({"do": "black"}, Fault.CAMERA_BLACK),
        ({"do": "freeze"}, Fault.CAMERA_FROZEN),
        ({"do": "stop"}, Fault.CAMERA_STOPPED),
        ({"do": "vanish"}, Fault.GONE),
    ],
)
def test_every_fault_of_a_document_camera_can_be_made(twin: Twin, verb: dict[str, Any], fault: Fault) -> None:
    limits: dict[str, dict[str, Any]] = {"busy": {"limit_bytes": 40_000}, "freeze": {"frozen_seconds": 0.3}}
    camera = twin.camera(black_frames=4, **{"frozen_seconds": GENEROUS, **limits.get(verb["do"], {})})
    camera.frame(GENEROUS)
    assert twin.tell(**verb)["ok"]
    act = camera.take if fault.code.startswith("page.") else camera.frame
    assert fault_of(lambda: act(2.0 if fault is Fault.CAMERA_STOPPED else GENEROUS)) is fault


def test_camera_that_vanished_returns(twin: Twin) -> None:
    assert twin.tell("vanish")["gone"] is True
    assert fault_of(twin.camera) is Fault.GONE
    assert twin.tell("return")["gone"] is False
    assert twin.camera().frame(GENEROUS).shape == (960, 1280, 3)


def test_something_red_can_be_shown(twin: Twin) -> None:
    camera = twin.camera()
    twin.tell("show_red", seed=3)
    until(lambda: bool((mean := camera.frame(GENEROUS).reshape(-1, 3).mean(axis=0))[0] > mean[2] + 100))


def test_what_the_twin_does_not_know_it_says(twin: Twin) -> None:
    before = twin.tell("state")
    for request in (
        {"do": "dance"},
        {"do": "page", "name": "passport"},
        {"do": "rotate", "degrees": "much"},
        {"do": "rotate", "degrees": float("nan")},
        {"do": "cover", "edge": ["left"]},
        {"do": "light", "share": True},
    ):
        answer = tell(twin.control, request, GENEROUS)
        assert answer["ok"] is False
        assert answer["error"]
    assert twin.tell("state") == before


def test_arguments_it_cannot_use_are_told_at_start(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "devices.drivers.virtual_document_camera", "--folder", str(tmp_path / "to")]
    done = subprocess.run(
        [*command, "--width", "1"], capture_output=True, text=True, timeout=GENEROUS, cwd=ROOT, check=False
    )
    assert done.returncode == 2
    assert "virtual_document_camera:" in done.stderr
    assert done.stdout == ""
