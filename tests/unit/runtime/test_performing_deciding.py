"""秒批 on the page: the platform is asked until it has decided, what it said is kept, and nothing waits for ever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows.memory import Case, Memory
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.wire import CaseResult, SubmissionAnswer
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.delays import DECISION_INTERVAL, DECISION_PATIENCE
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.casework import Casework
from kiosk.runtime.performing.deciding import Deciding
from tests.runtime_stand import NOON, Ear, answered, desk, memory_at_form, settings

JOB = uuid7()
TAKEN = SubmissionAnswer(JOB, "yb-gjzh", "ACCEPTED", Text("已受理"), "SL1", "2026-07-12T09:41:00+08:00")


def decided(decision: str) -> SubmissionAnswer:
    result = CaseResult(decision, Text("为什么"), "2026-07-12T09:41:02+08:00")
    return replace(TAKEN, state=decision, text=Text("决定了"), result=result)


class Platform:
    """Answers one after another; the last one again and again."""

    def __init__(self) -> None:
        self.says: list[SubmissionAnswer | PlatformError] = [TAKEN]
        self.asked = 0

    def get_submission(self, submission_id: str) -> SubmissionAnswer:
        assert submission_id == JOB
        self.asked += 1
        said = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        if isinstance(said, PlatformError):
            raise said
        return said

    def close(self) -> None:
        """Nothing is open."""


class Room:
    """A case that the platform took, and its page."""

    def __init__(self, at: Desk, clock: ManualClock) -> None:
        self.desk, self.clock, self.platform = at, clock, Platform()
        client: Any = self.platform
        at._client = client
        at.outbox.enqueue(JOB, "submission", b"{}")
        at.outbox.claim(1e12)
        at.outbox.complete(JOB, msgspec.json.encode(TAKEN))
        self.deciding = Deciding(at, memory(instant=True))

    def looks(self, answer: SubmissionAnswer = TAKEN, *, after: float = 0.0) -> tuple[Outcome, str, str | None]:
        self.clock.pass_time(after)
        told = self.deciding.told(answer)
        return told.outcome, told.decision, told.text


def memory(*, instant: bool) -> Memory:
    session = answered(memory_at_form())
    assert session.item is not None
    item = replace(session.item, guide=replace(session.item.guide, instant=instant))
    return replace(session, item=item, case=Case(JOB, "A03-0712-0046", stored_at=NOON.timestamp()))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    clock = ManualClock(NOON)
    with desk(settings(tmp_path), clock) as at:
        yield Room(at, clock)


@pytest.mark.parametrize(
    ("decision", "told"),
    [("APPROVED", (Outcome.ACCEPTED, "approved", "为什么")), ("REJECTED", (Outcome.FAILED, "refused", "为什么"))],
)
def test_decision_that_comes_a_moment_later_is_told_and_kept(
    room: Room, decision: str, told: tuple[Outcome, str, str]
) -> None:
    room.platform.says = [TAKEN, PlatformError(PlatformFault.TIMEOUT), decided(decision)]
    waiting = (Outcome.ACCEPTED, "deciding", "已受理")
    assert [room.looks(), room.looks(), room.looks(after=DECISION_INTERVAL)] == [waiting] * 3
    assert room.platform.asked == 2, "not at every look"
    assert room.looks(after=DECISION_INTERVAL) == told
    kept = room.desk.outbox.answer(JOB)
    assert kept is not None
    assert room.looks(msgspec.json.decode(kept, type=SubmissionAnswer)) == told, "no later look says less"
    assert room.platform.asked == 3


def test_platform_that_does_not_decide_is_asked_a_bounded_time(room: Room) -> None:
    for _ in range(200):
        assert room.looks(after=1.0)[1] == "deciding"
    assert room.platform.asked <= DECISION_PATIENCE / DECISION_INTERVAL + 1


def test_answer_that_brings_the_decision_asks_nobody(room: Room) -> None:
    assert room.looks(decided("APPROVED")) == (Outcome.ACCEPTED, "approved", "为什么")
    assert room.looks(decided("SOMETHING_NEW"))[1] == ""
    assert room.platform.asked == 0


def test_who_is_not_confirmed_yet_and_what_is_not_instant_waits_for_nobody(room: Room) -> None:
    assert room.looks(replace(TAKEN, identity_pending=True))[1] == ""
    assert room.looks(replace(TAKEN, state="RETURNED"))[1] == ""
    room.deciding = Deciding(room.desk, memory(instant=False))
    assert room.looks()[1] == ""
    assert room.platform.asked == 0


def test_page_hears_that_it_is_being_decided_and_then_how(room: Room) -> None:
    room.platform.says = [decided("REJECTED")]
    ear = Ear()
    Casework(room.desk).watch_case(memory(instant=True), ear.scope)
    told = ear.last(on.CaseAnswered)
    ear.scope.close()
    assert (told.outcome, told.decision, told.text) == (Outcome.FAILED, "refused", "为什么")
