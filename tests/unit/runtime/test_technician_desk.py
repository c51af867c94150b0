"""The technician's desk without a window: what it does to the process, and what a used device tells."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from devices.contract import Code, DeviceError, Fault, Kind, Turned
from devices.drivers.memory_id_reader import MemoryIdReader
from kiosk.domain.text import Text
from kiosk.platform_api.signing.keys import new_key, save
from kiosk.runtime.checks import devices
from kiosk.runtime.clock import Clock, ManualClock, SystemClock
from kiosk.runtime.diagnostics import Check, Finding, Surroundings, Verdict
from kiosk.runtime.files import Files
from kiosk.runtime.settings import Deployment, Device, Settings, SettingsError, Technician, refuse_in_production
from kiosk.runtime.technician import Reach, desk_of
from kiosk.runtime.technician import Technician as Desk
from kiosk.runtime.technician_pin import hashed
from tests.runtime_stand import NOON, settings, until

WORDS = Text("检查")


class Process:
    """What the desk does to the process it lives in."""

    def __init__(self) -> None:
        self.did: list[str] = []

    def reach(self) -> Reach:
        return Reach(lambda: self.did.append("released"), lambda _picture: None, lambda: self.did.append("left"))


def terminal(folder: Path) -> Settings:
    return replace(settings(folder), technician=Technician(hashed("2580")))


def desk(folder: Path, look: Callable[[Surroundings], Finding], clock: Clock | None = None) -> tuple[Desk, Process]:
    process = Process()
    check = Check("one", "kind", WORDS, WORDS, look)
    return Desk(terminal(folder), clock or SystemClock(), [check], process.reach()), process


def passes(_around: Surroundings) -> Finding:
    return Finding(Verdict.PASS)


def test_nothing_runs_and_nobody_leaves_before_the_pin(tmp_path: Path) -> None:
    made, process = desk(tmp_path, passes)
    made.enter("2580")
    made.run()
    made.print_test()
    made.read("1234")
    made.camera(on=True)
    made.leave()
    assert process.did == []
    assert made.view.stage == "closed"
    assert made.view.rows[0].verdict == ""


def test_session_is_ended_before_anything_is_looked_at(tmp_path: Path) -> None:
    order: list[str] = []
    made, process = desk(tmp_path, lambda _around: order.extend(process.did) or Finding(Verdict.PASS))  # type: ignore[func-returns-value]
    made.knock()
    made.enter("2580")
    until(lambda: made.view.rows[0].verdict == "pass", "the check")
    assert order == ["released"]
    made.leave()
    made.leave()
    assert process.did == ["released", "left"]


def test_who_came_in_who_did_not_and_when_they_left_is_in_the_audit_trail(tmp_path: Path) -> None:
    save(Files(tmp_path / "state").terminal_key, new_key("sm2-sm3"))
    made, _process = desk(tmp_path, passes)
    made.knock()
    made.enter("0000")
    until(lambda: made.view.wrong, "the wrong PIN")
    made.enter("2580")
    until(lambda: made.view.rows[0].verdict == "pass", "the check")
    made.leave()
    text = (tmp_path / "state" / "audit" / "trail.log").read_text("ascii")
    said = ["technician-refused", "technician-entered", "technician-left", "checkpoint"]
    assert re.findall(r'"event":"([a-z-]+)"', text) == said, "signed before the process ends"


def test_one_check_by_itself_may_ask_for_a_hand_all_of_them_may_not(tmp_path: Path) -> None:
    asked: list[bool] = []

    def looks(around: Surroundings) -> Finding:
        asked.append(around.asked)
        return Finding(Verdict.PASS)

    made, _ = desk(tmp_path, looks)
    made.knock()
    made.enter("2580")
    until(lambda: made.view.stage == "open" and not made.view.busy and asked == [False], "the first run")
    made.run(("one",))
    until(lambda: asked == [False, True], "the second run")


def test_a_running_check_keeps_the_desk_open_and_a_mistake_does_not_hold_it(tmp_path: Path) -> None:
    gate, clock = threading.Event(), ManualClock(NOON)

    def waits(_around: Surroundings) -> Finding:
        gate.wait(60)
        return Finding(Verdict.PASS)

    made, process = desk(tmp_path, waits, clock)
    made.knock()
    made.enter("2580")
    until(lambda: made.view.busy, "a run")
    clock.pass_time(8.0)
    made.tick()
    gate.set()
    until(lambda: not made.view.busy, "the end of the run")
    clock.pass_time(179.0)
    made.tick()
    assert process.did == ["released"]
    clock.pass_time(2.0)
    made.tick()
    assert process.did == ["released", "left"]


@pytest.mark.expects_warnings
def test_a_mistake_of_ours_leaves_the_desk_usable(tmp_path: Path) -> None:
    made, _ = desk(tmp_path, passes)

    def breaks() -> None:
        raise ValueError("张三")

    made._change(busy=True)
    made._guarded(breaks)
    assert not made.view.busy


def test_desk_of_a_terminal_has_every_check(tmp_path: Path) -> None:
    made = desk_of(terminal(tmp_path), Process().reach())
    assert len(made.view.rows) > 30


def test_one_pin_for_all_is_refused_on_a_real_terminal(tmp_path: Path) -> None:
    wanted = replace(terminal(tmp_path), deployment=Deployment.PRODUCTION)
    with pytest.raises(SettingsError) as caught:
        refuse_in_production(wanted)
    assert "one PIN for all" in caught.value.detail


# --- a hand at the device ---------------------------------------------------------------------------------
class Listening:
    """A device that tells what is in line."""

    def __init__(self, *came: object) -> None:
        self._came = list(came)

    def listen(self, timeout: float) -> object:  # noqa: ARG002  what is in line is there at once
        return self._came.pop(0) if self._came else None


class Stepping(ManualClock):
    """Every look at it takes a second."""

    def monotonic(self) -> float:
        self.pass_time(1.0)
        return super().monotonic()


def used(kind: Kind, thing: Any, folder: Path) -> dict[str, str]:
    return devices._used(kind, thing, Surroundings(settings(folder), Stepping(NOON), asked=True))


@pytest.mark.parametrize(
    ("kind", "came"),
    [(Kind.SCANNER, Code(b"99000019850314001X")), (Kind.KEYPAD, Turned("7")), (Kind.DOOR, Turned("opened"))],
)
def test_that_a_device_was_used_is_kept_and_not_what_it_said(tmp_path: Path, kind: Kind, came: object) -> None:
    said = used(kind, Listening(None, came), tmp_path)
    assert set(said) == {"used_ms"}
    assert said["used_ms"].isdigit()
    assert len(said["used_ms"]) <= 5


def test_nobody_uses_it_and_the_check_goes_on(tmp_path: Path) -> None:
    assert used(Kind.HEADPHONES, Listening(), tmp_path) == {"used_ms": "-"}
    assert used(Kind.RECEIPT_PRINTER, object(), tmp_path) == {}


def test_card_on_the_reader_is_read_and_forgotten(tmp_path: Path) -> None:
    import json

    from devices.protocols.idcard_record import CardFields, decode, encode
    from kiosk.runtime.demo import people_dir

    card = json.loads((people_dir() / "p01.json").read_text("utf-8"))["card"]
    reader = MemoryIdReader()
    reader.place(decode(encode(CardFields.from_json(card))))
    assert set(used(Kind.ID_READER, reader, tmp_path)) == {"used_ms"}
    reader.fail(Fault.READ_FAILED)
    reader.place(decode(encode(CardFields.from_json(card))))
    with pytest.raises(DeviceError):
        used(Kind.ID_READER, reader, tmp_path)


def test_a_reader_that_calls_itself_virtual_is_simulated(tmp_path: Path) -> None:
    here = Surroundings(settings(tmp_path, chip_reader=Device("memory_chip_reader")), SystemClock())
    assert devices.look_at("chip_reader", here).verdict is Verdict.SIMULATED
