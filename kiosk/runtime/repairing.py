"""A repair under way: its device is asked before it and after the last step; both are told to the audit trail.

Must never say that something works on a person's word: the device's own driver is asked each time.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from devices.contract import Fault
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.trail import Trail
from kiosk.runtime.clock import Clock
from kiosk.runtime.diagnostics import Result
from kiosk.runtime.repairs import REPAIRS, fitting
from kiosk.runtime.technician_view import RepairShown
from kiosk.runtime.verdicts import Verdict

_SOUND = frozenset({Verdict.PASS, Verdict.SIMULATED})
_NOBODY = ""

Show = Callable[[RepairShown], None]
Ask = Callable[[str], Result]
"""Runs the check of that name against the real driver; takes as long as that takes."""


class Repairing:
    """At most one repair at a time. `begin` and `check` take seconds and belong on a worker's thread."""

    def __init__(self, clock: Clock, trail: Trail, ask: Ask, show: Show) -> None:
        self._clock, self._trail, self._ask, self._tell = clock, trail, ask, show
        self._begun = 0.0
        self._wrong = ""
        self.staff = _NOBODY
        """Staff number of who does it; empty where the door has one PIN for all."""
        self.shown = RepairShown()

    def begin(self, name: str) -> None:
        """Begin this repair: how is its device now? Raises KeyError."""
        repair = REPAIRS[name]
        self.end()
        self._begun, self._wrong = self._clock.monotonic(), ""
        self._show(RepairShown(name=name, phase="looking"))
        before = _fault(self._ask(repair.check))
        if self.shown.phase != "looking":  # somebody left meanwhile
            return
        self._trail.note(AuditEvent.REPAIR_BEGUN, repair=name, fault=before or None, staff=self.staff or None)
        self._show(replace(self.shown, phase="steps", before=before))

    def turn(self, by: int) -> None:
        """To the next step, or back; from a fault that is named, back to the last one."""
        if self.shown.phase in {"steps", "fault"}:
            last = len(REPAIRS[self.shown.name].steps) - 1
            at = last if self.shown.phase == "fault" else self.shown.step + by
            self._show(replace(self.shown, phase="steps", step=min(max(at, 0), last), fault="", action="", then=""))

    def again(self) -> None:
        """From the first step once more."""
        if self.shown.phase == "fault":
            self._show(replace(self.shown, phase="steps", step=0, fault="", action="", then=""))

    def check(self) -> None:
        """After the last step: is the device sound?"""
        if self.shown.phase not in {"steps", "fault"}:
            return
        repair = REPAIRS[self.shown.name]
        self._show(replace(self.shown, phase="checking"))
        result = self._ask(repair.check)
        if self.shown.phase != "checking":  # somebody left meanwhile
            return
        fault, then = _fault(result), fitting(repair.check, _fault(result))
        seconds = round(self._clock.monotonic() - self._begun)
        if fault:
            self._wrong = fault
            then = "" if then == repair.name else then
            told = replace(self.shown, phase="fault", fault=fault, action=result.action or "", then=then)
            self._show(replace(told, seconds=seconds))
        else:
            self._ended("sound", "")
            self._show(replace(self.shown, phase="sound", seconds=seconds, simulated=result.simulated))

    def end(self) -> None:
        """Away from it: not sound, or given up before anybody looked."""
        if self.shown.phase in {"steps", "checking", "fault"}:
            self._ended("not-sound" if self._wrong else "given-up", self._wrong)
        self._show(RepairShown())

    def _ended(self, mended: str, fault: str) -> None:
        seconds = round(self._clock.monotonic() - self._begun)
        staff, name = self.staff or None, self.shown.name
        self._trail.note(
            AuditEvent.REPAIR_ENDED, repair=name, mended=mended, fault=fault or None, seconds=seconds, staff=staff
        )

    def _show(self, shown: RepairShown) -> None:
        self.shown = shown
        self._tell(shown)


def _fault(result: Result) -> str:
    """What is wrong, by code; empty where the device is sound. A warning is something wrong, too."""
    if result.fault:
        return result.fault
    return "" if result.verdict in _SOUND else Fault.NOT_CONFIGURED.code
