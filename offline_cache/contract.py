"""What the offline store promises: jobs, their faults, and plain records; payloads are bytes with a kind.

Must never know what a payload means, and never shows one: `repr` of a job holds no personal data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import Enum, IntEnum, StrEnum
from typing import Protocol

LONGEST_WAIT = 7200.0
"""Seconds. Nobody postpones for longer: what claims to wait longer was written while the clock was wrong."""
PLAUSIBLE_SINCE = 1_704_067_200.0
"""2024-01-01. A job that claims to be older was taken while the clock was wrong; its age is not known."""
MOST_ATTACHMENTS = 200
"""Attachments of one job."""
MOST_BYTES = 256 << 20
"""Bytes of one attachment."""


class JobState(StrEnum):
    """Life of a job; the table is in `states.py`."""

    QUEUED = "queued"
    SENDING = "sending"
    WAITING = "waiting"
    DONE = "done"
    CALL_BACK = "call-back"
    SET_ASIDE = "set-aside"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Priority(IntEnum):
    """Which of several due jobs goes first; among equals the oldest."""

    FIRST = 1
    CASE = 5
    LATER = 9


class DayState(StrEnum):
    """How a business day stands; only a closed one lets anything of it be erased."""

    OPEN = "open"
    CLOSED = "closed"
    ESCALATED = "escalated"


class Blame(StrEnum):
    """Why a try did not end in an answer, and so what it says about the job."""

    NOT_SENT = "not-sent"
    """The line is down and nothing left this machine: the try does not count."""
    LINK = "link"
    """The line broke while sending: it may have arrived, and that is not the job's fault."""
    SERVER = "server"
    """The platform answered that it cannot now."""
    JOB = "job"
    """Something about this job, perhaps: a strike. The sender sets it aside after some."""


class StoreFault(Enum):
    """Every fault of the store: (code, what helps)."""

    LOCKED = ("store.locked", "another program holds the file; wait, then look for a second kiosk")
    FULL = ("store.full", "free disk space; nothing new is accepted until then")
    DISK_FLOOR = ("store.disk-floor", "free disk space; what is stored is still sent, nothing new is accepted")
    TOO_MANY = ("store.too-many-waiting", "bring the line back or carry the cases out; nothing new is accepted")
    TOO_LARGE = ("store.too-large", "an attachment is larger, or there are more of them, than a case may have")
    NEWER_VERSION = ("store.newer-version", "the file was written by a newer program: install that version")
    CORRUPT = ("store.corrupt", "keep every file, call support; a start saves what is readable into a new one")
    WRONG_KEY = ("store.wrong-key", "the data key does not open this file: restore the key")
    NOT_WRITABLE = ("store.not-writable", "check owner and mode of the state directory")
    ABSENT = ("store.absent", "nothing was stored there yet: look at storage.state_dir, or at the folder given")
    JOB_UNKNOWN = ("store.job-unknown", "the job is not in this store")
    JOB_EXISTS = ("store.job-exists", "the same id was queued with other content")
    STEP_NOT_ALLOWED = ("store.step-not-allowed", "the job's state does not allow this step")

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


class JobFault(Enum):
    """Faults of a job that are nobody else's: (code, what helps)."""

    INTERRUPTED = ("job.interrupted", "the sender stopped while sending; it is sent again by itself")
    UNSENDABLE = ("job.unsendable", "this program cannot send it: note the number, call support, update")
    EXPIRED = ("job.expired", "it waited longer than the policy allows: call the citizen")
    UNCLEAR = ("job.unclear", "nobody sends it any more, it may have arrived: compare days, then call the citizen")

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
class Limits:
    """What is accepted; reached, nothing new goes in and what is in goes on. None and 0 limit nothing."""

    most_waiting: int | None = None
    """Open jobs."""
    disk_floor: int = 0
    """Bytes that must stay free where the store lies."""


@dataclass(frozen=True)
class Handling:
    """How a job travels."""

    priority: int = Priority.CASE
    lane: str = field(default="", repr=False)
    """Jobs with the same words here (applicant and item) keep their order. Stored as a keyed hash; empty: none."""


@dataclass(frozen=True)
class Attachment:
    """A file that belongs to a job, as it is put in."""

    attachment_id: str
    """UUIDv7, made at the terminal: under it the upload is known."""
    media_type: str
    content: bytes = field(repr=False)
    label: str = ""
    """What it is for its receiver, e.g. the material's code."""


@dataclass(frozen=True)
class Stored:
    """A stored attachment, without its content, and how far its upload came."""

    number: int
    """Place among the job's attachments, from 0."""
    attachment_id: str
    media_type: str
    label: str
    size: int
    """Bytes."""
    digest: str = field(repr=False)
    """SHA-256 of the content, hexadecimal."""
    offset: int = 0
    """Bytes of it that the platform had when it was last heard of."""


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
    """Tries that may have reached the platform."""
    not_before: float
    """No attempt before this time; more than LONGEST_WAIT ahead it counts as passed. 0 once it has passed."""
    fault: str | None
    """Code of the last failure, never a text from outside."""
    finished_at: float | None = None
    strikes: int = 0
    """Tries in a row that spoke against the job itself."""
    priority: int = Priority.CASE
    """Lower goes first."""


@dataclass(frozen=True)
class Claimed:
    """A job with what is in it; while it is being sent nobody else gets it."""

    job: Job
    payload: bytes = field(repr=False)
    attachments: tuple[Stored, ...] = ()


