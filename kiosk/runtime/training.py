"""Training at the staff's desk (演练): a folder and a sandbox of its own on this machine, people that there are not.

Must never reach the real platform, use a real key, or work on a folder that a terminal uses; in production it is
allowed in this closed form alone. What it makes opens nowhere else: its own data key seals it, its own platform
signs.
"""

from __future__ import annotations

import ipaddress
import os
import subprocess
import time
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.runtime import demo
from kiosk.runtime.audit.outbox import AuditedOutbox
from kiosk.runtime.claim import claim
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.connections import open_store
from kiosk.runtime.files import Files
from kiosk.runtime.processes import kiosk_command
from kiosk.runtime.queue_work import staff_trail
from kiosk.runtime.sending import SUBMISSION
from kiosk.runtime.settings import Device, Settings, load
from kiosk.runtime.settings_tables import Devices
from kiosk.runtime.staff_accounts import people_of
from kiosk.staff.people import Newcomer
from kiosk.staff.roles import Role
from offline_cache.contract import JobFault

SECRET = "yanlian-2580"  # noqa: S105  of people that there are not, shown on the page where it is typed
STAFF = (
    ("s-02", "演练帮办员", (Role.CLERK,)),
    ("s-03", "演练复核员", (Role.REVIEWER,)),
    ("s-05", "演练站长", (Role.HEAD,)),
)
"""By numbers that the sandbox has as well."""
MARK = "演练-TRAINING"
"""The file that says whose the folder is."""
LABEL = "YANLIAN"
"""Begins every 暂存号 that is made here."""
_TEXT = "This folder belongs to kiosk desk --training; nothing in it is real.\n"
_READY = 60.0
_LOOK = 0.1
_CALLED = ("林晚舟", "吴秋棠")
"""Of the sandbox's people: nobody has these names and numbers."""
_WORLDLY = ("CREDENTIALS_DIRECTORY", "KIOSK_CONFIG", "KIOSK_DEPLOYMENT")
"""What leads to real keys and settings; nothing started here has it."""


class TrainingFault(Enum):
    """Why there is no training: (code, what helps)."""

    REAL_SETTINGS = ("training.real-settings", "training takes no settings: leave --config out")
    REAL_KEYS = ("training.real-keys", "start it by hand, not as a service that is handed the terminal's keys")
    NOT_OURS = ("training.not-ours", "name another folder: an empty one, or one of an earlier training")
    NOT_CLOSED = ("training.not-closed", "throw the folder away and start again: something in it was changed")
    NO_SANDBOX = ("training.no-sandbox", "look at sandbox.log in the folder, then start again")

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


class TrainingError(Exception):
    """There is no training."""

    def __init__(self, fault: TrainingFault, detail: str = "") -> None:
        super().__init__(f"{fault.code}: {detail} ({fault.remedy})" if detail else f"{fault.code} ({fault.remedy})")
        self.fault = fault


@dataclass(frozen=True)
class Real:
    """What this machine has that is real."""

    settings: Path
    """The settings of its terminal, whether there are any or not."""
    surroundings: dict[str, str]


def default_folder() -> Path:
    """Where training lies unless another folder is named: the user's own."""
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "kiosk-training"


def prepare(folder: Path, real: Real) -> Settings:
    """The settings of the training in that folder, made anew each time. Raises TrainingError, OSError."""
    folder = folder.expanduser().resolve()
    if real.surroundings.get("CREDENTIALS_DIRECTORY"):
        raise TrainingError(TrainingFault.REAL_KEYS)
    for taken in _taken(real.settings):
        if taken == folder or taken.is_relative_to(folder) or folder.is_relative_to(taken):
            raise TrainingError(TrainingFault.NOT_OURS, "it is the terminal's own")
    there = list(folder.iterdir()) if folder.is_dir() else []
    if there and not (folder / MARK).is_file():
        raise TrainingError(TrainingFault.NOT_OURS, "it holds other things")
    if any(path.is_symlink() for path in folder.rglob("*")):
        raise TrainingError(TrainingFault.NOT_CLOSED, "a link leads out of it")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / MARK).write_text(_TEXT, encoding="utf-8")
    settings = load(demo.write(folder, demo.Demo(folder=folder, name=LABEL, reader=False, camera=False)))
    require_closed(settings, folder)
    return settings


