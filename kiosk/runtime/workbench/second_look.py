"""The second person at the desk (第二人复核): reads what somebody else filled in, lets it go or sends it back.

Must never let the one who filled it in do that, nor change an answer.
"""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.domain.text import Language
from kiosk.platform_api.wire import SecondLook
from kiosk.runtime.clock import Clock
from kiosk.runtime.workbench import assisting
from kiosk.runtime.workbench.aid import Counter
from kiosk.runtime.workbench.drawer import Drawer, Slip, Stage, require_other
from kiosk.runtime.workbench.view import HelpView
from kiosk.staff.people import Person
from offline_cache.contract import StoreError, StoreFault


class Looking:
    """One form at a time. Written by the desk's one worker thread, but for `mark`."""

    def __init__(self, counter: Counter, drawer: Drawer, clock: Clock) -> None:
        self._counter, self._drawer, self._clock = counter, drawer, clock
        self._slip: Slip | None = None
        self._shown = HelpView()

    @property
    def view(self) -> HelpView:
        """What is looked at."""
        return self._shown

    def waiting(self) -> tuple[Slip, ...]:
        """What waits here, the latest first. Raises StoreError, OSError."""
        lying = self._drawer.all(self._clock.wall().timestamp())
        return tuple(one for one in lying if one.stage is Stage.WAITING)

    def open(self, draft_id: str, person: Person) -> None:
        """Look at that one. Raises StaffError (OWN_LOOK), StoreError, PlatformError, FormError."""
        slip = self._drawer.find(draft_id)
        if slip is None or slip.stage is not Stage.WAITING:
            raise StoreError(StoreFault.STEP_NOT_ALLOWED, "it does not wait any more")
        require_other(slip, person)
        case = self._counter.opened(slip)
        fields = assisting.fields(case, self._clock.wall().date())
        self._slip, self._shown = slip, HelpView("look", case.item.name.said(Language.ZH_HANS), fields)

    def mark(self, name: str) -> None:
        """Point at an answer, or not any more."""
        fields = (replace(one, marked=not one.marked) if one.name == name else one for one in self._shown.fields)
        self._shown = replace(self._shown, fields=tuple(fields))

    def decide(self, person: Person, why: str) -> None:
        """Let it go, or send it back for that reason. Raises StaffError (OWN_LOOK), StoreError where it changed."""
        slip = self._slip
        if slip is None:
            return
        require_other(slip, person)
        self._counter.looked(slip, person.number, why)
        if why:
            marked = tuple(one.name for one in self._shown.fields if one.marked)
            self._drawer.keep(replace(slip, stage=Stage.BACK, why=why, marked=marked))
        else:
            at = self._clock.wall().isoformat(timespec="seconds")
            self._drawer.keep(replace(slip, stage=Stage.SEEN, look=SecondLook(person.number, at)))
        self.close()

    def close(self) -> None:
        """Nothing is looked at."""
        self._slip, self._shown = None, HelpView()
