"""`kiosk face evaluate`: how well the recogniser parts a list of pairs; streaming, each picture read once.

Reads exactly what YuNet and SFace say: the nearest sure face is compared, whatever the quality gate would have told a
person standing there. Must never keep a picture beyond its embedding, and never decides about anybody.
"""

from __future__ import annotations

import csv
import io
import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from kiosk.identity.chip_photo import enlarged
from kiosk.identity.detector import people
from kiosk.identity.models import MODEL_ID
from kiosk.identity.networks import Networks
from kiosk.identity.ordinary_file import opened, picture_bytes
from kiosk.identity.quality import Limits, assess
from kiosk.identity.recogniser import cosine
from kiosk.identity.roc import FAR_POINTS, Curve, Scores, curve, rates_at
from kiosk.identity.vision import Floats, Picture, cv2, decode_image

T = TypeVar("T")
_COLUMNS = (("a", "b", "same"), ("live", "id", "label"))
_YES, _NO = {"1", "true", "yes", "same"}, {"0", "false", "no", "different"}
_NAMED = 50
"""Files that a report names of each failure; all are counted."""
STAGES = ("read", "detect", "quality", "align", "embed", "compare")


class PairsError(Exception):
    """The list of pairs cannot be used: what is wrong, and in which line."""


@dataclass(frozen=True)
class Pair:
    """Two files, and whether they show one person."""

    live: Path
    other: Path
    same: bool


@dataclass(frozen=True)
class Sample:
    """What became of one picture: an embedding, or why there is none."""

    embedding: Floats | None = field(default=None, repr=False)
    fault: str | None = None
    """`unreadable`, `undecodable` or `no-face`."""
    several: bool = False
    issues: tuple[str, ...] = ()


