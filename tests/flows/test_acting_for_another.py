"""Walks of two people: whose matter it is, who acts, and what must never be taken for either."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.domain.acting import Relation
from kiosk.domain.person import DocumentKind, Person
from kiosk.domain.submission import Consent
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.engine import Advance, advance, begin, screen_of
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory, Surroundings
from kiosk.flows.screens import Screen
from kiosk.flows.tables import FLOWS
from tests.runtime_stand import item as guide_of

ADULT = Person(DocumentKind.RESIDENT, "测试甲", "990101198001010010", "1980-01-01", valid_to="2040-01-01")
PARENT = Person(DocumentKind.RESIDENT, "测试乙", "990101195001010010", "1950-01-01", valid_to="2040-01-01")
CHILD = Person(DocumentKind.RESIDENT, "测试丙", "990101201601010018", "2016-01-01", valid_to="2030-01-01")
YOUTH = Person(DocumentKind.RESIDENT, "测试丁", "990101200901010018", "2009-01-01", valid_to="2030-01-01")
OLD = Person(DocumentKind.RESIDENT, "测试戊", "990101194001010018", "1940-01-01", valid_to="2020-01-01")


class Walk:
    """A session without a runtime, before the service guide."""

    def __init__(self, *, online: bool = True) -> None:
        memory = Memory(around=Surroundings(today="2026-01-01", online=online))
        self.state: Advance = begin(FLOWS, "browse", memory)
        self(on.ItemOpened(replace(guide_of(), documents=("resident",))))

    def __call__(self, *events: Event) -> Walk:
        for event in events:
            if isinstance(event, on.Authorised):  # as the session does, which knows the time
                given = Consent("authorise", "1", "0" * 64, "2026-01-01T09:00:00+08:00")
                self.state = Advance(self.state.frames, put(self.memory(), "acting", consents=(given,)))
            self.state = advance(FLOWS, self.state.frames, self.state.memory, event)
        return self

    def screen(self) -> Screen:
        return screen_of(FLOWS, self.state.frames)

    def memory(self) -> Memory:
        return self.state.memory


def card(person: Person) -> on.CardRead:
    return on.CardRead(person, b"photo", "05.03")


def principal(person: Person, relation: Relation = Relation.AGENT, png: bytes = b"png") -> Walk:
    return Walk()(
        on.StartedForOther(), on.RelationChosen(relation.value), card(person), on.TimedOut("card-done"),
        on.Authorised(png),
    )  # fmt: skip


def test_agent_acts_for_somebody_who_is_there_and_signs() -> None:
    walk = Walk()(on.StartedForOther())
    assert walk.screen() is Screen.WHOSE
    walk(on.RelationChosen("agent"))
    assert walk.screen() is Screen.CARD
    assert do.StartReading() in walk.state.effects
    walk(on.CardDetected(), card(PARENT), on.TimedOut("card-done"))
    assert walk.screen() is Screen.AUTHORISE
    walk(on.Authorised(b"png"))
    assert walk.screen() is Screen.CARD, "now the card of the one who acts"
    walk(card(ADULT), on.TimedOut("card-done"), on.WaysFound("199****0001"), on.WayChosen("sms"))
    walk(on.CodeSent("c", "199****0001", 60), on.CodeEntered("1"), on.SessionOpened("s", "t", {}))
    memory = walk.memory()
    assert walk.screen() is Screen.FORM
    assert memory.applicant == PARENT
    assert memory.identity.person == ADULT
    assert (memory.acting.relation, memory.acting.signature) == (Relation.AGENT, b"png")


def test_guardian_acts_for_a_child_whose_face_is_never_asked_for() -> None:
    walk = principal(CHILD, Relation.GUARDIAN, b"")
    walk(card(ADULT), on.TimedOut("card-done"))
    assert walk.screen() is Screen.IDENTITY_CHOICE
    assert walk.memory().identity.person == ADULT
    assert walk.memory().identity.photo == b"photo"
    assert walk.memory().acting.signature == b""
    walk(on.WayChosen("face"))
    assert walk.screen() is Screen.FACE_CONSENT, "the guardian's own face, and only with consent"


def test_nothing_is_authorised_without_a_signature() -> None:
    walk = principal(PARENT, png=b"")
    assert walk.screen() is Screen.AUTHORISE


@pytest.mark.parametrize(
    ("relation", "person", "fault"),
    [
        (Relation.AGENT, CHILD, "principal-minor"),
        (Relation.STAFF, YOUTH, "principal-minor"),
        (Relation.GUARDIAN, PARENT, "principal-adult"),
        (Relation.AGENT, OLD, "document-expired"),
    ],
)
def test_card_that_cannot_be_acted_for_is_refused(relation: Relation, person: Person, fault: str) -> None:
    walk = Walk()(on.StartedForOther(), on.RelationChosen(relation.value), card(person))
    assert walk.screen() is Screen.CARD
    assert (walk.memory().card.fault, walk.memory().acting.principal) == (fault, None)
    walk(card(CHILD if relation is Relation.GUARDIAN else PARENT), on.TimedOut("card-done"))
    assert walk.screen() is Screen.AUTHORISE


def test_document_the_item_does_not_take_is_refused_of_the_principal_and_not_of_the_agent() -> None:
    foreign = Person(DocumentKind.FOREIGNER_2023, "SAMPLE", "911000198001010010", "1980-01-01", valid_to="2040-01-01")
    walk = Walk()(on.StartedForOther(), on.RelationChosen("agent"), card(foreign))
    assert walk.memory().card.fault == "document-not-accepted"
    acting = principal(PARENT)(card(foreign))
    assert acting.memory().identity.person == foreign


@pytest.mark.parametrize(("person", "fault"), [(PARENT, "same-card"), (YOUTH, "acting-minor")])
def test_who_cannot_act_is_told_and_another_card_may_be_laid_down(person: Person, fault: str) -> None:
    walk = principal(PARENT)(card(person))
    assert (walk.screen(), walk.memory().card.fault) == (Screen.CARD, fault)
    assert walk.memory().identity.person is None
    walk(on.RetryAsked(), card(ADULT), on.TimedOut("card-done"))
    assert walk.screen() is Screen.IDENTITY_CHOICE


def test_going_back_forgets_whose_matter_it_was() -> None:
    walk = Walk()(on.StartedForOther(), on.RelationChosen("agent"), card(PARENT), on.TimedOut("card-done"))
    walk(on.WentBack())
    assert (walk.screen(), walk.memory().acting.principal) == (Screen.CARD, None)
    walk(on.WentBack())
    assert (walk.screen(), walk.memory().acting.relation) == (Screen.WHOSE, None)
    walk(on.WentBack())
    assert walk.screen() is Screen.CLEARED, "a card was read: the process ends with it"


def test_going_back_before_a_card_was_read_leads_to_the_guide_and_to_ones_own_matter() -> None:
    walk = Walk()(on.StartedForOther(), on.RelationChosen("agent"), on.WentBack(), on.WentBack())
    assert walk.screen() is Screen.ITEM
    walk(on.Started(), card(CHILD))
    assert walk.memory().applicant == CHILD
    assert walk.memory().acting.relation is None


def test_waiting_for_the_principals_card_ends_and_a_fault_is_told() -> None:
    walk = Walk()(on.StartedForOther(), on.RelationChosen("agent"), on.CardFailed("reader.sam-41-read-failed"))
    assert walk.memory().card.fault == "reader.sam-41-read-failed"
    walk(on.MoreTimeAsked())
    assert do.StartClock("card-wait") in walk.state.effects
    walk(on.RetryAsked(), on.TimedOut("card-wait"))
    assert walk.screen() is Screen.ITEM


def test_relation_nobody_knows_moves_nothing() -> None:
    assert Walk()(on.StartedForOther(), on.RelationChosen("friend")).screen() is Screen.WHOSE


def test_what_cannot_be_started_for_oneself_cannot_be_for_another() -> None:
    walk = Walk()
    walk.state = Advance(walk.state.frames, put(walk.memory(), "around", store_fault="store.full"))
    assert walk(on.StartedForOther()).screen() is Screen.ITEM


def test_principal_alone_makes_the_page_personal() -> None:
    walk = Walk()(on.StartedForOther(), on.RelationChosen("agent"))
    assert not walk.memory().personal
    walk(card(PARENT))
    assert walk.memory().personal
    walk(on.LeaveConfirmed())
    assert do.EndSession() in walk.state.effects
