"""我的办件 walked by hand: what is shown, taken back, mended, kept for another day and gone on with."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.domain.submission import Outcome, UploadRef
from kiosk.domain.text import Text
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.drafts import earlier
from kiosk.flows.events import matters as own
from kiosk.flows.memory import Goal
from kiosk.flows.progress import mend_blocked, take_up_blocked, withdraw_blocked
from kiosk.flows.screens import Screen
from tests.flow_walk import PERSON, Walk, card, face, filled, identified, item

ASKED = own.Asked("c1", Text("请补"), "2026-01-11", ("phone",), (), {"phone": "19900000001"})
CASE = own.Matter("s1", Text("事"), "SUBMITTED", Outcome.RECEIVED, item=item(), project_no="SL1", at=1.0)
BACK = replace(CASE, submission_id="s2", state="CORRECTION", asked=ASKED)
HERE = replace(CASE, submission_id="s3", state="QUEUED", outcome=Outcome.QUEUED, here=True, project_no=None)
DRAFT = own.DraftRow("d1", "x", Text("事"), 1.0, "2026-02-01")
PAGE = UploadRef("u1", "invoice", "image/jpeg", "0" * 64, 3)


def looked_up(walk: Walk, *rows: own.Matter, drafts: tuple[own.DraftRow, ...] = (DRAFT,)) -> Walk:
    """From home to the list."""
    walk(own.MattersOpened(), card(), on.TimedOut("card-done"), on.WaysFound(None), on.WayChosen("face"), on.Agreed())
    walk(face(), on.SessionOpened("s", "t", {}))
    assert walk.wants(do.FindMatters())
    return walk(own.MattersFound(rows or (CASE, BACK), drafts, asked=True, at="09:40"))


def test_the_list_leads_to_a_case_and_back_to_a_list_asked_anew() -> None:
    walk = looked_up(Walk())
    walk(own.MatterChosen("s9"))
    assert walk.screen() is Screen.MATTERS, "it is not on the list"
    walk(own.MatterChosen("s1"))
    assert (walk.screen(), walk.memory().case.project_no) == (Screen.MATTER, "SL1")
    walk(on.WentBack())
    assert walk.screen() is Screen.MATTERS
    assert walk.wants(do.FindMatters())
    assert walk.memory().matters.loading


def test_nobody_is_asked_for_a_case_without_a_card() -> None:
    walk = Walk()
    walk.change("around", device_faults={"id-reader": "device.gone"})
    assert walk(own.MattersOpened()).screen() is Screen.HOME


def test_without_a_line_card_and_signature_show_what_lies_here() -> None:
    walk = Walk(online=False)(own.MattersOpened(), card(), on.TimedOut("card-done"), on.WayChosen("signature"))
    walk(on.Signed(b"png"), own.MattersFound((HERE,), (), asked=False), own.MatterChosen("s3"))
    assert withdraw_blocked(walk.memory()) is None, "nothing of it has left this terminal"
    walk(own.WithdrawAsked(), own.WithdrawAsked())
    assert not walk.wants(do.WithdrawMatter()), "the second touch asks nothing"
    walk(own.MatterChanged(replace(HERE, state="WITHDRAWN", outcome=Outcome.FAILED)))
    assert withdraw_blocked(walk.memory()) == "state"


def test_a_list_that_cannot_be_fetched_says_why_and_is_asked_again() -> None:
    walk = looked_up(Walk())(on.PlatformFailed("platform.timeout"))
    assert (walk.memory().matters.fault, walk.memory().matters.loading) == ("platform.timeout", False)
    assert walk(on.RetryAsked()).wants(do.FindMatters())


def test_taking_back_is_refused_and_said() -> None:
    walk = looked_up(Walk())(own.MatterChosen("s1"), own.WithdrawAsked())
    assert walk.wants(do.WithdrawMatter())
    walk(on.WentBack())
    assert walk.screen() is Screen.MATTER, "an answer is awaited"
    walk(own.NotDone("platform.refused"))
    assert (walk.memory().matters.refused, walk.memory().matters.busy) == ("platform.refused", False)


@pytest.mark.parametrize(
    ("matter", "why"),
    [
        (CASE, None),
        (replace(CASE, state="COMPLETED"), "state"),
        (replace(CASE, state="RETURNED"), "state"),
        (replace(CASE, state="", here=True), "on-its-way"),
        (replace(CASE, state="ATTENTION", here=True), "state"),
    ],
)
def test_when_a_case_may_be_taken_back(matter: own.Matter, why: str | None) -> None:
    walk = looked_up(Walk(), matter)(own.MatterChosen("s1"))
    assert withdraw_blocked(walk.memory()) == why
    walk(own.WithdrawAsked())
    assert walk.wants(do.WithdrawMatter()) is (why is None)


def test_a_case_of_the_platform_is_not_taken_back_while_the_line_is_down() -> None:
    walk = looked_up(Walk())(own.MatterChosen("s1"))
    walk.change("around", online=False)
    assert withdraw_blocked(walk.memory()) == "needs-network"


def test_a_slip_is_printed_once_a_visit_and_its_case_stays_until_it_is_out() -> None:
    walk = looked_up(Walk())(own.MatterChosen("s1"), on.ReceiptOpened(), on.PrintAsked())
    assert walk.wants(do.PrintReceipt())
    walk(on.PrintAsked())
    assert not walk.wants(do.PrintReceipt())
    walk(on.WentBack(), on.WentBack())
    assert walk.screen() is Screen.MATTER
    walk(on.Printed(), on.WentBack())
    assert walk.screen() is Screen.MATTERS
    walk(own.MattersFound((CASE,), (), asked=True), own.MatterChosen("s1"), on.ReceiptOpened(), on.PrintAsked())
    assert walk.wants(do.PrintReceipt()), "looked up anew, it may be printed anew; the printer knows the slip"


def test_what_was_sent_back_opens_the_form_with_the_earlier_answers_and_wants_no_signature() -> None:
    walk = looked_up(Walk(), replace(BACK, item=item(signature=True)))(own.MatterChosen("s2"), own.MendingStarted())
    assert walk.wants(do.PrepareForm())
    memory = walk.memory()
    assert (walk.screen(), memory.goal, memory.filling.answers) == (Screen.FORM, Goal.APPLY, ASKED.given)
    walk(on.FormPrepared({"phone": "19911111111"}, {"phone": "profile"}, {"phone": 0}, 1))
    assert walk.memory().filling.answers["phone"] == "19900000001", "as it was answered, not as a register has it"
    walk(own.KeepAsked())
    assert walk.screen() is Screen.FORM, "what is mended is never a draft"
    walk(on.PageValid(), on.Accepted())
    assert walk.wants(do.StoreCase())
    walk(on.Enqueued("a1", "A03-0101-0002"), on.CaseAnswered(Outcome.RECEIVED, "SUBMITTED", "SL1", None, None, None))
    assert walk(on.Finished()).screen() is Screen.CLEARED


@pytest.mark.parametrize(
    ("changes", "why"),
    [({}, None), ({"answering": "queued"}, "answered"), ({"item": None}, "elsewhere"), ({"asked": None}, "nothing")],
)
def test_when_something_can_be_mended_here(changes: dict[str, object], why: str | None) -> None:
    walk = looked_up(Walk(), replace(BACK, **changes))(own.MatterChosen("s2"))
    assert mend_blocked(walk.memory()) == why
    walk(own.MendingStarted())
    assert walk.screen() is (Screen.FORM if why is None else Screen.MATTER)


def test_an_expired_card_looks_up_and_does_nothing_more() -> None:
    walk = looked_up(Walk())(own.MatterChosen("s2"))
    walk.change("identity", person=replace(PERSON, valid_to="2025-12-31"))
    assert mend_blocked(walk.memory()) == "expired"
    walk(on.WentBack(), own.MattersFound((), (DRAFT,), asked=True), own.DraftChosen("d1"))
    assert take_up_blocked(walk.memory()) == "expired"
    assert not walk(own.DraftTakenUp()).wants(do.OpenDraft())


# --- drafts -----------------------------------------------------------------------------------------------
def begun() -> Walk:
    """A form with an answer of the person's own."""
    walk = identified(Walk()(on.ItemOpened(item())))
    return walk(on.FormPrepared({"name": "甲"}, {"name": "card"}, {"name": 0}, 2), on.FieldChanged("kind", "a"))


