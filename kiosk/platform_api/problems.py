"""Errors on the wire: RFC 9457 problems, the only shape of error there is. Must never carry personal data."""

from __future__ import annotations

from enum import StrEnum

import msgspec

BASE = "https://platform.example/problems/"
"""Every `type` is this and a ProblemType; the addresses are names and lead nowhere."""
MEDIA_TYPE = "application/problem+json"


class ProblemType(StrEnum):
    """Last part of `type`; with the status in which it comes."""

    MALFORMED = "malformed"
    """400: no JSON, or not UTF-8."""
    IDEMPOTENCY_KEY_MISSING = "idempotency-key-missing"
    """400."""
    SIGNATURE_MISSING = "signature-missing"
    """401, like the six below."""
    SIGNATURE_INCOMPLETE = "signature-incomplete"
    SIGNATURE_INVALID = "signature-invalid"
    KEY_UNKNOWN = "key-unknown"
    CLOCK_SKEW = "clock-skew"
    DIGEST_WRONG = "digest-wrong"
    NONCE_REPLAYED = "nonce-replayed"
    SESSION_INVALID = "session-invalid"
    """401: no session, closed, or of another terminal."""
    NOT_ALLOWED = "not-allowed"
    """403: the key's role does not allow this operation."""
    ENROLMENT_CODE_INVALID = "enrolment-code-invalid"
    """403."""
    STEP_UP_REQUIRED = "step-up-required"
    """403 with requiredAssurance."""
    NOT_FOUND = "not-found"
    """404."""
    CONFLICT = "conflict"
    """409: same id or Idempotency-Key, other content."""
    WITHDRAWN = "item-withdrawn"
    """410: item or item version is no longer offered."""
    TOKEN_DEAD = "token-dead"  # noqa: S105  a name, no password
    """410: a show token that is late, redeemed, renewed or put away."""
    TOO_LARGE = "too-large"
    """413."""
    INVALID = "invalid"
    """422 with errors."""
    PERSON_MISMATCH = "person-mismatch"
    """422: name and number do not belong together."""
    PHONE_UNKNOWN = "phone-unknown"
    """422: the platform holds no number for this person."""
    CODE_WRONG = "code-wrong"
    """422 with triesLeft."""
    CODE_LATE = "code-late"
    """422."""
    CODE_LOCKED = "code-locked"
    """423."""
    TOO_SOON = "too-soon"
    """429 with Retry-After."""
    UNAVAILABLE = "unavailable"
    """500, 502, 503, 504."""
    STATE_CONFLICT = "state-conflict"
    """409: things stand so that this cannot be done (any more)."""
    OFFSET_WRONG = "offset-wrong"
    """409: an upload does not stand where the piece begins."""
    UPLOAD_DAMAGED = "upload-damaged"
    """422: the whole is not what its digest says; it begins anew."""
    SINCE_UNKNOWN = "since-unknown"
    """410: the platform does not remember that version; fetch the whole."""
    FROZEN = "frozen"
    """423: somebody froze it, a person looks."""


class FieldProblem(msgspec.Struct, frozen=True):
    """One thing that is wrong: where (RFC 6901 pointer into the body) and what, without the value."""

    pointer: str
    detail: str


class Problem(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """An answer of media type application/problem+json."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: tuple[FieldProblem, ...] = ()
    required_assurance: str | None = None
    tries_left: int | None = None
    server_time: str | None = None

    @property
    def kind(self) -> str:
        """The last part of `type`; a ProblemType where we know it."""
        return self.type.removeprefix(BASE)


def problem(kind: ProblemType, status: int, title: str) -> Problem:
    """A problem of that kind."""
    return Problem(BASE + kind.value, title, status)
