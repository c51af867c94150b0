"""Acting for another: who may stand for whom, for what and how long; rules of the matter, no words of the interface.

The case is the principal's (`applicant`); whoever stands at the terminal is identified as everybody else is. Must
never let one card stand for both, nor a child act for anybody (民法典 §17-§20, §163, §165).
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from kiosk.domain.person import Person

ADULT = 18
"""Years (民法典 §17)."""
VALID_HOURS = 24
"""How long an authorisation given at the terminal holds, for the one case it was given for."""


class Relation(StrEnum):
    """As what somebody acts."""

    AGENT = "agent"
    """代办: authorised by the principal, who is there."""
    GUARDIAN = "guardian"
    """监护人 of a minor."""
    STAFF = "staff"
    """帮办: somebody of the station helps; the principal is there and decides."""


class Authorization(StrEnum):
    """On what it rests; words of the platform."""

    POWER_OF_ATTORNEY = "POWER_OF_ATTORNEY"
    GUARDIAN = "GUARDIAN"
    STAFF_ASSIST = "STAFF_ASSIST"


RESTS_ON = {
    Relation.AGENT: Authorization.POWER_OF_ATTORNEY,
    Relation.GUARDIAN: Authorization.GUARDIAN,
    Relation.STAFF: Authorization.STAFF_ASSIST,
}


def principal_wrong(relation: Relation, principal: Person, today: str) -> str | None:
    """Why `principal` cannot be acted for like that on `today` (fault code of the card page), or None."""
    minor = principal.younger_than(ADULT, today)
    if relation is Relation.GUARDIAN:
        return None if minor else "principal-adult"
    return "principal-minor" if minor else None


def acting_wrong(principal: Person, acting: Person, today: str) -> str | None:
    """Why `acting` cannot act for `principal` (fault code of the card page), or None."""
    if (acting.kind, acting.number) == (principal.kind, principal.number):
        return "same-card"
    return "acting-minor" if acting.younger_than(ADULT, today) else None


def valid_until(granted_at: str) -> str:
    """RFC 3339 time until which an authorisation given at `granted_at` holds."""
    return (dt.datetime.fromisoformat(granted_at) + dt.timedelta(hours=VALID_HOURS)).isoformat(timespec="seconds")
