"""Effects of 我的办件: the person's cases from platform and outbox together, and taking one back.

What this terminal holds of a case is opened to see whose it is, and let go at once where it is another's.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.offers import of_parts, offer
from kiosk.domain.person import Person
from kiosk.domain.submission import Outcome, SubmissionState
from kiosk.flows import events as on
from kiosk.flows.events import matters as own
from kiosk.flows.memory import Memory
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.times import CHINA, from_rfc3339
from kiosk.platform_api.wire import CorrectionRequest, Session, SubmissionAnswer, SubmissionQuestion
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking, signed_in
from kiosk.runtime.performing.drafts import A_SERVICE, as_answer, draft_rows
from kiosk.runtime.scope import Scope
from kiosk.runtime.sending import SUBMISSION
from kiosk.runtime.sending_corrections import CORRECTION, CorrectionHead
from offline_cache.contract import Job, JobState, StoreError
from offline_cache.projection import Entry, Standing, project

REASON = "本人撤回"
ATTENTION = "ATTENTION"
"""State word of a case that lies here and does not go by itself; no SubmissionState."""
_PAGES = 4
"""Pages of the platform's list that are asked for; 50 cases each."""
_LOOKED_THROUGH = 400
"""Jobs that are opened at most, the latest first."""
_OUTCOMES = {Standing.STORED: Outcome.QUEUED, Standing.SENT: Outcome.SENT, Standing.ATTENTION: Outcome.FAILED}
_STATES = {Standing.STORED: SubmissionState.QUEUED.value, Standing.SENT: "", Standing.ATTENTION: ATTENTION}
_ANSWERING = {Standing.STORED: "queued", Standing.SENT: "sent", Standing.ATTENTION: "attention"}


class _Who(msgspec.Struct, frozen=True):
    number: str = ""


class _How(msgspec.Struct, frozen=True):
    identity: str = ""


class _Part(msgspec.Struct, frozen=True, rename="camel"):
    service_item_code: str


class _Case(msgspec.Struct, frozen=True, rename="camel"):
    """As much of a stored case as says whose it is, and about what."""

    service_item_code: str
    applicant: _Who = _Who()
    evidence: _How = _How()
    parts: tuple[_Part, ...] = ()
    handled_in: str | None = None


class _Own(msgspec.Struct):
    """What this terminal holds of one person."""

    jobs: list[Job] = msgspec.field(default_factory=list)
    cases: dict[str, _Case] = msgspec.field(default_factory=dict)
    """By job id."""
    answers: dict[str, SubmissionAnswer] = msgspec.field(default_factory=dict)
    """What the platform last said of them."""
    answering: dict[str, str] = msgspec.field(default_factory=dict)
    """Case -> how an answer to a correction stands that lies here."""


