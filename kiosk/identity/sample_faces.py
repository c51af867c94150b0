"""Derives from the two test faces what the virtual card and the virtual camera need; development only.

`NAME.chip.webp` is the photo of the synthetic citizen's chip; `NAME.mesh.json` lets the camera twin turn the head
and close the eyes without running a network. Nothing of it may ever be committed or packaged.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from kiosk.identity.chip_photo import as_chip_photo
from kiosk.identity.detector import Face
from kiosk.identity.fetch import FetchError
from kiosk.identity.models import Group, files
from kiosk.identity.networks import Networks, preload
from kiosk.identity.vision import Picture, cv2, decode_image

CHIP_BYTES = 1010
"""What fits into the virtual photo field of 1024 bytes beside magic and length."""
_VERSION = 1


def derive(faces_dir: Path, models_dir: Path) -> bool:
    """Write what is missing beside the test faces; True where something was. Raises FetchError, FaceUnavailable."""
    names = [file.name for file in files(Group.FACES)]
    missing = [name for name in names if not _complete(faces_dir / name)]
    if missing:
        networks = preload(models_dir)
        for name in missing:
            _derive_one(faces_dir / name, networks)
    return bool(missing)


def chip_path(faces_dir: Path, name: str) -> Path:
    """Where the chip photo of the test face `name` (without suffix) lies."""
    return faces_dir / f"{name}.chip.webp"


def _complete(source: Path) -> bool:
    mesh = source.with_suffix(".mesh.json")
    try:
        return (
            chip_path(source.parent, source.stem).stat().st_size > 0 and json.loads(mesh.read_text())["v"] == _VERSION
        )
    except (OSError, ValueError, KeyError):
        return False


def _derive_one(source: Path, networks: Networks) -> None:
    picture = decode_image(source.read_bytes())
    if picture is None:
        raise FetchError("models-altered", source.name)
    face = networks.detector.find(picture)[0]
    chip = chip_path(source.parent, source.stem)
    _write(chip, small_webp(as_chip_photo(picture, face)))
    _write(source.with_suffix(".mesh.json"), _mesh_json(picture, face, networks))


def small_webp(picture: Picture) -> bytes:
    """The best WebP of an RGB picture that is no longer than CHIP_BYTES. Raises FetchError where none is."""
    bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    for quality in range(90, 0, -2):
        data = bytes(cv2.imencode(".webp", bgr, [cv2.IMWRITE_WEBP_QUALITY, quality])[1])
        if len(data) <= CHIP_BYTES:
            return data
    raise FetchError("models-not-written", "the picture does not fit into a photo field")


def _mesh_json(picture: Picture, face: Face, networks: Networks) -> bytes:
    shape = networks.landmarks.read(picture, face)
    mesh = [[round(float(value), 2) for value in point] for point in shape.mesh]
    eyes = [[round(float(value), 2) for value in point] for point in face.points[:2]]
    return json.dumps({"v": _VERSION, "eyes": eyes, "mesh": mesh}).encode()


def _write(path: Path, data: bytes) -> None:
    scratch = path.with_name(f".{path.name}.new")
    scratch.write_bytes(data)
    os.replace(scratch, path)  # noqa: PTH105  replaces whole
