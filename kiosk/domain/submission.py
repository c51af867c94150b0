"""A case from the citizen's side: what is sent, what may come back, what may be said about it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from kiosk.domain.acting import Authorization, Relation


class SubmissionState(StrEnum):
    """States of a case (办件); only the platform moves it past QUEUED."""

    DRAFT = "DRAFT"
    QUEUED = "QUEUED"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    CORRECTION = "CORRECTION"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    ACCEPTED = "ACCEPTED"
    IN_PROGRESS = "IN_PROGRESS"
    SUSPENDED = "SUSPENDED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    COMPLETED = "COMPLETED"
    WITHDRAWN = "WITHDRAWN"
    TERMINATED = "TERMINATED"


class Outcome(StrEnum):
    """The five things the screen and the paper may say, and no sixth."""

    ACCEPTED = "accepted"
    """已受理: the department has taken it (the only green tick)."""
    RECEIVED = "received"
    """已收件，等部门受理: the platform has it and gave a 办件编号."""
    SENT = "sent"
    """已送出，等确认: sent, no answer yet."""
    QUEUED = "queued"
    """已保存，还没有送出."""
    FAILED = "failed"
    """没有办成."""


_ACCEPTED = {
    SubmissionState.ACCEPTED,
    SubmissionState.IN_PROGRESS,
    SubmissionState.SUSPENDED,
    SubmissionState.APPROVED,
    SubmissionState.COMPLETED,
}
_FAILED = {
    SubmissionState.RETURNED,
    SubmissionState.NOT_ACCEPTED,
    SubmissionState.REJECTED,
    SubmissionState.TERMINATED,
    SubmissionState.WITHDRAWN,
}


WITHDRAWABLE = frozenset(
    {
        SubmissionState.SUBMITTED,
        SubmissionState.CORRECTION,
        SubmissionState.ACCEPTED,
        SubmissionState.IN_PROGRESS,
        SubmissionState.SUSPENDED,
    }
)
"""States in which the person may take the case back: it is not decided, and there is something to take back."""


def outcome_of(state: str) -> Outcome:
    """What the platform's state lets us say; a state we do not know is never more than RECEIVED."""
    try:
        known = SubmissionState(state)
    except ValueError:
        return Outcome.RECEIVED
    if known in _ACCEPTED:
        return Outcome.ACCEPTED
    return Outcome.FAILED if known in _FAILED else Outcome.RECEIVED


class Way(StrEnum):
    """How it was confirmed that the person is the holder of the card."""

    FACE = "face"
    SMS = "sms"
    SIGNATURE = "signature"
    STAFF = "staff"
    """A member of staff saw person and card."""
    PHONE = "phone"
    """A code that the person's phone showed."""
    LICENCE = "licence"
    """The code of a licence that only the holder can show."""


class FaceEvidence(msgspec.Struct, frozen=True, rename="camel"):
    """Numbers of the face check; never a picture."""

    score: float
    decision: str
    model: str
    liveness: str
    """`active-only` until a passive network is plugged in; then `active+passive` and its digest's first 16 digits."""
    challenges: tuple[str, ...]
    attempts: int
    reason: str | None = None
    """Why the try failed: `late`, `track-lost`, `another-face`, `not-live`, `doubtful`, `not-alike`; None = yes."""
    liveness_score: float | None = None
    """Median of the passive network, 0 to 1; None without one, or where it saw too little."""


class Consent(msgspec.Struct, frozen=True, rename="camel"):
    """What the person agreed to, by the digest of the text they saw (个人信息保护法 §14)."""

    purpose: str
    text_version: str
    text_sha256: str
    given_at: str


class Evidence(msgspec.Struct, frozen=True, rename="camel"):
    """Why we believe who it is. With SIGNATURE `identity` is `pending`: the platform reviews."""

    way: Way
    identity: str
    """`verified` or `pending`."""
    captured_at: str
    sam_id: str | None = None
    face: FaceEvidence | None = None
    session_id: str | None = None
    consents: tuple[Consent, ...] = ()


