"""Identifiers made at the terminal: UUIDv7 (RFC 9562 §5.7)."""

from __future__ import annotations

import hashlib
import secrets
import time
import uuid


def uuid7(now: float | None = None) -> str:
    """A time-ordered random id; `now` in seconds since 1970."""
    milliseconds = int((time.time() if now is None else now) * 1000) & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def belonging(to: str, name: str) -> str:
    """The one id of what there may be once for the thing `to` (a UUIDv7): its time, and bits that follow from both.

    The same on every terminal, so that neither the outbox nor the platform takes it twice. Raises ValueError for
    what is no UUID.
    """
    owner = uuid.UUID(to)
    drawn = int.from_bytes(hashlib.sha256(f"{name} {owner}".encode()).digest()[:10], "big")
    low = drawn & ((1 << 62) - 1)
    value = owner.int >> 80 << 80 | 0x7 << 76 | (drawn >> 62 & 0xFFF) << 64 | 0b10 << 62 | low
    return str(uuid.UUID(int=value))
