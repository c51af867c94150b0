"""Times on the wire: RFC 3339 with offset and milliseconds, and HTTP's own. Must never guess a missing offset."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime

CHINA = dt.timezone(dt.timedelta(hours=8))
"""China Standard Time; no summer time since 1991."""


def to_rfc3339(seconds: float) -> str:
    """Seconds since 1970 as `2026-07-12T09:41:00.000+08:00`."""
    return dt.datetime.fromtimestamp(seconds, CHINA).isoformat(timespec="milliseconds")


def from_rfc3339(text: str) -> float:
    """Seconds since 1970; ValueError where it is no time or has no offset."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without offset")
    return moment.timestamp()


def from_http(text: str) -> float:
    """Seconds since 1970 of a header (RFC 9110 §5.6.7); ValueError where it is no time that a clock shows."""
    try:
        return parsedate_to_datetime(text).timestamp()
    except (TypeError, OverflowError) as error:  # the latter where a number in it is too large
        raise ValueError("no time of HTTP") from error
