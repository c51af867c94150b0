"""Card reader and receipt printer as the session sees them: the shipped twins behind the real workers."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from devices.contract import Fault
from devices.drivers import memory_id_reader
from devices.drivers.memory_id_reader import MemoryIdReader
from devices.protocols.idcard_record import CardFields, decode, encode
from kiosk.domain.submission import Outcome
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.events.left import CardLeft
from kiosk.flows.memory import Case, Memory
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.printing import Printing
from kiosk.runtime.performing.reading import Reading
from kiosk.runtime.prints import KEEP
from kiosk.runtime.settings import Deployment, Device
from kiosk.sandbox.seed import FOLDER
from tests.runtime_stand import CATALOGUE, NOON, Ear, answered, desk, memory_at_form, settings, until

CASE_ID = "0198c5a0-0000-7000-8000-000000000009"
P01 = (FOLDER / "people" / "p01.json").read_bytes()


# --- the reader -------------------------------------------------------------------------------------------
class ReaderRoom:
    """A reader in memory in the place of a real one."""

    def __init__(self, at: Desk, reader: MemoryIdReader) -> None:
        self.reader, self.background, self.page = reader, Ear(), Ear()
        self.reading = Reading(at)

    def place(self) -> None:
        self.reader.place(decode(encode(CardFields.from_json(json.loads(P01)["card"]))))


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderRoom]:
    reader = MemoryIdReader()
    one = dataclasses.replace(memory_id_reader.DRIVER, open=lambda _options: reader)
    monkeypatch.setattr(memory_id_reader, "DRIVER", one)
    with desk(settings(tmp_path, id_reader=Device("memory_id_reader"))) as at:
        made = ReaderRoom(at, reader)
        yield made
        made.reading.end()


def test_the_reader_is_looked_at_only_while_its_page_is_shown(room: ReaderRoom) -> None:
    room.reading.begin(room.background.heard.append)
    room.background.hears(on.DeviceChanged("id-reader", usable=True))
    assert room.reader.polls == 0
    room.reading.start(Memory(), room.page.scope)
    until(lambda: room.reader.polls > 2, "polls")
    room.place()
    read = room.page.last(on.CardRead)
    assert read.person.name == "林晚舟"
    assert read.person.name not in repr(read)
    assert room.page.heard[0] == on.CardDetected()
    room.reading.stop()
    room.place()
    polls = room.reader.polls
    room.reading.stop()
    until(lambda: room.reader.polls <= polls + 1, "rest")
    assert len(room.page.all(on.CardRead)) == 1


def test_a_card_that_lay_there_before_is_told_and_read_for_nobody(room: ReaderRoom) -> None:
    room.place()
    room.reading.begin(room.background.heard.append)
    room.background.hears(CardLeft(there=True))
    lies = put(Memory(), "left", card=True)
    room.reading.start(lies, room.page.scope)
    room.reader.lift()
    room.background.hears(CardLeft(there=False))
    assert room.page.heard == []
    room.reading.start(Memory(), room.page.scope)
    room.place()
    assert room.page.last(on.CardRead).person.name == "林晚舟"
    assert len(room.background.all(CardLeft)) == 2, "one's own card is nothing left behind"


def test_a_card_that_cannot_be_read_says_the_modules_fault(room: ReaderRoom) -> None:
    room.reading.begin(room.background.heard.append)
    room.reading.start(Memory(), room.page.scope)
    room.reader.fail(Fault.READ_FAILED)
    room.place()
    assert room.page.last(on.CardFailed).fault == "reader.sam-41-read-failed"


@pytest.mark.expects_warnings
def test_a_reader_that_is_unplugged_is_out_and_comes_back(room: ReaderRoom) -> None:
    room.reading.begin(room.background.heard.append)
    room.background.hears(on.DeviceChanged("id-reader", usable=True))
    room.reader.unplug()
    room.reading.start(Memory(), room.page.scope)
    room.background.hears(on.DeviceChanged("id-reader", usable=False, fault="device.gone"))
    room.reader.unplug(gone=False)
    until(lambda: room.background.heard[-1] == on.DeviceChanged("id-reader", usable=True), "the reader again")


def test_no_reader_in_the_settings_is_said(tmp_path: Path) -> None:
    ear = Ear()
    with desk(settings(tmp_path)) as at:
        reading = Reading(at)
        reading.begin(ear.heard.append)
        reading.start(Memory(), ear.scope)
        reading.stop()
        reading.end()
    assert ear.heard == [on.DeviceChanged("id-reader", usable=False, fault="device.not-configured")]


@pytest.mark.expects_warnings
@pytest.mark.parametrize(
    ("driver", "production", "fault"),
    [
        ("sam_serail", False, "device.not-configured"),
        ("../../elsewhere", False, "device.not-configured"),
        ("memory_camera", False, "device.not-configured"),
        ("memory_id_reader", True, "device.not-permitted"),
    ],
)
def test_a_driver_that_is_refused_closes_the_reader_and_not_the_session(
    tmp_path: Path, driver: str, fault: str, *, production: bool
) -> None:
    ear = Ear()
    wanted = settings(tmp_path, id_reader=Device(driver), receipt_printer=Device(driver))
    if production:
        wanted = replace(wanted, deployment=Deployment.PRODUCTION)
    with desk(wanted) as at:
        Reading(at).begin(ear.heard.append)
        printing = Printing(at, Around)
        printing.begin(ear.heard.append)
        printing.end()
    assert ear.heard == [
        on.DeviceChanged("id-reader", usable=False, fault=fault),
        on.DeviceChanged("receipt-printer", usable=False, fault=fault),
    ]


# --- the printer ------------------------------------------------------------------------------------------
class Around:
    """What a slip says about the terminal."""

    catalogue = CATALOGUE
    organisation = "示例市政务服务"
    terminal = "A-03"
    hotline = "12345"
    now = NOON


def done(**case: object) -> Memory:
    given = Case(CASE_ID, "A03-0712-0001", Outcome.QUEUED, stored_at=NOON.timestamp())
    return replace(answered(memory_at_form()), case=replace(given, **case))


class PrinterRoom:
    """A printer that is a folder."""

    def __init__(self, at: Desk, folder: Path) -> None:
        self.folder, self.ear = folder, Ear()
        self.desk = at
        self.printing = Printing(at, Around)
        self.printing.begin(self.ear.heard.append)

    def slips(self) -> list[str]:
        return sorted(one.name for one in self.folder.glob("*.pdf"))


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PrinterRoom]:
    folder = tmp_path / "printed"
    with desk(settings(tmp_path, receipt_printer=Device("printer_folder", {"folder": str(folder)}))) as at:
        made = PrinterRoom(at, folder)
        yield made
        made.printing.end()


def printed(printer: PrinterRoom, memory: Memory) -> None:
    before = len(printer.ear.all(on.Printed))
    printer.printing.print_receipt(memory, printer.ear.scope)
    until(lambda: len(printer.ear.all(on.Printed)) > before, "printed")


def test_the_same_slip_comes_out_once_and_another_outcome_is_another_slip(printer: PrinterRoom) -> None:
    printer.ear.hears(on.DeviceChanged("receipt-printer", usable=True))
    printed(printer, done())
    (first,) = printer.slips()
    printed(printer, done())
    assert printer.slips() == [first]
    printed(printer, done(outcome=Outcome.RECEIVED, project_no="SL1"))
    written = printer.desk.prints.all(NOON.timestamp())
    assert sorted(f"{one.print_id}.pdf" for one in written) == printer.slips()
    assert {(one.what, one.outcome, one.printer) for one in written} == {("receipt", "printed", "printer_folder")}
    assert len(printer.slips()) == 2
    for slip in printer.slips():
        assert (printer.folder / slip).read_bytes().startswith(b"%PDF-")
        assert "0712" not in slip


def test_a_session_begins_with_no_slip_that_lay_too_long(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "prints"
    folder.mkdir(parents=True)
    for name, age in (("a", KEEP + 1), ("b", KEEP - 1)):
        (folder / f"{name}.slip").touch()
        os.utime(folder / f"{name}.slip", (NOON.timestamp() - age,) * 2)
    with desk(settings(tmp_path)) as at:
        Printing(at, Around).begin(Ear().heard.append)
        until(lambda: [one.name for one in folder.iterdir()] == ["b.slip"], "thrown away")


def test_the_outcome_is_told_whatever_page_is_shown_by_then(printer: PrinterRoom) -> None:
    page = Ear()
    printer.printing.print_receipt(done(), page.scope)
    page.scope.close()
    printer.ear.last(on.Printed)
    assert page.heard == []


@pytest.mark.expects_warnings
@pytest.mark.parametrize("fault", [Fault.PAPER_OUT, Fault.PAPER_JAM, Fault.COVER_OPEN])
def test_a_printer_that_fails_says_why_and_prints_when_it_is_mended(printer: PrinterRoom, fault: Fault) -> None:
    printer.ear.hears(on.DeviceChanged("receipt-printer", usable=True))
    (printer.folder / "fault").write_text(fault.name)
    printer.printing.print_receipt(done(), printer.ear.scope)
    assert printer.ear.last(on.PrintFailed).fault == fault.code
    printer.ear.hears(on.DeviceChanged("receipt-printer", usable=False, fault=fault.code))
    assert printer.slips() == []
    (printer.folder / "fault").unlink()
    until(lambda: printer.ear.heard[-1] == on.DeviceChanged("receipt-printer", usable=True), "the printer again")
    printer.printing.print_receipt(done(), printer.ear.scope)
    printer.ear.last(on.Printed)


def test_a_case_that_was_never_stored_can_have_a_slip_too(printer: PrinterRoom) -> None:
    failed = done(submission_id="", reference="", outcome=Outcome.FAILED, fault="form.unacceptable", stored_at=0.0)
    printer.printing.print_receipt(failed, printer.ear.scope)
    printer.ear.last(on.Printed)
    assert len(printer.slips()) == 1


def test_without_an_outcome_or_a_printer_nothing_is_printed(printer: PrinterRoom, tmp_path: Path) -> None:
    printer.printing.print_receipt(done(outcome=None), printer.ear.scope)
    printer.ear.hears(on.PrintFailed("device.not-configured"))
    ear = Ear()
    with desk(settings(tmp_path / "other")) as at:
        bare = Printing(at, Around)
        bare.begin(ear.heard.append)
        bare.print_receipt(done(), ear.scope)
        bare.end()
    assert ear.heard == [
        on.DeviceChanged("receipt-printer", usable=False, fault="device.not-configured"),
        on.PrintFailed("device.not-configured"),
    ]


@pytest.mark.expects_warnings
def test_a_slip_that_cannot_be_made_is_said_and_nobody_waits(
    printer: PrinterRoom, caplog: pytest.LogCaptureFixture
) -> None:
    endless = replace(
        done(), item=replace(CATALOGUE.items[0], name=replace(CATALOGUE.items[0].name, zh_hans="长" * 9000))
    )
    printer.printing.print_receipt(endless, printer.ear.scope)
    assert printer.ear.last(on.PrintFailed).fault == "printer.refused"
    printer.desk._pool.shutdown(wait=True)
    assert "DocumentError" in caplog.text
    assert not list(printer.folder.iterdir())
