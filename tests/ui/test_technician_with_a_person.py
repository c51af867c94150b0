"""The technician's tests that need a person: wiping over the screen, reading a print, looking at the camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMetaObject, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent

from kiosk.runtime.view import Chrome
from tests.ui.technician_bench import (
    Bench,
    bench_on,
    enter,
    in_mode,
    shown,
    turn_to,
    type_in,
    wait,
)
from ui import inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Mode, Stage


@pytest.fixture
def bench(tmp_path: Path, stage: Stage, make_chrome: Callable[..., Chrome]) -> Iterator[Bench]:
    """The home page with a door for the technician."""
    with bench_on(stage, tmp_path, make_chrome()) as made:
        yield made


# --- touch, camera, print ---------------------------------------------------------------------------------
def wipe(stage: Stage, cells: list[tuple[int, int]]) -> None:
    """One finger over the centres of these (column, row) cells."""
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(cells) - 1)]
    for kind, (column, row) in zip(kinds, cells, strict=True):
        at = QPointF(column * 120 + 60, row * 120 + 60)
        button = Qt.MouseButton.LeftButton if kind is QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, at, at, button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QGuiApplication.sendEvent(stage.window, event)
    up = QMouseEvent(
        QEvent.Type.MouseButtonRelease,
        at,
        at,
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QGuiApplication.sendEvent(stage.window, up)


EVERY_CELL = [(column, row) for row in range(16) for column in range(9)]


def result(bench: Bench, name: str) -> tuple[str, str]:
    row = next(row for row in bench.desk.view.rows if row.name == name)
    return row.verdict, row.fault


def test_screen_that_feels_every_cell_passes(
    bench: Bench, stage: Stage, check_readable: Callable[[Stage], None]
) -> None:
    enter(stage)
    turn_to(stage, "touch")
    wipe(stage, EVERY_CELL)
    wait(stage, lambda: "每一格都有反应" in stage.texts())
    check_readable(stage)
    assert result(bench, "touch-screen") == ("pass", "")


def test_dead_cell_is_shown_and_fails(
    bench: Bench,
    stage: Stage,
    mode: Mode,
    make_chrome: Callable[..., Chrome],
    check_readable: Callable[[Stage], None],
) -> None:
    in_mode(stage, mode, make_chrome)
    enter(stage)
    turn_to(stage, "touch")
    wipe(stage, [cell for cell in EVERY_CELL if cell not in {(0, 0), (8, 15)}])
    timer_ends(stage)
    wait(stage, lambda: shown(stage, "touch.again"))
    check_readable(stage)
    assert result(bench, "touch-screen") == ("fail", "doctor.dead-touch")
    stage.tap("touch.again")
    wipe(stage, EVERY_CELL)
    wait(stage, lambda: result(bench, "touch-screen") == ("pass", ""))


def timer_ends(stage: Stage) -> None:
    """The finger rests: as if the page's own timer had run out."""
    page = inspection.find(stage.window, "touchPage")
    assert page is not None
    assert QMetaObject.invokeMethod(page, "end")


def test_run_again_keeps_what_a_person_found_out(bench: Bench, stage: Stage) -> None:
    enter(stage)
    bench.desk.touch_tested(0, 144)
    bench.desk.run()
    wait(stage, lambda: not bench.desk.view.busy)
    assert result(bench, "touch-screen") == ("pass", "")


def printed_code(bench: Bench) -> str:
    return bench.desk._printed


def test_digits_read_off_the_paper_pass_as_simulated(
    bench: Bench, stage: Stage, check_readable: Callable[[Stage], None]
) -> None:
    enter(stage)
    turn_to(stage, "print")
    stage.tap("print.start")
    wait(stage, lambda: "纸上是哪四位数字？" in stage.texts())
    check_readable(stage)
    type_in(stage, printed_code(bench))
    wait(stage, lambda: "读对了。打印机是模拟的，不算通过。" in stage.texts())
    assert result(bench, "print-test") == ("simulated", "")
    assert printed_code(bench) == ""


def test_misread_digits_fail(bench: Bench, stage: Stage) -> None:
    enter(stage)
    turn_to(stage, "print")
    stage.tap("print.start")
    wait(stage, lambda: "纸上是哪四位数字？" in stage.texts())
    type_in(stage, f"{(int(printed_code(bench)) + 1) % 10_000:04d}")
    wait(stage, lambda: "打印没有通过" in stage.texts())
    assert result(bench, "print-test") == ("fail", "doctor.print-misread")


def test_printer_without_paper_is_told_not_asked_about(bench: Bench, stage: Stage) -> None:
    folder = bench.settings.devices.receipt_printer
    assert folder is not None
    place = Path(str(folder.options["folder"]))
    place.mkdir()
    (place / "fault").write_text("PAPER_OUT", "utf-8")
    enter(stage)
    turn_to(stage, "print")
    stage.tap("print.start")
    wait(stage, lambda: "打印没有通过" in stage.texts())
    assert result(bench, "print-test") == ("fail", "printer.paper-out")


def test_camera_is_shown_live_and_let_go(bench: Bench, stage: Stage) -> None:
    import cv2

    device = bench.settings.devices.camera
    assert device is not None
    folder = Path(str(device.options["source"]))
    folder.mkdir()
    for number in range(3):
        cv2.imwrite(str(folder / f"{number:04d}.jpg"), np.full((90, 160, 3), 80 + number, np.uint8))
    enter(stage)
    turn_to(stage, "camera")
    wait(stage, lambda: bool(bench.pictures))
    wait(stage, lambda: bench.desk.view.camera == "live")
    stage.rest()
    stage.tap("camera.back")
    wait(stage, lambda: bench.desk.view.camera == "")


def test_camera_that_is_not_there_says_its_code(bench: Bench, stage: Stage) -> None:
    enter(stage)
    turn_to(stage, "camera")
    wait(stage, lambda: "没有画面，故障代码 device.gone" in stage.texts())
    assert bench.pictures == []
