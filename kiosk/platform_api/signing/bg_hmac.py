"""Gateways of the BG family (`X-BG-HMAC-*`: 浙江 IRS, 浙里办): headers to sign a call and to check one.

The signed string is METHOD, path, query, access key and date, each with a line feed behind it, the last one too:
the published code has it, the prose beside it does not. The query is signed encoded and sorted by key; there
implementations differ. The body is not signed and there is no nonce, so this must never stand in the place of the
contract's own signature.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from urllib.parse import parse_qsl, quote, urlsplit

from kiosk.platform_api.times import from_http

WINDOW = 90
"""Seconds the date may be off."""
ALGORITHM = "hmac-sha256"


@dataclass(frozen=True)
class BgAccount:
    """What the province gives out."""

    access_key: str
    secret_key: str = field(repr=False)


def headers(account: BgAccount, method: str, url: str, now: float) -> dict[str, str]:
    """The headers of one call; `now` in seconds since 1970, `url` with its query as it will be sent."""
    date = formatdate(now, usegmt=True)
    return {
        "X-BG-HMAC-SIGNATURE": signature(account, method, url, date),
        "X-BG-HMAC-ALGORITHM": ALGORITHM,
        "X-BG-HMAC-ACCESS-KEY": account.access_key,
        "X-BG-DATE-TIME": date,
    }


def signature(account: BgAccount, method: str, url: str, date: str) -> str:
    """Base64 of HMAC-SHA256."""
    split = urlsplit(url)
    said = "".join(f"{one}\n" for one in (method.upper(), split.path, _query(split.query), account.access_key, date))
    return base64.b64encode(hmac.new(account.secret_key.encode(), said.encode(), hashlib.sha256).digest()).decode(
        "ascii"
    )


def accepted(account: BgAccount, method: str, url: str, received: Mapping[str, str], now: float) -> bool:
    """The gateway's side: is the signature right and the date near?"""
    given = {name.upper(): value for name, value in received.items()}
    date = given.get("X-BG-DATE-TIME", "")
    try:
        apart = abs(now - from_http(date))
    except ValueError:
        return False
    right = hmac.compare_digest(
        signature(account, method, url, date).encode(), given.get("X-BG-HMAC-SIGNATURE", "").encode()
    )
    named = (given.get("X-BG-HMAC-ACCESS-KEY"), given.get("X-BG-HMAC-ALGORITHM"))
    return right and named == (account.access_key, ALGORITHM) and apart <= WINDOW


def _query(raw: str) -> str:
    pairs = sorted(parse_qsl(raw, keep_blank_values=True))
    return "&".join(f"{quote(key, safe='')}={quote(value, safe='')}" for key, value in pairs)
