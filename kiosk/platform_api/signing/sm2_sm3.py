"""Suite `sm2-sm3`: SM2 with SM3 (GB/T 32918.2-2016, GB/T 32905-2016), default signer id of GB/T 35276.

A private profile of RFC 9421, which registers no SM2: signature = r and s, 64 bytes, as for ECDSA. Must never be
used for anything but whole messages: the library hashes them with the signer's id (ZA).
"""

from __future__ import annotations

import gmssl_pyx

from kiosk.platform_api.signing.scheme import COORDINATE, Scheme, der_signature, raw_signature

SIGNER_ID = b"1234567812345678"
"""Default distinguishing id (GB/T 35276-2017 §10)."""


class Sm2Sm3(Scheme):
    """SM2 over the recommended curve, hash SM3."""

    name = "sm2-sm3"
    digest_name = "sm3"
    curve_oid = bytes.fromhex("2a811ccf5501822d")  # 1.2.156.10197.1.301
    key_prefix = "sm2"

    def digest(self, content: bytes) -> bytes:
        """SM3, 32 bytes."""
        return bytes(gmssl_pyx.sm3_hash(content))

    def generate(self) -> tuple[bytes, bytes]:
        """A fresh SM2 pair."""
        public, private = gmssl_pyx.sm2_key_generate()
        return bytes(private), bytes(public)

    def check_public(self, public: bytes) -> None:
        """ValueError where it is no point of the SM2 curve."""
        if len(public) != 2 * COORDINATE:
            raise ValueError("a public key has 64 bytes")
        try:
            gmssl_pyx.normalize_sm2_public_key(public)
        except gmssl_pyx.GmsslInnerError:
            raise ValueError("the public key is no point of the SM2 curve") from None

    def sign(self, private: bytes, public: bytes, message: bytes) -> bytes:
        """About 5 ms."""
        return raw_signature(gmssl_pyx.sm2_sign(private, public, message, SIGNER_ID))

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """About 1 ms."""
        try:
            return bool(gmssl_pyx.sm2_verify(public, message, der_signature(signature), SIGNER_ID))
        except (ValueError, gmssl_pyx.GmsslInnerError):
            return False


SCHEME = Sm2Sm3()
