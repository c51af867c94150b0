"""Certificates at the terminal: the virtual page printer behind the real driver, worker, journal and outbox.

The platform's answers are made by hand, its seals by the sandbox's own authority.
"""

from __future__ import annotations

import io
import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from devices.drivers.virtual_document_printer import Twin
from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows.certify_parts import Certifying as Part
from kiosk.flows.events import certificates as said
from kiosk.flows.memory import Memory
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import Problem
from kiosk.platform_api.wire import Certificate, CertificateRequest, Print, Session
from kiosk.runtime.begun_prints import begin
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking
from kiosk.runtime.performing.certifying import Certifying
from kiosk.runtime.settings import Device
from kiosk.runtime.workbench.pages import acts, of_prints
from kiosk.runtime.workbench.view import Page
from kiosk.sandbox import sealing
from kiosk.sandbox.papers import Paper, certificate
from kiosk.staff.roles import RIGHTS, Role
from tests.runtime_stand import Ear, desk, memory_at_form, settings, until

OFFICE = "示例市社会保险中心"
SESSION = Session("s", "t", "2026-07-12T10:00:00+08:00", "verified", {})
PLAIN = certificate(Paper("社保参保证明", OFFICE, (("姓名", "测试甲"),), "ZM1", "ABCD2345", "2026-07-12"))
LOST = "01900000-0000-7000-8000-000000000001"


