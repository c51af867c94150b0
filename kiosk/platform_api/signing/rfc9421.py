"""HTTP Message Signatures (RFC 9421) as the contract uses them, for requests and for signed answers.

A private profile: the algorithm is fixed by the key id (`alg` is not sent), one signature a message, label
`terminal` on requests and `platform` on answers. Must never reuse a signature: each attempt is signed afresh.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import http_sf
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureAlgorithm,
    HTTPSignatureKeyResolver,
    InvalidSignature,
)
from http_message_signatures.digests import ContentDigest
from http_message_signatures.exceptions import HTTPMessageSignaturesException

from kiosk.platform_api.digest import content_digest, digest_matches
from kiosk.platform_api.signing.keys import PrivateKey, PublicKey
from kiosk.platform_api.signing.scheme import Scheme

WINDOW = 90
"""Seconds a signature may be older or newer than the receiver's clock."""
ANSWERED_WITHIN = 2 * WINDOW
"""Seconds between the times of a question and of its answer: the window that let the question in, and as long again
for the answering."""
FIELDS = ("content-digest", "content-type", "idempotency-key", "x-terminal-id")
_REQUEST, _ANSWER = "terminal", "platform"
_BOUND = ('"@method";req', '"@path";req', f'"signature";req;key="{_REQUEST}"')
"""What ties an answer to the very request it answers: an old answer cannot be played again."""


class Refusal(StrEnum):
    """Why a signature is not accepted."""

    MISSING = "signature-missing"
    INCOMPLETE = "signature-incomplete"
    KEY = "key-unknown"
    CLOCK = "clock-skew"
    DIGEST = "digest-wrong"
    INVALID = "signature-invalid"


