"""Suite `ecdsa-p256-sha256` (RFC 9421 §3.3.4), for platforms outside the SM family. Must never hash twice."""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.platform_api.signing.scheme import COORDINATE, Scheme, der_signature, raw_signature


class EcdsaP256(Scheme):
    """ECDSA over P-256, hash SHA-256."""

    name = "ecdsa-p256-sha256"
    digest_name = "sha-256"
    curve_oid = bytes.fromhex("2a8648ce3d030107")  # 1.2.840.10045.3.1.7
    key_prefix = "p256"

    def digest(self, content: bytes) -> bytes:
        """SHA-256, 32 bytes."""
        return hashlib.sha256(content).digest()

    def generate(self) -> tuple[bytes, bytes]:
        """A fresh P-256 pair."""
        key = ec.generate_private_key(ec.SECP256R1())
        numbers = key.private_numbers()
        point = numbers.public_numbers
        private = numbers.private_value.to_bytes(COORDINATE, "big")
        return private, point.x.to_bytes(COORDINATE, "big") + point.y.to_bytes(COORDINATE, "big")

    def check_public(self, public: bytes) -> None:
        """ValueError where it is no point of P-256."""
        _public_key(public)

    def sign(self, private: bytes, public: bytes, message: bytes) -> bytes:
        """Signature of 64 bytes."""
        numbers = ec.EllipticCurvePrivateNumbers(int.from_bytes(private, "big"), _public_key(public).public_numbers())
        return raw_signature(numbers.private_key().sign(message, ec.ECDSA(hashes.SHA256())))

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Malformed is no."""
        try:
            _public_key(public).verify(der_signature(signature), message, ec.ECDSA(hashes.SHA256()))
        except (ValueError, InvalidSignature):
            return False
        return True


def _public_key(public: bytes) -> ec.EllipticCurvePublicKey:
    if len(public) != 2 * COORDINATE:
        raise ValueError("a public key has 64 bytes")
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + public)


SCHEME = EcdsaP256()
