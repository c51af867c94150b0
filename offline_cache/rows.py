"""Rows of the view `jobs` as plain records. Never opens what is sealed."""

from __future__ import annotations

from typing import Any

from offline_cache.contract import Job, JobState
from offline_cache.crypto import Place


def job_of(row: tuple[Any, ...]) -> Job:
    """A row of the view: its columns stand in the order of Job's fields, after `seq`."""
    return Job(row[1], row[2], JobState(row[3]), *row[4:])


def owner_of(job: Job) -> Place:
    """Where the payload of a job opens; its files name themselves after it."""
    return Place(job.job_id, job.kind, "payload")
