from __future__ import annotations

import numpy as np
import pytest

from kiosk.identity.liveness import Keep
from kiosk.identity.track import Track
from kiosk.identity.vision import Floats


def towards(angle: float) -> Floats:
    """A unit vector whose cosine to towards(0) is that of the angle."""
    made = np.zeros(128, np.float32)
    made[:2] = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return made


def test_first_face_is_like_itself_and_one_slip_is_forgiven() -> None:
    track = Track(0.45)
    assert track.take(towards(0), Keep.FRONTAL, 0.0)
    assert track.take(towards(80), None, 1.0)
    assert track.take(towards(20), None, 2.0)
    assert track.take(towards(80), None, 3.0)
    assert not track.take(towards(80), None, 4.0)


def test_what_is_only_looked_at_is_overwritten_at_once() -> None:
    track = Track(0.45)
    track.take(towards(0), Keep.FRONTAL, 0.0)
    seen = towards(10)
    track.take(seen, None, 1.0)
    assert not seen.any()
    assert len(track.kept) == 1


def test_one_kept_face_of_another_person_breaks_the_track() -> None:
    track = Track(0.45)
    for angle, keep in ((0, Keep.FRONTAL), (10, Keep.FRONTAL), (40, Keep.ACTED)):
        track.take(towards(angle), keep, 0.0)
    assert track.unbroken()
    track.take(towards(90), Keep.ACTED, 1.0)
    assert not track.unbroken()


def test_looks_come_at_intervals_and_only_once_there_is_a_face() -> None:
    track = Track(0.45, every=0.5)
    assert not track.due(100.0)
    track.take(towards(0), Keep.FRONTAL, 100.0)
    assert not track.due(100.25)
    assert track.due(100.5)


def test_wiping_overwrites_and_forgets() -> None:
    track = Track(0.45)
    kept = [towards(0), towards(20)]
    track.take(kept[0], Keep.FRONTAL, 0.0)
    track.take(kept[1], Keep.ACTED, 0.0)
    assert float(np.linalg.norm(track.mean())) == pytest.approx(1.0)
    track.wipe()
    assert not any(one.any() for one in kept)
    assert track.kept == ()
    assert not track.due(9.0)
