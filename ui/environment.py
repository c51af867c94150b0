"""What Qt reads from the environment, and the folder of this process beside it.

Must never leave anything of a person: the folder goes with the process.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import PySide6

QML = Path(__file__).parent / "qml"
_scratch: list[Path] = []


def prepare(cache_dir: Path | None) -> None:
    """Before the QGuiApplication is made. `cache_dir`: where compiled QML may be kept, one folder per build."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ["QT_IM_MODULE"] = "qtvirtualkeyboard"
    os.environ["QT_VIRTUALKEYBOARD_DESKTOP_DISABLE"] = "1"
    _forget_keyboard_learning()
    if cache_dir is not None:
        os.environ["QML_DISK_CACHE_PATH"] = str(cache_dir / f"qml-{build_stamp()}")


def _forget_keyboard_learning() -> None:
    """Give Qt's pinyin input a folder that ends with this process: it insists on a file for learned words.

    Nothing is learned either (`Qt.ImhSensitiveData` for every field), so the file stays empty.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"kiosk-screen-{os.getpid()}-", dir=os.environ.get("XDG_RUNTIME_DIR")))
    learned = folder / "qtvirtualkeyboard" / "pinyin" / "usr_dict.dat"
    learned.parent.mkdir(parents=True)
    learned.touch()
    os.environ["XDG_CONFIG_HOME"] = str(folder)
    _scratch.append(folder)
    atexit.register(clean)


def clean() -> None:
    """Remove what this process put beside itself."""
    for folder in _scratch:
        shutil.rmtree(folder, ignore_errors=True)


def build_stamp() -> str:
    """Name this build by the newest of its QML files and the Qt version: a stale cache is never looked at."""
    files = (Path(folder, name) for folder, _, names in os.walk(QML) for name in names)
    newest = max(file.stat().st_mtime_ns for file in files)
    return f"{PySide6.__version__}-{newest:x}"
