"""What must not happen twice, and what must not be shown any more: cases, slips, codes of licences."""

from __future__ import annotations

import pytest

from kiosk.domain.submission import Outcome
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.engine import NotListed
from kiosk.flows.memory import Case
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, filled, identified, item, wallet


@pytest.mark.parametrize(
    ("status", "valid_to", "offered"),
    [
        ("valid", None, True),
        ("valid", "2026-01-01", True),
        ("expiring", "2026-02-01", True),
        ("valid", "2025-12-31", False),
        ("expired", "2025-12-31", False),
        ("revoked", "2040-01-01", False),
        ("suspended", None, False),
    ],
)
def test_no_code_is_offered_for_a_licence_that_does_not_hold(
    *, status: str, valid_to: str | None, offered: bool
) -> None:
    walk = wallet(Walk())
    row = on.LicenceRow("L2", "t", "驾驶证", "测*甲", status, valid_to, "car")
    walk(on.LicencesFound((row,), "09:41"), on.LicenceChosen("L2"))
    assert walk.wants(do.MakeToken()) is offered
    assert walk.screen() is (Screen.LICENCE_QR if offered else Screen.WALLET)
    assert walk.memory().showing.licence_id == ("L2" if offered else "")


def test_a_licence_that_is_not_on_the_list_is_not_shown() -> None:
    """A tap that was on its way while the list was fetched anew."""
    walk = wallet(Walk())(on.LicenceChosen("L9"))
    assert (walk.screen(), walk.wants(do.MakeToken())) == (Screen.WALLET, False)


@pytest.mark.parametrize("outcome", [*Outcome])
def test_a_case_that_was_stored_is_never_handed_in_anew(outcome: Outcome) -> None:
    """Whatever became of it: set aside, it may have arrived all the same."""
    walk = filled(identified(Walk()(on.ItemOpened(item()))))(on.Accepted(), on.Enqueued("id", "r"))
    walk(on.CaseAnswered(outcome, "S", "SL1", None, None, None), on.RetryAsked())
    assert (walk.screen(), walk.memory().case.outcome) == (Screen.RESULT, outcome)


def test_second_case_takes_nothing_over_from_the_one_that_failed() -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item()))))(on.Accepted(), on.NotStored("store.full"))
    walk(on.PrintAsked(), on.PrintFailed("printer.paper-out"), on.RetryAsked(), on.Accepted())
    assert walk.memory().case == Case()
    walk(on.Enqueued("id", "r"))
    case = walk.memory().case
    assert (case.submission_id, case.reference, case.fault) == ("id", "r", None)


def test_retry_while_a_slip_is_running_or_tapped_twice_does_nothing() -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item()))))(on.Accepted(), on.NotStored("store.full"))
    walk(on.PrintAsked(), on.RetryAsked())
    assert (walk.screen(), walk.memory().case.print_phase) == (Screen.RESULT, "printing")
    walk(on.PrintFailed("printer.paper-out"), on.RetryAsked())
    assert walk.screen() is Screen.CHECK
    with pytest.raises(NotListed):  # the session drops it: the page it was pressed on is gone
        walk(on.RetryAsked())


@pytest.mark.parametrize("fault", ["form.malformed", "form.unacceptable"])
def test_what_the_next_try_cannot_mend_is_not_tried_again(fault: str) -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item()))))(on.Accepted(), on.NotStored(fault), on.RetryAsked())
    assert (walk.screen(), walk.memory().case.fault) == (Screen.RESULT, fault)


@pytest.mark.parametrize(
    ("events", "slips"),
    [
        ((on.PrintAsked(), on.PrintAsked()), 1),
        ((on.PrintAsked(), on.Printed(), on.PrintAsked(), on.RetryAsked()), 1),
        ((on.PrintAsked(), on.PrintFailed("printer.paper-out"), on.PrintAsked()), 2),
        ((on.PrintAsked(), on.PrintFailed("printer.outcome-unknown"), on.PrintAsked(), on.RetryAsked()), 1),
    ],
)
def test_a_slip_that_may_be_out_is_not_printed_again(events: tuple[on.Event, ...], slips: int) -> None:
    walk = filled(identified(Walk()(on.ItemOpened(item()))))(on.Accepted(), on.Enqueued("id", "r"))
    walk(on.CaseAnswered(Outcome.ACCEPTED, "ACCEPTED", "SL1", None, None, None))
    assert sum(walk(event).wants(do.PrintReceipt()) for event in events) == slips
