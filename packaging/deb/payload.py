# ruff: noqa: INP001  build.py is a script, these two are imported from beside it
"""The program as it lies below /opt: Debian's own python3, the pinned packages, our own, the networks, all compiled.

The wheels are fetched (or compiled) once for a set of pins and kept; everything after that works without a line.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import prune

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "packaging" / "requirements"
PYTHON = "/usr/bin/python3"
PACKAGES = ("kiosk", "ui", "devices", "offline_cache")
_TAG = "python3.11"
_DROPPED = (
    "cv2/qt",  # plugins and fonts of another Qt, for windows of OpenCV's own
    "cv2/data",  # cascades, which nothing here uses
    "numpy/f2py",
    "reportlab/graphics/testshapes.py",
    "setuptools",  # wanted by nothing that is loaded
    "_distutils_hack",
    "distutils-precedence.pth",
)
"""Below site-packages: of no use on a terminal."""
_DROPPED_RECORDS = {"RECORD", "direct_url.json", "REQUESTED", "INSTALLER", "uv_cache.json"}
_SOURCES = {".pyi", ".pyx", ".pxd", ".c", ".h", ".cpp", ".a"}
_COMPILED_FLAGS = {"CFLAGS": "-g0 -O2", "LDFLAGS": "-Wl,--build-id=none"}


def make(prefix: Path, installed: str, work: Path, commit: str) -> None:
    """Fill `prefix`, which will be found at the path `installed`. Raises CalledProcessError."""
    source = committed(work, commit)
    builder = _builder(work)
    wheels = _wheels(work, builder)
    _run(PYTHON, "-m", "venv", "--without-pip", prefix)
    site = prefix / "lib" / _TAG / "site-packages"
    wanted = sorted(wheels.glob("*.whl"))
    pip = (builder / "bin" / "pip", "--python", prefix / "bin" / "python")
    _run(*pip, "install", "-q", "--no-index", "--no-deps", "--no-compile", *wanted)
    _own_packages(source, prefix, site, builder)
    _networks(prefix, site, builder, work)
    prune.prune(site, _sources(source, "*.py"), _sources(source, "*.qml"))
    _drop(prefix, site)
    _commands(prefix, installed)
    _compile(prefix, site, installed)


def _run(*words: str | Path, **environment: str) -> None:
    subprocess.run(["nice", *map(str, words)], check=True, stdout=sys.stderr, env=os.environ | environment)


def _sum(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _builder(work: Path) -> Path:
    """An environment with what builds packages, of Debian's own Python."""
    folder = work / f"builder-{_sum(PINS / 'build.txt')}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _run(PYTHON, "-m", "venv", folder)
        _run(folder / "bin/pip", "install", "-q", "--require-hashes", "-r", PINS / "build.txt")
        (folder / "ready").touch()
    return folder


def _wheels(work: Path, builder: Path) -> Path:
    """All pinned packages as wheels, their digests checked; the two that come as source compiled here."""
    folder = work / f"wheels-{_sum(PINS / 'runtime.txt', PINS / 'build.txt')}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        path = f"{builder / 'bin'}:{os.environ['PATH']}"
        words = ("--no-deps", "--no-build-isolation", "--use-pep517", "--require-hashes", "-r", PINS / "runtime.txt")
        _run(builder / "bin/pip", "wheel", "-q", *words, "-w", folder, PATH=path, **_COMPILED_FLAGS)
        (folder / "ready").touch()
    return folder


def committed(work: Path, commit: str) -> Path:
    """The tree of the commit, whatever else lies in the checkout."""
    folder = work / "source"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with subprocess.Popen(["git", "archive", commit], cwd=ROOT, stdout=subprocess.PIPE) as archive:
        subprocess.run(["tar", "-x", "-C", folder], check=True, stdin=archive.stdout)
    return folder


def _sources(source: Path, pattern: str) -> list[Path]:
    return sorted(path for package in PACKAGES for path in (source / package).rglob(pattern))


