from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from devices.twins.portrait_scene import Light, Motion, Scene
from kiosk.domain.submission import FaceEvidence
from kiosk.identity.detector import Face
from kiosk.identity.face_check import LIVENESS, FaceCheck, FaceProgress, FaceRules
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.liveness import Challenge, ChallengeRun, Rules
from kiosk.identity.models import MODEL_ID
from kiosk.identity.passive import PassiveModel
from kiosk.identity.recogniser import Recogniser
from kiosk.identity.vision import Picture
from tests.unit.identity.onnx_by_hand import network

FPS = 8
Hook = Callable[[FaceProgress, float], None]
PAIRS = [
    (Challenge.BLINK, Challenge.TURN_LEFT),
    (Challenge.TURN_RIGHT, Challenge.CLOSER),
    (Challenge.TURN_LEFT, Challenge.TURN_RIGHT),
    (Challenge.CLOSER, Challenge.BLINK),
]


@pytest.fixture(scope="module")
def scene(faces_dir: Path) -> Scene:
    return Scene(faces_dir)


def check_of(models_dir: Path, chip: Picture, *pair: Challenge, attempts: int = 1) -> FaceCheck:
    rng = random.Random(3)  # noqa: S311  repeatable, not secret
    made = FaceCheck(models_dir, chip, FaceRules(attempts=attempts), rng)
    if pair:
        made._run = ChallengeRun(pair)
    return made


def watch(check: FaceCheck, scene: Scene, hook: Hook | None = None, *, obey: bool = True) -> list[FaceProgress]:
    """Let the check look at the scene; the person does what is asked, unless told otherwise. At most 60 s of film."""
    scene.light = Light.NORMAL
    scene.act(Motion.STRAIGHT, 0.0)
    shown: list[FaceProgress] = []
    asked: str | None = None
    for number in range(60 * FPS):
        at = number / FPS
        progress = check.observe(scene.picture(at), at)
        shown.append(progress)
        if progress.finished:
            break
        if progress.challenge != asked:
            asked = progress.challenge
            if asked and obey:
                scene.act(Motion(asked), at + 0.3)
        if hook:
            hook(progress, at)
    return shown


def decided(shown: list[FaceProgress]) -> list[FaceEvidence]:
    return [progress.decided for progress in shown if progress.decided]


@pytest.mark.parametrize(
    ("name", "pair"), [*(("astronaut", pair) for pair in PAIRS), *(("grace_hopper", pair) for pair in PAIRS[:2])]
)
def test_the_holder_does_what_is_asked_and_is_accepted(
    name: str, pair: tuple[Challenge, Challenge], models_dir: Path, scene: Scene, pictures: dict[str, Picture]
) -> None:
    scene.show(name)
    with check_of(models_dir, pictures[f"{name}.chip"], *pair) as check:
        shown = watch(check, scene)
    (evidence,) = decided(shown)
    assert evidence.decision == "accept"
    assert evidence.score > 0.6
    assert evidence.challenges == tuple(one.value for one in pair)
    assert (evidence.model, evidence.liveness, evidence.attempts) == (MODEL_ID, LIVENESS, 1)
    assert shown[-1].finished
    assert [progress.done for progress in shown] == sorted(progress.done for progress in shown)


def test_somebody_elses_card_is_rejected(models_dir: Path, scene: Scene, pictures: dict[str, Picture]) -> None:
    scene.show("astronaut")
    with check_of(models_dir, pictures["grace_hopper.chip"], *PAIRS[0]) as check:
        (evidence,) = decided(watch(check, scene))
    assert evidence.decision == "reject"
    assert evidence.score < 0.36
    assert evidence.reason == "not-alike"
    assert evidence.challenges == ("blink", "turn-left")


def test_somebody_else_does_the_acting_and_nobody_passes(
    models_dir: Path, scene: Scene, pictures: dict[str, Picture]
) -> None:
    """A photograph of the holder for the front, another person for the turn, in the same place."""
    scene.show("astronaut")

    def swap(progress: FaceProgress, at: float) -> None:
        del at
        scene.show("grace_hopper" if progress.challenge else "astronaut")

    with check_of(models_dir, pictures["astronaut.chip"], Challenge.TURN_LEFT, Challenge.TURN_RIGHT) as check:
        (evidence,) = decided(watch(check, scene, swap))
    assert evidence.decision == "reject"
    assert evidence.score == 0.0
    assert evidence.reason == "another-face"


