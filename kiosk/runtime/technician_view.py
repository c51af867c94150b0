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


class TechnicianView(msgspec.Struct, frozen=True):
    """Everything the technician's pages show.

    `stage` is "closed", "pin", "opening" (the session is being ended), or "open". `printing` is "", "printing",
    "asking", or a verdict. `camera` is "", "live", or a fault code.
    """

    stage: str = "closed"
    wrong: bool = False
    wait: int = 0
    rows: tuple[CheckRow, ...] = ()
    busy: bool = False
    printing: str = ""
    camera: str = ""
