"""Devices break and come back while somebody reads the guide: the page says so by itself, and lets nobody start."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from devices.drivers import memory_id_reader
from devices.drivers.memory_id_reader import MemoryIdReader
from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.screens import Screen
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.desk import Desk
from kiosk.runtime.performer import TerminalPerformer
from kiosk.runtime.place import Place
from kiosk.runtime.session import Session
from kiosk.runtime.settings import Device
from kiosk.runtime.view import View
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import Link, Snapshot
from offline_cache.link import LinkStore
from tests.runtime_stand import CATALOGUE, settings, until

ITEM = "yb-mzbx"
"""门诊费用报销: an invoice is photographed."""


class Hall:
    """A terminal with a reader and a document camera, and the guide of an item on its screen."""

    def __init__(self, folder: Path, reader: MemoryIdReader) -> None:
        self.reader, self.camera, self.folder = reader, folder / "pages", folder
        self.camera.mkdir()
        keep_catalogue(folder)
        printer = Device("printer_folder", {"folder": str(folder / "printed")})
        camera = Device("document_camera", {"source": str(self.camera)})
        wanted = settings(
            folder, id_reader=Device("memory_id_reader"), receipt_printer=printer, document_camera=camera
        )
        self.views: list[View] = []
        place = Place("示例市政务服务", "A-03", "12345", test_environment=True)
        performer = TerminalPerformer(Desk(wanted, SystemClock()), place, lambda _picture, _corners=(): None)
        self.session = Session(performer, place, SystemClock(), self.views.append, lambda: None)
        self.session.first(Language.ZH_HANS, cleared=False)

    def at(self, screen: Screen, true: Callable[[View], bool]) -> View:
        until(lambda: bool(self.views) and self.views[-1].screen is screen and true(self.views[-1]), screen.value)
        return self.views[-1]

    def do(self, event: on.Event) -> None:
        self.session.send(event, self.views[-1].serial)

    def needs(self, **standing: str) -> None:
        """Wait until the needs of the item on screen stand so."""
        wanted = {(name.replace("_", "-"), value) for name, value in standing.items()}
        self.at(Screen.ITEM, lambda view: wanted <= {(need.name, need.standing) for need in view.item.needs})


def keep_catalogue(folder: Path) -> None:
    """As the sync process leaves it, with the line up."""
    with closing(open_store(Files(folder / "state"))) as store:
        body, now = msgspec.json.encode(CATALOGUE), time.time()
        SnapshotStore(store).put(Snapshot("catalogue", CATALOGUE.version, '"1"', now, body))
        LinkStore(store).write(Link(online=True, fault=None, changed_at=now, checked_at=now, clock_offset=0.0))


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    reader = MemoryIdReader()
    one = dataclasses.replace(memory_id_reader.DRIVER, open=lambda _options: reader)
    monkeypatch.setattr(memory_id_reader, "DRIVER", one)
    made = Hall(tmp_path, reader)
    made.session.start()
    made.at(Screen.HOME, lambda view: bool(view.browse.themes))
    made.do(on.ThemeChosen(""))
    made.at(Screen.CATEGORY, lambda view: ITEM in [row.code for row in view.browse.items])
    made.do(on.ItemChosen(ITEM))
    try:
        yield made
    finally:
        made.session.stop()


@pytest.mark.expects_warnings
def test_reader_and_camera_vanish_and_return_while_the_guide_is_read(hall: Hall) -> None:
    hall.needs(reader="ok", page_camera="ok", printer="ok")
    hall.camera.rmdir()  # what `vanish` of the camera's twin does
    hall.needs(reader="ok", page_camera="less")
    hall.at(Screen.ITEM, lambda view: view.item.blocked is None)  # the papers can come from a phone
    hall.reader.unplug()
    hall.needs(reader="stop", page_camera="less")
    hall.at(Screen.ITEM, lambda view: (view.item.blocked, view.item.instead) == ("reader-out", "other-terminal"))
    hall.do(on.Started())
    hall.camera.mkdir()
    hall.reader.unplug(gone=False)
    hall.needs(reader="ok", page_camera="ok")
    hall.at(Screen.ITEM, lambda view: view.item.blocked is None)
    assert {view.screen for view in hall.views} == {Screen.HOME, Screen.CATEGORY, Screen.ITEM}, "nobody got in"