@dataclass(frozen=True)
class Day:
    """A business day (YYYY-MM-DD, local time) on which jobs were taken."""

    day: str
    state: DayState
    cause: str | None = None
    """Fault code of what escalated it."""
    changed_at: float | None = None


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


class JobQueue(Protocol):
    """What every outbox does: the one on disk and the one in memory pass the same conformance suite.

    Every method raises StoreError. A method that returned has its effect durably.
    """

    def enqueue(
        self,
        job_id: str,
        kind: str,
        payload: bytes,
        attachments: Sequence[Attachment] = (),
        handling: Handling = Handling(),
    ) -> Job:
        """Take a job with all that belongs to it. The same again is the same job; other content is JOB_EXISTS.

        DISK_FLOOR or TOO_MANY when the limits are reached, TOO_LARGE for more than an attachment may be.
        """

    def claim(self, now: float) -> Claimed | None:
        """Hand out the first job that is due, as SENDING: by priority, then age, an earlier one of its lane first.

        One that cannot be opened is set aside on the way.
        """

    def next_up(self) -> Claimed | None:
        """What a claim would give now, as far as that is known without a step. Nothing changes."""

    def together(self) -> AbstractContextManager[None]:
        """Steps inside are one commit: all of them, or none."""

    def next_due(self) -> float | None:
        """When `claim` next has something: seconds since 1970, 0 for at once, None for nothing."""

    def content(self, job_id: str, number: int, offset: int) -> bytes:
        """A piece of that attachment from `offset` on, at most one chunk; empty at its end."""

    def uploaded(self, job_id: str, number: int, offset: int) -> None:
        """So much of that attachment has arrived; only while the job is being sent."""

    def complete(self, job_id: str, answer: bytes) -> Job:
        """The platform has it: keep its answer."""

    def postpone(self, job_id: str, fault: str, not_before: float, blame: Blame = Blame.SERVER) -> Job:
        """Give it back to be sent again, not before that time."""

    def set_aside(self, job_id: str, fault: str) -> Job:
        """It cannot go through as it is; a person looks."""

    def call_back(self, job_id: str, fault: str) -> Job:
        """Its item was withdrawn; the citizen is called."""

    def withdraw(self, job_id: str) -> Job:
        """The citizen takes it back; only while nothing of it was ever sent."""

    def retry(self, job_id: str) -> Job:
        """Staff want a job that was set aside sent again."""

    def end(self, job_id: str) -> Job:
        """Staff have looked at what was set aside, or called the citizen: nothing is left to do for it."""

    def settle(self, job_id: str, answer: bytes) -> Job:
        """The platform has it by another way (reconciliation, carry-out): keep its answer."""

    def reopen(self, job_id: str) -> Job:
        """The platform was found not to have what it had answered for: sent again, as long as it is not erased."""

    def freeze(self, job_id: str, fault: str) -> Job:
        """Reconciliation found another content under its id: nothing more happens to it until a person has looked."""

    def expire(self, before: float, corrected: Callable[[float], float] = float) -> tuple[Job, ...]:
        """What waits since that time or longer becomes a call-back task; returns the jobs.

        `corrected` makes of a written time what the clock of now would have said then, where it is known to be later.
        """

    def recover(self) -> int:
        """At the start of the sender: what was being sent waits again, because nobody knows. Returns how many."""

    def get(self, job_id: str) -> Job:
        """The job as it stands; JOB_UNKNOWN when it is not here."""

    def peek(self, job_id: str) -> Claimed:
        """The job with what is in it, without a step; an erased payload is empty."""

    def answer(self, job_id: str) -> bytes | None:
        """The platform's answer, when there is one."""

    def jobs(self, day: str | None = None) -> tuple[Job, ...]:
        """All jobs, or those of one business day, oldest first."""

    def stats(self) -> dict[str, int | float | None]:
        """How many per state; `oldest`: when the oldest open one came or None; `damaged`: how often it was met."""

    def days(self) -> tuple[Day, ...]:
        """Every day that has jobs, oldest first."""

    def mark_day(self, day: str, state: DayState, cause: str | None = None) -> Day:
        """Close or escalate a business day, or open it again."""

    def purge(self, before: float) -> int:
        """Erase what is in jobs done or ended before that time whose day is closed; returns how many."""


class Snapshots(Protocol):
    """The last good documents of the platform."""

    def put(self, snapshot: Snapshot) -> None:
        """Replace, atomically. The caller has verified it before."""

    def current(self, kind: str) -> Snapshot | None:
        """The last good one."""

    def version(self, kind: str) -> str | None:
        """Its version alone: cheap enough to poll."""

    def confirm(self, kind: str, version: str, at: float) -> None:
        """The platform said at `at` (seconds since 1970) that this version is still the current one."""

    def fetched_at(self, kind: str) -> float | None:
        """When it was fetched or last confirmed, seconds since 1970; cheap enough to poll."""


class LinkBoard(Protocol):
    """Where the sync process writes how the line is."""

    def read(self) -> Link:
        """As it was last written; offline since ever when it never was."""

    def write(self, link: Link) -> None:
        """Replace it."""


NEVER_CHECKED = Link(online=False, fault=None, changed_at=0.0, checked_at=0.0, clock_offset=0.0)
