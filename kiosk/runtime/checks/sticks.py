"""The folder below which a visitor's USB stick appears, and how what is in it now is mounted.

Must never look at what lies on a stick: it may be somebody's.
"""

from __future__ import annotations

import shutil
import stat

from devices.transports.stick_folder import stick_in
from kiosk.domain.text import Text
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def folder(around: Surroundings) -> Finding:
    """Is it there, can nobody else put a folder into it, and is a stick that is in mounted as it must be?

    Raises DeviceError: NOT_CONFIGURED, STICK_UNSAFE.
    """
    wanted, production = around.settings.stick, around.settings.production
    if wanted is None:
        return Finding(Verdict.NOT_FITTED, facts={"folder": "-"})
    there = stick_in(wanted.folder, mounted=production)
    facts = {"stick": "in" if there else "-", "systemd-mount": "yes" if shutil.which("systemd-mount") else "-"}
    if wanted.folder.stat().st_mode & _OTHERS_WRITE:
        return found(
            Verdict.FAIL if production else Verdict.WARN, DoctorFault.MODES, names=wanted.folder.name, **facts
        )
    return Finding(Verdict.PASS, facts=facts)


CHECKS = (
    Check(
        "stick-folder",
        "devices",
        Text("U 盘的目录", "隨身碟的目錄", "Folder for USB sticks"),
        Text(
            "系统把 U 盘挂载在设置里的目录下面：只读、noexec、nosuid、nodev。见维护手册“U 盘”。",
            "系統把隨身碟掛載在設定裡的目錄下面：唯讀、noexec、nosuid、nodev。見維護手冊。",
            "The system mounts a stick below the folder of the settings: read-only, noexec, nosuid, nodev.",
        ),
        folder,
    ),
)
