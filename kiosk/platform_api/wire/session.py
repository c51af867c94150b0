"""Who stands before the terminal, and what comes from that person's phone.

Must never hold a rule: only names and types, as `openapi.yaml` says.
"""

from __future__ import annotations

from kiosk.domain.submission import Evidence
from kiosk.platform_api.wire.base import Wire


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


class StepUp(Wire, frozen=True):
    """More evidence for the person of the session."""

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


class PhonePageRequest(Wire, frozen=True):
    """Open a page for the phone."""

    page_id: str
    submission_id: str
    material_code: str


class PhonePage(Wire, frozen=True):
    """What the QR holds."""

    page_id: str
    url: str
    expires_at: str
    server_time: str


class PhoneFile(Wire, frozen=True):
    """A file from the phone; goes with the case as an UploadRef."""

    upload_id: str
    media_type: str
    sha256: str
    size: int


class EarlierQuestion(Wire, frozen=True):
    """Which kind of paper."""

    material_code: str


class EarlierUpload(Wire, frozen=True):
    """A paper of an earlier case of the person."""

    upload_id: str
    service_item_code: str
    media_type: str
    size: int
    handed_in_at: str


class EarlierUploads(Wire, frozen=True):
    """What the person handed in before, the latest first."""

    uploads: tuple[EarlierUpload, ...]


class UploadReuse(Wire, frozen=True):
    """The copy that is wanted of an earlier paper, and the case it is for."""

    copy_id: str
    submission_id: str
    material_code: str


class PhonePageState(Wire, frozen=True):
    """What has come."""

    page_id: str
    state: str
    """waiting, opened, closed or expired."""
    files: tuple[PhoneFile, ...]
    server_time: str
