"""The technician's pages: every one readable in every language and contrast, what is pressed, and how they end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMetaObject, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent

from kiosk.flows.screens import Screen
from kiosk.runtime.checks import all_checks
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.diagnostics import Check, Finding, Surroundings, Verdict
from kiosk.runtime.settings import Device, Technician
from kiosk.runtime.technician import Reach
from kiosk.runtime.technician import Technician as Desk
from kiosk.runtime.technician_pin import hashed
from kiosk.runtime.technician_view import CheckRow
from kiosk.runtime.view import Chrome, View
from tests import runtime_stand
from ui import inspection, technician
from ui.viewmodels.technician import Technician as Model

if TYPE_CHECKING:
    from tests.ui.conftest import Mode, Stage

PIN = "2580"
WAIT_MS = 20_000
FINDINGS = (
    Finding(Verdict.PASS, facts={"version": "0.1.0", "kernel": "6.1.0", "system": "Debian GNU/Linux 12 (bookworm)"}),
    Finding(Verdict.FAIL, "printer.paper-out", "refill", {"driver": "virtual_printer"}),
    Finding(Verdict.SIMULATED, facts={"driver": "virtual_sam", "serial": "05.03-20140101-0001"}, simulated=True),
    Finding(Verdict.WARN, "doctor.certificate-ends", "call", {"ends": "2026-08-01"}),
    Finding(Verdict.BUSY, "device.busy", "wait"),
    Finding(Verdict.NOT_FITTED),
)
"""What the checks of these tests find, in turn; those for a person stay as they are."""


class Bench:
    """A desk on made-up findings, and what it did to its process."""

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        self.done: list[str] = []
        self.pictures: list[Any] = []
        self.gate = threading.Event()
        self.gate.set()
        wanted = runtime_stand.settings(
            folder,
            receipt_printer=Device("printer_folder", {"folder": str(folder / "printed")}),
            camera=Device("camera_opencv", {"source": str(folder / "pictures"), "live": False, "loop": True}),
        )
        self.settings = type(wanted)(
            **{name: getattr(wanted, name) for name in wanted.__struct_fields__ if name != "technician"},
            technician=Technician(hashed(PIN)),
        )
        self.clock = clock
        reach = Reach(lambda: self.done.append("released"), self.pictures.append, lambda: self.done.append("left"))
        self.desk = Desk(self.settings, clock, [self._made(n, check) for n, check in enumerate(all_checks())], reach)

    def _made(self, number: int, check: Check) -> Check:
        def look(_around: Surroundings) -> Finding:
            self.gate.wait(30)
            return FINDINGS[number % len(FINDINGS)]

        if check.kind == "person":
            return check
        return Check(check.name, check.kind, check.title, check.guidance, look, limit=1e6)


@pytest.fixture
def bench(tmp_path: Path, stage: Stage, make_chrome: Callable[..., Chrome]) -> Iterator[Bench]:
    """The home page with a door for the technician."""
    made = Bench(tmp_path, ManualClock(runtime_stand.NOON))
    technician.offer(lambda: made.desk)
    stage.show(View(serial=0, screen=Screen.HOME, chrome=make_chrome()))
    yield made
    made.gate.set()
    made.desk.leave()
    made.desk.give_up()
    stage.qtbot.waitUntil(lambda: model(stage).stage == "closed", timeout=WAIT_MS)
    technician.offer(None)
    stage.settle()


def wait(stage: Stage, true: Callable[[], bool]) -> None:
    stage.qtbot.waitUntil(true, timeout=WAIT_MS)
    stage.settle()


def shown(stage: Stage, name: str) -> bool:
    return inspection.find(stage.window, name) is not None


def model(stage: Stage) -> Model:
    found = stage.view_model("Technician")
    assert isinstance(found, Model)
    return found


def knock(stage: Stage) -> None:
    model(stage).knock()
    wait(stage, lambda: shown(stage, "pinPage"))


def type_in(stage: Stage, digits: str) -> None:
    for digit in digits:
        stage.tap(f"key{digit}")


def enter(stage: Stage, *, until_done: bool = True) -> None:
    knock(stage)
    type_in(stage, PIN)
    stage.tap("primaryButton")
    wait(stage, lambda: shown(stage, "overviewPage"))
    if until_done:
        wait(stage, lambda: not model(stage).busy)


def turn_to(stage: Stage, page: str) -> None:
    stage.rest()
    stage.tap(f"technician.{page}")
    wait(stage, lambda: shown(stage, f"{page}Page"))


def in_mode(stage: Stage, mode: Mode, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(View(serial=0, screen=Screen.HOME, chrome=make_chrome()), mode)


# --- readable ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", ["pin", "overview", "check", "print", "camera"])
def test_page_is_readable_in_every_language_and_contrast(  # noqa: PLR0913, PLR0917
    page: str,
    bench: Bench,
    stage: Stage,
    mode: Mode,
    make_chrome: Callable[..., Chrome],
    check_readable: Callable[[Stage], None],
) -> None:
    in_mode(stage, mode, make_chrome)
    if page == "pin":
        knock(stage)
    else:
        enter(stage)
    if page == "check":
        stage.tap(f"check.{bench.desk.view.rows[1].name}")
        wait(stage, lambda: shown(stage, "checkPage"))
    elif page in {"print", "camera"}:
        turn_to(stage, page)
    check_readable(stage)


# --- what is pressed --------------------------------------------------------------------------------------
def test_without_a_desk_there_is_no_corner_to_press(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(View(serial=0, screen=Screen.HOME, chrome=make_chrome()))
    assert not shown(stage, "technicianDoor")
    assert not shown(stage, "technicianCorner")


def test_corner_is_there_on_home_only_and_never_beside_a_person(
    bench: Bench, stage: Stage, make_chrome: Callable[..., Chrome]
) -> None:
    assert shown(stage, "technicianDoor")
    stage.show(View(serial=0, screen=Screen.HELP, chrome=make_chrome()))
    assert not shown(stage, "technicianDoor")
    stage.show(View(serial=0, screen=Screen.HOME, chrome=make_chrome(personal=True)))
    model(stage).knock()
    assert bench.desk.view.stage == "closed"


def test_held_corner_asks_for_the_pin_and_a_tap_does_not(bench: Bench, stage: Stage) -> None:
    stage.tap("technicianCorner")
    assert bench.desk.view.stage == "closed"
    press(stage, "technicianCorner", QEvent.Type.MouseButtonPress)
    wait(stage, lambda: shown(stage, "pinPage"))
    press(stage, "technicianCorner", QEvent.Type.MouseButtonRelease, missing_ok=True)


def press(stage: Stage, name: str, kind: QEvent.Type, *, missing_ok: bool = False) -> None:
    item = inspection.find(stage.window, name)
    assert item is not None or missing_ok
    at = QPointF(950, 60) if item is None else inspection.scene_rect(item).center()
    down = Qt.MouseButton.LeftButton if kind is QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, at, at, Qt.MouseButton.LeftButton, down, Qt.KeyboardModifier.NoModifier)
    QGuiApplication.sendEvent(stage.window, event)


def test_wrong_pin_is_told_digits_are_never_shown_and_nobody_is_sent_away(bench: Bench, stage: Stage) -> None:
    knock(stage)
    type_in(stage, "1234")
    assert "●●●●" in stage.texts()
    assert not any("1234" in text for text in stage.texts())
    stage.tap("primaryButton")
    wait(stage, lambda: "密码不对，请再输一次。" in stage.texts())
    assert bench.done == []


def test_three_wrong_pins_close_the_door_for_a_while(bench: Bench, stage: Stage) -> None:
    knock(stage)
    for _ in range(3):
        bench.desk.enter("9999")
    wait(stage, lambda: "输错次数多了，30 秒后再试。" in stage.texts())
    type_in(stage, PIN)
    stage.tap("primaryButton")
    bench.clock.pass_time(20.0)
    wait(stage, lambda: "输错次数多了，10 秒后再试。" in stage.texts())
    assert bench.done == []


def test_right_pin_ends_the_session_first_then_every_check_runs(bench: Bench, stage: Stage) -> None:
    bench.gate.clear()
    enter(stage, until_done=False)
    assert bench.done == ["released"]
    wait(stage, lambda: any(text.startswith("正在检测：") for text in stage.texts()))
    bench.gate.set()
    wait(stage, lambda: "设备自检" in stage.texts())
    assert all(row.verdict for row in bench.desk.view.rows)


def test_simulated_reads_simulated_and_failures_stand_first(bench: Bench, stage: Stage) -> None:
    enter(stage)
    rows = [seen.name for seen in stage.tree() if seen.name.startswith("check.")]
    verdicts = {f"check.{row.name}": row.verdict for row in bench.desk.view.rows}
    assert [verdicts[name] for name in rows[:3]] == ["fail"] * 3
    model(stage).choose(next(row.name for row in bench.desk.view.rows if row.simulated))
    assert model(stage).check["verdict"] == "模拟"


def test_stop_leaves_the_rest_unrun(bench: Bench, stage: Stage) -> None:
    bench.gate.clear()
    enter(stage, until_done=False)
    stage.rest()
    stage.tap("technician.run")
    wait(stage, lambda: "设备自检" in stage.texts())
    assert bench.desk.view.rows[-3].verdict == "not-run"


def test_one_check_is_run_again_by_itself(bench: Bench, stage: Stage) -> None:
    enter(stage)
    name = bench.desk.view.rows[1].name
    stage.tap(f"check.{name}")
    wait(stage, lambda: shown(stage, "checkPage"))
    assert {"没有纸", "怎么办：换纸", "故障代码 printer.paper-out"} <= set(stage.texts())
    before = bench.desk.view.rows
    bench.clock.pass_time(60.0)
    stage.rest()
    stage.tap("check.run")
    wait(stage, lambda: again(bench, before) == [name])
    wait(stage, lambda: not bench.desk.view.busy)
    assert again(bench, before) == [name]


def again(bench: Bench, before: tuple[CheckRow, ...]) -> list[str]:
    """Names of what was run anew."""
    return [row.name for row, old in zip(bench.desk.view.rows, before, strict=True) if row.at != old.at]


def test_leaving_ends_the_process_and_so_does_silence(bench: Bench, stage: Stage) -> None:
    enter(stage)
    stage.rest()
    stage.tap("technician.leave")
    wait(stage, lambda: bench.done == ["released", "left"])
    assert bench.desk.view.stage == "closed"


def test_nobody_there_leaves_by_itself(bench: Bench, stage: Stage) -> None:
    enter(stage)
    bench.clock.pass_time(179.0)
    stage.qtbot.wait(500)
    assert bench.done == ["released"]
    bench.clock.pass_time(2.0)
    wait(stage, lambda: bench.done == ["released", "left"])


def test_nobody_types_a_pin_and_home_is_back(bench: Bench, stage: Stage) -> None:
    knock(stage)
    bench.clock.pass_time(31.0)
    wait(stage, lambda: not shown(stage, "pinPage"))
    assert bench.done == []
    assert shown(stage, "homeScreen")


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
