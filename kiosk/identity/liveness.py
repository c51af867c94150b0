"""Active liveness: is somebody there who does what is asked, in one unbroken track? Sans-IO, time comes in.

Two random challenges of four, each within a few seconds. It stops a held-up photograph, not a good mask or an
injected video: the evidence therefore says `active-only`. Must never decide whose face it is.
"""

from __future__ import annotations

import random
import statistics
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.identity.detector import Face
from kiosk.identity.landmarks import HeadShape


class Challenge(StrEnum):
    """What may be asked; left and right are the person's own."""

    BLINK = "blink"
    TURN_LEFT = "turn-left"
    TURN_RIGHT = "turn-right"
    CLOSER = "closer"


class Phase(StrEnum):
    """Where a run stands."""

    SETTLING = "settling"
    """Waiting for a few good frontal frames; nothing is asked yet, no clock runs."""
    ACTING = "acting"
    """A challenge is on; the clock runs."""
    RETURNING = "returning"
    """Done; back to a good frontal frame, the clock runs."""
    ENDED = "ended"


class Outcome(StrEnum):
    """How a run ended."""

    PASSED = "passed"
    LATE = "late"
    BROKEN = "broken"
    """The track broke: nobody, somebody else beside, or a jump."""
    SWAPPED = "swapped"
    """The face became another one's: the caller saw that, by what the recogniser says (`track`)."""


class Keep(StrEnum):
    """What a frame is good for beyond this run: the caller embeds it."""

    FRONTAL = "frontal"
    ACTED = "acted"


@dataclass(frozen=True)
class Observation:
    """What one frame shows. `face` and `shape` belong to the nearest person; `issues` as in `quality`."""

    faces: int
    face: Face | None = field(default=None, repr=False)
    shape: HeadShape | None = field(default=None, repr=False)
    issues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """What the frame led to."""

    guidance: str
    challenge: Challenge | None
    done: int
    outcome: Outcome | None = None
    keep: Keep | None = None
    fresh: bool = False
    """The first frame of a track: what was kept before belongs to nobody any more."""


@dataclass(frozen=True)
class Rules:
    """Limits of a run; times in seconds, angles in degrees."""

    seconds: float = 8.0
    challenges: int = 2
    settled: int = 4
    """Good frontal frames in a row before the first challenge."""
    final: int = 3
    """Good frontal frames kept after the last challenge."""
    turn: float = 20.0
    frontal: float = 15.0
    closer: float = 1.3
    """Eye distance by that of the settled frames."""
    blink_share: float = 0.55
    """Eyes count as closed under this share of the person's own open median …"""
    blink_at_most: float = 0.18
    """… and under this openness. Measured: closed 0.06 to 0.13, open 0.26 and more."""
    blink_longest: float = 1.5
    gap: float = 0.8
    """How long the face may be lost, or a second one seen, before the track counts as broken."""
    stall: float = 2.5
    """Longest time between two frames."""
    overlap: float = 0.3
    """Intersection over union of the boxes of two frames, at least."""
    still: float = 0.7
    """The same while settling."""


_HELD = 2
"""Frames in a row that a challenge must be seen in: one may be a slip of the network."""


def draw(rng: random.Random, count: int) -> tuple[Challenge, ...]:
    """`count` different challenges in random order."""
    return tuple(rng.sample(list(Challenge), count))


