from __future__ import annotations

import dataclasses
import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.identity.detector import Face
from kiosk.identity.landmarks import HeadShape
from kiosk.identity.liveness import Challenge, ChallengeRun, Keep, Observation, Outcome, Phase, Rules, Step, draw

STEP = 1 / 12


def seen(yaw: float = 0.0, eyes: float = 0.32, size: float = 1.0, x: float = 200.0) -> Observation:
    side = 160 * size
    points = np.array([[0, 0], [80 * size, 0], [40, 40], [10, 80], [70, 80]], np.float32)
    face = Face(x + (160 - side) / 2, 150 + (160 - side) / 2, side, side, points, 0.95)
    shape = HeadShape(yaw, 0.0, 1.0, eyes, eyes, np.zeros((468, 3), np.float32))
    return Observation(1, face, shape, ("look-straight",) if abs(yaw) > 15 else ())


NOBODY = Observation(0)
ACTS = {
    Challenge.BLINK: [seen(eyes=0.08)] * 4 + [seen()],
    Challenge.TURN_LEFT: [seen(yaw=10), seen(yaw=24), seen(yaw=26)],
    Challenge.TURN_RIGHT: [seen(yaw=-10), seen(yaw=-24), seen(yaw=-26)],
    Challenge.CLOSER: [seen(size=1.2), seen(size=1.4), seen(size=1.4)],
}


class Player:
    """Feeds a run frame by frame and keeps what came."""

    def __init__(self, *challenges: Challenge, rules: Rules | None = None) -> None:
        self.run = ChallengeRun(challenges, rules)
        self.at = 100.0
        self.steps: list[Step] = []

    def feed(self, *frames: Observation, step: float = STEP) -> Step:
        for frame in frames:
            self.at += step
            self.steps.append(self.run.observe(frame, self.at))
            if self.steps[-1].outcome:
                break
        return self.steps[-1]

    def settle(self) -> Player:
        self.feed(*[seen()] * 4)
        assert self.run.phase is Phase.ACTING
        return self


@pytest.mark.parametrize("pair", list(itertools.permutations(Challenge, 2)))
def test_who_does_what_is_asked_passes(pair: tuple[Challenge, Challenge]) -> None:
    player = Player(*pair).settle()
    assert player.steps[-1].challenge is pair[0]
    player.feed(*ACTS[pair[0]], seen())
    assert player.run.challenge is pair[1]
    last = player.feed(*ACTS[pair[1]], *[seen()] * 3)
    assert last.outcome is Outcome.PASSED
    assert last.done == 2
    assert last.guidance == "comparing"
    kept = [step.keep for step in player.steps]
    assert kept.count(Keep.ACTED) == 2
    assert kept.count(Keep.FRONTAL) == 6


def test_the_wrong_side_does_not_pass() -> None:
    player = Player(Challenge.TURN_LEFT).settle()
    assert player.feed(*ACTS[Challenge.TURN_RIGHT], *[seen(yaw=-30)] * 20).outcome is None
    assert player.run.challenge is Challenge.TURN_LEFT


def test_a_photograph_held_up_runs_out_of_time() -> None:
    player = Player(Challenge.BLINK).settle()
    last = player.feed(*[seen()] * 200)
    assert last.outcome is Outcome.LATE
    assert last.done == 0


def test_a_photograph_without_eyes_never_blinks() -> None:
    """Eyes that are shut from the start and stay so are no blink."""
    player = Player(Challenge.BLINK)
    player.feed(*[seen(eyes=0.08)] * 4)
    assert player.feed(*[seen(eyes=0.04)] * 30).outcome is None


def test_one_frame_alone_is_a_slip_of_the_network() -> None:
    for frame in (seen(yaw=30), seen(size=1.4)):
        player = Player(Challenge.TURN_LEFT if frame.issues else Challenge.CLOSER).settle()
        player.feed(frame, seen(), frame, seen())
        assert player.run.phase is Phase.ACTING
    player = Player(Challenge.BLINK).settle()
    player.feed(seen(eyes=0.08), seen(), seen())
    assert player.run.phase is Phase.ACTING


