"""补打: on paper again, marked and counted, for a reason, told in the trail; through CUPS and over a serial line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pypdfium2
import pytest
from argon2 import PasswordHasher

from devices.contract import DeviceError, Fault
from kiosk.documents import sheets
from kiosk.documents.faults import DocumentError
from kiosk.documents.payment_slip import PaymentSlip
from kiosk.documents.roll import PAPERS
from kiosk.domain.text import Language, Text
from kiosk.flows import events as on
from kiosk.platform_api.signing import keys
from kiosk.runtime.audit.events import REPRINTS
from kiosk.runtime.audit.trail import Places, audit_folder
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.connections import open_store
from kiosk.runtime.files import Files
from kiosk.runtime.performing.printing import Printing
from kiosk.runtime.prints import CERTIFICATE, SlipPrint, copy_id, prints_of, slip_print
from kiosk.runtime.settings import Device
from kiosk.runtime.staff_accounts import AuditedDoor, people_of, trail_of
from kiosk.runtime.workbench.bench import Bench
from kiosk.runtime.workbench.counter import counter_of
from kiosk.runtime.workbench.store import TerminalStore
from kiosk.runtime.workbench.view import Act, Page
from kiosk.staff.faults import StaffError
from kiosk.staff.people import Newcomer
from kiosk.staff.roles import Role
from offline_cache.contract import StoreError, StoreFault
from tests.escpos_stand import dots, expected, receipt, stand
from tests.print_server import QUEUE, print_server
from tests.runtime_stand import Ear, desk, settings, until

FIRST = "0198c5a0-0000-7000-8000-000000000009"
LONG = "27461385"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
FOLDER = "printer_folder"


class Station:
    """A terminal that has printed one slip, and its desk's hands."""

    def __init__(self, folder: Path, printer: Device | None) -> None:
        self.settings = settings(folder, receipt_printer=printer) if printer else settings(folder)
        self.files = Files(folder / "state")
        open_store(self.files).close()
        keys.save(self.files.terminal_key, keys.new_key("sm2-sm3"))
        self.prints = prints_of(self.files)
        self.prints.begin(slip_print(FIRST, receipt(), SystemClock().wall().timestamp(), "printer_cups"))
        self.prints.end(FIRST, None)
        self.store = TerminalStore(self.settings)

    def again(self, print_id: str = FIRST, why: str = "illegible") -> None:
        assert self.store.do(Act.REPRINT, print_id, "7", why) == ""

    def told(self) -> list[dict[str, Any]]:
        """What the trail says of reprints, without times and order."""
        trail = Places(audit_folder(self.files.state_dir)).lines
        lines = trail.read_bytes().splitlines() if trail.exists() else []
        said = [json.loads(line.split(b" ", 1)[1]) for line in lines]
        wanted = ("event", "job", "count", "staff", "why", "result", "fault")
        return [
            {name: one[name] for name in wanted if name in one} for one in said if one["event"].startswith("reprint-")
        ]


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return Station(tmp_path, Device(FOLDER, {"folder": str(tmp_path / "printed")}))


def words(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())


def test_a_reprint_comes_out_marked_under_its_own_id_and_the_trail_says_who_and_why(
    station: Station, tmp_path: Path
) -> None:
    for copy in (1, 2):
        station.again()
        paper = words((tmp_path / "printed" / f"{copy_id(FIRST, copy)}.pdf").read_bytes())
        assert paper.startswith(f"补打 第 {copy} 次")
        assert "A03-0712-0046" in paper
        assert "已收到，尚未上传，不代表受理" in paper
    assert [(row.standing, row.copy, row.copies) for row in station.store.slips()] == [
        ("printed", 2, 2),
        ("printed", 1, 2),
        ("printed", 0, 2),
    ]
    told = {"job": copy_id(FIRST, 1), "count": 1, "staff": "7"}
    assert station.told()[:2] == [
        {"event": "reprint-begun", **told, "why": "illegible"},
        {"event": "reprint-ended", **told, "result": "printed"},
    ]


@pytest.mark.expects_warnings
@pytest.mark.parametrize(
    ("fault", "standing", "next_copy"), [(Fault.PAPER_OUT, "failed", 1), (Fault.OUTCOME_UNKNOWN, "unsure", 2)]
)
def test_without_paper_it_is_said_and_only_what_may_have_come_out_counts(
    station: Station, tmp_path: Path, fault: Fault, standing: str, next_copy: int
) -> None:
    (tmp_path / "printed").mkdir()
    (tmp_path / "printed" / "fault").write_text(fault.name)
    with pytest.raises(DeviceError) as error:
        station.again()
    assert error.value.fault is fault
    assert [(row.standing, row.fault) for row in station.store.slips()] == [(standing, fault.code), ("printed", "")]
    assert station.told()[-1]["result"] == standing
    (tmp_path / "printed" / "fault").unlink()
    station.again()
    assert [path.stem for path in (tmp_path / "printed").glob("*.pdf")] == [copy_id(FIRST, next_copy)]


def test_without_a_reason_of_the_table_or_a_printer_nothing_is_begun(station: Station, tmp_path: Path) -> None:
    for why in ("", "because", "given-up"):
        with pytest.raises(StaffError, match="not-valid"):
            station.again(why=why)
    bare = Station(tmp_path / "bare", None)
    with pytest.raises(DeviceError) as error:
        bare.again()
    assert error.value.fault is Fault.NOT_CONFIGURED
    assert len(bare.store.slips()) == len(station.store.slips()) == 1
    assert set(REPRINTS) == {"paper-out", "jammed", "illegible", "not-taken", "another"}


