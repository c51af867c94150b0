"""What is asked of the platform about a person: the real client, a real socket, the sandbox."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.domain.submission import Way
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.memory import Goal, Identity, Memory, Surroundings
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.wire import Session
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import open_store
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking, _code_refused, consent_to, evidence_of, reference
from offline_cache.contract import Link
from offline_cache.link import LinkStore
from offline_cache.statements import migrations
from tests.platform_stand import P03, SandboxStand, sandbox_stand
from tests.runtime_stand import FACE, NOON, PERSON, Ear, desk, item, settings, until

LICENCE = "lic-p01-driving"


class Room:
    """A sandbox, a terminal that knows it, and one who asks."""

    def __init__(self, stand: SandboxStand, at: Desk) -> None:
        self.stand, self.desk, self.ear = stand, at, Ear()
        self.desk._client = stand.platform
        self.asking = Asking(at)

    def memory(self, *, online: bool = True, **identity: object) -> Memory:
        who = Identity(person=PERSON, sam_id="05.03", face=FACE, way=Way.FACE)
        return Memory(
            goal=Goal.APPLY, item=item(), around=Surroundings(online=online), identity=replace(who, **identity)
        )

    def by_face(self) -> Memory:
        """A session, opened by the face."""
        memory = self.memory()
        self.asking.open_session(memory, self.ear.scope)
        opened = self.ear.last(on.SessionOpened)
        return put(memory, "identity", session_id=opened.session_id, token=opened.token)

    def sessions(self) -> int:
        return int(self.stand.control("state")["counts"]["sessions"])


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with sandbox_stand(tmp_path) as stand, desk(settings(tmp_path), ManualClock(NOON)) as at:
        yield Room(stand, at)


# --- ways and codes ---------------------------------------------------------------------------------------
def test_the_platform_says_which_ways_there_are(room: Room) -> None:
    room.asking.find_ways(room.memory(), room.ear.scope)
    assert room.ear.last(on.WaysFound).masked_phone == "199****0001"


def test_a_question_without_an_answer_is_a_fault_with_a_name(room: Room) -> None:
    room.stand.control("trouble", {"status": 503, "statusTimes": 1})
    room.asking.find_ways(room.memory(), room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == "platform.busy"


def test_when_the_line_comes_back_while_the_person_chooses_it_is_asked_then(room: Room) -> None:
    room.asking.find_ways(room.memory(online=False), room.ear.scope)
    room.desk.links.write(Link(online=False, fault="platform.no-link", changed_at=1, checked_at=1, clock_offset=0))
    assert room.ear.heard == []
    room.desk.links.write(Link(online=True, fault=None, changed_at=2, checked_at=2, clock_offset=0))
    assert room.ear.last(on.WaysFound).masked_phone == "199****0001"


def test_a_store_that_cannot_be_read_for_a_while_does_not_end_the_waiting(room: Room) -> None:
    with closing(open_store(room.desk.files)) as store:
        up = Link(online=True, fault=None, changed_at=2, checked_at=2, clock_offset=0)
        LinkStore(store).write(up)
        store.run("PRAGMA user_version = 99")
    room.asking.find_ways(room.memory(online=False), room.ear.scope)
    assert not room.ear.scope._over.wait(1.5)
    assert room.ear.heard == []
    with closing(sqlite3.connect(room.desk.files.outbox, isolation_level=None)) as other:
        other.execute(f"PRAGMA user_version = {len(migrations())}")
    assert room.ear.last(on.WaysFound).masked_phone == "199****0001"


def test_nobody_waits_for_the_line_once_the_page_is_left(room: Room) -> None:
    room.asking.find_ways(room.memory(online=False), room.ear.scope)
    room.ear.scope.close()
    room.desk._pool.shutdown(wait=True)
    assert room.ear.heard == []


def test_without_a_person_nothing_is_asked(room: Room) -> None:
    nobody = Memory()
    for question in (room.asking.find_ways, room.asking.send_code, room.asking.open_session):
        question(nobody, room.ear.scope)
    room.asking.watch_token(nobody, room.ear.scope)
    room.asking.drop_token(nobody, room.ear.scope)
    room.asking.end()
    assert room.ear.heard == []


def code_sent(room: Room) -> Memory:
    room.asking.send_code(room.memory(), room.ear.scope)
    sent = room.ear.last(on.CodeSent)
    assert sent.masked_phone == "199****0001"
    return room.memory(challenge_id=sent.challenge_id, way=Way.SMS, masked_phone=sent.masked_phone)


def test_the_right_code_opens_a_session_with_the_shared_data(room: Room) -> None:
    memory = code_sent(room)
    code = room.stand.sms_code(str(memory.identity.challenge_id))
    room.asking.open_session(put(memory, "identity", code=code), room.ear.scope)
    opened = room.ear.last(on.SessionOpened)
    assert opened.profile["phone"] == "19900000001"
    assert room.sessions() == 1
    assert opened.token not in repr(opened)


def test_a_session_opened_for_a_page_that_is_gone_is_closed_and_never_the_next_persons(room: Room) -> None:
    room.stand.control("trouble", {"latencyMs": 300, "path": "/v1/sessions"})
    late = Ear()
    room.asking.open_session(room.memory(), late.scope)
    late.scope.close()
    room.desk._pool.shutdown(wait=True)
    assert (late.heard, room.asking._session, room.sessions()) == ([], None, 1)
    with room.stand.sandbox.world.store.transaction() as db:
        (row,) = db.execute("SELECT * FROM sessions").fetchall()
    assert row["closed_at"] is not None


def test_a_wrong_code_says_how_many_tries_are_left_and_the_last_one_closes(room: Room) -> None:
    memory = code_sent(room)
    right = room.stand.sms_code(str(memory.identity.challenge_id))
    wrong = put(memory, "identity", code="000000" if right != "000000" else "000001")
    for left in (2, 1, 0):
        room.asking.open_session(wrong, room.ear.scope)
        room.ear.hears(on.CodeRefused(left))
    room.asking.open_session(put(memory, "identity", code=right), room.ear.scope)
    until(lambda: room.ear.all(on.CodeRefused).count(on.CodeRefused(0)) == 2, "locked")
    assert room.sessions() == 0


def test_a_code_that_came_too_late_costs_no_try(room: Room) -> None:
    memory = put(code_sent(room), "identity", code_tries=2)
    code = room.stand.sms_code(str(memory.identity.challenge_id))
    room.stand.shift(301)
    room.asking.open_session(put(memory, "identity", code=code), room.ear.scope)
    assert room.ear.last(on.CodeRefused) == on.CodeRefused(2, late=True)


def test_a_second_code_is_sent_after_the_minute_and_within_it_the_first_still_holds(room: Room) -> None:
    memory = code_sent(room)
    first = room.stand.sms_code(str(memory.identity.challenge_id))
    room.asking.send_code(memory, room.ear.scope)
    until(lambda: len(room.ear.all(on.CodeSent)) == 2, "the page again")
    assert room.ear.last(on.CodeSent).challenge_id == memory.identity.challenge_id
    assert room.stand.sms_code(str(memory.identity.challenge_id)) == first
    room.stand.shift(61)
    room.asking.send_code(memory, room.ear.scope)
    until(lambda: len(room.ear.all(on.CodeSent)) == 3, "another code")
    assert room.ear.all(on.PlatformFailed) == []


def test_a_resend_that_fails_otherwise_is_said(room: Room) -> None:
    memory = code_sent(room)
    room.stand.control("trouble", {"status": 500, "statusTimes": 1})
    room.asking.send_code(memory, room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == "platform.server-down"


def test_a_mismatch_of_name_and_number_is_not_taken_for_a_wrong_code(room: Room) -> None:
    memory = code_sent(room)
    other = put(memory, "identity", person=replace(PERSON, name=P03.name), code="1")
    room.asking.open_session(other, room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == "platform.refused"
    assert room.ear.all(on.CodeRefused) == []


def test_a_session_that_is_not_opened_by_the_code_page_fails_as_the_platforms(room: Room) -> None:
    room.stand.control("trouble", {"status": 500, "statusTimes": 1})
    room.asking.open_session(room.memory(), room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == "platform.server-down"


# --- licences ---------------------------------------------------------------------------------------------
def test_the_wallet_is_fetched_with_icons_and_masked_holders(room: Room) -> None:
    memory = room.by_face()
    room.asking.fetch_licences(memory, room.ear.scope)
    found = room.ear.last(on.LicencesFound)
    rows = {row.licence_id: row for row in found.rows}
    assert found.updated_at == "09:41"
    assert rows["lic-p01-teacher"].status == "revoked"
    assert rows[LICENCE].icon
    assert "、" in rows["lic-p01-marriage"].holder_masked
    assert PERSON.name not in str([row.holder_masked for row in found.rows])


def test_without_a_catalogue_the_wallet_has_one_icon(room: Room) -> None:
    memory = room.by_face()
    room.desk.catalogue = None
    room.asking.fetch_licences(memory, room.ear.scope)
    assert {row.icon for row in room.ear.last(on.LicencesFound).rows} == {"id"}


def test_without_a_session_there_is_no_wallet_and_no_code(room: Room) -> None:
    room.asking.fetch_licences(room.memory(), room.ear.scope)
    room.ear.hears(on.PlatformFailed("platform.step-up"))
    other = Ear()
    room.asking.make_token(room.memory(), other.scope)
    other.hears(on.PlatformFailed("platform.step-up"))


def made(room: Room, memory: Memory) -> tuple[Memory, on.TokenMade]:
    memory = put(memory, "showing", licence_id=LICENCE)
    room.asking.make_token(memory, room.ear.scope)
    token = room.ear.last(on.TokenMade)
    assert token.seconds == 60.0
    return put(memory, "showing", token_id=token.token_id), token


def test_a_code_that_is_scanned_says_who_scanned_it_and_when(room: Room) -> None:
    memory, token = made(room, room.by_face())
    room.asking.watch_token(memory, room.ear.scope)
    assert room.stand.redeem(token.payload)
    assert room.ear.last(on.TokenRedeemed) == on.TokenRedeemed("示例市图书馆", "09:41")


def test_watching_goes_on_through_trouble_and_ends_with_the_token(room: Room) -> None:
    memory, _ = made(room, room.by_face())
    room.stand.control("trouble", {"status": 500, "statusTimes": 1, "path": "/v1/show-tokens"})
    room.asking.watch_token(memory, room.ear.scope)
    room.stand.shift(61)
    room.desk._pool.shutdown(wait=True)
    assert room.ear.all(on.TokenRedeemed) == []


def test_a_code_is_dead_once_its_page_is_left(room: Room) -> None:
    memory, token = made(room, room.by_face())
    blanked = put(memory, "showing", token_id="", payload="")
    room.asking.drop_token(blanked, room.ear.scope)
    room.desk._pool.shutdown(wait=True)
    assert not room.stand.redeem(token.payload), "the page that is left has already forgotten the token's id"


def test_a_code_made_for_a_page_that_is_gone_is_dead_at_once(room: Room) -> None:
    memory = put(room.by_face(), "showing", licence_id=LICENCE)
    room.stand.control("trouble", {"latencyMs": 300, "path": "/v1/licences"})
    late = Ear()
    room.asking.make_token(memory, late.scope)
    late.scope.close()
    room.desk._pool.shutdown(wait=True)
    assert late.heard == []
    assert room.stand.control("state")["counts"]["tokens"] == 1
    with room.stand.sandbox.world.store.transaction() as db:
        (row,) = db.execute("SELECT * FROM tokens").fetchall()
    assert row["dead_at"] is not None


def test_dropping_what_cannot_be_dropped_is_no_fault(room: Room) -> None:
    memory, _ = made(room, room.by_face())
    room.stand.control("trouble", {"status": 500, "statusTimes": 1})
    room.asking.drop_token(memory, room.ear.scope)
    room.asking.drop_token(memory, room.ear.scope)
    room.desk._pool.shutdown(wait=True)
    assert room.ear.all(on.PlatformFailed) == []


def test_at_the_end_the_session_is_closed_and_its_code_is_dead(room: Room) -> None:
    _, token = made(room, room.by_face())
    room.asking.end()
    assert not room.stand.redeem(token.payload)
    room.asking.end()


def test_the_end_does_not_wait_for_a_platform_that_hangs(room: Room) -> None:
    room.by_face()
    room.stand.control("trouble", {"latencyMs": 8000, "path": "/v1/sessions"})
    room.asking.end()
    assert room.asking._session is None
    room.stand.control("trouble", {})


@pytest.mark.expects_warnings
def test_a_mistake_of_ours_leaves_nobody_waiting(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.by_face()
    room.asking._session = Session("not/an/id", "t", "verified", "", {})
    memory = put(room.memory(), "showing", licence_id="../../elsewhere")
    room.asking.make_token(memory, room.ear.scope)
    room.ear.hears(on.PlatformFailed("platform.bad-answer"))
    room.desk._pool.shutdown(wait=True)
    assert "ValueError" in caplog.text
    assert "elsewhere" not in caplog.text


# --- evidence ---------------------------------------------------------------------------------------------
def test_evidence_says_how_and_holds_no_more_than_that_way_needs(room: Room) -> None:
    consent = consent_to("face-check", NOON)
    memory = room.memory(consents=(consent,), session_id="s-1")
    by_face = evidence_of(memory, NOON)
    assert (by_face.way, by_face.identity, by_face.face, by_face.consents) == (Way.FACE, "verified", FACE, (consent,))
    by_code = evidence_of(put(memory, "identity", way=Way.SMS), NOON)
    assert (by_code.face, by_code.consents, by_code.session_id) == (None, (), "s-1")
    signed = evidence_of(put(memory, "identity", way=None), NOON)
    assert (signed.way, signed.identity) == (Way.SIGNATURE, "pending")
    assert dt.datetime.fromisoformat(signed.captured_at) == NOON


def test_a_refusal_without_a_word_is_not_about_the_code() -> None:
    assert _code_refused(PlatformError(PlatformFault.REFUSED), 3) is None
    assert _code_refused(PlatformError(PlatformFault.TIMEOUT), 3) is None
    assert _code_refused(PlatformError(PlatformFault.LOCKED), 3) == on.CodeRefused(0)


def test_a_person_is_named_by_three_things() -> None:
    assert (reference(PERSON).kind, reference(PERSON).number) == ("resident", PERSON.number)
    assert PERSON.number not in repr(reference(PERSON))
