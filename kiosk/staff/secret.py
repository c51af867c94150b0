"""PINs and passwords: what is good enough, and their hash (argon2id, RFC 9106). Must never keep or show one.

One secret a person. Digits alone are a PIN: six of them beside a card, eight where there is no card.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from kiosk.staff.faults import StaffError, StaffFault

WITH_CARD = 6
ALONE = 8
MOST = 128
_FEWEST_DIFFERENT = 4
STRONG = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
"""3 passes over 64 MiB: RFC 9106 section 4, second recommendation."""


def require_good(secret: str, number: str, *, card: bool) -> None:
    """Raises StaffError (WEAK) with the reason, which does not quote the secret."""
    fewest = WITH_CARD if card and secret.isdigit() else ALONE
    if not fewest <= len(secret) <= MOST:
        raise StaffError(StaffFault.WEAK, f"{fewest} to {MOST} characters are wanted")
    if len(set(secret)) < _FEWEST_DIFFERENT or _is_row(secret) or _known(secret) == _known(number):
        raise StaffError(StaffFault.WEAK, "repeated, in a row, or the staff number")


def is_enough_alone(secret: str) -> bool:
    """Is it long enough to be tried without a card?"""
    return len(secret) >= ALONE


def hashed(secret: str, hasher: PasswordHasher = STRONG) -> str:
    """`$argon2id$v=19$…`, with a salt of its own."""
    return hasher.hash(_known(secret))


def matches(secret: str, kept: str, hasher: PasswordHasher = STRONG) -> bool:
    """Is it that secret? A hash that is none matches nothing."""
    try:
        return hasher.verify(kept, _known(secret))
    except (VerificationError, InvalidHashError):
        return False


def _known(secret: str) -> str:
    """The same whichever keyboard typed it (full-width digits: NFKC)."""
    return unicodedata.normalize("NFKC", secret)


def _is_row(secret: str) -> bool:
    """12345678, 87654321, abcdefgh."""
    steps = {ord(after) - ord(before) for before, after in pairwise(secret)}
    return steps <= {1} or steps <= {-1}
