"""What goes wrong at the platform, drawn by lot. Must never be something after which a case rightly stays away."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

_PUT = "/v1/submissions"
CALM: dict[str, Any] = {}
"""Nothing is wrong. Like all of them a body for the sandbox's control interface, which replaces the one before."""


def drawn(dice: random.Random) -> Iterator[dict[str, Any]]:
    """One after the other without end: a pack is shuffled and dealt, then the next one."""
    while True:
        pack = [
            *[CALM] * 4,
            {"latencyMs": dice.randint(5, 120), "path": _PUT},
            {"latencyMs": 2500},  # longer than the terminal waits
            *[{"holdMs": dice.randint(10, 150), "path": _PUT} for _ in range(3)],
            *[{"dropAnswers": dice.randint(1, 6), "path": _PUT} for _ in range(3)],
            {"garbleAnswers": dice.randint(1, 3), "path": _PUT},
            *[_refusing(dice) for _ in range(2)],
            {"status": 503, "statusTimes": 3},
            {"cut": True},
            *[{"clockShift": dice.choice([-1, 1]) * dice.randint(30, 280)} for _ in range(2)],
            {"clockShift": dice.choice([-1, 1]) * dice.randint(1000, 500_000)},
        ]
        dice.shuffle(pack)
        yield from pack


def _refusing(dice: random.Random) -> dict[str, Any]:
    return {"status": dice.choice([429, 500, 502, 503]), "statusTimes": dice.randint(1, 6), "path": _PUT}
