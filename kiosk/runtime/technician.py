"""The technician's desk behind the screen: PIN, checks, print test, live camera, touch test. No citizen is near it.

Opened only after the session has been ended (its devices are given back); leaving ends the process. Must never hold
anything of a person, never keep a PIN or a picture, and never stay open when nobody is there.

Staff sign in by number and secret (`kiosk.staff`), and see what their rights allow. In development one PIN, of which
the settings hold the hash, stands in as long as nobody has an account.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from devices.contract import DeviceError, Fault, Kind
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.trail import Trail, audit_folder
from kiosk.runtime.checks.devices import made_for, opened
from kiosk.runtime.checks.person import print_code, print_read, touched
from kiosk.runtime.clock import Clock
from kiosk.runtime.delays import REPAIR_IDLE, TECHNICIAN_IDLE, TECHNICIAN_PIN
from kiosk.runtime.diagnostics import Check, Doctor, Finding, Result, Verdict
from kiosk.runtime.files import Files
from kiosk.runtime.repairing import Repairing
from kiosk.runtime.repairs import CHECKED
from kiosk.runtime.settings import Settings
from kiosk.runtime.technician_entrance import Entrance
from kiosk.runtime.technician_pin import PinLock
from kiosk.runtime.technician_view import CheckRow, TechnicianView
from kiosk.staff.faults import StaffError
from kiosk.staff.people import Person
from kiosk.staff.roles import Right

_log = logging.getLogger(__name__)
_FRAME_SECONDS = 2.0
_LETS_GO = 5
"""How often a busy device is asked again, a second apart."""


@dataclass(frozen=True)
class Reach:
    """What the desk may do to the process it lives in; each may be called from any thread."""

    release: Callable[[], None]
    """End the citizen's session and give the devices back; returns when that is done."""
    preview: Callable[[Any], None]
    leave: Callable[[], None]
    """End the process: the next citizen gets a new one."""


