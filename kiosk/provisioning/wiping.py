"""A terminal is taken out of service (退役): what waits is carried out sealed, then keys and data are wiped.

Must never wipe a case that neither the platform has nor a sealed file on the carrier's stick, and never wipe unasked.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import shutil
import stat
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kiosk.platform_api.signing.keys import KeyFileError, load
from kiosk.platform_api.wire import CarryOut
from kiosk.provisioning import sealing
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.keys import erase, hand_to_units
from kiosk.provisioning.place import Place
from kiosk.runtime import queue_work
from kiosk.runtime.audit.trail import audit_folder
from kiosk.runtime.audit.witness import sign
from kiosk.runtime.files import Files
from kiosk.runtime.new_file import require_folder, write_new
from kiosk.runtime.processes import kiosk_command
from kiosk.runtime.settings import Settings

OVER = {"done", "withdrawn", "ended"}
"""States of a job with which nothing is left to do."""
CARRIED = {"queued", "waiting", "sending"}
"""States that a sealed file takes care of; `sending` was cut off, nothing runs."""
_BEGUN = "decommissioning"
"""Stands in the state directory once what waited is out: a run that was cut off goes on from there."""
_LIMIT = 600.0


@dataclass(frozen=True)
class Wiped:
    """What was wiped."""

    what: str
    files: int
    size: int
    """Bytes."""


def open_cases(files: Files) -> dict[str, int]:
    """How many cases in which state are not over; needs no key. Raises StoreError, OSError."""
    if not files.outbox.exists() or (files.state_dir / _BEGUN).exists():
        return {}
    with queue_work.looked_at(files) as store:
        stats = store.stats()
    return {name: int(count) for name, count in stats.items() if count and name not in OVER | {"oldest"}}


def require_carriable(files: Files) -> dict[str, int]:
    """The open cases; raises ProvisionError: QUEUE where a person has to settle some first."""
    waiting = open_cases(files)
    settled_by_hand = {name: count for name, count in waiting.items() if name not in CARRIED}
    if settled_by_hand:
        raise ProvisionError(ProvisionFault.QUEUE, ", ".join(f"{n} {name}" for name, n in settled_by_hand.items()))
    return waiting


def carry_out(place: Place, settings: Settings, out: Path) -> list[str]:
    """What waits as sealed files, and the audit trail, into `out`; names of what was written.

    Raises ProvisionError, StoreError, KeyRefused, PlatformError, OSError; nothing was wiped then.
    """
    files = Files(settings.storage.state_dir)
    require_folder(out)
    if any(one in {out.resolve(), *out.resolve().parents} for one in (files.state_dir, place.folder)):
        raise ProvisionError(ProvisionFault.NOT_EXPORTED, str(out))
    if (files.state_dir / _BEGUN).exists():
        return []
    written: list[str] = []
    waiting = require_carriable(files)
    with _opened(place, needed=bool(waiting)):
        if waiting:
            written += _exported(settings, files, out, sum(waiting.values()))
        if any(audit_folder(files.state_dir).glob("*")):
            written.append(_audit(place, settings, files, out))
    place.write(files.state_dir / _BEGUN, b"", 0o600)
    return written


@contextlib.contextmanager
def _opened(place: Place, *, needed: bool) -> Iterator[None]:
    """The keys; where nothing waits, one may be taken down that cannot open them any more. Raises ProvisionError."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(sealing.handed_out(place))
        except ProvisionError:
            if needed:
                raise
        yield


def _exported(settings: Settings, files: Files, out: Path, number: int) -> list[str]:
    """Every case; each file read again and held against its own digest. Raises ProvisionError: NOT_EXPORTED."""
    with queue_work.opened(files) as outbox:
        outbox.recover()
    answer = queue_work.export(settings, out)
    if answer["left_out"] or len(answer["exported"]) != number:
        raise ProvisionError(ProvisionFault.NOT_EXPORTED, f"{len(answer['exported'])} / {number}")
    for name in answer["files"]:
        bundle = msgspec.json.decode(Path(name).read_bytes(), type=CarryOut)
        if hashlib.sha256(b64decode(bundle.content)).hexdigest() != bundle.sha256:
            raise ProvisionError(ProvisionFault.NOT_EXPORTED, Path(name).name)
    return [Path(name).name for name in answer["files"]]


