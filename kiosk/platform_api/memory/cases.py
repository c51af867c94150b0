"""The twin's cases, drafts and uploads."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import msgspec

from kiosk.domain.acting import Relation
from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.offers import offer
from kiosk.domain.submission import Outcome, Part, Submission, SubmissionState, UploadRef, outcome_of
from kiosk.domain.text import Text
from kiosk.platform_api.digest import manifest_digest
from kiosk.platform_api.faults import PlatformFault
from kiosk.platform_api.memory.core import conflict, missing, refused, state_conflict
from kiosk.platform_api.memory.people import MemorySessions
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import (
    CorrectionAnswer,
    CorrectionRequest,
    Draft,
    DraftKept,
    DraftQuestion,
    Drafts,
    DraftSummary,
    EarlierUpload,
    EarlierUploads,
    Handover,
    KeptDraft,
    LogBundle,
    PartAnswer,
    PhoneFile,
    Session,
    Stored,
    SubmissionAnswer,
    SubmissionQuestion,
    Submissions,
    UploadReuse,
)

_DRAFT_LIFE = 30 * 86400.0


class MemoryCases(MemorySessions):
    """Keeps `interface.SubmissionPlatform` and `interface.UploadPlatform`."""

    def __init__(self, *what: Any, **more: Any) -> None:
        super().__init__(*what, **more)
        self.bodies: dict[str, bytes] = {}
        self._cases: dict[str, SubmissionAnswer] = {}
        self._of_person: dict[str, str] = {}
        self._answers: dict[str, bytes] = {}
        self._drafts: dict[str, tuple[str, KeptDraft]] = {}
        self._uploads: dict[str, tuple[str, UploadRef, bytearray]] = {}
        self._laid: dict[str, Handover] = {}
        """By draft: what a desk last laid down."""
        self._unseen: dict[str, str | None] = {}
        """Cases that wait for a second person: who filled them in."""

    def ask_for_correction(self, submission_id: str, correction: CorrectionRequest) -> None:
        """The department wants something more."""
        case = self._cases[submission_id]
        state = SubmissionState.CORRECTION.value
        self._cases[submission_id] = msgspec.structs.replace(case, state=state, correction=correction)

    # --- cases ------------------------------------------------------------------------------------------------
    def put_submission(self, submission_id: str, body: bytes) -> SubmissionAnswer:
        """Kept once."""
        self._reached()
        case = msgspec.json.decode(body, type=Submission)
        if submission_id in self.bodies:
            if manifest_digest(self.bodies[submission_id]) != manifest_digest(body):
                raise conflict()
            return self._cases[submission_id]
        item = offer(self.catalogue_now, case.service_item_code)
        if item is None or (item.version, item.form_version) != (case.item_version, case.form_version):
            raise refused(PlatformFault.GONE, ProblemType.WITHDRAWN, 410)
        offline = case.captured_offline and item.offline.allowed
        standing = case.agent.person.number if case.agent is not None else case.applicant["number"]
        if not offline and self._ever.get(case.evidence.session_id or "") != standing:
            raise refused(PlatformFault.STEP_UP, ProblemType.STEP_UP_REQUIRED, 403, required_assurance="verified")
        handler = item.handler(case.form)
        if case.handled_in != (handler.region if handler is not None else None):
            raise refused(PlatformFault.REFUSED, ProblemType.INVALID, 422)
        pending = case.evidence.identity != "verified"
        if self._wants_look(case, item):
            self._unseen[submission_id] = (
                self._laid[submission_id].account_id if submission_id in self._laid else None
            )
        accepted = item.guide.immediate and not pending and submission_id not in self._unseen
        if any(self._digest(one.upload_id) != one.sha256 for one in case.uploads):
            raise state_conflict()
        self.bodies[submission_id] = body
        self._of_person[submission_id] = standing
        self._cases[submission_id] = SubmissionAnswer(
            submission_id=submission_id,
            service_item_code=item.code,
            state=(SubmissionState.ACCEPTED if accepted else SubmissionState.SUBMITTED).value,
            text=Text("已受理" if accepted else "已收件，等部门受理"),
            department=handler.department if handler is not None else None,
            project_no=f"SL{len(self.bodies):014d}",
            received_at=to_rfc3339(self._now()),
            lookup_url=f"https://platform.example/q/{secrets.token_hex(12)}",
            identity_pending=pending,
            parts=tuple(self._part(one, number) for number, one in enumerate(case.parts, 1)),
        )
        return self._cases[submission_id]

    def _wants_look(self, case: Submission, item: ServiceItem) -> bool:
        """Did staff help with it, and nobody else saw these very answers?"""
        laid = self._laid.get(case.submission_id)
        helped = case.agent is not None and case.agent.relation is Relation.STAFF
        if not item.second_look or not (laid or helped):
            return False
        asked: dict[str, Any] = item.form["properties"]
        files = {name for name, one in asked.items() if one.get("x-kind") == "file" or one.get("x-readonly")}
        seen = laid.draft.form if laid and laid.draft and laid.second_look else None
        return seen is None or {n: v for n, v in seen.items() if n not in files} != {
            n: v for n, v in case.form.items() if n not in files
        }

    def _part(self, part: Part, number: int) -> PartAnswer:
        state = SubmissionState.SUBMITTED.value
        project_no = f"SL{len(self.bodies):012d}{number:02d}"
        return PartAnswer(part.part_id, part.service_item_code, state, Text("已收件，等部门受理"), project_no)

    def get_submission(self, submission_id: str) -> SubmissionAnswer:
        """As it was answered."""
        self._reached()
        if submission_id not in self._cases:
            raise missing()
        return self._cases[submission_id]

    def submissions(self, session: Session, question: SubmissionQuestion | None = None) -> Submissions:
        """All on one page, the latest first."""
        self._reached()
        number = self._holder(session).number
        wanted = question.states if question else ()
        mine = [self._with_given(one) for key, one in self._cases.items() if self._of_person[key] == number]
        return Submissions(tuple(one for one in reversed(mine) if not wanted or one.state in wanted))

    def _with_given(self, case: SubmissionAnswer) -> SubmissionAnswer:
        """To the person themselves with what they had answered."""
        if case.correction is None:
            return case
        form = msgspec.json.decode(self.bodies[case.submission_id], type=Submission).form
        given = {name: form[name] for name in case.correction.fields if name in form}
        return msgspec.structs.replace(case, correction=msgspec.structs.replace(case.correction, given=given))

    def answer_correction(self, submission_id: str, answer_id: str, body: bytes) -> SubmissionAnswer:
        """Kept once; the case goes on."""
        self._reached()
        answer = msgspec.json.decode(body, type=CorrectionAnswer)
        case = self.get_submission(submission_id)
        if answer_id in self._answers:
            if self._answers[answer_id] != body:
                raise conflict()
            return case
        if case.correction is None or case.correction.correction_id != answer.correction_id:
            raise state_conflict()
        self._answers[answer_id] = body
        state = SubmissionState.SUBMITTED.value
        self._cases[submission_id] = msgspec.structs.replace(case, state=state, correction=None)
        return self._cases[submission_id]

    def withdraw_submission(self, session: Session, submission_id: str, reason: str) -> SubmissionAnswer:
        """While it is open."""
        del reason
        case = self.get_submission(submission_id)
        if self._of_person[submission_id] != self._holder(session).number:
            raise missing()
        if case.state != SubmissionState.WITHDRAWN:
            if outcome_of(case.state) is not Outcome.RECEIVED:
                raise state_conflict()
            self._cases[submission_id] = msgspec.structs.replace(case, state=SubmissionState.WITHDRAWN.value)
        return self._cases[submission_id]

    # --- drafts -----------------------------------------------------------------------------------------------
    def put_draft(self, session: Session, draft: Draft) -> DraftKept:
        """The next revision, or the same again."""
        self._reached()
        number = self._holder(session).number
        found = self._drafts.get(draft.draft_id)
        if found is None or (found[0], found[1].draft) != (number, draft):
            if (found[0], found[1].revision) != (number, draft.based_on) if found else draft.based_on:
                raise conflict()
            until, helped = to_rfc3339(self._now() + _DRAFT_LIFE), found[1].account_id if found else None
            kept = KeptDraft(draft, (draft.based_on or 0) + 1, until, helped)
            self._drafts[draft.draft_id] = (number, kept)
        kept = self._drafts[draft.draft_id][1]
        return DraftKept(draft.draft_id, kept.revision, kept.expires_at)

    def _go_on(self, draft: Draft, account_id: str | None) -> None:
        """A desk filled in a person's draft; one that is nobody's is not kept."""
        owner, kept = self._drafts.get(draft.draft_id, ("", None))
        if draft.based_on != (kept.revision if kept else None):
            raise conflict()
        if kept is not None:
            until = to_rfc3339(self._now() + _DRAFT_LIFE)
            self._drafts[draft.draft_id] = (owner, KeptDraft(draft, kept.revision + 1, until, account_id))

    def drafts(self, session: Session, question: DraftQuestion | None = None) -> Drafts:
        """The person's."""
        self._reached()
        number = self._holder(session).number
        code = question.service_item_code if question else None
        mine = [one for owner, one in self._drafts.values() if owner == number]
        return Drafts(
            tuple(
                DraftSummary(
                    one.draft.draft_id, one.draft.service_item_code, one.draft.saved_at, one.revision, one.expires_at
                )
                for one in reversed(mine)
                if code in (None, one.draft.service_item_code)
            )
        )

    def resume_draft(self, session: Session, draft_id: str) -> KeptDraft:
        """The latest revision."""
        self._reached()
        found = self._drafts.get(draft_id)
        if found is None or found[0] != self._holder(session).number:
            raise missing()
        return found[1]

    def drop_draft(self, session: Session, draft_id: str) -> None:
        """Gone, or never there."""
        self._reached()
        found = self._drafts.get(draft_id)
        if found is not None and found[0] == self._holder(session).number:
            del self._drafts[draft_id]

    # --- uploads ----------------------------------------------------------------------------------------------
    def create_upload(self, submission_id: str, upload: UploadRef) -> None:
        """Empty."""
        self._reached()
        found = self._uploads.setdefault(upload.upload_id, (submission_id, upload, bytearray()))
        if found[:2] != (submission_id, upload):
            raise conflict()

    def upload_offset(self, upload_id: str) -> int | None:
        """Bytes that are there."""
        self._reached()
        found = self._uploads.get(upload_id)
        return None if found is None else len(found[2])

    def send_piece(self, upload_id: str, offset: int, piece: bytes) -> int:
        """Behind what is there; a whole that is damaged begins anew."""
        self._reached()
        if upload_id not in self._uploads:
            raise missing()
        _, upload, there = self._uploads[upload_id]
        if offset != len(there):
            raise refused(PlatformFault.CONFLICT, ProblemType.OFFSET_WRONG, 409)
        if offset + len(piece) > upload.size:
            raise refused(PlatformFault.REFUSED, ProblemType.TOO_LARGE, 413)
        there += piece
        if len(there) == upload.size and self._digest(upload_id) != upload.sha256:
            there.clear()
            raise refused(PlatformFault.REFUSED, ProblemType.UPLOAD_DAMAGED, 422)
        return len(there)

    def drop_upload(self, upload_id: str) -> None:
        """Gone, or never there."""
        self._reached()
        self._uploads.pop(upload_id, None)

    def send_log_bundle(self, bundle: LogBundle) -> Stored:
        """Kept in `log_bundles`, once it is there whole."""
        self._reached()
        found = self._uploads.get(bundle.bundle_id)
        if found is None or self._digest(bundle.bundle_id) != bundle.sha256:
            raise state_conflict()
        self.log_bundles[bundle.bundle_id] = (bundle, bytes(found[2]))
        return Stored(bundle.bundle_id, self._stamp())

    def earlier_uploads(self, session: Session, material_code: str) -> EarlierUploads:
        """Those that a case of the person names."""
        self._reached()
        return EarlierUploads(tuple(one for one, code in self._earlier(session) if code == material_code))

    def reuse_upload(self, session: Session, upload_id: str, wanted: UploadReuse) -> PhoneFile:
        """A copy under the new case."""
        self._reached()
        if upload_id not in {one.upload_id for one, _ in self._earlier(session)}:
            raise missing()
        _, old, content = self._uploads[upload_id]
        copy = msgspec.structs.replace(old, upload_id=wanted.copy_id, material_code=wanted.material_code)
        self._uploads[wanted.copy_id] = (wanted.submission_id, copy, bytearray(content))
        return PhoneFile(copy.upload_id, copy.media_type, copy.sha256, copy.size)

    def _earlier(self, session: Session) -> list[tuple[EarlierUpload, str]]:
        number = self._holder(session).number
        found = []
        for key in reversed([key for key, owner in self._of_person.items() if owner == number]):
            answer = self._cases[key]
            for one in msgspec.json.decode(self.bodies[key], type=Submission).uploads:
                at = answer.received_at or self._stamp()
                row = EarlierUpload(one.upload_id, answer.service_item_code, one.media_type, one.size, at)
                found.append((row, one.material_code))
        return found

    def _digest(self, upload_id: str) -> str | None:
        found = self._uploads.get(upload_id)
        return None if found is None else hashlib.sha256(found[2]).hexdigest()
