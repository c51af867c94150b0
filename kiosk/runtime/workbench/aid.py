"""What one member of staff has on the desk for somebody: a form, then the code under which it was laid down.

Locked, the desk shows nothing of it; it is there again for the same member of staff and for nobody else, also after
a power cut: every answer lies in the drawer. Must never give back unseen what wants a second look.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from msgspec.structs import replace

from kiosk.domain.ids import uuid7
from kiosk.domain.text import Language
from kiosk.runtime.clock import Clock
from kiosk.runtime.workbench import assisting
from kiosk.runtime.workbench.assisting import Case
from kiosk.runtime.workbench.drawer import Drawer, Slip, Stage
from kiosk.runtime.workbench.view import Act, HelpView, Row
from kiosk.staff.faults import StaffError, StaffFault
from kiosk.staff.people import Person
from offline_cache.contract import StoreError, StoreFault


class Counter(Protocol):
    """The desk at the platform; see kiosk.runtime.workbench.counter.PlatformCounter. All raise PlatformError."""

    def offers(self) -> tuple[Row, ...]:
        """What can be begun here."""

    def take_up(self, code: str, staff: str) -> Case:
        """What somebody laid down."""

    def begin(self, row_id: str, staff: str) -> Case:
        """A new form."""

    def opened(self, slip: Slip) -> Case:
        """What lies in the drawer."""

    def hand_back(self, slip: Slip) -> tuple[str, str]:
        """Lay it down: the code, and until when."""

    def look_asked(self, slip: Slip) -> None:
        """It waits for a second person: tell the trail."""

    def looked(self, slip: Slip, staff: str, why: str) -> None:
        """A second person lets it go, or sends it back for that reason: tell the trail."""

    def reviews(self, staff: str) -> tuple[Row, ...]:
        """What waits for a second person."""

    def decide(self, act: Act, row: Row, staff: str, why: str) -> None:
        """The second person's word."""


class Aid:
    """One form at a time. Written by the desk's one worker thread, but for `fill`: a word is seen at once."""

    def __init__(self, counter: Counter, drawer: Drawer, clock: Clock) -> None:
        self._counter, self._drawer, self._clock = counter, drawer, clock
        self._case: Case | None = None
        self._slip: Slip | None = None
        """As the drawer has it."""
        self._changed = False
        self._handed = ("", "")
        self._whose = ""

    def of(self, staff: str) -> HelpView:
        """What that person sees; what somebody else had there is in their drawer."""
        if staff != self._whose:
            self.set_aside()
            self._whose = staff
        case, slip = self._case, self._slip
        if case is None or slip is None:
            return HelpView()
        code, until = self._handed
        return HelpView(
            stage="handed" if code else "form",
            item=case.item.name.said(Language.ZH_HANS),
            fields=() if code else assisting.fields(case, self._today(), slip.marked),
            theirs=case.draft.based_on is not None,
            code=code,
            until=until,
            wants_look=case.item.second_look and (slip.look is None or self._changed),
            why=slip.why,
            looked_by=slip.look.account_id if slip.look and not self._changed else "",
        )

    def slips(self, staff: str) -> tuple[Slip, ...]:
        """What lies in that person's drawer, the latest first."""
        lying = self._drawer.all(self._clock.wall().timestamp())
        return tuple(one for one in lying if one.staff == staff)

    def take_up(self, code: str, person: Person) -> None:
        """What somebody laid down, where the desk is free."""
        if self._case is None:
            self._put(self._counter.take_up(code, self._whose), person)

    def begin(self, row_id: str, person: Person) -> None:
        """A new form, where the desk is free."""
        if self._case is None:
            self._put(self._counter.begin(row_id, self._whose), person)

    def resume(self, draft_id: str) -> None:
        """Out of the drawer again, where the desk is free; one that waits for a second person waits no more."""
        slip = self._drawer.find(draft_id)
        if slip is None or slip.staff != self._whose:
            raise StoreError(StoreFault.JOB_UNKNOWN, "no such form in the drawer")
        if self._case is None:
            case = self._counter.opened(slip)
            taken = replace(slip, stage=Stage.DRAFT) if slip.stage is Stage.WAITING else slip
            self._slip = self._drawer.keep(taken) if taken is not slip else slip
            self._case, self._changed = case, False

    def drop(self, draft_id: str) -> None:
        """Throw away what lies in the drawer."""
        if any(one.draft.draft_id == draft_id for one in self.slips(self._whose)):
            self._drawer.drop(draft_id)

    def fill(self, name: str, value: str) -> None:
        """Another answer."""
        if self._case is not None and not self._handed[0]:
            before, self._case = self._case, assisting.answered(self._case, name, value)
            self._changed = self._changed or before.answers != self._case.answers

    def keep(self) -> None:
        """What was typed lies in the drawer; other answers than those that were seen are not seen."""
        if self._case is None or self._slip is None or not self._changed:
            return
        case, self._changed = self._case, False
        now = self._clock.wall()
        draft = assisting.written(case, now)
        slip = replace(self._slip, draft=draft, at=now.timestamp(), handover_id=uuid7(), stage=Stage.DRAFT, look=None)
        try:
            self._slip = self._drawer.keep(slip)
        except (StoreError, OSError):
            self._changed = True
            raise

    def ask_look(self) -> None:
        """Lay it before a second person; the desk is free then."""
        self.keep()
        if self._slip is not None and not self._handed[0]:
            self._counter.look_asked(self._slip)
            self._drawer.keep(replace(self._slip, stage=Stage.WAITING, why="", marked=(), look=None))
            self._clear()

    def hand_back(self) -> None:
        """Lay it down, once. Raises StaffError (NOT_LOOKED_AT)."""
        self.keep()
        case, slip = self._case, self._slip
        if case is None or slip is None or self._handed[0]:
            return
        if case.item.second_look and (slip.look is None or slip.look.account_id == slip.staff):
            raise StaffError(StaffFault.NOT_LOOKED_AT)
        self._handed = self._counter.hand_back(slip)
        self._drawer.drop(slip.draft.draft_id)

    def set_aside(self) -> None:
        """Nothing is on the desk any more; what is not given back lies in the drawer."""
        try:
            self.keep()
        finally:
            self._clear()

    def put_away(self) -> None:
        """Nothing is on the desk any more, nor in the drawer."""
        if self._slip is not None:
            self._drawer.drop(self._slip.draft.draft_id)
        self._clear()

    def _put(self, case: Case, person: Person) -> None:
        now = self._clock.wall()
        name = case.item.name.said(Language.ZH_HANS)
        draft = assisting.written(case, now)
        there = self._drawer.find(draft.draft_id)
        made = Slip(draft, name, self._whose, person.card, now.timestamp(), version=there.version if there else 0)
        self._slip = self._drawer.keep(made)
        self._case, self._changed = case, False

    def _clear(self) -> None:
        self._case, self._slip, self._handed, self._changed = None, None, ("", ""), False

    def _today(self) -> dt.date:
        return self._clock.wall().date()
