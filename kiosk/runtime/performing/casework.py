"""Effects of the case: the form laid out and checked, the case sealed into the outbox, watched.

The case is one unit with its scans. Nothing is acknowledged before the outbox has it durably.
"""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kiosk.domain.catalogue import Provision, ServiceItem
from kiosk.domain.ids import uuid7
from kiosk.domain.offers import Joint, known_by_variant
from kiosk.domain.submission import Outcome, Part, Submission, UploadRef, Way
from kiosk.flows import events as on
from kiosk.flows.memory import Memory
from kiosk.flows.supply import INSTEAD, LATER, field_of
from kiosk.forms.answers import Unacceptable, prefill, problems_on, to_json
from kiosk.forms.layout import Form, FormError, lay_out
from kiosk.platform_api.faults import PlatformFault
from kiosk.platform_api.wire import SubmissionAnswer
from kiosk.runtime.delays import WATCH_INTERVAL
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import evidence_of
from kiosk.runtime.performing.deciding import Deciding
from kiosk.runtime.performing.mending import mended, only
from kiosk.runtime.performing.representing import agent_of
from kiosk.runtime.scope import Scope
from kiosk.runtime.sending_corrections import CORRECTION
from offline_cache.contract import Attachment, Handling, Job, JobFault, JobState, StoreError, StoreFault
from offline_cache.wakeup import wake

_SUBMISSION = "submission"
PROMISE_TEXT = "2026-11"
"""Version of the words that are signed for a paper which follows later, or not at all (PromiseScreen.qml)."""
_SAID_NO = {
    fault.code for fault in (PlatformFault.REFUSED, PlatformFault.GONE, PlatformFault.LOCKED, PlatformFault.STEP_UP)
}
"""The platform's own answers that it has not taken the case."""
_log = logging.getLogger(__name__)


