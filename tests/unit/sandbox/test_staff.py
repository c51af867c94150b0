"""Staff: accounts signed, matters passed on once, a second look by somebody else."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from werkzeug.test import TestResponse

from kiosk.domain.submission import Evidence, Submission, Way
from kiosk.sandbox.groups.staff import HANDOVER_LIFE
from tests.platform_stand import P01, case
from tests.unit.sandbox.conftest import SEED, Bench, kind
from tests.unit.sandbox.services import AT, Elsewhere, new_id, told
from tests.unit.sandbox.test_drafts import draft
from tests.unit.sandbox.test_drafts import put as put_draft
from tests.unit.sandbox.test_submissions import filled, pointers, put

GUIDE, CLERK, REVIEWER, ALL = "s-01", "s-02", "s-03", "s-05"
SECOND_PAGE = 21


def handover(bench: Bench, **changes: Any) -> dict[str, Any]:
    return {"handoverId": new_id(bench), "itemCode": "yb-ydjy", "reason": "需要窗口看原件", **changes}


def lay(bench: Bench, **changes: Any) -> str:
    return str(told(bench.ask("POST", "/v1/handovers", handover(bench, **changes)), 201)["code"])


def take(bench: Bench, code: str, **more: Any) -> TestResponse:
    return bench.ask("POST", "/v1/handover-redemptions", {"code": code, **more})


def reviews(bench: Bench, account: str = REVIEWER, **more: Any) -> Any:
    return told(bench.ask("POST", "/v1/review-queries", {"accountId": account, **more}))


def decide(bench: Bench, review: str, account: str = REVIEWER, **changes: Any) -> TestResponse:
    words = {"accountId": account, "decision": "confirmed", "reason": "照片和本人一致", "decidedAt": AT}
    return bench.ask("POST", f"/v1/reviews/{review}/decisions", {**words, **changes})


def pending(bench: Bench, code: str = "yb-ydjy") -> Submission:
    made = filled(code)
    assert put(bench, made).status_code == 201
    return made


def test_accounts_are_signed_and_not_sent_twice_a_day(bench: Bench) -> None:
    answer = bench.ask("GET", "/v1/staff")
    assert "platform=" in answer.headers["Signature"]
    assert told(answer)["validUntil"] == "2026-08-11T00:00:00.000+08:00"
    etag = answer.headers["ETag"]
    assert bench.ask("GET", "/v1/staff", If_None_Match=etag).status_code == 304
    bench.time += 86400
    assert bench.ask("GET", "/v1/staff", If_None_Match=etag).status_code == 200


def test_pin_can_be_checked_from_what_is_sent_and_is_not_in_it(bench: Bench) -> None:
    answer = bench.ask("GET", "/v1/staff")
    pin = told(answer)["accounts"][0]["pin"]
    salt = base64.b64decode(pin["salt"])
    for word, right in (("135790", True), ("135791", False)):
        found = hashlib.scrypt(word.encode(), salt=salt, n=pin["n"], r=pin["r"], p=pin["p"], dklen=32)
        assert (found == base64.b64decode(pin["hash"])) is right
    assert "135790" not in answer.text
    assert len({one.pin.salt for one in SEED.station.accounts}) == len(SEED.station.accounts)


# --- passing on -------------------------------------------------------------------------------------------
def test_matter_is_taken_up_once_at_any_terminal(bench: Bench) -> None:
    made = pending(bench)
    code = lay(bench, submissionId=made.submission_id, accountId=GUIDE)
    with Elsewhere(bench) as there:
        document = {"code": code, "accountId": CLERK}
        taken = told(bench.ask("POST", "/v1/handover-redemptions", document, **there))
        assert (taken["submissionId"], taken["itemCode"]) == (made.submission_id, "yb-ydjy")
    again = take(bench, code)
    assert (again.status_code, kind(again)) == (410, "token-dead")


def test_code_dies_after_a_day_and_an_unknown_one_is_answered_alike(bench: Bench) -> None:
    code = lay(bench)
    bench.time += HANDOVER_LIFE
    assert kind(take(bench, code)) == "token-dead"
    assert kind(take(bench, "22222222")) == "token-dead"
    assert pointers(take(bench, "2222222A")) == {"/code": "pattern"}


def test_only_staff_of_the_station_takes_up_in_somebodys_name(bench: Bench) -> None:
    code = lay(bench)
    refused = take(bench, code, accountId="s-99")
    assert (refused.status_code, kind(refused)) == (403, "not-allowed")
    assert take(bench, code, accountId=CLERK).status_code == 200


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"itemCode": "no-such"}, "/itemCode"),
        ({"draftId": "0190a8a0-0000-7000-8000-000000000000"}, "/draftId"),
        ({"submissionId": "0190a8a0-0000-7000-8000-000000000000"}, "/submissionId"),
        ({"accountId": "s-99"}, "/accountId"),
    ],
)
def test_matter_that_is_not_there_is_pointed_at(bench: Bench, changes: dict[str, str], pointer: str) -> None:
    assert pointers(bench.ask("POST", "/v1/handovers", handover(bench, **changes))) == {pointer: "enum"}


def test_same_act_has_the_same_code_and_the_same_id_is_no_other_matter(bench: Bench) -> None:
    document, act = handover(bench), {"Idempotency_Key": "0123456789abcdef-handover"}
    codes = {told(bench.ask("POST", "/v1/handovers", document, **act), 201)["code"] for _ in range(2)}
    assert len(codes) == 1
    assert kind(bench.ask("POST", "/v1/handovers", document)) == "conflict"


# --- a draft, to the desk and back ------------------------------------------------------------------------
def test_persons_draft_is_shown_to_the_desk_and_comes_back_as_theirs(bench: Bench) -> None:
    session = bench.open()
    one = draft(new_id(bench))
    assert put_draft(bench, one, session).status_code == 201
    code = lay(bench, draftId=one["draftId"])
    taken = told(take(bench, code, accountId=CLERK))
    assert (taken["draft"], taken["draftId"]) == ({**taken["draft"], "draft": one, "revision": 1}, one["draftId"])
    filled_in = {**one, "form": {"kind": "work", "area": "示例省"}, "basedOn": 1}
    back = lay(bench, draft=filled_in, accountId=CLERK)
    seen = told(take(bench, back))
    assert "draft" not in seen, "at a terminal nobody sees it before its person is there"
    assert seen["draftId"] == one["draftId"]
    kept = told(bench.ask("GET", f"/v1/drafts/{one['draftId']}", **session))
    assert (kept["draft"], kept["revision"], kept["accountId"]) == (filled_in, 2, CLERK)


def test_desk_does_not_write_over_what_the_person_did_meanwhile(bench: Bench) -> None:
    session = bench.open()
    one = draft(new_id(bench))
    put_draft(bench, one, session)
    told(take(bench, lay(bench, draftId=one["draftId"]), accountId=CLERK))
    newer = {**one, "form": {"kind": "retired"}, "basedOn": 1}
    assert put_draft(bench, newer, session, Idempotency_Key=f"{one['draftId']}-1").status_code == 200
    late = bench.ask("POST", "/v1/handovers", handover(bench, draft={**one, "basedOn": 1}, accountId=CLERK))
    assert (late.status_code, kind(late)) == (409, "conflict")
    assert told(bench.ask("GET", f"/v1/drafts/{one['draftId']}", **session))["draft"] == newer


def test_what_the_desk_begins_is_nobodys_until_a_terminal_takes_it(bench: Bench) -> None:
    one = draft(new_id(bench))
    seen = told(take(bench, lay(bench, draft=one, accountId=CLERK)))
    assert (seen["draft"]["draft"], seen["draft"]["accountId"]) == (one, CLERK)
    assert "draftId" not in seen
    assert told(bench.ask("POST", "/v1/draft-queries", {}, **bench.open()))["drafts"] == []


def test_case_handed_in_from_a_desks_draft_was_taken_by_that_member_of_staff(bench: Bench) -> None:
    made = filled("yb-ydjy")
    lay(bench, draft=draft(made.submission_id), accountId=ALL)
    assert put(bench, made).status_code == 201
    (waits,) = reviews(bench)["reviews"]
    assert waits["takenBy"] == ALL
    assert kind(decide(bench, waits["reviewId"], ALL)) == "not-allowed"


# --- second look ------------------------------------------------------------------------------------------
def test_case_waits_until_somebody_confirms_the_person(bench: Bench) -> None:
    made = pending(bench)
    (waits,) = reviews(bench)["reviews"]
    assert (waits["submissionId"], waits["maskedName"], waits["way"]) == (made.submission_id, "林*舟", "signature")
    decided = told(decide(bench, waits["reviewId"]))
    assert (decided["state"], decided.get("identityPending", False)) == ("SUBMITTED", False)
    assert reviews(bench)["reviews"] == []
    late = decide(bench, waits["reviewId"], ALL)
    assert (late.status_code, kind(late)) == (409, "state-conflict")


def test_case_of_somebody_else_is_not_accepted(bench: Bench) -> None:
    pending(bench)
    (waits,) = reviews(bench)["reviews"]
    assert told(decide(bench, waits["reviewId"], decision="refused"))["state"] == "NOT_ACCEPTED"
    assert reviews(bench)["reviews"] == []


@pytest.mark.parametrize("account", [GUIDE, CLERK, "s-99"])
def test_only_reviewers_look_and_decide(bench: Bench, account: str) -> None:
    pending(bench)
    (waits,) = reviews(bench)["reviews"]
    asked = bench.ask("POST", "/v1/review-queries", {"accountId": account})
    for refused in (asked, decide(bench, waits["reviewId"], account)):
        assert (refused.status_code, kind(refused)) == (403, "not-allowed")


def test_nobody_decides_on_a_case_they_took(bench: Bench) -> None:
    made = pending(bench)
    lay(bench, submissionId=made.submission_id, accountId=ALL)
    (waits,) = reviews(bench)["reviews"]
    assert waits["takenBy"] == ALL
    assert kind(decide(bench, waits["reviewId"], ALL)) == "not-allowed"
    assert decide(bench, waits["reviewId"]).status_code == 200


def test_nor_on_one_whose_person_they_witnessed(bench: Bench) -> None:
    who = {"kind": P01.kind, "name": P01.name, "number": P01.number}
    evidence = {"way": "staff", "identity": "verified", "capturedAt": AT}
    witness = {"accountId": ALL, "seenAt": AT}
    session = told(bench.ask("POST", "/v1/sessions", {"person": who, "evidence": evidence, "witness": witness}), 201)
    believed = Evidence(Way.STAFF, "pending", AT, session_id=session["sessionId"])
    assert put(bench, case(believed)).status_code == 201
    (waits,) = reviews(bench)["reviews"]
    assert (waits["way"], waits["takenBy"]) == ("staff", ALL)
    assert kind(decide(bench, waits["reviewId"], ALL)) == "not-allowed"


def test_reviews_come_by_pages_the_oldest_first(bench: Bench) -> None:
    cases = []
    for _ in range(SECOND_PAGE):
        cases.append(pending(bench).submission_id)
        bench.time += 1
    first = reviews(bench)
    second = reviews(bench, cursor=first["next"])
    assert [one["submissionId"] for one in (*first["reviews"], *second["reviews"])] == cases
    assert second.get("next") is None
    wrong = bench.ask("POST", "/v1/review-queries", {"accountId": REVIEWER, "cursor": "AAAA"})
    assert pointers(wrong) == {"/cursor": "format"}


def test_review_that_is_not_there_is_not_found(bench: Bench) -> None:
    for review in ("review-0190a8a0-0000-7000-8000-000000000000", "0190a8a0-0000-7000-8000-000000000000"):
        assert kind(decide(bench, review)) == "not-found"
    pending(bench)
    (waits,) = reviews(bench)["reviews"]
    assert pointers(decide(bench, waits["reviewId"], decidedAt="2026-02-30T00:00:00Z")) == {"/decidedAt": "format"}
