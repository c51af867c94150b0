"""To the desk and back by a code: what is shown, what is not asked twice, what is not lost."""

from __future__ import annotations

import pytest

from kiosk.domain.submission import UploadRef
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.drafts import worth_keeping
from kiosk.flows.events import matters as own
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, card, face, identified, item

CODE = "70418236"
KEPT = own.DraftKept("d1", 1, "2026-02-01", {})
BACK = own.DraftOpened(item(), "d1", 2, {"kind": "a"}, {"scan": UploadRef("u1", "x", "image/jpeg", "0" * 64, 3)}, 0)


def begun() -> Walk:
    walk = identified(Walk()(on.ItemOpened(item())))
    return walk(on.FormPrepared({}, {}, {"kind": 0}, 1), on.FieldChanged("kind", "a"))


def at_list(**around: object) -> Walk:
    walk = Walk()(own.MattersOpened(), card(), on.TimedOut("card-done"), on.WaysFound(None), on.WayChosen("face"))
    walk(on.Agreed(), face(), on.SessionOpened("s", "t", {}), own.MattersFound((), (), asked=True))
    walk.change("around", **around)
    return walk


def typed(walk: Walk, code: str = CODE) -> Walk:
    return walk(own.HandoverOpened(), own.CodeTyped(code), on.Accepted())


# --- to the desk ------------------------------------------------------------------------------------------
def test_what_is_filled_in_is_kept_and_then_laid_down_for_the_desk() -> None:
    walk = begun()(own.StaffAsked())
    assert (walk.screen(), walk.wants(do.KeepDraft()), walk.wants(do.LayDown())) == (Screen.DRAFT_KEPT, True, False)
    walk(KEPT)
    assert walk.wants(do.LayDown())
    assert walk.memory().keeping.phase == "saving", "it is not at the desk yet"
    walk(own.LaidDown(CODE, "07-13 09:41"))
    keeping = walk.memory().keeping
    assert (keeping.phase, keeping.code, keeping.code_until) == ("saved", CODE, "07-13 09:41")
    walk(own.StaffAsked())
    assert not walk.wants(do.LayDown()), "it has its code"
    walk(on.Finished())
    assert walk.wants(do.EndSession())


def test_what_was_kept_for_another_day_can_still_go_to_the_desk() -> None:
    walk = begun()(own.KeepAsked(), KEPT)
    assert not walk.wants(do.LayDown())
    assert walk(own.StaffAsked()).wants(do.LayDown())


@pytest.mark.parametrize("failed", [on.PlatformFailed("platform.timeout"), on.TimedOut("draft-save")])
def test_a_desk_that_cannot_be_reached_costs_nothing_of_what_is_filled_in(failed: on.Event) -> None:
    walk = begun()(own.StaffAsked(), KEPT, failed)
    assert (walk.memory().keeping.phase, walk.memory().keeping.code) == ("failed", "")
    walk(on.RetryAsked())
    assert walk.wants(do.KeepDraft()), "as it is now, whatever became of the first try"
    walk(failed, on.WentBack())
    assert (walk.screen(), walk.memory().filling.answers["kind"]) == (Screen.FORM, "a")


def test_without_a_line_nobody_is_sent_to_the_desk_in_vain() -> None:
    walk = begun()
    walk.change("around", online=False)
    assert walk(own.StaffAsked()).screen() is Screen.FORM


def test_a_form_that_goes_on_after_its_code_is_kept_for_oneself_again() -> None:
    walk = begun()(own.StaffAsked(), KEPT, own.LaidDown(CODE, ""), on.WentBack(), own.KeepAsked())
    assert (walk.memory().keeping.code, walk.memory().keeping.helping) == ("", False)
    assert not walk(KEPT).wants(do.LayDown())


# --- and back ---------------------------------------------------------------------------------------------
def test_a_code_brings_the_form_as_the_desk_left_it_and_says_who_helped() -> None:
    walk = at_list()(own.HandoverOpened())
    assert walk.screen() is Screen.HANDOVER
    walk(own.CodeTyped("70-41 x8²"), on.Accepted())
    assert walk.memory().matters.code == "70418", "what is in no code is not taken"
    assert not walk.wants(do.TakeUp()), "it is not whole"
    walk(own.CodeTyped(CODE + "22"), on.Accepted())
    assert walk.wants(do.TakeUp())
    walk(on.Accepted(), own.CodeTyped("2"), on.WentBack())
    assert (walk.screen(), walk.memory().matters.code) == (Screen.HANDOVER, CODE), "an answer is awaited"
    walk(own.DraftOpened(item(), "d1", 2, {"kind": "a"}, {}, 0, staff="s-02"))
    memory = walk.memory()
    assert (walk.screen(), memory.filling.answers, memory.keeping.staff) == (Screen.FORM, {"kind": "a"}, "s-02")
    assert worth_keeping(memory)


@pytest.mark.parametrize("refused", [on.PlatformFailed("platform.gone"), own.NotDone("platform.not-found")])
def test_a_code_that_is_none_is_said_and_may_be_typed_again(refused: on.Event) -> None:
    walk = typed(at_list())(refused)
    assert (walk.screen(), walk.memory().matters.busy) == (Screen.HANDOVER, False)
    assert walk.memory().matters.refused
    assert walk(own.CodeTyped(CODE[:-1])).memory().matters.refused is None
    walk(on.WentBack())
    assert walk.screen() is Screen.MATTERS
    assert walk.wants(do.FindMatters())


def test_without_a_line_no_code_is_asked_for() -> None:
    assert at_list(online=False)(own.HandoverOpened()).screen() is Screen.MATTERS


def test_the_next_code_begins_empty() -> None:
    walk = typed(at_list())(on.PlatformFailed("platform.gone"), on.WentBack(), own.HandoverOpened())
    assert (walk.memory().matters.code, walk.memory().matters.refused) == ("", None)


def test_what_comes_back_keeps_its_pages() -> None:
    assert typed(at_list())(BACK).memory().keeping.kept == BACK.kept
