"""Staff at the terminal's own door: number and secret, dots, and no more pages than their role has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from kiosk.runtime.repairs import CHECKED
from kiosk.runtime.view import Chrome
from kiosk.staff.people import Newcomer
from kiosk.staff.roles import Role
from tests.runtime_stand import NOON
from tests.ui.technician_bench import Bench, bench_on, in_mode, model, shown, wait
from ui import inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Mode, Stage

SECRET = "maple-kettle-41"
"""Long enough to be tried without a card."""


@pytest.fixture
def bench(tmp_path: Path, stage: Stage, make_chrome: Callable[..., Chrome]) -> Iterator[Bench]:
    """A terminal with a station head and a technician."""
    with bench_on(stage, tmp_path, make_chrome()) as made:
        for number, role in (("h1", Role.HEAD), ("t1", Role.TECHNICIAN)):
            made.people.add(Newcomer(number, "示例甲", (role,)), SECRET, NOON.date())
        yield made


def to_the_door(stage: Stage) -> None:
    model(stage).knock()
    wait(stage, lambda: shown(stage, "signInPage"))


def sign_in(stage: Stage, number: str, secret: str = SECRET) -> None:
    for name, text in (("signIn.number", number), ("signIn.secret", secret)):
        entry = inspection.find(stage.window, name)
        assert entry is not None
        entry.forceActiveFocus()
        for character in text:
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            QGuiApplication.sendEvent(stage.window, key)
    stage.rest()
    stage.tap("primaryButton")


@pytest.mark.parametrize("page", ["door", "refused"])
def test_page_is_readable_in_every_language_and_contrast(  # noqa: PLR0913, PLR0917
    page: str,
    bench: Bench,
    stage: Stage,
    mode: Mode,
    make_chrome: Callable[..., Chrome],
    check_readable: Callable[[Stage], None],
) -> None:
    in_mode(stage, mode, make_chrome)
    to_the_door(stage)
    if page == "refused":
        bench.desk.sign_in("h1", "wrong")
        wait(stage, lambda: model(stage).wrong)
    check_readable(stage)


def test_a_head_sees_the_repairs_alone_and_only_their_devices_are_looked_at(bench: Bench, stage: Stage) -> None:
    to_the_door(stage)
    sign_in(stage, "h1")
    wait(stage, lambda: shown(stage, "repairsPage"))
    wait(stage, lambda: not model(stage).busy)
    assert not shown(stage, "repairs.back")
    assert {row.name for row in bench.desk.view.rows if row.verdict} == CHECKED
    assert bench.done == ["released"]


def test_a_technician_sees_every_page(bench: Bench, stage: Stage) -> None:
    to_the_door(stage)
    sign_in(stage, "t1")
    wait(stage, lambda: shown(stage, "overviewPage"))
    wait(stage, lambda: not model(stage).busy)
    assert all(row.verdict for row in bench.desk.view.rows)


def test_secret_is_dots_and_a_wrong_one_sends_nobody_away(bench: Bench, stage: Stage) -> None:
    to_the_door(stage)
    sign_in(stage, "h1", "not-the-right-one")
    wait(stage, lambda: "工号或密码不对，请再输一次。" in stage.texts())
    assert not any("not-the-right-one" in text or SECRET in text for text in stage.texts())
    entry = inspection.find(stage.window, "signIn.secret")
    assert entry is not None
    assert entry.property("text") == ""
    assert bench.done == []
