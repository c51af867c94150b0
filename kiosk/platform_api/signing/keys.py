"""Key pairs: made, written to and read from PEM files. Must never show a private key in a text or a log.

The files are ordinary PKCS #8 (RFC 5958) and SubjectPublicKeyInfo (RFC 5480) for both suites: the two curves' keys
have the same length, so the DER around them is one template with the curve's identifier in the middle.
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.platform_api.private_file import KeyFileError, KeyFileUnsafe, in_credentials, read_private
from kiosk.platform_api.signing import SCHEMES, scheme
from kiosk.platform_api.signing.scheme import COORDINATE, Scheme

__all__ = [
    "KeyFileError",
    "KeyFileUnsafe",
    "PrivateKey",
    "PublicKey",
    "in_credentials",
    "load",
    "load_or_new",
    "load_secret",
    "new_key",
    "parse_public",
    "save",
    "sync_folder",
]

_ALGORITHM = bytes.fromhex("301306072a8648ce3d02010608")
_PUBLIC_HEAD = bytes.fromhex("3059") + _ALGORITHM
_PUBLIC_MIDDLE = bytes.fromhex("03420004")
_PRIVATE_HEAD = bytes.fromhex("308187020100") + _ALGORITHM
_PRIVATE_MIDDLE = bytes.fromhex("046d306b0201010420")
_PRIVATE_POINT = bytes.fromhex("a14403420004")
_OID = 8
_PRIVATE, _PUBLIC = "PRIVATE KEY", "PUBLIC KEY"
_LONGEST = 4096
"""Bytes of a key file that are read: a key of 256 bits has some 250."""


@dataclass(frozen=True)
class PublicKey:
    """A key to verify with. `key_id` follows from the key: whoever holds the file knows it."""

    suite: str
    point: bytes
    """x and y, 64 bytes."""

    @property
    def scheme(self) -> Scheme:
        """The suite's algorithms."""
        return scheme(self.suite)

    @property
    def key_id(self) -> str:
        """`sm2-` or `p256-` and 32 hexadecimal digits of the digest of the SubjectPublicKeyInfo."""
        return f"{self.scheme.key_prefix}-{self.scheme.digest(self._der())[:16].hex()}"

    @property
    def pem(self) -> str:
        """SubjectPublicKeyInfo as PEM."""
        return _armour(_PUBLIC, self._der())

    def _der(self) -> bytes:
        return _PUBLIC_HEAD + self.scheme.curve_oid + _PUBLIC_MIDDLE + self.point


@dataclass(frozen=True)
class PrivateKey:
    """A key to sign with."""

    public: PublicKey
    secret: bytes = field(repr=False)
    """32 bytes."""

    @property
    def suite(self) -> str:
        """Name of the suite."""
        return self.public.suite

    @property
    def key_id(self) -> str:
        """Id of the pair."""
        return self.public.key_id

    def sign(self, message: bytes) -> bytes:
        """Signature of 64 bytes."""
        return self.public.scheme.sign(self.secret, self.public.point, message)


def new_key(suite: str) -> PrivateKey:
    """A fresh pair of that suite; ValueError for an unknown one."""
    secret, point = scheme(suite).generate()
    return PrivateKey(PublicKey(suite, point), secret)


def save(path: Path, key: PrivateKey) -> None:
    """Write the pair as PKCS #8, mode 0600, whole or not at all; an existing file is never overwritten."""
    der = (
        _PRIVATE_HEAD + key.public.scheme.curve_oid + _PRIVATE_MIDDLE + key.secret + _PRIVATE_POINT + key.public.point
    )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(_armour(_PRIVATE, der))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
        sync_folder(path.parent)
    except FileExistsError:
        raise KeyFileError("a key file of that name is already there") from None
    finally:
        draft.unlink(missing_ok=True)


def load(path: Path) -> PrivateKey:
    """Read a pair.

    Raises:
        KeyFileError: absent, a link, malformed, or its halves do not match.
        KeyFileUnsafe: open to others, or another user's.
    """
    try:
        der = _unarmour(_PRIVATE, read_private(path, _LONGEST).decode("ascii"))
    except OSError as error:
        raise KeyFileError(f"the key file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KeyFileError("not a PEM file") from error
    parts = (_PRIVATE_HEAD, _OID, _PRIVATE_MIDDLE, COORDINATE, _PRIVATE_POINT, 2 * COORDINATE)
    oid, secret, point = _split(der, parts)
    key = PrivateKey(_public(oid, point), secret)
    probe = b"do the halves belong together"
    if not key.public.scheme.verify(point, probe, key.sign(probe)):
        raise KeyFileError("the halves of the key do not match")
    return key


def load_secret(path: Path) -> str:
    """One line that is a secret (a gateway's token), read with the same care as a key.

    Raises:
        KeyFileError: absent, a link, empty, more than one line.
        KeyFileUnsafe: open to others, or another user's.
    """
    try:
        secret = read_private(path, _LONGEST).decode("utf-8").removesuffix("\n")
    except OSError as error:
        raise KeyFileError(f"the secret cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KeyFileError("the secret is no text") from error
    if not secret or not secret.isprintable():
        raise KeyFileError("the secret is not one line of text")
    return secret


def sync_folder(folder: Path) -> None:
    """Make the names in it survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def load_or_new(path: Path, suite: str) -> PrivateKey:
    """The pair in that file, made now where there is no file."""
    if not path.exists():
        save(path, new_key(suite))
    return load(path)


def parse_public(pem: str) -> PublicKey:
    """Read a SubjectPublicKeyInfo in PEM; KeyFileError where it is something else or no point of its curve."""
    oid, point = _split(_unarmour(_PUBLIC, pem), (_PUBLIC_HEAD, _OID, _PUBLIC_MIDDLE, 2 * COORDINATE))
    return _public(oid, point)


def _public(oid: bytes, point: bytes) -> PublicKey:
    found = next((one for one in SCHEMES.values() if one.curve_oid == oid), None)
    if found is None:
        raise KeyFileError("a key on another curve")
    try:
        found.check_public(point)
    except ValueError as error:
        raise KeyFileError("the public key is no point of its curve") from error
    return PublicKey(found.name, point)


def _split(der: bytes, parts: tuple[bytes | int, ...]) -> list[bytes]:
    """Cut `der` into the pieces whose lengths are given, the fixed octets between them being as they must."""
    found, rest = [], der
    for part in parts:
        length = part if isinstance(part, int) else len(part)
        piece, rest = rest[:length], rest[length:]
        if isinstance(part, int):
            found.append(piece)
        elif piece != part:
            raise KeyFileError("not a key of 256 bits in the usual form")
    if rest or len(found[-1]) != parts[-1]:
        raise KeyFileError("the key is cut short or has a tail")
    return found


def _armour(label: str, der: bytes) -> str:
    text = base64.b64encode(der).decode("ascii")
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


def _unarmour(label: str, text: str) -> bytes:
    lines = text.strip().splitlines()
    frame = [f"-----BEGIN {label}-----", f"-----END {label}-----"]
    if len(lines) < len(frame) + 1 or [lines[0], lines[-1]] != frame:
        raise KeyFileError(f"not a PEM file with a {label}")
    try:
        return base64.b64decode("".join(lines[1:-1]), validate=True)
    except ValueError as error:  # binascii.Error, and another where it is not even ASCII
        raise KeyFileError("the PEM file is garbled") from error
