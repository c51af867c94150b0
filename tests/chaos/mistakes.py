"""Mistakes on purpose, of the kind that this run is there to find: each must make the count go wrong.

Must never be on without being asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from kiosk.domain.ids import uuid7
from kiosk.platform_api.wire import SubmissionAnswer
from kiosk.runtime.enrolling import EnrollingLine
from kiosk.runtime.sync import Synchroniser
from offline_cache.contract import Claimed, Job
from tests.chaos import rails, screen

_put = EnrollingLine.put_submission


class _Hasty(screen.Told):
    """Says 已保存 before the commit."""

    def enqueue(self, job_id: str, kind: str, payload: bytes, *more: Any) -> Job:
        """Promise, then put in."""
        screen.given(job_id, kind, payload, self._tell)
        self._tell(event="stored", id=job_id)
        return self._outbox.enqueue(job_id, kind, payload, *more)


def _promise_first() -> None:
    setattr(screen, "Told", _Hasty)  # noqa: B010


def _new_id_on_retry() -> None:
    """A case that may have arrived is sent anew as another one."""
    send, again = Synchroniser._send, [False]

    def sent(synchroniser: Synchroniser, claimed: Claimed) -> Any:
        again[0] = claimed.job.attempts > 1
        return send(synchroniser, claimed)

    def put(line: EnrollingLine, submission_id: str, body: bytes) -> SubmissionAnswer:
        return _put_as(line, uuid7() if again[0] else submission_id, submission_id, body)

    setattr(Synchroniser, "_send", sent)  # noqa: B010
    _replace(put)


def _somebody_elses() -> None:
    """About every other case is followed by one that nobody handed in: a short run must meet some."""

    def put(line: EnrollingLine, submission_id: str, body: bytes) -> SubmissionAnswer:
        if submission_id[-1] in "02468ace":
            _put_as(line, uuid7(), submission_id, body.replace(b'"phone":"199', b'"phone":"198'))
        return _put(line, submission_id, body)

    _replace(put)


def _print_again() -> None:
    """Every press is a slip of its own."""
    setattr(rails, "slip_id", lambda _case_id: uuid7())  # noqa: B010


MISTAKES: dict[str, Callable[[], None]] = {
    "promise-first": _promise_first,
    "new-id-on-retry": _new_id_on_retry,
    "somebody-elses": _somebody_elses,
    "print-again": _print_again,
}
"""By name; each is made in this process and in those it forks."""


def _replace(put: Callable[[EnrollingLine, str, bytes], SubmissionAnswer]) -> None:
    setattr(EnrollingLine, "put_submission", put)  # noqa: B010


def _put_as(line: EnrollingLine, other: str, submission_id: str, body: bytes) -> SubmissionAnswer:
    document = msgspec.json.decode(body)
    answer = _put(line, other, msgspec.json.encode({**document, "submissionId": other}))
    return replace(answer, submission_id=submission_id)