def test_eyes_shut_for_long_are_no_blink() -> None:
    player = Player(Challenge.BLINK).settle()
    assert player.feed(*[seen(eyes=0.08)] * 24, seen(), seen()).done == 0
    assert player.feed(*ACTS[Challenge.BLINK]).done == 1


def test_coming_closer_sideways_does_not_count() -> None:
    player = Player(Challenge.CLOSER).settle()
    sideways = dataclasses.replace(seen(size=1.4), shape=seen(yaw=30).shape)
    player.feed(sideways, sideways, sideways)
    assert player.run.phase is Phase.ACTING


@pytest.mark.parametrize("crowd", [NOBODY, Observation(2)])
def test_a_moment_is_forgiven_more_breaks_the_track(crowd: Observation) -> None:
    player = Player(Challenge.TURN_LEFT).settle()
    step = player.feed(*[crowd] * 5)
    assert step.outcome is None
    assert step.guidance == ("no-face" if crowd is NOBODY else "several-faces")
    player.feed(seen())
    assert player.feed(*[crowd] * 15).outcome is Outcome.BROKEN


def test_another_face_in_another_place_breaks_the_track() -> None:
    player = Player(Challenge.TURN_LEFT).settle()
    assert player.feed(seen(x=20)).outcome is Outcome.BROKEN


def test_a_camera_that_paused_breaks_the_track() -> None:
    player = Player(Challenge.TURN_LEFT).settle()
    assert player.feed(seen(), step=3.0).outcome is Outcome.BROKEN


def test_before_the_first_challenge_nothing_is_lost() -> None:
    player = Player(Challenge.BLINK)
    player.feed(seen(), seen(), *[NOBODY] * 60, seen(), seen(x=20), seen(x=20))
    assert player.run.phase is Phase.SETTLING
    assert "hold-still" in {step.guidance for step in player.steps}
    player.feed(seen(x=20), seen(x=20), seen(x=20))
    assert player.run.challenge is Challenge.BLINK


def test_guidance_of_the_quality_gate_is_handed_through() -> None:
    player = Player(Challenge.BLINK)
    dark = dataclasses.replace(seen(), issues=("too-dark", "blurred"))
    assert player.feed(dark).guidance == "too-dark"
    assert player.feed(Observation(0, issues=("too-dark",))).guidance == "too-dark"
    player.settle()
    player.feed(*ACTS[Challenge.BLINK])
    assert player.feed(dark).guidance == "too-dark"
    assert player.run.phase is Phase.RETURNING


def test_not_coming_back_to_the_front_is_late() -> None:
    player = Player(Challenge.TURN_LEFT).settle()
    assert player.feed(*ACTS[Challenge.TURN_LEFT], *[seen(yaw=30)] * 200).outcome is Outcome.LATE


def test_a_run_that_ended_takes_no_frame() -> None:
    player = Player(Challenge.TURN_LEFT).settle()
    player.feed(*[seen()] * 200)
    with pytest.raises(ValueError, match="ended"):
        player.run.observe(seen(), player.at + 1)


def test_challenges_are_drawn_without_repeats_and_all_come_up() -> None:
    rng = random.Random(7)  # noqa: S311  repeatable, not secret
    drawn = [draw(rng, 2) for _ in range(200)]
    assert all(first is not second for first, second in drawn)
    assert set(drawn) == set(itertools.permutations(Challenge, 2))


frames = st.one_of(
    st.just(NOBODY),
    st.just(Observation(2)),
    st.builds(seen, st.floats(-18, 18), st.floats(0.2, 0.5), st.floats(0.9, 1.1), st.floats(150, 250)),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(frames, max_size=150), st.permutations(list(Challenge)))
def test_nobody_passes_without_the_acts(shown: list[Observation], order: list[Challenge]) -> None:
    """Whatever else happens before the camera: small turns, half-shut eyes, people coming and going."""
    player = Player(*order[:2])
    for frame in shown:
        step = player.feed(frame)
        assert step.outcome is not Outcome.PASSED
        assert step.done == 0
        if step.outcome:
            break
