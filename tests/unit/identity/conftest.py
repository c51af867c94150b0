"""The real networks and the two test faces, as the set-up installs them; without them these tests fail, not skip."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.identity.models import Group, default_faces_dir, default_models_dir, verify
from kiosk.identity.networks import Networks, preload
from kiosk.identity.vision import Picture, decode_image


@pytest.fixture(scope="session")
def models_dir() -> Path:
    directory = default_models_dir()
    states = verify(directory)
    if any(state != "ok" for state in states.values()):
        pytest.fail(f"the networks are not installed: run `kiosk models fetch` ({states})")
    return directory


@pytest.fixture(scope="session")
def faces_dir() -> Path:
    directory = default_faces_dir()
    states = verify(directory, Group.FACES)
    derived = [
        directory / f"{name}.{kind}" for name in ("astronaut", "grace_hopper") for kind in ("chip.webp", "mesh.json")
    ]
    if any(state != "ok" for state in states.values()) or not all(path.is_file() for path in derived):
        pytest.fail(f"the test faces are not installed: run `kiosk models fetch --faces` ({states})")
    return directory


@pytest.fixture(scope="session")
def networks(models_dir: Path) -> Networks:
    return preload(models_dir)


@pytest.fixture(scope="session")
def pictures(faces_dir: Path) -> dict[str, Picture]:
    """`astronaut`, `grace_hopper` and their chip photos `….chip`, RGB."""
    files = {
        "astronaut": "astronaut.png",
        "grace_hopper": "grace_hopper.jpg",
        "astronaut.chip": "astronaut.chip.webp",
        "grace_hopper.chip": "grace_hopper.chip.webp",
    }
    found = {name: decode_image((faces_dir / file).read_bytes()) for name, file in files.items()}
    return {name: picture for name, picture in found.items() if picture is not None}
