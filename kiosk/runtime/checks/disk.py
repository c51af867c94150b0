"""Room on the disk, and who may look into the state directory. Must never write there."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from kiosk.domain.text import Text
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Verdict, found
from offline_cache.contract import StoreError, StoreFault

FLOOR = 200 << 20
"""Bytes; below it the store must be expected to refuse cases soon."""
LOW = 1 << 30
"""Bytes worth a warning."""
_FEW_NODES = 1000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def room(folder: Path) -> Finding:
    """Free bytes and free i-nodes where the state lies, or is going to. Raises StoreError: FULL, NOT_WRITABLE."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        usage, nodes = shutil.disk_usage(folder), os.statvfs(folder)
    except OSError as error:
        raise StoreError(StoreFault.NOT_WRITABLE, str(error.strerror)) from error
    facts = {
        "free_mb": str(usage.free >> 20),
        "total_mb": str(usage.total >> 20),
        "free_nodes": str(nodes.f_favail),
    }
    few = bool(nodes.f_files) and nodes.f_favail < _FEW_NODES
    if usage.free < FLOOR or few:
        return Finding(Verdict.FAIL, StoreFault.FULL.code, DoctorFault.DISK_LOW.action.value, facts)
    if usage.free < LOW:
        return found(Verdict.WARN, DoctorFault.DISK_LOW, **facts)
    return Finding(Verdict.PASS, facts=facts)


def absent(folder: Path) -> Finding | None:
    """Why there is nothing of ours to look at yet; None where there is a directory. Raises PermissionError."""
    if folder.is_dir():
        return None
    if folder.exists():
        return found(Verdict.FAIL, DoctorFault.NO_DIRECTORY)
    return Finding(Verdict.NOT_RUN, facts={"state": "not made yet"})


def modes(folder: Path) -> Finding:
    """Is the state directory ours alone? The names of what others may read are said, at most three.

    Raises StoreError, PermissionError.
    """
    if (nothing := absent(folder)) is not None:
        not_yet = nothing.verdict is Verdict.NOT_RUN
        return found(Verdict.WARN, DoctorFault.NOT_BEGUN, names=folder.name) if not_yet else nothing
    try:
        held = [folder, *(entry for entry in folder.iterdir() if not entry.is_symlink())]
        wide = [entry for entry in held if _others(entry)]
        foreign = [entry for entry in held if entry.stat().st_uid != os.getuid()]
    except PermissionError:
        raise
    except OSError as error:
        raise StoreError(StoreFault.NOT_WRITABLE, str(error.strerror)) from error
    facts = {"mode": f"{stat.S_IMODE(folder.stat().st_mode):04o}"}
    if wide or foreign:
        facts["names"] = ", ".join(sorted(_name(entry, folder) for entry in {*wide, *foreign})[:3])
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreError(StoreFault.NOT_WRITABLE, folder.name)
    if folder in wide:
        return found(Verdict.FAIL, DoctorFault.MODES, **facts)
    return found(Verdict.WARN, DoctorFault.MODES, **facts) if wide or foreign else Finding(Verdict.PASS, facts=facts)


def _others(entry: Path) -> bool:
    """May others read it? A socket with any mode is closed by the directory around it; a cache holds no case."""
    mode = entry.stat().st_mode
    return bool(mode & _OTHERS) and not stat.S_ISSOCK(mode) and entry.name != "cache"


def _name(entry: Path, folder: Path) -> str:
    return f"{folder.name}/" if entry == folder else entry.name


CHECKS = (
    Check(
        "disk-space",
        "disk",
        Text("磁盘空间", "磁碟空間", "Disk space"),
        Text(
            "空间不够时清理日志和安装包，不要动状态目录。",
            "空間不夠時清理日誌和安裝包，不要動狀態目錄。",
            "When short: clear logs and packages, never the state directory.",
        ),
        lambda around: room(around.settings.storage.state_dir),
    ),
    Check(
        "state-directory",
        "disk",
        Text("状态目录的权限", "狀態目錄的權限", "State directory modes"),
        Text(
            "目录应是 0700，属于运行终端的用户。",
            "目錄應是 0700，屬於執行終端的使用者。",
            "The directory belongs to the terminal's user, mode 0700.",
        ),
        lambda around: modes(around.settings.storage.state_dir),
    ),
)
