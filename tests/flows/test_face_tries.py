"""Tries of the face check in the tables: each has a reason, none is given back."""

from __future__ import annotations

import pytest

from kiosk.domain.person import DocumentKind, Person
from kiosk.domain.submission import FaceEvidence
from kiosk.flows import events as on
from kiosk.flows.engine import Advance, advance, begin, screen_of
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory, Surroundings
from kiosk.flows.screens import Screen
from kiosk.flows.tables import FLOWS
from tests.runtime_stand import item

PERSON = Person(DocumentKind.RESIDENT, "测试甲", "990101198001010010", "1980-01-01", valid_to="2040-01-01")


def failed(reason: str) -> on.FaceDecided:
    return on.FaceDecided(FaceEvidence(0.0, "reject", "sface", "active-only", ("blink",), 1, reason))


class Walk:
    """A person who has agreed to the face check."""

    def __init__(self) -> None:
        memory = Memory(around=Surroundings(today="2026-01-01"))
        self.state: Advance = begin(FLOWS, "browse", memory)
        self(on.ItemOpened(item()), on.Started(), on.CardRead(PERSON, b"photo"), on.TimedOut("card-done"))
        self(on.WaysFound("199****0001"), on.WayChosen("face"), on.Agreed())

    def __call__(self, *events: Event) -> Walk:
        for event in events:
            self.state = advance(FLOWS, self.state.frames, self.state.memory, event)
        return self

    def screen(self) -> Screen:
        return screen_of(FLOWS, self.state.frames)


@pytest.mark.parametrize("reason", ["late", "track-lost", "another-face", "not-live", "doubtful", "not-alike"])
def test_reason_of_the_last_try_is_kept_for_the_page(reason: str) -> None:
    walk = Walk()(on.FaceGuided("look", "blink", 0, 2), failed(reason))
    identity = walk.state.memory.identity
    assert walk.screen() is Screen.FACE
    assert (identity.face_reason, identity.face_tries, identity.challenge) == (reason, 1, None)


def test_going_away_between_two_tries_uses_up_none_and_in_the_middle_of_one_does() -> None:
    walk = Walk()(failed("late"), on.FaceGuided("again", None, 0, 2), on.WentBack())
    assert walk.state.memory.identity.face_tries == 1
    walk(on.WayChosen("face"), on.Agreed(), on.FaceGuided("look", "blink", 0, 2), on.WentBack())
    assert walk.state.memory.identity.face_tries == 2


def test_reason_does_not_outlive_the_next_consent() -> None:
    walk = Walk()(failed("late"), on.WentBack(), on.WayChosen("face"), on.Agreed())
    assert walk.state.memory.identity.face_reason is None