class Casework:
    """The case of one person."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.form: Form | None = None
        self._unsure = ""
        """Id of a case that the store said it could not take: it may have it after all."""

    # --- the form ---------------------------------------------------------------------------------------
    def prepare_form(self, memory: Memory, scope: Scope) -> None:
        """Lay the form out and fill in what is known."""
        self._unsure = ""
        if memory.item is None:
            return
        try:
            self.form = lay_out(memory.item.form)
            if memory.mending.asked is not None:
                self.form = only(self.form, memory.mending.asked)
        except FormError as error:
            scope.tell(on.FormBroken(error.code))
            return
        answers, sources = prefill(self.form, known_of(memory))
        scope.tell(on.FormPrepared(answers, sources, self.form.page_of(), len(self.form.pages)))

    def check_page(self, memory: Memory, scope: Scope) -> None:
        """Is anything on this page missing or wrong?"""
        if self.form is None:
            return
        page = self.form.pages[memory.filling.page]
        found = problems_on(page.fields, memory.filling.answers, self._desk.clock.wall().date())
        if found:
            scope.tell(on.PageInvalid(tuple(on.FormProblem(p.name, p.code, p.n, p.limit) for p in found)))
        else:
            scope.tell(on.PageValid())

    # --- the outbox -------------------------------------------------------------------------------------
    def store_case(self, memory: Memory, scope: Scope) -> None:
        """Seal the case into the outbox and wake the sender."""
        form = self.form
        if form is None or memory.item is None or memory.identity.person is None:
            scope.tell(on.NotStored("form.malformed"))  # nobody waits for a case that cannot be
            return
        identifier = self._unsure or memory.keeping.draft_id or uuid7()

        def work() -> None:
            try:
                files = _files(memory, form)
                kind, body = self._written(memory, form, identifier, files)
                job = self._enqueue(identifier, kind, body, files, _lane(memory))
            except StoreError as error:
                self._unsure = identifier
                scope.tell(on.NotStored(error.fault.code))
                return
            except Unacceptable:
                scope.tell(on.NotStored("form.unacceptable"))
                return
            except Exception:
                self._unsure = identifier
                scope.tell(on.NotStored("form.unacceptable"))  # a mistake of ours; nobody waits for it
                raise
            self._unsure = ""
            scope.tell(on.Enqueued(identifier, job.reference, job.created_at))
            wake(self._desk.files.sync_socket)

        self._desk.later(work)

    def _written(self, memory: Memory, form: Form, identifier: str, files: Sequence[Attachment]) -> tuple[str, bytes]:
        """Kind and payload: a case, or what a department had asked for."""
        if memory.mending.asked is None:
            return _SUBMISSION, msgspec.json.encode(self._submission(memory, form, identifier, files))
        announced = tuple(_announced(one) for one in files)
        return CORRECTION, mended(memory, form, identifier, announced, self._desk.clock.wall())

    def _enqueue(self, identifier: str, kind: str, body: bytes, files: Sequence[Attachment], lane: str) -> Job:
        """A case whose first try reached the disk although the store said no is there already: never a second one."""
        try:
            return self._desk.outbox.enqueue(identifier, kind, body, files, Handling(lane=lane))
        except StoreError as error:
            if error.fault is not StoreFault.JOB_EXISTS:
                raise
            return self._desk.outbox.get(identifier)

    def watch_case(self, memory: Memory, scope: Scope) -> None:
        """Tell every change of the stored case until the page is left."""
        identifier, said = memory.case.submission_id, memory.case.outcome
        if not identifier:
            return

        def work() -> None:
            deciding = Deciding(self._desk, memory)
            last: tuple[object, ...] = (said, memory.case.project_no, memory.case.decision)
            while True:
                answered = self._standing(identifier, deciding, settled=said is not None)
                if answered is not None and (answered.outcome, answered.project_no, answered.decision) != last:
                    last = (answered.outcome, answered.project_no, answered.decision)
                    scope.tell(answered)
                if not scope.wait(WATCH_INTERVAL):
                    return

        self._desk.later(work)

    def _standing(self, identifier: str, deciding: Deciding, *, settled: bool) -> on.CaseAnswered | None:
        try:
            job = self._desk.outbox.get(identifier)
            answer = self._desk.outbox.answer(identifier) if job.state is JobState.DONE else None
        except StoreError:
            return None
        if answer is not None:
            return deciding.told(msgspec.json.decode(answer, type=SubmissionAnswer))
        return _unanswered(job, settled=settled)

    def _submission(self, memory: Memory, form: Form, identifier: str, files: Sequence[Attachment]) -> Submission:
        item, person = memory.item, memory.applicant
        if item is None or person is None:
            raise Unacceptable("applicant")
        now, handler = self._desk.clock.wall(), item.handler(memory.filling.answers)
        applicant = {
            "kind": person.kind.value,
            "name": person.name,
            "number": person.number,
            "nameLatin": person.name_latin,
            "sex": person.sex,
            "birth": person.birth,
            "nationality": person.nationality,
            "address": person.address,
        }
        return Submission(
            submission_id=identifier,
            service_item_code=item.code,
            item_version=item.version,
            form_version=item.form_version,
            applicant={name: value for name, value in applicant.items() if value is not None},
            form={**known_by_variant(item), **to_json(form, memory.filling.answers)},
            materials=tuple(_provided(memory, form)),
            attachments=(),
            uploads=(*pages_kept(memory), *(_announced(one) for one in files)),
            evidence=evidence_of(memory, now),
            agent=agent_of(memory, identifier),
            captured_at=now.isoformat(timespec="seconds"),
            captured_offline=_offline(memory, item),
            clock_offset_ms=round(self._desk.links.read().clock_offset * 1000),
            signature_png=base64.b64encode(memory.identity.signature).decode() if memory.identity.signature else None,
            confirmed_at=now.isoformat(timespec="seconds") if memory.identity.confirmed else None,
            organisation=memory.company.chosen.ref if memory.company.chosen else None,
            parts=_parts(item),
            handled_in=handler.region if handler is not None else None,
        )


def pages_kept(memory: Memory) -> tuple[UploadRef, ...]:
    """Pages that lie at the platform since the draft was kept, without those that were photographed anew."""
    return tuple(ref for name, ref in memory.keeping.kept.items() if field_of(name) not in memory.filling.scans)


def known_of(memory: Memory) -> Mapping[str, str | None]:
    """What need not be asked: the card, the platform's shared data, and where the terminal stands.

    Shared data is that of the session's person: who acts for another has none of it put into the other's form.
    """
    own = memory.acting.principal is None
    profile = memory.identity.profile if own else {}
    known: dict[str, str | None] = {f"profile.{name}": value for name, value in profile.items()}
    if memory.around.place_code:
        known["place.code"] = memory.around.place_code
    if memory.company.chosen is not None:
        chosen = memory.company.chosen
        known |= {"profile.creditCode": chosen.ref.credit_code, "profile.companyAddress": chosen.address}
    if memory.applicant is not None:
        person = msgspec.structs.asdict(memory.applicant)
        known |= {f"card.{name}": str(value) for name, value in person.items() if value}
    return known


def _unanswered(job: Job, *, settled: bool) -> on.CaseAnswered | None:
    """What may be said of a case without an answer; None while it is still on its way for the first time.

    WAITING may have arrived, QUEUED has not left this machine (offline_cache.states): once the page has `settled` on
    something it must not claim that a case was sent which was not. One that was set aside without the platform's no
    may lie there all the same: who is told that nothing arrived applies once more.
    """
    if job.state in {JobState.SET_ASIDE, JobState.CALL_BACK, JobState.WITHDRAWN, JobState.ENDED}:
        if job.attempts and job.fault not in _SAID_NO:
            unclear = JobFault.UNCLEAR.code
            return on.CaseAnswered(Outcome.SENT, job.state.value, None, None, None, None, unclear)
        return on.CaseAnswered(Outcome.FAILED, job.state.value, None, None, None, None, job.fault)
    if job.state is JobState.WAITING:
        return on.CaseAnswered(Outcome.SENT, job.state.value, None, None, None, None, job.fault)
    if job.state is JobState.QUEUED and (settled or job.fault is not None):
        return on.CaseAnswered(Outcome.QUEUED, job.state.value, None, None, None, None, job.fault)
    return None


def _provided(memory: Memory, form: Form) -> list[dict[str, Any]]:
    """How each material travels; a scan only where it was taken."""
    asks = {field.material: field.name for field in form.fields if field.material}
    taken = {*memory.filling.scans, *memory.keeping.kept}
    answers, signed = memory.filling.answers, memory.supply.signatures
    provided: list[dict[str, Any]] = []
    for material in memory.item.materials if memory.item else ():
        field = asks.get(material.code, "")
        ref: dict[str, Any] = {"materialCode": material.code, "provision": material.provision.value}
        if answers.get(field) in INSTEAD:
            word = "DEFERRED" if answers[field] == LATER else "PROMISE"
            signature = base64.b64encode(signed[field]).decode()
            provided.append(ref | {"provision": word, "textVersion": PROMISE_TEXT, "signaturePng": signature})
        elif material.provision is not Provision.SCAN or field in taken:
            provided.append(ref)
    return provided


def _files(memory: Memory, form: Form) -> list[Attachment]:
    """The scans: stored beside the case in the same commit, and brought before it."""
    material_of = {field.name: field.material for field in form.fields if field.material}
    return [
        Attachment(uuid7(), "image/jpeg", jpeg, material_of[field_of(name)] or field_of(name))
        for name, jpeg in memory.filling.scans.items()
    ]


def _announced(file: Attachment) -> UploadRef:
    digest = hashlib.sha256(file.content).hexdigest()
    return UploadRef(file.attachment_id, file.label, file.media_type, digest, len(file.content))


def _offline(memory: Memory, item: ServiceItem) -> bool:
    """Taken while the line was down? Not what is never taken so: there the person was confirmed with the line up.

    Only the sending is late then, and must not be refused for it.
    """
    if memory.identity.session_id is not None and not item.offline.allowed:
        return False
    return not memory.around.online or memory.identity.way is Way.SIGNATURE


def _parts(item: ServiceItem) -> tuple[Part, ...]:
    """The items of a package, each with an id of its own."""
    taken = item.taken if isinstance(item, Joint) else ()
    return tuple(Part(uuid7(), one.code, one.version) for one in taken)


def _lane(memory: Memory) -> str:
    """Cases of one person about one item reach the platform in the order in which they were taken."""
    person, item = memory.applicant, memory.item
    return f"{person.number} {item.code}" if person and item else ""
