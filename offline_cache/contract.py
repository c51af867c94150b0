"""What the offline store promises: jobs, their faults, and plain records; payloads are bytes with a kind.

Must never know what a payload means, and never shows one: `repr` of a job holds no personal data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum


class JobState(StrEnum):
    """Life of a job; the table is in `states.py`."""

    QUEUED = "queued"
    SENDING = "sending"
    WAITING = "waiting"
    DONE = "done"
    CALL_BACK = "call-back"
    SET_ASIDE = "set-aside"
    WITHDRAWN = "withdrawn"


class StoreFault(Enum):
    """Every fault of the store: (code, what helps)."""

    LOCKED = ("store.locked", "another program holds the file; wait, then look for a second kiosk")
    FULL = ("store.full", "free disk space; nothing new is accepted until then")
    NEWER_VERSION = ("store.newer-version", "the file was written by a newer program: install that version")
    CORRUPT = ("store.corrupt", "keep the file, start with a new one, call support")
    WRONG_KEY = ("store.wrong-key", "the data key does not open this file: restore the key")
    NOT_WRITABLE = ("store.not-writable", "check owner and mode of the state directory")
    JOB_UNKNOWN = ("store.job-unknown", "the job is not in this store")
    JOB_EXISTS = ("store.job-exists", "the same id was queued with other content")
    STEP_NOT_ALLOWED = ("store.step-not-allowed", "the job's state does not allow this step")

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


class StoreError(Exception):
    """The store could not do what was asked; nothing acknowledged before is lost."""

    def __init__(self, fault: StoreFault, detail: str = "") -> None:
        super().__init__(f"{fault.code}: {detail}" if detail else fault.code)
        self.fault = fault
        self.detail = detail


@dataclass(frozen=True)
class Job:
    """One thing to send. Times are seconds since 1970 (wall clock)."""

    job_id: str
    """UUIDv7, made at the terminal."""
    kind: str
    """What the payload is, e.g. `submission`."""
    state: JobState
    reference: str
    """暂存号: shown to the citizen, e.g. A03-0712-0046; counts up per day, never reused."""
    created_at: float
    attempts: int
    not_before: float
    """No attempt before this time."""
    fault: str | None
    """Code of the last failure, never a text from outside."""
    finished_at: float | None = None


@dataclass(frozen=True)
class Claimed:
    """A job handed to the sender; nobody else gets it until it is given back."""

    job: Job
    payload: bytes = field(repr=False)


@dataclass(frozen=True)
class Link:
    """Is the platform reachable? Written by the sync process, read by the screen."""

    online: bool
    fault: str | None
    """Code of the platform fault while offline."""
    changed_at: float
    checked_at: float
    clock_offset: float
    """Platform time minus terminal time, seconds."""


@dataclass(frozen=True)
class Snapshot:
    """A signed document of the platform (the catalogue), stored whole and replaced atomically."""

    kind: str
    version: str
    etag: str
    fetched_at: float
    payload: bytes = field(repr=False)