def _audit(place: Place, settings: Settings, files: Files, out: Path) -> str:
    """A signed copy of the audit trail, which has to be kept for six months and holds nothing of a person."""
    with suppress(KeyFileError):
        sign(queue_work.staff_trail(files), lambda: load(files.terminal_key))
    name = f"audit-{settings.terminal.id}-{dt.datetime.now().astimezone():%Y%m%d%H%M%S}"
    words = ["audit", "export", "--config", str(place.config), "--out", str(out / name), "--json"]
    done = subprocess.run(kiosk_command(*words), capture_output=True, text=True, timeout=_LIMIT, check=False)
    if done.returncode:
        raise ProvisionError(ProvisionFault.NOT_EXPORTED, (done.stderr.strip().splitlines() or [name])[-1][:200])
    return name


def key_id(place: Place, settings: Settings) -> str:
    """The name of the terminal's key, which the platform has to strike out; empty where it cannot be opened."""
    with suppress(ProvisionError, KeyFileError, OSError), sealing.handed_out(place):
        return load(Files(settings.storage.state_dir).terminal_key).key_id
    return ""


def wipe(place: Place, settings: Settings) -> list[Wiped]:
    """Keys first: without them the rest cannot be read any more. Then data, then settings. Raises OSError."""
    state = settings.storage.state_dir
    wiped = [_erased("封存的密钥", place.sealed), _erased("密钥", state / "keys")]
    hand_to_units(place)
    wiped += [_gone(f"升级留下的副本 {one}", one) for one in place.kept_by_package]
    wiped += [_gone(f"数据 {one.name}", one) for one in sorted(state.iterdir()) if one.name != _BEGUN]
    wiped += [_gone(f"配置 {one.name}", one) for one in _settings_files(place, settings)]
    (state / _BEGUN).unlink(missing_ok=True)
    return [one for one in wiped if one.files]


def record(settings: Settings, out: Path, facts: dict[str, Any]) -> Path:
    """What was done, beside what was carried out. Raises OSError."""
    now = dt.datetime.now().astimezone()
    path = out / f"decommissioned-{settings.terminal.id}-{now:%Y%m%d%H%M%S}.json"
    content = {"terminal": settings.terminal.id, "at": now.isoformat(timespec="seconds"), **facts}
    write_new(path, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
    return path


def _settings_files(place: Place, settings: Settings) -> list[Path]:
    """The settings last: while they are there, a run that was cut off can be gone on with."""
    platform = settings.platform
    beside = [one for one in (platform.platform_key, platform.ca_file, platform.seal_roots) if one is not None]
    former = place.config.with_name(f"{place.config.name}.former")
    return [*(one for one in beside if one.parent == place.folder), former, place.config]


def _erased(what: str, folder: Path) -> Wiped:
    """Every file overwritten once before it goes."""
    files, size = _measured(folder)
    ours = folder.is_dir() and not folder.is_symlink()
    for path in sorted(folder.iterdir()) if ours else ():
        if stat.S_ISREG(path.lstat().st_mode):
            erase(path)
    _gone(what, folder)
    return Wiped(what, files, size)


def _gone(what: str, path: Path) -> Wiped:
    files, size = _measured(path)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return Wiped(what, files, size)


def _measured(path: Path) -> tuple[int, int]:
    """How many files, how many bytes; no link is followed."""
    if not os.path.lexists(path):
        return 0, 0
    if path.is_dir() and not path.is_symlink():
        all_files = [Path(folder) / name for folder, _, names in os.walk(path) for name in names]
    else:
        all_files = [path]
    return len(all_files), sum(one.lstat().st_size for one in all_files)
