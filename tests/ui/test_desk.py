"""The staff's desk in its window: signing in, the table, searching, acts by role; readable in every language."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QMouseEvent
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.domain.text import Language
from kiosk.runtime.workbench.view import Act, DeskView, HelpField, HelpOption, HelpView, Page, Row
from tests.ui import samples
from tests.ui.conftest import Stage
from tests.ui.test_golden_pictures import COLORS, FOLDER, MOST_BYTES, RENEW, SHARE, unlike
from ui import app, desk, inspection
from ui.inspection import Seen

WAIT_MS = 20_000
DEBOUNCE_MS = 350
PICTURES = FOLDER.parent / "desk"
SIZE = (480, 270)
AT = 1_783_820_000.0
LONG = "灵活就业人员参加企业职工基本养老保险登记"
STANDINGS = ("queued", "sending", "waiting", "done", "withdrawn", "ended")
ROWS = (
    Row("a", "set-aside", "A03-0712-0046", "林*舟", "异地就医备案", AT, "platform.gone", 3, 0.0, "submission"),
    Row("b", "call-back", "A03-0712-0041", "吴*棠", LONG, AT - 900, "job.expired", 1, 0.0, "submission"),
    *(
        Row(f"r{n}", standing, f"A03-0712-000{n}", "何*生", "高龄津贴申领", AT - 1000 * n, ledger="submission")
        for n, standing in enumerate(STANDINGS)
    ),
)
OPEN = DeskView(
    stage="open",
    who="示例甲",
    number="7",
    roles=("clerk", "head"),
    pages=tuple(page for page in Page if page is not Page.REVIEW),
    rows=ROWS,
    counts={"today": 8, "calls": 1, "outbox": 4, "days": 2},
    chosen="a",
    acts=(Act.RETRY, Act.END),
)
DAY = Row("2026-07-10", "escalated", "2026-07-10", at=AT, fault="reconcile.tasks-open")
DIFFERENCE = Row("c", "F", "A03-0711-0007", item="2026-07-11", ledger="payments")
OFFERS = (
    Row("yb-mzbx", "offer", name="示例市医疗保险中心", item="门诊费用报销"),
    Row("yb-ydjy", "offer", name="示例市医疗保障局", item=LONG),
)
REVIEWS = (
    Row("v", "review", "0190a8a0", "林*舟", "异地就医备案", AT),
    Row("w", "own", "0190a8a1", "吴*棠", "高龄津贴申领", AT),
    Row("x", "look-there", "0190a8a2", "何*生", "临时救助申请", AT),
    Row("y", "second", "0190a8a3", item="临时救助申请", at=AT, ledger="draft"),
)
KINDS = (HelpOption("work", "长期居住"), HelpOption("retired", "异地安置退休"), HelpOption("visit", "临时外出就医"))
FORM = HelpView(
    "form",
    LONG,
    (
        HelpField("kind", "choice", "备案类型", value="work", options=KINDS, required=True),
        HelpField("amount", "number", "发票金额", value="0.5", required=True, problem="number-low", limit="1"),
        HelpField("visited", "date", "哪天看的病", required=True, problem="required"),
        HelpField("invoice", "file", "门诊发票", required=True, there=True),
        HelpField("prescription", "file", "处方"),
    ),
    theirs=True,
)
SENT_BACK = replace(
    FORM,
    fields=(*FORM.fields[:1], replace(FORM.fields[1], marked=True), *FORM.fields[2:]),
    wants_look=True,
    why="contradicts",
)
LOOK = HelpView("look", LONG, (*FORM.fields[:1], replace(FORM.fields[1], marked=True), *FORM.fields[2:]))
DRAFTS = tuple(
    Row(name, standing, f"0190a8a{n}", item=LONG if n else "临时救助申请", at=AT - 900 * n, ledger="draft")
    for n, (name, standing) in enumerate(zip("stuv", ("sent-back", "looked-at", "second", "draft"), strict=True))
)
HANDED = HelpView("handed", "门诊费用报销", code="70418236", until="07-13 09:41")
VIEWS = {
    "sign-in": DeskView(),
    "locked-out": DeskView(problem="staff.locked", wait=24, card=True),
    "today": OPEN,
    "calls": replace(
        OPEN,
        page=Page.CALLS,
        rows=ROWS[1:2],
        chosen="b",
        acts=(Act.CALL, Act.END),
        phone="19900000001",
        said="call",
        online=False,
    ),
    "assist": replace(OPEN, page=Page.ASSIST, rows=OFFERS, chosen="yb-mzbx", acts=()),
    "assist-form": replace(OPEN, page=Page.ASSIST, rows=OFFERS, chosen="", acts=(), help=FORM),
    "assist-handed": replace(OPEN, page=Page.ASSIST, rows=(), chosen="", acts=(), help=HANDED),
    "review": replace(
        OPEN,
        pages=(Page.TODAY, Page.REVIEW),
        page=Page.REVIEW,
        rows=REVIEWS,
        chosen="v",
        acts=(Act.CONFIRM, Act.REFUSE),
    ),
    "assist-sent-back": replace(OPEN, page=Page.ASSIST, rows=(), chosen="", acts=(), help=SENT_BACK),
    "drafts": replace(OPEN, page=Page.DRAFTS, rows=DRAFTS, chosen="s", acts=(Act.RESUME, Act.DROP)),
    "look": replace(OPEN, pages=(Page.TODAY, Page.REVIEW), page=Page.REVIEW, rows=(), acts=(), look=LOOK),
    "differences": replace(OPEN, page=Page.DIFFERENCES, rows=(DIFFERENCE,), chosen="c", acts=(Act.CHECKED,)),
    "days": replace(OPEN, page=Page.DAYS, rows=(DAY,), chosen=DAY.row_id, acts=(Act.COMPARE,)),
    "empty": replace(OPEN, page=Page.PRINTS, rows=(), chosen="", acts=(), problem="platform.no-link"),
}


@dataclass
class ScriptedBench:
    """Shows what the test says, keeps what is pressed."""

    view: DeskView = field(default_factory=DeskView)
    heard: list[tuple[Any, ...]] = field(default_factory=list)

    def tick(self) -> None:
        """Nothing passes here."""

    def touch(self) -> None:
        """Nobody waits here."""

    def enter(self, number: str, secret: str) -> None:
        self.heard.append(("enter", number, secret))

    def card(self, number: str) -> None:
        self.heard.append(("card", number))

    def lock(self, ending: str = "left") -> None:
        self.heard.append(("lock", ending))

    def turn_to(self, page: Page) -> None:
        self.heard.append(("turn", page))

    def choose(self, row_id: str) -> None:
        self.heard.append(("choose", row_id))

    def act(self, act: Act, why: str = "") -> None:
        self.heard.append(("act", act, why))

    def take_up(self, code: str) -> None:
        self.heard.append(("take up", code))

    def begin(self, row_id: str) -> None:
        self.heard.append(("begin", row_id))

    def fill(self, name: str, value: str) -> None:
        self.heard.append(("fill", name, value))

    def hand_back(self) -> None:
        self.heard.append(("hand back",))

    def put_away(self) -> None:
        self.heard.append(("put away",))

    def set_aside(self) -> None:
        self.heard.append(("set aside",))

    def ask_look(self) -> None:
        self.heard.append(("ask look",))

    def mark(self, name: str) -> None:
        self.heard.append(("mark", name))

    def decide(self, why: str = "") -> None:
        self.heard.append(("decide", why))

    def leave_look(self) -> None:
        self.heard.append(("leave look",))


@dataclass
class Window:
    """The desk's window. The first two are what `check_readable` asks for."""

    window: QQuickWindow
    bench: ScriptedBench
    qtbot: QtBot
    model: desk.Workbench

    def tree(self) -> list[Seen]:
        return inspection.tree(self.window)

    def show(self, view: DeskView) -> None:
        self.bench.view = replace(view)
        self.qtbot.waitUntil(lambda: self.model._seen is self.bench.view, timeout=WAIT_MS)
        self.settle()

    def settle(self) -> None:
        QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        before = QImage()
        for _ in range(6):
            QGuiApplication.processEvents()
            painted = self.window.grabWindow()
            if painted == before:
                return
            before = painted

    def words(self) -> list[str]:
        return [seen.text for seen in self.tree() if seen.text and seen.font_pixels]

    def press(self, name: str) -> None:
        self.qtbot.wait(DEBOUNCE_MS)
        item = inspection.find(self.window, name)
        assert item is not None, name
        at = QPointF(inspection.scene_rect(item).center())
        for kind, down in (
            (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
            (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        ):
            event = QMouseEvent(kind, at, at, Qt.MouseButton.LeftButton, down, Qt.KeyboardModifier.NoModifier)
            QGuiApplication.sendEvent(self.window, event)
        self.settle()

    def write(self, name: str, text: str) -> None:
        item = inspection.find(self.window, name)
        assert item is not None, name
        item.forceActiveFocus()
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QGuiApplication.sendEvent(item, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        self.settle()


@pytest.fixture(scope="module")
def opened(screen_process: app.ScreenProcess) -> Iterator[tuple[QQuickWindow, ScriptedBench, desk.Workbench]]:
    bench = ScriptedBench()
    desk.install(bench)
    component = QQmlComponent(screen_process.engine, QUrl.fromLocalFile(str(desk.WINDOW)))
    window = component.create()
    assert isinstance(window, QQuickWindow), component.errorString()
    window.resize(int(window.property("designWidth")), int(window.property("designHeight")))
    model = screen_process.engine.singletonInstance("Kiosk.ViewModels", "Workbench")
    assert isinstance(model, desk.Workbench)
    yield window, bench, model
    window.deleteLater()
    QGuiApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)  # before the tokens that it looks at


@pytest.fixture
def window(opened: tuple[QQuickWindow, ScriptedBench, desk.Workbench], qtbot: QtBot) -> Window:
    quick, bench, model = opened
    made = Window(quick, bench, qtbot, model)
    made.show(DeskView(page=Page.DAYS))
    made.show(DeskView())
    bench.heard.clear()
    return made


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


def test_pages_and_locking(window: Window) -> None:
    window.show(OPEN)
    window.press("desk.outbox")
    window.press("deskLock")
    assert window.bench.heard == [("turn", Page.OUTBOX), ("lock", "left")]
    window.show(DeskView())
    assert not any("林" in words for words in window.words())


@pytest.mark.parametrize("name", VIEWS)
def test_page_looks_as_in_its_picture(window: Window, stage: Stage, name: str, tmp_path: Path) -> None:
    stage.turn_to(samples.VIEWS["home"](Language.ZH_HANS))
    window.show(VIEWS[name])
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    assert window.window.grabWindow().save(store, "PNG")  # type: ignore[call-overload]  # a format is text
    now = Image.open(io.BytesIO(store.data().data())).convert("RGB").resize(SIZE, Image.Resampling.BOX)
    kept = PICTURES / f"{name}.png"
    if RENEW:
        PICTURES.mkdir(exist_ok=True)
        now.quantize(COLORS, dither=Image.Dither.NONE).save(kept, optimize=True)
    assert kept.is_file(), "KIOSK_RENEW_PICTURES=1 ./test tests/ui/test_desk.py"
    share = unlike(now, Image.open(kept).convert("RGB"))
    now.save(tmp_path / "now.png")
    assert share <= SHARE, f"{share:.1%} is not as in {kept.name}; now: {tmp_path / 'now.png'}"
    assert kept.stat().st_size <= MOST_BYTES
