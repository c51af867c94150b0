"""The data key as a file of 32 random bytes, mode 0600. Never shows it, never replaces one that is there.

In production the key comes sealed from the service manager's credentials; it is a file there too.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from offline_cache.contract import StoreError, StoreFault
from offline_cache.crypto import KEY_BYTES
from offline_cache.files import make_directory, sync_directory

_TOO_WIDE = stat.S_IRWXG | stat.S_IRWXO


def load_or_create_key(path: Path) -> bytes:
    """The key of `path`; made there, durably and whole, when there is none.

    Raises StoreError: NOT_WRITABLE when it cannot be read or made, or others may read it; WRONG_KEY when it is
    not 32 bytes long.
    """
    try:
        if not path.exists():
            _create(path)
    except OSError as error:
        raise StoreError(StoreFault.NOT_WRITABLE, f"data key: {error.strerror}") from error
    return load_key(path)


def load_key(path: Path) -> bytes:
    """The key of `path`, which must be there; raises as above."""
    try:
        return _load(path)
    except OSError as error:
        raise StoreError(StoreFault.NOT_WRITABLE, f"data key: {error.strerror}") from error


def _create(path: Path) -> None:
    """Written beside, synced, then linked into place: a name that exists is a whole key, and the first one wins."""
    make_directory(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()
    sync_directory(path.parent)


def _load(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        _refuse_unsafe(path, os.fstat(file.fileno()))
        key = file.read(KEY_BYTES + 1)
    if len(key) != KEY_BYTES:
        raise StoreError(StoreFault.WRONG_KEY, "the data key is not 32 bytes long")
    return key


def _refuse_unsafe(path: Path, found: os.stat_result) -> None:
    """Only whoever runs the terminal may read it; a folder of the service manager's credentials is closed itself."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    handed_out = folder is not None and path.parent == Path(folder)
    mode = stat.S_IMODE(found.st_mode)
    if mode & (stat.S_IRWXO if handed_out else _TOO_WIDE):
        raise StoreError(StoreFault.NOT_WRITABLE, f"data key has mode {mode:04o}, only 0600 is safe")
    if not handed_out and found.st_uid not in {os.geteuid() or path.parent.stat().st_uid, 0}:
        raise StoreError(StoreFault.NOT_WRITABLE, "the data key belongs to another user")