def test_a_certificate_does_not_come_out_of_the_receipt_printer(station: Station, tmp_path: Path) -> None:
    other = copy_id(FIRST, 9)
    paper = msgspec.Raw(b'{"certificateId": "c", "certificateType": "sbcb", "printId": "p"}')
    now = SystemClock().wall().timestamp()
    station.prints.begin(SlipPrint(other, CERTIFICATE, paper, "ZM1", "社保参保证明", "", now, "document_printer_ipp"))
    station.prints.end(other, None)
    with pytest.raises(StoreError) as error:
        station.again(other)
    assert error.value.fault is StoreFault.STEP_NOT_ALLOWED
    assert station.told() == []
    assert not (tmp_path / "printed").exists()


def test_a_slip_of_another_version_is_refused_by_name(station: Station, tmp_path: Path) -> None:
    for name, said in (("receipt", b'{"organisation": 1}'), ("letter", b"{}")):
        with pytest.raises(DocumentError, match="slip-unreadable"):
            sheets.reprint(name, said, 1, PAPERS[80])
    assert not (tmp_path / "printed").exists()
    assert station.told() == []


def test_the_other_slips_are_marked_too_in_the_persons_language() -> None:
    slip = PaymentSlip(
        organisation=Text("示例市政务服务"),
        terminal="A-03",
        at=receipt().at,
        bill=Text("水费"),
        payee=Text("示例水务"),
        masked_account="**01",
        amount="12.50",
        receipt_no="R1",
        order_no="O1",
        language=Language.EN,
    )
    made = slip_print(FIRST, slip, 0.0, FOLDER)
    assert (made.what, made.number, made.item, made.name) == ("payment", "R1", "水费", "")
    paper = words(sheets.reprint(made.what, bytes(made.sheet), 3, PAPERS[58]))
    assert paper.startswith("补打 第 3 次")
    assert "Reprint no. 3" in paper
    assert "补打" not in words(sheets.render(slip, PAPERS[58]))


@contextmanager
def signed_in(station: Station, role: Role) -> Iterator[Bench]:
    clock = SystemClock()
    people = people_of(station.files, clock, CHEAP)
    people.add(Newcomer("7", "示例甲", (role,)), LONG, clock.wall().date())
    door = AuditedDoor(people, trail_of(station.files, clock))
    bench = Bench(door, station.store, counter_of(station.settings, clock), clock)
    bench.enter("7", LONG)
    until(lambda: bool(bench.view.counts), "signed in", bench.view)
    bench.turn_to(Page.PRINTS)
    until(lambda: not bench.view.busy and len(bench.view.rows) == 1, "prints", bench.view)
    bench.choose(FIRST)
    yield bench
    bench.close()


def test_a_clerk_has_it_printed_at_the_desk_and_sees_that_it_came_out(station: Station) -> None:
    with signed_in(station, Role.CLERK) as bench:
        assert bench.view.counts["prints"] == 1
        assert bench.view.acts == (Act.REPRINT,)
        bench.act(Act.REPRINT, "not-taken")
        assert bench.view.doing is Act.REPRINT
        until(lambda: bench.view.said == "reprint" and len(bench.view.rows) == 2, "printed", bench.view)
        assert not bench.view.problem


@pytest.mark.expects_warnings
def test_what_the_printer_lacks_is_said_at_the_desk(station: Station, tmp_path: Path) -> None:
    (tmp_path / "printed").mkdir()
    (tmp_path / "printed" / "fault").write_text("PAPER_OUT")
    with signed_in(station, Role.HEAD) as bench:
        bench.act(Act.REPRINT, "paper-out")
        until(lambda: bench.view.problem == Fault.PAPER_OUT.code and not bench.view.busy, "said", bench.view)


def test_a_reviewer_sees_the_list_and_prints_nothing(station: Station) -> None:
    with signed_in(station, Role.REVIEWER) as bench:
        assert bench.view.acts == ()
        bench.act(Act.REPRINT, "another")
    assert station.told() == []


def test_over_a_serial_line_the_mark_is_on_the_paper_dot_for_dot(tmp_path: Path) -> None:
    """The terminal prints the slip itself, through the session's own effect, and gives the printer back."""
    with stand(tmp_path) as bench:
        bench.printer.close()
        here = Station(tmp_path / "kiosk", Device("printer_escpos", bench.options))
        ear = Ear()
        with desk(here.settings, SystemClock()) as at:
            printing = Printing(at, lambda: None)
            printing.begin(ear.heard.append)
            printing._print(copy_id(FIRST, 9), receipt("何*生"))
            ear.last(on.Printed)
            with pytest.raises(DeviceError) as error:
                here.again(copy_id(FIRST, 9))
            assert error.value.fault is Fault.BUSY, "the line is the terminal's as long as it has it"
            printing.end()
        here.again(copy_id(FIRST, 9))
        first, again = (dots(png) for png in bench.twin.pictures())
    marked = sheets.reprint("receipt", bytes(slip_print(FIRST, receipt("何*生"), 0.0, "").sheet), 1, PAPERS[80])
    assert np.array_equal(again, expected(marked))
    assert len(again) > len(first), "the mark stands on top of everything else"
    assert [(row.copy, row.standing) for row in here.store.slips() if row.name == "何*生"] == [
        (1, "printed"),
        (0, "printed"),
    ]


def test_through_cups_the_marked_slip_arrives_at_the_printer(tmp_path: Path) -> None:
    with print_server() as server:
        options = {"queue": QUEUE, "server": server.server, "printed": str(tmp_path / "journal")}
        Station(tmp_path / "kiosk", Device("printer_cups", options)).again(why="jammed")
        (paper,) = server.papers()
        text = str(pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range())
        assert "补打 第 1 次" in text
        assert server.came_out() == [f"receipt {copy_id(FIRST, 1)}"]
        assert server.spooled() == []
