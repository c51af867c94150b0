"""The staff's desk: one person signs in, looks at pages, does what their role allows; one thread does the work.

Must never act for somebody who may not (any more), never keep a secret, and forgets what it showed when it is locked.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from msgspec.structs import replace

from devices.contract import DeviceError
from kiosk.documents.faults import DocumentError
from kiosk.forms.layout import FormError
from kiosk.platform_api.faults import PlatformError
from kiosk.runtime.clock import Clock
from kiosk.runtime.key_files import KeyRefused
from kiosk.runtime.workbench import figures, pages
from kiosk.runtime.workbench.aid import Aid, Counter
from kiosk.runtime.workbench.behind import Door, Store
from kiosk.runtime.workbench.second_look import Looking
from kiosk.runtime.workbench.view import Act, DeskView, HelpView, Page, Row
from kiosk.staff.door import Claim
from kiosk.staff.faults import StaffError, StaffFault
from kiosk.staff.people import Person
from kiosk.staff.roles import Right
from offline_cache.contract import StoreError

IDLE = 300.0
"""Seconds without a hand after which the desk locks itself."""
REFRESH = 5.0
PHONE = 60.0
"""Seconds that a telephone number stands there."""
_FILE = "file"
_DRAWN = frozenset({Act.LOOK, Act.RESUME, Act.DROP})
_log = logging.getLogger(__name__)


class Bench:
    """Every method may be called from the GUI thread and returns at once; `view` is what to show."""

    def __init__(self, door: Door, store: Store, counter: Counter, clock: Clock) -> None:
        self._door, self._store, self._counter, self._clock = door, store, counter, clock
        self._aid = Aid(counter, store.drawer, clock)
        self._looking = Looking(counter, store.drawer, clock)
        self._there: tuple[Row, ...] = ()
        """What waits for a second person at the platform, when it was last asked."""
        self._turn = threading.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._view = DeskView()
        self._person: Person | None = None
        self._card = ""
        self._touched = self._looked = self._phoned = clock.monotonic()

    @property
    def view(self) -> DeskView:
        """What the window shows now; a new object whenever anything changed."""
        return self._view

    def close(self) -> None:
        """The window is closed."""
        self.lock("stopped")
        self._worker.shutdown(wait=True)

    # --- the door ---------------------------------------------------------------------------------------
    def card(self, number: str) -> None:
        """A staff card was laid on the reader; empty = put it out of mind."""
        if self._view.stage == "locked":
            self._card = number
            self._change(card=bool(number), problem="")

    def enter(self, number: str, secret: str) -> None:
        """Sign in with number and secret, or the secret of the card that lies there."""
        if self._view.stage == "locked":
            claim = Claim(secret, "" if self._card else number.strip(), self._card)
            self._change(stage="checking", problem="", wait=0)
            self._later(lambda: self._enter(claim))

    def _enter(self, claim: Claim) -> None:
        try:
            person = self._door.opens(claim)
        except StaffError as error:
            wait = int(error.detail) if error.fault is StaffFault.LOCKED else 0
            self._refuse(error.fault.code, wait)
            return
        if Right.CASES not in person.rights:
            self._door.leave(person, "stopped")
            self._refuse(StaffFault.NO_DESK.code)
            return
        self._person, self._card = person, ""
        self._touched = self._clock.monotonic()
        roles = tuple(role.value for role in person.roles)
        shown = DeskView(stage="open", who=person.name, number=person.number, roles=roles)
        self._become(replace(shown, pages=pages.pages_of(person.rights), help=self._aid.of(person.number)))
        self._refresh()

    def _refuse(self, code: str, wait: int = 0) -> None:
        self._card = ""
        self._become(DeskView(problem=code, wait=wait))

    def lock(self, ending: str = "left") -> None:
        """Leave; what was shown is forgotten."""
        with self._turn:
            person, self._person = self._person, None
            self._view = DeskView()
        self._card = ""
        self._there = ()
        self._looking.close()
        self._store.forget()
        if person is not None:
            self._door.leave(person, ending)

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self._clock.monotonic()

    def tick(self) -> None:
        """Look at the time, a few times a second."""
        if self._view.stage != "open":
            return
        now = self._clock.monotonic()
        if now - self._touched >= IDLE:
            self.lock("idle")
        elif self._view.phone and now - self._phoned >= PHONE:
            self._change(phone="")
        elif now - self._looked >= REFRESH and not self._view.busy:
            self._looked = now
            self._later(self._refresh)

    # --- pages ------------------------------------------------------------------------------------------
    def turn_to(self, page: Page) -> None:
        """Show that page."""
        if self._view.stage == "open" and page in self._view.pages:
            self.touch()
            self._looking.close()
            self._change(page=page, rows=(), chosen="", acts=(), phone="", said="", problem="", busy=True)
            self._change(look=HelpView(), doing=None)
            self._later(lambda: self._refresh(anew=True))

    def choose(self, row_id: str) -> None:
        """Look at one row."""
        if self._view.stage == "open":
            self.touch()
            self._change(chosen=row_id, phone="", said="", problem="")
            self._change(acts=self._acts())
            if self._view.page is Page.FIGURES:
                self._later(self._refresh)

    def act(self, act: Act, why: str = "") -> None:
        """Do that with the chosen row, for that reason where it needs one."""
        if self._view.stage == "open" and act in self._view.acts and not self._view.busy:
            self.touch()
            chosen = self._view.chosen
            self._change(busy=True, doing=act, said="", problem="")
            self._later(lambda: self._act(act, chosen, why))

    def _act(self, act: Act, row_id: str, why: str) -> None:
        person = self._person
        if person is None or not self._door.is_in(person):
            self.lock("stopped")
            return
        row = next((one for one in self._view.rows if one.row_id == row_id), None)
        if act in _DRAWN:
            self._draw(act, row_id, person)
            return
        if act is Act.SAVE:
            self._show(person, saved=self._store.save(self._view.figures), said=act.value, busy=False)
            return
        shown = ""
        if act in {Act.CONFIRM, Act.REFUSE} and row is not None:
            self._counter.decide(act, row, person.number, why)
        else:
            shown = self._store.do(act, row_id, person.number, why)
        self._phoned = self._clock.monotonic()
        self._show(person, phone=shown, said=act.value, busy=False)
        self._refresh(anew=True)

    def _draw(self, act: Act, row_id: str, person: Person) -> None:
        """Something with the drawer."""
        if act is Act.LOOK:
            self._looking.open(row_id, person)
            self._show(person, look=self._looking.view, busy=False)
        elif act is Act.RESUME:
            self._aid.resume(row_id)
            self._show(person, page=Page.ASSIST, rows=(), chosen="", acts=(), help=self._aid.of(person.number))
            self._refresh(anew=True)
        else:
            self._aid.drop(row_id)
            self._show(person, said=act.value, busy=False)
            self._refresh(anew=True)

    def _refresh(self, *, anew: bool = False) -> None:
        """Read the page once more; what is asked of the platform only when it is turned to, or something was done."""
        person, page = self._person, self._view.page
        if person is None:
            return
        if not self._door.is_in(person):
            self.lock("stopped")
            return
        now = self._clock.wall().timestamp()
        counts = self._store.look(lambda queue, _: pages.counts(queue.jobs(), queue.days(), now))
        counts |= self._drawn_counts(person)
        slips = self._store.slips()
        counts[Page.PRINTS] += len(slips)
        rows: tuple[Row, ...] = self._view.rows
        if page is Page.DRAFTS:
            rows = self._drafts(person)
        elif page is Page.REVIEW:
            rows = self._reviews(person, anew=anew)
        elif page is Page.FIGURES:
            self._count(person, now)
        elif page in _ASKED:
            rows = _ASKED[page](self, person) if anew else rows
        else:
            rows = self._store.look(lambda queue, labels: pages.of_page(page, queue, labels, now))
            rows = (*slips, *rows) if page is Page.PRINTS else rows
        online = self._store.online()
        if self._view.page is page:
            self._show(person, rows=rows, counts=counts, online=online, busy=False)
            self._show(person, acts=self._acts())

    def _count(self, person: Person, now: float) -> None:
        """The figures of the chosen day, or of the newest."""
        days = self._store.look(lambda queue, _: figures.days(queue, now))
        day = self._view.chosen if self._view.chosen in days else days[0]
        counted = self._store.look(lambda queue, labels: figures.of_day(queue, labels, day))
        self._show(person, figures=replace(counted, days=days))

    def _drawn_counts(self, person: Person) -> dict[str, int]:
        found = {}
        if Right.ASSIST in person.rights:
            found[Page.DRAFTS.value] = len(self._aid.slips(person.number))
        if Right.REVIEW in person.rights:
            found[Page.REVIEW.value] = len(self._looking.waiting()) + len(self._there)
        return found

    def _drafts(self, person: Person) -> tuple[Row, ...]:
        return tuple(pages.of_slip(one) for one in self._aid.slips(person.number))

    def _reviews(self, person: Person, *, anew: bool) -> tuple[Row, ...]:
        """What waits here, then what waits at the platform; without a line the first is there all the same."""
        if anew:
            self._there = ()
            try:
                self._there = self._counter.reviews(person.number)
            except PlatformError as error:
                self._show(person, problem=error.fault.code)
        return (*(pages.of_slip(one, person.number) for one in self._looking.waiting()), *self._there)

    def _acts(self) -> tuple[Act, ...]:
        view, person = self._view, self._person
        return pages.acts(view.page, self._chosen_row(), person.rights) if person is not None else ()

    def _chosen_row(self) -> Row | None:
        return next((one for one in self._view.rows if one.row_id == self._view.chosen), None)

    # --- a form for somebody ----------------------------------------------------------------------------
    def take_up(self, code: str) -> None:
        """Take up what somebody laid down at a terminal."""
        self._help(lambda person: self._aid.take_up(code, person))

    def begin(self, row_id: str) -> None:
        """Begin a form for somebody who is there."""
        self._help(lambda person: self._aid.begin(row_id, person))

    def hand_back(self) -> None:
        """Lay it down for its person."""
        self._help(lambda _: self._aid.hand_back())

    def put_away(self) -> None:
        """Clear the desk of it, and the drawer."""
        self._help(lambda _: self._aid.put_away())

    def set_aside(self) -> None:
        """Into the drawer with it."""
        self._help(lambda _: self._aid.set_aside())

    def ask_look(self) -> None:
        """Lay it before a second person."""
        self._help(lambda _: self._aid.ask_look())

    def fill(self, name: str, value: str) -> None:
        """An answer, as it is typed."""
        person, view = self._person, self._view
        if person is not None and view.help.stage == "form":
            self.touch()
            self._aid.fill(name, value)
            self._show(person, help=self._aid.of(person.number))
            self._later(self._aid.keep)

    # --- a second look ----------------------------------------------------------------------------------
    def mark(self, name: str) -> None:
        """Point at an answer, or not any more."""
        person = self._person
        if person is not None and self._view.look.stage == "look":
            self.touch()
            self._looking.mark(name)
            self._show(person, look=self._looking.view)

    def decide(self, why: str = "") -> None:
        """Let go what is looked at, or send it back for that reason."""
        if self._view.look.stage == "look" and not self._view.busy:
            self.touch()
            self._change(busy=True, said="", problem="")
            self._later(lambda: self._decide(why))

    def leave_look(self) -> None:
        """Not now."""
        self._looking.close()
        self._change(look=HelpView())

    def _decide(self, why: str) -> None:
        person = self._person
        if person is None or not self._door.is_in(person) or Right.REVIEW not in person.rights:
            self.lock("stopped")
            return
        self._looking.decide(person, why)
        said = Act.REFUSE if why else Act.CONFIRM
        self._show(person, look=self._looking.view, said=said.value, chosen="", busy=False)
        self._refresh()

    def _help(self, work: Callable[[Person], None]) -> None:
        """Done in turn, also what is pressed while a page is read: what is on the desk already is not taken twice."""
        if self._view.stage == "open" and Page.ASSIST in self._view.pages:
            self.touch()
            self._change(busy=True, said="", problem="")
            self._later(lambda: self._helped(work))

    def _helped(self, work: Callable[[Person], None]) -> None:
        person = self._person
        if person is None or not self._door.is_in(person):
            self.lock("stopped")
            return
        work(person)
        self._show(person, help=self._aid.of(person.number), busy=False)

    # --- the view ---------------------------------------------------------------------------------------
    def _later(self, work: Callable[[], None]) -> None:
        self._worker.submit(self._guarded, work)

    def _guarded(self, work: Callable[[], None]) -> None:
        """What fails is said by its code; a mistake of ours must not leave the desk waiting for ever."""
        try:
            work()
        except (StoreError, PlatformError, KeyRefused, StaffError, DocumentError, DeviceError) as error:
            self._failed(error.fault.code)
        except FormError as error:
            self._failed(error.code)
        except OSError:
            self._failed(_FILE)
        except Exception as error:  # noqa: BLE001
            _log.error("desk: %s", type(error).__name__)
            self._failed("desk.failed")

    def _failed(self, code: str) -> None:
        stage = "locked" if self._view.stage == "checking" else self._view.stage
        self._change(stage=stage, problem=code, busy=False)

    def _become(self, view: DeskView) -> None:
        with self._turn:
            self._view = view

    def _show(self, person: Person, **changes: Any) -> None:
        """As long as that person is signed in: what comes later is dropped."""
        with self._turn:
            if self._person is person:
                self._view = replace(self._view, **changes)

    def _change(self, **changes: Any) -> None:
        with self._turn:
            self._view = replace(self._view, **changes)


_ASKED: Mapping[Page, Callable[[Bench, Person], tuple[Row, ...]]] = {
    Page.DIFFERENCES: lambda bench, _: bench._store.differences(),  # noqa: SLF001  the bench's own table
    Page.ASSIST: lambda bench, _: bench._counter.offers(),  # noqa: SLF001
}
"""Pages that are asked for when they are turned to, and not every few seconds."""
