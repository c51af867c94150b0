"""Every rule of a kind's suite (devices/conformance) on every implementation: how a conformance test is parametrised.

A driver joins by one entry in its kind's table: a name, and a Maker that puts it on a bench with a hand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from devices.conformance.suite import Bench, Hand, suite
from devices.contract import Driver, Kind
from tests.print_server import PrintServer, wait_until

PEOPLE = Path(__file__).parents[1] / "kiosk" / "sandbox" / "seed" / "people"

Make: TypeAlias = Callable[[Path, pytest.FixtureRequest], AbstractContextManager[Bench]]
"""(a folder of its own, the request for further fixtures) -> a bench for as long as a block lasts."""


@dataclass(frozen=True)
class Maker:
    """How to make a bench. `cannot`: verbs its hand really cannot do; rules that need one are not run on it."""

    make: Make
    cannot: frozenset[str] = frozenset()


class CupsHand(Hand):
    """At the printer behind a CUPS server."""

    def __init__(self, server: PrintServer) -> None:
        self.server = server

    def empty(self) -> None:
        wait_until(self.server.idle, "the printer is rid of the job before")  # else CUPS waits 10 s to try again
        self.server.behave("paper-out")

    def refill(self) -> None:
        self.server.behave("ok")

    def sheets(self, job_id: str) -> Mapping[str, Any]:
        return {"count": sum(job_id in title for title in self.server.came_out())}

    def counted(self) -> Mapping[str, Any]:
        return {"count": len(self.server.came_out())}


def cases(kind: Kind, makers: Mapping[str, Maker]) -> list[Any]:
    """(make, rule) pairs for parametrize, named `driver-rule`."""
    return [
        pytest.param(maker.make, rule, id=f"{name}-{rule.name}")
        for name, maker in makers.items()
        for rule in suite(kind).rules
        if not rule.needs & maker.cannot
    ]


def opening(driver: Driver, device: Any) -> Driver:
    """The driver, but it opens this very device: for a hand that must hold it too (memory twins)."""
    return Driver(driver.name, driver.kind, lambda _options: device, driver.virtual, driver.verified_on)
