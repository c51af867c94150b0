"""Error rates of a set of scores: ROC, EER, rates at thresholds; arithmetic only, must never look at a picture.

Terms after ISO/IEC 19795-1: FAR is the share of different people taken for the same, FRR of the same person refused;
TAR is 1 - FRR. Accepted = score at or above the threshold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
FAR_POINTS = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5)
"""Where the TAR is told, as far as the set is large enough."""


@dataclass(frozen=True)
class Curve:
    """The ROC of two sets of scores: at each threshold (falling) the share of either set that is accepted."""

    thresholds: Scores
    far: Scores
    tar: Scores
    same: int
    different: int

    @property
    def eer(self) -> tuple[float, float]:
        """(equal error rate, threshold), between two points by straight line."""
        difference = self.far - (1.0 - self.tar)
        after = int(np.argmax(difference >= 0))
        before = max(after - 1, 0)
        rise = difference[after] - difference[before]
        share = 0.0 if rise == 0 else -difference[before] / rise
        far = self.far[before] + share * (self.far[after] - self.far[before])
        low, high = float(self.thresholds[after]), float(self.thresholds[before])
        return float(far), low if not np.isfinite(high) else high + float(share) * (low - high)

    @property
    def area(self) -> float:
        """Area under the curve, 0 to 1."""
        return float(np.sum(np.diff(self.far) * (self.tar[1:] + self.tar[:-1]) / 2))

    def tar_at(self, far: float) -> float | None:
        """Largest TAR whose FAR is at most `far`; None where the set is too small to tell (1 / different > far)."""
        if self.different * far < 1.0:
            return None
        return float(self.tar[self.far <= far].max())

    def points(self, most: int = 200) -> list[tuple[float, float, float]]:
        """(threshold, FAR, TAR) of at most `most` points, evenly over those where something changes."""
        chosen = np.unique(np.linspace(1, len(self.thresholds) - 1, most).round().astype(int))
        return [(float(self.thresholds[n]), float(self.far[n]), float(self.tar[n])) for n in chosen]


def curve(same: Scores, different: Scores) -> Curve:
    """The ROC. Raises ValueError where one of the sets is empty or holds what is no number."""
    if not len(same) or not len(different):
        raise ValueError("pairs of the same and of different people are needed")
    if not (np.isfinite(same).all() and np.isfinite(different).all()):
        raise ValueError("a score is no number")
    thresholds = np.unique(np.concatenate((same, different)))[::-1]
    far = _accepted(different, thresholds)
    tar = _accepted(same, thresholds)
    whole = np.concatenate(([np.inf], thresholds)), np.concatenate(([0.0], far)), np.concatenate(([0.0], tar))
    return Curve(*whole, same=len(same), different=len(different))


def rates_at(same: Scores, different: Scores, threshold: float) -> tuple[float, float, float]:
    """(FAR, FRR, accuracy) at a threshold; accuracy is the share of all pairs that are judged rightly."""
    accepted, refused = int((different >= threshold).sum()), int((same < threshold).sum())
    right = len(same) + len(different) - accepted - refused
    return (
        accepted / max(len(different), 1),
        refused / max(len(same), 1),
        right / max(len(same) + len(different), 1),
    )


def _accepted(scores: Scores, thresholds: Scores) -> Scores:
    """Share of `scores` at or above each threshold."""
    below = np.searchsorted(np.sort(scores), thresholds, side="left")
    return np.asarray(1.0 - below / len(scores), dtype=np.float64)
