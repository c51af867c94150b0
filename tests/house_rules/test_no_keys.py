"""No private key in the repository: not as a file, not inside one, not as a test's fixture."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from kiosk.platform_api.signing.keys import new_key, save
from tests.house_rules import tree

SUFFIXES = frozenset({".pem", ".key", ".p12", ".pfx", ".jks", ".der", ".pkcs8", ".gpg", ".asc", ".kdbx", ".cred"})
_HEAD = re.compile(rb"-----BEGIN [A-Z0-9 ]*PRIVATE KEY")
_INSIDE = (
    # PKCS #8 and SEC 1 of the two curves up to where the secret begins, as DER, in hexadecimal and in base64
    bytes.fromhex("020100301306072a8648ce3d0201"),
    bytes.fromhex("0201010420"),
    bytes.fromhex("020100300506032b6570"),
)
_JWK = re.compile(rb'"d"\s*:\s*"[A-Za-z0-9_-]{40,}"')
_DATA_KEY = 32
"""Bytes of a data key: a tracked file of exactly that length, and not text, is one until somebody says otherwise."""


def key_material(path: Path, content: bytes) -> str | None:
    """What looks like a secret in this file, None where nothing does."""
    if path.suffix.lower() in SUFFIXES:
        return "its name"
    if _HEAD.search(content):
        return "PEM"
    if _JWK.search(content):
        return "JWK"
    if any(form in content for secret in _INSIDE for form in _spellings(secret)):
        return "DER"
    if len(content) == _DATA_KEY and not content.isascii():
        return "32 bytes"
    return None


def _spellings(secret: bytes) -> list[bytes]:
    return [secret, *([secret.hex().encode()] if len(secret) > 8 else [])]


def test_no_key_is_tracked() -> None:
    here = Path(__file__)
    found = {
        tree.name(path): why
        for path in tree.tracked()
        if path != here and (why := key_material(path, path.read_bytes()))
    }
    assert found == {}


@pytest.mark.parametrize("suite", ["sm2-sm3", "ecdsa-p256-sha256"])
def test_a_key_of_the_terminal_would_be_found(suite: str, tmp_path: Path) -> None:
    save(tmp_path / "notes.txt", new_key(suite))
    content = (tmp_path / "notes.txt").read_bytes()
    assert key_material(tmp_path / "notes.txt", content) == "PEM"
    der = base64.b64decode(b"".join(content.splitlines()[1:-1]))
    assert key_material(tmp_path / "fixture.bin", b"before" + der) == "DER"
    assert key_material(tmp_path / "fixture.py", der.hex().encode()) == "DER"
    assert key_material(tmp_path / "terminal.pem", b"") == "its name"


def test_keys_of_other_programs_would_be_found(tmp_path: Path) -> None:
    for key in (ec.generate_private_key(ec.SECP384R1()), ed25519.Ed25519PrivateKey.generate()):
        for form in (serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.OpenSSH):
            pem = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
            assert key_material(tmp_path / "notes.txt", pem) == "PEM"
    assert key_material(tmp_path / "key.json", b'{"d": "' + b"A" * 43 + b'"}') == "JWK"
    assert key_material(tmp_path / "data", bytes(range(200, 232))) == "32 bytes"
