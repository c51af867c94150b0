"""Plays attacks against the whole face check, drawn from the test faces: which stage stopped each, or that none did.

Development only. Must never be taken for a test of presentation attacks (GB/T 41987, ISO/IEC 30107-3): nothing is
printed, no screen is filmed, no lens lies between. What passes here passes for certain, what is stopped may not be.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from devices.twins.portrait_scene import FACES, Motion, Scene
from kiosk.domain.submission import FaceEvidence
from kiosk.identity.face_check import FaceCheck, FaceRules
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.sample_faces import chip_path
from kiosk.identity.vision import Picture, cv2, decode_image

NOTE = (
    "Drawn, not photographed: no instrument test. A warped still follows every challenge; active challenges alone do "
    "not stop it, nor a video that is injected."
)
_FPS = 8
_FILM = 60.0
"""Seconds after which an attack that the quality gate never lets begin is over."""
_STAGE = {
    "late": "challenge", "track-lost": "track", "another-face": "track", "not-live": "passive",
    "doubtful": "comparison", "not-alike": "comparison",
}  # fmt: skip
_LOOP = (Motion.STRAIGHT, Motion.BLINK, Motion.TURN_LEFT, Motion.CLOSER, Motion.TURN_RIGHT)
_LOOP_SECONDS = 3.0
_TILT = 40.0


class Attack(Protocol):
    """What is held before the camera. `asked` is the challenge on screen, for as long as it stands."""

    def picture(self, at: float, asked: str | None) -> Picture:
        """(480, 640, 3) RGB at second `at`."""


@dataclass
class Print:
    """A photograph on paper: brought nearer, or tilted to the side that is asked for."""

    scene: Scene
    since: float = 0.0
    asked: str | None = None

    def picture(self, at: float, asked: str | None) -> Picture:
        """The sheet, as the hand holds it."""
        if asked != self.asked:
            self.asked, self.since = asked, at
        share = min(at - self.since, 1.0) if asked else 0.0
        flat = self.scene.picture(at)
        if asked == Motion.CLOSER:
            return _nearer(flat, 1 + 0.45 * share)
        sides = {Motion.TURN_LEFT.value: 1.0, Motion.TURN_RIGHT.value: -1.0}
        return _tilted(flat, _TILT * share * sides.get(asked or "", 0.0))


@dataclass
class Replay:
    """A film of the holder that shows every movement in turn and knows nothing of what is asked."""

    scene: Scene
    start: float = 0.0
    shown: int = -1

    def picture(self, at: float, asked: str | None) -> Picture:
        """The film where it is now."""
        del asked
        number = int((at + self.start) / _LOOP_SECONDS)
        if number != self.shown:
            self.shown = number
            self.scene.act(_LOOP[number % len(_LOOP)], at)
        return self.scene.picture(at)


@dataclass
class WarpedStill:
    """One still that a program bends as asked, as the virtual camera does: an injected picture."""

    scene: Scene
    asked: str | None = None

    def picture(self, at: float, asked: str | None) -> Picture:
        """The still, bent."""
        if asked != self.asked:
            self.asked = asked
            if asked:
                self.scene.act(Motion(asked), at + 0.3)
        return self.scene.picture(at)


def attacks(faces: Path, name: str, number: int) -> Iterator[tuple[str, Attack]]:
    """Every kind of attack with the test face `name`. Raises OSError, ValueError where it is missing."""

    def stage() -> Scene:
        scene = Scene(faces, seed=number)
        scene.show(name)
        return scene

    yield "print", Print(stage())
    yield "replay", Replay(stage(), start=number * 1.7)
    yield "warped-still", WarpedStill(stage())


def play(
    models: Path, faces: Path, tries: int, said: Callable[[str], None], rules: FaceRules | None = None
) -> dict[str, Any]:
    """`tries` presentations of each kind and face against the face check, `said` is told of each.

    Raises FaceUnavailable, OSError, ValueError (test faces missing).
    """
    once = replace(rules or FaceRules(), attempts=1, first_attempt=1)
    found: dict[str, list[str]] = {}
    liveness = ""
    for name in FACES:
        chip = _chip(faces, name)
        for number in range(tries):
            for kind, attack in attacks(faces, name, number):
                rng = random.Random(f"{name} {kind} {number}")  # noqa: S311  repeatable, not secret
                with FaceCheck(models, chip, once, rng) as check:
                    evidence = present(check, attack)
                stage = stopped_by(evidence)
                liveness = evidence.liveness if evidence else liveness
                found.setdefault(kind, []).append(stage)
                ended = "accepted" if stage == "none" else f"stopped by {stage}"
                said(f"{kind}, {name}, {number + 1} of {tries}: {ended}")
    told = [_told(kind, stages) for kind, stages in found.items()]
    return {"liveness": liveness, "accept": once.accept, "attacks": told, "note": NOTE}


def present(check: FaceCheck, attack: Attack) -> FaceEvidence | None:
    """One presentation; None where the check never got as far as a decision."""
    asked: str | None = None
    for number in range(int(_FILM * _FPS)):
        at = number / _FPS
        progress = check.observe(attack.picture(at, asked), at)
        if progress.decided is not None:
            return progress.decided
        asked = progress.challenge
    return None


def stopped_by(evidence: FaceEvidence | None) -> str:
    """The stage that ended it: `quality`, `challenge`, `track`, `passive`, `comparison`, or `none`."""
    if evidence is None:
        return "quality"
    return "none" if evidence.decision == "accept" else _STAGE.get(evidence.reason or "", "comparison")


def _told(kind: str, stages: list[str]) -> dict[str, Any]:
    accepted = stages.count("none")
    return {
        "attack": kind,
        "presentations": len(stages),
        "accepted": accepted,
        "share_accepted": round(accepted / len(stages), 4),
        "stopped_by": dict(Counter(stage for stage in stages if stage != "none")),
    }


def _chip(faces: Path, name: str) -> Picture:
    chip = decode_image(chip_path(faces, name).read_bytes())
    if chip is None:
        raise FaceUnavailable(FaceReason.CHIP_PHOTO, name)
    return chip


def _nearer(picture: Picture, size: float) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height * 0.45), 0, size)
    moved = cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)


def _tilted(picture: Picture, degrees: float) -> Picture:
    """The picture as a flat sheet turned about its upright axis, seen from 900 pixels away."""
    if not degrees:
        return picture
    height, width = picture.shape[:2]
    angle = math.radians(degrees)
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64) * (width / 2, height / 2)
    away = 900 / (900 + corners[:, 0] * math.sin(angle))
    seen = np.column_stack((corners[:, 0] * math.cos(angle) * away, corners[:, 1] * away))
    middle = np.array([width / 2, height / 2])
    matrix = cv2.getPerspectiveTransform((corners + middle).astype(np.float32), (seen + middle).astype(np.float32))
    made = cv2.warpPerspective(picture, matrix, (width, height), borderValue=(180, 180, 180))
    return np.asarray(made, np.uint8)
