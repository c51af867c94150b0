"""The terminal's keys: where they lie, and whether the terminal may start with them. No key, no start.

A key of the service manager ($CREDENTIALS_DIRECTORY, systemd's LoadCredential) goes before a file of the state
directory. A key is made here once, at the first start of a new terminal, and never in the place of a lost one.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.platform_api.private_file import KeyFileError, KeyFileUnsafe, read_private
from kiosk.runtime.files import Files
from kiosk.runtime.settings import Settings

if TYPE_CHECKING:
    from kiosk.platform_api.signing.keys import PrivateKey, PublicKey

_DATA_KEY = 32
_PAIR, _PUBLIC = 138, 91
"""Bytes of a pair in PKCS #8, and of a public key, on a curve of 256 bits."""
_MOST = 4096
_STORED = "the key of what is stored here"


class KeyFault(Enum):
    """Why there is no start: (code, what helps)."""

    MISSING = (
        "key.missing",
        "restore it from the safe, or install the terminal anew with a code to enrol; another key opens nothing",
    )
    UNSAFE = ("key.unsafe", "give it back to the terminal's user, mode 0600, in a folder of mode 0700")
    UNUSABLE = ("key.unusable", "restore the file as it was: this is no key, or half of one")
    PLATFORM = ("key.platform", "look at platform.platform_key, copy the file from the installation medium again")

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


class KeyRefused(Exception):  # noqa: N818  says what happened
    """The terminal must not start: which key, where it was looked for, what helps. Never what is in it."""

    def __init__(self, fault: KeyFault, what: str, path: Path, why: str = "") -> None:
        self.detail = f"{what}, {path}{f': {why}' if why else ''}"
        super().__init__(f"{fault.code}: {self.detail} ({fault.remedy})")
        self.fault, self.path = fault, path


def may_make(settings: Settings) -> bool:
    """Is this the first start of a terminal, so that keys may be made? In production only with a code to enrol."""
    files = Files(settings.storage.state_dir)
    if files.outbox.exists() or files.enrolled.exists():
        return False
    return not settings.production or settings.platform.enrol_code is not None


def signing_key(settings: Settings, *, make: bool = True) -> PrivateKey:
    """The terminal's key pair, made now at a first start unless only looked for. Raises KeyRefused."""
    from kiosk.platform_api.signing.keys import load, load_or_new

    path = Files(settings.storage.state_dir).terminal_key
    try:
        if path.exists():
            return load(path)
        if not make or (settings.production and not may_make(settings)):
            raise KeyRefused(KeyFault.MISSING, "the terminal's signing key", path)
        return load_or_new(path, settings.platform.suite)
    except (KeyFileError, OSError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise KeyRefused(_kind(error), "the terminal's signing key", path, why) from error


def platform_key(settings: Settings) -> PublicKey:
    """The platform's public key, which came with the installation. Raises KeyRefused."""
    from kiosk.platform_api.signing.keys import parse_public

    path = settings.platform.platform_key
    try:
        return parse_public(path.read_text(encoding="ascii"))
    except (KeyFileError, OSError, ValueError) as error:
        raise _no_platform_key(path, error) from error


def _no_platform_key(path: Path, error: Exception) -> KeyRefused:
    why = error.strerror if isinstance(error, OSError) else str(error) if isinstance(error, KeyFileError) else None
    return KeyRefused(KeyFault.PLATFORM, "the platform's public key", path, why or "no key")


def require_data_key(files: Files) -> None:
    """Is the key of what is stored there, whole and closed to others? Raises KeyRefused."""
    try:
        _look_at_data_key(files.data_key)
    except FileNotFoundError as error:
        raise KeyRefused(KeyFault.MISSING, _STORED, files.data_key) from error
    except (KeyFileError, OSError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise KeyRefused(_kind(error), _STORED, files.data_key, why) from error


def check(settings: Settings) -> None:
    """Every key is there, whole and closed to others, or this is a first start; makes none. Raises KeyRefused.

    Whether the halves of a pair belong together is seen when it is loaded: that takes cryptography, and time.
    """
    files = Files(settings.storage.state_dir)
    _there(settings, files.data_key, _STORED, _look_at_data_key)
    if files.terminal_key.exists() or settings.production:
        _there(settings, files.terminal_key, "the terminal's signing key", _look_at_pair)
    if settings.production:  # a sandbox writes the platform's key when it starts
        _look_at_public(settings.platform.platform_key)


def _there(settings: Settings, path: Path, what: str, look: Callable[[Path], None]) -> None:
    """`path` looks like a key, or may still be made."""
    try:
        look(path)
    except FileNotFoundError as error:
        if not may_make(settings):
            raise KeyRefused(KeyFault.MISSING, what, path) from error
    except (KeyFileError, OSError, ValueError) as error:
        raise KeyRefused(_kind(error), what, path, getattr(error, "strerror", None) or str(error)) from error


def _look_at_data_key(path: Path) -> None:
    if len(read_private(path, _DATA_KEY + 1)) != _DATA_KEY:
        raise KeyFileError(f"a data key has {_DATA_KEY} bytes")


def _look_at_pair(path: Path) -> None:
    _look_at_pem(read_private(path, _MOST), _PAIR)


def _look_at_public(path: Path) -> None:
    """Raises KeyRefused."""
    try:
        _look_at_pem(path.read_bytes()[:_MOST], _PUBLIC)
    except (KeyFileError, OSError, ValueError) as error:
        raise _no_platform_key(path, error) from error


def _look_at_pem(content: bytes, length: int) -> None:
    """Raises ValueError, also for what is no base64."""
    lines = content.splitlines()
    framed = len(lines) > 1 and lines[0].startswith(b"-----BEGIN ") and lines[-1].startswith(b"-----END ")
    if not framed or len(base64.b64decode(b"".join(lines[1:-1]), validate=True)) != length:
        raise KeyFileError("not a key of 256 bits as PEM")


def _kind(error: Exception) -> KeyFault:
    """Who may read it, or what is in it?"""
    return KeyFault.UNSAFE if isinstance(error, KeyFileUnsafe) else KeyFault.UNUSABLE
