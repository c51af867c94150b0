"""One whole face check: frames in, guidance and decisions out; runs in one worker thread.

Pictures and embeddings live in memory only, for as long as a try needs them, and are overwritten afterwards. Must
never write or log a picture, and never lets anybody pass while a network is missing or altered.
"""

from __future__ import annotations

import dataclasses
import random
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from kiosk.domain.submission import FaceEvidence
from kiosk.identity.chip_photo import chip_face
from kiosk.identity.detector import people
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.liveness import ChallengeRun, Keep, Observation, Outcome, Rules, Step, draw
from kiosk.identity.models import MODEL_ID
from kiosk.identity.networks import Networks, preload
from kiosk.identity.quality import Limits, assess
from kiosk.identity.recogniser import cosine
from kiosk.identity.vision import Floats, Picture

LIVENESS = "active-only"
"""What the evidence says until a passive network is added."""
_DARK = 30.0


@dataclass(frozen=True)
class FaceRules:
    """Thresholds (cosine of SFace) and limits; see the documentation for the error rates they stand for."""

    accept: float = 0.45
    review: float = 0.36
    same_person: float = 0.45
    """Every kept frame against the mean of the frontal ones: nobody steps in between."""
    attempts: int = 3
    run: Rules = field(default_factory=Rules)
    quality: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if not 0.0 < self.review <= self.accept < 1.0 or self.attempts < 1:
            raise ValueError("thresholds must keep 0 < review <= accept < 1, attempts at least 1")

    def decision(self, score: float) -> str:
        """`accept`, `review` or `reject`."""
        if score >= self.accept:
            return "accept"
        return "review" if score >= self.review else "reject"


@dataclass(frozen=True)
class FaceProgress:
    """What to show now. `decided` is there once at the end of each try; `finished`: no further frame is taken."""

    guidance: str
    challenge: str | None
    done: int
    total: int
    attempt: int
    decided: FaceEvidence | None = None
    finished: bool = False


class FaceCheck:
    """From the first frame to accept, or to the end of the last try. Use as a context manager, or call `close`."""

    def __init__(
        self,
        models_dir: Path,
        chip_photo: Picture,
        rules: FaceRules | None = None,
        rng: random.Random | None = None,
    ) -> None:
        """`chip_photo` is RGB. Raises FaceUnavailable: networks missing or altered, no single face on the chip."""
        self._networks: Networks = preload(models_dir)
        self._chip = chip_face(self._networks, chip_photo)
        self._rules = rules or FaceRules()
        self._rng = rng or random.SystemRandom()
        self._attempt = 1
        self._finished = False
        self._frontal: list[Floats] = []
        self._acted: list[Floats] = []
        self._run = self._new_run()
        self._lock = threading.Lock()
        self._last = FaceProgress("look", None, 0, self._rules.run.challenges, 1)

    @property
    def challenges(self) -> tuple[str, ...]:
        """What this try asks for, in order (for tests and the journey's twin; never shown ahead)."""
        return tuple(one.value for one in self._run.challenges)

    def observe(self, picture: Picture, at: float) -> FaceProgress:
        """Take one RGB frame at second `at` of the monotonic clock. Raises FaceUnavailable `camera` for no picture.

        After the end (or `close`) frames are not looked at: the last guidance comes back, without a decision.
        """
        with self._lock:
            if self._finished:
                return dataclasses.replace(self._last, decided=None, finished=True)
            self._last = self._look(picture, at)
            return self._last

    def _look(self, picture: Picture, at: float) -> FaceProgress:
        if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8:  # noqa: PLR2004  three channels
            raise FaceUnavailable(FaceReason.CAMERA, "not an RGB picture")
        seen, aligned = self._see(picture)
        step = self._run.observe(seen, at)
        if step.keep is not None and aligned is not None:
            kept = self._frontal if step.keep is Keep.FRONTAL else self._acted
            kept.append(self._networks.recogniser.embed(aligned))
        if aligned is not None:
            aligned.fill(0)
        if step.outcome is None:
            return self._progress(step)
        return self._decide(step)

    def close(self) -> None:
        """Overwrite what was kept of the person; callable from any thread, also twice."""
        with self._lock:
            self._wipe()
            self._chip.fill(0)
            self._finished = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _see(self, picture: Picture) -> tuple[Observation, Picture | None]:
        found = people(self._networks.detector.find(picture))
        if len(found) != 1:
            dark = not found and float(picture[::8, ::8].mean()) < _DARK
            return Observation(len(found), issues=("too-dark",) if dark else ()), None
        face = found[0]
        shape = self._networks.landmarks.read(picture, face)
        aligned = self._networks.recogniser.align(picture, face)
        quality = assess(picture, face, shape, aligned, self._rules.quality)
        return Observation(1, face, shape, quality.issues), aligned

    def _decide(self, step: Step) -> FaceProgress:
        score = self._score() if step.outcome is Outcome.PASSED else 0.0
        decision = self._rules.decision(score)
        evidence = FaceEvidence(
            score=round(score, 4),
            decision=decision,
            model=MODEL_ID,
            liveness=LIVENESS,
            challenges=tuple(one.value for one in self._run.challenges[: step.done]),
            attempts=self._attempt,
        )
        self._finished = decision == "accept" or self._attempt >= self._rules.attempts
        progress = self._progress(step, evidence)
        self._wipe()
        if not self._finished:
            self._attempt += 1
            self._run = self._new_run()
        return progress

    def _score(self) -> float:
        """Mean frontal embedding against the chip; 0 where one of the kept frames is somebody else."""
        mean = np.mean(self._frontal, axis=0)
        mean /= max(float(np.linalg.norm(mean)), 1e-6)
        if min(cosine(mean, one) for one in (*self._frontal, *self._acted)) < self._rules.same_person:
            return 0.0
        return max(cosine(mean, self._chip), 0.0)

    def _progress(self, step: Step, decided: FaceEvidence | None = None) -> FaceProgress:
        return FaceProgress(
            guidance=step.guidance,
            challenge=step.challenge.value if step.challenge else None,
            done=step.done,
            total=len(self._run.challenges),
            attempt=self._attempt,
            decided=decided,
            finished=self._finished,
        )

    def _new_run(self) -> ChallengeRun:
        return ChallengeRun(draw(self._rng, self._rules.run.challenges), self._rules.run)

    def _wipe(self) -> None:
        for kept in (*self._frontal, *self._acted):
            kept.fill(0)
        self._frontal.clear()
        self._acted.clear()
