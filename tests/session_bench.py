"""The session thread with a performer that only notes what it is asked, and a clock that is moved by hand."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.person import DocumentKind, Person
from kiosk.domain.submission import Consent
from kiosk.domain.text import Language, Text
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen
from kiosk.forms.layout import Form
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.opening_times import Opened
from kiosk.runtime.place import Place
from kiosk.runtime.scope import Scope
from kiosk.runtime.searching.index import Index
from kiosk.runtime.session import Session
from kiosk.runtime.view import View

PERSON = Person(DocumentKind.RESIDENT, "测试甲", "990101198001010010", "1980-01-01", valid_to="2040-01-01")


class Notes:
    """A performer that does nothing but remember."""

    def __init__(self, *found: Event) -> None:
        self.found = found
        """What it finds out when it begins."""
        self.asked: list[tuple[Effect, Scope]] = []
        self.ended = threading.Event()
        self.catalogue: Catalogue | None = Catalogue("1", "2026-01-01", Text("示例市"), "12345", (), (), ())
        self.form: Form | None = None
        self.index_asked = 0
        self.tell: Callable[[Event], None] = lambda _event: None
        self.turn = threading.Lock()

    @property
    def index(self) -> Index | None:
        self.index_asked += 1
        return None

    def perform(self, effect: Effect, memory: Memory, scope: Scope) -> None:
        del memory
        with self.turn:
            self.asked.append((effect, scope))

    def begin(self, tell: Callable[[Event], None]) -> None:
        self.tell = tell
        for event in self.found:
            tell(event)

    def consent(self, purpose: str) -> Consent:
        return Consent(purpose, "1", "0" * 64, "2026-01-01T00:00:00+08:00")

    def end(self, memory: Memory) -> None:
        del memory
        self.ended.set()

    def scope_of(self, effect: Effect) -> Scope:
        return next(scope for asked, scope in reversed(self.asked) if asked == effect)


class Bench:
    """A running session and the views it has shown."""

    def __init__(self, *found: Event, cleared: bool = False, opened: Opened | None = None) -> None:
        self.clock = ManualClock(dt.datetime(2026, 7, 12, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=8))))
        self.notes = Notes(*found)
        self.views: list[View] = []
        self.over = threading.Event()
        place = Place("示例市", "A-03", "12345", test_environment=True, opened=opened)
        self.session = Session(self.notes, place, self.clock, self.views.append, self.over.set)
        self.session.first(Language.ZH_HANS, cleared=cleared)
        self.session.start()

    def do(self, event: Event) -> None:
        self.session.send(event, self.views[-1].serial if self.views else 0)

    @contextmanager
    def held(self) -> Iterator[None]:
        """While it lasts the session's thread stands at the next effect it wants done."""
        with self.notes.turn:
            yield

    def until(self, true: Callable[[View], bool]) -> View:
        """Wait for a view of which `true` holds."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if self.views and true(self.views[-1]):
                return self.views[-1]
            time.sleep(0.005)
        raise AssertionError(self.views[-1].screen if self.views else "no view")

    def at(self, screen: Screen) -> View:
        return self.until(lambda view: view.screen is screen)

    def asked(self, effect: Effect) -> Scope:
        """Wait until the effect was asked for."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if any(effect == asked for asked, _ in self.notes.asked):
                return self.notes.scope_of(effect)
            time.sleep(0.005)
        raise AssertionError(self.notes.asked)
