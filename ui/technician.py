"""Where the interface finds the technician's desk of this process, if it has one.

Must never make one: without an installed desk there is no corner to press, and nothing of those pages is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.runtime.technician_view import TechnicianView


class Desk(Protocol):
    """What the pages ask for; see kiosk.runtime.technician.Technician. Every method returns at once."""

    @property
    def view(self) -> TechnicianView:
        """What to show now; another object whenever anything changed."""

    def knock(self) -> None:
        """Ask for the PIN page."""

    def enter(self, pin: str) -> None:
        """Try a PIN."""

    def sign_in(self, number: str, secret: str) -> None:
        """Try a staff number with its secret."""

    def give_up(self) -> None:
        """Close the PIN page."""

    def leave(self, ending: str = "left") -> None:
        """Close the desk."""

    def touch(self) -> None:
        """Somebody is there."""

    def tick(self) -> None:
        """Look at the time."""

    def run(self, names: tuple[str, ...] = ()) -> None:
        """Run these checks, or all."""

    def cancel(self) -> None:
        """Stop."""

    def repair(self, name: str) -> None:
        """Begin a guided repair."""

    def turn_repair(self, by: int) -> None:
        """To the next step (1) or back (-1)."""

    def check_repair(self) -> None:
        """After the last step: ask the device."""

    def repair_again(self) -> None:
        """From the first step."""

    def end_repair(self) -> None:
        """Back from the repair."""

    def print_test(self) -> None:
        """Print four digits."""

    def read(self, digits: str) -> None:
        """What the person read."""

    def touch_tested(self, untouched: int, cells: int) -> None:
        """How the dead-zone test ended."""

    def camera(self, *, on: bool) -> None:
        """Show the camera live, or stop."""


_makers: list[Callable[[], Desk]] = []
_made: list[Desk] = []


def offer(make: Callable[[], Desk] | None) -> None:
    """Say how the desk of this process is made, once somebody knocks; None = there is none."""
    _makers[:] = [] if make is None else [make]
    _made.clear()


def offered() -> bool:
    """Is there a desk to knock at?"""
    return bool(_makers)


def desk() -> Desk | None:
    """The desk, made when first asked for; None where there is none."""
    if not _made and _makers:
        _made.append(_makers[0]())
    return _made[0] if _made else None
