"""Seals what lies on disk: SM4-GCM with a key of its own per record. Never writes, logs or shows a plain byte.

Format of a sealed value: version byte (1) | key id (4) | nonce (12) | ciphertext | tag (16).
SM4: GB/T 32907; GCM: NIST SP 800-38D, with SM4 as in RFC 8998 §2.1; record key: HKDF-Expand (RFC 5869 §2.3) with
SM3 (GB/T 32905). The extract step is left out because the data key is uniformly random (RFC 5869 §3.3).
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from offline_cache.contract import StoreError, StoreFault

KEY_BYTES = 32
_VERSION = b"\x01"
_KEY_ID = 4
_NONCE = 12
_TAG = 16
_HEAD = len(_VERSION) + _KEY_ID
_SM4_KEY = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value belongs; it opens nowhere else."""

    record: str
    kind: str
    column: str

    def bound(self) -> bytes:
        """Unambiguous bytes for key derivation and as associated data."""
        return f"{len(self.record)}:{self.record}{len(self.kind)}:{self.kind}{self.column}".encode()


class Vault:
    """Seals and opens values with one data key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise StoreError(StoreFault.WRONG_KEY, f"{len(key)} bytes instead of {KEY_BYTES}")
        self._prf = HMAC(key, SM3())
        self.key_id = self._expand(b"offline-cache/1 key id", _KEY_ID)

    def __repr__(self) -> str:
        """Never the key."""
        return f"Vault(key_id={self.key_id.hex()})"

    def seal(self, plain: bytes, place: Place) -> bytes:
        """`plain`, readable only with this key and only at `place`."""
        bound = place.bound()
        head = _VERSION + self.key_id
        nonce = os.urandom(_NONCE)
        encryptor = Cipher(SM4(self._record_key(bound)), GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(head + bound)
        body = encryptor.update(plain) + encryptor.finalize()
        return b"".join((head, nonce, body, encryptor.tag))

    def unseal(self, sealed: bytes, place: Place) -> bytes:
        """The plain bytes; `WRONG_KEY` for another key's value, `CORRUPT` for an altered or misplaced one."""
        if len(sealed) < _HEAD + _NONCE + _TAG or sealed[:1] != _VERSION:
            raise StoreError(StoreFault.CORRUPT, "not a sealed value")
        if sealed[1:_HEAD] != self.key_id:
            raise StoreError(StoreFault.WRONG_KEY, "sealed with another key")
        bound = place.bound()
        nonce = sealed[_HEAD : _HEAD + _NONCE]
        decryptor = Cipher(SM4(self._record_key(bound)), GCM(nonce, sealed[-_TAG:])).decryptor()
        decryptor.authenticate_additional_data(sealed[:_HEAD] + bound)
        try:
            return decryptor.update(sealed[_HEAD + _NONCE : -_TAG]) + decryptor.finalize()
        except InvalidTag:
            raise StoreError(StoreFault.CORRUPT, "altered, or from another place") from None

    def _record_key(self, bound: bytes) -> bytes:
        return self._expand(b"offline-cache/1 record key" + bound, _SM4_KEY)

    def _expand(self, info: bytes, length: int) -> bytes:
        """HKDF-Expand for at most one block: T(1) = HMAC(key, info | 0x01), on a context that is keyed once."""
        prf = self._prf.copy()
        prf.update(info + b"\x01")
        return prf.finalize()[:length]
