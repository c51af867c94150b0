"""Guided repairs on the screen: what fits stands first, a step a page, and the device's own word at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.diagnostics import Finding, Verdict
from kiosk.runtime.repairs import REPAIRS
from kiosk.runtime.view import Chrome, View
from tests.ui import page_rules
from tests.ui import test_keys_alone as keys
from tests.ui.modes import LOOKS, Look
from tests.ui.technician_bench import Bench, bench_on, enter, in_mode, model, shown, wait

if TYPE_CHECKING:
    from tests.ui.conftest import Mode, Stage

SIZES = {"elder", "landscape", "elder-largest"}
SOUND = Finding(Verdict.SIMULATED, simulated=True)
EMPTY = Finding(Verdict.FAIL, "printer.paper-out", "refill")
JAMMED = Finding(Verdict.FAIL, "printer.paper-jam", "call")


@pytest.fixture
def bench(tmp_path: Path, stage: Stage, make_chrome: Callable[..., Chrome]) -> Iterator[Bench]:
    """Three devices that are well, and a receipt printer without paper."""
    with bench_on(stage, tmp_path, make_chrome()) as made:
        made.found = {one.check: SOUND for one in REPAIRS.values()} | {"receipt-printer": EMPTY}
        yield made


def repairs(stage: Stage) -> None:
    """On the page that lists them."""
    enter(stage)
    stage.rest()
    stage.tap("technician.repairs")
    wait(stage, lambda: shown(stage, "repairsPage"))


def begin(stage: Stage, name: str) -> None:
    stage.rest()
    stage.tap(f"repair.{name}")
    wait(stage, lambda: model(stage).repair.get("phase") == "steps")


def to_the_end(stage: Stage) -> None:
    """Every step, then the question to the device."""
    for _ in range(int(str(model(stage).repair["steps"]))):
        stage.rest()
        stage.tap("repair.next")
        stage.settle()
    wait(stage, lambda: model(stage).repair["phase"] in {"sound", "fault"})


@pytest.mark.parametrize("page", ["repairs", *REPAIRS, "sound", "fault"])
def test_page_is_readable_in_every_language_and_contrast(  # noqa: PLR0913, PLR0917
    page: str,
    bench: Bench,
    stage: Stage,
    mode: Mode,
    make_chrome: Callable[..., Chrome],
    check_readable: Callable[[Stage], None],
) -> None:
    in_mode(stage, mode, make_chrome)
    repairs(stage)
    if page in REPAIRS:
        begin(stage, page)
        for _ in REPAIRS[page].steps[1:]:
            check_readable(stage)
            stage.rest()
            stage.tap("repair.next")
            stage.settle()
    elif page != "repairs":
        begin(stage, "paper")
        bench.found["receipt-printer"] = SOUND if page == "sound" else JAMMED
        to_the_end(stage)
    check_readable(stage)


@pytest.mark.parametrize("look", [one for one in LOOKS if one.name in SIZES], ids=lambda one: one.name)
def test_page_holds_in_other_sizes(
    look: Look, bench: Bench, stage: Stage, make_chrome: Callable[..., Chrome]
) -> None:
    found: list[str] = []
    with stage.sized(look.size):
        repairs(stage)
        begin(stage, "paper")
        bench.found["receipt-printer"] = JAMMED
        for phase in ("steps", "fault"):
            wait(stage, lambda phase=phase: model(stage).repair["phase"] == phase)  # type: ignore[misc]
            for language in (Language.ZH_HANS, Language.EN):
                chrome = make_chrome(**{**look.chrome, "language": language})
                stage.show(View(serial=0, screen=Screen.HOME, chrome=chrome))
                window = QRectF(0, 0, *look.size)
                found += page_rules.problems(stage.tree(), window, look.limits)
            model(stage).checkRepair()
    assert not found, "\n".join(found)


def test_what_fits_the_fault_stands_first_and_names_it(bench: Bench, stage: Stage) -> None:
    bench.found = {"receipt-printer": SOUND, "id-reader": Finding(Verdict.FAIL, "device.gone", "call")}
    repairs(stage)
    names = [seen.name for seen in stage.tree() if seen.name.removeprefix("repair.") in REPAIRS]
    assert names[0] == "repair.reader"
    assert any("设备不见了" in text and "device.gone" in text for text in stage.texts())


@pytest.mark.usefixtures("bench")
def test_check_that_failed_offers_the_repair_that_fits(stage: Stage) -> None:
    enter(stage)
    stage.rest()
    stage.tap("check.receipt-printer")
    wait(stage, lambda: shown(stage, "checkPage"))
    assert "照图修理：换凭条纸" in stage.texts()
    stage.rest()
    stage.tap("check.repair")
    wait(stage, lambda: shown(stage, "repairPage"))
    wait(stage, lambda: model(stage).repair.get("phase") == "steps")
    assert "设备现在：没有纸（printer.paper-out）" in stage.texts()


def test_one_step_a_page_forwards_and_back_and_the_device_has_the_last_word(bench: Bench, stage: Stage) -> None:
    repairs(stage)
    begin(stage, "paper")
    steps = REPAIRS["paper"].steps
    assert "第 1 步，共 5 步" in stage.texts()
    stage.rest()
    stage.tap("repair.next")
    stage.settle()
    assert steps[1].text.zh_hans in stage.texts()
    stage.rest()
    stage.tap("repair.previous")
    wait(stage, lambda: steps[0].text.zh_hans in stage.texts())
    to_the_end(stage)
    assert "还没有好：没有纸（printer.paper-out）" in stage.texts()
    bench.found["receipt-printer"] = SOUND
    stage.rest()
    stage.tap("repair.check")
    wait(stage, lambda: "现在好了" in stage.texts())
    assert "设备自己说正常。这台设备是模拟的，不算通过。" in stage.texts()


def test_keys_alone_do_it_all(bench: Bench, stage: Stage) -> None:
    repairs(stage)
    bench.found["receipt-printer"] = SOUND
    stage.rest()
    by_key(stage, "repair.paper")
    wait(stage, lambda: model(stage).repair.get("phase") == "steps")
    reached = keys.rounds(stage, "#")
    there = keys.wanted(stage.window)
    assert there in [reached[n:] + reached[:n] for n in range(len(reached))]
    for _ in REPAIRS["paper"].steps:
        stage.rest()
        by_key(stage, "repair.next")
        stage.settle()
    wait(stage, lambda: model(stage).repair["phase"] == "sound")
    stage.rest()
    by_key(stage, "repair.back")
    wait(stage, lambda: shown(stage, "repairsPage"))


def by_key(stage: Stage, name: str) -> None:
    """Press # until the control has the focus, then enter."""
    item = stage.window.activeFocusItem()
    if item is None or item.objectName() != name:
        keys.focus(stage, name)
    keys.press(stage, "enter")


