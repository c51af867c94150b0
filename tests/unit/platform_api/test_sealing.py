"""What is carried by hand: opened by the platform's key alone, altered nowhere; OpenSSL opens the SM2 envelope."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.ids import uuid7
from kiosk.platform_api import carry_out
from kiosk.platform_api.carry_out import Bundle, BundleError
from kiosk.platform_api.sealing import SealError, seal, unseal
from kiosk.platform_api.signing.keys import PrivateKey, new_key, save
from kiosk.platform_api.wire import CarryOutResults

SM2, P256 = new_key("sm2-sm3"), new_key("ecdsa-p256-sha256")
KEYS = pytest.mark.parametrize("key", [SM2, P256], ids=["sm2", "p256"])


@KEYS
@pytest.mark.parametrize("plain", [b"", b"x", bytes(100_000)])
def test_what_is_sealed_is_opened_and_never_sealed_alike(key: PrivateKey, plain: bytes) -> None:
    first, second = seal(key.public, plain), seal(key.public, plain)
    assert first != second
    assert unseal(key, first) == unseal(key, second) == plain
    if len(plain) > 1:
        assert plain[:20] not in first


@KEYS
def test_another_key_does_not_open_it(key: PrivateKey) -> None:
    for other in (new_key(key.suite), P256 if key is SM2 else SM2):
        with pytest.raises(SealError):
            unseal(other, seal(key.public, b"secret"))


@KEYS
def test_every_altered_byte_is_noticed(key: PrivateKey) -> None:
    sealed = seal(key.public, b"secret")
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(SealError):
            unseal(key, bytes(altered))


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=60)
def test_anything_else_is_a_seal_error(noise: bytes) -> None:
    for key in (SM2, P256):
        with pytest.raises(SealError):
            unseal(key, noise)


def test_openssl_opens_the_sm2_envelope(tmp_path: Path) -> None:
    save(tmp_path / "key.pem", SM2)
    sealed = seal(SM2.public, b"secret")
    head = json.loads(sealed.split(b"\n", 1)[0])
    (tmp_path / "wrapped").write_bytes(base64.b64decode(head["wrapped"]))
    words = ["openssl", "pkeyutl", "-decrypt", "-inkey", str(tmp_path / "key.pem"), "-in", str(tmp_path / "wrapped")]
    done = subprocess.run(words, capture_output=True, check=True)
    assert len(done.stdout) == 16


def bundle(key: PrivateKey, platform: PrivateKey) -> Bundle:
    entry = carry_out.carried(uuid7(), "PUT", "/v1/submissions/x", {"Content-Type": "application/json"}, b"{}")
    return Bundle(uuid7(), "A-03", "2026-07-12T09:41:00+08:00", platform.key_id, key.key_id, (entry,))


@pytest.mark.parametrize(("key", "platform"), [(SM2, P256), (P256, SM2)], ids=["sm2-to-p256", "p256-to-sm2"])
def test_bundle_is_opened_and_known_to_be_of_its_terminal(key: PrivateKey, platform: PrivateKey) -> None:
    made = bundle(key, platform)
    found = carry_out.opened(carry_out.packed(made, key, platform.public), platform)
    assert found.entries == made.entries
    assert carry_out.signed_by(found, key.public)
    assert not carry_out.signed_by(found, new_key(key.suite).public)
    altered = msgspec.structs.replace(found, made_at="2026-07-13T09:41:00+08:00")
    assert not carry_out.signed_by(altered, key.public)
    assert not carry_out.signed_by(msgspec.structs.replace(found, signature="?"), key.public)


@pytest.mark.parametrize(
    ("name", "value"), [("sha256", "0" * 64), ("content", "?"), ("content", ""), ("terminal_id", "B-07")]
)
def test_bundle_that_does_not_hold_together_is_refused(name: str, value: str) -> None:
    given_out = carry_out.packed(bundle(P256, SM2), P256, SM2.public)
    with pytest.raises(BundleError):
        carry_out.opened(msgspec.structs.replace(given_out, **{name: value}), SM2)


def test_receipt_counts_with_the_platforms_signature_alone() -> None:
    results = CarryOutResults(uuid7(), "A-03", "0" * 64, "2026-07-12T09:41:00+08:00", ())
    receipt = carry_out.receipt(results, SM2)
    assert carry_out.read_receipt(receipt, SM2.public) == results
    other = carry_out.receipt(msgspec.structs.replace(results, terminal_id="B-07"), SM2)
    for wrong in (
        msgspec.structs.replace(receipt, receipt=other.receipt),
        msgspec.structs.replace(receipt, key_id=P256.key_id),
        msgspec.structs.replace(receipt, bundle_id=uuid7()),
        msgspec.structs.replace(receipt, signature="?"),
        carry_out.receipt(results, new_key("sm2-sm3")),
    ):
        with pytest.raises(BundleError):
            carry_out.read_receipt(wrong, SM2.public)
