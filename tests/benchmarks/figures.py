"""What a benchmark hands back, and how it is made: medians and 95th percentiles of all runs, none left out."""

from __future__ import annotations

import dataclasses
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of `bench.json`; None where a field does not apply."""

    value: float | None
    unit: str
    baseline: float | None = None
    baseline_name: str | None = None
    ratio: float | None = None
    runs: int | None = None
    p50: float | None = None
    p95: float | None = None
    skipped: str | None = None
    """Why it could not be measured here."""
    floor: str | None = None
    """What it is held to (printed, not written)."""

    def as_json(self) -> dict[str, object]:
        """As the file has it; `skipped` only where it applies."""
        whole = {name: _rounded(value) for name, value in dataclasses.asdict(self).items() if name != "floor"}
        if self.skipped is None:
            del whole["skipped"]
        return whole


def of_samples(
    samples: Sequence[float], unit: str, *, baseline: Sequence[float] = (), name: str | None = None, floor: str = ""
) -> Figure:
    """Median and 95th percentile of `samples`; the ratio is that of the medians."""
    value = statistics.median(samples)
    middle = statistics.median(baseline) if baseline else None
    return Figure(
        value=value,
        unit=unit,
        baseline=middle,
        baseline_name=name if baseline else None,
        ratio=value / middle if middle else None,
        runs=len(samples),
        p50=value,
        p95=percentile(samples, 95),
        floor=floor or None,
    )


def skipped(reason: str, unit: str) -> Figure:
    """Not measured, and why."""
    return Figure(value=None, unit=unit, skipped=reason)


def percentile(samples: Sequence[float], percent: int) -> float:
    """The smallest sample that at least `percent` per cent of all do not exceed (nearest rank)."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _rounded(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value
