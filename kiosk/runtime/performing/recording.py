"""Effects that put what somebody says into the outbox: a rating. Nothing is acknowledged before it lies there."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kiosk.domain.ids import belonging
from kiosk.flows import events as on
from kiosk.flows.memory import Memory
from kiosk.platform_api.wire import Evaluation
from kiosk.runtime.desk import Desk
from kiosk.runtime.scope import Scope
from kiosk.runtime.sending import RATING
from offline_cache.contract import Handling, Job, Priority, StoreError, StoreFault
from offline_cache.wakeup import wake

_FIRST = "FIRST"


class Recording:
    """Ratings of the cases of this session."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def store_rating(self, memory: Memory, scope: Scope) -> None:
        """The rating of the case. One that is there already stays as it is: a case is rated once."""
        rating, case = memory.rating, memory.case
        if not case.submission_id or not rating.level:
            scope.tell(on.RecordNotStored("form.unacceptable"))  # nobody waits for a rating of nothing
            return
        identifier = belonging(case.submission_id, f"rating {_FIRST}")
        body = Evaluation(
            evaluation_id=identifier,
            level=rating.level,
            tags=rating.tags,
            round=_FIRST,
            anonymous=True,
            at=self._desk.clock.wall().isoformat(timespec="seconds"),
            captured_offline=not memory.around.online,
            submission_id=case.submission_id,
            text=rating.words.strip() or None,
        )
        self._later(scope, lambda: self._enqueue(RATING, identifier, msgspec.json.encode(body), Priority.LATER))

    def _enqueue(self, kind: str, identifier: str, body: bytes, priority: Priority) -> Job:
        """What reached the disk before is there already, whatever was said of it then."""
        try:
            return self._desk.outbox.enqueue(identifier, kind, body, (), Handling(priority=priority))
        except StoreError as error:
            if error.fault is not StoreFault.JOB_EXISTS:
                raise
            return self._desk.outbox.get(identifier)

    def _later(self, scope: Scope, store: Callable[[], Job]) -> None:
        def work() -> None:
            try:
                job = store()
            except StoreError as error:
                scope.tell(on.RecordNotStored(error.fault.code))
                return
            except Exception:
                scope.tell(on.RecordNotStored("form.unacceptable"))  # a mistake of ours; nobody waits for it
                raise
            scope.tell(on.RecordStored(job.job_id, job.reference, job.created_at))
            wake(self._desk.files.sync_socket)

        self._desk.later(work)