def read_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a CSV file with the columns a, b, same (or live, id, label); paths count from its folder.

    Raises PairsError, OSError.
    """
    with opened(path) as file, io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream)
        try:
            header = rows.fieldnames or []
            names = next((three for three in _COLUMNS if set(three) <= set(header)), None)
            if names is None:
                raise PairsError("no columns a, b, same")
            for row in rows:
                yield _pair(row, names, path.parent, rows.line_num)
        except (csv.Error, UnicodeDecodeError) as error:
            raise PairsError("not CSV in UTF-8") from error


def _pair(row: dict[str, Any], names: tuple[str, str, str], folder: Path, line: int) -> Pair:
    live, other, same = ((row.get(name) or "").strip() for name in names)
    word = same.lower()
    if not live or not other or word not in _YES | _NO:
        raise PairsError(f"line {line}: a, b and same (1 or 0) are needed")
    return Pair(folder / live, folder / other, word in _YES)


class Evaluation:
    """Embeds each picture once, compares the pairs, keeps time of every stage."""

    def __init__(self, networks: Networks, limits: Limits | None = None) -> None:
        self._networks = networks
        self._limits = limits or Limits()
        self._samples: dict[Path, Sample] = {}
        self._times: dict[str, list[float]] = {stage: [] for stage in STAGES}
        self._sides: tuple[set[Path], set[Path]] = (set(), set())
        self._scores: tuple[list[float], list[float]] = ([], [])
        self._unscored = [0, 0]

    @property
    def measured(self) -> bool:
        """Has any pair got a score?"""
        return any(self._scores)

    @property
    def samples(self) -> int:
        """Pictures looked at so far."""
        return len(self._samples)

    def take(self, pair: Pair) -> float | None:
        """The score of one pair, None where a side gave no embedding."""
        sides = [self._sample(path) for path in (pair.live, pair.other)]
        for path, known in zip((pair.live, pair.other), self._sides, strict=True):
            known.add(path)
        one, two = (side.embedding for side in sides)
        if one is None or two is None:
            self._unscored[pair.same] += 1
            return None
        score = self._timed("compare", lambda: cosine(one, two))
        self._scores[pair.same].append(score)
        return score

    def report(self, threshold: float) -> dict[str, Any]:
        """Everything found, as JSON. Rates are None where pairs of a kind are missing."""
        different, same = (np.asarray(found, dtype=np.float64) for found in self._scores)
        return {
            "model": MODEL_ID,
            "pairs": self._pairs(),
            "pictures": len(self._samples),
            **_rates(same, different, threshold),
            "operating_point": _operating_point(same, different, threshold, self._unscored),
            "failures": self._failures(),
            "quality_advice": self._advice(),
            "milliseconds": {stage: _milliseconds(found) for stage, found in self._times.items()},
        }

    def _pairs(self) -> dict[str, int]:
        different, same = (len(found) for found in self._scores)
        unscored = sum(self._unscored)
        return {"total": same + different + unscored, "same": same, "different": different, "unscored": unscored}

    def _sample(self, path: Path) -> Sample:
        found = self._samples.get(path)
        if found is None:
            found = self._samples[path] = self._looked_at(path)
        return found

    def _looked_at(self, path: Path) -> Sample:
        try:
            picture = self._timed("read", lambda: _picture(path))
        except (OSError, ValueError):  # a name with a zero byte is no name
            return Sample(fault="unreadable")
        if picture is None:
            return Sample(fault="undecodable")
        try:
            return self._measured(enlarged(picture))
        except cv2.error:  # a strip one pixel high, say
            return Sample(fault="undecodable")

    def _measured(self, picture: Picture) -> Sample:
        networks = self._networks
        found = self._timed("detect", lambda: people(networks.detector.find(picture)))
        if not found:
            return Sample(fault="no-face")
        face = found[0]
        aligned = self._timed("align", lambda: networks.recogniser.align(picture, face))
        quality = self._timed(
            "quality",
            lambda: assess(picture, face, networks.landmarks.read(picture, face), aligned, self._limits),
        )
        embedding = self._timed("embed", lambda: networks.recogniser.embed(aligned))
        return Sample(embedding, several=len(found) > 1, issues=quality.issues)

    def _failures(self) -> dict[str, Any]:
        """To acquire (the live side, a) and to enrol (the other, b), by ISO/IEC 19795-1."""
        told: dict[str, Any] = {}
        for name, side in zip(("acquire", "enrol"), self._sides, strict=True):
            bad = {path: fault for path in side if (fault := self._samples[path].fault)}
            named = [{"file": str(path), "why": fault} for path, fault in sorted(bad.items())[:_NAMED]]
            share = len(bad) / len(side) if side else 0.0
            told[name] = {
                "count": len(bad), "of": len(side), "share": round(share, 6),
                "why": dict(Counter(bad.values())), "files": named,
            }  # fmt: skip
        told["several_faces"] = sum(sample.several for sample in self._samples.values())
        return told

    def _advice(self) -> dict[str, int]:
        """What the quality gate would have told how often, had somebody stood there."""
        counted = Counter(sample.issues[0] if sample.issues else "good" for sample in self._samples.values()
                          if sample.embedding is not None)  # fmt: skip
        return dict(counted.most_common())

    def _timed(self, stage: str, work: Callable[[], T]) -> T:
        begun = time.perf_counter()
        result = work()
        self._times[stage].append((time.perf_counter() - begun) * 1000)
        return result


def evaluate(networks: Networks, pairs: Path, *, limit: int | None, each: Callable[[int, int], None]) -> Evaluation:
    """Take the pairs of a file, at most `limit`; `each(pairs, pictures)` is told after every one.

    Raises PairsError, OSError (the list itself); broken pictures are counted instead.
    """
    evaluation = Evaluation(networks)
    with networks.lock:
        for number, pair in enumerate(itertools.islice(read_pairs(pairs), limit), start=1):
            evaluation.take(pair)
            each(number, evaluation.samples)
    return evaluation


def _rates(same: Scores, different: Scores, threshold: float) -> dict[str, Any]:
    if not len(same) or not len(different):
        nothing = ("eer", "eer_threshold", "auc", "accuracy", "best_accuracy", "best_threshold", "roc")
        return dict.fromkeys(nothing) | {"tar_at_far": {}}
    roc = curve(same, different)
    eer, at = roc.eer
    best, best_at = _best(roc)
    return {
        "eer": round(eer, 6),
        "eer_threshold": round(at, 4),
        "auc": round(roc.area, 6),
        "accuracy": round(rates_at(same, different, threshold)[2], 6),
        "best_accuracy": round(best, 6),
        "best_threshold": round(best_at, 4),
        "tar_at_far": {f"{far:g}": None if (tar := roc.tar_at(far)) is None else round(tar, 6) for far in FAR_POINTS},
        "roc": [
            {"threshold": round(t, 4), "far": round(far, 6), "tar": round(tar, 6)} for t, far, tar in roc.points()
        ],
    }


def _best(roc: Curve) -> tuple[float, float]:
    """(accuracy, threshold) of the best threshold in hindsight: for comparing with published figures only."""
    right = roc.tar * roc.same + (1.0 - roc.far) * roc.different
    best = int(np.argmax(right))
    threshold = float(roc.thresholds[best])
    return float(right[best]) / (roc.same + roc.different), threshold if np.isfinite(threshold) else 1.0


def _operating_point(same: Scores, different: Scores, threshold: float, unscored: list[int]) -> dict[str, Any]:
    """At the terminal's threshold; `frr_with_failures` counts a pair without a score as refused."""
    far, frr, accuracy = rates_at(same, different, threshold)
    whole = len(same) + unscored[True]
    refused = round(frr * len(same)) + unscored[True]
    return {
        "threshold": threshold,
        "far": round(far, 6) if len(different) else None,
        "false_accepts": round(far * len(different)),
        "frr": round(frr, 6) if len(same) else None,
        "false_rejects": round(frr * len(same)),
        "frr_with_failures": round(refused / whole, 6) if whole else None,
        "accuracy": round(accuracy, 6) if len(same) + len(different) else None,
    }


def _milliseconds(found: list[float]) -> dict[str, float | int | None]:
    if not found:
        return {"count": 0, "median": None, "mean": None, "p95": None}
    median, p95 = np.percentile(found, (50, 95))
    mean = sum(found) / len(found)
    return {
        "count": len(found),
        "median": round(float(median), 3),
        "mean": round(mean, 3),
        "p95": round(float(p95), 3),
    }


def _picture(path: Path) -> Picture | None:
    data = picture_bytes(path)
    return None if data is None else decode_image(data)
