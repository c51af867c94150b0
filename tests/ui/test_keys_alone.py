"""A numeric keypad and nothing else: every control is reached in order, seen and said; keys do as told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtQuick import QQuickItem, QQuickWindow
from shiboken6 import getCppPointer

from devices.drivers.numeric_keypad import WORDS
from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.runtime.view import Dialog
from tests.ui import samples
from tests.ui.accessible_rules import ACTIVE
from ui import accessible, inspection
from ui.accessible import Said
from ui.keypad import KEYS

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

MOST = 80
"""More controls than any page has."""


def press(stage: Stage, *words: str) -> None:
    """Keys, as the keypad's device names them."""
    for word in words:
        stage.process.bridge.key_came.emit(word)
        stage.layout()


def wanted(window: QQuickWindow) -> list[tuple[str, str]]:
    """What can be activated, in reading order, those on parts of the page that are turned away too.

    The keys drawn on the page are left out: they are what the keypad itself is for.
    """
    said = accessible.read(window, turned_away=True)
    dialog = next((n for n, each in enumerate(said) if each.role == "Dialog"), 0)
    keys = [n for n, each in enumerate(said) if each.object_name.startswith("key") and each.role == "Button"]
    return [
        known(each)
        for n, each in enumerate(said)
        if n >= dialog and n not in keys and each.role in ACTIVE and (each.pressable or each.role == "EditableText")
    ]


def known(said: Said) -> tuple[str, str]:
    return said.role, said.object_name or said.name


def rounds(stage: Stage, key: str) -> list[tuple[str, str]]:
    """Everything the focus comes by until it comes to the first again; each is seen, with the ring, and said."""
    found: list[tuple[str, str]] = []
    places = set()
    for _ in range(MOST):
        press(stage, key)
        item = stage.window.activeFocusItem()
        if (place := id_of(item)) in places:
            return found
        places.add(place)
        said = accessible.focused(stage.window)
        assert said is not None, f"the focus is on something not said: {inspection.see(item)}"
        ring = inspection.find(stage.window, "focusRing")
        assert ring is not None
        holder = item.parentItem() if item.inherits("QQuickTextInput") else item
        assert inspection.scene_rect(ring) == inspection.scene_rect(holder)
        found.append(known(said))
    pytest.fail(f"no end after {MOST} keys: {found}")


def id_of(item: QQuickItem) -> int:
    return int(getCppPointer(item)[0])


def test_everything_that_can_be_touched_is_reached_by_keys_in_reading_order(stage: Stage) -> None:
    found: dict[str, tuple[object, object]] = {}
    for name, make in samples.VIEWS.items():
        stage.turn_to(make(Language.ZH_HANS))
        there = wanted(stage.window)
        reached = rounds(stage, "#") if there else []
        if there not in [reached[n:] + reached[:n] for n in range(len(reached) or 1)]:
            found[name] = ([each for each in there if each not in reached], reached)
    assert not found, "\n".join(
        f"{name}: missing {missing}, came by {came}" for name, (missing, came) in found.items()
    )


def test_star_goes_back_the_way(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["form-kinds"](Language.ZH_HANS))
    forth = rounds(stage, "#")
    back = rounds(stage, "*")
    there = [forth[n:] + forth[:n] for n in range(len(forth))]
    assert back[::-1] in there


def focus(stage: Stage, name: str) -> None:
    """Press # until the control of that name has the focus."""
    for _ in range(MOST):
        press(stage, "#")
        item = stage.window.activeFocusItem()
        if item is not None and item.objectName() == name:
            return
    pytest.fail(f"{name} is not reached")


@pytest.mark.parametrize(
    ("view", "name", "event"),
    [
        ("home", "theme-t3", on.ThemeChosen("t3")),
        ("category", "item-i2", on.ItemChosen("i2")),
        ("item", "primaryButton", on.Started()),
        ("identity", "identity.way.sms", on.WayChosen("sms")),
        ("form-kinds", "choice.choice.v2", on.FieldChanged("choice", "v2")),
        ("check", "check.row.phone", on.PageChosen("phone")),
        ("wallet", "licence.l1", on.LicenceChosen("l1")),
        ("home", "elderButton", on.ElderChosen(on=True)),
    ],
)
def test_enter_is_a_touch(view: str, name: str, event: on.Event, stage: Stage) -> None:
    stage.turn_to(samples.VIEWS[view](Language.ZH_HANS))
    focus(stage, name)
    press(stage, "enter")
    assert stage.events() == [event]
    assert stage.sent[-1][1] == stage.serial


BACK = {"category": on.WentBack(), "form-phone": on.WentBack(), "sms": on.WentBack(), "licence-fresh": on.WentBack()}


