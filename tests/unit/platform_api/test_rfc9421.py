"""Signatures: good ones pass, every altered component fails, and other programs understand them."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.platform_api.digest import content_digest
from kiosk.platform_api.signing import SCHEMES
from kiosk.platform_api.signing.keys import PrivateKey, PublicKey, new_key
from kiosk.platform_api.signing.rfc9421 import (
    WINDOW,
    Answer,
    Refusal,
    Request,
    SignatureRefused,
    sign_answer,
    sign_request,
    verify_answer,
    verify_request,
)
from kiosk.platform_api.signing.scheme import der_signature, raw_signature

NOW = 1_783_820_460.0
KEYS = {name: new_key(name) for name in SCHEMES}
BODY = '{"答":"是"}'.encode()


def put(key: PrivateKey, body: bytes | None = BODY, now: float = NOW) -> Request:
    headers = {"X-Terminal-Id": "A-03", "Idempotency-Key": "k-1", "Accept": "application/json"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = Request("PUT" if body is not None else "GET", "https://platform.example/v1/things/1?a=b", headers)
    sign_request(request, body, key, now)
    return request


def finder(*keys: PrivateKey) -> Callable[[str], PublicKey | None]:
    return {key.key_id: key.public for key in keys}.get


@pytest.mark.parametrize("suite", SCHEMES)
@pytest.mark.parametrize("body", [BODY, None])
def test_what_was_signed_is_accepted(suite: str, body: bytes | None) -> None:
    key = KEYS[suite]
    signed = verify_request(put(key, body), body or b"", finder(key), NOW + 3)
    assert signed.key_id == key.key_id
    assert signed.created == int(NOW)
    assert len(signed.nonce) == 32


@pytest.mark.parametrize("suite", SCHEMES)
def test_every_attempt_is_signed_afresh(suite: str) -> None:
    one, two = put(KEYS[suite]), put(KEYS[suite])
    assert one.headers["Signature"] != two.headers["Signature"]
    assert one.headers["Signature-Input"] != two.headers["Signature-Input"]


def test_the_algorithm_is_not_named_in_the_message() -> None:
    assert "alg=" not in put(KEYS["sm2-sm3"]).headers["Signature-Input"]


@pytest.mark.parametrize("suite", SCHEMES)
@pytest.mark.parametrize(
    "name", ["Content-Digest", "Content-Type", "Idempotency-Key", "X-Terminal-Id", "Signature", "Signature-Input"]
)
def test_an_altered_header_is_refused(suite: str, name: str) -> None:
    request = put(KEYS[suite])
    value = request.headers[name]
    at = value.index("=") + 12 if name.startswith(("Signature", "Content-D")) else 0
    request.headers[name] = value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1 :]
    with pytest.raises(SignatureRefused):
        verify_request(request, BODY, finder(KEYS[suite]), NOW)


@pytest.mark.parametrize("suite", SCHEMES)
@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("POST", "https://platform.example/v1/things/1?a=b"),
        ("PUT", "https://platform.example/v1/things/2?a=b"),
        ("PUT", "https://platform.example/v1/things/1?a=c"),
        ("PUT", "https://elsewhere.example/v1/things/1?a=b"),
        ("PUT", "http://platform.example/v1/things/1?a=b"),
    ],
)
def test_another_method_or_address_is_refused(suite: str, method: str, url: str) -> None:
    request = put(KEYS[suite])
    with pytest.raises(SignatureRefused) as caught:
        verify_request(Request(method, url, request.headers), BODY, finder(KEYS[suite]), NOW)
    assert caught.value.refusal is Refusal.INVALID


@pytest.mark.parametrize("suite", SCHEMES)
def test_another_body_is_refused(suite: str) -> None:
    with pytest.raises(SignatureRefused) as caught:
        verify_request(put(KEYS[suite]), BODY + b" ", finder(KEYS[suite]), NOW)
    assert caught.value.refusal is Refusal.DIGEST


def test_a_digest_of_another_suite_proves_nothing() -> None:
    key = KEYS["sm2-sm3"]
    request = put(key)
    request.headers["Content-Digest"] = content_digest(SCHEMES["ecdsa-p256-sha256"], BODY)
    with pytest.raises(SignatureRefused):
        verify_request(request, BODY, finder(key), NOW)


@pytest.mark.parametrize("name", ["Content-Digest", "Content-Type", "Idempotency-Key", "X-Terminal-Id"])
def test_a_header_that_the_signature_leaves_out_is_refused(name: str) -> None:
    key = KEYS["ecdsa-p256-sha256"]
    request = put(key, None)
    if name.startswith("Content"):
        request.headers["Content-Type"] = "application/json"
        request.headers["Content-Digest"] = content_digest(key.public.scheme, BODY)
        body = BODY
    else:
        del request.headers[name]
        sign_request(request, None, key, NOW)
        request.headers[name] = "added later"
        body = b""
    with pytest.raises(SignatureRefused) as caught:
        verify_request(request, body, finder(key), NOW)
    assert caught.value.refusal is Refusal.INCOMPLETE


def test_a_request_without_terminal_is_refused() -> None:
    key = KEYS["ecdsa-p256-sha256"]
    request = Request("GET", "https://platform.example/v1/time", {})
    sign_request(request, None, key, NOW)
    with pytest.raises(SignatureRefused) as caught:
        verify_request(request, b"", finder(key), NOW)
    assert caught.value.refusal is Refusal.INCOMPLETE


@pytest.mark.parametrize("shift", [-WINDOW - 1, WINDOW + 1, 86400.0 * 365])
def test_a_signature_outside_the_window_is_a_clock_fault(shift: float) -> None:
    key = KEYS["sm2-sm3"]
    with pytest.raises(SignatureRefused) as caught:
        verify_request(put(key), BODY, finder(key), NOW + shift)
    assert caught.value.refusal is Refusal.CLOCK


@pytest.mark.parametrize("shift", [-WINDOW, WINDOW])
def test_the_window_is_ninety_seconds(shift: float) -> None:
    key = KEYS["sm2-sm3"]
    verify_request(put(key), BODY, finder(key), NOW + shift)


def test_a_stranger_is_refused() -> None:
    with pytest.raises(SignatureRefused) as caught:
        verify_request(put(KEYS["sm2-sm3"]), BODY, finder(KEYS["ecdsa-p256-sha256"]), NOW)
    assert caught.value.refusal is Refusal.KEY


def test_an_unsigned_request_is_refused() -> None:
    with pytest.raises(SignatureRefused) as caught:
        verify_request(Request("GET", "https://platform.example/", {}), b"", finder(), NOW)
    assert caught.value.refusal is Refusal.MISSING


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=80), st.text(max_size=80))
def test_garbled_signature_headers_are_refused_and_never_crash(given_input: str, given_signature: str) -> None:
    headers = {"X-Terminal-Id": "A", "Signature-Input": given_input, "Signature": given_signature}
    with pytest.raises(SignatureRefused):
        verify_request(Request("GET", "https://p.example/", headers), b"", finder(*KEYS.values()), NOW)


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_one_changed_byte_of_the_signature_input_is_refused(data: st.DataObject) -> None:
    key = KEYS["ecdsa-p256-sha256"]
    request = put(key)
    text = request.headers["Signature-Input"]
    at = data.draw(st.integers(len("terminal="), len(text) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126).filter(lambda one: one != text[at]))
    request.headers["Signature-Input"] = text[:at] + other + text[at + 1 :]
    with pytest.raises(SignatureRefused):
        verify_request(request, BODY, finder(key), NOW)


# --- answers ----------------------------------------------------------------------------------------------
def answered(key: PrivateKey, status: int = 200) -> Answer:
    request = put(KEYS["sm2-sm3"], None)
    headers = {"ETag": '"v1"'}
    if status == 200:
        headers["Content-Type"] = "application/json"
    answer = Answer(status, headers, request)
    sign_answer(answer, BODY if status == 200 else None, key, NOW)
    return answer


@pytest.mark.parametrize("suite", SCHEMES)
@pytest.mark.parametrize("status", [200, 304])
def test_a_signed_answer_is_accepted(suite: str, status: int) -> None:
    verify_answer(answered(KEYS[suite], status), BODY if status == 200 else b"", KEYS[suite].public)


def test_an_altered_answer_is_refused() -> None:
    key = KEYS["sm2-sm3"]
    answer = answered(key)
    with pytest.raises(SignatureRefused):
        verify_answer(answer, BODY + b" ", key.public)
    with pytest.raises(SignatureRefused):
        verify_answer(Answer(201, answer.headers, answer.request), BODY, key.public)
    with pytest.raises(SignatureRefused):
        verify_answer(Answer(200, {**answer.headers, "ETag": '"v2"'}, answer.request), BODY, key.public)


def test_an_answer_to_another_request_is_refused() -> None:
    key = KEYS["sm2-sm3"]
    answer = answered(key)
    with pytest.raises(SignatureRefused):
        verify_answer(Answer(200, answer.headers, put(KEYS["sm2-sm3"], None)), BODY, key.public)


def test_an_answer_of_somebody_else_is_refused() -> None:
    with pytest.raises(SignatureRefused) as caught:
        verify_answer(answered(new_key("sm2-sm3")), BODY, KEYS["sm2-sm3"].public)
    assert caught.value.refusal is Refusal.KEY


def test_an_unsigned_answer_is_refused() -> None:
    answer = Answer(200, {"Content-Type": "application/json"}, put(KEYS["sm2-sm3"], None))
    with pytest.raises(SignatureRefused) as caught:
        verify_answer(answer, BODY, KEYS["sm2-sm3"].public)
    assert caught.value.refusal is Refusal.MISSING


# --- other programs ---------------------------------------------------------------------------------------
def signature_base(request: Request) -> bytes:
    """RFC 9421 §2.5 built by hand, without the library."""
    parameters = request.headers["Signature-Input"].removeprefix("terminal=")
    named = parameters[1 : parameters.index(")")].split()
    lowered = {name.lower(): value for name, value in request.headers.items()}
    values = {"@method": request.method, "@target-uri": request.url, **lowered}
    lines = [f"{name}: {values[name.strip(chr(34))]}" for name in named]
    return "\n".join([*lines, f'"@signature-params": {parameters}']).encode("ascii")


def raw(request: Request) -> bytes:
    return base64.b64decode(request.headers["Signature"].removeprefix("terminal=:").removesuffix(":"))


def test_the_ecdsa_suite_is_understood_by_cryptography_alone() -> None:
    key = KEYS["ecdsa-p256-sha256"]
    request = put(key)
    public = serialization.load_pem_public_key(key.public.pem.encode())
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(der_signature(raw(request)), signature_base(request), ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        public.verify(der_signature(raw(request)), signature_base(request) + b" ", ec.ECDSA(hashes.SHA256()))


P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
Point = tuple[int, int] | None


def add(one: Point, two: Point) -> Point:
    if one is None or two is None:
        return one or two
    if one[0] == two[0] and (one[1] + two[1]) % P == 0:
        return None
    if one == two:
        slope = (3 * one[0] ** 2 + A) * pow(2 * one[1], -1, P)
    else:
        slope = (two[1] - one[1]) * pow(two[0] - one[0], -1, P)
    x = (slope**2 - one[0] - two[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(factor: int, point: Point) -> Point:
    total: Point = None
    while factor:
        if factor & 1:
            total = add(total, point)
        point, factor = add(point, point), factor >> 1
    return total


def sm3(content: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize()


def sm2_verified(public: bytes, message: bytes, signature: bytes) -> bool:
    """GB/T 32918.2-2016 §7.1, written out; shares no code with the program."""
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    signer = b"1234567812345678"
    fixed = b"".join(value.to_bytes(32, "big") for value in (A, B, *G))
    za = sm3((len(signer) * 8).to_bytes(2, "big") + signer + fixed + public)
    e = int.from_bytes(sm3(za + message), "big")
    holder = (int.from_bytes(public[:32], "big"), int.from_bytes(public[32:], "big"))
    found = add(times(s, G), times((r + s) % N, holder))
    return 0 < r < N and 0 < s < N and found is not None and (e + found[0]) % N == r


def test_the_sm2_suite_is_understood_by_the_formulas_of_the_standard() -> None:
    key = KEYS["sm2-sm3"]
    request = put(key)
    assert sm2_verified(key.public.point, signature_base(request), raw(request))
    assert not sm2_verified(key.public.point, signature_base(request) + b" ", raw(request))


def test_the_formulas_themselves_know_the_published_example() -> None:
    """GM/T 0003.5-2012 annex A.2: key, message and signature on the recommended curve."""
    public = bytes.fromhex(
        "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
        "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
    )
    signature = bytes.fromhex(
        "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
        "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
    )
    assert sm2_verified(public, b"message digest", signature)
    assert SCHEMES["sm2-sm3"].verify(public, b"message digest", signature)


def test_signatures_are_sixty_four_bytes_whatever_their_numbers() -> None:
    assert (
        raw_signature(der_signature(b"\0" * 31 + b"\1" + b"\0" * 31 + b"\2"))
        == b"\0" * 31 + b"\1" + b"\0" * 31 + b"\2"
    )
    with pytest.raises(ValueError, match="64 bytes"):
        der_signature(b"short")
