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
from kiosk.identity.guidance import Adviser
from kiosk.identity.liveness import ChallengeRun, Observation, Outcome, Phase, Rules, Step, draw
from kiosk.identity.models import MODEL_ID
from kiosk.identity.networks import Networks, preload
from kiosk.identity.passive import PassiveModel, Scores
from kiosk.identity.quality import Gate, Limits, assess
from kiosk.identity.recogniser import cosine
from kiosk.identity.track import Track
from kiosk.identity.vision import Picture

LIVENESS = "active-only"
"""What the evidence says until a passive network is plugged in."""
_DARK = 30.0
_ENDED = {Outcome.LATE: "late", Outcome.BROKEN: "track-lost", Outcome.SWAPPED: "another-face"}


@dataclass(frozen=True)
class FaceRules:
    """Thresholds (cosine of SFace) and limits; see the documentation for the error rates they stand for."""

    accept: float = 0.45
    review: float = 0.36
    same_person: float = 0.45
    """Every kept frame against the mean of the frontal ones: nobody steps in between."""
    attempts: int = 3
    first_attempt: int = 1
    """Tries that were used up before stay so."""
    pause: float = 2.5
    """Seconds between two tries, for reading why the last one failed."""
    run: Rules = field(default_factory=Rules)
    quality: Limits = field(default_factory=Limits)
    passive: PassiveModel | None = None

    def __post_init__(self) -> None:
        if not 0.0 < self.review <= self.accept < 1.0 or not 1 <= self.first_attempt <= self.attempts:
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
        self._rules = rules or FaceRules()
        self._networks: Networks = preload(models_dir, self._rules.passive)
        self._lock: threading.Lock = self._networks.lock
        with self._lock:
            self._chip = chip_face(self._networks, chip_photo)
        self._rng = rng or random.SystemRandom()
        self._attempt = self._rules.first_attempt
        self._finished = False
        self._track = Track(self._rules.same_person)
        self._scores = self._new_scores()
        self._gate = Gate(self._rules.quality)
        self._adviser = Adviser()
        self._run = self._new_run()
        self._resumes_at = float("-inf")
        self._last = FaceProgress("look", None, 0, self._rules.run.challenges, self._attempt)

    @property
    def challenges(self) -> tuple[str, ...]:
        """What this try asks for, in order (for tests and the journey's twin; never shown ahead)."""
        return tuple(one.value for one in self._run.challenges)

    def observe(self, picture: Picture, at: float) -> FaceProgress:
        """Take one RGB frame at second `at` of the monotonic clock. Raises FaceUnavailable `camera` for no picture.

        After the end (or `close`) frames are not looked at: the last guidance comes back, without a decision. The
        frame stays the caller's, who overwrites it.
        """
        with self._lock:
            if self._finished:
                return dataclasses.replace(self._last, decided=None, finished=True)
            if at < self._resumes_at:
                return dataclasses.replace(self._last, guidance="again", decided=None, attempt=self._attempt)
            self._last = self._look(picture, at)
            return self._last

    def _look(self, picture: Picture, at: float) -> FaceProgress:
        if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8:  # noqa: PLR2004  three channels
            raise FaceUnavailable(FaceReason.CAMERA, "not an RGB picture")
        seen, aligned = self._see(picture, at)
        step = self._run.observe(seen, at)
        if aligned is not None:
            step = self._follow(step, aligned, at)
            aligned.fill(0)
        if step.outcome in {None, Outcome.PASSED}:
            self._judge_live(picture, seen)
        if step.outcome is None:
            return self._progress(step, at)
        return self._decide(step, at)

    def close(self) -> None:
        """Overwrite what was kept of the person, in the networks too; callable from any thread, also twice."""
        with self._lock:
            self._wipe()
            if self._chip.any():
                self._networks.forget()
            self._chip.fill(0)
            self._finished = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _see(self, picture: Picture, at: float) -> tuple[Observation, Picture | None]:
        found = people(self._networks.detector.find(picture))
        if len(found) != 1:
            dark = not found and float(picture[::8, ::8].mean()) < _DARK
            return Observation(len(found), issues=("too-dark",) if dark else ()), None
        face = found[0]
        shape = self._networks.landmarks.read(picture, face)
        aligned = self._networks.recogniser.align(picture, face)
        quality = assess(picture, face, shape, aligned, self._rules.quality)
        return Observation(1, face, shape, self._gate.issues(quality, at)), aligned

    def _follow(self, step: Step, aligned: Picture, at: float) -> Step:
        """Keep what the run wants kept; between challenge and decision the face has to stay the same one."""
        if step.fresh:
            self._wipe()
        if step.keep is None and not (self._run.phase is not Phase.SETTLING and self._track.due(at)):
            return step
        embedding = self._networks.recogniser.embed(aligned)
        same = self._track.take(embedding, step.keep, at)
        return step if same or step.outcome not in {None, Outcome.PASSED} else self._run.swapped()

    def _judge_live(self, picture: Picture, seen: Observation) -> None:
        if self._networks.passive is not None and seen.face is not None and not seen.issues:
            self._scores.found.append(self._networks.passive.probability(picture, seen.face))

    def _decide(self, step: Step, at: float) -> FaceProgress:
        score, reason = self._judged(step)
        decision = "reject" if reason else self._rules.decision(score)
        if decision != "accept":
            reason = reason or ("doubtful" if decision == "review" else "not-alike")
        median = self._scores.median
        evidence = FaceEvidence(
            score=round(score, 4),
            decision=decision,
            model=MODEL_ID,
            liveness=self._liveness(),
            challenges=tuple(one.value for one in self._run.challenges[: step.done]),
            attempts=self._attempt,
            reason=reason,
            liveness_score=None if median is None else round(median, 4),
        )
        self._finished = decision == "accept" or self._attempt >= self._rules.attempts
        progress = self._progress(step, at, evidence)
        self._wipe()
        if not self._finished:
            self._attempt += 1
            self._resumes_at = at + self._rules.pause
            self._run, self._gate = self._new_run(), Gate(self._rules.quality)
        return progress

    def _judged(self, step: Step) -> tuple[float, str | None]:
        """Likeness to the chip, and what other than it makes the try fail."""
        if step.outcome is not Outcome.PASSED:
            return 0.0, _ENDED[step.outcome or Outcome.BROKEN]
        if not self._track.unbroken():
            return 0.0, "another-face"
        score = max(cosine(self._track.mean(), self._chip), 0.0)
        return score, None if self._networks.passive is None or self._scores.live else "not-live"

    def _liveness(self) -> str:
        passive = self._rules.passive
        return LIVENESS if passive is None else f"active+passive:{passive.sha256[:16].lower()}"

    def _progress(self, step: Step, at: float, decided: FaceEvidence | None = None) -> FaceProgress:
        return FaceProgress(
            guidance=self._adviser.say(step.guidance, at),
            challenge=step.challenge.value if step.challenge else None,
            done=step.done,
            total=len(self._run.challenges),
            attempt=self._attempt,
            decided=decided,
            finished=self._finished,
        )

    def _new_run(self) -> ChallengeRun:
        return ChallengeRun(draw(self._rng, self._rules.run.challenges), self._rules.run)

    def _new_scores(self) -> Scores:
        return Scores(self._rules.passive.accept if self._rules.passive else 1.0)

    def _wipe(self) -> None:
        self._track.wipe()
        self._scores = self._new_scores()
