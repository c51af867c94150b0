"""The first technician of the terminal, who adds everybody else. Must never keep a PIN or a card's number."""

from __future__ import annotations

from kiosk.provisioning.setup import Outcome, Setup, Standing


def first_person(setup: Setup) -> Outcome:
    """Says how far it is."""
    folder = setup.files.state_dir / "staff"
    if folder.exists():
        return Outcome(Standing.ALREADY, "已有人员")
    return Outcome(Standing.NOTED, "还没有登记人员")
