"""Does anything grow that must not? The first and the last third after the warm-up, held against each other."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from tests.soak.sampling import SCREEN, SUPERVISOR, SYNC, TERMINAL, Sample

WARM_UP = 0.25
"""Share of the run that is not counted: first catalogue, first of every page, caches."""
LEAST = 12
"""Samples of a role after the warm-up without which nothing can be said of it."""
VISITS = 15
"""Without so many, the screens of the first third and of the last are those of different errands, no more."""
BOUNDS: dict[tuple[str, str], float] = {
    (SUPERVISOR, "memory"): 12.0,
    (SUPERVISOR, "handles"): 6,
    (SUPERVISOR, "threads"): 0,
    (SYNC, "memory"): 24.0,
    (SYNC, "handles"): 6,
    (SYNC, "threads"): 2,
    (SCREEN, "memory"): 80.0,
    (SCREEN, "handles"): 24,
    (SCREEN, "threads"): 12,
    (TERMINAL, "memory"): 250.0,
}
"""By how much a role may have grown: MiB or a number. The supervisor lives for months, a screen for one citizen; of
screens there are two or three, so that the sum moves by one of them."""
BUSIEST = {SUPERVISOR: 0.25, SYNC: 0.6}
"""Processors that a role may take on average after the warm-up: one that turns in circles takes a whole one."""
A_CASE = 0.25
"""MiB by which the store may grow for each case that was taken: its pages are sealed beside it."""
_SLACK = 4.5
"""MiB of the store that are no cases: its log is made at its full size."""


@dataclass(frozen=True)
class Finding:
    """One bound, and how the run stands to it."""

    role: str
    what: str
    before: float
    after: float
    bound: float
    held: bool

    def as_json(self) -> dict[str, object]:
        """Rounded for reading."""
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(self).items()}


def findings(samples: Sequence[Sample], cases: int, visits: int) -> list[Finding]:
    """Every bound of which enough is known; `cases`: how many were taken in the whole run, in so many `visits`."""
    if not samples:
        return []
    end = max(sample.seconds for sample in samples)
    late = [sample for sample in samples if sample.seconds >= WARM_UP * end]
    found = []
    for (role, what), bound in BOUNDS.items():
        values = [float(getattr(sample, what)) for sample in late if sample.role == role]
        if len(values) >= LEAST and (visits >= VISITS or role not in {SCREEN, TERMINAL}):
            before, after = _ends(values, max if role == SCREEN else statistics.median)
            found.append(Finding(role, what, before, after, bound, after - before <= bound))
    return [*found, *_busy(late), *_stored(samples, cases)]


def _ends(values: Sequence[float], of: Callable[[Sequence[float]], float]) -> tuple[float, float]:
    """A screen is as large as what its citizen does, so that of those the largest count."""
    third = len(values) // 3
    return of(values[:third]), of(values[-third:])


def _busy(late: Sequence[Sample]) -> list[Finding]:
    """Processor time per second; a process that was replaced begins at nothing again, and is counted from there."""
    found = []
    for role, bound in BUSIEST.items():
        mine = [sample for sample in late if sample.role == role]
        if len(mine) >= LEAST:
            pairs = list(itertools.pairwise(mine))
            used = sum(b.cpu - a.cpu if b.cpu >= a.cpu else b.cpu for a, b in pairs)
            share = used / max(mine[-1].seconds - mine[0].seconds, 1e-9)
            found.append(Finding(role, "processors", 0.0, share, bound, share <= bound))
    return found


def _stored(samples: Sequence[Sample], cases: int) -> list[Finding]:
    sizes = [sample.database for sample in samples if sample.role == TERMINAL]
    if len(sizes) < LEAST:
        return []
    bound = _SLACK + A_CASE * cases
    return [Finding(TERMINAL, "database", sizes[0], sizes[-1], bound, sizes[-1] - sizes[0] <= bound)]