def made() -> tuple[bytes, str]:
    """A sealed certificate and the authority it is sealed under."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.row_factory = sqlite3.Row
        db.executescript(sealing.SCHEMA)
        return sealing.seal(db, PLAIN, OFFICE, "社保参保证明"), sealing.authority(db)


SEALED, ROOT = made()


class Office:
    """Answers as the platform does."""

    def __init__(self) -> None:
        self.asked: list[CertificateRequest] = []
        self.file = SEALED
        self.state = "ready"
        self.error: PlatformError | None = None

    def request_certificate(self, session: Session, wanted: CertificateRequest) -> Certificate:
        del session
        self.asked.append(wanted)
        if self.error is not None:
            raise self.error
        about = (wanted.certificate_id, wanted.certificate_type, Text("社保参保证明"), self.state, Text("正在核查"))
        if self.state != "ready":
            return Certificate(*about)
        return Certificate(*about, serial="ZM1", prints_left=2)

    def certificate_file(self, session: Session, found: Certificate) -> bytes:
        del session, found
        return self.file


class Room:
    def __init__(self, at: Desk, folder: Path) -> None:
        self.desk, self.office, self.background = at, Office(), Ear()
        at._client = self.office  # type: ignore[assignment]  # as much of a client as is asked
        asking = Asking(at)
        asking._session = SESSION
        self.out = folder / "documents"
        self.twin = Twin(folder / "pages", self.out)
        self.thread = threading.Thread(target=self.twin.run, daemon=True)
        self.thread.start()
        self.work = Certifying(at, asking)

    def begin(self) -> None:
        self.work.begin(self.background.heard.append)
        self.background.hears(on.DeviceChanged("document-printer", usable=True))

    def fetched(self) -> said.CertificateReady:
        ear = Ear()
        self.work.fetch(wanted(), ear.scope)
        return ear.last(said.CertificateReady)

    def printed(self) -> on.Event:
        ear = Ear()
        self.work.print_copy(wanted(), ear.scope)
        outcomes = (said.CopyPrinted, said.CopyFailed)
        until(lambda: any(isinstance(one, outcomes) for one in list(ear.heard)), "an outcome")
        return next(one for one in ear.heard if isinstance(one, outcomes))

    def papers(self) -> int:
        return len(list(self.out.glob("*.pdf")))

    def told(self) -> list[Print]:
        """What lies in the outbox, in order."""
        jobs = [job for job in self.desk.outbox.jobs() if job.kind == "print"]
        return [msgspec.json.decode(self.desk.outbox.peek(job.job_id).payload, type=Print) for job in jobs]

    def rows(self) -> list[tuple[str, str, str, str, str, int]]:
        """What the desk lists."""
        now = self.desk.clock.wall().timestamp()
        found = of_prints(self.desk.prints.all(now), now)
        assert all(acts(Page.PRINTS, row, RIGHTS[Role.CLERK]) == () for row in found), "a certificate is no slip"
        return [(row.standing, row.ledger, row.item, row.reference, row.fault, row.pages) for row in found]

    def close(self) -> None:
        self.work.end()
        self.twin.stop()
        self.thread.join(20)
        self.twin.close()
        self.desk._client = None


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    options = {"uri": str(tmp_path / "pages"), "printed": str(tmp_path / "printed"), "lasting": 0.2}
    plain = settings(tmp_path, document_printer=Device("document_printer_ipp", options))
    (tmp_path / "root.pem").write_text(ROOT, "ascii")
    trusting = replace(plain, platform=replace(plain.platform, seal_roots=tmp_path / "root.pem"))
    with desk(trusting) as at:
        here = Room(at, tmp_path)
        yield here
        here.close()


def wanted() -> Memory:
    return replace(memory_at_form(), certifying=Part(type_code="sbcb"))


def test_fetched_checked_printed_once_and_told(room: Room) -> None:
    room.begin()
    ready = room.fetched()
    assert (ready.office, ready.pages, ready.prints_left, ready.serial) == (OFFICE, 1, 2, "ZM1")
    assert isinstance(room.printed(), said.CopyPrinted)
    assert room.papers() == 1
    (told,) = room.told()
    assert (told.outcome, told.what, told.pages, told.serial) == ("printed", "certificate", 1, "ZM1")
    assert told.certificate_id == ready.certificate_id
    assert room.rows() == [("printed", "certificate", "社保参保证明", "ZM1", "", 1)]
    assert not list((room.desk.settings.storage.state_dir / "prints-begun").iterdir())
    assert room.fetched().prints_left == 1, "the platform may not have heard of it yet"
    assert len({one.certificate_id for one in room.office.asked}) == 1, "it is the same certificate"


def test_a_second_copy_is_an_act_of_its_own(room: Room) -> None:
    room.begin()
    room.fetched()
    assert [type(room.printed()) for _ in range(2)] == [said.CopyPrinted] * 2
    first, second = room.told()
    assert (room.papers(), first.print_id != second.print_id) == (2, True)


@pytest.mark.expects_warnings
def test_printer_jams_and_the_copy_that_failed_is_tried_under_its_own_job(room: Room) -> None:
    room.begin()
    room.fetched()
    room.twin.handle({"do": "jam"})
    failed = room.printed()
    assert failed == said.CopyFailed("printer.paper-jam")
    room.twin.handle({"do": "well"})
    until(lambda: room.background.heard[-1] == on.DeviceChanged("document-printer", usable=True), "well again")
    assert [(row[0], row[4]) for row in room.rows()] == [("failed", "printer.paper-jam")]
    assert isinstance(room.printed(), said.CopyPrinted)
    assert [(row[0], row[4]) for row in room.rows()] == [("printed", "")], "the same copy"
    assert [one.outcome for one in room.told()] == ["failed", "printed"]
    assert room.papers() == 1


@pytest.mark.expects_warnings
def test_printer_vanishes_with_the_copy_and_it_counts_as_perhaps_printed(room: Room) -> None:
    room.begin()
    room.fetched()
    room.twin.handle({"do": "slow", "seconds": 3600})
    ear = Ear()
    room.work.print_copy(wanted(), ear.scope)
    until(lambda: room.twin.handle({"do": "state"})["jobs"] == 1, "the job at the printer")
    room.twin.handle({"do": "vanish"})
    room.twin.handle({"do": "return"})
    assert ear.last(said.CopyFailed).fault == "printer.outcome-unknown"
    (told,) = room.told()
    assert (told.outcome, told.fault) == ("unknown", "printer.outcome-unknown")
    assert [(row[0], row[4]) for row in room.rows()] == [("unsure", "printer.outcome-unknown")]
    assert room.fetched().prints_left == 1


def test_stopped_before_a_page_came_out_nothing_is_counted(room: Room) -> None:
    room.begin()
    room.fetched()
    room.twin.handle({"do": "slow", "seconds": 3600})
    ear = Ear()
    room.work.print_copy(wanted(), ear.scope)
    until(lambda: room.twin.handle({"do": "state"})["jobs"] == 1, "the job at the printer")
    room.work.stop(wanted(), ear.scope)
    assert ear.last(said.CopyFailed).fault == "printer.cancelled"
    assert [one.outcome for one in room.told()] == ["failed"]
    assert room.papers() == 0


def ofd() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("OFD.xml", "<ofd:OFD/>")
    return packed.getvalue()


@pytest.mark.expects_warnings
@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (SEALED + b"\n% more", "document.seal-altered"),
        (PLAIN, "document.seal-missing"),
        (ofd(), "document.ofd"),
        (b"<html>", "document.not-pdf"),
    ],
    ids=["altered", "unsealed", "ofd", "no-pdf"],
)
def test_a_file_that_cannot_be_trusted_is_named_and_nothing_is_printed(room: Room, file: bytes, fault: str) -> None:
    room.begin()
    room.office.file = file
    ear = Ear()
    room.work.fetch(wanted(), ear.scope)
    assert ear.last(said.CertificateUnusable).fault == fault
    assert isinstance(room.printed(), said.CopyFailed)
    assert (room.papers(), room.told()) == (0, [])


def test_waiting_refused_and_unanswered_are_told_apart(room: Room) -> None:
    ear = Ear()
    room.office.state = "processing"
    room.work.fetch(wanted(), ear.scope)
    assert ear.last(said.CertificateWaits).text == "正在核查"
    room.office.state = "refused"
    room.work.fetch(wanted(), ear.scope)
    ear.last(said.CertificateDenied)
    room.office.error = PlatformError(PlatformFault.GONE, Problem("about:blank", "", 410))
    gone = Ear()
    room.work.fetch(wanted(), gone.scope)
    gone.last(said.CertificateDenied)
    room.office.error = PlatformError(PlatformFault.TIMEOUT)
    room.work.fetch(wanted(), gone.scope)
    assert gone.last(on.PlatformFailed).fault == PlatformFault.TIMEOUT.code
    room.work._asking._session = None
    room.work.fetch(wanted(), ear.scope)
    assert ear.last(on.PlatformFailed).fault == PlatformFault.STEP_UP.code


def test_power_goes_in_the_middle_of_a_print_and_the_next_session_tells_of_it(room: Room) -> None:
    folder = room.desk.settings.storage.state_dir / "prints-begun"
    record = Print(LOST, "certificate", "unknown", 1, "2026-07-12T09:41:00+08:00", captured_offline=False,
                   certificate_id=LOST, serial="ZM1", fault="printer.outcome-unknown")  # fmt: skip
    held = begin(folder, LOST, msgspec.json.encode(record))
    room.begin()
    room.fetched()
    assert room.told() == [], "somebody still prints it"
    held.release()
    room.work._tell_of_left_behind()
    assert room.told() == [record]
    room.work._tell_of_left_behind()
    assert (room.told(), list(folder.iterdir())) == ([record], [])


@pytest.mark.expects_warnings
def test_a_print_that_cannot_be_written_down_is_not_begun(room: Room) -> None:
    room.begin()
    room.fetched()
    _ = room.desk.outbox
    (room.desk.settings.storage.state_dir / "prints-begun").write_bytes(b"in the way")
    assert room.printed() == said.CopyFailed("printer.disk-full")
    assert (room.papers(), room.told()) == (0, [])


def test_without_a_printer_it_is_said(tmp_path: Path) -> None:
    with desk(settings(tmp_path)) as at:
        work, ear = Certifying(at, Asking(at)), Ear()
        work.begin(ear.heard.append)
        ear.hears(on.DeviceChanged("document-printer", usable=False, fault="device.not-configured"))
        work.print_copy(wanted(), ear.scope)
        ear.hears(said.CopyFailed("device.not-configured"))
        work.end()
