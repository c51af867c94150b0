"""What the tests of the technician's pages stand on: a desk on made-up findings, and a hand at its pages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argon2 import PasswordHasher

from kiosk.flows.screens import Screen
from kiosk.runtime.audit.trail import Trail, audit_folder
from kiosk.runtime.checks import all_checks
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.diagnostics import Check, Finding, Surroundings, Verdict
from kiosk.runtime.files import Files
from kiosk.runtime.settings import Device, Technician
from kiosk.runtime.staff_accounts import AuditedDoor
from kiosk.runtime.technician import Reach
from kiosk.runtime.technician import Technician as Desk
from kiosk.runtime.technician_entrance import Entrance
from kiosk.runtime.technician_pin import hashed
from kiosk.runtime.view import Chrome, View
from kiosk.staff.people import People
from tests import runtime_stand
from ui import inspection, technician
from ui.viewmodels.technician import Technician as Model

if TYPE_CHECKING:
    from tests.ui.conftest import Mode, Stage

PIN = "2580"
WAIT_MS = 20_000
FINDINGS = (
    Finding(Verdict.PASS, facts={"version": "0.1.0", "kernel": "6.1.0", "system": "Debian GNU/Linux 12 (bookworm)"}),
    Finding(Verdict.FAIL, "printer.paper-out", "refill", {"driver": "virtual_printer"}),
    Finding(Verdict.SIMULATED, facts={"driver": "virtual_sam", "serial": "05.03-20140101-0001"}, simulated=True),
    Finding(Verdict.WARN, "doctor.certificate-ends", "call", {"ends": "2026-08-01"}),
    Finding(Verdict.BUSY, "device.busy", "wait"),
    Finding(Verdict.NOT_FITTED),
)
"""What the checks of these tests find, in turn; those for a person stay as they are."""


QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Bench:
    """A desk on made-up findings, and what it did to its process."""

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        self.done: list[str] = []
        self.pictures: list[Any] = []
        self.gate = threading.Event()
        self.gate.set()
        self.found: dict[str, Finding] = {}
        """What a check of that name finds, in place of its turn."""
        wanted = runtime_stand.settings(
            folder,
            receipt_printer=Device("printer_folder", {"folder": str(folder / "printed")}),
            camera=Device("camera_opencv", {"source": str(folder / "pictures"), "live": False, "loop": True}),
        )
        self.settings = type(wanted)(
            **{name: getattr(wanted, name) for name in wanted.__struct_fields__ if name != "technician"},
            technician=Technician(hashed(PIN)),
        )
        self.clock = clock
        reach = Reach(lambda: self.done.append("released"), self.pictures.append, lambda: self.done.append("left"))
        checks = [self._made(n, check) for n, check in enumerate(all_checks())]
        self.people = People(Files(self.settings.storage.state_dir).staff, lambda _change, _number: None, QUICK)
        trail = Trail(audit_folder(self.settings.storage.state_dir), "staff", clock.wall)
        self.desk = Desk(
            self.settings, clock, checks, reach, Entrance(self.people, AuditedDoor(self.people, trail), clock)
        )

    def _made(self, number: int, check: Check) -> Check:
        def look(_around: Surroundings) -> Finding:
            self.gate.wait(30)
            return self.found.get(check.name, FINDINGS[number % len(FINDINGS)])

        if check.kind == "person":
            return check
        return Check(check.name, check.kind, check.title, check.guidance, look, limit=1e6)


@contextmanager
def bench_on(stage: Stage, folder: Path, chrome: Chrome) -> Iterator[Bench]:
    """The home page with a door for the technician."""
    made = Bench(folder, ManualClock(runtime_stand.NOON))
    technician.offer(lambda: made.desk)
    stage.show(View(serial=0, screen=Screen.HOME, chrome=chrome))
    yield made
    made.gate.set()
    made.desk.leave()
    made.desk.give_up()
    stage.qtbot.waitUntil(lambda: model(stage).stage == "closed", timeout=WAIT_MS)
    technician.offer(None)
    stage.settle()


def wait(stage: Stage, true: Callable[[], bool]) -> None:
    stage.qtbot.waitUntil(true, timeout=WAIT_MS)
    stage.settle()


def shown(stage: Stage, name: str) -> bool:
    return inspection.find(stage.window, name) is not None


def model(stage: Stage) -> Model:
    found = stage.view_model("Technician")
    assert isinstance(found, Model)
    return found


def knock(stage: Stage) -> None:
    model(stage).knock()
    wait(stage, lambda: shown(stage, "pinPage"))


def type_in(stage: Stage, digits: str) -> None:
    for digit in digits:
        stage.tap(f"key{digit}")


def enter(stage: Stage, *, until_done: bool = True) -> None:
    knock(stage)
    type_in(stage, PIN)
    stage.tap("primaryButton")
    wait(stage, lambda: shown(stage, "overviewPage"))
    if until_done:
        wait(stage, lambda: not model(stage).busy)


def turn_to(stage: Stage, page: str) -> None:
    stage.rest()
    stage.tap(f"technician.{page}")
    wait(stage, lambda: shown(stage, f"{page}Page"))


def in_mode(stage: Stage, mode: Mode, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(View(serial=0, screen=Screen.HOME, chrome=make_chrome()), mode)
