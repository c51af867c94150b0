"""What goes wrong with staff accounts: one enum, each with what helps."""

from __future__ import annotations

from enum import Enum


class StaffFault(Enum):
    """Faults of the accounts: (code, what helps)."""

    REFUSED = ("staff.refused", "number, card or secret do not fit: try again, or ask the head of the station")
    LOCKED = ("staff.locked", "too many wrong tries: wait, or let the administrator set a new secret")
    CARD_NEEDED = ("staff.card-needed", "this person signs in with card and PIN: lay the card on the reader")
    NO_DESK = ("staff.no-desk", "this role has no work at the desk: sign in where it has, or ask for another role")
    OWN_LOOK = ("staff.own-look", "who filled it in does not look second: another reviewer, with another card")
    NOT_LOOKED_AT = ("staff.not-looked-at", "another member of staff looks at these answers first, then it goes")
    TAKEN = ("staff.taken", "number or card belongs to somebody already: take another, or change that account")
    UNKNOWN = ("staff.unknown", "no account of that number: look at kiosk staff list")
    NOT_VALID = ("staff.not-valid", "correct the value named")
    WEAK = ("staff.weak-secret", "take a longer one that nobody guesses")
    DAMAGED = ("staff.damaged", "put the file back from a copy, or move it away and add the staff again")

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


class StaffError(Exception):
    """Something about an account that cannot be done; the text never holds a secret or a card's number."""

    def __init__(self, fault: StaffFault, detail: str = "") -> None:
        super().__init__(f"{fault.code}: {detail} ({fault.remedy})" if detail else f"{fault.code} ({fault.remedy})")
        self.fault = fault
        self.detail = detail
