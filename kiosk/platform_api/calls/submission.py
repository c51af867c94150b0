"""Cases and drafts. Must never send other bytes than it was given: their digest is the identity of a case."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from kiosk.platform_api.bounded import meanwhile
from kiosk.platform_api.calls.caller import Caller, act, decoded, same, segment
from kiosk.platform_api.digest import manifest_digest
from kiosk.platform_api.transport import Call
from kiosk.platform_api.wire import (
    Draft,
    DraftKept,
    DraftQuestion,
    Drafts,
    EarlierQuestion,
    EarlierUploads,
    KeptDraft,
    PhoneFile,
    Session,
    SubmissionAnswer,
    SubmissionQuestion,
    Submissions,
    UploadReuse,
    Withdrawal,
)


class SubmissionCalls(Caller):
    """Keeps `interface.SubmissionPlatform` over HTTP(S)."""

    def put_submission(self, submission_id: str, body: bytes) -> SubmissionAnswer:
        """Hand in a case; its id is its idempotency key."""
        return self._handed_in(f"/v1/submissions/{segment(submission_id)}", submission_id, submission_id, body)

    def make_ready(self, submission_id: str, body: bytes) -> None:
        """Sign the handing-in of this case ahead, for the next `put_submission` of the same bytes."""
        path = f"/v1/submissions/{segment(submission_id)}"
        self._transport.make_ready(_handing_in(path, submission_id, body))

    def meanwhile(self, act: Callable[[], None]) -> AbstractContextManager[None]:
        """Within it, `act` is done once, while a call of this thread waits for its answer."""
        return meanwhile(act)

    def get_submission(self, submission_id: str) -> SubmissionAnswer:
        """How a case stands."""
        answer = self._get(f"/v1/submissions/{segment(submission_id)}", SubmissionAnswer)
        same(submission_id, answer.submission_id)
        return answer

    def submissions(self, session: Session, question: SubmissionQuestion | None = None) -> Submissions:
        """The person's cases, a page of them."""
        return self._ask("/v1/submission-queries", question or SubmissionQuestion(), Submissions, session)

    def answer_correction(self, submission_id: str, answer_id: str, body: bytes) -> SubmissionAnswer:
        """Hand in what was asked for."""
        path = f"/v1/submissions/{segment(submission_id)}/correction-answers/{segment(answer_id)}"
        return self._handed_in(path, submission_id, answer_id, body)

    def withdraw_submission(self, session: Session, submission_id: str, reason: str) -> SubmissionAnswer:
        """Take a case back."""
        path = f"/v1/submissions/{segment(submission_id)}/withdrawals"
        answer = self._post(path, Withdrawal(reason), SubmissionAnswer, session)
        same(submission_id, answer.submission_id)
        return answer

    def put_draft(self, session: Session, draft: Draft) -> DraftKept:
        """Keep a draft; each revision is an act of its own."""
        path = f"/v1/drafts/{segment(draft.draft_id)}"
        revision = f"{draft.draft_id}-{draft.based_on or 0}"
        kept = self._put(path, revision, draft, DraftKept, session)
        same(draft.draft_id, kept.draft_id)
        return kept

    def drafts(self, session: Session, question: DraftQuestion | None = None) -> Drafts:
        """The person's drafts."""
        return self._ask("/v1/draft-queries", question or DraftQuestion(), Drafts, session)

    def resume_draft(self, session: Session, draft_id: str) -> KeptDraft:
        """A draft, whole."""
        kept = self._get(f"/v1/drafts/{segment(draft_id)}", KeptDraft, session)
        same(draft_id, kept.draft.draft_id)
        return kept

    def drop_draft(self, session: Session, draft_id: str) -> None:
        """Throw it away."""
        self._delete(f"/v1/drafts/{segment(draft_id)}", session)

    def earlier_uploads(self, session: Session, material_code: str) -> EarlierUploads:
        """Papers of that kind from earlier cases."""
        return self._ask("/v1/earlier-upload-queries", EarlierQuestion(material_code), EarlierUploads, session)

    def reuse_upload(self, session: Session, upload_id: str, wanted: UploadReuse) -> PhoneFile:
        """Take one into a new case."""
        path = f"/v1/earlier-uploads/{segment(upload_id)}/copies"
        made = self._post(path, wanted, PhoneFile, session)
        same(wanted.copy_id, made.upload_id)
        return made

    def _handed_in(self, path: str, submission_id: str, made: str, body: bytes) -> SubmissionAnswer:
        answer = decoded(self._transport.send(_handing_in(path, made, body)), SubmissionAnswer)
        same(submission_id, answer.submission_id)
        return answer


def _handing_in(path: str, made: str, body: bytes) -> Call:
    return Call("PUT", path, body, act(made) | {"X-Manifest-Digest": manifest_digest(body)})
