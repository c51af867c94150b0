"""A form filled in at the desk for somebody: taken up or begun, given back by a code, each step in the trail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Evidence, UploadRef, Way
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.wire import Draft, HandedOver, Handover, HandoverRedemption, KeptDraft, ReviewQuestion
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.workbench import assisting
from kiosk.runtime.workbench.bench import Bench
from kiosk.runtime.workbench.view import Act, HelpField, Page
from kiosk.staff.roles import Role
from tests.counter_stand import Told, counter
from tests.desk_stand import OneDoor, Shelf, signed_in
from tests.platform_stand import NOW, SandboxStand, case, encoded, sandbox_stand
from tests.runtime_stand import CATALOGUE, NOON, item, until

CODE, CLERK, REVIEWER, BOTH = "yb-mzbx", "s-02", "s-03", "s-05"
PAGE = UploadRef("0190a8a0-0000-7000-8000-000000000001", "invoice", "image/jpeg", "0" * 64, 3)


class Desk:
    """One member of staff at a desk, the sandbox behind it."""

    def __init__(self, folder: Path, stand: SandboxStand, staff: str, *roles: Role) -> None:
        self.told, self.stand, self.clock = Told(), stand, ManualClock(NOON)
        self.door = OneDoor(*roles, number=staff)
        self.bench = Bench(self.door, Shelf(folder), counter(stand.platform, self.told), self.clock)
        self.enter()

    def enter(self) -> None:
        signed_in(self.bench)
        self.turn_to(Page.ASSIST if Page.ASSIST in self.bench.view.pages else Page.REVIEW)

    def turn_to(self, page: Page) -> None:
        self.bench.turn_to(page)
        until(lambda: self.bench.view.page is page and not self.bench.view.busy, f"on {page}", self.bench.view)

    def settled(self) -> None:
        until(lambda: not self.bench.view.busy, "done", self.bench.view)

    def field(self, name: str) -> HelpField:
        return next(one for one in self.bench.view.help.fields if one.name == name)

    def take_up(self, code: str) -> None:
        self.bench.take_up(code)
        self.settled()

    def hand_back(self) -> str:
        self.bench.hand_back()
        self.settled()
        return self.bench.view.help.code


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[SandboxStand]:
    with sandbox_stand(tmp_path) as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, stand: SandboxStand) -> Iterator[Desk]:
    made = Desk(tmp_path, stand, CLERK, Role.CLERK)
    yield made
    made.bench.close()


def draft(**form: str | float) -> Draft:
    about = (CODE, item(CODE).version, item(CODE).form_version)
    return Draft(uuid7(NOW), *about, {"visited": "2026-07-01", **form}, (), (), NOON.isoformat())


def laid_down(stand: SandboxStand, one: Draft) -> str:
    stand.platform.put_draft(stand.open(), one)
    return stand.platform.make_handover(Handover(uuid7(NOW), CODE, "请工作人员帮着填", one.draft_id)).code


def test_a_form_from_the_terminal_is_completed_and_goes_back_to_its_person(desk: Desk, stand: SandboxStand) -> None:
    one = draft()
    desk.take_up(laid_down(stand, one))
    shown = desk.bench.view.help
    assert (shown.stage, shown.item, shown.theirs) == ("form", "门诊费用报销", True)
    assert {field.name: field.kind for field in shown.fields} == {
        "visited": "date",
        "amount": "number",
        "invoice": "file",
        "prescription": "file",
        "phone": "phone",
    }
    assert desk.field("visited").value == "2026-07-01"
    assert desk.field("amount").problem == "required"
    desk.bench.fill("amount", "0.5")
    assert desk.field("amount").problem == "number-low"
    desk.bench.fill("amount", "120.5")
    assert desk.field("amount").problem == ""
    code = desk.hand_back()
    assert (desk.bench.view.help.stage, desk.bench.view.help.fields) == ("handed", ())
    seen = stand.platform.redeem_handover(HandoverRedemption(code))
    assert (seen.draft, seen.draft_id) == (None, one.draft_id)
    kept = stand.platform.resume_draft(stand.open(), one.draft_id)
    assert (kept.draft.form, kept.account_id) == ({"visited": "2026-07-01", "amount": 120.5}, CLERK)
    about = {"staff": CLERK, "item": CODE, "submission": one.draft_id}
    assert desk.told.said == [("help-begun", about), ("help-handed-back", about)]


def test_nothing_that_a_card_says_is_a_question_on_the_desk() -> None:
    for row in assisting.offers(CATALOGUE):
        made = assisting.begun(CATALOGUE, row.row_id, NOON)
        asked = {one.name for one in assisting.fields(made, NOON.date())}
        assert not any(one.readonly for one in made.form.fields if one.name in asked)
        assert assisting.answered(made, "cardNumber", "1") == made


def test_a_case_is_begun_at_the_desk_and_is_nobodys_before_the_terminal(desk: Desk, stand: SandboxStand) -> None:
    assert CODE in {row.row_id for row in desk.bench.view.rows}
    desk.bench.begin(CODE)
    desk.settled()
    desk.bench.fill("phone", "19900000001")
    code = desk.hand_back()
    seen = stand.platform.redeem_handover(HandoverRedemption(code))
    assert seen.draft is not None
    assert (seen.draft.draft.form, seen.draft.account_id) == ({"phone": "19900000001"}, CLERK)
    assert not desk.bench.view.help.theirs
    assert desk.told.codes() == ["help-begun", "help-handed-back"]


def test_a_variant_is_begun_by_itself() -> None:
    rows = {row.row_id: row.item for row in assisting.offers(CATALOGUE) if row.row_id.startswith("gjj-dktq")}
    assert "gjj-dktq" not in rows
    made = assisting.written(assisting.begun(CATALOGUE, "gjj-dktq/bank", NOON), NOON)
    assert made.form == {"loanKind": "bank"}
    again = assisting.taken(CATALOGUE, handed(made))
    assert again.item.name == assisting.begun(CATALOGUE, "gjj-dktq/bank", NOON).item.name


def handed(one: Draft, draft_id: str | None = None) -> HandedOver:
    return HandedOver("h", one.service_item_code, "", "", None, KeptDraft(one, 1, ""), draft_id)


def test_papers_stay_with_their_draft_and_half_a_number_stays_as_it_was_typed() -> None:
    made = assisting.taken(CATALOGUE, handed(replace(draft(), uploads=(PAGE,)), "d"))
    shown = {one.name: one for one in assisting.fields(made, NOON.date())}
    assert (shown["invoice"].there, shown["prescription"].there, shown["invoice"].problem) == (True, False, "")
    written = assisting.written(assisting.answered(made, "amount", "12."), NOON)
    assert (written.uploads, written.form["amount"], written.based_on, written.page) == ((PAGE,), 12, 1, 2)
    assert assisting.written(assisting.answered(made, "amount", "1e"), NOON).form["amount"] == "1e"
    assert assisting.answered(made, "invoice", "x") == made
    assert "2026" not in repr(made)


@pytest.mark.parametrize("row_id", ["no-such", "gjj-dktq/none"])
def test_what_is_not_offered_cannot_be_begun(row_id: str) -> None:
    with pytest.raises(PlatformError) as caught:
        assisting.begun(CATALOGUE, row_id, NOON)
    assert caught.value.fault is PlatformFault.GONE


def test_a_matter_without_a_form_is_nothing_for_the_desk(desk: Desk, stand: SandboxStand) -> None:
    code = stand.platform.make_handover(Handover(uuid7(NOW), CODE, "来过")).code
    desk.take_up(code)
    assert (desk.bench.view.problem, desk.bench.view.help.stage) == ("platform.gone", "none")
    desk.take_up("00000000")
    assert desk.bench.view.problem == "platform.gone"
    assert desk.told.said == []


def test_what_the_person_changed_meanwhile_is_not_written_over(desk: Desk, stand: SandboxStand) -> None:
    one = draft()
    desk.take_up(laid_down(stand, one))
    newer = replace(one, form={"visited": "2026-07-02"}, based_on=1)
    stand.platform.put_draft(stand.open(), newer)
    assert desk.hand_back() == ""
    assert (desk.bench.view.problem, desk.bench.view.help.stage) == ("platform.conflict", "form")


def test_locked_the_desk_shows_nothing_and_only_the_same_staff_find_it_again(desk: Desk, stand: SandboxStand) -> None:
    desk.take_up(laid_down(stand, draft()))
    desk.bench.fill("amount", "9")
    desk.bench.lock()
    assert (desk.bench.view.help.stage, desk.bench.view.help.fields) == ("none", ())
    desk.bench.fill("amount", "10")
    desk.enter()
    assert desk.field("amount").value == "9"
    desk.bench.lock()
    first, desk.door.person = desk.door.person, replace(desk.door.person, number=BOTH)
    desk.enter()
    assert desk.bench.view.help.stage == "none"
    desk.bench.lock()
    desk.door.person = first
    desk.enter()
    assert desk.bench.view.help.stage == "none", "somebody else was there: it is forgotten"


def test_a_second_touch_takes_nothing_and_one_while_a_page_is_read_counts(desk: Desk, stand: SandboxStand) -> None:
    desk.bench.turn_to(Page.ASSIST)
    for code in [laid_down(stand, draft())] * 2:
        desk.bench.take_up(code)
    until(lambda: desk.bench.view.help.stage == "form" and not desk.bench.view.busy, "taken", desk.bench.view)
    desk.bench.begin(CODE)
    desk.settled()
    assert (desk.bench.view.problem, desk.bench.view.help.theirs, desk.told.codes()) == ("", True, ["help-begun"])


def test_it_is_laid_down_once_and_then_the_desk_is_free(desk: Desk, stand: SandboxStand) -> None:
    desk.take_up(laid_down(stand, draft()))
    code = desk.hand_back()
    desk.bench.fill("amount", "9")
    assert desk.hand_back() == code
    desk.bench.put_away()
    desk.settled()
    assert desk.bench.view.help.stage == "none"
    assert desk.told.codes() == ["help-begun", "help-handed-back"]


def test_whoever_may_not_help_has_neither_page_nor_form(tmp_path: Path, stand: SandboxStand) -> None:
    desk = Desk(tmp_path, stand, REVIEWER, Role.REVIEWER)
    desk.bench.turn_to(Page.ASSIST)
    desk.bench.take_up(laid_down(stand, draft()))
    desk.settled()
    assert (desk.bench.view.page, desk.bench.view.help.stage, desk.told.said) == (Page.REVIEW, "none", [])
    desk.bench.close()


# --- a second look ----------------------------------------------------------------------------------------
def pending(stand: SandboxStand) -> str:
    made = case(Evidence(Way.SIGNATURE, "pending", NOON.isoformat()), captured_offline=True)
    stand.platform.put_submission(made.submission_id, encoded(made))
    return made.submission_id


def test_a_second_person_says_whether_it_is_the_person(tmp_path: Path, stand: SandboxStand) -> None:
    waiting = pending(stand)
    desk = Desk(tmp_path, stand, REVIEWER, Role.REVIEWER)
    (row,) = desk.bench.view.rows
    assert (row.standing, row.reference, row.name) == ("review", waiting[-8:], "林*舟")
    desk.bench.choose(row.row_id)
    assert desk.bench.view.acts == (Act.CONFIRM, Act.REFUSE)
    desk.bench.act(Act.CONFIRM, "same-person")
    until(lambda: desk.bench.view.said == "confirm" and not desk.bench.view.rows, "confirmed", desk.bench.view)
    assert desk.told.said == [("second-look", {"staff": REVIEWER, "submission": waiting, "second": "confirmed"})]
    assert stand.platform.reviews(ReviewQuestion(REVIEWER)).reviews == ()
    desk.bench.close()


def test_nobody_looks_a_second_time_at_what_they_took(tmp_path: Path, stand: SandboxStand) -> None:
    waiting = pending(stand)
    stand.platform.make_handover(Handover(uuid7(NOW), "yb-ydjy", "帮着填了", None, waiting, BOTH))
    desk = Desk(tmp_path, stand, BOTH, Role.CLERK, Role.REVIEWER)
    desk.turn_to(Page.REVIEW)
    (row,) = desk.bench.view.rows
    desk.bench.choose(row.row_id)
    assert (row.standing, desk.bench.view.acts) == ("own", ())
    desk.bench.close()