class Attachment(msgspec.Struct, frozen=True, rename="camel"):
    """A scanned page, small enough to travel inside the submission."""

    material_code: str
    media_type: str
    digest_sha256: str
    content: str
    """Base64."""

    def __repr__(self) -> str:
        """No content in a traceback."""
        return f"Attachment({self.material_code!r})"


class UploadRef(msgspec.Struct, frozen=True, rename="camel"):
    """A page that was uploaded before the case: its id, and what its bytes must be. `size` in bytes."""

    upload_id: str
    material_code: str
    media_type: str
    sha256: str
    size: int


class Part(msgspec.Struct, frozen=True, rename="camel"):
    """One item of a package in its submission."""

    part_id: str
    service_item_code: str
    item_version: str


class ActingPerson(msgspec.Struct, frozen=True, rename="camel"):
    """Who acts, as their own card says."""

    kind: str
    name: str
    number: str

    def __repr__(self) -> str:
        """No personal data in a traceback."""
        return f"ActingPerson(kind={self.kind!r})"


class Scope(msgspec.Struct, frozen=True, rename="camel"):
    """For what: this one item, this one case."""

    item_code: str
    submission_id: str


class PrincipalEvidence(msgspec.Struct, frozen=True, rename="camel"):
    """Why we believe that the principal wants it: their card lay on the reader, and they signed or are a child."""

    card_read_at: str
    sam_id: str | None = None
    signature_png: str | None = None
    """Base64 PNG; None for a minor, for whom the guardian declares."""

    def __repr__(self) -> str:
        """No signature in a traceback."""
        return "PrincipalEvidence(…)"


class Agent(msgspec.Struct, frozen=True, rename="camel"):
    """The second identity of a case. `Submission.evidence` is then this person's, not the applicant's."""

    relation: Relation
    authorization_type: Authorization
    person: ActingPerson
    scope: Scope
    principal_evidence: PrincipalEvidence
    consents: tuple[Consent, ...]
    """What the principal, or for a child the guardian, agreed to."""
    granted_at: str
    valid_until: str


class OrganisationRole(StrEnum):
    """By what right somebody acts for an organisation."""

    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE"
    AUTHORISED_AGENT = "AUTHORISED_AGENT"


class OrganisationRef(msgspec.Struct, frozen=True, rename="camel"):
    """The organisation (法人) whose matter it is."""

    credit_code: str
    """Unified social credit code (GB 32100-2015)."""
    name: str
    role: OrganisationRole


class Submission(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """What is sent, whole: one unit with its attachments, so that neither travels without the other."""

    submission_id: str
    service_item_code: str
    item_version: str
    form_version: str
    applicant: dict[str, Any]
    form: dict[str, Any]
    materials: tuple[dict[str, Any], ...]
    attachments: tuple[Attachment, ...]
    evidence: Evidence
    captured_at: str
    captured_offline: bool
    clock_offset_ms: int
    reference: str | None = None
    signature_png: str | None = None
    """Base64 PNG of the signature."""
    confirmed_at: str | None = None
    """In place of it, for who cannot draw: when the person, verified in this session, confirmed by a key. Whether
    that is enough for an item is the platform's to say."""
    agent: Agent | None = None
    """Who acts for the applicant; `evidence` and the session are then this person's."""
    uploads: tuple[UploadRef, ...] = ()
    organisation: OrganisationRef | None = None
    """Whose matter it is where it is no person's; `applicant` is then the person who acts for it."""
    parts: tuple[Part, ...] = ()
    """Of a package (一件事); `service_item_code` and `item_version` are then the package's."""
    handled_in: str | None = None
    """通办: the region whose authority it is handed to (GB/T 2260); None where it belongs to the item's own."""

    def __repr__(self) -> str:
        """No personal data in a traceback."""
        return f"Submission({self.submission_id!r})"