class Technician:
    """The desk. Every method may be called from the GUI thread and returns at once; `view` is what to show."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        checks: Sequence[Check],
        reach: Reach,
        entrance: Entrance | None = None,
    ) -> None:
        self._settings, self._clock, self._checks, self._reach = settings, clock, tuple(checks), reach
        kept = settings.technician.pin_hash if settings.technician is not None else ""
        self._lock = PinLock(kept, settings.storage.state_dir / "technician-tries")
        self._entrance = entrance
        self._trail = Trail(audit_folder(settings.storage.state_dir), "screen", clock.wall)
        self._turn = threading.Lock()
        rows = tuple(CheckRow(c.name, c.title, c.guidance) for c in self._checks)
        self._view = TechnicianView(rows=rows, phone=settings.terminal.maintenance_phone)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="technician")
        self._doctor: Doctor | None = None
        self._printed = ""
        self._watching = threading.Event()
        self._touched = clock.monotonic()
        self._repairing = Repairing(clock, self._trail, self._ask, lambda shown: self._change(repair=shown))

    @property
    def view(self) -> TechnicianView:
        """What the pages show now; a new object whenever anything changed."""
        return self._view

    # --- coming and going -------------------------------------------------------------------------------
    def knock(self) -> None:
        """Somebody asks for the door; where nobody could come in there is none."""
        accounts = self._entrance is not None and self._entrance.is_used()
        if self._view.stage == "closed" and (accounts or self._settings.technician is not None):
            self._touched = self._clock.monotonic()
            self._change(stage="pin", accounts=accounts, wrong=False, refused="", wait=self._wait())

    def enter(self, pin: str) -> None:
        """Try a PIN; the right one ends the citizen's session and opens the desk."""
        if self._view.stage == "pin" and not self._view.accounts:
            self._work(lambda: self._enter(pin))

    def _enter(self, pin: str) -> None:
        if not self._lock.opens(pin, self._clock.wall().timestamp()):
            self._trail.note(AuditEvent.TECHNICIAN_REFUSED)
            self._change(wrong=True, wait=self._wait())
            return
        self._admit(None)

    def sign_in(self, number: str, secret: str) -> None:
        """Try a staff number with its secret; the right ones open what that person may do."""
        entrance = self._entrance
        if self._view.stage == "pin" and self._view.accounts and entrance is not None:
            self._work(lambda: self._sign_in(entrance, number, secret))

    def _sign_in(self, entrance: Entrance, number: str, secret: str) -> None:
        try:
            person = entrance.opens(number, secret)
        except StaffError as error:
            self._change(wrong=True, refused=error.fault.code, wait=self._wait())
        else:
            self._admit(person)

    def _admit(self, person: Person | None) -> None:
        staff = person.number if person is not None else ""
        maintains = person is None or Right.MAINTAIN in person.rights
        self._repairing.staff = staff
        self._change(stage="opening", wrong=False, refused="", wait=0, maintains=maintains)
        self._reach.release()
        _log.info("technician in, session ended")
        self._trail.note(AuditEvent.TECHNICIAN_ENTERED, staff=staff or None)
        self._touched = self._clock.monotonic()
        self._change(stage="open")
        self._run(())

    def give_up(self) -> None:
        """Close the PIN page."""
        if self._view.stage == "pin":
            self._change(stage="closed", wrong=False, refused="")

    def leave(self, ending: str = "left") -> None:
        """Out: what runs is left behind, and the process ends. `ending`: `left` or `idle`, for the trail."""
        self.end_repair()
        self.camera(on=False)
        if self._view.stage == "open":
            self._change(stage="closed")
            _log.info("technician out")
            self._trail.note(AuditEvent.TECHNICIAN_LEFT)
            if self._entrance is not None:
                self._entrance.leave(ending)
            self._sign()
            self._reach.leave()

    def _sign(self) -> None:
        """What was done here is signed before the process ends."""
        from kiosk.platform_api.signing.keys import load
        from kiosk.runtime.audit.witness import sign

        sign(self._trail, lambda: load(Files(self._settings.storage.state_dir).terminal_key))

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self._clock.monotonic()

    def tick(self) -> None:
        """Look at the time, about once a second: nobody there, nothing open. A running check is somebody."""
        quiet = self._clock.monotonic() - self._touched
        if self._view.stage == "pin":
            if self._view.wait != self._wait():
                self._change(wait=self._wait())
            if quiet >= TECHNICIAN_PIN:
                self.give_up()
        elif self._view.stage == "open":
            if self._view.busy:
                self.touch()
            elif quiet >= (REPAIR_IDLE if self._view.repair.name else TECHNICIAN_IDLE):
                self.leave("idle")

    def _wait(self) -> int:
        if self._view.accounts and self._entrance is not None:
            return self._entrance.wait()
        return round(self._lock.wait(self._clock.wall().timestamp()))

    # --- checks -----------------------------------------------------------------------------------------
    def run(self, names: Sequence[str] = ()) -> None:
        """Run these checks (none named: all), one at a time; nothing while some are running."""
        if self._view.stage == "open" and not self._view.busy:
            self.touch()
            self._change(busy=True)
            self._worker.submit(self._guarded, lambda: self._run(tuple(names)))

    def cancel(self) -> None:
        """Stop what runs; what has not begun is not run."""
        doctor = self._doctor
        if doctor is not None:
            doctor.cancel()

    def _run(self, names: Sequence[str]) -> None:
        self.camera(on=False)
        self._change(busy=True)
        self._doctor = doctor = Doctor(self._settings, self._clock, self._progress)
        seen = [check for check in self._checks if self._view.maintains or check.name in CHECKED]
        chosen = [check for check in seen if not names or check.name in names]
        for check in chosen:
            if check.kind != "person":  # what a person found out stands until a person looks again
                self._row(check.name, verdict="", simulated=False, fault="", action="", facts=())
        doctor.run(chosen, asked=bool(names))
        self._doctor = None
        self._change(busy=False)

    def _progress(self, name: str, result: Result | None) -> None:
        if result is None:
            self._row(name, running=True)
        elif result.verdict is Verdict.NEEDS_PERSON and self._verdict(name) in {"pass", "fail", "simulated"}:
            self._row(name, running=False)  # a person has said so already
        else:
            self._settle(name, result.at, result.seconds, result)

    def _settle(self, name: str, at: str, seconds: float, finding: Result | Finding) -> None:
        self._row(
            name,
            running=False,
            verdict=finding.verdict.value,
            simulated=finding.simulated,
            fault=finding.fault or "",
            action=finding.action or "",
            at=at,
            seconds=seconds,
            facts=tuple(finding.facts.items()),
        )

    def _said(self, name: str, finding: Finding) -> None:
        """What a person found out."""
        self._settle(name, self._clock.wall().isoformat(timespec="seconds"), 0.0, finding)

    def _verdict(self, name: str) -> str:
        return next((row.verdict for row in self._view.rows if row.name == name), "")

    # --- guided repairs ---------------------------------------------------------------------------------
    def repair(self, name: str) -> None:
        """Begin this repair; checks that run are stopped for it. Its device is asked first."""
        if self._view.stage != "open":
            return
        if self._entrance is not None and not self._entrance.is_in():  # the account ended meanwhile
            self.leave()
            return
        self.cancel()
        self._work(lambda: self._repairing.begin(name))

    def check_repair(self) -> None:
        """After the last step: ask the device."""
        if self._view.stage == "open" and not self._view.busy:
            self._work(self._repairing.check)

    def turn_repair(self, by: int) -> None:
        """To the next step (1) or back (-1)."""
        self.touch()
        self._repairing.turn(by)

    def repair_again(self) -> None:
        """From the first step."""
        self.touch()
        self._repairing.again()

    def end_repair(self) -> None:
        """Back from the repair, done or not."""
        self.touch()
        self.cancel()
        if self._view.repair.name:
            self._repairing.end()

    def _work(self, work: Callable[[], None]) -> None:
        self.touch()
        self._worker.submit(self._guarded, work)

    def _ask(self, name: str) -> Result:
        """The check of that name, now, against the real driver; its row shows it as well."""
        self.camera(on=False)
        self._change(busy=True)
        self._doctor = doctor = Doctor(self._settings, self._clock, self._progress)
        chosen = [check for check in self._checks if check.name == name]
        (result,) = doctor.run(chosen)
        for _ in range(_LETS_GO):  # a check that was stopped may hold it still, a printer may feed
            if result.fault == Fault.BUSY.code:
                time.sleep(1.0)
                (result,) = doctor.run(chosen)
        self._doctor = None
        self._change(busy=False)
        return result

    # --- tests with a person ----------------------------------------------------------------------------
    def print_test(self) -> None:
        """Print four digits for the person to read."""
        if self._view.stage == "open" and not self._view.busy:
            self.touch()
            self._change(busy=True, printing="printing")
            self._worker.submit(self._guarded, self._print)

    def _print(self) -> None:
        self._printed, refused = print_code(self._settings)
        if refused is not None:
            self._said("print-test", refused)
        self._change(busy=False, printing="asking" if refused is None else refused.verdict.value)

    def read(self, digits: str) -> None:
        """What the person read off the paper."""
        if self._view.printing != "asking":
            return
        self.touch()
        finding = print_read(self._settings, self._printed, digits)
        self._printed = ""
        self._said("print-test", finding)
        self._change(printing=finding.verdict.value)

    def touch_tested(self, untouched: int, cells: int) -> None:
        """The dead-zone test has ended with so many cells untouched."""
        self.touch()
        self._said("touch-screen", touched(untouched, cells))

    def camera(self, *, on: bool) -> None:
        """Show the face camera live, or stop."""
        self._watching.clear()
        if not on:
            if self._view.camera:
                self._change(camera="")
        elif self._view.stage == "open" and self._view.maintains and not self._view.busy:
            self.touch()
            self._watching = wanted = threading.Event()
            wanted.set()
            self._worker.submit(self._guarded, lambda: self._watch(wanted))

    def _watch(self, wanted: threading.Event) -> None:
        device = self._settings.devices.camera
        if device is None:
            self._change(camera="device.not-configured")
            return
        production = self._settings.production
        try:
            driver = made_for(device, Kind.CAMERA, production=production)
            with opened(driver, device, production=production) as camera:
                while wanted.is_set():
                    picture = camera.frame(_FRAME_SECONDS)
                    if self._view.camera != "live" and wanted.is_set():
                        self._change(camera="live")
                    self._reach.preview(picture)
        except DeviceError as error:
            if wanted.is_set():
                self._change(camera=error.fault.code)

    # --- the view ---------------------------------------------------------------------------------------
    def _guarded(self, work: Callable[[], None]) -> None:
        """A mistake of ours must not leave the desk waiting for ever."""
        try:
            work()
        except Exception as error:  # noqa: BLE001
            _log.error("technician: %s", type(error).__name__)
            self._change(busy=False, printing="")

    def _row(self, name: str, **changes: Any) -> None:
        with self._turn:
            rows = tuple(replace(row, **changes) if row.name == name else row for row in self._view.rows)
            self._view = replace(self._view, rows=rows)

    def _change(self, **changes: Any) -> None:
        with self._turn:
            self._view = replace(self._view, **changes)


def desk_of(settings: Settings, reach: Reach) -> Technician:
    """The desk of this terminal, with every check there is."""
    from kiosk.runtime.checks import all_checks
    from kiosk.runtime.clock import SystemClock
    from kiosk.runtime.technician_entrance import entrance_of

    clock = SystemClock()
    return Technician(settings, clock, all_checks(), reach, entrance_of(settings, clock))
