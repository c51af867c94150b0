"""The technician's pages for QML: looks at the desk while it is open, hands what is pressed to it.

Must never check a PIN or judge a finding; the desk and the doctor do. Polls instead of listening: other threads must
not touch Qt, and a quarter of a second is soon enough for somebody with a screwdriver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.fault_words import words
from kiosk.runtime.repairs import REPAIRS, fitting
from kiosk.runtime.technician_view import CheckRow, TechnicianView
from kiosk.runtime.verdicts import ACTIONS, VERDICTS, Verdict, fact_name
from ui import technician
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.repairs import ShownRepair, repairs_shown, step_shown
from ui.viewmodels.rows import RowsModel

if TYPE_CHECKING:  # making the class takes its time, which the first picture does without
    from PySide6.QtCore import QTimerEvent

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_LOOK_MS = 200
_STATUS = {
    Verdict.PASS: "ok",
    Verdict.WARN: "attention",
    Verdict.FAIL: "error",
    Verdict.SIMULATED: "progress",
    Verdict.BUSY: "waiting",
    Verdict.NEEDS_PERSON: "attention",
}
_FIRST = (Verdict.FAIL, Verdict.WARN, Verdict.NEEDS_PERSON, Verdict.BUSY)
_TONES = {Verdict.PASS: "success", Verdict.WARN: "warn", Verdict.FAIL: "error", Verdict.NEEDS_PERSON: "warn"}


class ShownCheck(msgspec.Struct, frozen=True):
    """One check in the language of the page."""

    name: str
    title: str
    guidance: str
    status: str
    verdict: str
    tone: str
    running: bool
    simulated: bool
    fault: str
    cause: str
    staff: str
    at: str
    seconds: float


class ShownFact(msgspec.Struct, frozen=True):
    """One measure of a check."""

    name: str
    value: str


@QmlElement
@QmlSingleton
class Technician(ViewModel):
    """The desk, or the lack of one."""

    changed = Signal()
    openChanged = Signal()
    parts = ("chrome", "serial")

    def prepare(self) -> None:
        """Make the list models."""
        self._rows = RowsModel(ShownCheck, self)
        self._facts = RowsModel(ShownFact, self)
        self._repairs = RowsModel(ShownRepair, self)
        self._chosen = ""
        self._seen = TechnicianView()
        self._timer = 0

    def refresh(self) -> None:
        """Words follow the language of the page."""
        if self._timer:
            self._show(self._seen)

    def timerEvent(self, _event: QTimerEvent) -> None:
        """Look whether the desk has something new."""
        if (desk := technician.desk()) is not None:
            desk.tick()
            self._look(desk)

    def _look(self, desk: technician.Desk) -> None:
        view = desk.view
        if view is not self._seen:
            self._show(view)
            self.changed.emit()
        if view.stage == "closed" and self._timer:
            self.killTimer(self._timer)
            self._timer = 0

    def _show(self, view: TechnicianView) -> None:
        before, self._seen = self._seen, view
        language = self.view.chrome.language
        ordered = view.rows if view.busy else sorted(view.rows, key=_weight)
        self._rows.set_rows(tuple(_shown(row, language) for row in ordered))
        facts = next((row.facts for row in view.rows if row.name == self._chosen), ())
        self._facts.set_rows(tuple(ShownFact(fact_name(name, language), value) for name, value in facts))
        self._repairs.set_rows(repairs_shown(view, language))
        if before.stage != view.stage:
            self.openChanged.emit()

    # --- what is shown ----------------------------------------------------------------------------------
    @Property(bool, notify=changed)
    def available(self) -> bool:
        """May one knock now? Only on the home page, while nothing of a person is there."""
        at_home = self.view.screen is Screen.HOME and not self.view.chrome.personal
        return technician.offered() and at_home

    @Property(str, notify=openChanged)
    def stage(self) -> str:
        """`closed`, `pin`, `opening` or `open`."""
        return self._seen.stage

    @Property(bool, notify=openChanged)
    def accounts(self) -> bool:
        """Does one sign in by staff number and secret?"""
        return self._seen.accounts

    @Property(str, notify=changed)
    def refused(self) -> str:
        """Why not, by code (`kiosk.staff.faults`); empty for a wrong PIN."""
        return self._seen.refused

    @Property(bool, notify=changed)
    def wrong(self) -> bool:
        """Was the last PIN wrong?"""
        return self._seen.wrong

    @Property(int, notify=changed)
    def wait(self) -> int:
        """Seconds until the next try; 0 = now."""
        return self._seen.wait

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Is anything running?"""
        return self._seen.busy

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """All checks (ShownCheck)."""
        return self._rows

    @Property(QObject, constant=True)
    def facts(self) -> QObject:
        """Measures of the chosen check (ShownFact)."""
        return self._facts

    @Property(int, notify=changed)
    def total(self) -> int:
        """How many checks there are."""
        return len(self._seen.rows)

    @Property(int, notify=changed)
    def done(self) -> int:
        """How many have been run."""
        return sum(row.verdict != "" and not row.running for row in self._seen.rows)

    @Property(int, notify=changed)
    def passed(self) -> int:
        """How many are in order."""
        return self._count(Verdict.PASS)

    @Property(int, notify=changed)
    def simulated(self) -> int:
        """How many have a program behind them."""
        return self._count(Verdict.SIMULATED)

    @Property(int, notify=changed)
    def attention(self) -> int:
        """How many want attention, or a person."""
        return self._count(Verdict.WARN) + self._count(Verdict.NEEDS_PERSON) + self._count(Verdict.BUSY)

    @Property(int, notify=changed)
    def failed(self) -> int:
        """How many failed."""
        return self._count(Verdict.FAIL)

    @Property(str, notify=changed)
    def running(self) -> str:
        """Title of the check that runs, or empty."""
        title = next((row.title for row in self._seen.rows if row.running), None)
        return "" if title is None else title.said(self.view.chrome.language)

    @Property("QVariantMap", notify=changed)
    def check(self) -> dict[str, object]:
        """The chosen check (a ShownCheck), or nothing."""
        row = next((row for row in self._seen.rows if row.name == self._chosen), None)
        return {} if row is None else msgspec.structs.asdict(_shown(row, self.view.chrome.language))

    @Property(str, notify=changed)
    def printing(self) -> str:
        """Empty, `printing`, `asking`, or how the print test ended (a verdict)."""
        return self._seen.printing

    @Property(str, notify=changed)
    def camera(self) -> str:
        """Empty, `live`, or why there is no picture (code)."""
        return self._seen.camera

    @Property(QObject, constant=True)
    def repairs(self) -> QObject:
        """All guided repairs (ShownRepair)."""
        return self._repairs

    @Property("QVariantMap", notify=changed)
    def repair(self) -> dict[str, object]:
        """The repair that is under way (a ShownStep), or nothing."""
        shown = step_shown(self._seen.repair, self.view.chrome.language)
        return {} if shown is None else msgspec.structs.asdict(shown)

    @Property(str, notify=changed)
    def fitting(self) -> str:
        """The repair for what is wrong with the chosen check, by name; empty where there is none."""
        row = next((row for row in self._seen.rows if row.name == self._chosen), None)
        return "" if row is None else fitting(row.name, row.fault)

    @Property(str, notify=changed)
    def fittingTitle(self) -> str:
        """Its title."""
        return REPAIRS[self.fitting].title.said(self.view.chrome.language) if self.fitting else ""

    @Property(bool, notify=openChanged)
    def maintains(self) -> bool:
        """May they see all pages, or the guided repairs alone?"""
        return self._seen.maintains

    @Property(str, notify=changed)
    def phone(self) -> str:
        """Number of the maintenance staff; empty where the settings have none."""
        return self._seen.phone

    def _count(self, verdict: Verdict) -> int:
        return sum(row.verdict == verdict.value for row in self._seen.rows)

    # --- what is pressed --------------------------------------------------------------------------------
    @Slot()
    def knock(self) -> None:
        """The corner was held, or the keys were pressed."""
        if self.available and (desk := technician.desk()) is not None:
            desk.knock()
            if not self._timer:
                self._timer = self.startTimer(_LOOK_MS)

    @Slot(str)
    def enter(self, pin: str) -> None:
        """Try the PIN."""
        if (desk := technician.desk()) is not None:
            desk.enter(pin)

    @Slot(str, str)
    def signIn(self, number: str, secret: str) -> None:
        """Try a staff number with its secret."""
        if (desk := technician.desk()) is not None:
            desk.sign_in(number, secret)

    @Slot()
    def giveUp(self) -> None:
        """Close the PIN page."""
        if (desk := technician.desk()) is not None:
            desk.give_up()

    @Slot()
    def leave(self) -> None:
        """退出维护."""
        if (desk := technician.desk()) is not None:
            desk.leave()

    @Slot()
    def touch(self) -> None:
        """Somebody is there."""
        if (desk := technician.desk()) is not None:
            desk.touch()

    @Slot()
    def runAll(self) -> None:
        """全部重测."""
        if (desk := technician.desk()) is not None:
            desk.run()

    @Slot()
    def runChosen(self) -> None:
        """单独测试."""
        if (desk := technician.desk()) is not None and self._chosen:
            desk.run((self._chosen,))

    @Slot()
    def cancel(self) -> None:
        """停止."""
        if (desk := technician.desk()) is not None:
            desk.cancel()

    @Slot(str)
    def choose(self, name: str) -> None:
        """Look at one check."""
        self._chosen = name
        self._show(self._seen)
        self.changed.emit()

    @Slot(str)
    def beginRepair(self, name: str) -> None:
        """照图修理."""
        if (desk := technician.desk()) is not None:
            desk.repair(name)

    @Slot(int)
    def turnRepair(self, by: int) -> None:
        """上一步, 下一步."""
        if (desk := technician.desk()) is not None:
            desk.turn_repair(by)
            self._look(desk)

    @Slot()
    def checkRepair(self) -> None:
        """做完了，检查."""
        if (desk := technician.desk()) is not None:
            desk.check_repair()

    @Slot()
    def repairAgain(self) -> None:
        """从头再做一遍."""
        if (desk := technician.desk()) is not None:
            desk.repair_again()
            self._look(desk)

    @Slot()
    def endRepair(self) -> None:
        """Back to the list."""
        if (desk := technician.desk()) is not None:
            desk.end_repair()
            self._look(desk)

    @Slot()
    def printTest(self) -> None:
        """Print four digits."""
        if (desk := technician.desk()) is not None:
            desk.print_test()

    @Slot(str)
    def read(self, digits: str) -> None:
        """What stands on the paper."""
        if (desk := technician.desk()) is not None:
            desk.read(digits)

    @Slot(int, int)
    def touchTested(self, untouched: int, cells: int) -> None:
        """The dead-zone test has ended."""
        if (desk := technician.desk()) is not None:
            desk.touch_tested(untouched, cells)

    @Slot(bool)
    def watch(self, on: bool) -> None:  # noqa: FBT001
        """Show the camera live, or stop."""
        if (desk := technician.desk()) is not None:
            desk.camera(on=on)


def _weight(row: CheckRow) -> int:
    """What wants a hand stands first; else the order of the checks."""
    return _FIRST.index(row.verdict) if row.verdict in _FIRST else len(_FIRST)


def _shown(row: CheckRow, language: Language) -> ShownCheck:
    verdict = Verdict(row.verdict) if row.verdict else None
    known = words(row.fault) if row.fault and language is Language.ZH_HANS else None
    action = ACTIONS.get(row.action)
    return ShownCheck(
        name=row.name,
        title=row.title.said(language),
        guidance=row.guidance.said(language),
        status="progress" if row.running else "todo" if verdict is None else _STATUS.get(verdict, "todo"),
        verdict="" if verdict is None else VERDICTS[verdict].said(language),
        tone="primary" if verdict is Verdict.SIMULATED else _TONES.get(verdict, "neutral") if verdict else "neutral",
        running=row.running,
        simulated=row.simulated,
        fault=row.fault,
        cause=known.cause if known else "",
        staff=known.staff if known else "" if action is None else action.said(language),
        at=row.at[11:19],
        seconds=row.seconds,
    )
