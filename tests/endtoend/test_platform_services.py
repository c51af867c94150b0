"""Everything besides cases: the real client with the sandbox, and the memory twin, keep the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import uuid7
from kiosk.platform_api.catalogue_join import joined
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.ledger import sums
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.transport import AnswerTooLarge
from kiosk.platform_api.wire import (
    AppointmentRequest,
    BillQuestion,
    CertificateRequest,
    Complaint,
    Contact,
    DayConfirmation,
    Draft,
    Evaluation,
    FieldsQuestion,
    Handover,
    HandoverRedemption,
    PaymentRequest,
    PersonRef,
    PolicyConfirmation,
    PolicyQuestion,
    Print,
    Purpose,
    ReprintRequest,
    SlotQuestion,
    StepUp,
)
from kiosk.sandbox.seed import Seed
from tests.platform_stand import NOW, P03, MemoryStand, Stand, case, encoded, face_evidence, sandbox_stand

DAY = "2026-07-12"


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


# --- what is signed ---------------------------------------------------------------------------------------
def test_configuration_and_staff_are_verified_and_named(stand: Stand) -> None:
    told = stand.platform.configuration()
    assert told is not None
    assert told.value.idle.ask_after > 0
    assert stand.platform.configuration(told.etag) is None
    staff = stand.platform.staff()
    assert staff is not None
    assert staff.value.station_id == told.value.station_id
    assert stand.platform.staff(staff.etag) is None


def test_changes_lead_to_the_snapshot_that_the_platform_has(stand: Stand) -> None:
    before = stand.platform.catalogue()
    assert before is not None
    changes = stand.platform.catalogue_changes(before.version)
    assert changes is not None
    same = joined(before.body, changes)
    assert (msgspec.json.decode(same.body), same.etag) == (msgspec.json.decode(before.body), before.etag)
    assert stand.platform.catalogue_changes(before.version, before.etag) is None


def test_a_video_is_as_the_snapshot_names_it_and_no_more_than_that_is_read(stand: Stand) -> None:
    snapshot = stand.platform.catalogue()
    assert snapshot is not None
    items = msgspec.json.decode(snapshot.body, type=Catalogue).items
    video = next(one for item in items for one in item.videos)
    film = stand.platform.video(video.video_id, video.size)
    assert (len(film), hashlib.sha256(film).hexdigest()) == (video.size, video.sha256)
    with pytest.raises(AnswerTooLarge):
        stand.platform.video(video.video_id, video.size - 1)
    with pytest.raises(PlatformError) as error:
        stand.platform.video("no-such", 1)
    assert refused(error)[0] is PlatformFault.NOT_FOUND


def test_changes_since_a_version_nobody_knows(stand: Stand) -> None:
    with pytest.raises(PlatformError) as caught:
        stand.platform.catalogue_changes("1999/0 ?")
    assert refused(caught) == (PlatformFault.GONE, ProblemType.SINCE_UNKNOWN)


# --- papers -----------------------------------------------------------------------------------------------
def test_a_certificate_is_fetched_and_its_print_recorded(stand: Stand) -> None:
    session = stand.open()
    wanted = CertificateRequest(uuid7(NOW), "sbcb", "办理落户")
    made = stand.platform.request_certificate(session, wanted)
    assert stand.platform.request_certificate(session, wanted) == made
    assert stand.platform.certificate(session, made.certificate_id).state == "ready"
    paper = stand.platform.certificate_file(session, made)
    assert paper.startswith(b"%PDF-")
    assert hashlib.sha256(paper).hexdigest() == made.sha256
    print_id = uuid7(NOW)
    done = Print(
        print_id,
        "certificate",
        "printed",
        1,
        to_rfc3339(NOW),
        captured_offline=False,
        certificate_id=made.certificate_id,
        serial=made.serial,
    )
    body = msgspec.json.encode(done)
    assert stand.platform.record_print(print_id, body) == stand.platform.record_print(print_id, body)
    with pytest.raises(PlatformError) as caught:
        stand.platform.record_print(print_id, body.replace(b"printed", b"unknown"))
    assert refused(caught) == (PlatformFault.CONFLICT, ProblemType.CONFLICT)


def test_a_reprint_is_one_act_however_often_it_is_asked(stand: Stand) -> None:
    session = stand.open()
    made = stand.platform.request_certificate(session, CertificateRequest(uuid7(NOW), "sbcb", "办理落户"))
    paper = stand.platform.certificate_file(session, made)
    wanted = ReprintRequest(uuid7(NOW), made.certificate_id, uuid7(NOW), "s-02", "another", voided=False)
    again = stand.platform.request_reprint(wanted)
    assert stand.platform.request_reprint(wanted) == again
    assert stand.platform.reprint_file(again) == paper
    with pytest.raises(PlatformError) as caught:
        stand.platform.request_reprint(msgspec.structs.replace(wanted, reason="illegible"))
    assert refused(caught) == (PlatformFault.CONFLICT, ProblemType.CONFLICT)
    about = (uuid7(NOW), "certificate", "unknown", 1, to_rfc3339(NOW))
    done = Print(*about, captured_offline=False, certificate_id=made.certificate_id, serial=made.serial)
    stand.platform.record_print(
        done.print_id, msgspec.json.encode(msgspec.structs.replace(done, reprint_id=wanted.reprint_id))
    )
    for asked in (lambda: stand.platform.request_reprint(wanted), lambda: stand.platform.reprint_file(again)):
        with pytest.raises(PlatformError) as caught:
            asked()
        assert refused(caught) == (PlatformFault.REFUSED, ProblemType.STATE_CONFLICT)


def test_a_certificate_is_its_persons_alone(stand: Stand) -> None:
    made = stand.platform.request_certificate(stand.open(), CertificateRequest(uuid7(NOW), "sbcb", "办理落户"))
    with pytest.raises(PlatformError) as caught:
        stand.platform.certificate(stand.open(P03), made.certificate_id)
    assert refused(caught) == (PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND)


def test_a_file_that_is_not_the_one_stated_is_not_handed_out(tmp_path: Path) -> None:
    with sandbox_stand(tmp_path) as stand:
        session = stand.open()
        made = stand.platform.request_certificate(session, CertificateRequest(uuid7(NOW), "sbcb", "办理落户"))
        with pytest.raises(PlatformError) as caught:
            stand.platform.certificate_file(session, msgspec.structs.replace(made, sha256="0" * 64))
    assert caught.value.fault is PlatformFault.BAD_ANSWER


def test_a_licence_is_read_for_a_case_and_what_it_shows_can_be_verified(stand: Stand) -> None:
    session = stand.open()
    licences = {one.licence_id: one for one in stand.platform.licences(session).licences}
    licence = licences["lic-p01-household"]
    purpose = Purpose("ga-hkbbl", uuid7(NOW), "补领户口簿", "A-03")
    found = stand.platform.licence_fields(session, licence.licence_id, FieldsQuestion(purpose, ()))
    assert found.type_code == licence.type_code
    shown = stand.platform.show_token(session, licence.licence_id)
    assert stand.platform.verify_licence(shown.payload, "窗口核验").state == "valid"
    assert stand.platform.verify_licence("BDY1:" + "A" * 32, "窗口核验").state == "unknown"


# --- payments ---------------------------------------------------------------------------------------------
def test_a_bill_is_paid_once(stand: Stand) -> None:
    session = stand.open()
    bill = stand.platform.bills(session, BillQuestion(("water",))).bills[0]
    wanted = PaymentRequest(uuid7(NOW), (bill.bill_id,), bill.amount)
    order = stand.platform.create_payment(session, wanted)
    assert (order.state, order.amount) == ("CREATED", bill.amount)
    assert order.pay_url
    assert stand.platform.create_payment(session, wanted).order_no == order.order_no
    with pytest.raises(PlatformError) as caught:
        stand.platform.create_payment(session, msgspec.structs.replace(wanted, payment_id=uuid7(NOW)))
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.STATE_CONFLICT)
    stand.pay(order.payment_id)
    assert stand.platform.payment(order.payment_id).state == "PAID"
    with pytest.raises(PlatformError) as caught:
        stand.platform.cancel_payment(order.payment_id, "idle")
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.STATE_CONFLICT)
    assert bill not in stand.platform.bills(session, BillQuestion(("water",))).bills


def test_another_amount_than_owed_is_refused_and_an_order_can_be_cancelled(stand: Stand) -> None:
    session = stand.open()
    bill = stand.platform.bills(session).bills[0]
    with pytest.raises(PlatformError) as caught:
        stand.platform.create_payment(session, PaymentRequest(uuid7(NOW), (bill.bill_id,), "0.01"))
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.INVALID)
    order = stand.platform.create_payment(session, PaymentRequest(uuid7(NOW), (bill.bill_id,), bill.amount))
    assert stand.platform.cancel_payment(order.payment_id, "person").state == "CANCELLED"
    assert stand.platform.payment(order.payment_id).state == "CANCELLED"


# --- what citizens say ------------------------------------------------------------------------------------
def rating(**changes: object) -> Evaluation:
    right = Evaluation(
        uuid7(NOW),
        "SATISFIED",
        ("412",),
        "FIRST",
        anonymous=True,
        at=to_rfc3339(NOW),
        captured_offline=False,
        visit_id=uuid7(NOW),
    )
    return msgspec.structs.replace(right, **changes)


def test_a_rating_is_recorded_once(stand: Stand) -> None:
    given = rating()
    body = msgspec.json.encode(given)
    first = stand.platform.put_evaluation(given.evaluation_id, body)
    assert stand.platform.put_evaluation(given.evaluation_id, body) == first
    assert stand.platform.evaluation(given.evaluation_id).state == "recorded"
    other = msgspec.json.encode(msgspec.structs.replace(given, level="DISSATISFIED", tags=()))
    with pytest.raises(PlatformError) as caught:
        stand.platform.put_evaluation(given.evaluation_id, other)
    assert refused(caught) == (PlatformFault.CONFLICT, ProblemType.CONFLICT)


def test_a_complaint_needs_no_name_and_may_have_one(stand: Stand) -> None:
    for contact in (None, Contact("林女士", "19900000001")):
        wanted = Complaint(
            uuid7(NOW),
            "unable-to-handle",
            "材料",
            "说不清要什么",
            to_rfc3339(NOW),
            captured_offline=False,
            contact=contact,
        )
        state = stand.platform.create_complaint(wanted.complaint_id, msgspec.json.encode(wanted))
        assert stand.platform.complaint(wanted.complaint_id).number == state.number


# --- appointments and papers ------------------------------------------------------------------------------
def test_an_appointment_is_made_and_given_back(stand: Stand) -> None:
    session = stand.open()
    slot = stand.platform.slots(SlotQuestion("gjj-dksq", "2026-07-13", "2026-07-17")).slots[0]
    wanted = AppointmentRequest(uuid7(NOW), slot.slot_id, "gjj-dksq")
    made = stand.platform.create_appointment(session, wanted)
    assert stand.platform.create_appointment(session, wanted).number == made.number
    assert [one.number for one in stand.platform.appointments(session).appointments] == [made.number]
    assert stand.platform.appointments(stand.open(P03)).appointments == ()
    for _ in range(2):
        stand.platform.cancel_appointment(session, made.appointment_id)
    assert stand.platform.appointment(session, made.appointment_id).state == "cancelled"


def test_papers_are_listed_and_read(stand: Stand) -> None:
    summary = stand.platform.policies().policies[0]
    paper = stand.platform.policy(summary.policy_id)
    assert (paper.title, paper.published_on) == (summary.title, summary.published_on)
    assert paper.paragraphs
    with pytest.raises(PlatformError) as caught:
        stand.platform.policy("none-such")
    assert refused(caught) == (PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND)


# --- passing on -------------------------------------------------------------------------------------------
def test_a_matter_is_taken_up_once_with_its_draft(stand: Stand) -> None:
    session = stand.open()
    draft = Draft(uuid7(NOW), "yb-ydjy", "3", "3", {"kind": "work"}, (), (), to_rfc3339(NOW))
    stand.platform.put_draft(session, draft)
    code = stand.platform.make_handover(Handover(uuid7(NOW), "yb-ydjy", "需要窗口看原件", draft.draft_id)).code
    taken = stand.platform.redeem_handover(HandoverRedemption(code, "s-02"))
    assert taken.draft is not None
    assert (taken.reason, taken.draft.draft) == ("需要窗口看原件", draft)
    with pytest.raises(PlatformError) as caught:
        stand.platform.redeem_handover(HandoverRedemption(code))
    assert refused(caught) == (PlatformFault.GONE, ProblemType.TOKEN_DEAD)


def test_a_desk_fills_in_a_persons_draft_and_gives_it_back_to_that_person(stand: Stand) -> None:
    session = stand.open()
    draft = Draft(uuid7(NOW), "yb-ydjy", "3", "3", {"kind": "work"}, (), (), to_rfc3339(NOW))
    stand.platform.put_draft(session, draft)
    filled = msgspec.structs.replace(draft, form={"kind": "work", "area": "示例省"}, based_on=1)
    laid = Handover(uuid7(NOW), "yb-ydjy", "窗口帮着填了", account_id="s-02", draft=filled)
    taken = stand.platform.redeem_handover(HandoverRedemption(stand.platform.make_handover(laid).code))
    assert (taken.draft, taken.draft_id) == (None, draft.draft_id)
    kept = stand.platform.resume_draft(session, draft.draft_id)
    assert (kept.draft, kept.revision, kept.account_id) == (filled, 2, "s-02")
    late = msgspec.structs.replace(laid, handover_id=uuid7(NOW))
    with pytest.raises(PlatformError) as caught:
        stand.platform.make_handover(late)
    assert refused(caught) == (PlatformFault.CONFLICT, ProblemType.CONFLICT)
    begun = Draft(uuid7(NOW), "yb-ydjy", "3", "3", {"kind": "work"}, (), (), to_rfc3339(NOW))
    code = stand.platform.make_handover(Handover(uuid7(NOW), "yb-ydjy", "窗口帮着填了", draft=begun)).code
    taken = stand.platform.redeem_handover(HandoverRedemption(code))
    assert taken.draft is not None
    assert (taken.draft.draft, taken.draft_id) == (begun, None)


def test_a_session_is_stepped_up(stand: Stand) -> None:
    session = stand.open()
    more = stand.platform.step_up(session, StepUp(face_evidence(session)))
    assert (more.session_id, more.token) == (session.session_id, session.token)


# --- reconciliation ---------------------------------------------------------------------------------------
def test_a_day_is_summed_up_and_closed(stand: Stand) -> None:
    session = stand.open()
    sent = [case(face_evidence(session)) for _ in range(3)]
    for one in sent:
        stand.platform.put_submission(one.submission_id, encoded(one))
    day = stand.platform.day("submissions", DAY)
    entries = stand.platform.day_page("submissions", DAY, 1).entries
    assert {one.id: one.sha256 for one in entries} == {
        one.submission_id: hashlib.sha256(encoded(one)).hexdigest() for one in sent
    }
    assert (day.count, day.sm3, day.pages) == sums(entries)
    assert stand.platform.day_page("submissions", DAY, 2).entries == ()
    wrong = DayConfirmation("closed", 2, day.sm3, {"A": 2})
    with pytest.raises(PlatformError) as caught:
        stand.platform.confirm_day("submissions", DAY, wrong)
    assert refused(caught) == (PlatformFault.CONFLICT, ProblemType.CONFLICT)
    right = DayConfirmation("closed", day.count, day.sm3, {"A": day.count})
    assert stand.platform.confirm_day("submissions", DAY, right).state == "closed"
    assert stand.platform.confirm_day("submissions", DAY, right).state == "closed"
    with pytest.raises(PlatformError) as caught:
        stand.platform.confirm_day("submissions", DAY, msgspec.structs.replace(right, verdict="escalated"))
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.STATE_CONFLICT)


def test_ratings_and_payments_have_days_of_their_own(stand: Stand) -> None:
    given = rating()
    stand.platform.put_evaluation(given.evaluation_id, msgspec.json.encode(given))
    session = stand.open()
    bill = stand.platform.bills(session).bills[0]
    order = stand.platform.create_payment(session, PaymentRequest(uuid7(NOW), (bill.bill_id,), bill.amount))
    (rated,) = stand.platform.day_page("ratings", DAY, 1).entries
    (paid,) = stand.platform.day_page("payments", DAY, 1).entries
    assert (rated.id, rated.state) == (given.evaluation_id, "recorded")
    assert (paid.id, paid.sha256, paid.amount, paid.number) == (order.payment_id, None, bill.amount, order.order_no)
    assert stand.platform.day("prints", DAY).count == 0
    assert stand.platform.day("submissions", "2026-07-11").count == 0


def test_what_one_has_a_right_to_is_confirmed_once(stand: Stand) -> None:
    session = stand.open()
    before = stand.platform.match_policies(session).matches
    wanted = PolicyConfirmation(uuid7(NOW), before[0].policy_id)
    assert (before[0].state, before[0].number) == ("open", None)
    confirmed = stand.platform.confirm_policy(session, wanted)
    assert (confirmed.state, confirmed.title) == ("confirmed", before[0].title)
    assert stand.platform.confirm_policy(session, wanted).number == confirmed.number
    with pytest.raises(PlatformError) as caught:
        stand.platform.confirm_policy(session, PolicyConfirmation(uuid7(NOW), before[0].policy_id))
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.STATE_CONFLICT)
    (again,) = stand.platform.match_policies(session, PolicyQuestion(wanted.policy_id)).matches
    assert (again.state, again.number) == ("confirmed", confirmed.number)
    with pytest.raises(PlatformError):
        stand.platform.confirm_policy(session, PolicyConfirmation(uuid7(NOW), "none-such"))


def test_what_a_company_has_a_right_to_is_its_own_and_for_those_who_may_act_for_it(stand: Stand) -> None:
    owner = next(one for one in Seed().people.values() if one.person_id == "p02")
    session = stand.open(PersonRef(owner.kind, owner.names[0], owner.number))
    (shop,) = stand.platform.organisations(session).organisations
    found = stand.platform.match_policies(session, PolicyQuestion(organisation=shop.credit_code)).matches
    wanted = PolicyConfirmation(uuid7(NOW), found[0].policy_id, shop.credit_code)
    assert {one.state for one in found} == {"open"}
    assert stand.platform.confirm_policy(session, wanted).state == "confirmed"
    of_shop = stand.platform.match_policies(session, PolicyQuestion(wanted.policy_id, shop.credit_code)).matches
    own = stand.platform.match_policies(session, PolicyQuestion(wanted.policy_id)).matches
    assert [one.state for one in of_shop] == ["confirmed"]
    assert "confirmed" not in {one.state for one in own}, "the owner's own are others"
    with pytest.raises(PlatformError) as caught:
        stand.platform.match_policies(session, PolicyQuestion(organisation="91990101MA9000011P"))
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.INVALID)
    with pytest.raises(PlatformError) as caught:
        stand.platform.confirm_policy(
            session, PolicyConfirmation(uuid7(NOW), found[0].policy_id, "91990101MA9000011P")
        )
    assert refused(caught) == (PlatformFault.REFUSED, ProblemType.INVALID)
