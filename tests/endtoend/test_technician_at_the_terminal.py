"""A technician at the real `kiosk run`: the door, checks on devices that the session gave back, and the way out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kiosk.journeys import acts, repair
from kiosk.journeys.report import Report
from kiosk.journeys.stage import Stage
from kiosk.runtime import demo

pytestmark = pytest.mark.timeout(400)
PATIENCE = 90.0
HOLD_MS = 3_400


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("t")
    wanted = demo.Demo(folder=folder, port=demo.free_port(), embedded_sandbox=False)
    made = Stage(wanted, Report("technician", folder))
    try:
        made.start_sandbox()
        made.start_kiosk()
        made.hand.wait("the catalogue", lambda: made.hand.sees(f"theme-{acts.THEME}"))
        yield made
    finally:
        made.close()


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.1)


def front(stage: Stage) -> str:
    """Which process shows itself."""
    return os.readlink(stage.folder / "probe" / "active.sock")  # noqa: PTH115  as it stands


def doctor(stage: Stage, *words: str) -> dict[str, dict[str, Any]]:
    """What `kiosk doctor` says beside the running terminal, by check."""
    command = [sys.executable, "-m", "kiosk", "doctor", "--config", str(stage.config), "--yes", "--json", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode in {0, 1}, done.stderr
    found: dict[str, dict[str, Any]] = {row["name"]: row for row in json.loads(done.stdout)["checks"]}
    return found


def test_doctor_beside_a_running_terminal_says_busy_and_simulated_and_fails_nothing(stage: Stage) -> None:
    found = doctor(stage)
    assert [name for name, row in found.items() if row["verdict"] == "fail"] == []
    assert found["id-reader"]["verdict"] == "simulated"
    assert found["id-reader"]["fault"] == "device.busy"
    assert {found[name]["verdict"] for name in ("camera", "receipt-printer", "platform-sign-in")} == {"simulated"}
    assert found["sync"]["verdict"] == found["store"]["verdict"] == "pass"
    assert stage.hand.screen() == "home"


def test_frozen_line_and_vanished_reader_are_named(stage: Stage) -> None:
    stage.stop_sandbox()
    try:
        found = doctor(stage, "--only", "network-connection", "platform-sign-in")
        assert {row["fault"] for row in found.values()} == {"platform.connection-refused"}
        assert {row["verdict"] for row in found.values()} == {"fail"}
    finally:
        stage.start_sandbox()
    until(
        lambda: doctor(stage, "--only", "platform-sign-in")["platform-sign-in"]["verdict"] == "simulated", "the line"
    )


def test_technician_comes_in_sees_the_devices_free_and_goes_home(stage: Stage, tmp_path: Path) -> None:
    hand, before = stage.hand, front(stage)
    assert hand.ask(do="tap", name="technicianCorner", hold=HOLD_MS)["ok"]
    hand.wait("the PIN page", lambda: hand.sees("pinPage"))
    for digit in demo.TECHNICIAN_PIN:
        hand.tap(f"key{digit}")
    hand.tap("primaryButton")
    hand.wait("the checks", lambda: hand.sees("overviewPage"))
    hand.wait("all of them", lambda: hand.reads_anywhere("设备自检"))
    hand.ask(do="grab", path=str(tmp_path / "overview.png"))
    until(lambda: doctor(stage, "--only", "id-reader")["id-reader"]["fault"] is None, "the reader given back")
    see_the_camera(stage, tmp_path)
    read_the_print(stage)
    hand.tap("technician.leave")
    until(lambda: front(stage) != before, "another process in front")
    hand.wait("home again", lambda: hand.sees("homeScreen"))
    until(
        lambda: doctor(stage, "--only", "id-reader")["id-reader"]["fault"] == "device.busy", "the reader taken again"
    )
    log = (Path(stage.hand._report.folder) / "kiosk.log").read_text("utf-8")
    assert "technician in, session ended" in log
    assert demo.TECHNICIAN_PIN not in log


def see_the_camera(stage: Stage, folder: Path) -> None:
    """The virtual camera's pictures, live on the page."""
    hand = stage.hand
    hand.tap("technician.camera")
    hand.wait("a live picture", lambda: hand.sees("technician.preview") and not hand.sees("cameraState"))
    hand.ask(do="grab", path=str(folder / "camera.png"))
    hand.tap("camera.back")
    hand.wait("the checks", lambda: hand.sees("overviewPage"))


def read_the_print(stage: Stage) -> None:
    """Four digits off the slip, typed in."""
    hand, before = stage.hand, set(stage.receipts())
    hand.tap("technician.print")
    hand.tap("print.start")
    hand.wait("the question", lambda: hand.reads_anywhere("纸上是哪四位数字？"))
    (slip,) = set(stage.receipts()) - before
    text = pypdfium2.PdfDocument(slip)[0].get_textpage().get_text_range()
    for digit in next(line for line in text.splitlines() if line.replace(" ", "").isdigit()).split():
        hand.tap(f"key{digit}")
    hand.wait("the verdict", lambda: hand.reads_anywhere("读对了。打印机是模拟的，不算通过。"))
    hand.tap("print.back")
    hand.wait("the checks", lambda: hand.sees("overviewPage"))


def test_reader_that_was_pulled_out_is_reseated_by_its_pictures(stage: Stage) -> None:
    (scene,) = (one for one in repair.SCENES if one.repair == "reader")
    told = repair.mended(stage, scene, twice=True)
    assert (told["before"], told["steps"], told["after"]) == ("device.gone", 4, "sound")
    trail = (demo.state_dir(stage.folder) / "audit" / "trail.log").read_text("ascii")
    assert '"event":"repair-begun","repair":"reader","fault":"device.gone"' in trail
    assert '"event":"repair-ended","repair":"reader","mended":"sound"' in trail
