"""Reading aloud: what is said of every page, when it is said, and when nothing is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject

from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.screens import Screen
from kiosk.runtime.view import Dialog, View
from tests.ui import samples
from ui import accessible, inspection, spoken
from ui.speech import Fit, Speech

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

LOUD_DIGITS = re.compile(r"\d{6}|(?:\d ){5}\d")
"""Six digits in a row, as a word or one by one."""


class MemoryVoice:
    """Says nothing and remembers what it was told; a text is out when the test says so."""

    def __init__(self, done: Callable[[], None]) -> None:
        self.said: list[str] = []
        self.stopped = 0
        self.rate = self.volume = 0.0
        self.language: Language | None = None
        self.done = done
        self.saying = False

    def say(self, text: str) -> None:
        self.said.append(text)
        self.saying = True

    def out(self) -> None:
        """The text is out."""
        self.saying = False
        self.done()

    def stop(self) -> None:
        self.saying = False
        self.stopped += 1

    def tune(self, rate: float, volume: float) -> None:
        self.rate, self.volume = rate, volume

    def speak_in(self, language: Language) -> None:
        self.language = language


@pytest.fixture
def voice(stage: Stage) -> Iterator[MemoryVoice]:
    """The stage's own reader with a voice that remembers, and a page on which nothing was said yet."""
    speech = stage.process.speech
    memory = MemoryVoice(lambda: None)

    def made(done: Callable[[], None], _broken: Callable[[], None], _parent: QObject) -> MemoryVoice:
        memory.done = done
        return memory

    with voiced(speech, lambda: made):
        yield memory


class voiced:  # noqa: N801  used like a function
    """For as long as the test takes, that is what the reader finds."""

    def __init__(self, speech: Speech, fit: Fit) -> None:
        self._speech, self._fit = speech, fit

    def __enter__(self) -> None:
        self._speech.find_again(self._fit)

    def __exit__(self, *_what: object) -> None:
        self._speech.private = False
        self._speech.find_again(lambda: None)


def shown(stage: Stage, name: str, language: Language = Language.ZH_HANS, **chrome: object) -> View:
    view = samples.VIEWS[name](language)
    view = replace(view, chrome=replace(view.chrome, **chrome))
    stage.turn_to(view)
    return view


def form(stage: Stage, language: Language = Language.ZH_HANS, *, private: bool = False) -> list[str]:
    return spoken.page(accessible.read(stage.window), language, private=private)


def hear(stage: Stage, voice: MemoryVoice, number: int = 1) -> list[str]:
    """Wait until so many sentences were begun, each as soon as the one before is out."""
    while len(voice.said) < number:
        if voice.saying:
            voice.out()
        else:
            stage.qtbot.waitUntil(lambda: voice.saying, timeout=20_000)
    return voice.said


@pytest.mark.parametrize("language", Language)
def test_every_screen_has_a_spoken_form(language: Language, stage: Stage) -> None:
    spoken_of: set[Screen] = set()
    wrong = []
    for name, make in samples.VIEWS.items():
        view = make(language)
        stage.turn_to(view)
        said = form(stage, language)
        spoken_of.add(view.screen)
        title = inspection.find(stage.window, "pageTitle")
        if (
            view.chrome.dialog is Dialog.NONE
            and title is not None
            and said[:1] != [spoken.heard(str(title.property("text")), language, private=False)]
        ):
            wrong.append(f"{name}: does not begin with its title: {said[:2]}")
        if not said:
            wrong.append(
                f"{name}: nothing is said. Give the page a title and Accessible names (see ui/accessible.py)"
            )
        wrong += [f"{name}: others would hear {one!r}" for one in said if LOUD_DIGITS.search(one)]
    wrong += [
        f"Screen.{screen.name} has no spoken form: it needs a sample view (tests/ui/samples.py); what is said of it "
        "is made of its title and its Accessible names, nothing else is to be written"
        for screen in Screen
        if screen not in spoken_of
    ]
    assert not wrong, "\n".join(wrong)


def test_errors_come_right_after_the_title(stage: Stage) -> None:
    shown(stage, "form-error")
    assert form(stage)[:3] == ["办好了怎么通知您？", "有 1 处要改", "手机号码还差 1 位数字，按钮"]


def test_of_a_dialog_alone_is_spoken(stage: Stage) -> None:
    shown(stage, "dialog-idle")
    said = form(stage)
    assert said[0] == "您还在吗？"
    assert "继续办理，按钮" in said
    assert not [one for one in said if "12345" in one.replace(" ", "")]


def test_choices_are_said_in_order_with_what_is_chosen(stage: Stage) -> None:
    shown(stage, "form-kinds")
    said = [one for one in form(stage) if "项，共" in one]
    assert said[0] == "长期居住，已选，第 1 项，共 4 项"
    assert said[1] == "示例第 1 区，可选，第 2 项，共 4 项"


def test_headphones_begin_it_and_pulling_them_ends_it(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "home")
    speech = stage.process.speech
    stage.process.bridge.key_came.emit("plugged")
    assert hear(stage, voice, 2)[0] == "您好，今天办什么事？"
    speech.cover(covered=True)
    stage.process.bridge.key_came.emit("unplugged")
    assert not speech.on
    assert not speech.curtain
    assert voice.stopped == 1


def test_keys_are_explained_once(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "help")
    stage.process.bridge.key_came.emit("plugged")
    said = form(stage, private=True)
    assert hear(stage, voice, len(said) + 1)[-1] == spoken.KEYS.zh_hans
    voice.out()
    shown(stage, "item")
    voice.said.clear()
    said = form(stage, private=True)
    hear(stage, voice, len(said))
    voice.out()
    assert spoken.KEYS.zh_hans not in voice.said


