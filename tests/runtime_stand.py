"""What the tests of the runtime stand on: the seed's catalogue and people, a desk with a real store, an ear."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.person import DocumentKind, Person
from kiosk.domain.submission import FaceEvidence
from kiosk.flows.events import Event
from kiosk.flows.memory import Goal, Identity, Memory, Surroundings
from kiosk.forms.answers import prefill
from kiosk.forms.layout import Form, lay_out
from kiosk.runtime.clock import Clock, ManualClock
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.casework import known_of
from kiosk.runtime.scope import Scope
from kiosk.runtime.settings import (
    Deployment,
    Device,
    Devices,
    Platform,
    Settings,
    Storage,
    Terminal,
)
from kiosk.sandbox.seed import Seed

SEED = Seed()
CATALOGUE = SEED.catalogue(frozenset())
NOON = dt.datetime(2026, 7, 12, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=8)))
PERSON = Person(
    DocumentKind.RESIDENT,
    "林晚舟",
    "99010119850314002X",
    "1985-03-14",
    sex="2",
    nation="01",
    address="示例省示市示例区甲子路1号",
    valid_to="2040-01-01",
)
"""p01 of the seed."""
PROFILE = {"phone": "19900000001", "insuredAt": "示例市"}
FACE = FaceEvidence(0.71, "accept", "sface-int8bq", "active-only", ("blink", "turn-left"), 1)
SESSION_ID = "0198c5a0-0000-7000-8000-000000000001"
GOOD = {"kind": "work", "city": "990200", "start": "2026-08-01", "phone": "19900000001"}
"""Answers for 异地就医备案."""
PATIENCE = 30.0

Heard = TypeVar("Heard", bound=Event)


def item(code: str = "yb-ydjy") -> ServiceItem:
    found = CATALOGUE.item(code)
    assert found is not None
    return found


def memory_at_form(code: str = "yb-ydjy", *, online: bool = True, **identity: Any) -> Memory:
    """A person has been confirmed and the form is laid out."""
    who = Identity(person=PERSON, sam_id="05.03", profile=dict(PROFILE), session_id=SESSION_ID, face=FACE)
    around = Surroundings(online=online, today=NOON.date().isoformat())
    memory = Memory(goal=Goal.APPLY, item=item(code), around=around, identity=replace(who, **identity))
    form = form_of(code)
    answers, sources = prefill(form, known_of(memory))
    filling = replace(memory.filling, answers=answers, sources=sources, page_of=form.page_of(), pages=len(form.pages))
    return replace(memory, filling=filling)


def answered(memory: Memory, **answers: str) -> Memory:
    filling = memory.filling
    return replace(memory, filling=replace(filling, answers={**filling.answers, **GOOD, **answers}))


def form_of(code: str = "yb-ydjy") -> Form:
    return lay_out(item(code).form)


def settings(folder: Path, *, url: str = "http://127.0.0.1:9", **devices: Device) -> Settings:
    """A terminal in development, in `folder`; the platform's key lies where the sandbox of the stand puts it."""
    return Settings(
        deployment=Deployment.DEVELOPMENT,
        terminal=Terminal(id="A-03", label="A03", name="A-03"),
        platform=Platform(base_url=url, platform_key=folder / "keys" / "platform.pub.pem"),
        storage=Storage(state_dir=folder / "state"),
        devices=Devices(**devices),
    )


@contextmanager
def desk(wanted: Settings, clock: Clock | None = None) -> Iterator[Desk]:
    """A desk whose connections are given back."""
    made = Desk(wanted, clock or ManualClock(NOON))
    made.catalogue = CATALOGUE
    try:
        yield made
    finally:
        made._pool.shutdown(wait=True, cancel_futures=True)
        if made._store is not None:
            made._store.close()
        if made._client is not None:
            made._client.close()


def until(true: Callable[[], bool], what: str, heard: object = "") -> None:
    """Wait until it is so."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"never: {what} {heard}"
        time.sleep(0.01)


class Ear:
    """Hears what an effect answers, as the session would."""

    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.scope = Scope(self.heard.append)

    def all(self, kind: type[Heard]) -> list[Heard]:
        return [event for event in list(self.heard) if isinstance(event, kind)]

    def last(self, kind: type[Heard]) -> Heard:
        """Wait for an event of that kind; the latest."""
        until(lambda: bool(self.all(kind)), f"{kind.__name__}, but", self.heard)
        return self.all(kind)[-1]

    def hears(self, event: Event) -> None:
        until(lambda: event in self.heard, f"{event}, but", self.heard)
