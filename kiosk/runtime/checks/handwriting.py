"""Can characters be written with a finger: are the packages here, and does the recogniser know a stroke."""

from __future__ import annotations

import subprocess
import sys

import msgspec

from kiosk.domain.text import Text
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found
from kiosk.runtime.handwriting import packages

_REQUEST = b'{"number":1,"strokes":[[[150,500],[500,490],[850,480]]]}\n'
_MEANT = "一"
_PATIENCE = 10
"""Seconds."""


def recognised(around: Surroundings) -> Finding:
    """Has one stroke read by the process of its own that a keyboard starts, too."""
    del around
    missing = packages.missing()
    if missing:
        return found(Verdict.WARN, DoctorFault.NO_HANDWRITING, missing=", ".join(missing))
    read = _read()
    if _MEANT not in read:
        return found(Verdict.WARN, DoctorFault.NO_HANDWRITING, damaged=packages.NEEDED[-1][0])
    return Finding(Verdict.PASS, facts={"read": _MEANT, "model": packages.MODEL.name})


def _read() -> list[str]:
    command = [sys.executable, "-P", "-m", "kiosk.runtime.handwriting.helper"]
    try:
        done = subprocess.run(command, input=_REQUEST, capture_output=True, timeout=_PATIENCE, check=True)
        return list(msgspec.json.decode(done.stdout.splitlines()[-1])["characters"])
    except (OSError, subprocess.SubprocessError, ValueError, LookupError):
        return []


CHECKS = (
    Check(
        "handwriting",
        "fonts",
        Text("手写输入", "手寫輸入", "Handwriting"),
        Text(
            "缺了键盘上就没有“手写”：装结果里列出的软件包。",
            "缺了鍵盤上就沒有「手寫」：裝結果裡列出的套件。",
            "Missing: the keyboard has no button for it; install the packages named in the result.",
        ),
        recognised,
        limit=20.0,
    ),
)