def _own_packages(source: Path, prefix: Path, site: Path, builder: Path) -> None:
    """Our own packages, and the record by which the program knows its version."""
    for package in PACKAGES:
        shutil.copytree(source / package, site / package)
    staging = source / "own"
    _run(builder / "bin/pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", staging, source)
    own = next(staging.glob("*.whl"))
    _run(PYTHON, "-m", "zipfile", "-e", own, staging / "opened")
    record = next((staging / "opened").glob("*.dist-info"))
    shutil.copytree(record, site / record.name)
    environment = {"PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([prefix / "bin/python", "-m", "ui.translate", "--release"], check=True, stdout=sys.stderr,
                   cwd=site, env=os.environ | environment)  # fmt: skip
    # Qt for Python would compile its helper modules at every start; this switch of its own lays them beside it
    subprocess.run([prefix / "bin/python", "-c", "import shiboken6"], check=True, stdout=sys.stderr,
                   env=os.environ | environment | {"SBK_EMBED": "0"})  # fmt: skip


def _networks(prefix: Path, site: Path, builder: Path, work: Path) -> None:
    """The networks of the face check, by their digests; fetched once, with the builder's pip."""
    kept = work / f"models-{_sum(ROOT / 'kiosk/identity/models.toml')}"
    words = ("-P", "-m", "kiosk", "models", "fetch", "--to", kept)
    _run(builder / "bin/python", *words, PYTHONPATH=str(site), PYTHONDONTWRITEBYTECODE="1")
    shutil.copytree(kept, prefix / "share" / "kiosk" / "models")


def _drop(prefix: Path, site: Path) -> None:
    """What a terminal does not need: tests and headers of packages, records with paths of the builder."""
    for name in _DROPPED:
        _remove(site / name)
    for folder in [*site.rglob("tests"), *site.rglob("test")]:
        if folder.is_dir() and (folder / "__init__.py").exists() and folder.parts[-2] not in PACKAGES:
            _remove(folder)
    for path in [path for path in site.rglob("*") if _is_of_no_use(path)]:
        _remove(path)
    _remove(prefix / "include")
    for path in [path for path in (prefix / "share").iterdir() if path.name != "kiosk"]:
        _remove(path)
    for library in [path for path in site.rglob("*.so") if _compiled_here(path)]:
        subprocess.run(["strip", "--strip-unneeded", library], check=True)


def _is_of_no_use(path: Path) -> bool:
    record = path.parent.name.endswith(".dist-info") and path.name in _DROPPED_RECORDS
    return record or path.name == "__pycache__" or path.suffix in _SOURCES


def _compiled_here(library: Path) -> bool:
    return library.parent.name == "smartcard" or library.name.startswith("cups")


def _commands(prefix: Path, installed: str) -> None:
    """Leave the interpreter and our own command; nothing names the folder it was built in."""
    for path in (prefix / "bin").iterdir():
        if path.name not in {"python", "python3", _TAG}:
            _remove(path)
    command = prefix / "bin" / "kiosk"
    lines = [f"#!{installed}/bin/python -I", "import sys", "from kiosk.__main__ import main", "sys.exit(main())"]
    command.write_text("\n".join(lines) + "\n", encoding="ascii")
    command.chmod(0o755)
    home = prefix / "pyvenv.cfg"
    kept = [line for line in home.read_text().splitlines() if not re.match(r"(command|executable)\s*=", line)]
    home.write_text("\n".join(kept) + "\n")


def _compile(prefix: Path, site: Path, installed: str) -> None:
    """Compile all modules; by hash and unchecked, so that neither a time nor a path of the builder is in them."""
    words = ("-m", "compileall", "-q", "-j1", "-s", prefix, "-p", installed, "--invalidation-mode", "unchecked-hash")
    _run(prefix / "bin/python", *words, site, PYTHONHASHSEED="0")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
