"""The whole way in real time: the twin's process, the camera driver, the face check."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.contract import Camera
from devices.drivers.camera_opencv import DRIVER
from devices.transports.control import tell
from kiosk.domain.submission import FaceEvidence
from kiosk.identity.face_check import FaceCheck, FaceRules
from kiosk.identity.liveness import Rules
from kiosk.identity.vision import Picture

ROOT = Path(__file__).resolve().parents[3]
GENEROUS = 30.0
AGAIN = 4.0
"""Seconds after which the act is asked for once more: a busy machine may miss it."""


@pytest.fixture
def twin(tmp_path: Path, faces_dir: Path) -> Iterator[Path]:
    places = [
        "--folder",
        str(tmp_path / "pictures"),
        "--control",
        str(tmp_path / "control"),
        "--faces",
        str(faces_dir),
    ]
    command = [
        sys.executable,
        "-m",
        "devices.drivers.virtual_camera",
        *places,
        "--face",
        "astronaut",
        "--with-parent",
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert b"ready" in process.stdout.readline()
        yield tmp_path
        process.stdin.close()
        assert process.wait(GENEROUS) == 0


def looked_at(check: FaceCheck, camera: Camera, control: Path) -> FaceEvidence:
    asked, asked_at = None, 0.0
    end = time.monotonic() + 100.0
    while time.monotonic() < end:
        now = time.monotonic()
        progress = check.observe(camera.frame(GENEROUS), now)
        if progress.decided:
            return progress.decided
        if progress.challenge and (progress.challenge != asked or now - asked_at > AGAIN):
            asked, asked_at = progress.challenge, now
            tell(control, {"do": "act", "challenge": asked}, GENEROUS)
        elif not progress.challenge:
            asked = None
    pytest.fail("no decision")


@pytest.mark.parametrize(("chip", "decision"), [("astronaut", "accept"), ("grace_hopper", "reject")])
def test_who_stands_there_is_compared_with_the_card(
    twin: Path, models_dir: Path, pictures: dict[str, Picture], chip: str, decision: str
) -> None:
    camera = DRIVER.open({"source": str(twin / "pictures")})
    rules = FaceRules(run=Rules(seconds=40.0))
    with FaceCheck(models_dir, pictures[f"{chip}.chip"], rules) as check:
        evidence = looked_at(check, camera, twin / "control")
    camera.close()
    assert evidence.decision == decision
    assert len(evidence.challenges) == 2
