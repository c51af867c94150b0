"""Plays sessions one after the other in one screen process, fast: the real window, session, store, client and slips.

python -m tests.benchmarks.session_player SETTINGS SESSIONS EVERY

Card (a reader in memory), code by SMS, form, check, submitted, slip printed, end: every page is built by the real
bridge before the next event. On a terminal each session has a process of its own; here one process holds them all, so
that what one of them leaves behind adds up. JSON lines on standard output: {"done": n, "mib": memory of its own}, and
{"broke": words} where it could not go on.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import gc
import json
import os
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimerEvent

from devices.contract import Kind
from devices.drivers import memory_id_reader
from devices.drivers.memory_id_reader import MemoryIdReader
from devices.protocols.idcard_record import CardFields, decode, encode
from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.screens import Screen
from kiosk.runtime.assembly import place_of
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.delays import STEP_DELAYS
from kiosk.runtime.desk import Desk
from kiosk.runtime.performer import TerminalPerformer
from kiosk.runtime.session import Session
from kiosk.runtime.settings import Device, Settings, load
from kiosk.runtime.view import PrintPhase, View
from kiosk.sandbox.seed import FOLDER
from ui import app, bridge

_ITEM = "yb-ydjy"
_PEOPLE = ("p01", "p02")
_PAGES = ({"kind": "work"}, {"city": "990200"}, {"phone": "19900000001"})
_PATIENCE = 120.0


class Player:
    """In place of the one session of a screen process: a thread that is person after person."""

    def __init__(self, settings: Settings, links: app.Links, sessions: int, every: int) -> None:
        self.reader = MemoryIdReader()
        memory_id_reader.DRIVER = dataclasses.replace(memory_id_reader.DRIVER, open=lambda _options: self.reader)
        devices = msgspec.structs.replace(settings.devices, id_reader=Device("memory_id_reader"))
        self.settings = msgspec.structs.replace(settings, devices=devices)
        self.links, self.sessions, self.every = links, sessions, every
        self.view = View(serial=0, screen=Screen.HOME)
        self._live = True
        self._scales = Scales()
        self._thread = threading.Thread(target=self._play, name="player", daemon=True)

    # --- what a screen process wants of its session ------------------------------------------------------
    def start(self) -> None:
        """Begin to play."""
        self._thread.start()

    def send(self, event: Event, serial: int) -> None:
        """Nobody touches the screen."""

    def turns(self) -> bool:
        """Is it still playing?"""
        return self._live

    def stop(self) -> None:
        """The process ends."""
        self._live = False

    # --- the people -------------------------------------------------------------------------------------
    def _play(self) -> None:
        try:
            for number in range(1, self.sessions + 1):
                self._one(_PEOPLE[number % len(_PEOPLE)])
                if number % self.every == 0:
                    _say(done=number, mib=self._scales.weigh())
        except BaseException as error:  # noqa: BLE001  whatever it is, the process must not stand there for ever
            _say(broke=f"{type(error).__name__}: {error}")
        finally:
            self.links.ended()

    def _one(self, person: str) -> None:
        """One whole session; what its process would free by ending is freed here: store and threads."""
        clock, over = ManualClock(dt.datetime.now().astimezone()), threading.Event()
        desk = Desk(self.settings, clock)
        performer = TerminalPerformer(desk, place_of(self.settings), lambda _picture, _corners=(): None)
        session = Session(performer, place_of(self.settings), clock, self._show, over.set)
        session.first(Language.ZH_HANS, cleared=False)
        self.view = View(serial=0, screen=Screen.HOME)
        session.start()
        visit = Visit(self, session, clock)
        visit.play(person)
        if not over.wait(_PATIENCE):
            raise TimeoutError("the session does not end")
        session.stop()
        if desk._store is not None:
            desk._store.close()

    def _show(self, view: View) -> None:
        self.view = view
        self.links.show(view)


class Visit:
    """One person."""

    def __init__(self, player: Player, session: Session, clock: ManualClock) -> None:
        self._player, self._session, self._clock = player, session, clock

    def play(self, person: str) -> None:
        """From home to the end; raises TimeoutError where a page does not come."""
        self._at(
            Screen.HOME, lambda view: bool(view.browse.themes) and Kind.ID_READER not in view.chrome.device_faults
        )
        self._do(on.ThemeChosen("yb"))
        self._at(Screen.CATEGORY, lambda view: bool(view.browse.items))
        self._do(on.ItemChosen(_ITEM))
        self._at(Screen.ITEM, lambda view: view.item.blocked is None)
        self._do(on.Started())
        self._at(Screen.CARD)
        self._player.reader.place(_card(person))
        self._at(Screen.CARD, lambda view: view.card.phase == "done")
        self._clock.pass_time(STEP_DELAYS["card-done"] + 0.1)
        self._do(on.Touched())  # the session looks at the clock after every event
        self._confirmed()
        self._filled_in()
        self._do(on.Accepted())
        self._at(Screen.RESULT)
        self._do(on.PrintAsked())
        self._at(Screen.RESULT, lambda view: view.case.print_phase is PrintPhase.DONE)
        self._do(on.Finished())

    def _confirmed(self) -> None:
        self._at(Screen.IDENTITY_CHOICE, lambda view: any(w.way == "sms" and w.available for w in view.identity.ways))
        self._do(on.WayChosen("sms"))
        self._at(Screen.SMS_CODE, lambda view: view.identity.resend_seconds > 0)
        self._do(on.CodeEntered(_last_code(self._player.settings.platform.base_url)))

    def _filled_in(self) -> None:
        first_of_august = f"{dt.date.today().year + 1}-08-01"  # noqa: DTZ011  the year on the calendar on the wall
        for number, answers in enumerate(_PAGES, 1):
            self._at(Screen.FORM, lambda view, number=number: view.form.page == number)  # type: ignore[misc]
            given = answers | ({"start": first_of_august} if "city" in answers else {})
            self._do(*(on.FieldChanged(name, value) for name, value in given.items()), on.Accepted())
        self._at(Screen.CHECK)

    def _do(self, *events: Event) -> None:
        for event in events:
            self._session.send(event, self._player.view.serial)

    def _at(self, screen: Screen, true: Callable[[View], bool] = lambda _view: True) -> None:
        """The session has it, and the window has built that page."""
        end = time.monotonic() + _PATIENCE
        player, window = self._player, bridge.installed()
        while not (player.view.screen is screen and true(player.view) and window.view.screen is screen):
            if time.monotonic() > end:
                raise TimeoutError(
                    f"{screen.value}, but {player.view.screen.value} {player.view.chrome.device_faults}"
                )
            time.sleep(0.002)


def _card(person: str) -> Any:
    raw = json.loads((FOLDER / "people" / f"{person}.json").read_text("utf-8"))
    return decode(encode(CardFields.from_json(raw["card"])))


def _last_code(base_url: str) -> str:
    with urllib.request.urlopen(f"{base_url}/_sandbox/sms", timeout=20) as answer:  # noqa: S310  our own server
        return str(json.loads(answer.read())["messages"][-1]["code"])


class Scales(QObject):
    """Weighs the process on the GUI thread, where alone Python may look for what can be freed."""

    def __init__(self) -> None:
        super().__init__()
        self._asked, self._weighed = threading.Event(), threading.Event()
        self._mib = 0.0
        self.startTimer(100)

    def weigh(self) -> float:
        """Memory that it has written to and shares with nobody, MiB; from any thread."""
        self._weighed.clear()
        self._asked.set()
        if not self._weighed.wait(_PATIENCE):
            raise TimeoutError("the window hangs")
        return self._mib

    def timerEvent(self, _event: QTimerEvent) -> None:  # noqa: N802  Qt's name
        """Is anybody asking?"""
        if self._asked.is_set():
            self._asked.clear()
            gc.collect()
            rows = Path("/proc/self/smaps_rollup").read_text().splitlines()
            self._mib = sum(int(row.split()[1]) for row in rows if row.startswith("Private_Dirty")) / 1024
            self._weighed.set()


def _say(**message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Play; the exit code of the screen process."""
    config, sessions, every = sys.argv[1:]
    settings = load(Path(config))
    size = (settings.screen.width, settings.screen.height)
    cache = settings.storage.state_dir / "cache"
    options = app.ScreenOptions(size=size, production=False, cache_dir=cache, voice="none")
    os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
    return app.run_screen(lambda links: Player(settings, links, int(sessions), int(every)), options)


if __name__ == "__main__":
    sys.exit(main())
