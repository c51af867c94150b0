from __future__ import annotations

import csv
import math
import struct
from pathlib import Path

import numpy as np
import pytest

from kiosk.identity.chip_photo import chip_face, enlarged
from kiosk.identity.detector import Face, people
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.models import RECOGNISER
from kiosk.identity.networks import Networks
from kiosk.identity.recogniser import cosine
from kiosk.identity.vision import Floats, Picture, cv2, decode_image

FACE_DEV = Path(__file__).resolve().parents[4] / "shared" / "data" / "face_dev"


def test_each_face_is_like_its_own_chip_photo_and_unlike_the_other(
    networks: Networks, pictures: dict[str, Picture]
) -> None:
    made = {name: chip_face(networks, picture) for name, picture in pictures.items()}
    for name, other in (("astronaut", "grace_hopper"), ("grace_hopper", "astronaut")):
        assert cosine(made[name], made[f"{name}.chip"]) > 0.7
        assert cosine(made[name], made[f"{other}.chip"]) < 0.25


def test_the_recogniser_sees_red_as_red(networks: Networks, pictures: dict[str, Picture], models_dir: Path) -> None:
    """The bare network wants RGB: given that, it must say what our recogniser says, and else something else."""
    picture = pictures["grace_hopper"]
    aligned = networks.recogniser.align(picture, networks.detector.find(picture)[0])
    ours = networks.recogniser.embed(aligned)
    bare = cv2.dnn.readNetFromONNX(np.frombuffer((models_dir / RECOGNISER).read_bytes(), np.uint8))
    for swap, least, most in ((False, 0.9999, 1.0001), (True, 0.0, 0.97)):
        bare.setInput(cv2.dnn.blobFromImage(aligned, 1.0, (112, 112), (0, 0, 0), swapRB=swap), "data")
        feature = np.asarray(bare.forward(), np.float32).ravel()
        assert least < cosine(ours, feature / np.float32(np.linalg.norm(feature))) < most


def test_embeddings_have_unit_length(networks: Networks, pictures: dict[str, Picture]) -> None:
    made = chip_face(networks, pictures["astronaut"])
    assert made.shape == (128,)
    assert float(np.linalg.norm(made)) == pytest.approx(1.0, abs=1e-5)


def test_the_points_are_named_from_the_persons_own_side(networks: Networks, pictures: dict[str, Picture]) -> None:
    face = networks.detector.find(pictures["astronaut"])[0]
    right_eye, left_eye, nose = face.points[:3]
    assert right_eye[0] < nose[0] < left_eye[0]
    assert abs(face.roll) < 10


def test_a_large_picture_is_measured_in_its_own_pixels(networks: Networks, pictures: dict[str, Picture]) -> None:
    small = networks.detector.find(pictures["grace_hopper"])[0]
    twice = np.repeat(np.repeat(pictures["grace_hopper"], 2, axis=0), 2, axis=1)
    large = networks.detector.find(twice)[0]
    assert large.eye_distance == pytest.approx(2 * small.eye_distance, rel=0.1)


def test_nobody_is_found_where_nobody_is(networks: Networks) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8)
    assert networks.detector.find(noise) == []
    assert networks.detector.find(np.zeros((480, 640, 3), np.uint8)) == []
    assert networks.detector.find(np.zeros((1, 1, 3), np.uint8)) == []


def test_a_chip_photo_without_a_single_face_closes_the_way(networks: Networks, pictures: dict[str, Picture]) -> None:
    both = np.hstack((pictures["grace_hopper"], pictures["grace_hopper"]))
    for picture in (np.full((126, 102, 3), 128, np.uint8), both):
        with pytest.raises(FaceUnavailable) as caught:
            chip_face(networks, picture)
        assert caught.value.reason is FaceReason.CHIP_PHOTO


