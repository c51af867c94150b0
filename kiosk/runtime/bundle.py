"""The support bundle: what the doctor found, versions, settings, queue counts, last log lines, all by allow-list.

Must never hold a payload, a picture, a key, a job's id, or a word that a citizen gave.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kiosk.runtime import redaction
from kiosk.runtime.checks.software import versions
from kiosk.runtime.connections import Files
from kiosk.runtime.diagnostics import DoctorFault
from kiosk.runtime.examination import Examination
from kiosk.runtime.new_file import write_new
from kiosk.runtime.settings import Settings
from offline_cache.contract import StoreError
from offline_cache.looking import glance

_ABOUT = {
    "doctor.json": "检测结果 what the doctor found",
    "versions.json": "版本 versions",
    "settings.json": "配置，按清单留下，没有密钥、地址、路径 settings by allow-list",
    "queue.json": "排队的数量和故障代码，没有编号、没有内容 counts and codes, no ids, no content",
}
_ABOUT_LOG = "日志最后的行；不在清单里的字都换成 ▢ last lines; words that are not ours are replaced"


def write(out: Path, settings: Settings, examination: Examination, logs: Sequence[Path]) -> list[str]:
    """Write the ZIP, mode 0600; names of what is in it. Raises OSError, also where `out` is there already."""
    parts: dict[str, str] = {
        "doctor.json": _json(_found(examination)),
        "versions.json": _json(versions()),
        "settings.json": _json(redaction.settings(settings)),
        "queue.json": _json(_queue(settings)),
    }
    for number, log in enumerate(logs, 1):
        parts[f"log-{number}.txt"] = "".join(f"{line}\n" for line in _lines(log))
    parts = {"README.txt": _read_me(list(parts)), **parts}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in parts.items():
            bundle.writestr(name, text)
    write_new(out, packed.getvalue())
    return list(parts)


def _read_me(names: Sequence[str]) -> str:
    """What lies beside it, each by a line."""
    lines = (f"{name:<15} {_ABOUT.get(name, _ABOUT_LOG)}\n" for name in names)
    return f"支持包 support bundle\n\n{''.join(lines)}\n没有照片，没有个人信息。No pictures, no personal data.\n"


def _found(examination: Examination) -> dict[str, Any]:
    """The examination, with the terminal's number as the settings show it, and the measures by allow-list."""
    said = examination.plain()
    checks = [row | {"facts": redaction.facts(row["facts"])} for row in said["checks"]]
    return said | {"terminal": redaction.short_name(str(said["terminal"])), "checks": checks}


def _queue(settings: Settings) -> dict[str, Any]:
    """Counts per state and per fault code."""
    path = Files(settings.storage.state_dir).outbox
    try:
        if not path.exists():
            return {}
        with glance(path) as store:
            states, oldest = store.waiting()
            known = redaction.vocabulary()
            faults = {code if code in known else redaction.MARK: count for code, count in store.faults().items()}
    except PermissionError:
        return {"fault": DoctorFault.NOT_PERMITTED.code}
    except StoreError as error:
        return {"fault": error.fault.code}
    return {"states": states, "oldest": oldest, "faults": faults}


def _lines(log: Path) -> list[str]:
    """The last lines, redacted; a log that cannot be read gives none."""
    try:
        with log.open(encoding="utf-8", errors="replace") as file:
            last = deque(file, maxlen=redaction.LINES)
    except OSError:
        return []
    return list(redaction.log_lines(last))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
