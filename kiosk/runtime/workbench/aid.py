"""What one member of staff has on the desk for somebody: a form, then the code under which it was laid down.

Locked, the desk shows nothing of it; it is there again for the same member of staff and for nobody else.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from kiosk.domain.text import Language
from kiosk.runtime.clock import Clock
from kiosk.runtime.workbench import assisting
from kiosk.runtime.workbench.assisting import Case
from kiosk.runtime.workbench.view import Act, HelpView, Row


class Counter(Protocol):
    """The desk at the platform; see kiosk.runtime.workbench.counter.PlatformCounter. All raise PlatformError."""

    def offers(self) -> tuple[Row, ...]:
        """What can be begun here."""

    def take_up(self, code: str, staff: str) -> Case:
        """What somebody laid down."""

    def begin(self, row_id: str, staff: str) -> Case:
        """A new form."""

    def hand_back(self, case: Case, staff: str) -> tuple[str, str]:
        """Lay it down: the code, and until when."""

    def reviews(self, staff: str) -> tuple[Row, ...]:
        """What waits for a second person."""

    def decide(self, act: Act, row: Row, staff: str, why: str) -> None:
        """The second person's word."""


class Aid:
    """One form at a time. Written by the desk's one worker thread, but for `fill`: a word is seen at once."""

    def __init__(self, counter: Counter, clock: Clock) -> None:
        self._counter, self._clock = counter, clock
        self._case: Case | None = None
        self._handed = ("", "")
        self._whose = ""

    def of(self, staff: str) -> HelpView:
        """What that person sees; what somebody else had there is forgotten."""
        if staff != self._whose:
            self.put_away()
            self._whose = staff
        case = self._case
        if case is None:
            return HelpView()
        code, until = self._handed
        return HelpView(
            stage="handed" if code else "form",
            item=case.item.name.said(Language.ZH_HANS),
            fields=() if code else assisting.fields(case, self._today()),
            theirs=case.draft.based_on is not None,
            code=code,
            until=until,
        )

    def take_up(self, code: str) -> None:
        """What somebody laid down, where the desk is free."""
        self._case = self._case or self._counter.take_up(code, self._whose)

    def begin(self, row_id: str) -> None:
        """A new form, where the desk is free."""
        self._case = self._case or self._counter.begin(row_id, self._whose)

    def fill(self, name: str, value: str) -> None:
        """Another answer."""
        if self._case is not None and not self._handed[0]:
            self._case = assisting.answered(self._case, name, value)

    def hand_back(self) -> None:
        """Lay it down, once."""
        if self._case is not None and not self._handed[0]:
            self._handed = self._counter.hand_back(self._case, self._whose)

    def put_away(self) -> None:
        """Nothing is on the desk any more."""
        self._case, self._handed = None, ("", "")

    def _today(self) -> dt.date:
        return self._clock.wall().date()
