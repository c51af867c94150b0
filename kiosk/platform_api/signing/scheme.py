"""What a signature suite consists of. Must never hold a key."""

from __future__ import annotations

from abc import ABC, abstractmethod

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

COORDINATE = 32
"""Bytes of one number on either 256-bit curve."""


class Scheme(ABC):
    """Curve, hash and their names. Public keys are x and y, 64 bytes; private keys 32; signatures r and s, 64."""

    name: str
    """As in the contract and in an enrolment, e.g. `sm2-sm3`."""
    digest_name: str
    """Key of the Content-Digest field (RFC 9530), e.g. `sm3`."""
    curve_oid: bytes
    """Content octets of the curve's object identifier."""
    key_prefix: str
    """Beginning of a key id."""

    @abstractmethod
    def digest(self, content: bytes) -> bytes:
        """Hash of `content`, 32 bytes."""

    @abstractmethod
    def generate(self) -> tuple[bytes, bytes]:
        """A fresh key pair: private 32 bytes, public 64 bytes."""

    @abstractmethod
    def check_public(self, public: bytes) -> None:
        """ValueError where the 64 bytes are no point of the curve."""

    @abstractmethod
    def sign(self, private: bytes, public: bytes, message: bytes) -> bytes:
        """Signature over `message`, 64 bytes (r and s, big-endian)."""

    @abstractmethod
    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Is this the holder's signature over `message`? Any malformed signature is simply no."""


def raw_signature(der: bytes) -> bytes:
    """DER (r, s) to 64 bytes, as RFC 9421 §3.3.4 writes ECDSA signatures."""
    r, s = decode_dss_signature(der)
    return r.to_bytes(COORDINATE, "big") + s.to_bytes(COORDINATE, "big")


def der_signature(raw: bytes) -> bytes:
    """64 bytes to DER; ValueError where the length is another."""
    if len(raw) != 2 * COORDINATE:
        raise ValueError("a signature has 64 bytes")
    return encode_dss_signature(int.from_bytes(raw[:COORDINATE], "big"), int.from_bytes(raw[COORDINATE:], "big"))