def test_a_form_is_kept_and_gone_on_with_at_once_or_later() -> None:
    walk = begun()(own.KeepAsked())
    assert walk.wants(do.KeepDraft())
    assert (walk.screen(), walk.memory().keeping.phase) == (Screen.DRAFT_KEPT, "saving")
    walk(on.WentBack(), on.RetryAsked())
    assert walk.screen() is Screen.DRAFT_KEPT, "an answer is awaited"
    walk(own.DraftKept("d1", 1, "2026-02-01", {"scan": PAGE}), on.WentBack())
    assert (walk.screen(), walk.memory().filling.answers["kind"]) == (Screen.FORM, "a")
    assert walk.memory().keeping.draft_id == "d1"


@pytest.mark.parametrize(
    "failed", [on.PlatformFailed("platform.conflict"), own.NotDone("platform.step-up"), on.TimedOut("draft-save")]
)
def test_a_form_that_could_not_be_kept_says_so_and_is_still_there(failed: on.Event) -> None:
    walk = begun()(own.KeepAsked(), failed)
    assert walk.memory().keeping.phase == "failed"
    assert walk(on.RetryAsked()).wants(do.KeepDraft())
    walk(failed, on.WentBack())
    assert (walk.screen(), walk.memory().filling.answers["kind"]) == (Screen.FORM, "a")


