"""Key files: closed to others, never overwritten, and ordinary enough for other programs."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.platform_api.signing import SCHEMES, scheme
from kiosk.platform_api.signing.keys import (
    KeyFileError,
    PrivateKey,
    load,
    load_or_new,
    new_key,
    parse_public,
    save,
)

KEY = new_key("sm2-sm3")


@pytest.mark.parametrize("suite", SCHEMES)
def test_what_is_saved_is_loaded(suite: str, tmp_path: Path) -> None:
    key = new_key(suite)
    save(tmp_path / "deep" / "terminal.pem", key)
    assert load(tmp_path / "deep" / "terminal.pem") == key
    assert parse_public(key.public.pem) == key.public


def test_the_file_is_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "terminal.pem"
    save(path, KEY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["terminal.pem"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o666])
def test_a_file_open_to_others_is_not_used(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "terminal.pem"
    save(path, KEY)
    path.chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        load(path)


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "terminal.pem"
    save(path, KEY)
    with pytest.raises(KeyFileError, match="already there"):
        save(path, new_key("sm2-sm3"))
    assert load(path) == KEY
    assert load_or_new(path, "sm2-sm3") == KEY


def test_a_key_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "terminal.pem"
    made = load_or_new(path, "ecdsa-p256-sha256")
    assert load_or_new(path, "ecdsa-p256-sha256") == made


def test_an_absent_file_is_named_so(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="cannot be read"):
        load(tmp_path / "absent.pem")


def test_the_files_of_p256_are_ordinary_pem(tmp_path: Path) -> None:
    key = new_key("ecdsa-p256-sha256")
    save(tmp_path / "key.pem", key)
    found = serialization.load_pem_private_key((tmp_path / "key.pem").read_bytes(), None)
    assert isinstance(found, ec.EllipticCurvePrivateKey)
    spki = found.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert spki.decode("ascii") == key.public.pem


def test_halves_that_do_not_belong_together_are_found(tmp_path: Path) -> None:
    mixed = PrivateKey(KEY.public, new_key("sm2-sm3").secret)
    save(tmp_path / "mixed.pem", mixed)
    with pytest.raises(KeyFileError, match="do not match"):
        load(tmp_path / "mixed.pem")


def test_a_point_off_the_curve_is_no_key() -> None:
    for suite in SCHEMES.values():
        with pytest.raises(ValueError, match=r"no point of|Invalid EC key"):
            suite.check_public(b"\1" * 64)
        with pytest.raises(ValueError, match="64 bytes"):
            suite.check_public(b"\1" * 63)


def test_an_unknown_suite_is_named_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="sm2-sm3, ecdsa-p256-sha256"):
        scheme("rsa")


def test_a_key_shows_nothing_secret() -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert repr(KEY.secret) not in repr(KEY)
    assert KEY.key_id.startswith("sm2-")


@pytest.mark.parametrize("cut", [0, 40, 100, 200])
def test_a_cut_file_is_named_so(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "terminal.pem"
    save(path, KEY)
    path.write_text(path.read_text("ascii")[:cut], "ascii")
    with pytest.raises(KeyFileError):
        load(path)


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.text(max_size=200), st.binary(max_size=120).map(lambda b: b.hex())))
def test_garbage_is_no_public_key(text: str) -> None:
    with pytest.raises(KeyFileError):
        parse_public(text)
    with pytest.raises(KeyFileError):
        parse_public(f"-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n")


def test_every_single_changed_byte_of_the_frame_is_found() -> None:
    lines = KEY.public.pem.splitlines()
    der = base64.b64decode("".join(lines[1:-1]))
    for at in range(len(der) - 64):
        bad = bytearray(der)
        bad[at] ^= 0x01
        pem = "\n".join([lines[0], base64.b64encode(bytes(bad)).decode(), lines[-1]])
        with pytest.raises(KeyFileError):
            parse_public(pem)
