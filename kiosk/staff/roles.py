"""Roles of staff, and what each may do: one table. Whatever is not in it is not allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here. The platform's `guide` helps in the hall and signs in nowhere."""

    CLERK = "clerk"
    """帮办员: takes cases for people, calls them back."""
    REVIEWER = "reviewer"
    """复核员: the second person."""
    HEAD = "head"
    """站长: also closes the day and looks at money with finance."""
    TECHNICIAN = "technician"
    """维护员: devices, and of cases no more than how many wait."""
    VENDOR = "vendor"
    """厂商人员: a technician whose access ends by itself."""


class Right(StrEnum):
    """What somebody may do."""

    CASES = "cases"
    """See the station's cases, without names until one is opened for a reason."""
    CALL = "call"
    """Be shown a telephone number, and end what was settled."""
    RETRY = "retry"
    """Have something sent again."""
    REPRINT = "reprint"
    """Have a slip printed again, counted and for a reason (补打)."""
    ASSIST = "assist"
    """Begin a case for a person who is there (帮办代办)."""
    REVIEW = "review"
    """Look a second time at what somebody else took."""
    CLOSE_DAY = "close-day"
    """Compare a day with the platform, and say that a difference is looked at."""
    REPAIR = "repair"
    """The guided repairs at the terminal: paper, a jam, the lens, the reader."""
    MAINTAIN = "maintain"
    """The maintenance pages."""


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.CLERK: frozenset({Right.CASES, Right.CALL, Right.RETRY, Right.REPRINT, Right.ASSIST, Right.REPAIR}),
    Role.REVIEWER: frozenset({Right.CASES, Right.REVIEW}),
    Role.HEAD: frozenset(
        {Right.CASES, Right.CALL, Right.RETRY, Right.REPRINT, Right.ASSIST, Right.CLOSE_DAY, Right.REPAIR}
    ),
    Role.TECHNICIAN: frozenset({Right.MAINTAIN, Right.REPAIR}),
    Role.VENDOR: frozenset({Right.MAINTAIN, Right.REPAIR}),
}


def rights(roles: Iterable[Role]) -> frozenset[Right]:
    """Everything that any of these roles may do."""
    return frozenset().union(*(RIGHTS[role] for role in roles))
