"""The crossing between the session's thread and the interface."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from kiosk.flows.events import Event, WentHome
from kiosk.flows.screens import Screen
from kiosk.runtime.shown_browse import BrowseView, ItemRow
from kiosk.runtime.view import Chrome, MaterialRow, View
from ui.bridge import Bridge
from ui.viewmodels.rows import RowsModel, plain

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WAIT_MS = 20_000


class Heard:
    """A listener that counts."""

    def __init__(self, *parts: str) -> None:
        self.parts = parts
        self.times = 0

    def renew(self) -> None:
        self.times += 1


def view(serial: int, screen: Screen = Screen.HOME, **parts: object) -> View:
    return View(serial=serial, screen=screen, **parts)  # type: ignore[arg-type]


def test_newest_view_of_another_thread_arrives_on_this_one(qtbot: QtBot) -> None:
    bridge = Bridge(lambda _event, _serial: None)
    seen: list[threading.Thread] = []
    bridge.arrived.connect(lambda: seen.append(threading.current_thread()))

    def work() -> None:
        for serial in range(1, 200):
            bridge.show(view(serial, Screen.HELP))

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bridge.view.serial == 199, timeout=WAIT_MS)
    assert seen == [threading.main_thread()]


def test_only_listeners_whose_part_changed_are_told(qtbot: QtBot) -> None:
    bridge = Bridge(lambda _event, _serial: None)
    chrome, browse, both = Heard("chrome"), Heard("browse"), Heard("chrome", "browse")
    for heard in (chrome, browse, both):
        bridge.join(heard)
    bridge.show(view(1, chrome=Chrome(online=False)))
    qtbot.waitUntil(lambda: bridge.view.serial == 1, timeout=WAIT_MS)
    assert (chrome.times, browse.times, both.times) == (1, 0, 1)
    bridge.part(both)
    bridge.show(view(2, chrome=Chrome(online=False), browse=BrowseView(title="社保")))
    qtbot.waitUntil(lambda: bridge.view.serial == 2, timeout=WAIT_MS)
    assert (chrome.times, browse.times, both.times) == (1, 1, 1)


def test_page_leaves_before_the_next_arrives(qtbot: QtBot) -> None:
    bridge = Bridge(lambda _event, _serial: None)
    order: list[tuple[str, str]] = []
    bridge.leaving.connect(lambda: order.append(("leaving", bridge.view.screen.value)))
    bridge.arrived.connect(lambda: order.append(("arrived", bridge.view.screen.value)))
    bridge.show(view(1))
    qtbot.waitUntil(lambda: bridge.view.serial == 1, timeout=WAIT_MS)
    assert order == []
    bridge.show(view(2, Screen.CARD))
    qtbot.waitUntil(lambda: bridge.view.serial == 2, timeout=WAIT_MS)
    assert order == [("leaving", "home"), ("arrived", "card")]


def test_event_carries_the_serial_the_person_looked_at(qtbot: QtBot) -> None:
    sent: list[tuple[Event, int]] = []
    bridge = Bridge(lambda event, serial: sent.append((event, serial)))
    bridge.show(view(7))
    bridge.send(WentHome())
    qtbot.waitUntil(lambda: bridge.view.serial == 7, timeout=WAIT_MS)
    bridge.send(WentHome())
    assert sent == [(WentHome(), 0), (WentHome(), 7)]


def test_latest_picture_wins_and_goes_with_its_page(qtbot: QtBot) -> None:
    bridge = Bridge(lambda _event, _serial: None)
    came: list[int] = []
    bridge.picture_came.connect(lambda: came.append(int(bridge.picture[0, 0, 0])))
    for value in (1, 2, 3):
        bridge.preview(np.full((2, 2, 3), value, np.uint8))
    qtbot.waitUntil(lambda: bool(came), timeout=WAIT_MS)
    assert came == [3]
    bridge.show(view(1, Screen.CARD))
    qtbot.waitUntil(lambda: bridge.view.serial == 1, timeout=WAIT_MS)
    assert bridge.picture is None


def test_rows_have_one_role_per_field() -> None:
    model = RowsModel(ItemRow)
    model.set_rows((ItemRow("a", "名", "注"), ItemRow("b", "名", "注", reason="needs-network")))
    roles = {bytes(name.data()).decode(): role for role, name in model.roleNames().items()}
    assert set(roles) == {"code", "name", "note", "reason", "begin", "length", "company"}
    assert model.rowCount() == 2
    assert model.data(model.index(0), roles["reason"]) == ""
    assert model.data(model.index(1), roles["reason"]) == "needs-network"
    assert model.data(model.index(1), 0) is None


def test_only_changed_rows_are_told(qtbot: QtBot) -> None:
    model = RowsModel(ItemRow)
    rows = tuple(ItemRow(str(n), "名", "注") for n in range(3))
    model.set_rows(rows)
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_rows((rows[0], ItemRow("1", "别", "注"), rows[2]))
    assert changed == [1]
    with qtbot.waitSignal(model.rowsRemoved, timeout=WAIT_MS), qtbot.assertNotEmitted(model.modelReset):
        model.set_rows(rows[:1])
    with qtbot.waitSignal(model.rowsInserted, timeout=WAIT_MS), qtbot.assertNotEmitted(model.modelReset):
        model.set_rows((ItemRow("0", "又", "注"), *rows[1:]))
    assert changed == [1, 0]
    name = next(role for role, word in model.roleNames().items() if bytes(word.data()) == b"name")
    assert [model.data(model.index(n), name) for n in range(model.rowCount())] == ["又", "名", "名"]


def test_plain_values_are_what_qml_can_hold() -> None:
    assert plain(Screen.HOME) == "home"
    row = {"name": "证", "status": "scan", "note": "", "field": "", "sample": ""}
    assert plain((MaterialRow("证", "scan"),)) == [row]
    assert plain(None) == ""
    assert plain(None, none=None) is None


def test_picture_is_overwritten_once_another_one_or_another_page_is_shown(qtbot: QtBot) -> None:
    bridge = Bridge(lambda _event, _serial: None)
    pictures = [np.full((2, 2, 3), value, np.uint8) for value in (1, 2, 3, 4)]
    for picture in pictures[:2]:
        bridge.preview(picture)
    assert not pictures[0].any(), "overtaken before it was shown"
    qtbot.waitUntil(lambda: bridge.picture is pictures[1], timeout=WAIT_MS)
    bridge.preview(pictures[2])
    qtbot.waitUntil(lambda: bridge.picture is pictures[2], timeout=WAIT_MS)
    assert not pictures[1].any()
    bridge.show(View(serial=1, screen=Screen.CATEGORY))
    qtbot.waitUntil(lambda: bridge.picture is None, timeout=WAIT_MS)
    assert not pictures[2].any()
    bridge.preview(pictures[3])
    qtbot.waitUntil(lambda: bridge.picture is pictures[3], timeout=WAIT_MS)
    bridge.close()
    assert not pictures[3].any()
