"""What every step of setting up has at hand, and how a step says what it did. Must never hold an opened key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import msgspec

from devices.contract import Found, Roots
from kiosk.provisioning.answers import Answers, Profile
from kiosk.provisioning.place import Place
from kiosk.runtime.files import Files
from kiosk.runtime.settings import Settings, load


class Standing(StrEnum):
    """How a step ended."""

    DONE = "done"
    ALREADY = "already"
    """An earlier run had done it, and it still holds."""
    NOTED = "noted"
    """It works, with something the technician must know."""
    WAITING = "waiting"
    """For what a person carries; the next run goes on from here."""
    FAILED = "failed"
    NOT_RUN = "not-run"
    """A step before it failed."""


class Outcome(msgspec.Struct, frozen=True):
    """How a step ended, in words for the technician; no key, no code."""

    standing: Standing
    said: str = ""
    fault: str | None = None
    advice: str = ""


Choose = Callable[[str, Sequence[Found]], Found | None]
"""Asks a person which of several devices is meant for a slot; None = none of them."""


def nobody_chooses(_slot: str, _found: Sequence[Found]) -> Found | None:
    """Unattended: nobody is there to ask."""
    return None


@dataclass
class Setup:
    """One run of setting up."""

    place: Place
    answers: Answers
    profile: Profile
    choose: Choose = nobody_chooses
    attended: bool = False
    """A person may be asked."""
    roots: Roots = field(default_factory=Roots)
    examined: dict[str, Any] | None = None
    """What the doctor said, as its JSON."""
    as_built: dict[str, Any] = field(default_factory=dict)
    claimed: bool = False

    @property
    def settings(self) -> Settings:
        """As they are in place now. Raises SettingsError."""
        return load(self.place.config)

    @property
    def files(self) -> Files:
        """Of the state directory. Raises SettingsError."""
        return Files(self.settings.storage.state_dir)

    @property
    def usb(self) -> bool:
        """Is it enrolled by files that are carried?"""
        return self.answers.enrolment.way == "usb"


def done(said: str) -> Outcome:
    """It was done now."""
    return Outcome(Standing.DONE, said)


def already(said: str) -> Outcome:
    """It had been done, and holds."""
    return Outcome(Standing.ALREADY, said)
