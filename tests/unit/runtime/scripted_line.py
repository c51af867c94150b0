"""A platform that does as it is told, and a sync process with everything around it in memory."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.text import Text
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer
from kiosk.platform_api.wire import Heartbeat, SubmissionAnswer
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.sync import Orders, Places, Synchroniser
from offline_cache.contract import JobState
from offline_cache.memory import MemoryLinkBoard, MemoryOutbox, MemorySnapshots

START = dt.datetime(2026, 7, 12, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=8)))
SEEDED = random.Random(7)  # noqa: S311  spreads waits, hides nothing


def catalogue_body(version: str) -> bytes:
    return msgspec.json.encode(Catalogue(version, "2026-07-12", Text("示例市"), "12345", (), (), ()))


class ScriptedLine:
    """A platform that fails as it is told: `faults` by operation, or by job id for one submission."""

    def __init__(self) -> None:
        self.clock_offset = 1.5
        self.faults: dict[str, PlatformError | ValueError] = {}
        self.received: list[tuple[str, bytes]] = []
        self.beats: list[Heartbeat] = []
        self.calls: list[str] = []
        self.catalogue_answer: CatalogueAnswer | None = None
        self.asked_etags: list[str | None] = []
        self.on_submission: Callable[[], None] = lambda: None

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if name in self.faults:
            raise self.faults[name]

    def server_time(self) -> float:
        self._call("time")
        return START.timestamp() + self.clock_offset

    def heartbeat(self, beat: Heartbeat) -> None:
        self._call("heartbeat")
        self.beats.append(beat)

    def catalogue(self, etag: str | None = None) -> CatalogueAnswer | None:
        self.asked_etags.append(etag)
        self._call("catalogue")
        answer = self.catalogue_answer
        return None if answer is None or answer.etag == etag else answer

    def put_submission(self, submission_id: str, body: bytes) -> SubmissionAnswer:
        self.on_submission()
        self._call(submission_id)
        self.received.append((submission_id, body))
        return SubmissionAnswer(submission_id, "item", "SUBMITTED", Text("已收件"), "P-1")

    def everything_fails(self, fault: PlatformFault) -> None:
        for name in ("time", "heartbeat", "catalogue"):
            self.faults[name] = PlatformError(fault)


class Desk:
    """A synchroniser with everything around it in memory."""

    def __init__(self) -> None:
        self.clock = ManualClock(START)
        self.line = ScriptedLine()
        self.outbox = MemoryOutbox(clock=lambda: self.clock.wall().timestamp())
        self.snapshots = MemorySnapshots()
        self.board = MemoryLinkBoard()
        self.orders = Orders(version="0.1.0")
        self.sync = self.restarted()

    def restarted(self) -> Synchroniser:
        places = Places(self.outbox, self.snapshots, self.board)
        return Synchroniser(self.line, places, clock=self.clock, rng=SEEDED, orders=self.orders)

    def put(self, *names: str, kind: str = "submission") -> None:
        for name in names:
            self.outbox.enqueue(name, kind, name.encode())

    def round(self, after: float = 0.0) -> float:
        self.clock.pass_time(after)
        return self.sync.round()

    def state(self, name: str) -> JobState:
        return self.outbox.get(name).state

    @property
    def sent(self) -> list[str]:
        return [name for name, _ in self.line.received]
