"""What travels between terminal and platform, as `openapi.yaml` says: shared by client and sandbox.

Must never hold a rule: only names and types. `repr` of what carries personal data shows the class name alone.
"""

from __future__ import annotations

import msgspec

from kiosk.domain.submission import Evidence, Outcome, outcome_of
from kiosk.domain.text import Text


class Wire(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """A body. Keys that we do not know are let pass."""

    def __repr__(self) -> str:
        """Nothing of what is inside."""
        return f"{type(self).__name__}(…)"


class ServerTime(Wire, frozen=True):
    """The platform's clock."""

    server_time: str


# --- terminal ---------------------------------------------------------------------------------------------
class Enrolment(Wire, frozen=True):
    """A terminal shows its public key and the one-time code."""

    code: str
    public_key: str
    """SubjectPublicKeyInfo, PEM."""


class Enrolled(Wire, frozen=True):
    """The terminal is known from now on."""

    terminal_id: str
    key_id: str
    role: str
    """`terminal` or `verifier`."""
    enrolled_at: str


class Heartbeat(Wire, frozen=True):
    """How the terminal is. No word of any person."""

    at: str
    version: str
    queued: int = 0
    devices: dict[str, str] = {}
    """Device kind to state word, e.g. id-reader: online."""


# --- session ----------------------------------------------------------------------------------------------
class PersonRef(Wire, frozen=True):
    """Whom it is about: the three things every document has."""

    kind: str
    name: str
    number: str


class IdentityQuestion(Wire, frozen=True):
    """Which ways are there to confirm this person?"""

    person: PersonRef


class IdentityWays(Wire, frozen=True):
    """The ways, and the masked number an SMS would go to."""

    ways: tuple[str, ...]
    masked_phone: str | None = None


class ChallengeRequest(Wire, frozen=True):
    """Send an SMS code to the number the platform holds; a number is never sent up."""

    person: PersonRef


class SmsChallenge(Wire, frozen=True):
    """An SMS is on its way."""

    challenge_id: str
    masked_phone: str
    expires_at: str
    resend_after_seconds: int
    tries_left: int


class SmsAnswer(Wire, frozen=True):
    """What the person typed."""

    challenge_id: str
    code: str


class ScanAnswer(Wire, frozen=True):
    """A code that the person's phone showed, or that of a licence; with the way `phone` or `licence`."""

    payload: str


class Witness(Wire, frozen=True):
    """A member of staff who saw person and card; with the way `staff`."""

    account_id: str
    seen_at: str


class SessionRequest(Wire, frozen=True):
    """Open a session: who, and why we believe it. `sms`, `scan` and `witness` go with their ways."""

    person: PersonRef
    evidence: Evidence
    sms: SmsAnswer | None = None
    scan: ScanAnswer | None = None
    witness: Witness | None = None


class Session(Wire, frozen=True):
    """A session of one person at one terminal."""

    session_id: str
    token: str
    identity: str
    expires_at: str
    profile: dict[str, str]
    """Shared data for prefill: phone, insuredAt and what else the platform holds."""
    assurance: str | None = None
    """How sure the platform is of the person; `verified`, or a word we do not know yet."""


# --- submission -------------------------------------------------------------------------------------------
class CorrectionRequest(Wire, frozen=True):
    """What the department asks for, all at once (一次性告知)."""

    correction_id: str
    text: Text
    due_at: str
    fields: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()


class DeferredMaterial(Wire, frozen=True):
    """A material that may follow (容缺受理): which, in what form, until when, and what happens otherwise."""

    material_code: str
    text: Text
    due_at: str


class CaseResult(Wire, frozen=True):
    """How a case was decided."""

    decision: str
    text: Text
    decided_at: str
    certificate_type: str | None = None


class PartAnswer(Wire, frozen=True):
    """How one part of a package stands; each has a 办件编号 of its own."""

    part_id: str
    service_item_code: str
    state: str
    text: Text
    project_no: str | None = None


class SubmissionAnswer(Wire, frozen=True):
    """How a case stands."""

    submission_id: str
    service_item_code: str
    state: str
    """A SubmissionState, or a word we do not know yet."""
    text: Text
    """The state in the platform's words."""
    project_no: str | None = None
    """办件编号."""
    received_at: str | None = None
    lookup_url: str | None = None
    """For the receipt's QR: opaque, holds no personal data."""
    identity_pending: bool = False
    updated_at: str | None = None
    correction: CorrectionRequest | None = None
    """With the state CORRECTION."""
    deferred_materials: tuple[DeferredMaterial, ...] = ()
    result: CaseResult | None = None
    """Once decided; at once for 秒批."""
    parts: tuple[PartAnswer, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """What screen and paper may say about it."""
        return outcome_of(self.state)


# --- licence ----------------------------------------------------------------------------------------------
class Purpose(Wire, frozen=True, omit_defaults=False):
    """Why a licence is read: nothing is shown without it."""

    item_code: str | None
    submission_id: str | None
    cause: str
    terminal_id: str


class LicenceQuestion(Wire, frozen=True):
    """Which licences does the session's person have? No type codes = all."""

    purpose: Purpose
    type_codes: tuple[str, ...] = ()


class Licence(Wire, frozen=True):
    """A licence as the wallet shows it; a marriage certificate has two holders, a flat may have more."""

    licence_id: str
    type_code: str
    name: Text
    holders: tuple[str, ...]
    """Masked names."""
    masked_number: str
    status: str
    """`valid`, `expiring`, `expired`, `revoked`, or a word we do not know yet."""
    status_text: Text
    authority: str
    issued_on: str
    valid_to: str | None = None
    """ISO 8601 date; absent = without end."""


class Licences(Wire, frozen=True):
    """The list and how old it is."""

    licences: tuple[Licence, ...]
    updated_at: str


class TokenRequest(Wire, frozen=True):
    """Make a code to show this licence; every earlier code of the session dies."""

    purpose: Purpose


class ShowToken(Wire, frozen=True):
    """A code for 60 seconds and one redemption."""

    token_id: str
    payload: str
    """What the QR holds: opaque."""
    expires_at: str
    server_time: str


class TokenState(Wire, frozen=True):
    """`live`, `redeemed`, `expired` or `revoked`."""

    token_id: str
    state: str
    expires_at: str
    server_time: str
    redeemed_by: str | None = None
    redeemed_at: str | None = None


class Redemption(Wire, frozen=True):
    """A verifier shows a scanned code; place and use are recorded for the citizen."""

    payload: str
    verifier: str
    use: str


class Redeemed(Wire, frozen=True):
    """What the verifier sees: the fields of this licence type's scene and no more."""

    token_id: str
    type_code: str
    name: Text
    fields: dict[str, str]
    licence_status: str
    redeemed_at: str
