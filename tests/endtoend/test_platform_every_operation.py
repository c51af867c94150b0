"""The client uses every operation of the contract, and the watcher on the line has nothing to complain about."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Evidence, UploadRef, Way
from kiosk.platform_api import carry_out, contract
from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.uploads import bring
from kiosk.platform_api.wire import (
    AppointmentRequest,
    CertificateRequest,
    Complaint,
    CorrectionAnswer,
    DayConfirmation,
    Draft,
    Evaluation,
    FieldsQuestion,
    Handover,
    HandoverRedemption,
    Heartbeat,
    LogBundle,
    PaymentRequest,
    PhonePageRequest,
    PolicyConfirmation,
    Print,
    Purpose,
    ReprintRequest,
    ReviewDecision,
    ReviewQuestion,
    Session,
    SlotQuestion,
    SmsAnswer,
    StepUp,
    SupportRequest,
    UploadReuse,
    Witness,
)
from tests.platform_stand import (
    NOW,
    P01,
    TERMINAL,
    SandboxStand,
    case,
    encoded,
    face_evidence,
    sandbox_stand,
    signature_evidence,
)

SOMEBODY_ELSES = {"redeemShowToken", "showPhonePage"}
"""A verifier's and a phone's; the sandbox's own tests use them."""
NOW_WORDS = to_rfc3339(NOW)
PAGE = b"\x89PNG\r\n\x1a\n" + b"page" * 500
SMS = Evidence(Way.SMS, "verified", NOW_WORDS)


def test_every_operation_is_used_as_the_contract_says(tmp_path: Path) -> None:
    with sandbox_stand(tmp_path, "sm2-sm3", "ecdsa-p256-sha256") as stand:
        _terminal(stand)
        session = _session(stand)
        _cases(stand, session)
        _uploads(stand)
        _earlier(stand, session)
        _papers(stand, session)
        _services(stand, session)
        _staff(stand)
        _by_hand(stand)
        stand.platform.close_session(session)
        stand.platform.renew_key(new_key("sm2-sm3"))
        used = stand.watchers[0].seen
    assert {one.name for one in contract.operations()} - used == SOMEBODY_ELSES


def _terminal(stand: SandboxStand) -> None:
    platform = stand.platform
    platform.server_time()
    platform.heartbeat(Heartbeat(NOW_WORDS, "0.1.0"))
    assert [(one.terminal_id, one.state) for one in platform.terminal_states().terminals] == [(TERMINAL, "working")]
    _support(platform)
    platform.configuration()
    catalogue = platform.catalogue()
    assert catalogue is not None
    platform.catalogue_changes(catalogue.version)
    items = msgspec.json.decode(catalogue.body)["items"]
    samples = [one.get("sampleId") for item in items for one in item["materials"]]
    assert platform.sample(next(one for one in samples if one)).startswith(b"\x89PNG")
    video = next(one for item in items for one in item.get("videos", ()))
    film = platform.video(video["videoId"], video["size"])
    assert (len(film), hashlib.sha256(film).hexdigest()) == (video["size"], video["sha256"])


