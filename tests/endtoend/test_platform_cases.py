"""Cases, drafts, uploads and the phone: the real client with the sandbox, and the memory twin, keep the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import SubmissionState, UploadRef
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.uploads import bring
from kiosk.platform_api.wire import (
    CorrectionAnswer,
    Draft,
    DraftQuestion,
    PhonePageRequest,
    Session,
    SubmissionAnswer,
    SubmissionQuestion,
    UploadReuse,
)
from tests.platform_stand import (
    NOW,
    P03,
    YDJY,
    MemoryStand,
    SandboxStand,
    Stand,
    case,
    encoded,
    face_evidence,
    sandbox_stand,
)

PAGE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100


@pytest.fixture(params=["sandbox", "memory"])
def stand(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stand]:
    if request.param == "memory":
        yield MemoryStand()
        return
    with sandbox_stand(tmp_path) as started:
        yield started


def refused(error: pytest.ExceptionInfo[PlatformError]) -> tuple[PlatformFault, str]:
    problem = error.value.problem
    return error.value.fault, problem.kind if problem else ""


# --- uploads ----------------------------------------------------------------------------------------------
def planned(content: bytes = PAGE, **changes: Any) -> UploadRef:
    digest = hashlib.sha256(content).hexdigest()
    plan = UploadRef(uuid7(NOW), "invoice", "image/png", digest, len(content))
    return msgspec.structs.replace(plan, **changes)


class Reader:
    """Gives the content and remembers from where it was asked for."""

    def __init__(self, content: bytes = PAGE) -> None:
        self.content = content
        self.asked: list[int] = []

    def __call__(self, offset: int, size: int) -> bytes:
        self.asked.append(offset)
        return self.content[offset : offset + size]


def test_an_upload_goes_on_where_it_stands(stand: Stand) -> None:
    plan, reader, owner = planned(), Reader(), uuid7(NOW)
    stand.platform.create_upload(owner, plan)
    assert stand.platform.send_piece(plan.upload_id, 0, PAGE[:7000]) == 7000
    bring(stand.platform, owner, plan, reader, piece=8000)
    assert reader.asked == [7000, 15000, 23000]
    assert stand.platform.upload_offset(plan.upload_id) == len(PAGE)
    bring(stand.platform, owner, plan, reader)
    assert reader.asked == [7000, 15000, 23000]


def test_an_upload_nobody_began_is_not_there(stand: Stand) -> None:
    assert stand.platform.upload_offset(uuid7(NOW)) is None
    plan = planned()
    stand.platform.create_upload(uuid7(NOW), plan)
    stand.platform.drop_upload(plan.upload_id)
    stand.platform.drop_upload(plan.upload_id)
    assert stand.platform.upload_offset(plan.upload_id) is None


def test_a_piece_for_another_place_is_refused(stand: Stand) -> None:
    plan = planned()
    stand.platform.create_upload(uuid7(NOW), plan)
    with pytest.raises(PlatformError) as caught:
        stand.platform.send_piece(plan.upload_id, 500, PAGE[500:])
    assert refused(caught) == (PlatformFault.CONFLICT, ProblemType.OFFSET_WRONG)


def test_a_whole_that_is_damaged_begins_anew(stand: Stand) -> None:
    plan = planned(sha256="0" * 64)
    with pytest.raises(PlatformError) as caught:
        bring(stand.platform, uuid7(NOW), plan, Reader())
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.UPLOAD_DAMAGED)
    assert stand.platform.upload_offset(plan.upload_id) == 0


def test_one_id_for_two_uploads_is_a_conflict(stand: Stand) -> None:
    plan, owner = planned(), uuid7(NOW)
    stand.platform.create_upload(owner, plan)
    stand.platform.create_upload(owner, plan)
    with pytest.raises(PlatformError) as caught:
        stand.platform.create_upload(owner, msgspec.structs.replace(plan, size=5))
    assert refused(caught) == (PlatformFault.CONFLICT, ProblemType.CONFLICT)


# --- the phone --------------------------------------------------------------------------------------------
def page_of(stand: Stand, session: Session) -> Any:
    return stand.platform.open_phone_page(session, PhonePageRequest(uuid7(NOW), uuid7(NOW), "invoice"))


def test_a_picture_from_the_phone_is_there_with_its_digest(stand: Stand) -> None:
    session = stand.open()
    page = page_of(stand, session)
    assert stand.platform.phone_page(session, page.page_id).files == ()
    stand.from_phone(page, PAGE)
    (file,) = stand.platform.phone_page(session, page.page_id).files
    assert (file.sha256, file.size) == (hashlib.sha256(PAGE).hexdigest(), len(PAGE))
    stand.platform.close_phone_page(session, page.page_id)
    stand.platform.close_phone_page(session, page.page_id)
    assert stand.platform.phone_page(session, page.page_id).state == "closed"


def test_a_second_page_kills_the_first_and_ten_minutes_each(stand: Stand) -> None:
    session = stand.open()
    first, second = page_of(stand, session), page_of(stand, session)
    assert stand.platform.phone_page(session, first.page_id).state == "closed"
    stand.shift(601)
    assert stand.platform.phone_page(session, second.page_id).state == "expired"


def test_a_page_is_of_its_session_alone(stand: Stand) -> None:
    page = page_of(stand, stand.open())
    with pytest.raises(PlatformError) as caught:
        stand.platform.phone_page(stand.open(P03), page.page_id)
    assert refused(caught) == (PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND)


# --- papers from before -----------------------------------------------------------------------------------
def with_invoice(stand: Stand, session: Session) -> tuple[str, UploadRef]:
    wanted, paper = case(face_evidence(session)), planned(material_code="id-card")
    bring(stand.platform, wanted.submission_id, paper, lambda offset, size: PAGE[offset : offset + size])
    handed = msgspec.structs.replace(wanted, uploads=(paper,))
    stand.platform.put_submission(handed.submission_id, encoded(handed))
    return handed.submission_id, paper


def test_a_paper_handed_in_before_goes_with_a_new_case_as_a_copy_of_its_own(stand: Stand) -> None:
    session = stand.open()
    _, paper = with_invoice(stand, session)
    later = stand.open()
    (seen,) = stand.platform.earlier_uploads(later, paper.material_code).uploads
    assert (seen.upload_id, seen.size) == (paper.upload_id, paper.size)
    assert stand.platform.earlier_uploads(later, "another").uploads == ()
    again = case(face_evidence(later))
    wanted = UploadReuse(uuid7(NOW), again.submission_id, paper.material_code)
    copy = stand.platform.reuse_upload(later, seen.upload_id, wanted)
    assert (copy.upload_id, copy.sha256, copy.size) == (wanted.copy_id, paper.sha256, paper.size)
    ref = UploadRef(copy.upload_id, paper.material_code, copy.media_type, copy.sha256, copy.size)
    handed = msgspec.structs.replace(again, uploads=(ref,))
    assert stand.platform.put_submission(handed.submission_id, encoded(handed)).project_no


def test_nobody_sees_or_takes_another_persons_paper(stand: Stand) -> None:
    _, paper = with_invoice(stand, stand.open())
    other = stand.open(P03)
    assert stand.platform.earlier_uploads(other, paper.material_code).uploads == ()
    with pytest.raises(PlatformError) as caught:
        stand.platform.reuse_upload(other, paper.upload_id, UploadReuse(uuid7(NOW), uuid7(NOW), "id-card"))
    assert refused(caught) == (PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND)


# --- cases ------------------------------------------------------------------------------------------------
def handed_in(stand: Stand) -> tuple[Session, SubmissionAnswer]:
    session = stand.open()
    wanted = case(face_evidence(session))
    return session, stand.platform.put_submission(wanted.submission_id, encoded(wanted))


def test_the_persons_cases_the_latest_first(stand: Stand) -> None:
    session, first = handed_in(stand)
    stand.shift(5)
    _, second = handed_in(stand)
    found = stand.platform.submissions(session).submissions
    assert [one.submission_id for one in found] == [second.submission_id, first.submission_id]
    assert stand.platform.submissions(session, SubmissionQuestion(("REJECTED",))).submissions == ()
    assert stand.platform.submissions(stand.open(P03)).submissions == ()


def test_a_case_is_taken_back_once_and_by_its_person(stand: Stand) -> None:
    session, stored = handed_in(stand)
    with pytest.raises(PlatformError) as caught:
        stand.platform.withdraw_submission(stand.open(P03), stored.submission_id, "不办了")
    assert refused(caught) == (PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND)
    if stored.state == SubmissionState.SUBMITTED:
        answer = stand.platform.withdraw_submission(session, stored.submission_id, "不办了")
        assert answer.state == SubmissionState.WITHDRAWN


def correction(answer: SubmissionAnswer, form: dict[str, str | float]) -> CorrectionAnswer:
    assert answer.correction is not None
    return CorrectionAnswer(
        uuid7(NOW),
        answer.submission_id,
        answer.correction.correction_id,
        form,
        (),
        (),
        face_evidence(),
        to_rfc3339(NOW),
    )


def test_what_was_asked_for_is_answered_once(stand: Stand) -> None:
    _, stored = handed_in(stand)
    stand.ask_for(stored.submission_id, "phone")
    asked = stand.platform.get_submission(stored.submission_id)
    assert asked.state == SubmissionState.CORRECTION
    answer = correction(asked, {"phone": "19900000002"})
    body = msgspec.json.encode(answer)
    first = stand.platform.answer_correction(stored.submission_id, answer.answer_id, body)
    assert first.state == SubmissionState.SUBMITTED
    again = stand.platform.answer_correction(stored.submission_id, answer.answer_id, body)
    assert (again.state, again.correction) == (first.state, None)
    with pytest.raises(PlatformError) as caught:
        stand.platform.answer_correction(stored.submission_id, answer.answer_id, body.replace(b"002", b"003"))
    assert refused(caught) == (PlatformFault.CONFLICT, ProblemType.CONFLICT)


def test_the_earlier_answers_come_to_the_person_alone(stand: Stand) -> None:
    _, stored = handed_in(stand)
    stand.ask_for(stored.submission_id, "phone")
    at_the_terminal = stand.platform.get_submission(stored.submission_id).correction
    (mine,) = stand.platform.submissions(stand.open()).submissions
    assert at_the_terminal is not None
    assert mine.correction is not None
    assert (at_the_terminal.given, mine.correction.given) == ({}, {"phone": "19900000001"})


def test_an_answer_nobody_asked_for_is_refused(stand: Stand) -> None:
    _, stored = handed_in(stand)
    stand.ask_for(stored.submission_id, "phone")
    asked = stand.platform.get_submission(stored.submission_id)
    first, second = (correction(asked, {"phone": "19900000002"}) for _ in range(2))
    stand.platform.answer_correction(stored.submission_id, first.answer_id, msgspec.json.encode(first))
    with pytest.raises(PlatformError) as caught:
        stand.platform.answer_correction(stored.submission_id, second.answer_id, msgspec.json.encode(second))
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.STATE_CONFLICT)


# --- drafts -----------------------------------------------------------------------------------------------
def draft(**changes: Any) -> Draft:
    right = Draft(uuid7(NOW), "yb-ydjy", "3", "3", dict(YDJY), (), (), to_rfc3339(NOW), 1)
    return msgspec.structs.replace(right, **changes)


def test_a_draft_goes_on_in_another_session(stand: Stand) -> None:
    begun = draft(form={"kind": "work"})
    kept = stand.platform.put_draft(stand.open(), begun)
    later = stand.open()
    found = stand.platform.resume_draft(later, begun.draft_id)
    assert (found.draft, found.revision) == (begun, kept.revision)
    more = msgspec.structs.replace(begun, form=dict(YDJY), based_on=found.revision)
    assert stand.platform.put_draft(later, more).revision == found.revision + 1
    assert stand.platform.put_draft(later, more).revision == found.revision + 1
    (listed,) = stand.platform.drafts(later).drafts
    assert (listed.draft_id, listed.revision) == (begun.draft_id, found.revision + 1)
    assert stand.platform.drafts(later, DraftQuestion("sb-yljrz")).drafts == ()


def test_two_terminals_that_go_on_from_one_revision_do_not_overwrite_each_other(stand: Stand) -> None:
    session, begun = stand.open(), draft()
    revision = stand.platform.put_draft(session, begun).revision
    here = msgspec.structs.replace(begun, page=2, based_on=revision)
    there = msgspec.structs.replace(begun, page=3, based_on=revision)
    stand.platform.put_draft(session, here)
    with pytest.raises(PlatformError) as caught:
        stand.platform.put_draft(session, there)
    assert refused(caught) == (PlatformFault.CONFLICT, ProblemType.CONFLICT)
    assert stand.platform.resume_draft(session, begun.draft_id).draft == here


def test_nobody_sees_anothers_draft(stand: Stand) -> None:
    begun = draft()
    stand.platform.put_draft(stand.open(), begun)
    other = stand.open(P03)
    assert stand.platform.drafts(other).drafts == ()
    with pytest.raises(PlatformError) as caught:
        stand.platform.resume_draft(other, begun.draft_id)
    assert refused(caught) == (PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND)


def test_a_dropped_draft_is_gone(stand: Stand) -> None:
    session, begun = stand.open(), draft()
    stand.platform.put_draft(session, begun)
    for _ in range(2):
        stand.platform.drop_draft(session, begun.draft_id)
    with pytest.raises(PlatformError) as caught:
        stand.platform.resume_draft(session, begun.draft_id)
    assert refused(caught) == (PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND)


def test_the_client_asks_only_for_ids(tmp_path: Path) -> None:
    """Personal data never in a URL (trap 17), not even by a caller's mistake."""
    with sandbox_stand(tmp_path) as stand:
        assert isinstance(stand, SandboxStand)
        for wrong in ("", "..", "a/b", "林晚舟", "a?b", "a b", "%2e"):
            with pytest.raises(ValueError, match="id"):
                stand.platform.get_submission(wrong)
