"""第二人复核 at the desk: another account with another card lets a form go or sends it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.wire import HandoverRedemption
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import change_data_key, open_store
from kiosk.runtime.files import Files
from kiosk.runtime.workbench.bench import Bench
from kiosk.runtime.workbench.counter import PlatformCounter
from kiosk.runtime.workbench.drawer import KEEP, Drawer, drawer_of
from kiosk.runtime.workbench.view import Act, Page
from kiosk.staff.roles import Role
from offline_cache.contract import StoreError
from offline_cache.crypto import Vault
from tests.counter_stand import Told
from tests.desk_stand import DATA_KEY, OneDoor, Shelf, signed_in
from tests.platform_stand import SandboxStand, sandbox_stand
from tests.runtime_stand import CATALOGUE, NOON, until

ITEM, CLERK, REVIEWER, BOTH = "mz-lsjz", "s-02", "s-03", "s-05"
PHONE = "19900000001"


class Line:
    """The platform behind a line that can be cut before or after a hand-over arrives."""

    def __init__(self, stand: SandboxStand) -> None:
        self._there, self.cut = stand.platform, ""
        self.codes: list[str] = []
        """Of what was laid down, also where the answer got lost."""

    def __getattr__(self, name: str) -> Any:
        if self.cut == "before":
            raise PlatformError(PlatformFault.NO_LINK)
        return getattr(self._there, name)

    def make_handover(self, handover: Any) -> Any:
        if self.cut != "before":
            answer = self._there.make_handover(handover)
            self.codes.append(answer.code)
        if self.cut:
            raise PlatformError(PlatformFault.NO_LINK)
        return answer


class Desk:
    """One member of staff at the desk of one terminal."""

    def __init__(self, folder: Path, line: Line, staff: str, *roles: Role, card: str = "") -> None:
        self.clock, self.shelf, self.told = ManualClock(NOON), Shelf(folder), Told()
        self.door = OneDoor(*roles, number=staff)
        self.door.person = replace(self.door.person, card=card)
        counter = PlatformCounter(lambda: nullcontext(line), lambda: CATALOGUE, self.told, self.clock)
        self.bench = Bench(self.door, self.shelf, counter, self.clock)
        signed_in(self.bench)

    def turn_to(self, page: Page) -> tuple[str, ...]:
        """The standings of its rows."""
        self.bench.turn_to(page)
        until(lambda: self.bench.view.page is page and not self.bench.view.busy, f"on {page}", self.bench.view)
        return tuple(row.standing for row in self.bench.view.rows)

    def do(self, what: Callable[..., None], *words: str) -> str:
        """Then what went wrong."""
        what(*words)
        until(lambda: not self.bench.view.busy, "done", self.bench.view)
        return self.bench.view.problem

    def act(self, act: Act) -> str:
        """With the first row."""
        self.bench.choose(self.bench.view.rows[0].row_id)
        assert act in self.bench.view.acts, self.bench.view.acts
        return self.do(self.bench.act, act)

    def filled(self) -> None:
        """A form of the item that wants a second look."""
        self.do(self.bench.begin, ITEM)
        self.bench.fill("phone", PHONE)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with sandbox_stand(tmp_path) as stand:
        yield Line(stand)


@pytest.fixture
def desks(tmp_path: Path, line: Line) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def one(staff: str, *roles: Role, card: str = "") -> Desk:
        made.append(Desk(tmp_path, line, staff, *roles, card=card))
        return made[-1]

    yield one
    for desk in made:
        desk.bench.close()


def waiting(desks: Callable[..., Desk], card: str = "") -> Desk:
    """A clerk whose form waits for a second person."""
    clerk = desks(CLERK, Role.CLERK, card=card)
    clerk.filled()
    assert clerk.do(clerk.bench.ask_look) == ""
    assert clerk.bench.view.help.stage == "none"
    return clerk


def looking(desks: Callable[..., Desk]) -> Desk:
    """A reviewer who has it open."""
    reviewer = desks(REVIEWER, Role.REVIEWER)
    reviewer.turn_to(Page.REVIEW)
    assert reviewer.act(Act.LOOK) == ""
    return reviewer


def test_it_goes_back_with_the_reason_and_goes_once_another_has_seen_it(
    desks: Callable[..., Desk], line: Line
) -> None:
    clerk = waiting(desks)
    assert clerk.turn_to(Page.DRAFTS) == ("second",)
    reviewer = looking(desks)
    assert (reviewer.bench.view.look.stage, reviewer.bench.view.counts["review"]) == ("look", 1)
    reviewer.bench.mark("phone")
    assert reviewer.do(reviewer.bench.decide, "contradicts") == ""
    assert clerk.turn_to(Page.DRAFTS) == ("sent-back",)
    clerk.act(Act.RESUME)
    shown = clerk.bench.view.help
    assert (clerk.bench.view.page, shown.why, shown.wants_look) == (Page.ASSIST, "contradicts", True)
    assert [(one.value, one.name) for one in shown.fields if one.marked] == [(PHONE, "phone")]
    clerk.bench.fill("phone", "19900000002")
    assert clerk.do(clerk.bench.hand_back) == "staff.not-looked-at"
    clerk.do(clerk.bench.ask_look)
    again = looking(desks)
    assert again.do(again.bench.decide) == ""
    assert again.bench.view.rows == ()
    assert clerk.turn_to(Page.DRAFTS) == ("looked-at",)
    clerk.act(Act.RESUME)
    assert (clerk.bench.view.help.wants_look, clerk.bench.view.help.looked_by) == (False, REVIEWER)
    assert clerk.do(clerk.bench.hand_back) == ""
    seen = line.redeem_handover(HandoverRedemption(clerk.bench.view.help.code))
    assert seen.draft.draft.form == {"phone": "19900000002"}
    assert clerk.turn_to(Page.DRAFTS) == ()
    (sent_back,) = (about for code, about in reviewer.told.said if code == "second-look")
    assert (sent_back["staff"], sent_back["first"], sent_back["why"]) == (REVIEWER, CLERK, "contradicts")
    handed = dict(clerk.told.said)["help-handed-back"]
    assert (handed["staff"], handed["looker"]) == (CLERK, REVIEWER)
    assert clerk.told.codes().count("look-asked") == 2


def test_nobody_looks_at_their_own_nor_with_the_card_of_who_filled_it_in(desks: Callable[..., Desk]) -> None:
    both = desks(BOTH, Role.CLERK, Role.REVIEWER)
    both.filled()
    both.do(both.bench.ask_look)
    assert both.turn_to(Page.REVIEW) == ("own",)
    both.bench.choose(both.bench.view.rows[0].row_id)
    assert both.bench.view.acts == ()
    both.bench._draw(Act.DROP, both.bench.view.rows[0].row_id, both.door.person)
    clerk = waiting(desks, card="c0")
    other = desks(REVIEWER, Role.REVIEWER, card="c0")
    other.turn_to(Page.REVIEW)
    assert other.act(Act.LOOK) == "staff.own-look"
    assert clerk.turn_to(Page.DRAFTS) == ("second",)


def test_what_is_changed_after_it_was_seen_is_not_seen(desks: Callable[..., Desk]) -> None:
    clerk = waiting(desks)
    reviewer = looking(desks)
    reviewer.do(reviewer.bench.decide)
    clerk.turn_to(Page.DRAFTS)
    clerk.act(Act.RESUME)
    clerk.bench.fill("phone", "19900000003")
    assert clerk.bench.view.help.wants_look
    assert clerk.do(clerk.bench.hand_back) == "staff.not-looked-at"


def test_taken_out_while_somebody_looks_it_cannot_be_let_go(desks: Callable[..., Desk]) -> None:
    clerk = waiting(desks)
    reviewer = looking(desks)
    clerk.turn_to(Page.DRAFTS)
    clerk.act(Act.RESUME)
    assert reviewer.do(reviewer.bench.decide) == "store.step-not-allowed"
    assert clerk.do(clerk.bench.hand_back) == "staff.not-looked-at"


def test_without_a_line_and_after_a_power_cut_it_still_waits_and_can_be_seen(
    desks: Callable[..., Desk], line: Line, tmp_path: Path
) -> None:
    waiting(desks)
    line.cut = "before"
    reviewer = desks(REVIEWER, Role.REVIEWER)
    assert reviewer.turn_to(Page.REVIEW) == ("second",)
    assert reviewer.bench.view.problem == "platform.no-link"
    reviewer.act(Act.LOOK)
    assert reviewer.do(reviewer.bench.decide) == ""
    clerk = desks(CLERK, Role.CLERK)
    assert clerk.turn_to(Page.DRAFTS) == ("looked-at",)
    clerk.act(Act.RESUME)
    assert clerk.do(clerk.bench.hand_back) == "platform.no-link"
    assert clerk.turn_to(Page.DRAFTS) == ("looked-at",), "it is not lost"
    sealed = b"".join(path.read_bytes() for path in (tmp_path / "desk").glob("*.form"))
    assert sealed
    assert PHONE.encode() not in sealed
    line.cut = ""
    assert clerk.do(clerk.bench.hand_back) == ""


def test_an_answer_that_got_lost_is_asked_for_again_and_is_the_same_code(
    desks: Callable[..., Desk], line: Line
) -> None:
    clerk = desks(CLERK, Role.CLERK)
    clerk.do(clerk.bench.begin, "yb-mzbx")
    clerk.bench.fill("amount", "12")
    line.cut = "after"
    assert clerk.do(clerk.bench.hand_back) == "platform.no-link"
    line.cut = ""
    assert clerk.do(clerk.bench.hand_back) == ""
    assert line.codes == [clerk.bench.view.help.code] * 2


@pytest.mark.expects_warnings
def test_another_key_opens_nothing_and_a_strange_name_is_no_form(
    desks: Callable[..., Desk], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    waiting(desks)
    folder = tmp_path / "desk"
    (path,) = folder.glob("*.form")
    before = path.read_bytes()
    stranger = Drawer(folder, lambda: Vault(b"o" * 32))
    assert stranger.all(NOON.timestamp()) == stranger.all(NOON.timestamp()) == ()
    assert caplog.text.count("cannot be opened") == 1
    assert path.read_bytes() == before
    with pytest.raises(StoreError):
        stranger.find("../outbox")
    mine = Drawer(folder, lambda: Vault(b"o" * 32, (DATA_KEY,)))
    assert mine.reseal() == 1
    assert len(stranger.all(NOON.timestamp())) == 1
    assert stranger.all(NOON.timestamp() + KEEP + 1) == ()
    assert not path.exists(), "it is somebody's, and is not kept for ever"


def test_a_new_data_key_opens_what_lay_in_the_drawer(desks: Callable[..., Desk], tmp_path: Path) -> None:
    files = Files(tmp_path / "state")
    open_store(files).close()
    waiting(desks)
    (slip,) = Drawer(tmp_path / "desk", lambda: Vault(DATA_KEY)).all(NOON.timestamp())
    kept = drawer_of(files).keep(replace(slip, version=0))
    change_data_key(files)
    assert drawer_of(files).find(slip.draft.draft_id) == kept