def test_another_fault_leads_to_the_repair_for_it(bench: Bench, stage: Stage) -> None:
    repairs(stage)
    begin(stage, "paper")
    bench.found["receipt-printer"] = JAMMED
    to_the_end(stage)
    assert "接着做：清除卡纸" in stage.texts()
    stage.rest()
    stage.tap("repair.then")
    wait(stage, lambda: model(stage).repair["name"] == "jam" and model(stage).repair["phase"] == "steps")


@pytest.mark.usefixtures("bench")
def test_what_does_not_help_names_whom_to_call_and_what_to_say(stage: Stage) -> None:
    repairs(stage)
    begin(stage, "paper")
    to_the_end(stage)
    said = [text for text in stage.texts() if "再做一遍还不行" in text]
    assert said
    assert "printer.paper-out" in said[0]
    stage.rest()
    stage.tap("repair.again")
    wait(stage, lambda: "第 1 步，共 5 步" in stage.texts())


def test_every_step_has_a_drawing_of_its_own_name() -> None:
    folder = Path(__file__).resolve().parents[2] / "ui" / "qml" / "Kiosk" / "Technician"
    drawn = (folder / "RepairDrawing.qml").read_text("utf-8")
    wanted = {step.drawing for one in REPAIRS.values() for step in one.steps}
    assert all(f'"{name}": [' in drawn for name in wanted)
