"""第二人复核 at the platform: what staff filled in of an item that wants it goes no further before another saw it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from kiosk.domain.acting import Authorization, Relation
from kiosk.domain.submission import Scope, Submission
from tests.unit.sandbox.conftest import Bench, kind
from tests.unit.sandbox.services import AT, told
from tests.unit.sandbox.test_agents import for_another
from tests.unit.sandbox.test_staff import ALL, CLERK, REVIEWER, decide, handover, reviews
from tests.unit.sandbox.test_submissions import filled, put

ITEM = "mz-lsjz"
LOOKED = {"accountId": REVIEWER, "lookedAt": AT}


def laid(bench: Bench, made: Submission, **changes: Any) -> Any:
    """The desk lays down what it filled in of that case."""
    one: dict[str, Any] = {"draftId": made.submission_id, "serviceItemCode": ITEM, "itemVersion": made.item_version}
    one |= {"formVersion": made.form_version, "form": made.form, "uploads": [], "materials": [], "savedAt": AT}
    words = {"itemCode": ITEM, "draft": one, "accountId": CLERK, **changes}
    return bench.ask("POST", "/v1/handovers", handover(bench, **words))


@pytest.mark.parametrize(
    "look",
    [
        {},
        {"secondLook": {"accountId": CLERK, "lookedAt": AT}},
        {"secondLook": {"accountId": "s-99", "lookedAt": AT}},
        {"secondLook": {"accountId": ALL, "lookedAt": AT}, "accountId": ALL},
        {"secondLook": LOOKED, "accountId": None},
        {"itemCode": "yb-ydjy"},
    ],
    ids=["none", "no-reviewer", "nobody", "oneself", "whose", "under-another-name"],
)
def test_a_desk_lays_down_no_draft_that_nobody_else_saw(bench: Bench, look: dict[str, Any]) -> None:
    refused = laid(bench, filled(ITEM), **look)
    assert (refused.status_code, kind(refused)) == (403, "not-allowed")


def test_what_was_seen_goes_on_as_it_is(bench: Bench) -> None:
    made = filled(ITEM)
    assert laid(bench, made, secondLook=LOOKED).status_code == 201
    assert put(bench, made).status_code == 201
    (first,) = reviews(bench)["reviews"]
    decide(bench, first["reviewId"])
    assert reviews(bench)["reviews"] == [], "whether it is the person was all that waited"


def test_other_answers_than_those_that_were_seen_wait(bench: Bench) -> None:
    made = filled(ITEM)
    assert laid(bench, made, secondLook=LOOKED).status_code == 201
    changed = msgspec.structs.replace(made, form={**made.form, "phone": "19900000002"})
    assert put(bench, changed).status_code == 201
    (first,) = reviews(bench)["reviews"]
    assert first.get("about", "identity") == "identity"
    assert told(decide(bench, first["reviewId"]))["state"] == "SUBMITTED"
    (waits,) = reviews(bench)["reviews"]
    assert (waits["about"], waits["takenBy"]) == ("second-look", CLERK)
    assert put(bench, changed).status_code == 200, "sent again it is the same case"
    assert reviews(bench)["reviews"] == [waits]
    assert told(decide(bench, waits["reviewId"]))["state"] == "SUBMITTED"
    assert reviews(bench)["reviews"] == []
    assert kind(decide(bench, waits["reviewId"], ALL)) == "state-conflict"


def test_a_case_that_staff_took_at_a_terminal_without_a_line_waits_too(bench: Bench) -> None:
    made, shape = filled(ITEM), for_another(relation=Relation.STAFF, authorization_type=Authorization.STAFF_ASSIST)
    assert shape.agent is not None
    scope = Scope(ITEM, made.submission_id)
    words = {"agent": msgspec.structs.replace(shape.agent, scope=scope), "captured_at": shape.captured_at}
    case = msgspec.structs.replace(made, applicant=shape.applicant, **words)
    assert put(bench, case).status_code == 201
    (first,) = reviews(bench)["reviews"]
    decide(bench, first["reviewId"])
    (waits,) = reviews(bench)["reviews"]
    assert (waits["about"], waits["submissionId"]) == ("second-look", made.submission_id)


def test_sent_back_it_is_a_correction_with_what_was_given_and_is_looked_at_again(bench: Bench) -> None:
    made = filled(ITEM)
    laid(bench, made, secondLook=LOOKED)
    changed = msgspec.structs.replace(made, form={**made.form, "phone": "19900000002"})
    put(bench, changed)
    (first,) = reviews(bench)["reviews"]
    decide(bench, first["reviewId"])
    assert kind(decide(bench, first["reviewId"], CLERK)) == "not-allowed"
    back = told(decide(bench, first["reviewId"], decision="refused", reason="前后对不上"))
    assert back["state"] == "CORRECTION"
    assert "前后对不上" in back["correction"]["text"]["zh-Hans"]
    assert "phone" in back["correction"]["fields"]
    assert reviews(bench)["reviews"] == []


def test_an_item_that_does_not_want_it_is_as_before(bench: Bench) -> None:
    made = filled("yb-ydjy")
    assert bench.ask("POST", "/v1/handovers", handover(bench, submissionId=None)).status_code == 201
    put(bench, made)
    (first,) = reviews(bench)["reviews"]
    decide(bench, first["reviewId"])
    assert reviews(bench)["reviews"] == []