def test_without_a_line_nothing_is_kept_and_nothing_is_lost() -> None:
    walk = begun()
    walk.change("around", online=False)
    walk(own.KeepAsked())
    assert (walk.screen(), walk.wants(do.KeepDraft())) == (Screen.FORM, False)


def test_who_goes_away_without_a_word_has_the_answers_kept() -> None:
    walk = begun()
    walk.change("around", dialog="idle")
    walk(own.LeftAlone())
    assert walk.wants(do.KeepDraft())
    assert (walk.screen(), walk.memory().around.dialog) == (Screen.DRAFT_KEPT, "none")
    walk(own.LeftAlone())
    assert walk.screen() is Screen.DRAFT_KEPT, "the silence goes on while it is kept"
    walk(own.DraftKept("d1", 1, "2026-02-01", {}))
    assert walk.screen() is Screen.CLEARED
    assert walk.wants(do.EndSession())


@pytest.mark.parametrize("failed", [on.PlatformFailed("platform.timeout"), on.TimedOut("draft-save")])
def test_answers_that_cannot_be_kept_do_not_hold_the_screen(failed: on.Event) -> None:
    assert begun()(own.LeftAlone(), failed).screen() is Screen.CLEARED


def test_a_form_without_an_own_answer_is_not_kept_when_somebody_goes_away() -> None:
    walk = identified(Walk()(on.ItemOpened(item())))(
        on.FormPrepared({"name": "甲"}, {"name": "card"}, {"name": 0}, 2)
    )
    assert walk(own.LeftAlone()).screen() is Screen.CLEARED
    assert not walk.wants(do.KeepDraft())


def test_whoever_says_leave_and_clear_has_nothing_kept() -> None:
    walk = begun()(on.LeaveConfirmed())
    assert walk.screen() is Screen.CLEARED
    assert not walk.wants(do.KeepDraft())


