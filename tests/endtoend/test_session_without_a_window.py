"""Whole sessions, everything real but the window: session, effects, store, sync, client, a socket, the sandbox."""

from __future__ import annotations

import dataclasses
import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from devices.contract import Kind
from devices.drivers import memory_id_reader
from devices.drivers.memory_id_reader import MemoryIdReader
from devices.protocols.idcard_record import CardFields, decode, encode
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.screens import Screen
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.delays import STEP_DELAYS
from kiosk.runtime.desk import Desk
from kiosk.runtime.enrolling import EnrollingLine
from kiosk.runtime.performer import TerminalPerformer
from kiosk.runtime.place import Place
from kiosk.runtime.session import Session
from kiosk.runtime.settings import Device
from kiosk.runtime.shown_licences import CodePhase
from kiosk.runtime.sync import Places, Synchroniser
from kiosk.runtime.view import PrintPhase, View
from kiosk.sandbox.seed import FOLDER
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import JobState
from offline_cache.link import LinkStore
from offline_cache.outbox import Outbox
from offline_cache.wakeup import Waker, wake
from tests.platform_stand import CODE, SandboxStand
from tests.runtime_stand import NOON, settings, until


class Sync:
    """The sync process as a thread."""

    def __init__(self, stand: SandboxStand, files: Files, clock: ManualClock) -> None:
        self.outbox = Outbox(open_store(files))
        self.socket = files.sync_socket
        line = EnrollingLine(stand.platform, CODE, files.enrolled)
        places = Places(self.outbox, SnapshotStore(self.outbox.store), LinkStore(self.outbox.store))
        self.synchroniser = Synchroniser(line, places, clock=clock, rng=random.Random(7))  # noqa: S311
        self.link = places.link
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        until(lambda: bool(self.link.read().checked_at), "a first look at the line")

    def _run(self) -> None:
        with closing(Waker(self.socket)) as waker:
            self.synchroniser.run(waker)

    def close(self) -> None:
        self.synchroniser.stop()
        wake(self.socket)
        if self._thread.ident is not None:
            self._thread.join(30)
        self.outbox.close()


class Room:
    """A terminal, a person before it, and the platform far away."""

    def __init__(self, folder: Path, reader: MemoryIdReader) -> None:
        self.folder, self.reader, self.clock = folder, reader, ManualClock(NOON)
        self.stand = SandboxStand(folder)
        printer = Device("printer_folder", {"folder": str(folder / "printed")})
        wanted = settings(folder, id_reader=Device("memory_id_reader"), receipt_printer=printer)
        self.sync = Sync(self.stand, Files(folder / "state"), self.clock)
        self.views: list[View] = []
        self.over = threading.Event()
        place = Place("示例市政务服务", "A-03", "12345", test_environment=True)
        self.performer = TerminalPerformer(Desk(wanted, self.clock), place, lambda _picture, _corners=(): None)
        self.performer._desk._client = self.stand.platform
        self.session = Session(self.performer, place, self.clock, self.views.append, self.over.set)
        self.session.first(Language.ZH_HANS, cleared=False)

    def close(self) -> None:
        if self.views:
            self.session.stop()
        self.sync.close()
        if self.performer._desk._store is not None:
            self.performer._desk._store.close()
        self.stand.close()

    def do(self, *events: Event) -> None:
        for event in events:
            self.session.send(event, self.views[-1].serial)

    def at(self, screen: Screen, true: Callable[[View], bool] = lambda _view: True) -> View:
        until(lambda: bool(self.views) and self.views[-1].screen is screen and true(self.views[-1]), screen.value)
        return self.views[-1]

    def place(self, person: str = "p01") -> None:
        raw = json.loads((FOLDER / "people" / f"{person}.json").read_text("utf-8"))
        self.reader.place(decode(encode(CardFields.from_json(raw["card"]))))

    def start(self) -> None:
        self.session.start()
        self.at(Screen.HOME, lambda view: Kind.ID_READER not in view.chrome.device_faults)

    def to_choice(self, *events: Event) -> None:
        """From a public page to the page of equal ways, with the card of p01."""
        self.do(*events)
        self.at(Screen.CARD)
        self.place()
        self.at(Screen.CARD, lambda view: view.card.phase == "done")
        self.clock.pass_time(STEP_DELAYS["card-done"] + 0.1)
        self.at(Screen.IDENTITY_CHOICE)

    def by_code(self) -> None:
        """Confirmed by the code on the phone."""
        self.at(Screen.IDENTITY_CHOICE, lambda view: any(w.way == "sms" and w.available for w in view.identity.ways))
        self.do(on.WayChosen("sms"))
        self.at(Screen.SMS_CODE, lambda view: view.identity.resend_seconds > 0)
        code = self.stand.control("sms")["messages"][-1]["code"]
        self.do(on.CodeEntered(code))

    def fill_in(self) -> View:
        """异地就医备案, three pages."""
        pages = ({"kind": "work"}, {"city": "990200", "start": "2026-08-01"}, {"phone": "19900000001"})
        for number, answers in enumerate(pages, 1):
            self.at(Screen.FORM, lambda view, number=number: view.form.page == number)  # type: ignore[misc]
            self.do(*(on.FieldChanged(name, value) for name, value in answers.items()), on.Accepted())
        return self.at(Screen.CHECK)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    reader = MemoryIdReader()
    one = dataclasses.replace(memory_id_reader.DRIVER, open=lambda _options: reader)
    monkeypatch.setattr(memory_id_reader, "DRIVER", one)
    made = Room(tmp_path, reader)
    try:
        yield made
    finally:
        made.close()