@pytest.mark.parametrize("view", BACK)
def test_cancel_goes_back(view: str, stage: Stage) -> None:
    stage.turn_to(samples.VIEWS[view](Language.ZH_HANS))
    press(stage, "cancel")
    assert stage.events() == [BACK[view]]


@pytest.mark.parametrize("view", ["home", "result-accepted", "submitting"])
def test_cancel_does_nothing_where_there_is_no_way_back(view: str, stage: Stage) -> None:
    stage.turn_to(samples.VIEWS[view](Language.ZH_HANS))
    press(stage, "cancel")
    assert stage.events() == []


@pytest.mark.parametrize(("keys", "event"), [("enter", on.Stayed()), ("cancel", on.Stayed())])
@pytest.mark.parametrize("view", ["dialog-idle", "dialog-leave"])
def test_dialog_begins_at_the_safe_answer(view: str, keys: str, event: on.Event, stage: Stage) -> None:
    stage.turn_to(samples.VIEWS[view](Language.ZH_HANS))
    said = accessible.focused(stage.window)
    assert said is not None
    assert said.object_name == "dialogPrimary"
    press(stage, keys)
    assert stage.events() == [event]


def test_after_a_dialog_the_focus_is_where_it_was(stage: Stage) -> None:
    view = samples.VIEWS["form-kinds"](Language.ZH_HANS)
    stage.turn_to(view)
    focus(stage, "choice.choice.v1")
    for dialog in (Dialog.LEAVE, Dialog.NONE):
        stage.turn_to(replace(view, chrome=replace(view.chrome, dialog=dialog)))
    assert stage.window.activeFocusItem().objectName() == "choice.choice.v1"


def test_digits_go_to_the_field_and_enter_goes_on(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["sms"](Language.ZH_HANS))
    press(stage, *"1234567", "clear", "6", "enter")
    assert stage.events() == [on.CodeEntered("123456")]


def test_number_field_of_a_form_is_typed_into_once_it_has_the_focus(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["form-number"](Language.ZH_HANS))
    focus(stage, "form.field.number")
    press(stage, "1")
    assert stage.events() == [on.FieldChanged("number", "35.51")]


def test_words_are_typed_without_the_keyboard_on_the_screen(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["form-kinds"](Language.ZH_HANS))
    focus(stage, "form.field.text")
    press(stage, "7")
    assert stage.events() == [on.FieldChanged("text", "示例村7")]
    assert inspection.find(stage.window, "keyboard") is None


def test_what_is_missing_has_the_focus_at_once(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["form-phone"](Language.ZH_HANS))
    focus(stage, "primaryButton")
    stage.turn_to(samples.VIEWS["form-error"](Language.ZH_HANS))
    assert stage.window.activeFocusItem().objectName() == "error.phone"


def test_a_list_that_is_made_anew_keeps_the_focus(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["wallet"](Language.ZH_HANS))
    focus(stage, "licence.l1")
    stage.turn_to(samples.VIEWS["wallet-many"](Language.ZH_HANS))
    assert stage.window.activeFocusItem().objectName() == "licence.l1"


def test_a_finger_takes_the_ring_away(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["help"](Language.ZH_HANS))
    assert inspection.find(stage.window, "focusRing") is None
    focus(stage, "backButton")
    assert inspection.find(stage.window, "focusRing") is not None
    stage.press_and_slide("pageTitle", by=(0, 5))
    stage.layout()
    assert inspection.find(stage.window, "focusRing") is None


def test_every_word_of_a_keypad_is_a_key() -> None:
    assert KEYS.keys() == WORDS


def test_keys_count_as_somebody_there(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["help"](Language.ZH_HANS))
    stage.qtbot.wait(1100)
    press(stage, "#")
    assert stage.sent[-1][0] == on.Touched()


def test_date_is_chosen_by_keys(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["form-kinds"](Language.ZH_HANS))
    for name in ("form.field.date", "date.year.2027", "date.month.8"):
        focus(stage, name)
        press(stage, "enter")
    there = wanted(stage.window)
    reached = rounds(stage, "#")
    assert there in [reached[n:] + reached[:n] for n in range(len(reached))]
    focus(stage, "date.day.31")
    press(stage, "enter")
    assert stage.events() == [on.FieldChanged("date", "2027-08-31")]


def test_cancel_leaves_the_calendar_and_not_the_page(stage: Stage) -> None:
    stage.turn_to(samples.VIEWS["form-kinds"](Language.ZH_HANS))
    focus(stage, "form.field.date")
    press(stage, "enter", "cancel")
    assert inspection.find(stage.window, "date.year.2027") is None
    assert stage.events() == []