class SignatureRefused(Exception):  # noqa: N818  says what happened
    """A message is unsigned, altered, late or signed by somebody else."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class Request:
    """A request as both sides see it; `url` absolute, as the client asked for it."""

    method: str
    url: str
    headers: MutableMapping[str, str]


@dataclass(frozen=True)
class Answer:
    """An answer and the request it belongs to."""

    status_code: int
    headers: MutableMapping[str, str]
    request: Request


@dataclass(frozen=True)
class Signed:
    """What a good signature says."""

    key_id: str
    nonce: str
    created: int


def sign_request(request: Request, body: bytes | None, key: PrivateKey, now: float) -> None:
    """Add Content-Digest (where there is a body), Signature-Input and Signature to the headers.

    Args:
        request: what will be sent; its headers change.
        body: exactly the bytes that will be sent, None where there are none.
        key: the terminal's key.
        now: the platform's time as far as known, seconds since 1970.
    """
    if body is not None:
        request.headers["Content-Digest"] = content_digest(key.public.scheme, body)
    _sign(request, key, now, _REQUEST, _covered_by_request(request, body))


def sign_answer(answer: Answer, body: bytes | None, key: PrivateKey, now: float) -> None:
    """Sign an answer of the platform over status, digest, type, ETag and the signature of its request."""
    if body is not None:
        answer.headers["Content-Digest"] = content_digest(key.public.scheme, body)
    _sign(answer, key, now, _ANSWER, _covered_by_answer(answer, body))


def verify_request(request: Request, body: bytes, find_key: Callable[[str], PublicKey | None], now: float) -> Signed:
    """Check signature, coverage, time window and digest; the caller checks that the nonce is new.

    Raises:
        SignatureRefused: with the first thing that is wrong.
    """
    key_id = _key_id(request.headers)
    key = find_key(key_id)
    if key is None:
        raise SignatureRefused(Refusal.KEY)
    required = [*_covered_by_request(request, body or None), "x-terminal-id"]
    parameters = _verify(request, key, now, list(dict.fromkeys(required)))
    if body and not digest_matches(key.scheme, _field(request.headers, "content-digest"), body):
        raise SignatureRefused(Refusal.DIGEST)
    return Signed(key_id, str(parameters["nonce"]), int(parameters["created"]))


def verify_answer(answer: Answer, body: bytes, key: PublicKey) -> None:
    """Check that the platform answered exactly this, to exactly this request.

    Our clock is not asked, it may be wrong: the answer covers the signature of our request with its fresh nonce, and
    its time must be near the time that our request says.

    Raises:
        SignatureRefused: unsigned, altered, stale, for another request, or by another key.
    """
    if _key_id(answer.headers) != key.key_id:
        raise SignatureRefused(Refusal.KEY)
    parameters = _verify(answer, key, None, _covered_by_answer(answer, body or None))
    if abs(_time(parameters) - _time(_parameters(answer.request.headers))) > ANSWERED_WITHIN:
        raise SignatureRefused(Refusal.CLOCK)
    if body and not digest_matches(key.scheme, _field(answer.headers, "content-digest"), body):
        raise SignatureRefused(Refusal.DIGEST)


def _covered_by_request(request: Request, body: bytes | None) -> list[str]:
    present = {name.lower() for name in request.headers}
    needed = {"content-digest", "content-type"} if body is not None else set()
    return ["@method", "@target-uri", *(name for name in FIELDS if name in present | needed)]


def _covered_by_answer(answer: Answer, body: bytes | None) -> list[str]:
    present = {name.lower() for name in answer.headers}
    needed = {"content-digest", "content-type"} if body is not None else set()
    fields = ("content-digest", "content-type", "etag")
    return ["@status", *(name for name in fields if name in present | needed), *_BOUND]


def _sign(message: Request | Answer, key: PrivateKey, now: float, label: str, covered: Sequence[str]) -> None:
    created = dt.datetime.fromtimestamp(now, tz=dt.UTC)
    signer = _Signer(signature_algorithm=_algorithm(key.public.scheme), key_resolver=_OneKey(private=key))
    signer.sign(
        message,
        key_id=key.key_id,
        created=created,
        expires=created + dt.timedelta(seconds=WINDOW),
        nonce=secrets.token_hex(16),
        label=label,
        include_alg=False,
        covered_component_ids=tuple(covered),
    )


def _verify(message: Request | Answer, key: PublicKey, now: float | None, required: Sequence[str]) -> dict[str, Any]:
    verifier = _Verifier(signature_algorithm=_algorithm(key.scheme), key_resolver=_OneKey(public=key))
    verifier.now = now
    try:
        results = verifier.verify(message, max_age=None, require_components=tuple(required))
    except InvalidSignature as error:
        incomplete = "was not covered" in str(error) or "not found in the message" in str(error)
        raise SignatureRefused(Refusal.INCOMPLETE if incomplete else Refusal.INVALID) from error
    except (HTTPMessageSignaturesException, ValueError) as error:
        raise SignatureRefused(Refusal.INVALID) from error
    parameters = dict(results[0].parameters)
    if not {"created", "expires", "nonce", "keyid"} <= parameters.keys():
        raise SignatureRefused(Refusal.INCOMPLETE)
    return parameters


def _key_id(headers: MutableMapping[str, str]) -> str:
    """The key id of the only signature."""
    found = _parameters(headers).get("keyid")
    if not isinstance(found, str):
        raise SignatureRefused(Refusal.INVALID)
    return found


def _time(parameters: dict[str, Any]) -> int:
    """When it was signed, seconds since 1970."""
    created = parameters.get("created")
    if type(created) is not int:
        raise SignatureRefused(Refusal.INCOMPLETE)
    return created


def _parameters(headers: MutableMapping[str, str]) -> dict[str, Any]:
    """What the only signature says of itself, not yet verified."""
    value = _field(headers, "signature-input")
    if not value:
        raise SignatureRefused(Refusal.MISSING)
    try:
        parsed: Any = http_sf.parse(value.encode("ascii"), tltype="dictionary")
        members = list(parsed.values())
        found = dict(members[0][1])
    except (ValueError, KeyError, IndexError, TypeError):
        raise SignatureRefused(Refusal.INVALID) from None
    if len(members) != 1:
        raise SignatureRefused(Refusal.INVALID)
    return found


def _field(headers: MutableMapping[str, str], name: str) -> str:
    """A header whatever its case, empty where it is absent."""
    return next((headers[one] for one in headers if one.lower() == name), "")


class _OneKey(HTTPSignatureKeyResolver):
    """Hands the library the key that was found for the key id."""

    def __init__(self, public: PublicKey | None = None, private: PrivateKey | None = None) -> None:
        self._public, self._private = public, private

    def resolve_public_key(self, key_id: str) -> Any:
        return self._public if self._public and self._public.key_id == key_id else None

    def resolve_private_key(self, key_id: str) -> Any:
        return self._private if self._private and self._private.key_id == key_id else None


class _OwnDigest(ContentDigest):
    """Digests are made and checked in `platform_api.digest`: the library knows no SM3."""

    @classmethod
    def prepare(cls, headers: Any, body: bytes | None, *, use_existing_digest: bool) -> None:
        """Leave the field as it is."""


class _Signer(HTTPMessageSigner):
    """The library's signer, which lets the digest alone."""

    content_digest_class = _OwnDigest


class _Verifier(HTTPMessageVerifier):
    """The library's verifier with a clock from outside."""

    now: float | None = None

    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:
        """±WINDOW around `now`; without `now` no time is checked."""
        del max_age
        if self.now is None:
            return
        created, expires = sig_input.params.get("created"), sig_input.params.get("expires")
        if type(created) is not int or type(expires) is not int:
            raise SignatureRefused(Refusal.INCOMPLETE)
        if abs(self.now - created) > WINDOW or not created <= expires <= created + WINDOW:
            raise SignatureRefused(Refusal.CLOCK)


def _algorithm(scheme: Scheme) -> type[HTTPSignatureAlgorithm]:
    class Algorithm(HTTPSignatureAlgorithm):
        """The suite, as the library wants it."""

        algorithm_id = scheme.name

        def __init__(self, public_key: PublicKey | None = None, private_key: PrivateKey | None = None) -> None:
            self._public, self._private = public_key, private_key

        def sign(self, message: bytes) -> bytes:
            """64 bytes."""
            if self._private is None:
                raise HTTPMessageSignaturesException("no key to sign with")
            return self._private.sign(message)

        def verify(self, signature: bytes, message: bytes) -> None:
            """Nothing where it is right."""
            if self._public is None or not scheme.verify(self._public.point, message, signature):
                raise InvalidSignature("wrong signature")

    return Algorithm
