"""Identifiers made at the terminal: UUIDv7 (RFC 9562 §5.7)."""

from __future__ import annotations

import secrets
import time
import uuid


def uuid7(now: float | None = None) -> str:
    """A time-ordered random id; `now` in seconds since 1970."""
    milliseconds = int((time.time() if now is None else now) * 1000) & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
