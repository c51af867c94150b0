"""Gateways of the TIF family (`x-tif-*`: 广东, 国家医保服务平台): headers to sign a call and to check one.

`signature = hex(SHA-256(timestamp + token + nonce + timestamp))`, timestamp in seconds. Neither method, path nor body
is signed, so this must never stand in the place of the contract's own signature: it only opens a gateway's door.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

WINDOW = 180
"""Seconds a timestamp may be off. Not confirmed by a published text."""


@dataclass(frozen=True)
class TifAccount:
    """What the province gives out: the caller's name and its token."""

    paas_id: str
    token: str = field(repr=False)
    service_id: str | None = None


def headers(account: TifAccount, now: float, nonce: str | None = None) -> dict[str, str]:
    """The headers of one call; each attempt gets its own.

    Args:
        account: who calls.
        now: seconds since 1970.
        nonce: only for test vectors; made up otherwise.
    """
    stamp = str(int(now))
    once = nonce or f"{int(now * 1000):x}-{secrets.token_hex(3)}"
    made = {
        "x-tif-paasid": account.paas_id,
        "x-tif-timestamp": stamp,
        "x-tif-nonce": once,
        "x-tif-signature": signature(account.token, stamp, once),
    }
    return made | ({"x-tif-serviceId": account.service_id} if account.service_id else {})


def signature(token: str, stamp: str, nonce: str) -> str:
    """64 hexadecimal digits, lower case."""
    return hashlib.sha256(f"{stamp}{token}{nonce}{stamp}".encode()).hexdigest()


def accepted(account: TifAccount, received: Mapping[str, str], now: float) -> bool:
    """The gateway's side: is the signature right and the time near? The caller checks that the nonce is new."""
    given = {name.lower(): value for name, value in received.items()}
    stamp, nonce = given.get("x-tif-timestamp", ""), given.get("x-tif-nonce", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) == len(str(int(now))) and nonce):
        return False
    right = hmac.compare_digest(
        signature(account.token, stamp, nonce).encode(), given.get("x-tif-signature", "").lower().encode()
    )
    return right and given.get("x-tif-paasid") == account.paas_id and abs(now - int(stamp)) <= WINDOW
