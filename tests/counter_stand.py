"""The desk at a platform, for tests: the double or the sandbox, the seed's catalogue, what the trail was told."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from dataclasses import dataclass, field

from kiosk.platform_api.interface import Platform
from kiosk.runtime.audit.events import AuditEvent, checked
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.workbench.counter import PlatformCounter
from tests.platform_stand import MemoryStand
from tests.runtime_stand import CATALOGUE, NOON


@dataclass
class Told:
    """What the trail was told, held to what may stand there."""

    said: list[tuple[str, dict[str, str | int]]] = field(default_factory=list)

    def __call__(self, event: AuditEvent, **fields: str) -> None:
        self.said.append((event.code, checked(event, fields)))

    def codes(self) -> list[str]:
        return [code for code, _ in self.said]


def counter(platform: Platform | None = None, told: Told | None = None, at: dt.datetime = NOON) -> PlatformCounter:
    """A counter; without a platform, at a double nobody has anything at."""
    there = platform or MemoryStand().platform
    return PlatformCounter(lambda: nullcontext(there), lambda: CATALOGUE, told or Told(), ManualClock(at))
