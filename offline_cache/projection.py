"""One view over what the platform says and what still waits here. Pure; the platform wins wherever it has spoken.

A list on the screen is never put together twice by hand: what is under way locally is laid over the platform's list,
and goes from it by itself once the platform names it. Must never change a job or ask anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from offline_cache.contract import Job, JobState

T = TypeVar("T")


class Standing(StrEnum):
    """What may be said of an entry."""

    KNOWN = "known"
    """The platform has it: what it says counts, whatever is stored here."""
    STORED = "stored"
    """Only here, and nothing of it ever left: 已保存，还没有送出."""
    SENT = "sent"
    """Sent, and the platform has not said so yet: 已送出，等确认. So too while its list is older than its answer."""
    ATTENTION = "attention"
    """Only here, and it will not go by itself: a person looks, or calls."""


_STANDING = {
    JobState.QUEUED: Standing.STORED,
    JobState.SENDING: Standing.SENT,
    JobState.WAITING: Standing.SENT,
    JobState.DONE: Standing.SENT,
    JobState.CALL_BACK: Standing.ATTENTION,
    JobState.SET_ASIDE: Standing.ATTENTION,
}


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One thing, seen from both sides."""

    identifier: str
    standing: Standing
    platform: T | None
    """What the platform says of it."""
    job: Job | None
    """What is stored of it here, also where the platform knows it."""


def project(known: Mapping[str, T], jobs: Iterable[Job], kind: str) -> tuple[Entry[T], ...]:
    """What is under way here, newest first, then the platform's own in its order.

    `known`: what the platform says, by id. `jobs`: of any kind; those of `kind` count, unless withdrawn or ended.
    """
    local = {job.job_id: job for job in jobs if job.kind == kind}
    pending = [
        Entry[T](job.job_id, _STANDING[job.state], None, job)
        for job in sorted(local.values(), key=lambda job: job.created_at, reverse=True)
        if job.job_id not in known and job.state in _STANDING
    ]
    spoken = [Entry(identifier, Standing.KNOWN, said, local.get(identifier)) for identifier, said in known.items()]
    return (*pending, *spoken)
