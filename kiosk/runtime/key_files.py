"""The terminal's keys: where they lie, and whether the terminal may start with them. No key, no start.

A key of the service manager ($CREDENTIALS_DIRECTORY, systemd's LoadCredential) goes before a file of the state
directory. A key is made here once, at the first start of a new terminal, and never in the place of a lost one.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from kiosk.platform_api.signing.keys import KeyFileError, KeyFileUnsafe, PrivateKey, load, load_or_new, parse_public
from kiosk.runtime.connections import Files
from kiosk.runtime.settings import Settings
from offline_cache.contract import StoreError, StoreFault
from offline_cache.keys import load_key


class KeyFault(Enum):
    """Why there is no start: (code, what helps)."""

    MISSING = (
        "key.missing",
        "restore it from the safe, or install the terminal anew with a code to enrol; another key opens nothing",
    )
    UNSAFE = ("key.unsafe", "give it back to the terminal's user, mode 0600, in a folder of mode 0700")
    UNUSABLE = ("key.unusable", "restore the file as it was: this is no key, or half of one")

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


class KeyRefused(Exception):  # noqa: N818  says what happened
    """The terminal must not start: which key, where it was looked for, what helps. Never what is in it."""

    def __init__(self, fault: KeyFault, what: str, path: Path, detail: str = "") -> None:
        why = f": {detail}" if detail else ""
        super().__init__(f"{fault.code}: {what}, {path}{why} ({fault.remedy})")
        self.fault = fault


def may_make(settings: Settings) -> bool:
    """Is this the first start of a terminal, so that keys may be made? In production only with a code to enrol."""
    files = Files(settings.storage.state_dir)
    if files.outbox.exists() or files.enrolled.exists():
        return False
    return not settings.production or settings.platform.enrol_code is not None


def signing_key(settings: Settings) -> PrivateKey:
    """The terminal's key pair, made now at a first start. Raises KeyRefused."""
    path = Files(settings.storage.state_dir).terminal_key
    try:
        if path.exists():
            return load(path)
        if settings.production and not may_make(settings):
            raise KeyRefused(KeyFault.MISSING, "the terminal's signing key", path)
        return load_or_new(path, settings.platform.suite)
    except (KeyFileError, OSError) as error:
        raise KeyRefused(_kind(error), "the terminal's signing key", path, str(error)) from error


def check(settings: Settings) -> None:
    """Every key is there and closed to others, or this is a first start; makes none. Raises KeyRefused."""
    files = Files(settings.storage.state_dir)
    _there(settings, files.data_key, "the key of what is stored here", load_key)
    if files.terminal_key.exists() or settings.production:
        _there(settings, files.terminal_key, "the terminal's signing key", load)
    if settings.production:  # a sandbox writes the platform's key when it starts
        _there(settings, settings.platform.platform_key, "the platform's public key", _public)


def _there(settings: Settings, path: Path, what: str, read: Callable[[Path], object]) -> None:
    """`path` can be read as a key, or may still be made."""
    try:
        read(path)
    except (KeyFileError, StoreError, OSError, ValueError) as error:
        if path.exists() or path.is_symlink():
            raise KeyRefused(_kind(error), what, path, str(error)) from error
        if read is _public or not may_make(settings):
            raise KeyRefused(KeyFault.MISSING, what, path) from error


def _public(path: Path) -> object:
    return parse_public(path.read_text(encoding="ascii"))


def _kind(error: Exception) -> KeyFault:
    """Who may read it, or what is in it?"""
    unsafe = isinstance(error, StoreError) and error.fault is StoreFault.NOT_WRITABLE
    return KeyFault.UNSAFE if unsafe or isinstance(error, KeyFileUnsafe) else KeyFault.UNUSABLE
