"""The decision of a case that is decided while the person waits (秒批): asked for at the platform, a bounded time.

Must never hold a page up: the flow's own clock ends the waiting, and what is not decided is told as being decided.
"""

from __future__ import annotations

import msgspec

from kiosk.domain.submission import Outcome
from kiosk.flows import events as on
from kiosk.flows.memory import Memory
from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.wire import SubmissionAnswer
from kiosk.runtime.delays import DECISION_INTERVAL, DECISION_PATIENCE
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.matters import parts_of
from offline_cache.contract import StoreError

_WORDS = {"APPROVED": "approved", "REJECTED": "refused"}


class Deciding:
    """For one page that watches a case."""

    def __init__(self, desk: Desk, memory: Memory) -> None:
        self._desk = desk
        self._wanted = memory.item is not None and memory.item.guide.instant and memory.mending.asked is None
        self._until: float | None = None
        self._next = float("-inf")

    def told(self, answer: SubmissionAnswer) -> on.CaseAnswered:
        """What is known of the case; where a decision is still awaited, the platform is asked first."""
        if self._decision(answer) == "deciding" and self._is_time():
            answer = self._asked(answer)
        return on.CaseAnswered(
            outcome=answer.outcome,
            state=answer.state,
            project_no=answer.project_no,
            text=(answer.result.text if answer.result else answer.text).zh_hans,
            lookup_url=answer.lookup_url,
            received_at=answer.received_at,
            decision=self._decision(answer),
            parts=parts_of(answer, self._desk.catalogue),
        )

    def _decision(self, answer: SubmissionAnswer) -> str:
        if answer.result is not None:
            return _WORDS.get(answer.result.decision, "")
        awaited = self._wanted and not answer.identity_pending and answer.outcome is not Outcome.FAILED
        return "deciding" if awaited else ""

    def _is_time(self) -> bool:
        now = self._desk.clock.monotonic()
        if self._until is None:
            self._until = now + DECISION_PATIENCE
        if not self._next <= now < self._until:
            return False
        self._next = now + DECISION_INTERVAL
        return True

    def _asked(self, answer: SubmissionAnswer) -> SubmissionAnswer:
        """The newer answer, kept in the outbox so that no later look says less."""
        try:
            newer = self._desk.client().get_submission(answer.submission_id)
            self._desk.outbox.settle(answer.submission_id, msgspec.json.encode(newer))
        except (PlatformError, StoreError):
            return answer
        return newer
