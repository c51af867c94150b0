"""What a check of the terminal is, and the doctor that runs checks one at a time, each within its time.

Must never hold anything of a person, never call what is simulated passed, and never wait without end: a check that
does not come back is named and left behind.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import msgspec

from devices.contract import Action, DeviceError
from kiosk.documents.faults import DocumentError
from kiosk.domain.text import Text
from kiosk.identity.faults import FaceUnavailable
from kiosk.platform_api.faults import PlatformError
from kiosk.runtime.clock import Clock
from kiosk.runtime.key_files import KeyRefused
from kiosk.runtime.settings import Settings
from kiosk.runtime.verdicts import Verdict
from offline_cache.contract import StoreError

__all__ = [  # a verdict is part of what a check must know
    "HAND_SECONDS", "Check", "Doctor", "DoctorFault", "Finding", "Look", "OnProgress", "Result", "Surroundings",
    "Verdict", "counts", "exit_code", "failed", "found", "looked",
    "nothing_examined",
]  # fmt: skip

_log = logging.getLogger(__name__)
HAND_SECONDS = 15.0
"""How long a device that was asked for by itself waits to be used: a card laid on it, a code held up."""
_LOOK = 0.05
"""Seconds between two looks whether the technician wants to stop."""


class DoctorFault(Enum):
    """What only the doctor finds: (code, what helps, action). Everything else keeps the fault of its own package."""

    TIMEOUT = ("doctor.timeout", "the check did not come back in time: run it again, then restart", Action.RESET)
    BROKEN = ("doctor.broken", "the check itself failed: send the support bundle", Action.CALL)
    NOT_PERMITTED = (
        "doctor.not-permitted",
        "this user may not look there: run it as the terminal's user",
        Action.CONFIGURE,
    )
    NOT_READABLE = (
        "doctor.not-readable",
        "a file of the terminal cannot be read: look at what lies there, and at the disk",
        Action.CALL,
    )
    NO_DIRECTORY = (
        "doctor.no-directory",
        "where the state directory should be lies something else: look at storage.state_dir",
        Action.CONFIGURE,
    )
    NO_KEY = (
        "doctor.no-key",
        "no signing key yet, so the platform was not asked: start the kiosk once, with the enrolment code",
        Action.CONFIGURE,
    )
    KEY_UNUSABLE = (
        "doctor.key-unusable",
        "the terminal's key, or its gateway's, cannot be used, the platform was not asked: restore the file",
        Action.CONFIGURE,
    )
    UNKNOWN_CHECK = (
        "doctor.unknown-check",
        "no check or group has that name: see kiosk doctor --list",
        Action.CONFIGURE,
    )
    NOT_BEGUN = (
        "doctor.not-begun",
        "no state directory yet: start the terminal once; if it has run before, look at storage.state_dir",
        Action.CONFIGURE,
    )
    EXISTS = (
        "doctor.exists",
        "a report, picture or bundle never replaces a file: give another name",
        Action.CONFIGURE,
    )
    NOT_WRITTEN = ("doctor.not-written", "report, picture or bundle cannot be written there", Action.CONFIGURE)
    MODES = ("doctor.modes", "others may read the state directory or a key: restore owner and mode", Action.CONFIGURE)
    DISK_LOW = ("doctor.disk-low", "free disk space, leave the state directory alone", Action.CLEAN)
    QUEUE_STUCK = ("doctor.queue-stuck", "a case has waited for hours: look at line and platform", Action.CALL)
    QUEUE_ATTENTION = ("doctor.queue-attention", "a case waits for a person: kiosk queue list", Action.CALL)
    SYNC_SILENT = ("doctor.sync-silent", "no word from the sync process: is the kiosk running?", Action.RESET)
    CLOCK_DIFFERS = (
        "doctor.clock-differs",
        "the clock differs from the platform's: check its time service",
        Action.CONFIGURE,
    )
    CATALOGUE_OLD = (
        "doctor.catalogue-old",
        "the platform has not confirmed the catalogue for days: look at the line, then at the log of sync",
        Action.WAIT,
    )
    CERTIFICATE_ENDS = (
        "doctor.certificate-ends",
        "the platform's certificate ends soon: tell the platform",
        Action.CALL,
    )
    NOT_ENCRYPTED = (
        "doctor.not-encrypted",
        "the line to the platform is not encrypted: development only",
        Action.CONFIGURE,
    )
    ROLE_FONT = (
        "doctor.font-missing",
        "a font of the interface is missing: install the font packages",
        Action.CONFIGURE,
    )
    RARE_FONT = (
        "doctor.rare-characters",
        "rare characters of names cannot be shown: install the fonts",
        Action.CONFIGURE,
    )
    NO_RADICALS = (
        "doctor.no-radicals",
        "rare characters are not found by radical: install the package that is named",
        Action.CONFIGURE,
    )
    NO_HANDWRITING = (
        "doctor.no-handwriting",
        "characters cannot be written with a finger: install the packages that are named",
        Action.CONFIGURE,
    )
    NO_VOICE = (
        "doctor.no-voice",
        "pages are not read aloud: install the packages that are named",
        Action.CONFIGURE,
    )
    ACTIVE_ONLY = (
        "doctor.active-only",
        "challenges alone do not stop a warped picture: no passive network",
        Action.CONFIGURE,
    )
    MISREAD = (
        "doctor.print-misread",
        "what was read is not what was printed: look at print head and paper",
        Action.CLEAN,
    )
    DEAD_TOUCH = (
        "doctor.dead-touch",
        "parts of the screen do not feel a touch: clean, else replace it",
        Action.CLEAN,
    )
    DEVICE_WARNS = (
        "doctor.device-warns",
        "the device warns of what is no fault yet: see its warnings",
        Action.REFILL,
    )
    CAMERA_LIGHT = (
        "doctor.camera-light",
        "the picture is too dark or too bright: look at lens and lamps",
        Action.CLEAN,
    )
    NO_PRINT_SERVER = ("doctor.no-print-server", "the print server does not answer: start CUPS", Action.RESET)
    UNASSIGNED = ("doctor.unassigned", "a device is attached and not in the settings", Action.CONFIGURE)

    def __init__(self, code: str, remedy: str, action: Action) -> None:
        self.code = code
        self.remedy = remedy
        self.action = action


class Finding(msgspec.Struct, frozen=True):
    """What a check found out. `facts` are versions and measures by name: no personal data, no secrets."""

    verdict: Verdict
    fault: str | None = None
    action: str | None = None
    facts: Mapping[str, str] = {}
    simulated: bool = False


class Result(msgspec.Struct, frozen=True):
    """One finding, dated. `at` is local time with offset, ISO 8601; `seconds` how long it took."""

    name: str
    kind: str
    title: Text
    guidance: Text
    verdict: Verdict
    at: str
    seconds: float
    fault: str | None = None
    action: str | None = None
    facts: Mapping[str, str] = {}
    simulated: bool = False


@dataclass(frozen=True)
class Surroundings:
    """What a check is given: the settings, the clock, and whether the technician wants to stop.

    `asked`: somebody stands there who asked for this check alone, and may be asked to do something.
    """

    settings: Settings
    clock: Clock
    stop: threading.Event = field(default_factory=threading.Event)
    asked: bool = False


Look = Callable[[Surroundings], Finding]


@dataclass(frozen=True)
class Check:
    """One thing that can be looked at.

    Attributes:
        name: stable, for `--only` and for support, e.g. "id-reader".
        kind: its group: devices, network, clock, disk, keys, queue, models, fonts, person, software.
        guidance: what the technician does before and meanwhile.
        limit: seconds it may take; then it is left behind.
    """

    name: str
    kind: str
    title: Text
    guidance: Text
    look: Look
    limit: float = 10.0


def found(verdict: Verdict, fault: DoctorFault | None = None, /, **facts: str) -> Finding:
    """A finding, with the code and action of a fault of the doctor's own."""
    if fault is None:
        return Finding(verdict, facts=facts)
    return Finding(verdict, fault.code, fault.action.value, facts)