def require_closed(settings: Settings, folder: Path) -> None:
    """Nothing in these settings leads out of the folder or off this machine. Raises TrainingError."""
    platform = settings.platform
    paths = [settings.storage.state_dir, platform.platform_key, platform.seal_roots, platform.ca_file]
    paths += [settings.sandbox.database] if settings.sandbox else []
    wrong = [
        ("deployment", settings.production),
        ("platform.base_url", not loopback(platform.base_url)),
        ("platform.gateway", platform.gateway is not None),
        ("platform.proxy", platform.proxy is not None),
        ("sandbox", settings.sandbox is None),
        ("a path", any(path is not None and not path.resolve().is_relative_to(folder) for path in paths)),
        ("devices", _real_devices(settings.devices)),
    ]
    if found := [name for name, is_wrong in wrong if is_wrong]:
        raise TrainingError(TrainingFault.NOT_CLOSED, ", ".join(found))


def loopback(url: str) -> bool:
    """Does that address lead to this machine and nowhere else? A name may lead anywhere: only a number does."""
    try:
        return ipaddress.ip_address(urlsplit(url).hostname or "").is_loopback
    except ValueError:
        return False


@contextmanager
def going(settings: Settings) -> Iterator[None]:
    """The sandbox and the sender beside the desk, for as long as it is open.

    Raises TrainingError, InUseError, StaffError, StoreError, OSError.
    """
    folder = settings.storage.state_dir.parent
    claim(settings.storage.state_dir)
    sandbox = settings.sandbox
    if sandbox is None:
        raise TrainingError(TrainingFault.NOT_CLOSED, "sandbox")
    words = ["sandbox", "--port", str(sandbox.port), "--db", str(sandbox.database)]
    words += ["--enrol-code", sandbox.enrol_code, "--with-parent"]
    running: list[subprocess.Popen[bytes]] = []
    try:
        running.append(_started(words, folder / "sandbox.log"))
        _wait(running[0], settings.platform.base_url)
        _fill(settings)
        running.append(_started(["sync", "--config", str(folder / "kiosk.toml")], folder / "sync.log"))
        yield
    finally:
        for process in reversed(running):
            _end(process)


def _taken(file: Path) -> Iterator[Path]:
    """The folders of this machine's terminal."""
    yield file.resolve().parent
    with suppress(OSError, ValueError):
        state = tomllib.loads(file.read_text(encoding="utf-8")).get("storage", {}).get("state_dir")
        if isinstance(state, str):
            yield (file.resolve().parent / state).resolve()


def _real_devices(devices: Devices) -> bool:
    """Anything but the folder that slips are written into?"""
    fitted: Iterable[Device | None] = (getattr(devices, name) for name in devices.__struct_fields__)
    return any(one is not None and one.driver != "printer_folder" for one in fitted)


def _started(words: list[str], log: Path) -> subprocess.Popen[bytes]:
    surroundings = {name: value for name, value in os.environ.items() if name not in _WORLDLY}
    with log.open("ab") as heard:
        return subprocess.Popen(
            kiosk_command(*words), stdin=subprocess.PIPE, stdout=heard, stderr=heard, env=surroundings
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    """It ends when its standard input closes."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_READY)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + _READY
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), urlopen(f"{url}/_sandbox/submissions", timeout=_LOOK * 20):  # noqa: S310  loopback
            return
        time.sleep(_LOOK)
    raise TrainingError(TrainingFault.NO_SANDBOX)


def _fill(settings: Settings) -> None:
    """Accounts, and something to do, the first time."""
    files = Files(settings.storage.state_dir)
    people = people_of(files)
    for number, name, roles in STAFF if not people.everybody() else ():
        people.add(Newcomer(number, name, roles), SECRET, SystemClock().wall().date())
    if files.outbox.exists():
        return
    with closing(open_store(files)) as store:
        queue = AuditedOutbox(store, staff_trail(files), terminal_label=settings.terminal.label)
        for name in _CALLED:
            job_id, now = uuid7(), time.time()
            case = {"serviceItemCode": "jg-lxfs", "applicant": {"name": name}, "form": {"phone": "19900000001"}}
            queue.enqueue(job_id, SUBMISSION, msgspec.json.encode(case))
            queue.claim(now)
            queue.call_back(job_id, JobFault.EXPIRED.code)
        queue.enqueue(uuid7(), SUBMISSION, msgspec.json.encode({"serviceItemCode": "jg-lxfs"}))
