"""The data key as a file of 32 random bytes, mode 0600. Never shows it, never throws one away that is still needed.

In production the key comes sealed from the service manager's credentials; it is a file there too.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


def older_keys(path: Path) -> tuple[bytes, ...]:
    """Keys before that one which a change that is not through still needs; raises as above."""
    older = _older(path)
    return (load_key(older),) if older.exists() else ()


def begin_change(path: Path) -> None:
    """A new key at `path`, the one before it beside it; whole at every moment. One that is not through goes on.

    Raises StoreError NOT_WRITABLE.
    """
    older = _older(path)
    try:
        before = load_key(path)
        if older.exists() and load_key(older) != before:
            return
        with _new_key(path) as draft:
            with suppress(FileExistsError):
                older.hardlink_to(path)
            sync_directory(path.parent)
            draft.replace(path)
        sync_directory(path.parent)
    except OSError as error:
        raise StoreError(StoreFault.NOT_WRITABLE, f"data key: {error.strerror}") from error


def end_change(path: Path) -> None:
    """Nothing is sealed with the older key any more: it goes."""
    _older(path).unlink(missing_ok=True)
    sync_directory(path.parent)


def _older(path: Path) -> Path:
    return path.with_name(f"{path.name}.old")


def _create(path: Path) -> None:
    """Linked into place when it is whole: a name that exists is a whole key, and the first one wins."""
    make_directory(path.parent)
    with _new_key(path) as draft, suppress(FileExistsError):
        path.hardlink_to(draft)
    sync_directory(path.parent)


@contextmanager
def _new_key(path: Path) -> Iterator[Path]:
    """A new key under a name of its own beside `path`, whole and synced; the name is gone afterwards."""
    draft = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


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
