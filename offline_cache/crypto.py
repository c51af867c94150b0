"""Seals what lies on disk: SM4-GCM with a key of its own per record. Never writes, logs or shows a plain byte.

Format of a sealed value: version byte (1) | key id (4) | nonce (12) | ciphertext | tag (16).
SM4: GB/T 32907; GCM: NIST SP 800-38D, with SM4 as in RFC 8998 §2.1; record key: HKDF-Expand (RFC 5869 §2.3) with
SM3 (GB/T 32905). The extract step is left out because the data key is uniformly random (RFC 5869 §3.3).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
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


class Key:
    """One data key of 32 bytes and what is derived from it."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise StoreError(StoreFault.WRONG_KEY, f"{len(key)} bytes instead of {KEY_BYTES}")
        self._prf = HMAC(key, SM3())
        self.key_id = self._expand(b"offline-cache/1 key id", _KEY_ID)

    def __repr__(self) -> str:
        """Never the key."""
        return f"Key(key_id={self.key_id.hex()})"

    def of_record(self, bound: bytes) -> bytes:
        """The SM4 key of one record."""
        return self._expand(b"offline-cache/1 record key" + bound, _SM4_KEY)

    def _expand(self, info: bytes, length: int) -> bytes:
        """HKDF-Expand for at most one block: T(1) = HMAC(key, info | 0x01), on a context that is keyed once."""
        prf = self._prf.copy()
        prf.update(info + b"\x01")
        return prf.finalize()[:length]


class Vault:
    """Seals with one data key; opens with that one and with older ones, as long as a change of keys is under way."""

    def __init__(self, key: bytes, older: Sequence[bytes] = ()) -> None:
        self._key = Key(key)
        self._known = {one.key_id: one for one in (*map(Key, older), self._key)}

    def __repr__(self) -> str:
        """Never a key."""
        return f"Vault(key_id={self.key_id.hex()})"

    @property
    def key_id(self) -> bytes:
        """Names the key that seals."""
        return self._key.key_id

    def knows(self, key_id: bytes) -> bool:
        """Is that key at hand?"""
        return key_id in self._known

    def change_to(self, key: bytes) -> None:
        """Seal with this one from now on; what was sealed before still opens."""
        self._key = Key(key)
        self._known[self._key.key_id] = self._key

    def seal(self, plain: bytes, place: Place) -> bytes:
        """`plain`, readable only with this key and only at `place`."""
        bound = place.bound()
        head = _VERSION + self._key.key_id
        nonce = os.urandom(_NONCE)
        encryptor = Cipher(SM4(self._key.of_record(bound)), GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(head + bound)
        body = encryptor.update(plain) + encryptor.finalize()
        return b"".join((head, nonce, body, encryptor.tag))

    def unseal(self, sealed: bytes, place: Place) -> bytes:
        """The plain bytes; `WRONG_KEY` for an unknown key's value, `CORRUPT` for an altered or misplaced one."""
        if len(sealed) < _HEAD + _NONCE + _TAG or sealed[:1] != _VERSION:
            raise StoreError(StoreFault.CORRUPT, "not a sealed value")
        key = self._known.get(sealed[1:_HEAD])
        if key is None:
            raise StoreError(StoreFault.WRONG_KEY, "sealed with another key")
        bound = place.bound()
        nonce = sealed[_HEAD : _HEAD + _NONCE]
        decryptor = Cipher(SM4(key.of_record(bound)), GCM(nonce, sealed[-_TAG:])).decryptor()
        decryptor.authenticate_additional_data(sealed[:_HEAD] + bound)
        try:
            return decryptor.update(sealed[_HEAD + _NONCE : -_TAG]) + decryptor.finalize()
        except InvalidTag:
            raise StoreError(StoreFault.CORRUPT, "altered, or from another place") from None


def key_of(sealed: bytes) -> bytes:
    """Id of the key that sealed a value."""
    return sealed[1:_HEAD]


def keyed_hash(key: bytes, words: str) -> bytes:
    """16 bytes that say of two texts whether they are the same, and nothing else to whoever lacks the key."""
    mac = HMAC(key, SM3())
    mac.update(words.encode())
    return mac.finalize()[:16]
