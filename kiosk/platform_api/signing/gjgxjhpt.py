"""The national data sharing platform (国家数据共享交换平台, `gjgxjhpt_*`): headers to sign a call and to check one.

`sign = base64(HMAC-SHA256(key, sid + rid + rtime))`, rtime in milliseconds. The key is the app key for the one
service that hands out a secret, and that secret, until it ends, for all others. How the secret is wrapped (AES under
the app key) is published without mode and padding, so unwrapping is left to whoever has the paper. The body is not
signed: this must never stand in the place of the contract's own signature.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

WINDOW = 90
"""Seconds; the platform's own window is not published."""


@dataclass(frozen=True)
class ExchangeAccount:
    """Who asks: requester id, app key, and the secret of the hour with its end (seconds since 1970)."""

    rid: str
    app_key: str = field(repr=False)
    secret: str = field(default="", repr=False)
    secret_ends: float = 0.0

    def key(self, now: float) -> str:
        """The secret while it lasts. Raises LookupError afterwards: a new one must be fetched first."""
        if not self.secret or now >= self.secret_ends:
            raise LookupError("the secret has ended")
        return self.secret


def refresh_headers(account: ExchangeAccount, sid: str, now: float) -> dict[str, str]:
    """For the service that hands out the secret: signed with the app key."""
    return _headers(account.app_key, sid, account.rid, now)


def headers(account: ExchangeAccount, sid: str, now: float) -> dict[str, str]:
    """For any other service: signed with the secret. LookupError where that has ended."""
    return _headers(account.key(now), sid, account.rid, now)


def signature(key: str, sid: str, rid: str, rtime: str) -> str:
    """Base64 of HMAC-SHA256."""
    digest = hmac.new(key.encode(), f"{sid}{rid}{rtime}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode("ascii")


def accepted(key: str, received: Mapping[str, str], now: float) -> bool:
    """The platform's side: is the signature right and the time near?"""
    given = {name.lower(): value for name, value in received.items()}
    sid, rid, rtime = (given.get(f"gjgxjhpt_{name}", "") for name in ("sid", "rid", "rtime"))
    if not (rtime.isascii() and rtime.isdigit() and len(rtime) == len(str(int(now * 1000)))):
        return False
    right = hmac.compare_digest(signature(key, sid, rid, rtime).encode(), given.get("gjgxjhpt_sign", "").encode())
    return right and abs(now - int(rtime) / 1000) <= WINDOW


def _headers(key: str, sid: str, rid: str, now: float) -> dict[str, str]:
    rtime = str(int(now * 1000))
    return {
        "gjgxjhpt_rid": rid,
        "gjgxjhpt_sid": sid,
        "gjgxjhpt_rtime": rtime,
        "gjgxjhpt_sign": signature(key, sid, rid, rtime),
    }