def _support(platform: PlatformClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        bundle.writestr("versions.json", "{}")
    content, request = packed.getvalue(), uuid7(NOW)
    digest = hashlib.sha256(content).hexdigest()
    platform.request_support(SupportRequest(request, NOW_WORDS, to_rfc3339(NOW + 60), "printer"))
    ref = UploadRef(uuid7(NOW), "support-bundle", "application/zip", digest, len(content))
    bring(platform, request, ref, lambda offset, size: content[offset : offset + size])
    platform.send_log_bundle(LogBundle(ref.upload_id, request, NOW_WORDS, digest, ref.size))


def _session(stand: SandboxStand) -> Session:
    platform = stand.platform
    platform.identity_ways(P01)
    challenge = platform.send_code(P01)
    stand.shift(61)
    platform.resend_code(challenge.challenge_id)
    typed = SmsAnswer(challenge.challenge_id, stand.sms_code(challenge.challenge_id))
    session = platform.open_session(P01, SMS, typed)
    return platform.step_up(session, StepUp(face_evidence(session)))


def _cases(stand: SandboxStand, session: Session) -> None:
    platform = stand.platform
    wanted = case(face_evidence(session))
    platform.put_submission(wanted.submission_id, encoded(wanted))
    stand.ask_for(wanted.submission_id, "phone")
    asked = platform.get_submission(wanted.submission_id).correction
    assert asked is not None
    form: dict[str, str | float] = {"phone": "19900000002"}
    answer = CorrectionAnswer(
        uuid7(NOW), wanted.submission_id, asked.correction_id, form, (), (), face_evidence(session), NOW_WORDS
    )
    platform.answer_correction(wanted.submission_id, answer.answer_id, msgspec.json.encode(answer))
    platform.withdraw_submission(session, wanted.submission_id, "不办了")
    platform.submissions(session)
    draft = Draft(uuid7(NOW), "yb-ydjy", "3", "3", {"kind": "work"}, (), (), NOW_WORDS)
    platform.put_draft(session, draft)
    platform.drafts(session)
    platform.resume_draft(session, draft.draft_id)
    platform.drop_draft(session, draft.draft_id)
    page = platform.open_phone_page(session, PhonePageRequest(uuid7(NOW), uuid7(NOW), "invoice"))
    stand.from_phone(page, PAGE)
    platform.phone_page(session, page.page_id)
    platform.close_phone_page(session, page.page_id)


def _uploads(stand: SandboxStand) -> None:
    plan = UploadRef(uuid7(NOW), "invoice", "image/png", hashlib.sha256(PAGE).hexdigest(), len(PAGE))
    bring(stand.platform, uuid7(NOW), plan, lambda offset, size: PAGE[offset : offset + size], piece=1500)
    stand.platform.drop_upload(plan.upload_id)


def _earlier(stand: SandboxStand, session: Session) -> None:
    wanted = case(face_evidence(session))
    paper = UploadRef(uuid7(NOW), "id-card", "image/png", hashlib.sha256(PAGE).hexdigest(), len(PAGE))
    bring(stand.platform, wanted.submission_id, paper, lambda offset, size: PAGE[offset : offset + size])
    handed = msgspec.structs.replace(wanted, uploads=(paper,))
    stand.platform.put_submission(handed.submission_id, encoded(handed))
    (seen,) = stand.platform.earlier_uploads(session, "id-card").uploads
    stand.platform.reuse_upload(session, seen.upload_id, UploadReuse(uuid7(NOW), uuid7(NOW), "id-card"))


def _papers(stand: SandboxStand, session: Session) -> None:
    platform = stand.platform
    platform.licences(session)
    platform.organisations(session)
    purpose = Purpose("ga-hkbbl", uuid7(NOW), "补领户口簿", TERMINAL)
    platform.licence_fields(session, "lic-p01-household", FieldsQuestion(purpose, ()))
    token = platform.show_token(session, "lic-p01-id-card")
    platform.token_state(session, token.token_id)
    platform.drop_token(session, token.token_id)
    platform.verify_licence(token.payload, "窗口核验")
    wanted = CertificateRequest(uuid7(NOW), "sbcb", "办理落户")
    made = platform.request_certificate(session, wanted)
    platform.certificate(session, made.certificate_id)
    paper = platform.certificate_file(session, made)
    again = ReprintRequest(uuid7(NOW), made.certificate_id, uuid7(NOW), "s-02", "jammed", voided=True)
    assert platform.reprint_file(platform.request_reprint(again)) == paper
    done = Print(uuid7(NOW), "receipt", "unknown", 0, NOW_WORDS, captured_offline=True, fault="printer.silent")
    platform.record_print(done.print_id, msgspec.json.encode(done))


def _services(stand: SandboxStand, session: Session) -> None:
    platform = stand.platform
    bill = platform.bills(session).bills[0]
    order = platform.create_payment(session, PaymentRequest(uuid7(NOW), (bill.bill_id,), bill.amount))
    platform.payment(order.payment_id)
    platform.cancel_payment(order.payment_id, "fault")
    rating = Evaluation(
        uuid7(NOW), "DISSATISFIED", ("207",), "FIRST", anonymous=False, at=NOW_WORDS, captured_offline=True
    )
    rating = msgspec.structs.replace(rating, visit_id=uuid7(NOW), text="没有样本")
    platform.put_evaluation(rating.evaluation_id, msgspec.json.encode(rating))
    platform.evaluation(rating.evaluation_id)
    slot = platform.slots(SlotQuestion("gjj-dksq", "2026-07-13", "2026-07-17")).slots[0]
    platform.create_appointment(session, AppointmentRequest(made := uuid7(NOW), slot.slot_id, "gjj-dksq"))
    platform.appointments(session)
    platform.appointment(session, made)
    platform.cancel_appointment(session, made)
    complaint = Complaint(uuid7(NOW), "hotline", "路灯", "路灯不亮", NOW_WORDS, captured_offline=False)
    platform.create_complaint(complaint.complaint_id, msgspec.json.encode(complaint))
    platform.complaint(complaint.complaint_id)
    platform.policy(platform.policies().policies[0].policy_id)
    matched = platform.match_policies(session).matches[0]
    platform.confirm_policy(session, PolicyConfirmation(uuid7(NOW), matched.policy_id))
    day = platform.day("ratings", "2026-07-12")
    platform.day_page("ratings", "2026-07-12", 1)
    platform.confirm_day("ratings", "2026-07-12", DayConfirmation("closed", day.count, day.sm3, {"A": day.count}))


def _staff(stand: SandboxStand) -> None:
    platform = stand.platform
    staff = platform.staff()
    assert staff is not None
    reviewer = next(one.account_id for one in staff.value.accounts if "reviewer" in one.roles)
    code = platform.make_handover(Handover(uuid7(NOW), "yb-ydjy", "需要窗口看原件")).code
    platform.redeem_handover(HandoverRedemption(code, reviewer))
    doubtful = case(signature_evidence(), captured_offline=True)
    platform.put_submission(doubtful.submission_id, encoded(doubtful))
    waiting = platform.reviews(ReviewQuestion(reviewer)).reviews
    review = next(one for one in waiting if one.submission_id == doubtful.submission_id)
    decided = platform.decide_review(
        review.review_id, ReviewDecision(reviewer, "confirmed", "看过证件和本人", to_rfc3339(stand.time))
    )
    assert not decided.identity_pending
    witness = Witness(reviewer, to_rfc3339(stand.time))
    seen = Evidence(Way.STAFF, "verified", to_rfc3339(stand.time))
    platform.close_session(platform.open_session(P01, seen, witness=witness))


def _by_hand(stand: SandboxStand) -> None:
    """A case carried on a stick; then the same case over the line is the same case."""
    wanted = case(signature_evidence(), captured_offline=True)
    body = encoded(wanted)
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": wanted.submission_id,
        "X-Manifest-Digest": hashlib.sha256(body).hexdigest(),
    }
    entry = carry_out.carried(wanted.submission_id, "PUT", f"/v1/submissions/{wanted.submission_id}", headers, body)
    platform_key = stand.sandbox.world.key
    bundle = carry_out.Bundle(uuid7(NOW), TERMINAL, NOW_WORDS, platform_key.key_id, stand.key.key_id, (entry,))
    receipt = stand.platform.carry_out(carry_out.packed(bundle, stand.key, platform_key.public))
    (result,) = carry_out.read_receipt(receipt, platform_key.public).results
    assert result.answer is not None
    again = stand.platform.put_submission(wanted.submission_id, body)
    assert (result.status, result.answer.project_no) == (201, again.project_no)


def test_the_watcher_complains_about_what_is_not_in_the_contract(tmp_path: Path) -> None:
    """A watcher that never complains would prove nothing."""
    with sandbox_stand(tmp_path) as stand:
        stand.control("trouble", {"garbleAnswers": 1, "path": "/v1/policies"})
        with pytest.raises(PlatformError):
            stand.platform.policies()
        complaints = stand.watchers[0].complaints
        assert ["json" in one for one in complaints] == [True]
        complaints.clear()