_CODES = {"store.full": Action.CLEAN, "store.locked": Action.WAIT, "store.newer-version": Action.CONFIGURE}
_PLATFORM = {
    "platform.no-link": Action.RESET,
    "platform.dns": Action.CONFIGURE,
    "platform.connection-refused": Action.CONFIGURE,
    "platform.connect-timeout": Action.CONFIGURE,
    "platform.captive": Action.CONFIGURE,
    "platform.proxy-unreachable": Action.CONFIGURE,
    "platform.proxy-sign-in": Action.CONFIGURE,
    "platform.proxy-refused": Action.CONFIGURE,
    "platform.proxy-beyond": Action.CALL,
    "platform.proxy-answer": Action.CONFIGURE,
    "platform.tls": Action.CONFIGURE,
    "platform.tls-name": Action.CONFIGURE,
    "platform.tls-expired": Action.CALL,
    "platform.tls-not-yet": Action.CONFIGURE,
    "platform.tls-authority": Action.CONFIGURE,
    "platform.clock": Action.CONFIGURE,
    "platform.authentication": Action.CONFIGURE,
    "platform.server-down": Action.WAIT,
    "platform.busy": Action.WAIT,
    "platform.timeout": Action.WAIT,
    "platform.answer-lost": Action.RETRY,
}