def to_item(room: Room) -> None:
    room.at(Screen.HOME, lambda view: bool(view.browse.themes))
    room.do(on.SearchOpened())
    room.at(Screen.SEARCH)
    room.do(on.SearchChanged("ydjy"))
    room.at(Screen.SEARCH, lambda view: bool(view.browse.items))
    room.do(on.ItemChosen("yb-ydjy"))
    room.at(Screen.ITEM, lambda view: view.item.blocked is None)


def test_a_service_from_home_to_the_slip_while_the_line_is_up(room: Room) -> None:
    room.sync.start()
    assert Files(room.folder / "state").enrolled.exists(), "the one-time code was used, once"
    room.start()
    to_item(room)
    room.to_choice(on.Started())
    room.by_code()
    check = room.fill_in().check
    assert check.sections[0].name == "applicant"
    room.do(on.Accepted())
    result = room.at(Screen.RESULT).case
    assert result.outcome is Outcome.RECEIVED
    (case,) = room.stand.control("submissions")["submissions"]
    assert result.number == case["projectNo"]
    room.do(on.PrintAsked())
    room.at(Screen.RESULT, lambda view: view.case.print_phase is PrintPhase.DONE)
    assert len(list((room.folder / "printed").glob("*.pdf"))) == 1
    room.do(on.ReceiptOpened())
    assert room.at(Screen.RECEIPT).case.qr.startswith("http")
    room.do(on.Finished())
    assert room.over.wait(30)
    assert room.stand.control("state")["counts"]["submissions"] == 1


