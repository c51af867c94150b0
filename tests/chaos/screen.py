"""A screen without a window: takes cases as the real one does, one after the other, and says what it promised.

The way into the queue is the product's own (`performing.casework`), from answers to bytes to the durable commit. Must
never say `stored` before that effect has told so.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import queue
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kiosk.domain.person import DocumentKind
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.casework import Casework
from kiosk.runtime.scope import Scope
from kiosk.runtime.settings import Settings
from kiosk.sandbox.seed import SeedPerson
from offline_cache.contract import Job, StoreError
from offline_cache.outbox import Outbox
from tests.chaos.rails import Begun, Rails, digest_of
from tests.runtime_stand import CATALOGUE, GOOD, PERSON, SEED, memory_at_form

PRESSES = 40
"""How often a citizen presses again where the store says no."""
PATIENCE = 60.0
_MANNERS = 5
"""On a slow machine those who send come first, else nothing but taking in would be tried."""
_SCANNED = 0.15
"""Share of cases with a page that was scanned."""


def say(**message: object) -> None:
    """One line to whoever counts, in one write: it is there whole or not at all, also when we are killed."""
    os.write(1, json.dumps(message).encode() + b"\n")


def given(job_id: str, kind: str, payload: bytes, tell: Callable[..., None] = say) -> None:
    """Say that this body is about to be put into the queue."""
    tell(event="given", id=job_id, kind=kind, digest=digest_of(kind, payload))


class Told:
    """The outbox, with every body that is given to it told beforehand."""

    def __init__(self, outbox: Outbox, tell: Callable[..., None] = say) -> None:
        self._outbox, self._tell = outbox, tell

    def enqueue(self, job_id: str, kind: str, payload: bytes, *more: Any) -> Job:
        """Tell, then put in."""
        given(job_id, kind, payload, self._tell)
        return self._outbox.enqueue(job_id, kind, payload, *more)

    def get(self, job_id: str) -> Job:
        """The job as it stands."""
        return self._outbox.get(job_id)


@dataclass(frozen=True)
class Shift:
    """What one screen process is to do."""

    settings: Settings
    number: int
    """Of the shift: the cases of no two are about the same."""
    cases: int
    pause: float
    """Seconds at most between two citizens."""
    slips: Path
    """Where the printer of this terminal lays its slips."""
    orders: tuple[str, ...] = ()
    """Payments to be cancelled here."""
    begun: tuple[Begun, ...] = ()
    """Slips over which screens before this one died."""


@cache
def at_the_forms() -> tuple[Memory, ...]:
    """Citizens confirmed at the terminal itself, at forms filled in; the first one's has a page to scan.

    Made once, before the first screen is forked.
    """
    residents = [person for person in SEED.people.values() if person.kind == DocumentKind.RESIDENT.value]
    long_ago, soon = (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days) for days in (-7, 30))
    bill = {"visited": long_ago.isoformat(), "amount": "88", "invoice": "scanned"}
    return (
        _filled("yb-mzbx", residents[0], bill),
        *(_filled("yb-ydjy", person, GOOD | {"start": soon.isoformat()}) for person in residents[1:]),
    )


def _filled(code: str, person: SeedPerson, answers: dict[str, str]) -> Memory:
    memory = memory_at_form(code, online=False)
    who = replace(PERSON, name=person.names[0], number=person.number)
    identity = replace(memory.identity, person=who, session_id=None)
    filling = replace(memory.filling, answers={**memory.filling.answers, **answers})
    return replace(memory, identity=identity, filling=filling)


def serve(shift: Shift) -> int:
    """Take the cases of this shift, then end; 1 where the store cannot be opened now."""
    os.nice(_MANNERS)
    desk = Desk(shift.settings, SystemClock())
    desk.catalogue = CATALOGUE
    try:
        desk.__dict__["outbox"] = outbox = Told(desk.outbox)
    except StoreError:
        return 1
    rails = Rails(outbox, say, shift.slips, list(shift.orders), PRESSES)
    rails.left_behind(shift.begun)
    heard: queue.Queue[Event] = queue.Queue()
    scope = Scope(heard.put)
    casework = Casework(desk)
    for number in range(shift.cases):
        memory = _about(shift.number * shift.cases + number)
        casework.prepare_form(memory, scope)
        for _ in range(PRESSES):
            casework.store_case(memory, scope)
            if stored := _stored(_outcome(heard)):
                rails.after(stored, random.Random(stored))  # noqa: S311
                break
            time.sleep(0.05)
        time.sleep(random.uniform(0, shift.pause))  # noqa: S311  a citizen's pace
    return 0


def _about(number: int) -> Memory:
    """The next citizen's matter: no two have the same telephone number, so no two are about the same."""
    dice = random.Random(number)  # noqa: S311
    scanned, *plain = at_the_forms()
    memory = scanned if dice.random() < _SCANNED else dice.choice(plain)
    answers = {**memory.filling.answers, "phone": f"199{number:08d}"}
    scans = {"invoice": dice.randbytes(dice.randint(2_000, 300_000))} if "invoice" in answers else {}
    return replace(memory, filling=replace(memory.filling, answers=answers, scans=scans))


def _stored(outcome: on.Enqueued | on.NotStored) -> str:
    """Id of the case; empty where it was not taken."""
    if isinstance(outcome, on.Enqueued):
        say(event="stored", id=outcome.submission_id)
        return outcome.submission_id
    say(event="refused", fault=outcome.fault)
    return ""


def _outcome(heard: queue.Queue[Event]) -> on.Enqueued | on.NotStored:
    while True:
        event = heard.get(timeout=PATIENCE)
        if isinstance(event, on.Enqueued | on.NotStored):
            return event