def test_a_touch_silences_it(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "home")
    stage.process.speech.start()
    hear(stage, voice)
    stage.press_and_slide("pageTitle", by=(0, 5))
    assert voice.stopped == 1
    assert stage.process.speech.on


def test_another_page_silences_it_and_is_read(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "home")
    stage.process.speech.start()
    hear(stage, voice)
    shown(stage, "help")
    assert voice.stopped == 1
    assert hear(stage, voice, 2)[1] == "找人帮忙"


def test_of_the_same_page_only_what_is_new_is_read(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "form-phone")
    stage.process.speech.start()
    said = form(stage)
    hear(stage, voice, len(said) + 1)
    voice.out()
    voice.said.clear()
    shown(stage, "form-error")
    assert hear(stage, voice, 1) == ["有 1 处要改"]


def test_a_countdown_is_not_counted_aloud(stage: Stage, voice: MemoryVoice) -> None:
    view = shown(stage, "dialog-idle")
    stage.process.speech.start()
    hear(stage, voice, len(form(stage)) + 1)
    voice.out()
    voice.said.clear()
    stage.turn_to(replace(view, chrome=replace(view.chrome, dialog_seconds=view.chrome.dialog_seconds - 1)))
    stage.qtbot.wait(900)
    assert voice.said == []


def test_keys_say_what_they_come_to(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "help")
    stage.process.bridge.key_came.emit("plugged")
    hear(stage, voice)
    stage.process.bridge.key_came.emit("#")
    focused = accessible.focused(stage.window)
    assert focused is not None
    assert voice.said[-1].startswith(focused.name)


@pytest.mark.parametrize(
    ("digit", "rate", "volume"), [("4", -0.3, 0.8), ("6", 0.3, 0.8), ("2", 0.0, 0.6), ("8", 0.0, 1.0)]
)
def test_digits_tune_it_where_no_number_is_asked_for(
    digit: str, rate: float, volume: float, stage: Stage, voice: MemoryVoice
) -> None:
    shown(stage, "help")
    stage.process.bridge.key_came.emit("plugged")
    hear(stage, voice)
    stage.process.bridge.key_came.emit(digit)
    assert (voice.rate, voice.volume) == (rate, volume)
    stage.process.bridge.key_came.emit("unplugged")
    stage.process.speech.start()
    assert (voice.rate, voice.volume) == (0.0, 0.8), "the next person begins anew"


def test_digits_go_to_the_number_where_one_is_asked_for(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "sms")
    stage.process.bridge.key_came.emit("plugged")
    hear(stage, voice)
    for digit in "404040":
        stage.process.bridge.key_came.emit(digit)
    stage.process.bridge.key_came.emit("enter")
    assert on.CodeEntered("404040") in stage.events()
    assert not stage.process.speech.curtain


def test_curtain_covers_the_page_and_the_keys_still_work(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "category")
    stage.process.bridge.key_came.emit("plugged")
    hear(stage, voice)
    stage.process.bridge.key_came.emit("0")
    stage.layout()
    curtain = inspection.find(stage.window, "curtain")
    assert curtain is not None
    assert inspection.scene_rect(curtain).height() == stage.window.height()
    assert inspection.belongs_to(inspection.topmost_at(stage.window, 540, 700), curtain)
    stage.process.bridge.key_came.emit("cancel")
    assert stage.events() == [on.WentBack()]
    stage.tap("curtain.lift")
    stage.layout()
    assert inspection.find(stage.window, "curtain") is None


def test_no_curtain_for_somebody_without_headphones(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "home")
    stage.process.speech.start()
    hear(stage, voice)
    stage.process.speech.cover(covered=True)
    assert not stage.process.speech.curtain


def test_without_a_voice_there_is_no_button(stage: Stage) -> None:
    shown(stage, "home")
    assert inspection.find(stage.window, "speechButton") is None
    stage.process.speech.start()
    assert not stage.process.speech.on


def test_engine_does_not_come_up(stage: Stage) -> None:
    shown(stage, "home")
    with voiced(stage.process.speech, lambda: lambda *_ways: None):
        stage.layout()
        stage.tap("speechButton")
        stage.layout()
        assert inspection.find(stage.window, "speechButton") is None


def test_button_turns_it_on_and_off(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "home")
    stage.rest()
    stage.tap("speechButton")
    stage.layout()
    assert inspection.find(stage.window, "speechBar") is not None
    hear(stage, voice)
    stage.tap("speech.stop")
    stage.layout()
    assert inspection.find(stage.window, "speechBar") is None


def test_nobody_there_any_more(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "home")
    speech = stage.process.speech
    speech.start()
    speech.faster(2)
    speech.nobody.timeout.emit()
    assert not speech.on
    speech.start()
    assert voice.rate == 0.0


def test_listening_is_being_there(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "home")
    stage.process.speech.start()
    hear(stage, voice)
    stage.sent.clear()
    voice.out()
    assert [event for event, _ in stage.sent] == [on.Touched()]


def test_what_was_said_is_kept_for_nobody(stage: Stage, voice: MemoryVoice) -> None:
    shown(stage, "home")
    stage.process.speech.start()
    hear(stage, voice, 3)
    assert stage.process.speech.heard == []


@pytest.mark.parametrize("name", ["home", "card-waiting", "identity-face-closed", "identity-failed", "form-error"])
def test_fullest_pages_still_hold_with_the_bar(
    name: str, stage: Stage, voice: MemoryVoice, check_readable: Callable[[Stage], None]
) -> None:
    shown(stage, "help")
    stage.process.bridge.key_came.emit("plugged")
    hear(stage, voice)
    shown(stage, name, Language.EN)
    assert inspection.find(stage.window, "speech.cover") is not None
    check_readable(stage)
