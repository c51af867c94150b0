"""The life of a job as one table: state, event, next state. An event the table does not list raises.

Nothing leaves the store by itself: every way out of an open state is an answer of the platform or a person.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from offline_cache.contract import JobState, StoreError, StoreFault


class JobEvent(StrEnum):
    """What can happen to a job."""

    CLAIMED = "claimed"
    """The sync process takes it to send it."""
    ANSWERED = "answered"
    """The platform has it and said so."""
    POSTPONED = "postponed"
    """No answer, or one that says: later. Whether the platform has it is not known."""
    UNSENT = "unsent"
    """Given back; nothing of it ever left this machine."""
    REFUSED = "refused"
    """The platform will never take it as it is, or it cannot be read or sent."""
    GONE = "gone"
    """The item was withdrawn in between (410)."""
    INTERRUPTED = "interrupted"
    """The sync process started and found it as being sent."""
    WITHDREW = "withdrew"
    """The citizen took it back at this terminal."""
    RETRIED = "retried"
    """Staff mended the cause and want it sent again."""
    ENDED = "ended"
    """Staff have called the citizen, or looked at what was set aside: nothing is left to do."""
    EXPIRED = "expired"
    """It waited longer than the policy allows."""
    SETTLED = "settled"
    """The platform has it by another way, or in another state: by reconciliation, or carried by hand."""
    MISSED = "missed"
    """Reconciliation: the platform does not have what it had answered for."""
    FROZEN = "frozen"
    """Reconciliation: the platform has another content under this id."""


JOB_TABLE = MappingProxyType(
    {
        (JobState.QUEUED, JobEvent.CLAIMED): JobState.SENDING,
        (JobState.QUEUED, JobEvent.WITHDREW): JobState.WITHDRAWN,
        (JobState.SENDING, JobEvent.ANSWERED): JobState.DONE,
        (JobState.SENDING, JobEvent.POSTPONED): JobState.WAITING,
        (JobState.SENDING, JobEvent.UNSENT): JobState.QUEUED,
        (JobState.SENDING, JobEvent.REFUSED): JobState.SET_ASIDE,
        (JobState.SENDING, JobEvent.GONE): JobState.CALL_BACK,
        (JobState.SENDING, JobEvent.INTERRUPTED): JobState.WAITING,
        (JobState.WAITING, JobEvent.CLAIMED): JobState.SENDING,
        (JobState.SET_ASIDE, JobEvent.RETRIED): JobState.WAITING,
        (JobState.SET_ASIDE, JobEvent.ENDED): JobState.ENDED,
        (JobState.CALL_BACK, JobEvent.ENDED): JobState.ENDED,
        (JobState.QUEUED, JobEvent.EXPIRED): JobState.CALL_BACK,
        (JobState.WAITING, JobEvent.EXPIRED): JobState.CALL_BACK,
        (JobState.QUEUED, JobEvent.SETTLED): JobState.DONE,
        (JobState.WAITING, JobEvent.SETTLED): JobState.DONE,
        (JobState.SET_ASIDE, JobEvent.SETTLED): JobState.DONE,
        (JobState.CALL_BACK, JobEvent.SETTLED): JobState.DONE,
        (JobState.ENDED, JobEvent.SETTLED): JobState.DONE,
        (JobState.DONE, JobEvent.SETTLED): JobState.DONE,
        (JobState.DONE, JobEvent.MISSED): JobState.WAITING,
        (JobState.QUEUED, JobEvent.FROZEN): JobState.SET_ASIDE,
        (JobState.WAITING, JobEvent.FROZEN): JobState.SET_ASIDE,
        (JobState.DONE, JobEvent.FROZEN): JobState.SET_ASIDE,
    }
)

MEANING = MappingProxyType(
    {
        JobState.QUEUED: (
            "Stored, never sent. Entered when the citizen submits (enqueue), or when a try failed before anything "
            "left the machine; left by the sync process, by the citizen's withdrawal, by expiry, or by "
            "reconciliation and carry-out. After a power cut: unchanged."
        ),
        JobState.SENDING: (
            "In the sync process's hands, nobody else gets it. Entered by claim; left by the platform's answer or "
            "its absence. After a power cut: nobody knows whether it arrived, so it goes to waiting and is sent "
            "again under the same id, which is harmless; an upload goes on where the platform says it stopped."
        ),
        JobState.WAITING: (
            "Sent at least once without an answer that counts; it may have arrived, so it cannot be withdrawn here. "
            "Entered after such a try, after a restart, by staff, or when reconciliation misses it at the platform; "
            "left by the sync process when it is due, by expiry, or by reconciliation and carry-out. After a power "
            "cut: unchanged."
        ),
        JobState.DONE: (
            "The platform has it; its answer is kept, what is in it is erased once its day is closed and the "
            "retention has passed. Entered by the answer, by reconciliation or by a receipt of carry-out; left by "
            "reconciliation alone. After a power cut: unchanged."
        ),
        JobState.CALL_BACK: (
            "The citizen must be called: the item was withdrawn before the case arrived (410), or it waited longer "
            "than the policy allows; the fault code says which. Left by staff who have called (end), or when the "
            "platform turns out to have it. After a power cut: unchanged."
        ),
        JobState.SET_ASIDE: (
            "Cannot go through as it is; the fault code says why and what to do. Entered by a refusal, an unreadable "
            "payload, too many answers without sense, or another content at the platform; left by staff (retry, "
            "end) or when the platform turns out to have it. After a power cut: unchanged."
        ),
        JobState.WITHDRAWN: (
            "Taken back by the citizen before anything was sent; the payload is erased. Never left. After a power "
            "cut: unchanged."
        ),
        JobState.ENDED: (
            "Nothing is left to do: staff have called the citizen or looked at it, and said why in the audit trail. "
            "What is in it is erased once its day is closed and the retention has passed. Left only when the "
            "platform turns out to have it. After a power cut: unchanged."
        ),
    }
)

OPEN = frozenset({JobState.QUEUED, JobState.SENDING, JobState.WAITING})
"""States out of which the program itself still moves a job."""
FINAL = frozenset({JobState.DONE, JobState.CALL_BACK, JobState.WITHDRAWN, JobState.ENDED})
"""States with nothing left to do for this program; what may still leave them is reconciliation, or a person."""


def after(state: JobState, event: JobEvent) -> JobState:
    """The next state; raises StoreError STEP_NOT_ALLOWED when the table does not list the event."""
    try:
        return JOB_TABLE[state, event]
    except KeyError:
        raise StoreError(StoreFault.STEP_NOT_ALLOWED, f"{event.value} in {state.value}") from None


def mermaid() -> str:
    """The table as a Mermaid state diagram, for docs."""
    lines = ["stateDiagram-v2", f"    [*] --> {_name(JobState.QUEUED)}: enqueued"]
    lines += [f"    {_name(old)} --> {_name(new)}: {event.value}" for (old, event), new in JOB_TABLE.items()]
    lines += [f"    {_name(state)} --> [*]" for state in JobState if state in FINAL]
    return "\n".join(lines) + "\n"


def _name(state: JobState) -> str:
    return state.name.lower()