class Matters:
    """One person's cases."""

    def __init__(self, desk: Desk, asking: Asking) -> None:
        self._desk, self._asking = desk, asking

    def find(self, memory: Memory, scope: Scope) -> None:
        """List them; what this terminal knows, and why no more, where the platform cannot be asked."""
        person, session = memory.identity.person, self._asking.session
        if person is None:
            return

        def work() -> None:
            held = self._held(person)
            if session is None:
                scope.tell(self._list(held, {}, asked=False))
                return
            try:
                client = self._desk.client()
                said = {one.submission_id: one for one in _all(client, session)}
                drafts = draft_rows(client, session, self._desk.catalogue, {*said, *held.cases})
            except PlatformError as error:
                scope.tell(self._list(held, {}, asked=False))
                scope.tell(on.PlatformFailed(error.fault.code))
                return
            except Exception:
                scope.tell(on.PlatformFailed(PlatformFault.BAD_ANSWER.code))  # nobody waits for a mistake of ours
                raise
            listed = self._list(held, said, asked=True)
            scope.tell(msgspec.structs.replace(listed, drafts=drafts))

        self._desk.later(work)

    def withdraw(self, memory: Memory, scope: Scope) -> None:
        """Take the chosen case back: from the outbox while nothing of it was sent, else from the platform."""
        matter, session = memory.matters.matter, self._asking.session
        if matter is None:
            return
        if matter.here and matter.state == SubmissionState.QUEUED:
            self._desk.later(lambda: self._withdraw_here(matter, scope))
            return

        def question(client: Platform) -> on.Event:
            answer = client.withdraw_submission(signed_in(session), matter.submission_id, REASON)
            return own.MatterChanged(matter_of(answer, self._desk.catalogue))

        self._desk.ask(scope, question)

    def _withdraw_here(self, matter: own.Matter, scope: Scope) -> None:
        try:
            self._desk.outbox.withdraw(matter.submission_id)
        except StoreError as error:
            scope.tell(own.NotDone(error.fault.code))  # it was sent in this very moment
            return
        state = SubmissionState.WITHDRAWN.value
        scope.tell(own.MatterChanged(msgspec.structs.replace(matter, state=state, outcome=Outcome.FAILED)))

    # --- what lies here ---------------------------------------------------------------------------------
    def _held(self, person: Person) -> _Own:
        """A store that cannot be read holds nothing that may be shown."""
        held, answers = _Own(), []
        with contextlib.suppress(StoreError):
            for job in sorted(self._desk.outbox.jobs(), key=lambda one: one.created_at)[-_LOOKED_THROUGH:]:
                if job.kind == SUBMISSION:
                    self._look(job, person, held)
                elif job.kind == CORRECTION and job.state is not JobState.DONE:
                    answers.append(job)
            waiting: tuple[Entry[SubmissionAnswer], ...] = project({}, answers, CORRECTION)
            for entry in waiting:
                self._look_at_answer(entry, held)
        return held

    def _look(self, job: Job, person: Person, held: _Own) -> None:
        try:
            payload = self._desk.outbox.peek(job.job_id).payload
            case = msgspec.json.decode(payload, type=_Case) if payload else None
        except (StoreError, msgspec.DecodeError):
            return  # for whoever sends it to tell
        if case is None or case.applicant.number != person.number:
            return
        held.jobs.append(job)
        held.cases[job.job_id] = case
        answer = self._desk.outbox.answer(job.job_id) if job.state is JobState.DONE else None
        if answer is not None:
            with contextlib.suppress(msgspec.DecodeError):
                held.answers[job.job_id] = msgspec.json.decode(answer, type=SubmissionAnswer)

    def _look_at_answer(self, entry: Entry[SubmissionAnswer], held: _Own) -> None:
        """A withdrawn or ended one is not among the entries."""
        with contextlib.suppress(StoreError, msgspec.DecodeError):
            payload = self._desk.outbox.peek(entry.identifier).payload
            case = msgspec.json.decode(payload, type=CorrectionHead).submission_id
            held.answering.setdefault(case, _ANSWERING[entry.standing])

    def _list(self, held: _Own, said: Mapping[str, SubmissionAnswer], *, asked: bool) -> own.MattersFound:
        """Both sides as one list, the latest first; the platform's word counts wherever it has spoken."""
        catalogue = self._desk.catalogue
        entries = project({**held.answers, **said}, held.jobs, SUBMISSION)
        found = [self._matter(entry, held, catalogue) for entry in entries]
        found = [
            msgspec.structs.replace(
                one,
                here=one.submission_id not in said,
                answering=held.answering.get(one.submission_id, "") if one.asked else "",
            )
            for one in found
        ]
        found.sort(key=lambda one: one.at, reverse=True)
        now = self._desk.clock.wall().strftime("%H:%M")
        return own.MattersFound(tuple(found), (), asked=asked, at=now if asked else "")

    def _matter(self, entry: Entry[SubmissionAnswer], held: _Own, catalogue: Catalogue | None) -> own.Matter:
        job, answer = entry.job, entry.platform
        if answer is not None:
            matter = matter_of(answer, catalogue)
            return msgspec.structs.replace(matter, reference=job.reference if job else "")
        case = held.cases[entry.identifier]
        named = _named(case.service_item_code, catalogue, [one.service_item_code for one in case.parts])
        item = named.item
        return msgspec.structs.replace(
            named,
            submission_id=entry.identifier,
            department=item.office_in(case.handled_in) if item is not None else None,
            state=_STATES[entry.standing],
            outcome=_OUTCOMES[entry.standing],
            reference=job.reference if job else "",
            at=job.created_at if job else 0.0,
            fault=job.fault if job else None,
            identity_pending=case.evidence.identity == "pending",
        )


def matter_of(answer: SubmissionAnswer, catalogue: Catalogue | None) -> own.Matter:
    """A case as the platform says it stands."""
    named = _named(answer.service_item_code, catalogue, [one.service_item_code for one in answer.parts])
    return msgspec.structs.replace(
        named,
        department=answer.department or named.department,
        submission_id=answer.submission_id,
        state=answer.state,
        outcome=answer.outcome,
        text=answer.result.text if answer.result else answer.text,
        project_no=answer.project_no,
        at=_moment(answer.received_at),
        updated=_moment(answer.updated_at),
        lookup_url=answer.lookup_url,
        asked=_asked(answer.correction) if answer.correction else None,
        parts=parts_of(answer, catalogue),
        identity_pending=answer.identity_pending,
    )


def parts_of(answer: SubmissionAnswer, catalogue: Catalogue | None) -> tuple[own.MatterPart, ...]:
    """How each item of a package stands."""
    return tuple(
        own.MatterPart(_named(one.service_item_code, catalogue).name, one.state, one.text, one.project_no)
        for one in answer.parts
    )


def _asked(said: CorrectionRequest) -> own.Asked:
    day = _moment(said.due_at)
    due = dt.datetime.fromtimestamp(day, CHINA).date().isoformat() if day else ""
    given = {name: as_answer(value) for name, value in said.given.items()}
    return own.Asked(said.correction_id, said.text, due, said.fields, said.materials, given)


def _named(code: str, catalogue: Catalogue | None, parts: Iterable[str] = ()) -> own.Matter:
    """Item or package of that code, as far as the catalogue at hand still has it; of a package those parts."""
    item = of_parts(offer(catalogue, code), parts)
    name = item.name if item else A_SERVICE
    return own.Matter("", name, "", Outcome.RECEIVED, item=item, department=item.department if item else None)


def _moment(said: str | None) -> float:
    with contextlib.suppress(ValueError):
        return from_rfc3339(said) if said else 0.0
    return 0.0


def _all(client: Platform, session: Session) -> Iterable[SubmissionAnswer]:
    """The person's cases, page by page, as far as anybody reads."""
    cursor: str | None = None
    for _ in range(_PAGES):
        page = client.submissions(session, SubmissionQuestion(cursor=cursor))
        yield from page.submissions
        cursor = page.next
        if cursor is None:
            return
