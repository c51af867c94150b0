"""Which machine this is, and the settings it gets. Must never make one terminal of another that was in use."""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

from kiosk.provisioning import settings_file
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.place import Place
from kiosk.provisioning.setup import Outcome, Setup, already, done
from kiosk.runtime.files import Files

_APPLICATION = b"budayang-kiosk provisioning"


def machine(setup: Setup) -> Outcome:
    """Root where it must be, and the machine that was set up here before, if any. Raises ProvisionError."""
    setup.place.owner()
    mark = machine_mark(setup.place)
    if not mark and setup.profile.settings.get("deployment", "production") == "production":
        raise ProvisionError(ProvisionFault.NO_MACHINE_ID, str(setup.place.machine_id))
    before = settings_file.read(setup.place)
    files = _files(setup.place, before)
    if files is None or not (files.enrolled.exists() or files.outbox.exists()):
        return done(f"本机标识 {mark or '（没有，仅开发环境可用）'}")
    there = str(before.get("terminal", {}).get("id", ""))
    if there != setup.answers.terminal.id:
        raise ProvisionError(ProvisionFault.OTHER_TERMINAL, there)
    known = remembered(files).get("machine", mark)
    if known != mark:
        raise ProvisionError(ProvisionFault.OTHER_MACHINE, f"{known}, {mark}")
    return already(f"本机标识 {mark}，已是终端 {there}")


def profile(setup: Setup) -> Outcome:
    """Settings and the platform's public key, in place. Raises SettingsError, ProvisionError, OSError."""
    tables = settings_file.wanted(settings_file.read(setup.place), setup.profile, setup.answers)
    changed = tables != settings_file.read(setup.place)
    copied = settings_file.copy_files(setup.place, setup.profile)
    settings = settings_file.write(setup.place, tables)
    said = f"{setup.profile.name}，平台 {settings.platform.base_url}，{setup.place.config}"
    return done(said) if changed or copied else already(said)


def machine_mark(place: Place) -> str:
    """Names the machine without its machine-id, which machine-id(5) wants kept to itself; empty where it has none."""
    try:
        own = place.machine_id.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
    if not own or own == "uninitialized":
        return ""
    return hmac.new(own.encode("ascii"), _APPLICATION, hashlib.sha256).hexdigest()[:16]


def record_of(files: Files) -> Path:
    """Where it is kept which machine was set up."""
    return files.state_dir / "provisioning" / "record.json"


def remembered(files: Files) -> dict[str, Any]:
    """What an earlier run kept; empty where there was none, or it cannot be read."""
    try:
        found = json.loads(record_of(files).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(setup: Setup) -> None:
    """Keep it: from now on a copy of this disk in another machine is noticed. Raises OSError."""
    path = record_of(setup.files)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    record = {"terminal": setup.answers.terminal.id, "machine": machine_mark(setup.place)}
    setup.place.write(path, json.dumps(record).encode("utf-8"), 0o600)


def _files(place: Place, tables: dict[str, Any]) -> Files | None:
    state_dir = tables.get("storage", {}).get("state_dir")
    return Files(place.folder / str(state_dir)) if state_dir else None
