"""The terminal's clock against the platform's, as the sync process last measured it. Must never set a clock."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.text import Text
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.runtime.checks.queue import store
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found
from offline_cache.contract import StoreError

TELLING = 30.0
"""Seconds of difference worth a warning."""
FAR = 300.0
"""Seconds of difference that are a fault: requests still go, signed with the platform's time, but set the clock."""
_SYNCHRONISED = Path("/run/systemd/timesync/synchronized")
_EARLIEST = 2025
"""No clock of this program's time says an earlier year."""


def judged(offset: float, **facts: str) -> Finding:
    """What a measured difference means, seconds. Raises PlatformError: CLOCK beyond FAR."""
    if abs(offset) > FAR:
        raise PlatformError(PlatformFault.CLOCK)
    facts["offset_seconds"] = f"{offset:+.1f}"
    if abs(offset) > TELLING:
        return found(Verdict.WARN, DoctorFault.CLOCK_DIFFERS, **facts)
    return Finding(Verdict.PASS, facts=facts)


def look(around: Surroundings) -> Finding:
    """The offset last measured, and whether the machine has a time service. Raises PlatformError, OSError."""
    now = around.clock.wall()
    facts = {
        "zone": now.strftime("%z"),
        "time_service": "synchronised" if _SYNCHRONISED.exists() else "unknown",
    }
    if now.year < _EARLIEST:
        raise PlatformError(PlatformFault.CLOCK)
    try:
        with store(around) as open_store:
            link = None if open_store is None else open_store.link()
    except StoreError:  # the store's own check says why; that is nothing against the clock
        return Finding(Verdict.NOT_RUN, facts={**facts, "offset_seconds": "-"})
    if link is None or not link.checked_at:
        return Finding(Verdict.PASS, facts={**facts, "offset_seconds": "-"})
    return judged(link.clock_offset, **facts)


CHECKS = (
    Check(
        "clock",
        "clock",
        Text("本机时钟", "本機時鐘", "Clock"),
        Text(
            "差 30 秒以上要校时。差得再多也用平台的时间签名，差 7 天以上就不连平台。",
            "差 30 秒以上要校時。差得再多也用平台的時間簽名，差 7 天以上就不連平台。",
            "Over 30 s: set it. Requests are signed with the platform's time; over 7 days none is sent.",
        ),
        look,
    ),
)
