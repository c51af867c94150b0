"""Guided repairs without a screen: the table, and a repair from the device's first word to its last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devices.contract import Fault
from kiosk.domain.text import Language
from kiosk.runtime.audit.events import FIELDS
from kiosk.runtime.audit.trail import Trail, audit_folder
from kiosk.runtime.checks import all_checks
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.diagnostics import DoctorFault, Result, Verdict
from kiosk.runtime.repairing import Repairing
from kiosk.runtime.repairs import REPAIRS, fitting
from kiosk.runtime.technician_view import RepairShown
from tests.runtime_stand import NOON

CODES = {fault.code for fault in Fault} | {fault.code for fault in DoctorFault}


class Stand:
    """A repair at a device that says what it is told to say."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock(NOON)
        self.says: list[tuple[Verdict, str | None]] = []
        self.asked: list[str] = []
        self.seen: list[RepairShown] = []
        self._folder = audit_folder(folder)
        trail = Trail(self._folder, "screen", self.clock.wall)
        self.repairing = Repairing(self.clock, trail, self._ask, self.seen.append)

    def _ask(self, name: str) -> Result:
        self.asked.append(name)
        check = next(check for check in all_checks() if check.name == name)
        verdict, fault = self.says.pop(0)
        self.clock.pass_time(30.0)
        return Result(name, check.kind, check.title, check.guidance, verdict, "", 0.0, fault, simulated=True)

    def trail(self) -> list[dict[str, object]]:
        lines = (self._folder / "trail.log").read_text("ascii").splitlines()
        wanted = {"repair", "mended", "fault", "seconds", "staff"}
        told = [json.loads(line.split(" ", 1)[1]) for line in lines]
        return [{"event": one["event"], **{k: v for k, v in one.items() if k in wanted}} for one in told]


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    return Stand(tmp_path)


# --- the table --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", REPAIRS)
def test_every_repair_is_whole(name: str) -> None:
    repair = REPAIRS[name]
    assert repair.name == name
    assert repair.check in {check.name for check in all_checks()}
    assert repair.faults <= CODES
    assert FIELDS["repair"].admits(name)
    assert 3 <= len(repair.steps) <= 6
    for text in (repair.title, *(step.text for step in repair.steps)):
        assert len({text.said(language) for language in Language}) == 3, text.zh_hans


def test_a_fault_leads_to_one_repair_and_that_of_its_own_device() -> None:
    assert fitting("receipt-printer", "printer.paper-out") == "paper"
    assert fitting("receipt-printer", "printer.paper-jam") == "jam"
    assert fitting("camera", "camera.black") == "camera"
    assert fitting("camera", "device.gone") == "camera"
    assert fitting("id-reader", "device.gone") == "reader"
    for check in {one.check for one in REPAIRS.values()}:
        for code in CODES:
            assert sum(code in one.faults for one in REPAIRS.values() if one.check == check) <= 1, code


def test_what_only_a_technician_can_mend_has_no_repair() -> None:
    assert fitting("receipt-printer", "device.gone") == ""
    assert fitting("id-reader", "reader.sam-66-not-authorised") == ""
    assert fitting("document-printer", "printer.paper-out") == ""
    assert fitting("camera", "") == ""


# --- a repair ---------------------------------------------------------------------------------------------
def test_device_is_asked_before_and_after_and_both_are_told(stand: Stand) -> None:
    stand.says = [(Verdict.FAIL, "printer.paper-out"), (Verdict.SIMULATED, None)]
    stand.repairing.staff = "G0007"
    stand.repairing.begin("paper")
    assert [one.phase for one in stand.seen] == ["", "looking", "steps"]
    assert stand.seen[-1].before == "printer.paper-out"
    stand.repairing.check()
    assert stand.repairing.shown.phase == "sound"
    assert stand.repairing.shown.simulated
    stand.repairing.end()
    assert stand.repairing.shown == RepairShown()
    assert stand.asked == ["receipt-printer"] * 2
    assert stand.trail() == [
        {"event": "repair-begun", "repair": "paper", "fault": "printer.paper-out", "staff": "G0007"},
        {"event": "repair-ended", "repair": "paper", "mended": "sound", "seconds": 60, "staff": "G0007"},
    ]


def test_steps_stay_between_the_first_and_the_last(stand: Stand) -> None:
    stand.says = [(Verdict.PASS, None)]
    stand.repairing.begin("reader")
    stand.repairing.turn(-1)
    assert stand.repairing.shown.step == 0
    for _ in range(9):
        stand.repairing.turn(1)
    assert stand.repairing.shown.step == len(REPAIRS["reader"].steps) - 1


def test_what_is_still_wrong_is_named_and_leads_on(stand: Stand) -> None:
    stand.says = [(Verdict.FAIL, "printer.paper-out"), (Verdict.FAIL, "printer.paper-jam")]
    stand.repairing.begin("paper")
    stand.repairing.check()
    assert stand.repairing.shown.phase == "fault"
    assert stand.repairing.shown.fault == "printer.paper-jam"
    assert stand.repairing.shown.then == "jam"
    stand.repairing.again()
    assert (stand.repairing.shown.phase, stand.repairing.shown.step) == ("steps", 0)
    stand.repairing.end()
    assert stand.trail()[-1] == {
        "event": "repair-ended",
        "repair": "paper",
        "mended": "not-sound",
        "fault": "printer.paper-jam",
        "seconds": 60,
    }


def test_a_warning_and_what_is_not_fitted_are_not_sound(stand: Stand) -> None:
    for verdict, fault, named in (
        (Verdict.WARN, "doctor.camera-light", "doctor.camera-light"),
        (Verdict.NOT_FITTED, None, "device.not-configured"),
    ):
        stand.says = [(verdict, fault), (verdict, fault)]
        stand.repairing.begin("camera")
        stand.repairing.check()
        assert (stand.repairing.shown.phase, stand.repairing.shown.fault) == ("fault", named)


def test_left_before_anybody_looked_is_given_up(stand: Stand) -> None:
    stand.says = [(Verdict.PASS, None)]
    stand.repairing.begin("camera")
    stand.repairing.end()
    stand.repairing.check()
    assert stand.trail()[-1] == {"event": "repair-ended", "repair": "camera", "mended": "given-up", "seconds": 30}
    assert stand.asked == ["camera"]


def test_answer_that_comes_after_somebody_left_shows_nothing(stand: Stand) -> None:
    stand.says = [(Verdict.PASS, None), (Verdict.PASS, None)]
    stand.repairing.begin("jam")
    ask = stand.repairing._ask

    def leaves(name: str) -> Result:
        stand.repairing.end()
        return ask(name)

    stand.repairing._ask = leaves
    stand.repairing.check()
    assert stand.repairing.shown == RepairShown()
    assert stand.trail()[-1]["mended"] == "given-up"


def test_no_repair_of_that_name(stand: Stand) -> None:
    with pytest.raises(KeyError):
        stand.repairing.begin("fuser")
