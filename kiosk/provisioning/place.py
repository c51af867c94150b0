"""Where setting up writes: settings, sealed keys, drop-ins, and whose the state directory is.

Must never change another package's file, and never write one in pieces.
"""

from __future__ import annotations

import os
import pwd
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.runtime.deployment import INSTALLED

USER = "kiosk"
FOR_GROUP = 0o640
"""Mode of the settings and of public keys beside them."""
UNITS = ("kiosk.service", "kiosk-gate@.service")
"""Both need the sealed keys."""


@dataclass(frozen=True)
class Place:
    """A terminal's files outside its state directory: beside the settings, unless those are the installed ones."""

    config: Path
    machine_id: Path = Path("/etc/machine-id")

    @property
    def installed(self) -> bool:
        """Is it this machine's own terminal?"""
        return self.config == INSTALLED

    @property
    def folder(self) -> Path:
        """Where the settings lie."""
        return self.config.parent

    @property
    def sealed(self) -> Path:
        """Keys as systemd-creds sealed them; root's."""
        return self.folder / "credentials"

    @property
    def drop_ins(self) -> tuple[Path, ...]:
        """What hands the keys to the units."""
        systemd = Path("/etc/systemd/system") if self.installed else self.folder / "systemd"
        return tuple(systemd / f"{unit}.d" / "50-keys.conf" for unit in UNITS)

    @property
    def kept_by_package(self) -> tuple[Path, ...]:
        """Copies of the state directory that an upgrade made."""
        notes = Path("/var/lib/budayang-kiosk") if self.installed else self.folder / "package-notes"
        return notes / "state-before", notes / "state-before.new"

    def owner(self) -> pwd.struct_passwd | None:
        """The terminal's user, where this is root at the machine's own terminal. Raises ProvisionError."""
        if not self.installed:
            return None
        if os.geteuid():
            raise ProvisionError(ProvisionFault.NOT_ROOT, str(self.config))
        try:
            return pwd.getpwnam(USER)
        except KeyError:
            raise ProvisionError(ProvisionFault.NO_USER, USER) from None

    def write(self, path: Path, content: bytes, mode: int = FOR_GROUP) -> None:
        """Whole or not at all, over what was there; readable to the terminal's group. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                owner = self.owner()
                if owner is not None and mode == FOR_GROUP:
                    os.fchown(file.fileno(), 0, owner.pw_gid)
                os.fchmod(file.fileno(), mode)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def hand_over(self, state_dir: Path) -> None:
        """What root made in the state directory is the terminal's own. Raises OSError."""
        owner = self.owner()
        if owner is None:
            return
        for folder, folders, files in os.walk(state_dir):
            for name in (".", *folders, *files):
                with suppress(FileNotFoundError):
                    os.chown(Path(folder) / name, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


def replace_file(path: Path, content: bytes) -> None:
    """A file of ours on somebody's stick, over that of an earlier run; a stick knows no owners. Raises OSError."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
