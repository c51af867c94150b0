"""A print job's id, fit to become a file name, a line in the print journal, a title in a queue."""

from __future__ import annotations

import uuid


def checked(job_id: str) -> str:
    """`job_id`, if it is a UUID in its usual form; raises ValueError otherwise (it becomes a file name)."""
    if str(uuid.UUID(job_id)) != job_id:
        raise ValueError("a print job needs a UUID in its usual form")
    return job_id
