"""Which versions run here. Must never fail: it only says."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version

from kiosk.domain.text import Text
from kiosk.runtime.diagnostics import Check, Finding, Surroundings, Verdict

PACKAGES = (
    "budayang-kiosk",
    "pyside6",
    "opencv-python",
    "numpy",
    "requests",
    "cryptography",
    "gmssl-pyx",
    "http-message-signatures",
    "msgspec",
    "reportlab",
    "pycups",
    "pyscard",
    "pyserial",
    "pyusb",
    "python-escpos",
)


def versions() -> dict[str, str]:
    """Versions of the program, of what it stands on, and of the machine, by name."""
    said = {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "kernel": platform.release(),
        "machine": platform.machine(),
        "system": _system(),
        "processors": str(os.cpu_count() or 0),
    }
    for name in PACKAGES:
        try:
            said[name] = version(name)
        except PackageNotFoundError:
            said[name] = "-"
    return said


def _system() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "-")
    except OSError:
        return "-"


def _look(around: Surroundings) -> Finding:
    return Finding(Verdict.PASS, facts={"deployment": around.settings.deployment.value, **versions()})


CHECKS = (
    Check(
        "software",
        "software",
        Text("程序和系统版本", "程式和系統版本", "Program and system versions"),
        Text("不用动手，只看版本。", "不用動手，只看版本。", "Nothing to do: it only reads versions."),
        _look,
    ),
)
