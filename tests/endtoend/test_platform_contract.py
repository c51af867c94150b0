"""What every platform keeps to: the real client with the sandbox in both suites, and the memory twin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.submission import Evidence, Outcome, Way
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import Heartbeat, SmsAnswer
from tests.platform_stand import (
    CODE,
    NOW,
    P01,
    P03,
    UNKNOWN,
    MemoryStand,
    Stand,
    case,
    encoded,
    face_evidence,
    sandbox_stand,
    signature_evidence,
)

SMS = Evidence(Way.SMS, "verified", to_rfc3339(NOW))


@pytest.fixture(params=["sm2-sm3", "ecdsa-p256-sha256", "memory"])
def stand(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stand]:
    if request.param == "memory":
        yield MemoryStand()
        return
    with sandbox_stand(tmp_path, request.param) as started:
        yield started


def refused(error: pytest.ExceptionInfo[PlatformError]) -> tuple[PlatformFault, str]:
    problem = error.value.problem
    return error.value.fault, problem.kind if problem else ""


# --- terminal and time ------------------------------------------------------------------------------------
def test_the_clock_is_told_and_measured(stand: Stand) -> None:
    assert stand.platform.server_time() == pytest.approx(NOW, abs=1)
    assert stand.platform.clock_offset == pytest.approx(0, abs=1)


def test_the_same_code_and_key_may_enrol_again(stand: Stand) -> None:
    assert stand.platform.enrol(CODE) == stand.platform.enrol(CODE)


def test_an_unknown_code_is_refused(stand: Stand) -> None:
    with pytest.raises(PlatformError) as caught:
        stand.platform.enrol("WRONG-CODE")
    assert refused(caught) == (PlatformFault.AUTHENTICATION, ProblemType.ENROLMENT_CODE_INVALID)


def test_a_heartbeat_is_taken(stand: Stand) -> None:
    stand.platform.heartbeat(Heartbeat(to_rfc3339(NOW), "0.1.0", 2, {"id-reader": "online"}))


# --- catalogue --------------------------------------------------------------------------------------------
def test_the_catalogue_comes_once_and_is_then_current(stand: Stand) -> None:
    answer = stand.platform.catalogue()
    assert answer is not None
    catalogue = msgspec.json.decode(answer.body, type=Catalogue)
    assert catalogue.version == answer.version
    assert catalogue.item("yb-ydjy") is not None
    assert stand.platform.catalogue(answer.etag) is None


def test_a_withdrawn_item_makes_a_new_catalogue(stand: Stand) -> None:
    before = stand.platform.catalogue()
    assert before is not None
    stand.withdraw("yb-ydjy")
    after = stand.platform.catalogue(before.etag)
    assert after is not None
    assert after.version != before.version
    assert msgspec.json.decode(after.body, type=Catalogue).item("yb-ydjy") is None


# --- who it is --------------------------------------------------------------------------------------------
def test_the_ways_name_a_masked_phone(stand: Stand) -> None:
    ways = stand.platform.identity_ways(P01)
    assert ways.ways == ("face", "sms")
    assert ways.masked_phone == "199****0001"


def test_somebody_unknown_has_no_phone(stand: Stand) -> None:
    assert stand.platform.identity_ways(UNKNOWN).masked_phone is None
    with pytest.raises(PlatformError) as caught:
        stand.platform.send_code(UNKNOWN)
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.PHONE_UNKNOWN)


def test_name_and_number_must_belong_together(stand: Stand) -> None:
    with pytest.raises(PlatformError) as caught:
        stand.platform.identity_ways(msgspec.structs.replace(P01, name="周一鸣"))
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.PERSON_MISMATCH)


def test_a_code_from_the_phone_opens_a_session(stand: Stand) -> None:
    challenge = stand.platform.send_code(P01)
    assert challenge.masked_phone == "199****0001"
    answer = SmsAnswer(challenge.challenge_id, stand.sms_code(challenge.challenge_id))
    session = stand.platform.open_session(P01, SMS, answer)
    assert session.identity == "verified"
    assert session.profile["phone"] == "19900000001"


def test_wrong_codes_are_counted_and_the_third_locks(stand: Stand) -> None:
    challenge = stand.platform.send_code(P01)
    good = stand.sms_code(challenge.challenge_id)
    wrong = SmsAnswer(challenge.challenge_id, "000000" if good != "000000" else "111111")
    for left in (2, 1):
        with pytest.raises(PlatformError) as caught:
            stand.platform.open_session(P01, SMS, wrong)
        assert refused(caught) == (PlatformFault.REFUSED, ProblemType.CODE_WRONG)
        assert caught.value.problem is not None
        assert caught.value.problem.tries_left == left
    for answer in (wrong, SmsAnswer(challenge.challenge_id, good)):
        with pytest.raises(PlatformError) as caught:
            stand.platform.open_session(P01, SMS, answer)
        assert refused(caught) == (PlatformFault.LOCKED, ProblemType.CODE_LOCKED)


def test_a_code_is_good_for_five_minutes(stand: Stand) -> None:
    challenge = stand.platform.send_code(P01)
    stand.shift(301)
    with pytest.raises(PlatformError) as caught:
        stand.platform.open_session(
            P01, SMS, SmsAnswer(challenge.challenge_id, stand.sms_code(challenge.challenge_id))
        )
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.CODE_LATE)


def test_a_code_is_good_once(stand: Stand) -> None:
    challenge = stand.platform.send_code(P01)
    answer = SmsAnswer(challenge.challenge_id, stand.sms_code(challenge.challenge_id))
    stand.platform.open_session(P01, SMS, answer)
    with pytest.raises(PlatformError) as caught:
        stand.platform.open_session(P01, SMS, answer)
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.CODE_LATE)


def test_a_code_is_sent_again_after_a_minute(stand: Stand) -> None:
    challenge = stand.platform.send_code(P01)
    first = stand.sms_code(challenge.challenge_id)
    with pytest.raises(PlatformError) as caught:
        stand.platform.resend_code(challenge.challenge_id)
    assert refused(caught) == (PlatformFault.BUSY, ProblemType.TOO_SOON)
    assert caught.value.retry_after == pytest.approx(60, abs=2)
    stand.shift(61)
    again = stand.platform.resend_code(challenge.challenge_id)
    assert again.challenge_id == challenge.challenge_id
    second = stand.sms_code(challenge.challenge_id)
    if first != second:
        with pytest.raises(PlatformError):
            stand.platform.open_session(P01, SMS, SmsAnswer(challenge.challenge_id, first))
    stand.platform.open_session(P01, SMS, SmsAnswer(challenge.challenge_id, second))


def test_somebody_who_comes_back_at_once_gets_a_new_code(stand: Stand) -> None:
    challenge = stand.platform.send_code(P01)
    with pytest.raises(PlatformError) as caught:
        stand.platform.send_code(P01)
    assert refused(caught) == (PlatformFault.BUSY, ProblemType.TOO_SOON)
    code = stand.sms_code(challenge.challenge_id)
    stand.platform.open_session(P01, SMS, SmsAnswer(challenge.challenge_id, code))
    assert stand.platform.send_code(P01).challenge_id != challenge.challenge_id


def test_a_code_opens_no_session_of_somebody_else(stand: Stand) -> None:
    challenge = stand.platform.send_code(P01)
    answer = SmsAnswer(challenge.challenge_id, stand.sms_code(challenge.challenge_id))
    with pytest.raises(PlatformError) as caught:
        stand.platform.open_session(P03, SMS, answer)
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.CODE_WRONG)


@pytest.mark.parametrize("decision", ["review", "reject", "unavailable"])
def test_a_face_that_was_not_accepted_opens_nothing(stand: Stand, decision: str) -> None:
    evidence = face_evidence()
    assert evidence.face is not None
    weak = msgspec.structs.replace(evidence, face=msgspec.structs.replace(evidence.face, decision=decision))
    with pytest.raises(PlatformError) as caught:
        stand.platform.open_session(P01, weak)
    assert refused(caught) == (PlatformFault.STEP_UP, ProblemType.STEP_UP_REQUIRED)
    assert caught.value.problem is not None
    assert caught.value.problem.required_assurance == "verified"


def test_a_signature_alone_opens_nothing(stand: Stand) -> None:
    with pytest.raises(PlatformError) as caught:
        stand.platform.open_session(P01, signature_evidence())
    assert refused(caught) == (PlatformFault.STEP_UP, ProblemType.STEP_UP_REQUIRED)


def test_a_closed_session_is_closed(stand: Stand) -> None:
    session = stand.open()
    stand.platform.close_session(session)
    with pytest.raises(PlatformError) as caught:
        stand.platform.licences(session)
    assert refused(caught) == (PlatformFault.STEP_UP, ProblemType.SESSION_INVALID)


def test_a_session_ends_after_half_an_hour(stand: Stand) -> None:
    session = stand.open()
    stand.shift(1801)
    with pytest.raises(PlatformError) as caught:
        stand.platform.licences(session)
    assert refused(caught) == (PlatformFault.STEP_UP, ProblemType.SESSION_INVALID)


# --- cases ------------------------------------------------------------------------------------------------
def test_a_case_is_received_and_can_be_looked_up(stand: Stand) -> None:
    wanted = case(face_evidence(stand.open()))
    answer = stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    assert (answer.state, answer.outcome) == ("SUBMITTED", Outcome.RECEIVED)
    assert answer.text.zh_hans == "已收件，等部门受理"
    assert answer.project_no is not None
    assert answer.project_no.startswith("SL")
    assert answer.lookup_url is not None
    assert P01.number not in answer.lookup_url
    assert not answer.identity_pending
    assert stand.platform.get_submission(wanted.submission_id) == answer


def test_an_item_decided_at_once_is_accepted(stand: Stand) -> None:
    evidence = face_evidence(stand.open())
    wanted = case(
        evidence,
        service_item_code="zm-cbzm",
        item_version="1",
        form_version="1",
        form={"months": "12"},
        materials=(),
    )
    answer = stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    assert (answer.state, answer.outcome) == ("ACCEPTED", Outcome.ACCEPTED)


def test_the_same_case_sent_again_is_one_case(stand: Stand) -> None:
    wanted = case(face_evidence(stand.open()))
    answers = [stand.platform.put_submission(wanted.submission_id, encoded(wanted)) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]


def test_the_same_id_with_another_content_is_a_conflict(stand: Stand) -> None:
    wanted = case(face_evidence(stand.open()))
    stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    other = msgspec.structs.replace(wanted, form={**wanted.form, "city": "990300"})
    with pytest.raises(PlatformError) as caught:
        stand.platform.put_submission(wanted.submission_id, encoded(other))
    assert refused(caught) == (PlatformFault.CONFLICT, ProblemType.CONFLICT)


def test_a_case_taken_offline_with_a_signature_is_received_and_pending(stand: Stand) -> None:
    wanted = case(signature_evidence(), captured_offline=True)
    answer = stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    assert answer.state == "SUBMITTED"
    assert answer.identity_pending


def test_a_signature_is_not_enough_where_the_line_was_up(stand: Stand) -> None:
    wanted = case(signature_evidence())
    with pytest.raises(PlatformError) as caught:
        stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    assert refused(caught) == (PlatformFault.STEP_UP, ProblemType.STEP_UP_REQUIRED)


def test_a_withdrawn_item_is_gone(stand: Stand) -> None:
    wanted = case(face_evidence(stand.open()))
    stand.withdraw("yb-ydjy")
    with pytest.raises(PlatformError) as caught:
        stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    assert refused(caught) == (PlatformFault.GONE, ProblemType.WITHDRAWN)


def test_an_older_version_of_an_item_is_gone(stand: Stand) -> None:
    wanted = case(face_evidence(stand.open()), item_version="2")
    with pytest.raises(PlatformError) as caught:
        stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    assert refused(caught) == (PlatformFault.GONE, ProblemType.WITHDRAWN)


def test_a_case_that_never_arrived_is_not_found(stand: Stand) -> None:
    with pytest.raises(PlatformError) as caught:
        stand.platform.get_submission(case(face_evidence()).submission_id)
    assert refused(caught) == (PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND)
