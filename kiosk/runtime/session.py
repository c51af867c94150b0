"""One session: an inbox, the flow tables, a clock, and a view after every event.

Runs on one thread of its own. It decides nothing: the tables do. It owns what a table cannot: time, idleness,
which answers are still wanted, and the end.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from kiosk.domain.acting import Relation
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.offers import in_variant, offer
from kiosk.domain.submission import Consent
from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.browse import GIVE_WAY
from kiosk.flows.browse import At as Browse
from kiosk.flows.effects import Effect, EndSession, StartClock, StopClock
from kiosk.flows.engine import Advance, NotListed, advance, begin, beneath, overlay, screen_of
from kiosk.flows.events import Event
from kiosk.flows.events.left import CardLeft
from kiosk.flows.events.matters import LeftAlone
from kiosk.flows.events.opening import ClosingTime, OpeningTime
from kiosk.flows.memory import Memory
from kiosk.flows.parts import Opening
from kiosk.flows.screens import Screen
from kiosk.flows.tables import FLOWS
from kiosk.forms.layout import Form
from kiosk.runtime.background import fold
from kiosk.runtime.clock import Clock
from kiosk.runtime.delays import BUSY_LIMIT, SESSION_TURN, STEP_DELAYS
from kiosk.runtime.idle import Idle, Idled
from kiosk.runtime.opening_times import now_around
from kiosk.runtime.place import Place
from kiosk.runtime.present import present
from kiosk.runtime.scene import Scene
from kiosk.runtime.scope import Scope
from kiosk.runtime.view import View
from kiosk.runtime.witness import Nobody, Witness, Witnessed

if TYPE_CHECKING:
    from kiosk.runtime.searching.index import Index

_log = logging.getLogger(__name__)
_TICK = 1.0
_AT_ANY_TIME = (
    on.LeaveConfirmed,
    on.Stayed,
    on.Touched,
    on.LanguageChosen,
    on.ContrastChosen,
    on.ElderChosen,
    on.LowReachChosen,
    on.TextSizeChosen,
)
"""What counts although the page it was pressed on is gone."""


class Performer(Protocol):
    """Does what the tables want done."""

    def perform(self, effect: Effect, memory: Memory, scope: Scope) -> None:
        """Do it, or begin to; answers go to the scope. Never blocks long, never raises."""

    def begin(self, tell: Callable[[Event], None]) -> None:
        """Take the devices, start watching the line; background events go to `tell`."""

    def end(self, memory: Memory) -> None:
        """Let everything go; called once."""

    def consent(self, purpose: str) -> Consent:
        """What somebody who presses 同意 agrees to, now: `face-check`, `authorise` or `guardian`."""

    @property
    def catalogue(self) -> Catalogue | None:
        """The catalogue at hand."""

    @property
    def index(self) -> Index | None:
        """What finds things in the catalogue at hand; None until it is made, which begins with the first asking."""

    @property
    def form(self) -> Form | None:
        """The form laid out for the present item."""


class Session:
    """The life of one session, from the first view to the last."""

    def __init__(
        self,
        performer: Performer,
        place: Place,
        clock: Clock,
        show: Callable[[View], None],
        on_end: Callable[[], None],
    ) -> None:
        self._performer = performer
        self._place = place
        self._clock = clock
        self._show = show
        self._on_end = on_end
        self._inbox: queue.Queue[_Entry | None] = queue.Queue()
        self._serial = 0
        self._since = 0
        """Serial of the first view of the present page."""
        self._memory = Memory(around=place.found(clock))
        self._frames = begin(FLOWS, "browse", self._memory).frames
        self._scope = self._new_scope()
        self._clocks: dict[str, float] = {}
        self._busy_since: float | None = None
        self._idle = Idle(clock.monotonic())
        self._ended = False
        self._shown = False
        self._cleared = False
        self._defaults = self._memory.around
        self._turned = clock.monotonic()
        self._witness: Witness = performer.witness if isinstance(performer, Witnessed) else Nobody()
        self._anybody = False
        self._ending = "left"
        self._thread = threading.Thread(target=self._run, name="session", daemon=True)

    # --- from outside -----------------------------------------------------------------------------------
    def first(self, language: Language, *, cleared: bool) -> None:
        """Before `start`: the language to begin with, and whether another session has just ended here."""
        self._memory = put(self._memory, "around", language=language)
        self._defaults = self._memory.around
        self._cleared = cleared

    def start(self) -> None:
        """Take the devices and show the first view."""
        self._thread.start()

    def send(self, event: Event, serial: int) -> None:
        """What the person did, on the view of that serial. Any thread."""
        self._inbox.put(_Entry(event, serial=serial))

    def turns(self) -> bool:
        """Has the thread come round lately? False = it hangs. Any thread."""
        return self._clock.monotonic() - self._turned < SESSION_TURN

    def stop(self) -> None:
        """End now (the terminal is shut down)."""
        self._inbox.put(None)
        self._thread.join(timeout=5)

    # --- the thread -------------------------------------------------------------------------------------
    def _inbox_put(self, event: Event) -> None:
        self._inbox.put(_Entry(event))

    def _new_scope(self) -> Scope:
        """One stay at one step; its answers carry it along, so that one that waits in the inbox can still be late."""
        scope = Scope(lambda event: self._inbox.put(_Entry(event, scope=scope)))
        return scope

    def _run(self) -> None:
        self._performer.begin(self._inbox_put)
        self._inbox_put(_Begun())  # after what was found out by beginning: the first page is true already
        while not self._ended:
            self._turned = self._clock.monotonic()
            try:
                entry = self._inbox.get(timeout=_TICK)
            except queue.Empty:
                self._tick()
                continue
            if entry is None:
                break
            if entry.scope is None or entry.scope.alive:
                self._take(entry.event, entry.serial)
            self._tick()
        self._scope.close()
        self._witness.closed(self._ending if self._ended else "stopped")
        self._performer.end(self._memory)
        if self._ended:
            self._on_end()

    def _first_page(self) -> None:
        self._shown = True
        self._look_at_time()
        closed = Browse.CLOSED if self._memory.around.opening.closed else None
        self._follow(begin(FLOWS, "browse", self._memory, Browse.CLEARED if self._cleared else closed))
        if self._memory.left.card:  # known before there was a page
            self._step(CardLeft(there=True), stale_allowed=True)

    def _take(self, event: Event, serial: int | None) -> None:
        if isinstance(event, _Begun):
            self._first_page()
            return
        if serial is not None and not self._touched(event):
            return
        if serial is not None and serial < self._since and not isinstance(event, _AT_ANY_TIME):
            _log.debug("tap on a page that is gone: %s", type(event).__name__)
            return
        before, folded = self._memory, fold(self._memory, event)
        if folded is not None:
            self._memory = folded
            self._witness.seen(event, before, folded)
            self._render()
            if isinstance(event, CardLeft) and self._shown:
                self._step(event, stale_allowed=True)  # pages that speak of it turn with it
            return
        if isinstance(event, on.HelpOpened):
            self._help()
            return
        resolved = self._resolve(event)
        if resolved is not None:
            self._step(resolved, stale_allowed=serial is not None)

    def _help(self) -> None:
        """Help lies over the page, which goes on; a page that may not go on unseen (the camera's) is left first."""
        try:
            self._follow(advance(FLOWS, self._frames, self._memory, on.HelpOpened()))
        except NotListed:
            _log.debug("help over a page that goes on")
        self._follow(overlay(FLOWS, self._frames, self._memory, "help"))

    def _touched(self, event: Event) -> bool:
        """Somebody is there. While the idle dialog stands, only its own two answers count."""
        if self._memory.around.dialog == "idle" and not isinstance(event, (on.Stayed, on.LeaveConfirmed)):
            return False
        self._idle.touched(self._clock.monotonic())
        if not self._anybody:
            self._anybody = True
            self._witness.opened()
        return True

    def _resolve(self, event: Event) -> Event | None:
        """Give an intent what only the runtime knows; None = nothing to do."""
        if isinstance(event, on.ItemChosen):
            item = offer(self._performer.catalogue, event.code)
            return on.ItemOpened(in_variant(item, event.variant) or item) if item else None
        if isinstance(event, on.Agreed):
            given = (*self._memory.identity.consents, self._performer.consent("face-check"))
            self._memory = put(self._memory, "identity", consents=given)
        if isinstance(event, on.Authorised):
            purpose = "guardian" if self._memory.acting.relation is Relation.GUARDIAN else "authorise"
            self._memory = put(self._memory, "acting", consents=(self._performer.consent(purpose),))
        return event

    def _step(self, event: Event, *, stale_allowed: bool) -> None:
        before = self._memory
        try:
            result = advance(FLOWS, self._frames, before, event)
        except NotListed:
            if not stale_allowed:
                raise
            _log.debug("tap on a page that is gone: %s", type(event).__name__)
            return
        if isinstance(event, on.Finished):
            self._ending = "finished"
        self._witness.seen(event, before, result.memory)
        self._follow(result)

    def _follow(self, result: Advance) -> None:
        if result.frames != self._frames:
            self._since = self._serial + 1
        if beneath(FLOWS, result.frames) != beneath(FLOWS, self._frames):
            self._scope.close()
            self._scope = self._new_scope()
            self._clocks.clear()
        self._frames, self._memory = result.frames, result.memory
        for effect in result.effects:
            self._perform(effect)
        self._render()

    def _perform(self, effect: Effect) -> None:
        if isinstance(effect, StartClock):
            self._clocks[effect.delay] = self._clock.monotonic() + STEP_DELAYS[effect.delay]
        elif isinstance(effect, StopClock):
            self._clocks.pop(effect.delay, None)
        elif isinstance(effect, EndSession):
            self._ended = True
        else:
            self._performer.perform(effect, self._memory, self._scope)

    # --- time -------------------------------------------------------------------------------------------
    def _tick(self) -> None:
        if self._ended:
            return
        now = self._clock.monotonic()
        self._look_at_time()
        due = next((name for name, end in self._clocks.items() if end <= now), None)
        if due is not None:
            del self._clocks[due]
            self._step(on.TimedOut(due), stale_allowed=True)
        self._look_idle(now)
        if self._clocks or self._memory.around.dialog == "idle":
            self._render()

    def _look_at_time(self) -> None:
        """Another day, closing time, opening time: the process may have stood ready for days."""
        catalogue, before = self._performer.catalogue, self._memory.around
        published = catalogue.published_at if catalogue else None
        around = now_around(before, self._place.opened, self._clock.wall(), published)
        if around is not before:
            self._memory = replace(self._memory, around=around)
        if not self._serial or around.opening == before.opening == Opening():
            return
        at = self._frames[0].step
        if around.opening.closed and at in GIVE_WAY:
            self._step(ClosingTime(), stale_allowed=True)
        elif not around.opening.closed and at is Browse.CLOSED:
            self._step(OpeningTime(), stale_allowed=True)
        elif around.opening != before.opening:
            self._render()

    def _look_idle(self, now: float) -> None:
        screen = screen_of(FLOWS, self._frames)
        memory = self._memory
        busy = self._busy(now, screen)
        unhurried = memory.around.unhurried
        idled = self._idle.look(now, screen, personal=memory.personal, busy=busy, unhurried=unhurried)
        if idled is Idled.WARN:
            self._memory = put(self._memory, "around", dialog="idle")
            self._render()
        elif idled is Idled.LEAVE:
            self._ending = "idle"
            self._step(LeftAlone(), stale_allowed=True)
        elif idled is Idled.GO_HOME:
            self._memory = replace(self._memory, around=self._memory.around.as_found(self._defaults.language))
            self._step(on.LeaveConfirmed(), stale_allowed=True)

    def _busy(self, now: float, screen: Screen) -> bool:
        """A machine works and the person's time stands still, but not for ever."""
        if not self._works(screen):
            self._busy_since = None
            return False
        if self._busy_since is None:
            self._busy_since = now
        return now - self._busy_since < BUSY_LIMIT

    def _works(self, screen: Screen) -> bool:
        """Does a machine work, the person's own phone too? A camera that waits for a face does not."""
        memory = self._memory
        looked_at = screen is Screen.FACE and memory.identity.challenge is not None
        handing_in = (screen, memory.supply.phase) in {(Screen.PHONE, "opened"), (Screen.FILES, "taking")}
        return (
            screen is Screen.SUBMITTING
            or looked_at
            or handing_in
            or memory.case.print_phase == "printing"
            or memory.card.phase == "reading"
            or memory.identity.pending
            or memory.paying.phase in {"ordering", "waiting", "cancelling"}
            or memory.matters.busy
            or memory.certifying.busy
            or memory.keeping.phase == "saving"
        )

    # --- the view ---------------------------------------------------------------------------------------
    def _render(self) -> None:
        if not self._shown:
            return
        self._serial += 1
        now = self._clock.monotonic()
        scene = Scene(
            screen=screen_of(FLOWS, self._frames),
            serial=self._serial,
            memory=self._memory,
            catalogue=self._performer.catalogue,
            organisation=self._place.organisation,
            terminal=self._place.terminal,
            hotline=self._place.hotline,
            test_environment=self._place.test_environment,
            clocks=self._left(now),
            idle_seconds=self._idle.seconds_left(now),
            now=self._clock.wall(),
            form=self._performer.form,
            index=self._performer.index if self._anybody else None,
        )
        self._show(present(scene))

    def _left(self, now: float) -> Mapping[str, float]:
        return {name: max(0.0, end - now) for name, end in self._clocks.items()}


class _Entry(Struct, frozen=True):
    """What lies in the inbox: a person's event comes with the view's serial, an answer with the scope it is for."""

    event: Event
    serial: int | None = None
    scope: Scope | None = None


class _Begun(Event, frozen=True):
    """The session's own first event: from now on there is something to show."""