def test_a_service_while_the_line_is_down_waits_and_is_never_called_sent(room: Room) -> None:
    room.sync.start()
    room.start()
    to_item(room)
    room.stand.control("trouble", {"status": 503, "statusTimes": 100_000})
    room.clock.pass_time(11)
    wake(room.sync.socket)
    until(lambda: not room.sync.link.read().online, "the line down")
    room.at(Screen.ITEM, lambda view: ("network", "less") in [(n.name, n.standing) for n in view.item.needs])
    room.to_choice(on.Started())
    room.do(on.WayChosen("signature"))
    room.at(Screen.SIGNATURE)
    room.do(on.Signed(b"\x89PNG signed"))
    room.fill_in()
    room.do(on.Accepted())
    room.at(Screen.SUBMITTING, lambda view: bool(view.case.number))
    room.clock.pass_time(STEP_DELAYS["case-answer"] + 1)
    result = room.at(Screen.RESULT).case
    assert (result.outcome, result.number[:4], result.identity_pending) == (Outcome.QUEUED, "A03-", True)
    assert Outcome.SENT not in {view.case.outcome for view in room.views}
    room.stand.control("trouble", {})
    room.clock.pass_time(11)
    wake(room.sync.socket)
    answered = room.at(Screen.RESULT, lambda view: view.case.outcome is Outcome.RECEIVED).case
    assert answered.number.startswith("A03-") is False
    (job,) = room.sync.outbox.jobs()
    assert job.state is JobState.DONE


def test_a_sync_process_that_is_gone_sends_nothing_and_nobody_says_it_did(room: Room) -> None:
    room.sync.start()
    room.start()
    to_item(room)
    room.to_choice(on.Started())
    room.by_code()
    room.fill_in()
    room.sync.synchroniser.stop()
    wake(room.sync.socket)
    room.sync._thread.join(30)
    room.do(on.Accepted())
    room.at(Screen.SUBMITTING, lambda view: bool(view.case.number))
    room.clock.pass_time(STEP_DELAYS["case-answer"] + 1)
    result = room.at(Screen.RESULT, lambda view: view.case.outcome is Outcome.QUEUED).case
    assert result.call_after


def test_a_licence_is_shown_checked_and_put_away(room: Room) -> None:
    room.sync.start()
    room.start()
    room.at(Screen.HOME, lambda view: view.browse.wallet_reason is None)
    room.to_choice(on.WalletOpened())
    room.by_code()
    rows = room.at(Screen.WALLET, lambda view: bool(view.licences.rows)).licences.rows
    room.do(on.LicenceChosen(rows[0].licence_id))
    payload = room.at(Screen.LICENCE_QR, lambda view: bool(view.licences.qr)).licences.qr
    assert room.stand.redeem(payload)
    room.at(Screen.LICENCE_QR, lambda view: view.licences.phase is CodePhase.VERIFIED)
    room.do(on.RenewAsked())
    again = room.at(
        Screen.LICENCE_QR, lambda view: bool(view.licences.qr) and view.licences.qr != payload
    ).licences.qr
    room.do(on.WentBack())
    room.at(Screen.WALLET)
    until(lambda: not room.stand.redeem(again), "put away, a code is dead")
    room.do(on.LeaveAsked())
    room.at(Screen.WALLET, lambda view: view.chrome.dialog == "leave")
    room.do(on.LeaveConfirmed())
    assert room.over.wait(30)


def test_a_new_catalogue_is_searched_at_once(room: Room) -> None:
    room.sync.start()
    room.start()
    room.at(Screen.HOME, lambda view: bool(view.browse.themes))
    room.do(on.SearchOpened())
    room.at(Screen.SEARCH)
    room.do(on.SearchChanged("ydjy"))
    room.at(Screen.SEARCH, lambda view: [row.code for row in view.browse.items][:1] == ["yb-ydjy"])
    room.stand.withdraw("yb-ydjy")
    room.clock.pass_time(61)
    wake(room.sync.socket)
    room.at(Screen.SEARCH, lambda view: "yb-ydjy" not in [row.code for row in view.browse.items])


def test_a_terminal_that_was_enrolled_before_does_not_try_its_code_again(room: Room) -> None:
    files = Files(room.folder / "state")
    files.enrolled.parent.mkdir(parents=True, exist_ok=True)
    files.enrolled.touch()
    room.sync.start()
    assert room.sync.link.read().fault == "platform.authentication"
    assert room.stand.control("state")["counts"]["terminals"] == 0
