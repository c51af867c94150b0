"""Whole walks through the tables: the four things a citizen does, and what goes wrong on the way."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from kiosk.domain.person import DocumentKind, Person
from kiosk.domain.submission import Outcome, Way
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.identify import way_blocked
from kiosk.flows.screens import Screen
from tests.flow_walk import PERSON, Walk, card, face, filled, identified, item, wallet


def test_apply_online_to_accepted() -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item()))))
    assert walk.screen() is Screen.CHECK
    walk(on.Accepted())
    assert walk.wants(do.StoreCase())
    walk(on.Enqueued("id", "A03-0101-0001"))
    assert walk.wants(do.StartClock("case-answer"))
    walk(on.CaseAnswered(Outcome.ACCEPTED, "ACCEPTED", "SL1", "已受理", None, None))
    assert walk.screen() is Screen.RESULT
    assert walk.memory().case.project_no == "SL1"
    walk(on.PrintAsked())
    assert walk.wants(do.PrintReceipt())
    walk(on.PrintAsked())
    assert not walk.wants(do.PrintReceipt()), "a second touch prints nothing"
    walk(on.ReceiptOpened(), on.Printed())
    assert (walk.screen(), walk.memory().case.print_phase) == (Screen.RECEIPT, "done")
    walk(on.Finished())
    assert walk.screen() is Screen.CLEARED
    assert walk.wants(do.EndSession())


def test_apply_offline_with_card_and_signature_is_queued() -> None:
    walk = Walk(online=False)(on.ItemOpened(item()), on.Started(), card(), on.TimedOut("card-done"))
    walk(on.WayChosen("face"))
    assert walk.screen() is Screen.IDENTITY_CHOICE, "no face way without the platform"
    walk(on.WayChosen("signature"), on.Signed(b"png"))
    assert walk.screen() is Screen.FORM
    assert walk.memory().identity.way is Way.SIGNATURE
    filled(walk)(on.Accepted(), on.Enqueued("id", "r"), on.TimedOut("case-answer"))
    assert walk.memory().case.outcome is Outcome.QUEUED


def test_no_answer_while_online_says_sent_and_a_late_answer_corrects_it() -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item()))))(on.Accepted(), on.Enqueued("id", "r"))
    walk(on.TimedOut("case-answer"))
    assert walk.memory().case.outcome is Outcome.SENT
    walk(on.CaseAnswered(Outcome.RECEIVED, "SUBMITTED", "SL2", "已收件", None, None))
    assert walk.memory().case.outcome is Outcome.RECEIVED


def test_store_full_acknowledges_nothing_and_keeps_the_answers() -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item()))))(on.Accepted(), on.NotStored("store.full"))
    assert walk.memory().case.outcome is Outcome.FAILED
    walk(on.RetryAsked())
    assert walk.screen() is Screen.CHECK
    assert walk.memory().filling.answers == {"name": "甲"}


def test_item_that_wants_a_signature_asks_once() -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item(signature=True)))))(on.Accepted())
    assert walk.screen() is Screen.SIGNATURE
    walk(on.Signed(b"png"))
    assert walk.screen() is Screen.SUBMITTING


@pytest.mark.parametrize("decision", ["reject", "review"])
def test_third_face_failure_closes_the_face_way_and_leaves_sms(decision: str) -> None:
    walk = Walk()(on.ItemOpened(item()), on.Started(), card(), on.TimedOut("card-done"), on.WaysFound("199****0001"))
    walk(on.WayChosen("face"), on.Agreed(), face(decision), face(decision))
    assert walk.screen() is Screen.FACE
    walk(face(decision))
    assert (walk.screen(), walk.memory().identity.notice) == (Screen.IDENTITY_CHOICE, "face-closed")
    walk(on.WayChosen("face"))
    assert walk.screen() is Screen.IDENTITY_CHOICE
    walk(on.WayChosen("sms"), on.CodeSent("c", "199****0001", 60), on.CodeEntered("1"), on.CodeRefused(2))
    assert (walk.screen(), walk.memory().identity.code_error) == (Screen.SMS_CODE, "wrong")
    walk(on.CodeEntered("2"), on.SessionOpened("s", "t", {}))
    assert walk.screen() is Screen.FORM


def test_face_closed_by_missing_models_says_why_and_nobody_passes() -> None:
    walk = Walk()(on.ItemOpened(item()), on.Started(), card(), on.TimedOut("card-done"), on.WaysFound("199****0001"))
    walk(on.WayChosen("face"), on.Agreed(), on.FaceClosed("models-altered"))
    assert walk.screen() is Screen.IDENTITY_CHOICE
    walk(on.WayChosen("face"))
    assert walk.screen() is Screen.IDENTITY_CHOICE


def test_a_camera_that_ceases_closes_the_face_way_for_the_card_that_lies_there_only() -> None:
    walk = Walk()(on.ItemOpened(item()), on.Started(), card(), on.TimedOut("card-done"), on.WaysFound("199****0001"))
    walk(on.WayChosen("face"), on.Agreed(), on.FaceClosed("camera"), on.WayChosen("face"))
    assert walk.screen() is Screen.IDENTITY_CHOICE
    walk(on.WentBack(), card(), on.TimedOut("card-done"), on.WaysFound("199****0001"), on.WayChosen("face"))
    assert walk.screen() is Screen.FACE_CONSENT


def test_last_wrong_code_closes_sms() -> None:
    walk = Walk()(on.ItemOpened(item()), on.Started(), card(), on.TimedOut("card-done"), on.WaysFound("199****0001"))
    walk(on.WayChosen("sms"), on.CodeSent("c", "199****0001", 60), on.CodeEntered("1"), on.CodeRefused(0))
    assert walk.screen() is Screen.IDENTITY_CHOICE
    walk(on.WayChosen("sms"))
    assert walk.screen() is Screen.IDENTITY_CHOICE


@pytest.mark.parametrize(
    ("person", "fault"),
    [
        (replace(PERSON, valid_to="2025-12-31"), "document-expired"),
        (replace(PERSON, kind=DocumentKind.HMT, number="810000190001010018"), "document-not-accepted"),
    ],
)
def test_card_that_may_not_be_used_stays_on_the_card_page(person: Person, fault: str) -> None:
    walk = Walk()(on.ItemOpened(item()), on.Started(), on.CardDetected(), card(person))
    assert (walk.screen(), walk.memory().card.fault) == (Screen.CARD, fault)
    assert walk.memory().identity.person is None, "nothing of a refused card is kept"
    walk(card())
    assert walk.memory().card.phase == "done"


def test_unlimited_expiry_is_never_expired() -> None:
    person = Person(DocumentKind.RESIDENT, "测试丁", "990101194001010012", "1940-01-01", valid_to="长期")
    assert Walk()(on.ItemOpened(item()), on.Started(), card(person)).memory().card.phase == "done"


def test_correcting_from_the_check_page_returns_there_and_marks_the_row() -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item()))))
    walk(on.PageChosen("nowhere"))
    assert walk.screen() is Screen.CHECK
    walk(on.PageChosen("phone"), on.FieldChanged("phone", "19900000001"), on.Accepted())
    assert walk.wants(do.CheckPage())
    walk(on.PageInvalid((on.FormProblem("phone", "phone-digits", 1),)))
    assert walk.memory().filling.focus == "phone"
    walk(on.PageValid())
    assert (walk.screen(), walk.memory().filling.changed) == (Screen.CHECK, ("phone",))


def test_back_from_a_correction_looks_at_it_first() -> None:
    """What is half deleted would be refused only after 提交, with no way back to it."""
    walk = filled(identified(Walk()(on.ItemOpened(item()))))
    walk(on.PageChosen("phone"), on.FieldChanged("phone", "1990000"), on.WentBack())
    assert walk.wants(do.CheckPage())
    walk(on.PageInvalid((on.FormProblem("phone", "phone-digits", 4),)))
    assert (walk.screen(), walk.memory().filling.focus) == (Screen.FORM, "phone")
    walk(on.FieldChanged("phone", "19900000001"), on.WentBack(), on.PageValid())
    assert (walk.screen(), walk.memory().filling.returning) == (Screen.CHECK, False)


def test_back_never_loses_an_answer_and_leaving_asks() -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item()))))(
        on.WentBack(), on.FieldChanged("phone", "1"), on.WentBack()
    )
    assert walk.memory().filling.answers["phone"] == "1"
    walk(on.WentBack())
    assert (walk.screen(), walk.memory().around.dialog) == (Screen.FORM, "leave")


def test_scanned_page_is_kept_for_its_field() -> None:
    walk = identified(Walk()(on.ItemOpened(item())))(on.FormPrepared({}, {}, {"scan": 0}, 1), on.ScanOpened("scan"))
    walk(on.CameraFailed("camera.stopped"))
    assert walk.memory().filling.scan_phase == "fault"
    walk(on.RetryAsked(), on.PictureTaken(), on.PictureReady(b"one"), on.PictureDropped())
    assert walk.wants(do.StartPreview())
    walk(on.PictureReady(b"two"), on.PictureKept())
    assert (walk.screen(), walk.memory().filling.scans) == (Screen.FORM, {"scan": b"two"})


def test_page_that_was_missed_keeps_the_camera_open_and_may_be_taken_as_it_lies() -> None:
    walk = identified(Walk()(on.ItemOpened(item())))(on.FormPrepared({}, {}, {"scan": 0}, 1), on.ScanOpened("scan"))
    walk(on.PageSeen("covered"), on.PictureTaken())
    assert walk.wants(do.TakePicture())
    walk(on.PageMissed("page.not-found"))
    filling = walk.memory().filling
    assert (filling.scan_phase, filling.scan_fault, filling.scan_hint) == ("live", "page.not-found", "covered")
    walk(on.PictureTaken(whole=True))
    assert walk.wants(do.TakeWholePicture())
    assert walk.memory().filling.scan_fault is None
    walk(on.PictureReady(b"all"), on.PictureDropped())
    assert walk.memory().filling.scan_hint == "", "what was seen before is no advice any more"


def test_what_was_missing_and_is_scanned_is_not_complained_about_any_longer() -> None:
    walk = identified(Walk()(on.ItemOpened(item())))(on.FormPrepared({}, {}, {"scan": 0}, 1))
    walk(on.PageInvalid((on.FormProblem("scan", "scan"), on.FormProblem("bank", "choose"))))
    walk(on.ScanOpened("scan"), on.PictureTaken(), on.PictureReady(b"one"), on.PictureKept())
    assert [problem.name for problem in walk.memory().filling.problems] == ["bank"]


def test_licence_code_renews_itself_then_asks_whether_anybody_is_there() -> None:
    walk = wallet(Walk())(on.LicenceChosen("L1"))
    assert walk.wants(do.MakeToken())
    for number in range(3):
        walk(on.TokenMade(f"p{number}", f"t{number}", 60.0))
        assert walk.memory().showing.payload == f"p{number}"
        walk(on.TimedOut("token"))
        assert walk.memory().showing.payload == "", "never a stale code"
    walk(on.TokenMade("p3", "t3", 60.0), on.TimedOut("token"))
    assert walk.memory().showing.phase == "still-there"
    assert walk.wants(do.DropToken())
    walk(on.RenewAsked(), on.TokenMade("p4", "t4", 60.0))
    assert (walk.memory().showing.phase, walk.memory().showing.renewals) == ("fresh", 0)


def test_licence_code_dies_when_put_away_and_when_checked() -> None:
    walk = wallet(Walk())(on.LicenceChosen("L1"), on.TokenMade("p", "t", 60.0), on.TokenRedeemed("示例影院", "10:01"))
    assert (walk.memory().showing.phase, walk.memory().showing.payload) == ("verified", "")
    walk(on.WentBack())
    assert walk.wants(do.DropToken())
    assert walk.screen() is Screen.WALLET


def test_no_renewal_blanks_the_code_and_tries_again() -> None:
    walk = wallet(Walk())(on.LicenceChosen("L1"), on.TokenMade("p", "t", 60.0), on.PlatformFailed("platform.no-link"))
    assert (walk.memory().showing.phase, walk.memory().showing.payload) == ("failed", "")
    walk(on.TimedOut("token-retry"))
    assert walk.wants(do.MakeToken())


def test_wallet_is_not_opened_offline() -> None:
    assert Walk(online=False)(on.WalletOpened()).screen() is Screen.HOME


def test_broken_reader_blocks_the_start() -> None:
    walk = Walk()(on.ItemOpened(item()))
    walk.change("around", device_faults={"id-reader": "device.gone"})
    assert walk(on.Started()).screen() is Screen.ITEM


def _events(screen: Screen) -> Iterable[Event]:
    yield from (on.ThemeChosen("t"),) if screen is Screen.CATEGORY else (on.SearchOpened(),)


@pytest.mark.parametrize("screen", [Screen.CATEGORY, Screen.SEARCH])
def test_item_goes_back_to_where_it_was_found(screen: Screen) -> None:
    walk = Walk()(*_events(screen), on.ItemOpened(item()), on.WentBack())
    assert walk.screen() is screen


def at_choice(walk: Walk, person: Person = PERSON) -> Walk:
    return walk(on.Started(), card(person), on.TimedOut("card-done"), on.WaysFound("199****0001"))


def test_face_tries_are_not_given_back_by_laying_the_card_down_again() -> None:
    walk = at_choice(Walk()(on.ItemOpened(item())))(on.WayChosen("face"), on.Agreed())
    walk(face("reject"), face("reject"), face("reject"), on.WentBack(), card(), on.TimedOut("card-done"))
    walk(on.WaysFound("199****0001"), on.WayChosen("face"))
    assert walk.screen() is Screen.IDENTITY_CHOICE


def test_code_tries_are_not_given_back_by_laying_the_card_down_again() -> None:
    walk = at_choice(Walk()(on.ItemOpened(item())))(on.WayChosen("sms"), on.CodeSent("c", "199****0001", 60))
    walk(on.CodeEntered("1"), on.CodeRefused(0), on.WentBack(), card(), on.TimedOut("card-done"))
    walk(on.WaysFound("199****0001"), on.WayChosen("sms"))
    assert walk.screen() is Screen.IDENTITY_CHOICE


def test_going_away_from_a_challenge_is_a_try_so_that_nobody_picks_challenges() -> None:
    walk = at_choice(Walk()(on.ItemOpened(item())))
    for _ in range(3):
        walk(on.WayChosen("face"), on.Agreed(), on.FaceGuided("act", "blink", 0, 2), on.WentBack())
    walk(on.WayChosen("face"))
    assert walk.screen() is Screen.IDENTITY_CHOICE


def test_going_away_before_any_challenge_costs_nothing() -> None:
    walk = at_choice(Walk()(on.ItemOpened(item())))
    for _ in range(3):
        walk(on.WayChosen("face"), on.Agreed(), on.FaceGuided("look", None, 0, 2), on.WentBack())
    assert walk.memory().identity.face_tries == 0


@pytest.mark.parametrize(("birth", "opens"), [("2012-01-02", False), ("2012-01-01", True), ("2012-02-29", False)])
def test_below_fourteen_the_face_way_is_closed_and_sms_is_not(birth: str, opens: bool) -> None:  # noqa: FBT001
    walk = at_choice(Walk()(on.ItemOpened(item())), replace(PERSON, birth=birth))
    assert (way_blocked(walk.memory(), Way.FACE) is None) is opens
    assert way_blocked(walk.memory(), Way.FACE) in {None, "under-14"}
    assert way_blocked(walk.memory(), Way.SMS) is None


def test_item_that_may_not_wait_is_not_taken_with_a_signature_when_the_line_drops() -> None:
    walk = at_choice(Walk()(on.ItemOpened(item(offline=False))))
    walk.change("around", online=False)
    walk(on.WayChosen("signature"))
    assert walk.screen() is Screen.IDENTITY_CHOICE


def test_code_typed_twice_asks_once() -> None:
    walk = at_choice(Walk()(on.ItemOpened(item())))(on.WayChosen("sms"), on.CodeSent("c", "199****0001", 60))
    walk(on.CodeEntered("1"))
    assert walk.wants(do.OpenSession(Way.SMS))
    walk(on.CodeEntered("1"))
    assert not walk.wants(do.OpenSession(Way.SMS))


def test_declined_consent_opens_no_camera() -> None:
    walk = at_choice(Walk()(on.ItemOpened(item())))(on.WayChosen("face"), on.Agreed(), on.WentBack())
    walk(on.WayChosen("face"), on.Declined())
    assert walk.screen() is Screen.IDENTITY_CHOICE
    assert not walk.wants(do.StartFace())


def test_no_picture_is_never_kept_as_a_scan() -> None:
    walk = identified(Walk()(on.ItemOpened(item())))(on.FormPrepared({}, {}, {"scan": 0}, 1), on.ScanOpened("scan"))
    walk(on.PictureTaken(), on.PictureReady(b"one"), on.PictureDropped(), on.PictureKept())
    assert (walk.screen(), walk.memory().filling.scans) == (Screen.SCAN, {})


def test_who_cannot_draw_confirms_by_a_key_where_it_is_known_who_it_is() -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item(signature=True)))))(on.Accepted())
    assert walk.screen() is Screen.SIGNATURE
    walk(on.Accepted())
    assert (walk.screen(), walk.memory().identity.confirmed) == (Screen.SUBMITTING, True)
    assert walk.memory().identity.signature == b""
    unknown = filled(identified(Walk()(on.ItemOpened(item(signature=True)))))(on.Accepted())
    unknown.change("identity", session_id=None)
    assert unknown(on.Accepted()).screen() is Screen.SIGNATURE
