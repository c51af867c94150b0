"""Answering questions with the finger: keypad, dates, lists, words, addresses, and where errors lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem

from kiosk.flows import events as on
from kiosk.flows.screens import Screen
from kiosk.runtime.view import (
    Chrome,
    FieldError,
    FieldOption,
    FieldView,
    FormView,
    PrefilledRow,
    StepName,
    View,
)
from ui import inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

REGIONS = tuple(FieldOption(f"r{n}", f"示例第{n}区") for n in range(1, 4))
MANY = tuple(FieldOption(f"v{n}", f"示例第 {n} 项") for n in range(1, 24))
PREFILLED = tuple(PrefilledRow(label, "示例", "card") for label in ("姓名", "住址", "民族"))


class Page:
    """A form page whose answers stay like a session's would."""

    def __init__(self, stage: Stage, chrome: Chrome, fields: tuple[FieldView, ...], **form: object) -> None:
        self.stage = stage
        view = FormView(title="示例问题？", fields=fields)
        self.form = msgspec.structs.replace(view, **form)
        self.chrome = chrome
        self.show()

    def show(self) -> None:
        self.stage.show(View(serial=0, screen=Screen.FORM, chrome=self.chrome, form=self.form))
        QGuiApplication.processEvents()
        self.stage.settle()

    def answer(self) -> None:
        """Do what the session does with the answers sent so far."""
        said = {event.name: event.value for event in self.stage.events() if isinstance(event, on.FieldChanged)}
        fields = tuple(
            msgspec.structs.replace(field, value=said.get(field.name, field.value)) for field in self.form.fields
        )
        self.form = msgspec.structs.replace(self.form, fields=fields)
        self.show()

    def last(self) -> tuple[str, str]:
        event = self.stage.events()[-1]
        assert isinstance(event, on.FieldChanged)
        return event.name, event.value

    def tap(self, *names: str) -> None:
        for name in names:
            self.item(name).setProperty("lastTap", 0)  # a person is slower than the debounce time
            self.stage.tap(name)
            self.stage.settle()

    def texts(self) -> list[str]:
        return self.stage.texts()

    def item(self, name: str) -> QQuickItem:
        found = inspection.find(self.stage.window, name)
        assert found is not None, name
        return found


Make = Callable[..., Page]


@pytest.fixture
def page(stage: Stage, make_chrome: Callable[..., Chrome]) -> Make:
    chrome = make_chrome(service="示例事项", step=2, steps=5, step_name=StepName.FILL_IN, personal=True)

    def make(*fields: FieldView, **form: object) -> Page:
        return Page(stage, chrome, fields, **form)

    return make


def field(kind: str, name: str | None = None, **more: object) -> FieldView:
    view = FieldView(name=name or kind, label=f"示例{name or kind}", kind=kind)
    return msgspec.structs.replace(view, **more)


# --- digits -----------------------------------------------------------------------------------------------
def test_phone_is_typed_on_the_keypad_in_groups(page: Make) -> None:
    form = page(field("phone"))
    for digit in "19900138006":
        form.tap(f"key{digit}")
    assert form.last() == ("phone", "19900138006")
    assert "199 0013 8006" in form.texts()
    assert "已填 11 位" in form.texts()


def test_twelfth_digit_of_a_phone_number_is_not_taken(page: Make) -> None:
    form = page(field("phone", value="19900138006"))
    form.tap("key1")
    assert form.stage.events() == []


def test_digits_go_one_by_one_and_all_at_once(page: Make) -> None:
    form = page(field("phone", value="199001"))
    form.tap("keyBackspace")
    assert form.last() == ("phone", "19900")
    form.tap("keyClear")
    assert form.last() == ("phone", "")


def test_view_made_before_the_last_key_does_not_undo_it(page: Make) -> None:
    form = page(field("phone"))
    form.tap("key1", "key9")
    form.form = msgspec.structs.replace(form.form, fields=(field("phone", value="1"),))
    form.show()
    assert "19" in form.texts()
    form.tap("key9")
    assert form.last() == ("phone", "199")


def test_number_takes_one_decimal_point(page: Make) -> None:
    form = page(field("number", unit="平方米"))
    form.tap("keyPoint", "key3", "keyPoint", "key5", "keyPoint")
    assert form.last() == ("number", "3.5")
    assert "平方米" in form.texts()


def test_keypad_belongs_to_the_number_that_was_touched(page: Make) -> None:
    form = page(field("text"), field("number", "a"), field("number", "b"))
    assert "keypad" not in {seen.name for seen in form.stage.tree()}
    form.tap("form.field.b", "key7", "form.field.a", "key8")
    sent = [(event.name, event.value) for event in form.stage.events() if isinstance(event, on.FieldChanged)]
    assert sent == [("b", "7"), ("a", "8")]


def test_new_page_starts_with_what_the_session_says(page: Make) -> None:
    form = page(field("phone"))
    form.tap("key1", "key9")
    form.form = msgspec.structs.replace(form.form, page=2, fields=(field("phone", value="13"),))
    form.show()
    assert "13" in form.texts()


