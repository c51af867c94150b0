"""The technician's PIN: only its hash is kept (scrypt, RFC 7914), and wrong ones cost growing time.

Stands in, in development, while nobody has an account. Must never show, log or keep a PIN.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import json
import os
from pathlib import Path

FEWEST = 4
MOST = 12
_COST, _BLOCK, _LANES = 2**14, 8, 1
_MEMORY = 64 << 20
_SALT, _SIZE = 16, 32
_SCHEME = "scrypt"
FREE_TRIES = 3
"""Wrong PINs before one has to wait."""
_FIRST_WAIT = 30.0
_LONGEST_WAIT = 900.0
_DOUBLINGS = 10


def hashed(pin: str, salt: bytes | None = None) -> str:
    """`scrypt$SALT$HASH` (base64). Raises ValueError for anything but 4 to 12 digits."""
    if not (pin.isascii() and pin.isdigit() and FEWEST <= len(pin) <= MOST):
        raise ValueError(f"a PIN has {FEWEST} to {MOST} digits")
    salt = salt or os.urandom(_SALT)
    return "$".join((_SCHEME, base64.b64encode(salt).decode(), base64.b64encode(_derived(pin, salt)).decode()))


def matches(pin: str, kept: str) -> bool:
    """Is it that PIN? A hash that is no hash matches nothing."""
    scheme, _, rest = kept.partition("$")
    salt_text, _, hash_text = rest.partition("$")
    try:
        salt = base64.b64decode(salt_text, validate=True)
        wanted = base64.b64decode(hash_text, validate=True)
    except (binascii.Error, ValueError):
        return False
    if scheme != _SCHEME or len(wanted) != _SIZE or not salt:
        return False
    return hmac.compare_digest(_derived(pin, salt), wanted)


def _derived(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY, dklen=_SIZE)


class PinLock:
    """How often it was wrong, and until when nobody may try. Time is handed in, seconds since 1970.

    `tries` is a file that remembers both: the next citizen's process must not begin with free tries again.
    """

    def __init__(self, kept: str, tries: Path | None = None) -> None:
        self._kept = kept
        self._tries = tries
        self._wrong, self._closed_until = self._remembered()

    def wait(self, now: float) -> float:
        """Seconds until the next try counts; 0 = now. A clock that was set back does not close it for ever."""
        return min(max(0.0, self._closed_until - now), _LONGEST_WAIT)

    def opens(self, pin: str, now: float) -> bool:
        """Try it. While one has to wait nothing opens, and nothing is counted."""
        if self.wait(now):
            return False
        right = matches(pin, self._kept)
        self._wrong = 0 if right else self._wrong + 1
        over = self._wrong - FREE_TRIES
        self._closed_until = now + min(_FIRST_WAIT * 2 ** min(over, _DOUBLINGS), _LONGEST_WAIT) if over >= 0 else 0.0
        self._remember()
        return right

    def _remembered(self) -> tuple[int, float]:
        """What the file says; nothing where there is none, or it is not ours."""
        try:
            said = json.loads(self._tries.read_bytes()) if self._tries is not None else {}
            return int(said.get("wrong", 0)), float(said.get("until", 0.0))
        except (OSError, ValueError, TypeError, AttributeError):
            return 0, 0.0

    def _remember(self) -> None:
        if self._tries is None:
            return
        with contextlib.suppress(OSError):
            self._tries.touch(mode=0o600)
            self._tries.write_text(json.dumps({"wrong": self._wrong, "until": self._closed_until}), "ascii")
