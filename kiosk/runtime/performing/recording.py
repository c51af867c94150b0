"""Effects that put what somebody says into the outbox: a rating, a complaint.

Nothing is acknowledged before it lies there, and nobody's name is put in.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kiosk.domain.grievance import NAMES, REASONS, About, Channel
from kiosk.domain.ids import belonging, uuid7
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.events.services import ComplaintReceived, RecordRefused
from kiosk.flows.memory import Memory
from kiosk.platform_api.wire import Complaint, ComplaintState, Contact, Evaluation
from kiosk.runtime.delays import WATCH_INTERVAL
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.subjects import subject_of
from kiosk.runtime.scope import Scope
from kiosk.runtime.sending import COMPLAINT, RATING
from offline_cache.contract import Handling, Job, JobState, Priority, StoreError, StoreFault
from offline_cache.wakeup import wake

_FIRST = "FIRST"
_TITLE = 100
"""Characters of a title, as the contract has it."""
_NO_NAME = "未留姓名"
"""Who leaves a number is not asked for a name."""


class Recording:
    """What the person of this session says of a case, and of what is not right."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._complaint = ""
        """Id of the one complaint of this session."""

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

    # --- 投诉, 办不成事, 12345 --------------------------------------------------------------------------------
    def store_complaint(self, memory: Memory, scope: Scope) -> None:
        """What was said. A second try after a fault of the store goes under the same id."""
        said = memory.complaint
        self._complaint = self._complaint or uuid7()
        identifier = self._complaint
        subject = subject_of(memory, self._desk.catalogue).zh_hans
        kind = NAMES[Channel(said.channel)].zh_hans
        chosen = [text.zh_hans for code, text in REASONS[About(said.about)] if code in said.reasons]
        body = Complaint(
            complaint_id=identifier,
            channel=said.channel,
            title=f"{kind}：{subject}"[:_TITLE],
            content="；".join((*chosen, *filter(None, [said.words.strip()]))),
            at=self._desk.clock.wall().isoformat(timespec="seconds"),
            captured_offline=not memory.around.online,
            item_code=said.item_code or None,
            submission_id=said.submission_id or None,
            contact=Contact(_NO_NAME, said.phone) if said.phone else None,
        )
        self._later(scope, lambda: self._enqueue(COMPLAINT, identifier, msgspec.json.encode(body), Priority.CASE))

    def watch_complaint(self, memory: Memory, scope: Scope) -> None:
        """Tell once what became of it."""
        identifier = memory.complaint.record_id

        def work() -> None:
            while True:
                event = self._answered(identifier)
                if event is not None:
                    scope.tell(event)
                    return
                if not scope.wait(WATCH_INTERVAL):
                    return

        self._desk.later(work)

    def _answered(self, identifier: str) -> Event | None:
        try:
            job = self._desk.outbox.get(identifier)
            answer = self._desk.outbox.answer(identifier) if job.state is JobState.DONE else None
        except StoreError:
            return None
        if answer is not None:
            state = msgspec.json.decode(answer, type=ComplaintState)
            return ComplaintReceived(state.number, state.promised_by or "")
        if job.state in {JobState.SET_ASIDE, JobState.CALL_BACK}:
            return RecordRefused(job.fault or "")
        return None

    # --- the outbox -------------------------------------------------------------------------------------------
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