# --- dates ------------------------------------------------------------------------------------------------
def test_date_is_three_touches_year_month_day(page: Make) -> None:
    form = page(field("date", year_from=2026, year_to=2036))
    form.tap("form.field.date", "date.year.2027", "date.month.2")
    assert "date.day.28" in {seen.name for seen in form.stage.tree()}
    assert "date.day.29" not in {seen.name for seen in form.stage.tree()}
    form.tap("date.day.3")
    assert form.last() == ("date", "2027-02-03")
    assert "2027 年 2 月 3 日" in form.texts()


def test_a_day_that_was_chosen_leaves_no_empty_screen_behind(page: Make) -> None:
    form = page(field("choice", options=MANY[:4]), field("date", year_from=2026, year_to=2036), prefilled=PREFILLED)
    form.tap("form.field.date", "date.year.2027", "date.month.2", "date.day.3")
    form.stage.settle()
    assert inspection.find(form.stage.window, "pager.place") is None


def test_years_turn_in_pages_and_open_where_the_answer_is(page: Make) -> None:
    form = page(field("date", value="1958-07-01", year_from=1906, year_to=2026))
    form.tap("form.field.date")
    assert "date.year.1958" in {seen.name for seen in form.stage.tree()}
    form.tap("nextPage")
    assert "date.year.1967" in {seen.name for seen in form.stage.tree()}


def test_the_page_of_the_last_years_is_full(page: Make) -> None:
    form = page(field("date", value="2026-07-01", year_from=1906, year_to=2026))
    form.tap("form.field.date")
    years = {seen.name for seen in form.stage.tree() if seen.name.startswith("date.year.")}
    assert years == {f"date.year.{year}" for year in range(2007, 2027)}


def test_year_and_month_can_be_chosen_again(page: Make) -> None:
    form = page(field("date", year_from=2026, year_to=2036))
    form.tap("form.field.date", "date.year.2027", "date.month.2", "date.changeMonth", "date.month.5")
    form.tap("date.changeYear", "date.year.2028", "date.month.2", "date.day.29")
    assert form.last() == ("date", "2028-02-29")


def test_going_back_from_the_date_changes_nothing(page: Make) -> None:
    form = page(field("date", value="2026-08-01", year_from=2026, year_to=2036))
    form.tap("form.field.date", "date.year.2027", "backButton")
    assert form.stage.events() == []
    assert "2026 年 8 月 1 日" in form.texts()


# --- lists ------------------------------------------------------------------------------------------------
def test_choice_is_one_touch_on_its_row(page: Make) -> None:
    form = page(field("choice", options=MANY[:4]))
    form.tap("choice.choice.v3")
    assert form.last() == ("choice", "v3")
    form.answer()
    assert [seen.name for seen in form.stage.tree() if seen.name.startswith("choice.choice")] == [
        f"choice.choice.v{n}" for n in range(1, 5)
    ]


def test_one_of_many_is_found_page_by_page(page: Make) -> None:
    form = page(field("choice", options=MANY))
    form.tap("form.field.choice", "nextPage", "nextPage")
    assert "第 3 页，共 4 页" in form.texts()
    form.tap("choice.choice.v17")
    assert form.last() == ("choice", "v17")
    assert "示例第 17 项" in form.texts()


def test_one_of_many_is_found_by_words(page: Make) -> None:
    form = page(field("choice", options=MANY))
    form.tap("form.field.choice")
    write(form, "choice.choice.search", "第 21")
    names = [seen.name for seen in form.stage.tree() if seen.kind == "ChoiceRow"]
    assert names == ["choice.choice.v21"]


# --- words ------------------------------------------------------------------------------------------------
def write(form: Page, name: str, words: str) -> None:
    """Type as the on-screen keyboard does: commit words to the field that has the focus."""
    form.tap(name)
    event = QInputMethodEvent()
    event.setCommitString(words)
    QGuiApplication.sendEvent(form.item(name), event)
    QGuiApplication.processEvents()
    form.stage.settle()


def bottom(item: QQuickItem) -> float:
    return inspection.scene_rect(item).bottom()


def keyboard_top(form: Page) -> float:
    return inspection.scene_rect(form.item("keyboard")).top()


def test_words_are_sent_as_they_are_written(page: Make) -> None:
    form = page(field("text"))
    write(form, "form.field.text", "示例")
    write(form, "form.field.text", "村")
    assert form.last() == ("text", "示例村")


@pytest.mark.parametrize("place", [0, 3])
def test_keyboard_never_hides_the_field(place: int, page: Make) -> None:
    names = ("a", "b", "c", "d")
    form = page(*(field("text", name) for name in names), prefilled=PREFILLED)
    name = f"form.field.{names[place]}"
    form.stage.qtbot.waitUntil(lambda: inspection.find(form.stage.window, names[0]) is None, timeout=20_000)
    while inspection.find(form.stage.window, name) is None:
        form.tap("pager.next")
    form.tap(name)
    form.stage.qtbot.waitUntil(lambda: inspection.find(form.stage.window, "keyboard") is not None, timeout=20_000)
    form.stage.settle()
    box = form.item(name).parentItem()
    assert box is not None
    assert keyboard_top(form) - bottom(box) >= 40
    assert inspection.scene_rect(box).top() > 120
    form.tap("primaryButton")
    assert isinstance(form.stage.events()[-1], on.Accepted)
    assert inspection.find(form.stage.window, "keyboard") is None


