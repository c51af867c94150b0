# ruff: noqa: INP001  build.py is a script, these two are imported from beside it
"""Which part of Qt the product loads, read from its sources and from Qt's own records; the rest is left out.

Modules are found by the imports of our Python and QML files, what those need by `qmldir`, by the QML files they bring
and by the libraries' own NEEDED entries. Only the plugins, which Qt looks up by name at run time, are a list by hand.
Must never keep by guess: what is not reached from here is not in the package, and the package's tests start it so.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

PLUGINS = {
    "platforms/libqwayland.so": "the session of a terminal (cage)",
    "platforms/libqxcb.so": "a window on X11",
    "platforms/libqoffscreen.so": "the gate after an upgrade",
    "wayland-shell-integration/libxdg-shell.so": "a window on Wayland is made by it",
    "platforminputcontexts/libqtvirtualkeyboardplugin.so": "the on-screen keyboard",
    "imageformats/libqsvg.so": "the keyboard's own pictures",
    "imageformats/libqjpeg.so": "pictures of materials from the platform",
    "multimedia/libffmpegmediaplugin.so": "short videos, in a process of their own; brings FFmpeg's libraries",
    "texttospeech/libqtexttospeech_speechd.so": "pages read aloud",
    "texttospeech/libqtexttospeech_mock.so": "the same without a sound, for development",
}
"""File below Qt/plugins -> why."""
PYTHON_BINDINGS = {"QtNetwork", "QtOpenGL"}
"""What the bindings of QtQml and QtQuick import themselves when they are loaded."""
_PYTHON_IMPORT = re.compile(r"from PySide6\.(Qt\w+) import|import PySide6\.(Qt\w+)")
_SEVERAL = re.compile(r"from PySide6 import (.+)")
_QML_IMPORT = re.compile(r"^\s*import\s+(Qt[\w.]*)", re.MULTILINE)
_QMLDIR = re.compile(r"^\s*(?:optional |default )?(?:import|depends)\s+(Qt[\w.]*)", re.MULTILINE)
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
_KEPT_BESIDE = {"__init__.py", "_config.py", "_git_pyside_version.py", "support", "Qt"}
_NOT_AT_RUN_TIME = {".qmltypes", ".metainfo", ".pyi", ".h", ".cmake", ".prl"}


def python_modules(sources: Iterable[Path]) -> set[str]:
    """Qt modules that our Python files import, and those these import themselves."""
    found = set(PYTHON_BINDINGS)
    for source in sources:
        text = source.read_text(encoding="utf-8")
        found |= {name for pair in _PYTHON_IMPORT.findall(text) for name in pair if name}
        for several in _SEVERAL.findall(text):
            found |= {word for word in re.split(r"[\s,()]+", several) if word.startswith("Qt")}
    return found


def qml_modules(sources: Iterable[Path], qml: Path) -> set[str]:
    """QML modules of Qt that our QML files import, with everything that those import in turn."""
    wanted = {name for source in sources for name in _QML_IMPORT.findall(source.read_text(encoding="utf-8"))}
    found: set[str] = set()
    while wanted:
        name = wanted.pop()
        folder = qml / name.replace(".", "/")
        if name in found or not folder.is_dir():
            continue  # a module without a folder is built into the libraries
        found.add(name)
        wanted |= set(_QMLDIR.findall((folder / "qmldir").read_text(encoding="utf-8")))
        for source in folder.rglob("*.qml"):
            if _module_of(source) == folder:
                wanted |= set(_QML_IMPORT.findall(source.read_text(encoding="utf-8")))
    return found


def needed(library: Path) -> list[str]:
    """File names of the libraries that one library is linked with."""
    said = subprocess.run(["readelf", "-dW", library], check=True, capture_output=True, text=True).stdout
    return _NEEDED.findall(said)


def prune(site: Path, python: Iterable[Path], qml: Iterable[Path]) -> None:
    """Take out of PySide6 below `site` whatever none of the sources reaches."""
    pyside = site / "PySide6"
    qt = pyside / "Qt"
    bindings = python_modules(python)
    kept_beside = _KEPT_BESIDE | {f"{name}.abi3.so" for name in bindings}
    for entry in pyside.iterdir():
        if entry.name not in kept_beside and not entry.name.startswith("libpyside6"):
            _remove(entry)
    for entry in qt.iterdir():
        if entry.name not in {"lib", "plugins", "qml"}:
            _remove(entry)
    for plugin in (qt / "plugins").rglob("*.so"):
        if plugin.relative_to(qt / "plugins").as_posix() not in PLUGINS:
            plugin.unlink()
    absent = [name for name in PLUGINS if not (qt / "plugins" / name).is_file()]
    if absent:
        raise FileNotFoundError(f"Qt has no plugin {', '.join(absent)}")
    _prune_qml(qt / "qml", qml_modules(qml, qt / "qml"))
    _prune_libraries(pyside, qt / "lib")
    _remove_empty(qt)


def _prune_qml(folder: Path, modules: set[str]) -> None:
    kept = {folder / name.replace(".", "/") for name in modules}
    removed = [file for file in _files(folder) if _module_of(file) not in kept or file.suffix in _NOT_AT_RUN_TIME]
    for file in removed:
        file.unlink()


def _module_of(file: Path) -> Path | None:
    """The nearest folder above a file that is a QML module."""
    return next((parent for parent in file.parents if (parent / "qmldir").exists()), None)


def _prune_libraries(pyside: Path, libraries: Path) -> None:
    """Keep the libraries that what is left is linked with, and those these are linked with."""
    wanted = [file for file in _files(pyside) if ".so" in file.name and libraries not in file.parents]
    kept: set[str] = set()
    while wanted:
        for name in needed(wanted.pop()):
            if name not in kept and (libraries / name).exists():
                kept.add(name)
                wanted.append(libraries / name)
    for file in libraries.iterdir():
        if file.name not in kept:
            _remove(file)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
