"""What lies sealed on disk, opened with OpenSSL's own SM4 and SM3: nothing but its command line and two formulas.

The command line of OpenSSL 3.0 has no SM4-GCM. GCM is the block cipher in counter mode (`sm4-ctr`, `sm4-ecb`) and
GHASH, which is written out here after NIST SP 800-38D §6; so the cipher is OpenSSL's and only the sum is ours.
"""

from __future__ import annotations

import subprocess

import pytest

from offline_cache.crypto import Place, Vault

KEY = bytes(range(32))
PLACE = Place("0190-case", "submission", "payload")
TEXTS = [b"", b"a", b"x" * 16, "办理异地就医备案".encode() * 40]
_R = 0xE1 << 120


def openssl(*words: str, data: bytes) -> bytes:
    return subprocess.run(["openssl", *words], input=data, capture_output=True, check=True, timeout=60).stdout


def hmac_sm3(key: bytes, text: bytes) -> bytes:
    return openssl("dgst", "-sm3", "-mac", "HMAC", "-macopt", f"hexkey:{key.hex()}", "-binary", data=text)


def sm4_block(key: bytes, block: bytes) -> bytes:
    return openssl("enc", "-sm4-ecb", "-nopad", "-K", key.hex(), data=block)


def sm4_counter(key: bytes, counter: bytes, text: bytes) -> bytes:
    return openssl("enc", "-sm4-ctr", "-K", key.hex(), "-iv", counter.hex(), data=text) if text else b""


def product(one: int, two: int) -> int:
    """SP 800-38D §6.3, bit by bit."""
    total = 0
    for bit in range(127, -1, -1):
        if one >> bit & 1:
            total ^= two
        two = two >> 1 ^ (_R if two & 1 else 0)
    return total


def ghash(key: int, text: bytes) -> int:
    total = 0
    for at in range(0, len(text), 16):
        total = product(total ^ int.from_bytes(text[at : at + 16], "big"), key)
    return total


def tag(key: bytes, nonce: bytes, bound: bytes, body: bytes) -> bytes:
    """SP 800-38D §7.1, steps 4 to 6."""
    padded = b"".join(part + bytes(-len(part) % 16) for part in (bound, body))
    lengths = (len(bound) * 8).to_bytes(8, "big") + (len(body) * 8).to_bytes(8, "big")
    total = ghash(int.from_bytes(sm4_block(key, bytes(16)), "big"), padded + lengths)
    mask = int.from_bytes(sm4_block(key, nonce + b"\0\0\0\1"), "big")
    return (total ^ mask).to_bytes(16, "big")


@pytest.mark.parametrize("text", TEXTS, ids=len)
def test_openssl_opens_what_we_seal_and_finds_our_tag(text: bytes) -> None:
    sealed = Vault(KEY).seal(text, PLACE)
    head, nonce, body, ours = sealed[:5], sealed[5:17], sealed[17:-16], sealed[-16:]
    assert head == b"\x01" + hmac_sm3(KEY, b"offline-cache/1 key id\x01")[:4]
    record = hmac_sm3(KEY, b"offline-cache/1 record key" + PLACE.bound() + b"\x01")[:16]
    assert sm4_counter(record, nonce + b"\0\0\0\2", body) == text
    assert tag(record, nonce, head + PLACE.bound(), body) == ours


@pytest.mark.parametrize("text", TEXTS, ids=len)
def test_we_open_what_openssl_seals(text: bytes) -> None:
    head = b"\x01" + hmac_sm3(KEY, b"offline-cache/1 key id\x01")[:4]
    record = hmac_sm3(KEY, b"offline-cache/1 record key" + PLACE.bound() + b"\x01")[:16]
    nonce = bytes(range(12))
    body = sm4_counter(record, nonce + b"\0\0\0\2", text)
    sealed = head + nonce + body + tag(record, nonce, head + PLACE.bound(), body)
    assert Vault(KEY).unseal(sealed, PLACE) == text
