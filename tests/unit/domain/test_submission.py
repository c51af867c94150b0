"""What may be said of a case, and that nothing that holds personal data prints it."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.domain.submission import (
    Attachment,
    Evidence,
    Outcome,
    Submission,
    SubmissionState,
    Way,
    outcome_of,
)
from kiosk.domain.text import Text
from kiosk.platform_api.wire import PartAnswer, SubmissionAnswer

SAID = {
    SubmissionState.DRAFT: Outcome.RECEIVED,
    SubmissionState.QUEUED: Outcome.RECEIVED,
    SubmissionState.SUBMITTED: Outcome.RECEIVED,
    SubmissionState.CORRECTION: Outcome.RECEIVED,
    SubmissionState.ACCEPTED: Outcome.ACCEPTED,
    SubmissionState.IN_PROGRESS: Outcome.ACCEPTED,
    SubmissionState.SUSPENDED: Outcome.ACCEPTED,
    SubmissionState.APPROVED: Outcome.ACCEPTED,
    SubmissionState.COMPLETED: Outcome.ACCEPTED,
    SubmissionState.RETURNED: Outcome.FAILED,
    SubmissionState.NOT_ACCEPTED: Outcome.FAILED,
    SubmissionState.REJECTED: Outcome.FAILED,
    SubmissionState.TERMINATED: Outcome.FAILED,
    SubmissionState.WITHDRAWN: Outcome.FAILED,
}


@pytest.mark.parametrize("state", SubmissionState)
def test_every_state_has_one_thing_to_say(state: SubmissionState) -> None:
    assert outcome_of(state.value) is SAID[state]


@pytest.mark.parametrize("word", ["", "accepted", "ACCEPTED_BY_SOMEBODY", "已受理", "FAILED"])
def test_a_word_nobody_knows_is_never_more_than_received(word: str) -> None:
    assert outcome_of(word) is Outcome.RECEIVED


def test_a_case_and_its_pages_print_no_content() -> None:
    page = Attachment("invoice", "image/jpeg", "0" * 64, "c2VjcmV0")
    case = Submission(
        "0198", "x", "1", "1", {"name": "测试甲"}, {"phone": "19900000001"}, (), (page,),
        Evidence(Way.SMS, "verified", "2026-07-12T09:41:00+08:00"), "2026-07-12T09:41:00+08:00", False, 0,
    )  # fmt: skip
    assert repr(page) == "Attachment('invoice')"
    assert repr(case) == "Submission('0198')"


@pytest.mark.parametrize(("state", "part", "outcome"), [
    ("ACCEPTED", "ACCEPTED", Outcome.ACCEPTED), ("ACCEPTED", "CORRECTION", Outcome.RECEIVED),
    ("ACCEPTED", "SOMETHING_NEW", Outcome.RECEIVED), ("REJECTED", "ACCEPTED", Outcome.FAILED),
])  # fmt: skip
def test_a_package_is_not_accepted_before_all_of_its_items_are(state: str, part: str, outcome: Outcome) -> None:
    parts = (PartAnswer("1", "a", "ACCEPTED", Text("")), PartAnswer("2", "b", part, Text("")))
    assert SubmissionAnswer("0198", "x", state, Text(""), parts=parts).outcome is outcome


def test_what_is_not_there_does_not_travel() -> None:
    evidence = Evidence(Way.SIGNATURE, "pending", "2026-07-12T09:41:00+08:00")
    case = Submission("0198", "x", "1", "1", {}, {}, (), (), evidence, "2026-07-12T09:41:00+08:00", True, 0)
    sent = msgspec.json.decode(msgspec.json.encode(case))
    assert "signaturePng" not in sent
    assert "reference" not in sent
    assert sent["capturedOffline"] is True
