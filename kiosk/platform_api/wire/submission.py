"""Cases, drafts, and what is passed on between terminal and desk.

Must never hold a rule: only names and types, as `openapi.yaml` says.
"""

from __future__ import annotations

from typing import Any

import msgspec

from kiosk.domain.submission import Attachment, Evidence, Outcome, UploadRef, outcome_of
from kiosk.domain.text import Text
from kiosk.platform_api.wire.base import Wire


class CorrectionRequest(Wire, frozen=True):
    """What the department asks for, all at once (一次性告知)."""

    correction_id: str
    text: Text
    due_at: str
    fields: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    given: dict[str, str | float] = msgspec.field(default_factory=dict)
    """The answers to `fields` as they were given; in the person's own session alone."""


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
    department: Text | None = None
    """Who has it, where that is not the item's own department (通办)."""

    @property
    def outcome(self) -> Outcome:
        """What screen and paper may say about it; a package is accepted once all of its items are."""
        said = outcome_of(self.state)
        mixed = any(outcome_of(one.state) is not Outcome.ACCEPTED for one in self.parts)
        return Outcome.RECEIVED if mixed and said is Outcome.ACCEPTED else said


class SubmissionQuestion(Wire, frozen=True):
    """Which cases."""

    states: tuple[str, ...] = ()
    cursor: str | None = None


class Submissions(Wire, frozen=True):
    """A page of the person's cases."""

    submissions: tuple[SubmissionAnswer, ...]
    next: str | None = None


class CorrectionAnswer(Wire, frozen=True):
    """What was asked for."""

    answer_id: str
    submission_id: str
    correction_id: str
    form: dict[str, str | float]
    attachments: tuple[Attachment, ...]
    uploads: tuple[UploadRef, ...]
    evidence: Evidence
    captured_at: str


class Withdrawal(Wire, frozen=True):
    """The person takes the case back."""

    reason: str


class Draft(Wire, frozen=True):
    """What was filled in so far."""

    draft_id: str
    service_item_code: str
    item_version: str
    form_version: str
    form: dict[str, str | float]
    uploads: tuple[UploadRef, ...]
    materials: tuple[dict[str, Any], ...]
    saved_at: str
    page: int | None = None
    based_on: int | None = None
    parts: tuple[str, ...] = ()
    """Of a package: codes of the items that the person wants."""


class DraftKept(Wire, frozen=True):
    """Which revision it is."""

    draft_id: str
    revision: int
    expires_at: str


class KeptDraft(Wire, frozen=True):
    """A draft as the platform keeps it."""

    draft: Draft
    revision: int
    expires_at: str
    account_id: str | None = None
    """The member of staff who has filled in something of it at a desk."""


class DraftQuestion(Wire, frozen=True):
    """Which drafts."""

    service_item_code: str | None = None


class DraftSummary(Wire, frozen=True):
    """A draft without its answers."""

    draft_id: str
    service_item_code: str
    saved_at: str
    revision: int
    expires_at: str


class Drafts(Wire, frozen=True):
    """The person's drafts."""

    drafts: tuple[DraftSummary, ...]


class SecondLook(Wire, frozen=True):
    """A second member of staff let it go as it is."""

    account_id: str
    looked_at: str


class Handover(Wire, frozen=True):
    """A matter that somebody else goes on with."""

    handover_id: str
    item_code: str
    reason: str
    """Why, in words; no personal data."""
    draft_id: str | None = None
    submission_id: str | None = None
    account_id: str | None = None
    draft: Draft | None = None
    """From a desk, which has no session: what was filled in, whole."""
    second_look: SecondLook | None = None
    """Who else looked at that draft."""


class HandoverCode(Wire, frozen=True):
    """What to show or print."""

    handover_id: str
    code: str
    expires_at: str


class HandoverRedemption(Wire, frozen=True):
    """Somebody has the code."""

    code: str
    account_id: str | None = None


class HandedOver(Wire, frozen=True):
    """The matter as it was laid down."""

    handover_id: str
    item_code: str
    reason: str
    made_at: str
    submission_id: str | None = None
    draft: KeptDraft | None = None
    """For a desk, and at a terminal where it is nobody's yet."""
    draft_id: str | None = None
    """It is a person's: a terminal fetches it in that person's session."""
