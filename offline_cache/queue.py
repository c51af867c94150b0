"""The outbox with a handful of verbs, for programs that want a durable queue and nothing else of the kiosk.

    with open_queue("/var/lib/example") as queue:
        queue.put(b"payload")
        claimed = queue.claim()
        queue.finish(claimed.job.job_id)

Never a second implementation: every verb is one of `outbox.Outbox`, which is at `Queue.outbox` for the rest.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from offline_cache.contract import Attachment, Claimed, Handling, Job, Limits
from offline_cache.keys import load_or_create_key
from offline_cache.opening import open_store
from offline_cache.outbox import Outbox

_PLAIN = Handling()


class Queue:
    """An open queue; a context manager. Every verb raises StoreError, and what returned is durable."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def put(
        self,
        payload: bytes,
        *,
        job_id: str | None = None,
        kind: str = "submission",
        attachments: Sequence[Attachment] = (),
        handling: Handling = _PLAIN,
    ) -> Job:
        """Take one job in one durable commit. Without `job_id` it gets a random one."""
        return self.outbox.enqueue(job_id or os.urandom(16).hex(), kind, payload, attachments, handling)

    def claim(self, now: float | None = None) -> Claimed | None:
        """The first job that is due (`now`: seconds since 1970, default this moment); None for none."""
        return self.outbox.claim(time.time() if now is None else now)

    def finish(self, job_id: str, answer: bytes = b"") -> Job:
        """It has arrived; `answer` is kept with it."""
        return self.outbox.complete(job_id, answer)

    def fail(self, job_id: str, fault: str, *, retry_at: float | None = None) -> Job:
        """It has not arrived: claimed again from `retry_at` on (seconds since 1970); None sets it aside."""
        if retry_at is None:
            return self.outbox.set_aside(job_id, fault)
        return self.outbox.postpone(job_id, fault, retry_at)

    def recover(self) -> int:
        """After a crash of the one who claims: what was claimed and not given back is claimed again."""
        return self.outbox.recover()

    def stats(self) -> dict[str, int | float | None]:
        """How many per state, `oldest` and `damaged`; see contract.JobQueue.stats."""
        return self.outbox.stats()

    def close(self) -> None:
        """Give the file back."""
        self.outbox.close()


def open_queue(
    directory: str | Path,
    key: bytes | None = None,
    *,
    limits: Limits = Limits(),  # noqa: B008  frozen
    clock: Callable[[], float] = time.time,
) -> Queue:
    """Open or create the queue in `directory`, laid out as a terminal's state directory is.

    `key`: 32 bytes that seal what is stored; by default those of `keys/data.key`, made there at the first time.
    Raises StoreError.
    """
    folder = Path(directory)
    secret = load_or_create_key(folder / "keys" / "data.key") if key is None else key
    return Queue(Outbox(open_store(folder / "outbox.db", secret), clock=clock, limits=limits))