def failed(error: Exception) -> Finding | None:
    """What an error of our packages, or a door that is shut, means for the check; None for anything else."""
    if isinstance(error, DeviceError):
        return Finding(Verdict.FAIL, error.fault.code, error.fault.action.value)
    if isinstance(error, PlatformError):
        code = error.fault.code
        return Finding(Verdict.FAIL, code, _PLATFORM.get(code, Action.CALL).value)
    if isinstance(error, StoreError):
        code = error.fault.code
        return Finding(Verdict.FAIL, code, _CODES.get(code, Action.CALL).value)
    if isinstance(error, DocumentError):
        return Finding(Verdict.FAIL, error.fault.code, Action.CONFIGURE.value)
    if isinstance(error, FaceUnavailable):
        return Finding(Verdict.FAIL, error.reason.value, Action.CONFIGURE.value)
    if isinstance(error, KeyRefused):
        return Finding(Verdict.FAIL, error.fault.code, Action.CONFIGURE.value, {"names": error.path.name})
    if isinstance(error, OSError):
        where = {"names": Path(error.filename).name} if isinstance(error.filename, str | Path) else {}
        shut = isinstance(error, PermissionError)
        return found(Verdict.FAIL, DoctorFault.NOT_PERMITTED if shut else DoctorFault.NOT_READABLE, **where)
    return None


OnProgress = Callable[[str, Result | None], None]
"""Called with a check's name when it begins (None) and when it has ended (its result)."""


class Doctor:
    """Runs checks one after the other. `cancel` may be called from any thread."""

    def __init__(
        self, settings: Settings, clock: Clock, on_progress: OnProgress = lambda _name, _result: None
    ) -> None:
        self._settings, self._clock, self._tell = settings, clock, on_progress
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Stop: what runs is left behind, what has not begun is not begun."""
        self._stop.set()

    def run(self, checks: Sequence[Check], *, asked: bool = False) -> tuple[Result, ...]:
        """Every check's result, in order. `asked`: a person is there, and one check alone may ask for a hand."""
        alone = asked and len(checks) == 1
        return tuple(self._one(check, asked=alone) for check in checks)

    def _one(self, check: Check, *, asked: bool) -> Result:
        at, begun = self._clock.wall(), self._clock.monotonic()
        self._tell(check.name, None)
        finding = Finding(Verdict.NOT_RUN) if self._stop.is_set() else self._bounded(check, asked=asked)
        result = Result(
            name=check.name,
            kind=check.kind,
            title=check.title,
            guidance=check.guidance,
            verdict=finding.verdict,
            at=at.isoformat(timespec="seconds"),
            seconds=round(self._clock.monotonic() - begun, 2),
            fault=finding.fault,
            action=finding.action,
            facts=finding.facts,
            simulated=finding.simulated,
        )
        self._tell(check.name, result)
        return result

    def _bounded(self, check: Check, *, asked: bool) -> Finding:
        """Look on a thread of its own, at most `limit` seconds, and no longer than the technician wants."""
        answer: list[Finding] = []
        around = Surroundings(self._settings, self._clock, asked=asked)
        thread = threading.Thread(target=lambda: answer.append(looked(check, around)), daemon=True)
        thread.name = f"check-{check.name}"
        thread.start()
        end = self._clock.monotonic() + check.limit + (HAND_SECONDS if asked else 0.0)
        while thread.is_alive() and not self._stop.is_set() and self._clock.monotonic() < end:
            thread.join(_LOOK)
        around.stop.set()
        if answer:
            return answer[0]
        if self._stop.is_set():
            return Finding(Verdict.NOT_RUN)
        _log.warning("%s check %s left behind", DoctorFault.TIMEOUT.code, check.name)
        return found(Verdict.FAIL, DoctorFault.TIMEOUT)


def looked(check: Check, around: Surroundings) -> Finding:
    """The check's finding; what goes wrong in it is a finding too."""
    try:
        return check.look(around)
    except Exception as error:  # noqa: BLE001  a mistake in one check must not cost the others
        known = failed(error)
        if known is not None:
            return known
        _log.error("check %s broke: %s", check.name, type(error).__name__)
        return found(Verdict.FAIL, DoctorFault.BROKEN, error=type(error).__name__)


def exit_code(results: Sequence[Result]) -> int:
    """1 where anything failed, or nothing could be looked at, else 0."""
    return int(nothing_examined(results) or any(result.verdict is Verdict.FAIL for result in results))


def nothing_examined(results: Sequence[Result]) -> bool:
    """Was there not one thing to look at? That is no terminal that is well."""
    return all(result.verdict is Verdict.NOT_RUN for result in results)


def counts(results: Sequence[Result]) -> dict[str, int]:
    """How many of each verdict; verdicts that did not come up are left out."""
    found_ones = [result.verdict.value for result in results]
    return {verdict.value: found_ones.count(verdict.value) for verdict in Verdict if verdict.value in found_ones}
