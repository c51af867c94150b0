"""How each step changes a job: pure functions, shared by the outbox on disk and the one in memory.

Never reads a clock and never touches a payload.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from offline_cache.contract import LONGEST_WAIT, Blame, Job, JobFault, JobState
from offline_cache.states import OPEN, JobEvent, after

_CHINA = 8 * 3600.0
"""Seconds that the clocks of China are ahead of UTC; in the tables: '+8 hours'."""

DUE_STATES = frozenset({JobState.QUEUED, JobState.WAITING})
"""States from which a job may be claimed."""


def is_due(job: Job, now: float) -> bool:
    """May it be handed to the sender, as far as time goes?"""
    return job.state in DUE_STATES and not now < job.not_before <= now + LONGEST_WAIT


def ready(job: Job) -> Job:
    """Its time has come: it waits for nothing but its turn, also if the clock is set back."""
    return replace(job, not_before=0.0)


def claimed(job: Job) -> Job:
    """Handed to the sender; counted at once, so that a job that kills the sender is counted too."""
    return replace(job, state=after(job.state, JobEvent.CLAIMED), attempts=job.attempts + 1)


def answered(job: Job, now: float) -> Job:
    """The platform has it."""
    return replace(job, state=after(job.state, JobEvent.ANSWERED), fault=None, strikes=0, finished_at=now)


def postponed(job: Job, fault: str, not_before: float, blame: Blame) -> Job:
    """To be sent again. Only a job of which nothing ever left the machine goes back to QUEUED."""
    attempts = job.attempts - (blame is Blame.NOT_SENT)
    event = JobEvent.POSTPONED if attempts else JobEvent.UNSENT
    strikes = {Blame.SERVER: 0, Blame.JOB: job.strikes + 1}.get(blame, job.strikes)
    state = after(job.state, event)
    return replace(job, state=state, attempts=attempts, strikes=strikes, fault=fault, not_before=max(0.0, not_before))


def set_aside(job: Job, fault: str) -> Job:
    """A person looks."""
    return replace(job, state=after(job.state, JobEvent.REFUSED), fault=fault)


def call_back(job: Job, fault: str, now: float) -> Job:
    """The citizen is called."""
    return replace(job, state=after(job.state, JobEvent.GONE), fault=fault, finished_at=now)


def withdrawn(job: Job, now: float) -> Job:
    """Taken back by the citizen."""
    return replace(job, state=after(job.state, JobEvent.WITHDREW), finished_at=now)


def retried(job: Job) -> Job:
    """Sent again by staff, with a clean slate."""
    return replace(job, state=after(job.state, JobEvent.RETRIED), fault=None, strikes=0, not_before=0.0)


def ended(job: Job, now: float) -> Job:
    """A person has done what was to be done."""
    return replace(job, state=after(job.state, JobEvent.ENDED), finished_at=now)


def settled(job: Job, now: float) -> Job:
    """The platform has it by another way, or in another state; what was done stays done since then."""
    state, since = after(job.state, JobEvent.SETTLED), job.finished_at or now
    return replace(job, state=state, fault=None, strikes=0, finished_at=since)


def reopened(job: Job) -> Job:
    """The platform has not got it after all."""
    return replace(job, state=after(job.state, JobEvent.MISSED), not_before=0.0, finished_at=None)


def frozen(job: Job, fault: str) -> Job:
    """A person looks before anything more happens."""
    return replace(job, state=after(job.state, JobEvent.FROZEN), fault=fault, finished_at=None)


def expired(job: Job, now: float) -> Job:
    """The citizen is called, because it waited too long."""
    fault = JobFault.EXPIRED.code
    return replace(job, state=after(job.state, JobEvent.EXPIRED), fault=fault, finished_at=now)


def interrupted(job: Job) -> Job:
    """Nobody knows whether it arrived."""
    state = after(job.state, JobEvent.INTERRUPTED)
    return replace(job, state=state, fault=JobFault.INTERRUPTED.code, strikes=job.strikes + 1, not_before=0.0)


def business_day(at: float) -> str:
    """YYYY-MM-DD, of China: one time, no summer time, whatever the clock of the machine shows."""
    return time.strftime("%Y-%m-%d", time.gmtime(at + _CHINA))


def day_of_reference(at: float) -> str:
    """MMDD of the business day, as it stands in references."""
    return business_day(at)[5:].replace("-", "")


def counted(jobs: Sequence[Job]) -> dict[str, int | float | None]:
    """How many per state, and when the oldest open one came."""
    stats: dict[str, int | float | None] = {one.value: sum(job.state is one for job in jobs) for one in JobState}
    stats["oldest"] = min((job.created_at for job in jobs if job.state in OPEN), default=None)
    return stats
