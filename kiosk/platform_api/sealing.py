"""Seals what is carried by hand for the platform's key alone. Must never be opened by whoever carries it.

A sealed value is a line of JSON, `{"suite", "keyId", "wrapped", "nonce"}`, LF, the ciphertext and its tag (16). The
line is associated data of the ciphertext. The content key is made for this value alone:

| suite of the key | content key | content |
|---|---|---|
| `sm2-sm3` | SM2 encryption of 16 random bytes (GB/T 32918.4; DER as in GB/T 35276) | SM4-GCM (RFC 8998 §2.1) |
| `ecdsa-p256-sha256` | ECDH with a fresh key, HKDF-SHA256 (RFC 5869), info `carry-out` | AES-256-GCM |
"""

from __future__ import annotations

import base64
import os
from typing import Any

import gmssl_pyx
import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256, SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.platform_api.signing import SM2_SM3
from kiosk.platform_api.signing.keys import PrivateKey, PublicKey
from kiosk.platform_api.signing.scheme import COORDINATE

_NONCE, _TAG, _SM4_KEY = 12, 16, 16
_INFO = b"carry-out"
_MOST = 4096
"""Bytes of the line."""


class SealError(Exception):
    """A sealed value cannot be opened: for another key, altered, or no sealed value; says nothing of its content."""


class _Head(msgspec.Struct, frozen=True, rename="camel"):
    suite: str
    key_id: str
    wrapped: str
    nonce: str


def seal(key: PublicKey, plain: bytes) -> bytes:
    """`plain` for the holder of that key alone."""
    wrapped, secret = _sm2_wrapped(key) if key.suite == SM2_SM3 else _p256_wrapped(key)
    nonce = os.urandom(_NONCE)
    head = msgspec.json.encode(_Head(key.suite, key.key_id, _text(wrapped), _text(nonce))) + b"\n"
    encryptor = _cipher(key.suite, secret, GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(head)
    return head + encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def unseal(key: PrivateKey, sealed: bytes) -> bytes:
    """The plain bytes; SealError where this key does not open them."""
    line, found, rest = sealed.partition(b"\n")
    try:
        head = msgspec.json.decode(line[:_MOST], type=_Head)
        wrapped, nonce = base64.b64decode(head.wrapped, validate=True), base64.b64decode(head.nonce, validate=True)
    except (msgspec.DecodeError, ValueError):
        raise SealError("not a sealed value") from None
    if not found or len(rest) < _TAG or len(nonce) != _NONCE:
        raise SealError("not a sealed value")
    if (head.suite, head.key_id) != (key.suite, key.key_id):
        raise SealError("sealed for another key")
    secret = _sm2_unwrapped(key, wrapped) if key.suite == SM2_SM3 else _p256_unwrapped(key, wrapped)
    decryptor = _cipher(key.suite, secret, GCM(nonce, rest[-_TAG:])).decryptor()
    decryptor.authenticate_additional_data(line + b"\n")
    try:
        return decryptor.update(rest[:-_TAG]) + decryptor.finalize()
    except InvalidTag:
        raise SealError("altered") from None


def _cipher(suite: str, secret: bytes, mode: GCM) -> Cipher[GCM]:
    return Cipher(SM4(secret) if suite == SM2_SM3 else AES256(secret), mode)


def _sm2_wrapped(key: PublicKey) -> tuple[bytes, bytes]:
    secret = os.urandom(_SM4_KEY)
    return bytes(gmssl_pyx.sm2_encrypt(key.point, secret)), secret


def _sm2_unwrapped(key: PrivateKey, wrapped: bytes) -> bytes:
    try:
        secret = bytes(gmssl_pyx.sm2_decrypt(key.secret, wrapped))
    except (gmssl_pyx.GmsslInnerError, gmssl_pyx.InvalidValueError, ValueError):
        raise SealError("the content key cannot be opened") from None
    if len(secret) != _SM4_KEY:
        raise SealError("the content key cannot be opened")
    return secret


def _p256_wrapped(key: PublicKey) -> tuple[bytes, bytes]:
    own = ec.generate_private_key(ec.SECP256R1())
    numbers = own.public_key().public_numbers()
    point = numbers.x.to_bytes(COORDINATE, "big") + numbers.y.to_bytes(COORDINATE, "big")
    return point, _agreed(own, key.point, point)


def _p256_unwrapped(key: PrivateKey, wrapped: bytes) -> bytes:
    own = ec.derive_private_key(int.from_bytes(key.secret, "big"), ec.SECP256R1())
    return _agreed(own, wrapped, wrapped)


def _agreed(own: ec.EllipticCurvePrivateKey, point: bytes, salt: bytes) -> bytes:
    """The content key; the fresh key's point is the salt, so that it belongs to this value."""
    try:
        other: Any = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + point)
        shared = own.exchange(ec.ECDH(), other)
    except ValueError:
        raise SealError("the content key cannot be opened") from None
    return HKDF(SHA256(), 32, salt, _INFO).derive(shared)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
