"""What a platform fault means for the job that was being sent: one table and one formula. Never does anything itself.

After ODK Collect #1939 (a fatal error was repeated a thousand times, and held up the rest).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

from kiosk.platform_api.faults import CERTIFICATE, PROXY, PlatformFault
from kiosk.runtime.delays import HEARTBEAT_INTERVAL, JOB_BACKOFF, JOB_BACKOFF_CAP, RETRY_AFTER_CAP

MOST_STRIKES = 8
"""Answers without sense in a row, or senders that died over it, before a job is set aside."""
_MOST_DOUBLINGS = 16
_LEAST = 0.5
"""Seconds; a try at once would ask the same question of the same trouble."""


@dataclass(frozen=True)
class Policy:
    """What the platform lets a terminal do with what waits (离线策略). Seconds; None: without end."""

    longest_wait: float | None = 72 * 3600.0
    """A job that waited longer is tried once more when the line is up; not taken then, the citizen is called."""
    retention: float | None = 30 * 86_400.0
    """What was done stays so long, and its day must be closed."""
    audit_months: int | None = None
    """The audit trail stays so long, and as long as the law wants; None: nothing of it is ever deleted."""
    heartbeat: float = HEARTBEAT_INTERVAL
    """Between two heartbeats."""


class Treatment(StrEnum):
    """What happens to the job and to the round."""

    LINE = "line"
    """Nothing to do with the job: it stays due, the round ends, the line is marked down."""
    SUSPECT = "suspect"
    """The line or the job? The platform's clock is asked: if it answers, this job waits and the next one goes."""
    HOLD = "hold"
    """The platform asks everybody to wait."""
    SET_ASIDE = "set-aside"
    """It will never be taken as it is."""
    CALL_BACK = "call-back"
    """The item is gone: the citizen is called."""


_TREATMENTS = {
    PlatformFault.NO_LINK: Treatment.LINE,
    PlatformFault.DNS: Treatment.LINE,
    PlatformFault.CONNECTION_REFUSED: Treatment.LINE,
    PlatformFault.CONNECT_TIMEOUT: Treatment.LINE,
    **dict.fromkeys(PROXY | CERTIFICATE, Treatment.LINE),
    PlatformFault.CLOCK: Treatment.LINE,
    PlatformFault.AUTHENTICATION: Treatment.LINE,
    PlatformFault.SERVER_DOWN: Treatment.SUSPECT,
    PlatformFault.TIMEOUT: Treatment.SUSPECT,
    PlatformFault.ANSWER_LOST: Treatment.SUSPECT,
    PlatformFault.BAD_ANSWER: Treatment.SUSPECT,
    PlatformFault.CAPTIVE: Treatment.SUSPECT,
    PlatformFault.NOT_FOUND: Treatment.SUSPECT,
    PlatformFault.BUSY: Treatment.HOLD,
    PlatformFault.REFUSED: Treatment.SET_ASIDE,
    PlatformFault.CONFLICT: Treatment.SET_ASIDE,
    PlatformFault.LOCKED: Treatment.SET_ASIDE,
    PlatformFault.STEP_UP: Treatment.SET_ASIDE,
    PlatformFault.GONE: Treatment.CALL_BACK,
}
STRIKING = frozenset({PlatformFault.BAD_ANSWER, PlatformFault.CAPTIVE, PlatformFault.NOT_FOUND})
"""Speak against the job when the platform is otherwise well."""


def treatment(fault: PlatformFault) -> Treatment:
    """What to do about it; a fault that is new here is suspect, never fatal."""
    return _TREATMENTS.get(fault, Treatment.SUSPECT)


def backoff(attempts: int, rng: random.Random) -> float:
    """Seconds until the next try: doubling, capped, and anywhere in between, so that terminals part (full jitter)."""
    full = min(JOB_BACKOFF_CAP, JOB_BACKOFF * 2.0 ** min(max(attempts - 1, 0), _MOST_DOUBLINGS))
    return max(_LEAST, rng.uniform(0.0, full))


def wait_for(attempts: int, asked: float | None, rng: random.Random) -> float:
    """Seconds: what the platform asked for (`Retry-After`), up to a limit, else the back-off."""
    return min(backoff(attempts, rng) if asked is None else asked, RETRY_AFTER_CAP)
