"""What Qt reads from the environment, and the folder of this process beside it.

Must never leave anything of a person: the folder goes with the process.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import PySide6

QML = Path(__file__).parent / "qml"
_scratch: list[Path] = []
_marks: list[Path] = []


def prepare(cache_dir: Path | None) -> None:
    """Before the QGuiApplication is made. `cache_dir`: where compiled QML may be kept, one folder per build."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ["QT_IM_MODULE"] = "qtvirtualkeyboard"
    os.environ["QT_VIRTUALKEYBOARD_DESKTOP_DISABLE"] = "1"
    os.environ.setdefault("DBUS_SESSION_BUS_ADDRESS", "disabled:")  # else Qt forks to start a bus that nobody needs
    _forget_keyboard_learning()
    if cache_dir is not None:
        compiled = cache_dir / f"qml-{build_stamp()}"
        os.environ["QML_DISK_CACHE_PATH"] = str(compiled)
        with suppress(OSError):  # a terminal whose disk is full shows its page all the same
            _mark(compiled)


def _mark(compiled: Path) -> None:
    """Say that this process uses it, as long as it lives. What one used that did not end in order is not trusted.

    Qt looks at the head of a compiled file and believes the rest: one that a power cut has torn would end every
    screen there is, for ever. Raises OSError.
    """
    compiled.mkdir(parents=True, exist_ok=True)
    for mark in compiled.glob("in-use-*"):
        if _is_left(mark):
            for file in compiled.glob("*.*c"):
                file.unlink(missing_ok=True)
            mark.unlink(missing_ok=True)
    own = compiled / f"in-use-{os.getpid()}"
    descriptor = os.open(own, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)  # held until this process ends
    _marks.append(own)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_left(mark: Path) -> bool:
    """Is whoever made it gone? Raises OSError."""
    with suppress(FileNotFoundError, BlockingIOError), mark.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


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
    for mark in _marks:
        with suppress(OSError):
            mark.unlink(missing_ok=True)


def build_stamp() -> str:
    """Name this build by the newest of its QML files and the Qt version: a stale cache is never looked at."""
    files = (Path(folder, name) for folder, _, names in os.walk(QML) for name in names)
    newest = max(file.stat().st_mtime_ns for file in files)
    return f"{PySide6.__version__}-{newest:x}"
