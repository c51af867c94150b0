"""Keys that systemd seals (systemd-creds, systemd 250 on): to the TPM, to the machine's own key, or to both.

Must never leave an opened key on a disk: what is handed out lies in memory (/run) and goes at the end.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.provisioning.answers import Seal
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.place import Place

NAMES = ("data.key", "terminal.pem", "gateway.secret")
"""Of the keys, as `kiosk.runtime.files` calls them."""
_LIMIT = 60.0
_VARIABLE = "CREDENTIALS_DIRECTORY"
_WITH = {"tpm": "host+tpm2", "host": "host"}
"""`host+tpm2`: stolen alone, neither disk nor TPM opens them (systemd-creds(1), --with-key)."""
_MEMORY = (Path("/run"), Path("/dev/shm"))  # noqa: S108  in memory, the folder in it is of mode 0700


@dataclass(frozen=True)
class Sealer:
    """systemd-creds, and the key it seals with.

    Bound to the TPM, not to what its firmware measured (register 23 stays as it is): an update of the firmware must
    not cost the cases that wait. systemd 252 opens nothing that was bound to no register at all.
    """

    way: str
    """`tpm` or `host`."""
    device: str = ""
    """Of the TPM, as --tpm2-device takes it; empty = the machine's own."""
    program: str = "systemd-creds"

    def seal(self, name: str, content: bytes) -> bytes:
        """Sealed under that name. Raises ProvisionError: NO_SEALING."""
        words = ["encrypt", f"--name={name}", f"--with-key={_WITH[self.way]}", *self._tpm(), "-", "-"]
        return self._run(words, content, ProvisionFault.NO_SEALING)

    def open(self, name: str, sealed: bytes) -> bytes:
        """The key again. Raises ProvisionError: NOT_UNSEALED."""
        device = [f"--tpm2-device={self.device}"] if self.device else []
        return self._run(["decrypt", f"--name={name}", *device, "-", "-"], sealed, ProvisionFault.NOT_UNSEALED)

    def _tpm(self) -> list[str]:
        return [f"--tpm2-device={self.device or 'auto'}", "--tpm2-pcrs=23"] if self.way == "tpm" else []

    def _run(self, words: Sequence[str], content: bytes, fault: ProvisionFault) -> bytes:
        try:
            done = subprocess.run(
                [self.program, *words], input=content, capture_output=True, timeout=_LIMIT, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ProvisionError(fault, type(error).__name__) from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise ProvisionError(fault, (said or ["-"])[-1][:200])
        return done.stdout


def chosen(wanted: Seal, *, tpm: bool | None = None) -> Sealer | None:
    """How keys are sealed here; None = files of mode 0600. Raises ProvisionError where it cannot be as wanted."""
    if wanted == "file":
        return None
    if shutil.which("systemd-creds") is None:
        if wanted == "auto":
            return None
        raise ProvisionError(ProvisionFault.NO_SEALING, "systemd-creds")
    has = has_tpm() if tpm is None else tpm
    if wanted == "tpm" and not has:
        raise ProvisionError(ProvisionFault.NO_SEALING, "TPM2")
    return Sealer("tpm" if has and wanted != "host" else "host")


def has_tpm() -> bool:
    """Are a TPM, its driver and systemd's part of it there?"""
    try:
        return not subprocess.run(
            ["systemd-creds", "has-tpm2"], capture_output=True, timeout=_LIMIT, check=False
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


def sealed_names(place: Place) -> list[str]:
    """Which keys are sealed here."""
    return [name for name in NAMES if path_of(place, name).exists()]


def path_of(place: Place, name: str) -> Path:
    """Where the sealed key of that name lies."""
    return place.sealed / f"{name}.cred"


def drop_in(place: Place) -> bytes:
    """What hands every sealed key to a unit."""
    lines = [f"LoadCredentialEncrypted={name}:{path_of(place, name)}" for name in sealed_names(place)]
    return "\n".join(["# Written by `kiosk provision`.", "[Service]", *lines, ""]).encode("utf-8")


@contextlib.contextmanager
def handed_out(place: Place, sealer: Sealer | None = None) -> Iterator[None]:
    """As the service manager does it: the keys in a closed folder in memory, for us and what we start.

    Does nothing where none is sealed. Raises ProvisionError: NOT_UNSEALED.
    """
    names, opener = sealed_names(place), sealer or Sealer("host")
    if not names:
        yield
        return
    memory = next((one for one in _MEMORY if os.access(one, os.W_OK)), None)
    with tempfile.TemporaryDirectory(prefix="kiosk-keys-", dir=memory) as folder, _told(folder):
        owner = place.owner()
        for name in names:
            key = Path(folder) / name
            key.touch(mode=0o600)
            key.write_bytes(opener.open(name, path_of(place, name).read_bytes()))
        for path in (*Path(folder).iterdir(), Path(folder)):
            if owner is not None:
                os.chown(path, owner.pw_uid, owner.pw_gid)
        yield


@contextlib.contextmanager
def _told(folder: str) -> Iterator[None]:
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before