def test_a_still_photograph_uses_up_its_tries(models_dir: Path, scene: Scene, pictures: dict[str, Picture]) -> None:
    scene.show("astronaut")
    rules = FaceRules(attempts=2, run=Rules(seconds=1.0))
    with FaceCheck(models_dir, pictures["astronaut.chip"], rules) as check:
        shown = watch(check, scene, obey=False)
    assert [(one.decision, one.reason, one.attempts, one.challenges) for one in decided(shown)] == [
        ("reject", "late", 1, ()),
        ("reject", "late", 2, ()),
    ]
    assert "again" in {progress.guidance for progress in shown}, "time to read why"
    assert shown[-1].finished
    assert not any(progress.finished for progress in shown[:-1])


def test_each_try_draws_new_challenges(models_dir: Path, pictures: dict[str, Picture]) -> None:
    drawn = {check_of(models_dir, pictures["astronaut.chip"]).challenges}
    for seed in range(12):
        rng = random.Random(seed)  # noqa: S311  repeatable, not secret
        drawn.add(FaceCheck(models_dir, pictures["astronaut.chip"], rng=rng).challenges)
    assert len(drawn) > 3


def test_nobody_two_dark_and_black_are_told_apart(
    models_dir: Path, scene: Scene, pictures: dict[str, Picture]
) -> None:
    with check_of(models_dir, pictures["astronaut.chip"]) as check:
        said: dict[tuple[str, str], str] = {}
        stages = (("none", "normal"), ("two", "normal"), ("astronaut", "dark"), ("astronaut", "black"))
        for number, (name, light) in enumerate(stages):
            scene.show(name)
            scene.light = Light(light)
            for part in (0.0, 0.5, 1.5):
                said[name, light] = check.observe(scene.picture(1.0), 3 * number + part).guidance
    assert said == {
        ("none", "normal"): "no-face",
        ("two", "normal"): "several-faces",
        ("astronaut", "dark"): "too-dark",
        ("astronaut", "black"): "too-dark",
    }


def test_after_the_end_nothing_is_looked_at_and_nothing_is_kept(
    models_dir: Path, scene: Scene, pictures: dict[str, Picture]
) -> None:
    scene.show("astronaut")
    check = check_of(models_dir, pictures["astronaut.chip"], *PAIRS[3])
    chip = check._chip
    kept: list[np.ndarray] = []

    def remember(progress: FaceProgress, at: float) -> None:
        del progress, at
        kept.extend(one for one in check._track.kept if not any(one is old for old in kept))

    watch(check, scene, remember)
    assert len(kept) >= 4
    assert all(not one.any() for one in kept)
    assert check._track.kept == ()
    assert chip.any()
    check.close()
    check.close()
    assert not chip.any()
    late = check.observe(scene.picture(99.0), 99.0)
    assert late.finished
    assert late.decided is None


def test_what_is_no_picture_is_the_cameras_fault(models_dir: Path, pictures: dict[str, Picture]) -> None:
    with check_of(models_dir, pictures["astronaut.chip"]) as check:
        for broken in (np.zeros((4, 4), np.uint8), np.zeros((4, 4, 4), np.uint8), np.zeros((4, 4, 3), np.float32)):
            with pytest.raises(FaceUnavailable) as caught:
                check.observe(broken, 0.0)  # type: ignore[arg-type]
            assert caught.value.reason is FaceReason.CAMERA


def test_thresholds_that_make_no_sense_are_refused() -> None:
    for accept, review in ((0.3, 0.4), (1.0, 0.36), (0.45, 0.0), (0.45, -1.0)):
        with pytest.raises(ValueError, match="thresholds"):
            FaceRules(accept=accept, review=review)
    with pytest.raises(ValueError, match="attempts"):
        FaceRules(attempts=0)


def test_the_three_decisions() -> None:
    rules = FaceRules()
    assert [rules.decision(score) for score in (0.45, 0.449, 0.36, 0.359, 0.0)] == [
        "accept",
        "review",
        "review",
        "reject",
        "reject",
    ]


