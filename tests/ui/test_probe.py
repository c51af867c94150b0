"""The development probe: it sees what is there, presses where it says, and is refused in production."""

from __future__ import annotations

import json
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage

from kiosk.domain.text import Language
from kiosk.flows.events import HelpOpened, SearchChanged, WentBack
from kiosk.flows.screens import Screen
from kiosk.runtime.shown_browse import BrowseView, ThemeCard
from kiosk.runtime.view import Chrome, Dialog, View
from ui import app, inspection
from ui.probe import Probe

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Stage

WAIT_MS = 20_000


class Client:
    """Asks the probe over its socket while the event loop runs."""

    def __init__(self, path: Path, qtbot: QtBot) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(str(path))
        self._socket.setblocking(False)
        self._qtbot = qtbot
        self._heard = b""

    def _hear(self) -> bool:
        try:
            self._heard += self._socket.recv(1 << 20)
        except BlockingIOError:
            return False
        return b"\n" in self._heard

    def send_line(self, line: bytes) -> dict[str, Any]:
        self._heard = b""
        self._socket.sendall(line + b"\n")
        self._qtbot.waitUntil(self._hear, timeout=WAIT_MS)
        answer: dict[str, Any] = json.loads(self._heard)
        return answer

    def ask(self, do: str, **more: object) -> dict[str, Any]:
        return self.send_line(json.dumps({"do": do, **more}).encode())

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def client(stage: Stage, tmp_path: Path, qtbot: QtBot) -> Iterator[Client]:
    path = tmp_path / "probe.sock"
    probe = Probe(str(path), stage.window)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    client = Client(path, qtbot)
    yield client
    client.close()
    probe.close()


@pytest.fixture
def help_page(stage: Stage, make_chrome: Callable[..., Chrome]) -> Stage:
    stage.show(View(serial=0, screen=Screen.HELP, chrome=make_chrome()))
    return stage


def test_screen_names_the_page(client: Client, help_page: Stage) -> None:
    answer = client.ask("screen")
    assert answer["ok"] is True
    assert (answer["screen"], answer["serial"], answer["language"]) == ("help", help_page.serial, "zh-Hans")
    assert answer["visible"] is True


def test_find_says_where_it_is(client: Client, help_page: Stage) -> None:
    answer = client.ask("find", name="backButton")
    assert answer["visible"]
    assert answer["enabled"]
    assert answer["topmost"]
    assert (answer["x"], answer["y"]) == (56, 1784)
    assert client.ask("find", name="nothing")["visible"] is False
    assert help_page.sent == []


def test_tap_is_a_press_at_the_pixel_it_reports(client: Client, help_page: Stage) -> None:
    answer = client.ask("tap", name="backButton")
    assert answer["ok"] is True
    box = client.ask("find", name="backButton")
    assert box["x"] < answer["x"] < box["x"] + box["w"]
    assert box["y"] < answer["y"] < box["y"] + box["h"]
    assert help_page.events() == [WentBack()]


def test_covered_button_is_not_tapped(client: Client, stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(View(serial=0, screen=Screen.HELP, chrome=make_chrome(dialog=Dialog.LEAVE)))
    answer = client.ask("tap", name="backButton")
    assert answer["ok"] is False
    assert "would not take the press" in answer["error"]
    assert stage.events() == []


def test_a_tap_whose_page_goes_away_under_the_finger_is_told_from_one_that_was_taken(
    client: Client, stage: Stage, make_chrome: Callable[..., Chrome]
) -> None:
    stage.show(View(serial=0, screen=Screen.HELP, chrome=make_chrome()))
    button = inspection.find(stage.window, "backButton")
    assert button is not None
    covered = View(serial=1, screen=Screen.HELP, chrome=make_chrome(dialog=Dialog.LEAVE))

    def cover() -> None:
        if button.property("pressed"):
            QTimer.singleShot(0, lambda: stage.show(covered))

    getattr(button, "pressedChanged").connect(cover)  # noqa: B009  a signal of QML
    answer = client.ask("tap", name="backButton")
    assert answer == {"ok": False, "error": "it moved from under the finger"}
    assert stage.events() == []


def test_missing_button_is_an_error(client: Client, help_page: Stage) -> None:
    assert client.ask("tap", name="nothing") == {"ok": False, "error": "nothing visible is named nothing"}
    assert help_page.sent == []


def test_tap_at_a_pixel(client: Client, stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(View(serial=0, screen=Screen.HOME, chrome=make_chrome(), browse=themes()))
    box = client.ask("find", name="helpButton")
    client.ask("tapAt", x=box["x"] + 20, y=box["y"] + 20)
    assert stage.events() == [HelpOpened()]


def themes() -> BrowseView:
    return BrowseView(themes=(ThemeCard(code="t", name="社保", hint="参保 待遇", icon="shield-check"),))


def test_drag_is_a_move_with_the_button_down(client: Client, help_page: Stage) -> None:
    box = client.ask("find", name="backButton")
    inside = [box["x"] + 50, box["y"] + 50]
    assert client.ask("drag", points=[inside, [600, 600]])["points"] == 2
    assert help_page.events() == []
    client.ask("drag", points=[inside, [inside[0] + 2, inside[1]]])
    assert help_page.events() == [WentBack()]


def test_keys_go_to_the_field_with_the_focus(
    client: Client, stage: Stage, make_chrome: Callable[..., Chrome]
) -> None:
    stage.show(View(serial=0, screen=Screen.SEARCH, chrome=make_chrome()))
    client.ask("key", text="ylj")
    assert client.ask("text", name="searchInput")["text"] == "ylj"
    assert SearchChanged("ylj") in stage.events()


def test_grab_is_the_window(client: Client, help_page: Stage, tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    assert client.ask("grab", path=str(path))["ok"]
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1080, 1920)
    assert image == help_page.grab()
    assert client.ask("grab", path=str(tmp_path / "no" / "such.png"))["ok"] is False


def test_tree_has_every_text_with_its_geometry(client: Client, help_page: Stage) -> None:
    items = client.ask("tree")["items"]
    title = next(item for item in items if item["name"] == "pageTitle")
    assert title["text"] == "找人帮忙"
    assert title["font_pixels"] == 60
    assert title["x"] == 56
    assert [item["text"] for item in items if item["font_pixels"]] == help_page.texts()


@pytest.mark.parametrize("line", [b"", b"[]", b"not json", b'{"do": "fly"}', b'{"do": "tapAt"}', b'{"do": "drag"}'])
def test_bad_request_is_answered(client: Client, help_page: Stage, line: bytes) -> None:
    assert client.send_line(line)["ok"] is False
    assert client.ask("screen")["ok"] is True
    assert help_page.sent == []


def test_language_of_the_page_is_told(client: Client, stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(View(serial=0, screen=Screen.HELP, chrome=make_chrome(language=Language.EN)))
    assert client.ask("screen")["language"] == "en"


def test_production_refuses_the_probe(tmp_path: Path) -> None:
    options = app.ScreenOptions(probe_socket=str(tmp_path / "probe.sock"), production=True)
    with pytest.raises(PermissionError, match="production"):
        app.run_screen(lambda _links: pytest.fail("no session may begin"), options)
    assert not (tmp_path / "probe.sock").exists()
