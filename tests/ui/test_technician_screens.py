"""The technician's pages: readable in every language and contrast, what is pressed, how they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent

from kiosk.flows.screens import Screen
from kiosk.runtime.technician_view import CheckRow
from kiosk.runtime.view import Chrome, View
from tests.ui.technician_bench import (
    PIN,
    Bench,
    bench_on,
    enter,
    in_mode,
    knock,
    model,
    shown,
    turn_to,
    type_in,
    wait,
)
from ui import app, inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Mode, Stage


@pytest.fixture
def bench(tmp_path: Path, stage: Stage, make_chrome: Callable[..., Chrome]) -> Iterator[Bench]:
    """The home page with a door for the technician."""
    with bench_on(stage, tmp_path, make_chrome()) as made:
        yield made


# --- readable ---------------------------------------------------------------------------------------------
PAGES = ["pin", "wrong", "running", "overview", "check", "print", "asking", "camera"]


@pytest.mark.parametrize("page", PAGES)
def test_page_is_readable_in_every_language_and_contrast(  # noqa: PLR0913, PLR0917
    page: str,
    bench: Bench,
    stage: Stage,
    mode: Mode,
    make_chrome: Callable[..., Chrome],
    check_readable: Callable[[Stage], None],
) -> None:
    in_mode(stage, mode, make_chrome)
    if page in {"pin", "wrong"}:
        knock(stage)
        if page == "wrong":
            bench.desk.enter("0000")
            wait(stage, lambda: model(stage).wrong)
    else:
        if page == "running":
            bench.gate.clear()
        enter(stage, until_done=page != "running")
        go(stage, bench, page)
    check_readable(stage)


def go(stage: Stage, bench: Bench, page: str) -> None:
    """From the list of checks to that page."""
    if page == "running":
        wait(stage, lambda: model(stage).running != "")
    elif page == "check":
        stage.tap(f"check.{bench.desk.view.rows[1].name}")
        wait(stage, lambda: shown(stage, "checkPage"))
    elif page in {"print", "camera"}:
        turn_to(stage, page)
    elif page == "asking":
        turn_to(stage, "print")
        stage.tap("print.start")
        wait(stage, lambda: model(stage).printing == "asking")


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


def test_a_real_terminal_has_no_probe() -> None:
    options = app.ScreenOptions(production=True, probe_socket="x.sock", technician=lambda *_: pytest.fail("made"))
    with pytest.raises(PermissionError, match="development surface"):
        app.run_screen(lambda _links: pytest.fail("made"), options)
