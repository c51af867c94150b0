"""秒批: the submitting page waits for the decision, no longer than for any answer."""

from __future__ import annotations

import pytest

from kiosk.domain.submission import Outcome
from kiosk.flows import events as on
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, filled, identified, item


def handed_in() -> Walk:
    return filled(identified(Walk()(on.ItemOpened(item()))))(on.Accepted(), on.Enqueued("id", "r"))


def said(decision: str, outcome: Outcome = Outcome.ACCEPTED) -> on.CaseAnswered:
    return on.CaseAnswered(outcome, "S", "SL1", "因为", None, None, decision=decision)


@pytest.mark.parametrize(
    ("decision", "outcome"), [("approved", Outcome.ACCEPTED), ("refused", Outcome.FAILED), ("", Outcome.ACCEPTED)]
)
def test_what_is_decided_is_shown_at_once(decision: str, outcome: Outcome) -> None:
    walk = handed_in()(said("deciding"))
    assert walk.screen() is Screen.SUBMITTING
    walk(said(decision, outcome))
    case = walk.memory().case
    assert (walk.screen(), case.decision, case.outcome) == (Screen.RESULT, decision, outcome)


def test_what_is_not_decided_in_time_is_shown_as_that_and_may_still_be_decided() -> None:
    walk = handed_in()(said("deciding"), on.TimedOut("case-answer"))
    case = walk.memory().case
    assert (walk.screen(), case.decision, case.outcome) == (Screen.RESULT, "deciding", Outcome.ACCEPTED)
    walk(said("refused", Outcome.FAILED))
    assert (walk.screen(), walk.memory().case.decision) == (Screen.RESULT, "refused")