def test_answers_that_the_store_refused_can_be_kept_instead() -> None:
    walk = filled(begun())(on.Accepted(), on.NotStored("store.full"), own.KeepAsked())
    assert walk.wants(do.KeepDraft())
    walk = filled(begun())(on.Accepted(), on.NotStored("form.unacceptable"), own.KeepAsked())
    assert walk.screen() is Screen.RESULT


def test_a_draft_is_taken_up_where_it_was_left_and_ends_with_its_case() -> None:
    walk = looked_up(Walk())(own.DraftChosen("d9"), own.DraftChosen("d1"), own.DraftTakenUp())
    assert walk.wants(do.OpenDraft())
    walk(own.DraftOpened(item(), "d1", 2, {"kind": "a", "scan": "scanned"}, {"scan": PAGE}, 1))
    assert walk.wants(do.PrepareForm())
    walk(on.FormPrepared({"name": "甲"}, {"name": "card"}, {"name": 0, "kind": 0, "scan": 1}, 2))
    memory = walk.memory()
    assert (memory.filling.page, memory.filling.answers["name"], memory.keeping.revision) == (1, "甲", 2)
    walk(on.PageValid(), on.Accepted(), on.Enqueued("d1", "A03-0101-0003"))
    assert walk.wants(do.EndDraft())


def test_a_draft_is_thrown_away_and_the_list_is_asked_anew() -> None:
    walk = looked_up(Walk())(own.DraftChosen("d1"), own.DraftDropAsked())
    assert walk.wants(do.DropDraft())
    walk(own.DraftDropAsked())
    assert not walk.wants(do.DropDraft())
    walk(own.DraftDropped())
    assert walk.screen() is Screen.MATTERS
    assert walk.wants(do.FindMatters())


def test_a_draft_that_is_gone_says_so() -> None:
    walk = looked_up(Walk())(own.DraftChosen("d1"), own.DraftTakenUp(), on.PlatformFailed("platform.not-found"))
    assert (walk.screen(), walk.memory().matters.refused) == (Screen.DRAFT, "platform.not-found")
    gone = looked_up(Walk(), drafts=(replace(DRAFT, offered=False),))(own.DraftChosen("d1"))
    assert take_up_blocked(gone.memory()) == "gone"


def test_an_item_that_was_begun_before_offers_to_go_on_until_something_is_filled_in() -> None:
    walk = identified(Walk()(on.ItemOpened(item())))
    assert walk.wants(do.LookForDraft())
    walk(on.FormPrepared({"name": "甲"}, {"name": "card"}, {"name": 0}, 2))
    other = replace(DRAFT, draft_id="d0", item_code="y")
    walk(own.DraftsSeen((other, DRAFT)))
    assert earlier(walk.memory()) == DRAFT
    walk(own.DraftTakenUp())
    assert walk.wants(do.OpenDraft())
    assert walk.memory().matters.chosen == "d1"
    walk(own.DraftTakenUp())
    assert not walk.wants(do.OpenDraft()), "an answer is awaited"
    walk(own.NotDone("platform.gone"), on.FieldChanged("kind", "b"), own.DraftTakenUp())
    assert earlier(walk.memory()) is None, "what is filled in now is not thrown away"
    assert not walk.wants(do.OpenDraft())


def test_an_earlier_form_takes_the_place_of_the_empty_one() -> None:
    walk = identified(Walk()(on.ItemOpened(item())))(on.FormPrepared({}, {}, {"kind": 0}, 2))
    walk(own.DraftsSeen((DRAFT,)), own.DraftTakenUp())
    walk(own.DraftOpened(item(), "d1", 4, {"kind": "a"}, {}, 1))
    assert walk.wants(do.PrepareForm())
    walk(on.FormPrepared({}, {}, {"kind": 0}, 2))
    memory = walk.memory()
    assert (memory.filling.answers, memory.filling.page, memory.keeping.draft_id) == ({"kind": "a"}, 1, "d1")
    assert earlier(memory) is None
