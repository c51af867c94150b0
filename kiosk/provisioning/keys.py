"""The keys of the terminal, made on the terminal, and sealed where the machine can.

Must never make a key in the place of a lost one, and never erase one before its sealed copy was opened again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from kiosk.platform_api.signing.keys import load_or_new, load_secret
from kiosk.provisioning import sealing
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.machine import remember
from kiosk.provisioning.place import Place
from kiosk.provisioning.setup import Outcome, Setup, Standing, already, done
from kiosk.runtime.claim import InUseError, claim
from kiosk.runtime.connections import keep_private
from kiosk.runtime.files import Files
from kiosk.runtime.key_files import KeyFault, KeyRefused, require_data_key
from kiosk.runtime.settings import Settings
from offline_cache.keys import load_or_create_key

_ROOTS_ALONE = 0o600
WORDS = {"tpm": "封存在本机 TPM", "host": "封存（本机密钥，没有 TPM）"}
PLAIN = "没有封存：密钥是 0600 的文件，拿走硬盘就拿走了密钥"


def keys(setup: Setup) -> Outcome:
    """Made, sealed or plain, handed to the units.

    Raises ProvisionError, KeyRefused, KeyFileError, StoreError, SettingsError, OSError.
    """
    settings, place = setup.settings, setup.place
    files = Files(settings.storage.state_dir)
    begin(files, setup)
    sealer = sealing.chosen(setup.answers.keys.seal)
    sealed = sealing.sealed_names(place)
    with sealing.handed_out(place, sealer):
        made = _made(settings, setup)
    plain = [name for name in sealing.NAMES if (files.state_dir / "keys" / name).exists()]
    if sealer is not None and plain:
        _seal(place, files, sealer, plain)
    place.hand_over(files.state_dir)
    hand_to_units(place)
    remember(setup)
    place.hand_over(files.state_dir)
    if sealer is None and not sealed:
        return Outcome(Standing.NOTED, PLAIN)
    way = WORDS[sealer.way] if sealer is not None else "封存（见上次开通）"
    return done(way) if made or plain else already(way)


def begin(files: Files, setup: Setup) -> None:
    """The state directory, for this program alone until it ends. Raises ProvisionError."""
    keep_private(files.state_dir)
    if setup.claimed:
        return
    try:
        claim(files.state_dir)
    except InUseError as error:
        raise ProvisionError(ProvisionFault.RUNNING, str(error.folder)) from error
    setup.claimed = True


def _made(settings: Settings, setup: Setup) -> bool:
    """Both keys are there and whole; True where one was made now."""
    files = Files(settings.storage.state_dir)
    fresh = not files.enrolled.exists() and not files.outbox.exists()
    made = False
    if files.outbox.exists():
        require_data_key(files)
    if not fresh and not files.terminal_key.exists():
        raise KeyRefused(KeyFault.MISSING, "the terminal's signing key", files.terminal_key)
    made = not (files.data_key.exists() and files.terminal_key.exists())
    load_or_create_key(files.data_key)
    load_or_new(files.terminal_key, settings.platform.suite)
    if settings.platform.gateway is not None and not files.gateway_secret.exists():
        given = setup.answers.keys.gateway_secret
        if given is None:
            raise ProvisionError(ProvisionFault.ANSWERS, "keys.gateway_secret")
        setup.place.write(files.gateway_secret, given.read_bytes().strip() + b"\n", _ROOTS_ALONE)
        load_secret(files.gateway_secret)
        made = True
    return made


def _seal(place: Place, files: Files, sealer: sealing.Sealer, names: list[str]) -> None:
    """Each one: sealed, opened again, compared, and only then erased from the disk."""
    place.sealed.mkdir(mode=0o700, exist_ok=True)
    for name in names:
        path = files.state_dir / "keys" / name
        content = path.read_bytes()
        sealed = sealer.seal(name, content)
        if sealer.open(name, sealed) != content:
            raise ProvisionError(ProvisionFault.NO_SEALING, name)
        place.write(sealing.path_of(place, name), sealed, _ROOTS_ALONE)
        erase(path)


def hand_to_units(place: Place) -> None:
    """Drop-ins for what is sealed, none where nothing is; systemd hears of it. Raises OSError."""
    before = [path.read_bytes() if path.exists() else None for path in place.drop_ins]
    for path in place.drop_ins:
        if sealing.sealed_names(place):
            place.write(path, sealing.drop_in(place), 0o644)
        else:
            path.unlink(missing_ok=True)
    after = [path.read_bytes() if path.exists() else None for path in place.drop_ins]
    if before != after and place.installed and Path("/run/systemd/system").is_dir() and shutil.which("systemctl"):
        subprocess.run(["systemctl", "daemon-reload"], check=False, timeout=60)


def erase(path: Path) -> None:
    """Overwritten once, then gone. A flash disk may keep the old blocks all the same. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        os.write(descriptor, os.urandom(max(1, os.fstat(descriptor).st_size)))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    path.unlink()
