"""What the technician's pages show, as plain data. Must stay light, and never hold anything of a person."""

from __future__ import annotations

import msgspec

from kiosk.domain.text import Text


class CheckRow(msgspec.Struct, frozen=True):
    """One check as the screen lists it; `verdict` is empty before it has run."""

    name: str
    title: Text
    guidance: Text
    verdict: str = ""
    running: bool = False
    simulated: bool = False
    fault: str = ""
    action: str = ""
    at: str = ""
    seconds: float = 0.0
    facts: tuple[tuple[str, str], ...] = ()


class RepairShown(msgspec.Struct, frozen=True):
    """The repair that is under way (`kiosk.runtime.repairs`); `name` is empty where none is.

    `phase` is "looking" (its device is asked before), "steps", "checking" (and after), "sound" or "fault". `before`
    and `fault` are codes; `then` names another repair, for what is still wrong. `seconds` since it was begun.
    """

    name: str = ""
    step: int = 0
    phase: str = ""
    before: str = ""
    fault: str = ""
    action: str = ""
    then: str = ""
    seconds: int = 0
    simulated: bool = False


class TechnicianView(msgspec.Struct, frozen=True):
    """Everything the technician's pages show.

    `stage` is "closed", "pin", "opening" (the session is being ended), or "open". `printing` is "", "printing",
    "asking", or a verdict. `camera` is "", "live", or a fault code. `maintains`: all pages, not the guided repairs
    alone. `phone` is the maintenance staff's. `accounts`: one signs in by staff number and secret; `refused` is why
    not, by code (`kiosk.staff.faults`).
    """

    stage: str = "closed"
    wrong: bool = False
    wait: int = 0
    rows: tuple[CheckRow, ...] = ()
    busy: bool = False
    printing: str = ""
    camera: str = ""
    repair: RepairShown = RepairShown()
    maintains: bool = True
    accounts: bool = False
    refused: str = ""
    phone: str = ""