def test_tries_used_up_before_stay_so(models_dir: Path, scene: Scene, pictures: dict[str, Picture]) -> None:
    scene.show("astronaut")
    rules = FaceRules(first_attempt=3, run=Rules(seconds=1.0))
    with FaceCheck(models_dir, pictures["astronaut.chip"], rules) as check:
        shown = watch(check, scene, obey=False)
    assert [one.attempts for one in decided(shown)] == [3]
    assert shown[-1].finished
    with pytest.raises(ValueError, match="attempts"):
        FaceRules(first_attempt=4)


def test_who_was_seen_before_the_first_challenge_is_not_held_against_the_holder(
    models_dir: Path, scene: Scene, pictures: dict[str, Picture]
) -> None:
    """Somebody walks past while the check settles."""
    with check_of(models_dir, pictures["astronaut.chip"], *PAIRS[2]) as check:
        scene.light = Light.NORMAL
        scene.act(Motion.STRAIGHT, 0.0)
        for number, name in enumerate(("grace_hopper", "grace_hopper", "none", "none")):
            scene.show(name)
            check.observe(scene.picture(0.0), number / FPS - 1.0)
        scene.show("astronaut")
        (evidence,) = decided(watch(check, scene))
    assert evidence.decision == "accept"


def test_face_that_vanishes_under_way_breaks_the_track(
    models_dir: Path, scene: Scene, pictures: dict[str, Picture]
) -> None:
    scene.show("astronaut")

    def vanish(progress: FaceProgress, at: float) -> None:
        del at
        scene.show("none" if progress.challenge else "astronaut")

    with check_of(models_dir, pictures["astronaut.chip"], *PAIRS[2]) as check:
        (evidence,) = decided(watch(check, scene, vanish))
    assert (evidence.decision, evidence.reason) == ("reject", "track-lost")


def test_every_cut_of_a_face_is_overwritten(
    models_dir: Path, scene: Scene, pictures: dict[str, Picture], monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts: list[Picture] = []
    align = Recogniser.align

    def remembered(self: Recogniser, picture: Picture, face: Face) -> Picture:
        cut = align(self, picture, face)
        if cut.any():  # else it is the black one that a check ends with
            cuts.append(cut)
        return cut

    monkeypatch.setattr(Recogniser, "align", remembered)
    chip = pictures["astronaut.chip"]
    scene.show("astronaut")
    with check_of(models_dir, chip, *PAIRS[3]) as check:
        (evidence,) = decided(watch(check, scene))
    assert evidence.decision == "accept"
    assert len(cuts) > 10
    assert not any(cut.any() for cut in cuts)
    assert chip.any(), "the chip photo is the caller's"


def test_frame_stays_the_callers_and_is_not_changed(
    models_dir: Path, scene: Scene, pictures: dict[str, Picture]
) -> None:
    scene.show("astronaut")
    scene.light = Light.NORMAL
    frame = scene.picture(0.0)
    before = frame.copy()
    with check_of(models_dir, pictures["astronaut.chip"]) as check:
        check.observe(frame, 0.0)
    assert np.array_equal(frame, before)


@pytest.mark.parametrize("live", [2, 0])
def test_passive_network_is_named_in_the_evidence_and_may_refuse(
    live: int, models_dir: Path, scene: Scene, pictures: dict[str, Picture], tmp_path: Path
) -> None:
    """A network written by hand whose classes are the means of blue, green and red: skin is red."""
    own = tmp_path / "own.onnx"
    own.write_bytes(network(32))
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    rules = FaceRules(attempts=1, passive=PassiveModel(own, digest, side=32, scale=0.8, live=live))
    scene.show("astronaut")
    with FaceCheck(models_dir, pictures["astronaut.chip"], rules) as check:
        check._run = ChallengeRun(PAIRS[3])
        (evidence,) = decided(watch(check, scene))
    assert (evidence.decision, evidence.reason) == (("accept", None) if live else ("reject", "not-live"))
    assert evidence.liveness == f"active+passive:{digest[:16]}"
    assert evidence.liveness_score is not None
    assert (evidence.liveness_score >= 0.9) is bool(live)
    assert evidence.score > 0.6, "the likeness is told either way"