def test_a_closed_eye_and_a_turned_head_are_measured(networks: Networks, pictures: dict[str, Picture]) -> None:
    shape = networks.landmarks.read(pictures["astronaut"], networks.detector.find(pictures["astronaut"])[0])
    assert abs(shape.yaw) < 8
    assert abs(shape.pitch) < 8
    assert shape.presence > 0.9
    assert 0.25 < shape.openness < 0.55
    assert shape.mesh.shape == (468, 3)


def test_who_counts_as_a_second_person() -> None:
    near, half_a_curtain = _face(200, 0.95), _face(190, 0.7)
    queue, photo = _face(60, 0.9), _face(120, 0.85)
    assert people([]) == []
    assert people([half_a_curtain]) == [half_a_curtain]
    assert people([near, half_a_curtain, queue]) == [near]
    assert people([near, photo]) == [near, photo]


@pytest.mark.shared_data
def test_the_development_pairs_part_cleanly(networks: Networks) -> None:
    """It checks wiring, colour order and alignment, not accuracy: five persons are no sample."""
    made: dict[str, Floats] = {}
    scores: dict[str, list[float]] = {"0": [], "1": []}
    with (FACE_DEV / "pairs.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            for name in (row["live"], row["id"]):
                if name not in made:
                    made[name] = _embedded(networks, FACE_DEV / name)
            scores[row["label"]].append(cosine(made[row["live"]], made[row["id"]]))
    assert min(scores["1"]) > max(scores["0"])
    assert max(scores["0"]) < 0.36
    assert min(scores["1"]) >= 0.45


def _embedded(networks: Networks, path: Path) -> Floats:
    picture = decode_image(path.read_bytes())
    assert picture is not None
    large = enlarged(picture)
    found = people(networks.detector.find(large))
    assert len(found) == 1, path.name
    return networks.recogniser.embed(networks.recogniser.align(large, found[0]))


def _face(width: float, score: float) -> Face:
    return Face(0, 0, width, width, np.zeros((5, 2), np.float32), score)


@pytest.mark.parametrize("name", ["astronaut", "grace_hopper"])
@pytest.mark.parametrize("angle", [-50, -40, -25, 25, 40, 50])
def test_a_flat_photograph_turned_by_hand_is_no_turned_head(
    name: str, angle: int, networks: Networks, pictures: dict[str, Picture]
) -> None:
    """Measured: never over 15 degrees up to 50, where the challenge asks for 20."""
    flat = _seen_askew(pictures[name], math.radians(angle))
    face = networks.detector.find(flat)[0]
    assert abs(networks.landmarks.read(flat, face).yaw) < 18


def test_a_face_that_fills_the_picture_is_found(networks: Networks, pictures: dict[str, Picture]) -> None:
    picture = pictures["grace_hopper"]
    face = networks.detector.find(picture)[0]
    left, top = int(face.x + 0.1 * face.width), int(face.y + 0.1 * face.height)
    cut = picture[top : top + int(0.8 * face.height), left : left + int(0.8 * face.width)]
    large = np.asarray(cv2.resize(cut, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC), np.uint8)
    found = networks.detector.find(large)
    assert [one.score > 0.8 for one in found] == [True]


def test_pictures_that_claim_to_be_huge_are_none() -> None:
    """A BMP head of 60,000 x 60,000 pixels with nothing behind it."""
    head = b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 60000, 60000, 1, 24, *[0] * 6)
    assert decode_image(head + b"\0" * 100) is None
    assert decode_image(b"") is None


def _seen_askew(picture: Picture, angle: float) -> Picture:
    """The picture as a flat sheet turned about its upright axis, seen from 900 pixels away."""
    height, width = picture.shape[:2]
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64) * (width / 2, height / 2)
    away = 900 / (900 + corners[:, 0] * math.sin(angle))
    seen = np.column_stack((corners[:, 0] * math.cos(angle) * away, corners[:, 1] * away))
    middle = np.array([width / 2, height / 2])
    matrix = cv2.getPerspectiveTransform((corners + middle).astype(np.float32), (seen + middle).astype(np.float32))
    return np.asarray(cv2.warpPerspective(picture, matrix, (width, height), borderValue=(180, 180, 180)), np.uint8)