def test_keypad_takes_the_place_of_the_keyboard(page: Make) -> None:
    form = page(field("text"), field("phone"))
    form.tap("form.field.text")
    form.stage.qtbot.waitUntil(lambda: inspection.find(form.stage.window, "keyboard") is not None, timeout=20_000)
    form.stage.settle()
    form.tap("form.field.phone")
    assert inspection.find(form.stage.window, "keyboard") is None
    assert inspection.find(form.stage.window, "keypad") is not None


def test_region_and_street_are_one_answer(page: Make) -> None:
    form = page(field("address", options=REGIONS))
    form.tap("form.region.address", "choice.address.r2")
    assert form.last() == ("address", "示例第2区")
    form.answer()
    write(form, "form.field.address", "示例路 1 号")
    assert form.last() == ("address", "示例第2区示例路 1 号")
    form.answer()
    form.tap("form.region.address", "choice.address.r3")
    assert form.last() == ("address", "示例第3区示例路 1 号")


# --- errors -----------------------------------------------------------------------------------------------
def test_error_says_the_same_at_the_top_and_at_the_field(page: Make) -> None:
    error = FieldError("phone", "phone-digits", 1, label="手机号码")
    form = page(field("phone", error=error, value="1990013800"), errors=(error,), focus="phone")
    assert form.texts().count("手机号码还差 1 位数字") == 2
    assert "有 1 处要改" in form.texts()
    assert inspection.find(form.stage.window, "keypad") is not None


CODES = {
    "required": "请填写",
    "choose": "请选择",
    "too-short": "还差 3 个字",
    "too-long": "多了 3 个字",
    "phone-digits": "还差 3 位数字",
    "phone-start": "开头不对",
    "number-low": "不能小于 5",
    "number-high": "不能大于 5",
    "not-a-number": "只能填数字",
    "date-impossible": "没有这一天",
    "date-past": "要在今天以后",
    "date-future": "不能在今天以后",
    "characters": "换一种写法",
    "file-missing": "请扫描",
    "file-large": "重新拍",
    "unheard-of": "请再看一下",
}


@pytest.mark.parametrize(("code", "words"), CODES.items())
def test_every_error_says_how_to_mend_it(code: str, words: str, page: Make) -> None:
    error = FieldError("text", code, 3, "5", "示例")
    form = page(field("text", error=error), errors=(error,), focus="text")
    said = [text for text in form.texts() if words in text]
    assert len(said) == 2
    assert not [text for text in form.texts() if "有误" in text or "错误" in text]


def test_too_many_digits_are_counted_too(page: Make) -> None:
    error = FieldError("phone", "phone-digits", -2, label="手机号码")
    form = page(field("phone", error=error), errors=(error,), focus="phone")
    assert "手机号码多了 2 位数字" in form.texts()


def test_link_in_the_summary_leads_to_its_field(page: Make) -> None:
    first, second = (FieldError(name, "required", label=f"示例{name}") for name in ("a", "b"))
    form = page(
        field("text", "a", error=first),
        field("choice", "c", options=MANY[:6]),
        field("phone", "b", error=second),
        errors=(first, second),
        focus="a",
        prefilled=PREFILLED,
    )
    assert inspection.find(form.stage.window, "form.field.b") is None
    form.tap("error.b")
    assert inspection.find(form.stage.window, "form.field.b") is not None
    form.tap("key1")
    assert form.last() == ("b", "1")


def test_page_opens_at_the_field_that_is_to_be_changed(page: Make) -> None:
    form = page(
        field("choice", options=MANY[:7]),
        field("phone", value="19900138006"),
        prefilled=PREFILLED,
        focus="phone",
        returning=True,
    )
    form.tap("keyBackspace")
    assert form.last() == ("phone", "1990013800")
    assert "改好了，回去核对" in form.texts()


def test_keys_of_a_hardware_keyboard_reach_the_controls(page: Make) -> None:
    from PySide6.QtGui import QKeyEvent

    form = page(field("choice", options=MANY[:3]))
    form.item("choice.choice.v2").forceActiveFocus()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QGuiApplication.sendEvent(
            form.stage.window, QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
        )
    assert form.last() == ("choice", "v2")


def test_what_few_questions_have_is_made_for_those_alone(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    plain = FieldView("a", "甲", "choice", options=REGIONS)
    full = FieldView("b", "乙", "text", rare=True, error=FieldError("b", "required"))
    for fields, made in (((plain,), 0), ((full,), 2)):
        Page(stage, make_chrome(), fields)
        parts = list(below(stage.window.contentItem()))
        assert sum(part.objectName() in {"fieldError", "previousPage", "form.rare.b"} for part in parts) == made


def below(item: QQuickItem) -> list[QQuickItem]:
    """All items, also those that nobody sees."""
    return [item, *(one for child in item.childItems() for one in below(child))]
