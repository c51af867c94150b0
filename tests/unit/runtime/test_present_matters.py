"""One's own cases and drafts as they are shown: shapes and words for every state, questions by name, nothing more."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.domain.submission import Outcome, SubmissionState, outcome_of
from kiosk.domain.text import Text
from kiosk.flows.acts import put
from kiosk.flows.events import matters as own
from kiosk.flows.matter_parts import Mending
from kiosk.flows.memory import Goal, Memory
from kiosk.flows.screens import Screen
from kiosk.runtime.present import present
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown_matters import AskedRow
from tests.runtime_stand import CATALOGUE, NOON, form_of, item, memory_at_form

AT = NOON.timestamp()
CASE = own.Matter(
    "s1", Text("事", "事", "Matter"), "SUBMITTED", Outcome.RECEIVED, item=item(), project_no="SL1", at=AT
)
ASKED = own.Asked("c1", Text("请补"), "2026-07-22", ("city", "nowhere"), ("id-card",), {"city": "990200"})


def scene(memory: Memory, screen: Screen) -> Scene:
    return Scene(
        screen=screen, serial=1, memory=memory, catalogue=CATALOGUE, organisation="示例市政务服务", terminal="A-03",
        hotline="12345", test_environment=True, clocks={}, idle_seconds=0, now=NOON, form=form_of(),
    )  # fmt: skip


def chosen(matter: own.Matter, **around: object) -> Memory:
    memory = put(
        replace(memory_at_form(), goal=Goal.PROGRESS), "matters", rows=(matter,), chosen=matter.submission_id
    )
    return put(memory, "around", **around)


@pytest.mark.parametrize("state", [*SubmissionState, "A-WORD-OF-TOMORROW"])
def test_a_tick_stands_only_for_what_is_done(state: str) -> None:
    view = present(scene(chosen(replace(CASE, state=state, outcome=outcome_of(state))), Screen.MATTER)).matter
    assert (view.status == "ok") is (state in {"APPROVED", "COMPLETED"})
    assert (view.withdraw != "") is (state in {"SUBMITTED", "CORRECTION", "ACCEPTED", "IN_PROGRESS", "SUSPENDED"})


def test_what_lies_here_is_called_so_and_its_number_is_provisional() -> None:
    here = replace(CASE, state="", outcome=Outcome.SENT, here=True, project_no=None, reference="A03-0712-0001")
    view = present(scene(chosen(here), Screen.MATTER)).matter
    assert (view.state, view.status, view.number, view.provisional) == ("sent", "waiting", "A03-0712-0001", True)
    assert (view.withdraw, view.here, view.time, view.updated) == ("on-its-way", True, "07-12 09:41", "")


def test_what_is_asked_for_is_named_as_the_form_names_it() -> None:
    view = present(scene(chosen(replace(CASE, state="CORRECTION", asked=ASKED)), Screen.MATTER)).matter
    city = next(field for field in form_of().fields if field.name == "city")
    assert view.wanted == (
        AskedRow(city.title.zh_hans, dict(city.options)["990200"].zh_hans),
        AskedRow("nowhere"),
        AskedRow(next(one for one in item().materials if one.code == "id-card").name.zh_hans, paper=True),
    )
    assert (view.status, view.mend, view.due) == ("attention", "yes", "2026-07-22")


@pytest.mark.parametrize(
    ("answering", "status"), [("queued", "waiting"), ("sent", "waiting"), ("attention", "attention")]
)
def test_an_answer_that_lies_here_is_said_in_the_list_and_not_asked_again(answering: str, status: str) -> None:
    memory = chosen(replace(CASE, state="CORRECTION", asked=ASKED, answering=answering))
    (row,) = present(scene(memory, Screen.MATTERS)).matter.rows
    assert (row.standing, row.status) == (f"answered-{answering}", status)
    assert present(scene(memory, Screen.MATTER)).matter.mend == "answered"


def test_a_withdrawn_case_and_one_of_an_unknown_service_have_no_slip() -> None:
    for case in (replace(CASE, state="WITHDRAWN"), replace(CASE, item=None)):
        assert not present(scene(chosen(case), Screen.MATTER)).matter.printable
    assert present(scene(chosen(CASE), Screen.MATTER)).matter.printable


def test_whose_form_is_mended_sees_only_what_is_asked_for_and_signs_nothing() -> None:
    memory = replace(memory_at_form(), mending=Mending("s1", ASKED))
    view = present(scene(memory, Screen.CHECK))
    assert (len(view.check.materials), view.check.signature, view.draft.offer) == (1, False, "")


def test_a_form_says_whether_it_can_be_kept() -> None:
    at_form = memory_at_form()
    assert present(scene(at_form, Screen.FORM)).draft.offer == "yes"
    assert not present(scene(at_form, Screen.FORM)).draft.worth, "what the card says is not lost"
    offline = put(at_form, "around", online=False)
    assert present(scene(offline, Screen.FORM)).draft.offer == "needs-network"
    answered = put(at_form, "filling", answers={**at_form.filling.answers, "kind": "work"})
    assert present(scene(answered, Screen.FORM)).draft.worth


def test_an_earlier_draft_is_offered_with_its_date_on_the_first_page_alone() -> None:
    row = own.DraftRow("d1", item().code, Text("事"), AT, "2026-08-11")
    memory = put(memory_at_form(), "matters", drafts=(row,))
    view = present(scene(memory, Screen.FORM)).draft
    assert (view.earlier, view.saved) == (True, "07-12 09:41")
    assert not present(scene(put(memory, "filling", page=1), Screen.FORM)).draft.earlier


def test_no_view_prints_what_it_shows() -> None:
    view = present(scene(chosen(replace(CASE, state="CORRECTION", asked=ASKED)), Screen.MATTER))
    assert "990200" not in repr(view)
    assert "SL1" not in repr(view.matter)
