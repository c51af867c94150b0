"""The staff's desk in its window: signing in, the table, searching, acts by role; readable in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from kiosk.domain.text import Language
from kiosk.runtime.workbench.view import Act, DeskView, Page
from tests.ui import samples
from tests.ui.conftest import Stage
from tests.ui.desk_samples import FORM, LONG, LOOK, OPEN, VIEWS
from tests.ui.desk_window import Opened, Window, cleared, desk_window, require_as_in_its_picture
from ui import app, inspection


@pytest.fixture(scope="module")
def opened(screen_process: app.ScreenProcess) -> Iterator[Opened]:
    with desk_window(screen_process) as made:
        yield made


@pytest.fixture
def window(opened: Opened, qtbot: QtBot) -> Window:
    return cleared(opened, qtbot)


@pytest.mark.parametrize("language", Language, ids=lambda language: language.value)
def test_every_page_can_be_read_and_pressed(
    window: Window, stage: Stage, language: Language, check_readable: Callable[[Window], None]
) -> None:
    stage.turn_to(samples.VIEWS["home"](language))
    for view in VIEWS.values():
        window.show(view)
        check_readable(window)
    window.show(VIEWS["calls"])
    window.press("act.end")
    check_readable(window)


@pytest.mark.parametrize("size", [(1366, 768), (1366, 728), (1280, 720)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_on_a_small_screen_nothing_is_cut(window: Window, stage: Stage, size: tuple[int, int]) -> None:
    """1366×768 is what old computers have; 728 with the bar of the system. 44 and 16 pixels: WCAG 2.2, 2.5.5."""
    stage.turn_to(samples.VIEWS["home"](Language.ZH_HANS))
    window.window.resize(*size)
    for view in VIEWS.values():
        window.show(view)
        for seen in window.tree():
            if seen.takes_press and seen.w < size[0]:
                assert min(seen.w, seen.h) >= 44, seen
            if seen.text and seen.font_pixels:
                assert not seen.cut, seen
                assert seen.font_pixels >= 16, seen
                assert -1 <= seen.x <= seen.x + seen.w <= size[0] + 1, seen
                assert -1 <= seen.y <= seen.y + seen.h <= size[1] + 1, seen


def test_a_clerk_signs_in_with_number_and_password(window: Window) -> None:
    window.write("deskNumberInput", "7")
    window.write("deskSecretInput", "27461385")
    item = inspection.find(window.window, "deskSecretInput")
    assert item is not None
    assert item.property("displayText") == "●" * 8
    window.press("deskEnter")
    assert window.bench.heard == [("enter", "7", "27461385")]
    assert item.property("text") == ""


def test_typing_finds_a_row_by_name_item_or_number(window: Window) -> None:
    window.show(OPEN)
    window.write("deskSearchInput", "0041")
    assert LONG in window.words()
    assert "高龄津贴申领" not in window.words()
    window.press("deskRow.b")
    assert window.bench.heard == [("choose", "b")]


def test_the_cause_stands_beside_and_ending_asks_why(window: Window) -> None:
    window.show(OPEN)
    assert any("platform.gone" in words for words in window.words())
    window.press("act.retry")
    window.press("act.end")
    assert inspection.find(window.window, "act.retry") is None
    window.press("reason.at-the-window")
    assert window.bench.heard == [("act", Act.RETRY, ""), ("act", Act.END, "at-the-window")]


def test_a_slip_is_printed_again_for_a_reason_which_is_asked_first(window: Window) -> None:
    window.show(VIEWS["prints"])
    assert "异地就医备案（补打第 1 次）" in window.words()
    window.press("act.reprint")
    assert inspection.find(window.window, "act.reprint") is None, "first why"
    window.press("reason.not-taken")
    assert window.bench.heard == [("act", Act.REPRINT, "not-taken")]
    window.show(VIEWS["prints-reprinting"])
    assert any("正在打印" in words for words in window.words())
    window.press("act.reprint")
    assert len(window.bench.heard) == 1, "not while it is being printed"
    window.show(VIEWS["prints-reprinted"])
    assert any("补打出来了" in words for words in window.words())


def test_with_keys_alone_too(window: Window) -> None:
    """Tab to it, Return presses it (WCAG 2.2, 2.1.1)."""
    window.show(VIEWS["prints"])
    window.key_to("act.reprint")
    window.key_to("reason.illegible")
    assert window.bench.heard == [("act", Act.REPRINT, "illegible")]


def test_what_may_not_be_done_is_not_there(window: Window) -> None:
    window.show(replace(OPEN, acts=()))
    assert [seen.name for seen in window.tree() if seen.name.startswith("act.")] == []


def test_a_form_is_taken_up_filled_in_and_given_back(window: Window) -> None:
    window.show(VIEWS["assist"])
    window.write("deskCodeInput", "70418236")
    window.press("deskTake")
    window.press("deskBegin")
    window.show(VIEWS["assist-form"])
    window.press("help.kind.visit")
    window.write("help.visitedInput", "2")
    assert inspection.find(window.window, "help.amount.problem") is not None
    window.press("helpHandBack")
    assert window.bench.heard == [
        ("take up", "70418236"),
        ("begin", "yb-mzbx"),
        ("fill", "kind", "visit"),
        ("fill", "visited", "2"),
        ("hand back",),
    ]
    window.show(VIEWS["assist-handed"])
    assert "7041 8236" in window.words()


def test_what_wants_a_second_look_is_laid_before_another_and_not_given_back(window: Window) -> None:
    window.show(VIEWS["assist-sent-back"])
    assert inspection.find(window.window, "helpHandBack") is None
    assert any("前后对不上" in words for words in window.words())
    window.press("helpAskLook")
    window.press("helpSetAside")
    assert window.bench.heard == [("ask look",), ("set aside",)]


def test_a_second_person_points_at_an_answer_and_sends_it_back(window: Window) -> None:
    window.show(VIEWS["look"])
    assert inspection.find(window.window, "lookPass") is None, "what is pointed at does not go"
    window.press("look.mark.visited")
    window.press("look.contradicts")
    window.show(replace(VIEWS["look"], look=replace(LOOK, fields=FORM.fields)))
    window.press("lookPass")
    window.press("lookLeave")
    assert window.bench.heard == [("mark", "visited"), ("decide", "contradicts"), ("decide", ""), ("leave look",)]


def test_another_form_of_as_many_questions_shows_its_own_answers(window: Window) -> None:
    window.show(VIEWS["assist-form"])
    window.write("help.visitedInput", "2")
    other = tuple(replace(one, value="x") if one.name == "visited" else one for one in FORM.fields)
    window.show(replace(VIEWS["assist-form"], help=replace(FORM, fields=other)))
    item = inspection.find(window.window, "help.visitedInput")
    assert item is not None
    assert item.property("text") == "x"


def test_without_a_line_staff_hear_what_they_can_do_and_nothing_of_ports(window: Window) -> None:
    troubled = replace(VIEWS["assist-form"], problem="platform.connection-refused")
    for online, words in ((False, "先放草稿里"), (True, "base_url")):
        window.show(replace(troubled, online=online))
        trouble = inspection.find(window.window, "helpTrouble")
        assert trouble is not None
        assert words in trouble.property("text")


def test_pages_and_locking(window: Window) -> None:
    window.show(OPEN)
    window.press("desk.outbox")
    window.press("deskLock")
    assert window.bench.heard == [("turn", Page.OUTBOX), ("lock", "left")]
    window.show(DeskView())
    assert not any("林" in words for words in window.words())


@pytest.mark.parametrize("name", VIEWS)
def test_page_looksrequire_as_in_its_picture(window: Window, stage: Stage, name: str, tmp_path: Path) -> None:
    stage.turn_to(samples.VIEWS["home"](Language.ZH_HANS))
    window.show(VIEWS[name])
    require_as_in_its_picture(window, name, tmp_path)
