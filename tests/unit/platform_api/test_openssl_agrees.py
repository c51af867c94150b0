"""Keys, digests and signatures against OpenSSL's own command line, both ways: no code in common."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest

from kiosk.platform_api.signing import SCHEMES, scheme
from kiosk.platform_api.signing.keys import PrivateKey, load, new_key, parse_public, save
from kiosk.platform_api.signing.rfc9421 import Request, SignatureRefused, sign_request, verify_request
from kiosk.platform_api.signing.scheme import der_signature, raw_signature

NOW = 1_783_820_460.0
OTHER_NAMES = {"sm2-sm3": "sm3", "ecdsa-p256-sha256": "sha256"}
FRESH = {
    "sm2-sm3": ("-algorithm", "SM2"),
    "ecdsa-p256-sha256": ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
}
MESSAGES = [b"", b"a", b"x" * 55, b"x" * 56, b"x" * 64, "办件编号".encode() * 50]


class OpenSsl:
    """The command line, in a folder of its own."""

    def __init__(self, folder: Path, suite: str) -> None:
        self.folder, self.digest = folder, OTHER_NAMES[suite]
        self._signer = ["-pkeyopt", "distid:1234567812345678"] if suite == "sm2-sm3" else []

    def run(self, *words: str | Path, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["openssl", *map(str, words)], input=data, capture_output=True, check=False, timeout=60)

    def must(self, *words: str | Path, data: bytes = b"") -> bytes:
        done = self.run(*words, data=data)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def _message(self, message: bytes) -> Path:
        path = self.folder / "message"
        path.write_bytes(message)
        return path

    def verifies(self, public: str, message: bytes, signature: bytes, signer: str | None = None) -> bool:
        key, mark = self.folder / "public.pem", self.folder / "signature"
        key.write_text(public, encoding="ascii")
        mark.write_bytes(der_signature(signature))
        words: list[str | Path] = [
            "-verify",
            "-pubin",
            "-inkey",
            key,
            "-in",
            self._message(message),
            "-rawin",
            "-digest",
            self.digest,
        ]
        named = ["-pkeyopt", f"distid:{signer}"] if signer else self._signer
        return self.run("pkeyutl", *words, "-sigfile", mark, *named).returncode == 0

    def signs(self, key: Path, message: bytes) -> bytes:
        words: list[str | Path] = [
            "-sign",
            "-inkey",
            key,
            "-in",
            self._message(message),
            "-rawin",
            "-digest",
            self.digest,
        ]
        return raw_signature(self.must("pkeyutl", *words, *self._signer))


@pytest.fixture(params=SCHEMES)
def suite(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def openssl(suite: str, tmp_path: Path) -> OpenSsl:
    return OpenSsl(tmp_path, suite)


@pytest.fixture
def ours(suite: str, tmp_path: Path) -> tuple[PrivateKey, Path]:
    """A pair of ours and its file."""
    key = new_key(suite)
    save(tmp_path / "ours.pem", key)
    return key, tmp_path / "ours.pem"


def test_digests_are_the_same(suite: str, openssl: OpenSsl) -> None:
    for message in MESSAGES:
        assert openssl.must("dgst", f"-{openssl.digest}", "-binary", data=message) == scheme(suite).digest(message)


def test_openssl_accepts_what_we_sign_and_nothing_else(openssl: OpenSsl, ours: tuple[PrivateKey, Path]) -> None:
    key, _ = ours
    for message in MESSAGES[1:]:  # OpenSSL 3.0 signs no empty file
        signature = key.sign(message)
        assert openssl.verifies(key.public.pem, message, signature)
        assert not openssl.verifies(key.public.pem, message + b" ", signature)
        assert not openssl.verifies(key.public.pem, message, signature[:-1] + bytes([signature[-1] ^ 1]))


def test_we_accept_what_openssl_signs_and_nothing_else(
    suite: str, openssl: OpenSsl, ours: tuple[PrivateKey, Path]
) -> None:
    key, file = ours
    for message in MESSAGES[1:]:
        signature = openssl.signs(file, message)
        assert scheme(suite).verify(key.public.point, message, signature)
        assert not scheme(suite).verify(key.public.point, message + b" ", signature)


def test_a_key_that_openssl_made_is_ours_too(suite: str, openssl: OpenSsl, tmp_path: Path) -> None:
    made, public = tmp_path / "made.pem", tmp_path / "made.pub.pem"
    openssl.must("genpkey", *FRESH[suite], "-out", made)
    openssl.must("pkey", "-in", made, "-pubout", "-out", public)
    made.chmod(0o600)
    key = load(made)
    assert key.suite == suite
    assert key.public == parse_public(public.read_text("ascii"))
    assert openssl.verifies(public.read_text("ascii"), b"a case", key.sign(b"a case"))


def test_the_key_id_is_the_digest_of_the_public_key_that_openssl_sees(
    suite: str, openssl: OpenSsl, ours: tuple[PrivateKey, Path]
) -> None:
    key, file = ours
    der = openssl.must("pkey", "-in", file, "-pubout", "-outform", "DER")
    digest = openssl.must("dgst", f"-{openssl.digest}", "-binary", data=der)
    assert key.key_id == f"{scheme(suite).key_prefix}-{digest[:16].hex()}"


def test_a_whole_request_is_checked_by_openssl(openssl: OpenSsl, ours: tuple[PrivateKey, Path]) -> None:
    """The signature base is built here, by RFC 9421 §2.5; then OpenSSL signs one in our place."""
    key, file = ours
    body = b'{"a":1}'
    headers = {"X-Terminal-Id": "A-03", "Content-Type": "application/json"}
    request = Request("PUT", "https://platform.example/v1/things/1", headers)
    sign_request(request, body, key, NOW)
    parameters = request.headers["Signature-Input"].removeprefix("terminal=")
    lowered = {name.lower(): value for name, value in request.headers.items()}
    values = {"@method": request.method, "@target-uri": request.url, **lowered}
    named = [name.strip('"') for name in parameters[1 : parameters.index(")")].split()]
    lines = [f'"{name}": {values[name]}' for name in named] + [f'"@signature-params": {parameters}']
    base = "\n".join(lines).encode("ascii")
    signature = base64.b64decode(request.headers["Signature"].removeprefix("terminal=:").removesuffix(":"))
    assert openssl.verifies(key.public.pem, base, signature)
    digest = openssl.must("dgst", f"-{openssl.digest}", "-binary", data=body)
    assert (
        request.headers["Content-Digest"] == f"{key.public.scheme.digest_name}=:{base64.b64encode(digest).decode()}:"
    )

    find = {key.key_id: key.public}.get
    theirs = base64.b64encode(openssl.signs(file, base)).decode("ascii")
    request.headers["Signature"] = f"terminal=:{theirs}:"
    assert verify_request(request, body, find, NOW).key_id == key.key_id
    wrong = base64.b64encode(openssl.signs(file, base + b" ")).decode("ascii")
    request.headers["Signature"] = f"terminal=:{wrong}:"
    with pytest.raises(SignatureRefused):
        verify_request(request, body, find, NOW)


def test_the_signers_id_is_part_of_what_is_signed(tmp_path: Path) -> None:
    """SM2 hashes the signer's id first (ZA): the contract's is 1234567812345678, another is another signature."""
    openssl, key = OpenSsl(tmp_path, "sm2-sm3"), new_key("sm2-sm3")
    signature = key.sign(b"a case")
    assert openssl.verifies(key.public.pem, b"a case", signature, "1234567812345678")
    assert not openssl.verifies(key.public.pem, b"a case", signature, "ALICE123@YAHOO.COM")
