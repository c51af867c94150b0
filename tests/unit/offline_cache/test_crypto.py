from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.contract import StoreError, StoreFault
from offline_cache.crypto import Key, Place, Vault

KEY = bytes(range(32))
HERE = Place("job-1", "submission", "payload")


def fault_of(vault: Vault, sealed: bytes, place: Place = HERE) -> StoreFault:
    with pytest.raises(StoreError) as caught:
        vault.unseal(sealed, place)
    return caught.value.fault


def test_sm4_gcm_is_the_one_of_rfc_8998_appendix_a() -> None:
    encryptor = Cipher(
        SM4(bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")), GCM(bytes.fromhex("00001234567800000000ABCD"))
    ).encryptor()
    encryptor.authenticate_additional_data(bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"))
    plain = b"".join(bytes([value]) * 8 for value in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))
    assert (encryptor.update(plain) + encryptor.finalize()).hex().upper() == (
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
    )
    assert encryptor.tag.hex().upper() == "83DE3541E4C2B58177E065A9BF7B62EC"


def test_record_keys_are_hkdf_expand_with_sm3() -> None:
    for length in (4, 16, 32):
        expected = HKDFExpand(SM3(), length, b"where it belongs").derive(KEY)
        assert Key(KEY)._expand(b"where it belongs", length) == expected


@settings(deadline=None)
@given(st.binary(max_size=5000))
def test_what_was_sealed_comes_back_and_does_not_show(plain: bytes) -> None:
    sealed = Vault(KEY).seal(plain, HERE)
    assert Vault(KEY).unseal(sealed, HERE) == plain
    assert len(sealed) == len(plain) + 33
    assert len(plain) < 4 or plain not in sealed


def test_the_same_value_never_looks_the_same() -> None:
    assert Vault(KEY).seal(b"x", HERE) != Vault(KEY).seal(b"x", HERE)


@settings(deadline=None)
@given(st.integers(min_value=0), st.integers(1, 255))
def test_any_altered_byte_is_noticed(position: int, change: int) -> None:
    sealed = bytearray(Vault(KEY).seal(b"payload", HERE))
    sealed[position % len(sealed)] ^= change
    assert fault_of(Vault(KEY), bytes(sealed)) in {StoreFault.CORRUPT, StoreFault.WRONG_KEY}


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_garbage_is_corrupt_and_never_an_accident(garbage: bytes) -> None:
    assert fault_of(Vault(KEY), garbage) in {StoreFault.CORRUPT, StoreFault.WRONG_KEY}


@pytest.mark.parametrize("length", [0, 1, 32])
def test_truncated_is_corrupt(length: int) -> None:
    assert fault_of(Vault(KEY), Vault(KEY).seal(b"", HERE)[:length]) is StoreFault.CORRUPT


def test_another_key_is_told_apart_from_damage() -> None:
    assert fault_of(Vault(bytes(32)), Vault(KEY).seal(b"x", HERE)) is StoreFault.WRONG_KEY


@pytest.mark.parametrize(
    "place",
    [
        Place("job-2", "submission", "payload"),
        Place("job-1", "rating", "payload"),
        Place("job-1", "submission", "answer"),
        Place("job-1s", "ubmission", "payload"),
    ],
)
def test_a_value_opens_nowhere_else(place: Place) -> None:
    assert fault_of(Vault(KEY), Vault(KEY).seal(b"x", HERE), place) is StoreFault.CORRUPT


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(StoreError) as caught:
        Vault(bytes(length))
    assert caught.value.fault is StoreFault.WRONG_KEY


def test_repr_shows_no_key() -> None:
    assert KEY.hex() not in repr(Vault(KEY))


def test_no_key_is_in_a_repr() -> None:
    assert KEY.hex() not in repr((Key(KEY), Vault(KEY)))
    assert Key(KEY).key_id.hex() in repr(Key(KEY))
