"""法人: who may act is the platform's word; a scanned licence picks a company and gives nobody a right."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows.benefit_effects import FindMatches
from kiosk.flows.company import can_match
from kiosk.flows.company_effects import FindCompanies
from kiosk.flows.drafts import keep_blocked
from kiosk.flows.effects import PrepareForm
from kiosk.flows.events import benefits as told
from kiosk.flows.events.organisations import BenefitsOpened, CompaniesFound, CompanyOpened
from kiosk.flows.events.services import Chosen
from kiosk.flows.events.verifying import CodeMissed, CodeSeen, ScanningBy
from kiosk.flows.memory import Memory, Surroundings
from kiosk.flows.screens import Screen
from kiosk.flows.verify_effects import StopScanning
from tests.flow_walk import Walk, card, face, filled, item
from tests.ui.together_views import ROWS

CODE = ROWS[0].ref.credit_code
RIGHT = told.MatchRow("p1", *(Text("一项"),) * 4, "open", Text("等您确认"))
REPORT = replace(item(), code="nj-qynb", applicants=("company",))


def at_list(walk: Walk | None = None) -> Walk:
    walk = (walk or Walk())(on.ThemeChosen("nj"), CompanyOpened(), card(), on.TimedOut("card-done"))
    walk(on.WaysFound(None), on.WayChosen("face"), on.Agreed(), face(), on.SessionOpened("s", "t", {}))
    return walk


def at_company() -> Walk:
    return at_list()(CompaniesFound(ROWS), Chosen(CODE))


def test_whoever_it_is_is_confirmed_first_then_the_platform_is_asked() -> None:
    walk = at_list()
    assert (walk.screen(), walk.memory().choosing.page) == (Screen.CHOOSE, "companies")
    assert walk.wants(FindCompanies())
    walk(CompaniesFound(ROWS))
    assert not walk.memory().choosing.loading


def test_without_a_line_it_is_not_begun() -> None:
    assert Walk(online=False)(on.ThemeChosen("nj"), CompanyOpened()).screen() is Screen.CATEGORY


def test_a_company_is_touched_or_its_licence_is_scanned() -> None:
    assert at_company().screen() is Screen.COMPANY
    walk = at_list()(ScanningBy("scanner"), CompaniesFound(ROWS), CodeMissed("code.garbled"))
    walk(CodeSeen(f"https://platform.example/licence?code={CODE}"))
    assert (walk.screen(), walk.memory().company.code) == (Screen.COMPANY, CODE)
    assert walk.wants(StopScanning())


def test_a_licence_of_a_company_that_is_not_listed_gives_no_right() -> None:
    walk = at_list()(CompaniesFound(ROWS), CodeSeen("92990101MA00000234"), Chosen("92990101MA00000234"))
    assert (walk.screen(), walk.memory().company.chosen) == (Screen.CHOOSE, None)
    assert walk.memory().choosing.notice == "not-yours"


def test_only_what_is_for_companies_is_begun_for_one() -> None:
    walk = at_company()
    assert walk(on.ItemOpened(item())).screen() is Screen.COMPANY
    review = replace(item(), applicants=("person", "non-profit"))
    assert walk(on.ItemOpened(review)).screen() is Screen.COMPANY, "another kind of organisation"
    walk(on.ItemOpened(REPORT))
    assert (walk.screen(), walk.wants(PrepareForm())) == (Screen.FORM, True)
    assert keep_blocked(walk.memory()) == "acting", "a draft does not say for whom it is"
    filled(walk)(on.Accepted(), on.Enqueued("id", "A03-0712-0046", 1.0))
    assert walk.memory().company.chosen is ROWS[0]


def test_an_answer_that_does_not_come_is_asked_for_again() -> None:
    walk = at_list()(on.PlatformFailed("platform.timeout"))
    assert walk.memory().choosing.fault == "platform.timeout"
    assert walk(on.RetryAsked()).wants(FindCompanies())


def test_whoever_leaves_takes_everything_along() -> None:
    assert at_company()(on.Finished()).screen() is Screen.CLEARED
    back = at_company()(on.WentBack())
    assert (back.screen(), back.memory().company.code) == (Screen.CHOOSE, "")
    assert back(on.WentBack()).memory().around.dialog == "leave"
    assert back(on.LeaveConfirmed()).screen() is Screen.CLEARED


def test_a_natural_person_does_not_begin_what_is_only_for_companies() -> None:
    walk = Walk()(on.ThemeChosen("nj"), on.ItemOpened(REPORT), on.Started(), on.StartedForOther())
    assert walk.screen() is Screen.ITEM
    walk(CompanyOpened())
    assert (walk.screen(), walk.memory().company.wanted) == (Screen.CARD, REPORT)


def test_what_a_company_has_a_right_to_is_asked_for_it_and_confirmed() -> None:
    walk = at_company()(BenefitsOpened())
    assert (walk.screen(), walk.wants(FindMatches())) == (Screen.CHOOSE, True)
    assert (walk.memory().benefits.organisation, walk.memory().choosing.page) == (CODE, "benefits")
    walk(told.MatchesFound((RIGHT,)), Chosen("p1"))
    assert walk.screen() is Screen.BENEFIT
    walk(on.Accepted(), told.MatchConfirmed(replace(RIGHT, state="confirmed", number="ZC1")))
    assert walk.memory().benefits.organisation == CODE
    walk(on.WentBack(), on.WentBack())
    assert walk.screen() is Screen.COMPANY, "nobody is asked whether to leave"


def test_without_a_line_it_is_not_asked() -> None:
    event = BenefitsOpened()
    assert can_match(Memory(around=Surroundings(online=True)), event)
    assert not can_match(Memory(around=Surroundings(online=False)), event)