class ChallengeRun:
    """One try. Feed every frame to `observe` until a step carries an outcome."""

    def __init__(self, challenges: tuple[Challenge, ...], rules: Rules | None = None) -> None:
        self.challenges = challenges
        self.phase = Phase.SETTLING
        self._rules = rules or Rules()
        self._done = 0
        self._deadline = 0.0
        self._last: Face | None = None
        self._last_at: float | None = None
        self._lost_at: float | None = None
        self._open: list[float] = []
        self._sizes: list[float] = []
        self._yaws: list[float] = []
        self._held = 0
        self._shut_at: float | None = None
        self._final = 0

    @property
    def challenge(self) -> Challenge | None:
        """What is asked now."""
        return self.challenges[self._done] if self.phase is Phase.ACTING else None

    def observe(self, seen: Observation, at: float) -> Step:
        """Take one frame at second `at` of a clock that never goes back."""
        if self.phase is Phase.ENDED:
            raise ValueError("this run has ended")
        stalled = self._last_at is not None and at - self._last_at > self._rules.stall
        self._last_at = at
        if self.phase is not Phase.SETTLING and at > self._deadline:
            return self._end(Outcome.LATE)
        if seen.face is None or seen.shape is None or seen.faces != 1:
            return self._unclear(seen, at)
        self._lost_at = None
        overlap = 1.0 if self._last is None else self._last.overlap(seen.face)
        self._last = seen.face
        if self.phase is Phase.SETTLING:
            return self._settle(seen.face, seen.shape, seen.issues, at, moved=overlap < self._rules.still)
        if stalled or overlap < self._rules.overlap:
            return self._end(Outcome.BROKEN)
        if self.phase is Phase.ACTING:
            return self._act(seen.face, seen.shape, at)
        return self._return(seen.issues)

    def swapped(self) -> Step:
        """The caller saw that the face of the last frame is another one's: the run ends."""
        return self._end(Outcome.SWAPPED)

    def _unclear(self, seen: Observation, at: float) -> Step:
        """Nobody or several: a moment is forgiven, more breaks the track."""
        if self._lost_at is None:
            self._lost_at = at
        if self.phase is Phase.SETTLING:
            self._forget()
        elif at - self._lost_at > self._rules.gap:
            return self._end(Outcome.BROKEN)
        return self._step(seen.issues[0] if seen.issues else _crowd(seen.faces))

    def _settle(self, face: Face, shape: HeadShape, issues: tuple[str, ...], at: float, *, moved: bool) -> Step:
        if moved or issues:
            self._forget()
            self._last = face
            return self._step(issues[0] if issues else "hold-still")
        self._open.append(shape.openness)
        self._sizes.append(face.eye_distance)
        self._yaws.append(shape.yaw)
        if len(self._open) < self._rules.settled:
            first = len(self._open) == 1
            return replace(self._step("look", Keep.FRONTAL if first else None), fresh=first)
        self.phase = Phase.ACTING
        self._deadline = at + self._rules.seconds
        return self._step("look", Keep.FRONTAL)

    def _act(self, face: Face, shape: HeadShape, at: float) -> Step:
        self._held = self._held + 1 if self._meets(face, shape, at) else 0
        blinked = self.challenge is Challenge.BLINK and self._held
        if not (blinked or self._held >= _HELD):
            return self._step("look")
        self._held = 0
        self._shut_at = None
        self._done += 1
        self.phase = Phase.RETURNING
        self._deadline = at + self._rules.seconds
        return self._step("look-straight", Keep.ACTED)

    def _meets(self, face: Face, shape: HeadShape, at: float) -> bool:
        """Does this frame show what is asked?"""
        yaw = shape.yaw - statistics.median(self._yaws)
        rules = self._rules
        match self.challenge:
            case Challenge.TURN_LEFT:
                return yaw >= rules.turn
            case Challenge.TURN_RIGHT:
                return yaw <= -rules.turn
            case Challenge.CLOSER:
                near = face.eye_distance >= rules.closer * statistics.median(self._sizes)
                return near and abs(yaw) <= rules.frontal
            case _:
                return abs(yaw) <= rules.frontal and self._blinked(shape, at)

    def _blinked(self, shape: HeadShape, at: float) -> bool:
        """Both eyes were closed in two frames or more, not too long, and are open again."""
        opened = statistics.median(self._open)
        if shape.openness < min(self._rules.blink_share * opened, self._rules.blink_at_most):
            if self._shut_at is None:
                self._shut_at, self._shut = at, 0
            self._shut += 1
            return False
        if self._shut_at is None or shape.openness < 0.7 * opened:
            return False
        good = self._shut >= _HELD and at - self._shut_at <= self._rules.blink_longest
        self._shut_at = None
        return good

    def _return(self, issues: tuple[str, ...]) -> Step:
        if issues:
            return self._step(issues[0])
        if self._done < len(self.challenges):
            self.phase = Phase.ACTING
            self._deadline = (self._last_at or 0.0) + self._rules.seconds
            return self._step("look", Keep.FRONTAL)
        self._final += 1
        if self._final < self._rules.final:
            return self._step("hold-still", Keep.FRONTAL)
        return self._end(Outcome.PASSED, Keep.FRONTAL)

    def _forget(self) -> None:
        self._last = None
        for kept in (self._open, self._sizes, self._yaws):
            kept.clear()

    def _end(self, outcome: Outcome, keep: Keep | None = None) -> Step:
        self.phase = Phase.ENDED
        guidance = "comparing" if outcome is Outcome.PASSED else "look"
        return Step(guidance, None, self._done, outcome, keep)

    def _step(self, guidance: str, keep: Keep | None = None) -> Step:
        return Step(guidance, self.challenge, self._done, None, keep)


def _crowd(faces: int) -> str:
    return "several-faces" if faces > 1 else "no-face"
