"""One's own cases and drafts: what the person did there, and what platform and outbox answered."""

from __future__ import annotations

import msgspec

from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.submission import Outcome, UploadRef
from kiosk.domain.text import Text
from kiosk.flows.events.base import Event, Private
from kiosk.flows.events.person import LeaveConfirmed


class Asked(msgspec.Struct, frozen=True):
    """What a department asks for (补正), all at once (一次性告知)."""

    correction_id: str
    text: Text
    due: str
    """ISO 8601 date."""
    fields: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    given: dict[str, str] = msgspec.field(default_factory=dict)
    """The answers as they were given before, where they are known here."""

    def __repr__(self) -> str:
        """No answer in a traceback."""
        return "Asked(…)"


class MatterPart(msgspec.Struct, frozen=True):
    """One item of a package, with a state of its own."""

    name: Text
    state: str
    text: Text
    project_no: str | None = None


class Matter(msgspec.Struct, frozen=True):
    """One case of the person: as the platform says, or as it waits here where the platform has not spoken."""

    submission_id: str
    name: Text
    state: str
    """A SubmissionState; QUEUED where it lies here and never left, or a word we do not know."""
    outcome: Outcome
    item: ServiceItem | None = None
    """Where the catalogue at hand still has it."""
    department: Text | None = None
    text: Text | None = None
    """The platform's words for the state."""
    project_no: str | None = None
    reference: str = ""
    """暂存号, where this terminal has taken it."""
    at: float = 0.0
    """Received, or stored here: seconds since 1970."""
    updated: float = 0.0
    lookup_url: str | None = None
    asked: Asked | None = None
    parts: tuple[MatterPart, ...] = ()
    here: bool = False
    """Is this what the terminal knows, because the platform has not spoken or cannot be asked?"""
    answering: str = ""
    """How an answer to `asked` stands that lies here: `queued`, `sent` or `attention`; empty: there is none."""
    fault: str | None = None
    identity_pending: bool = False
    """Must the platform still review who handed it in?"""

    def __repr__(self) -> str:
        """Nothing of the case."""
        return "Matter(…)"


class DraftRow(msgspec.Struct, frozen=True):
    """A draft without its answers."""

    draft_id: str
    item_code: str
    name: Text
    saved: float
    """Seconds since 1970."""
    until: str
    """ISO 8601 date on which it is thrown away."""
    offered: bool = True
    """Is the item still offered?"""

    def __repr__(self) -> str:
        """Nothing of the person."""
        return "DraftRow(…)"


# --- the person -------------------------------------------------------------------------------------------
class MattersOpened(Event, frozen=True):
    """我的办件 on the home page."""


class MatterChosen(Event, frozen=True):
    """Wants to see that case."""

    submission_id: str


class DraftChosen(Event, frozen=True):
    """Wants to see that draft."""

    draft_id: str


class WithdrawAsked(Event, frozen=True):
    """撤回, asked and confirmed."""


class MendingStarted(Event, frozen=True):
    """去补正."""


class DraftTakenUp(Event, frozen=True):
    """接着办."""


class DraftDropAsked(Event, frozen=True):
    """删掉, asked and confirmed."""


class KeepAsked(Event, frozen=True):
    """先存着，下次接着办."""


class StaffAsked(Event, frozen=True):
    """请工作人员帮我: what is filled in goes to the desk, by a code."""


class HandoverOpened(Event, frozen=True):
    """输入办理码, on the list."""


class CodeTyped(Private, frozen=True):
    """What is typed of the code so far."""

    text: str


class LeftAlone(LeaveConfirmed, frozen=True):
    """Nobody answered 您还在吗？: the session ends as if it had been left; what may be kept is kept first."""


# --- what was answered ------------------------------------------------------------------------------------
class MattersFound(Private, frozen=True):
    """The person's cases and drafts, the latest first."""

    matters: tuple[Matter, ...]
    drafts: tuple[DraftRow, ...]
    asked: bool
    """Did the platform say so? False: only what this terminal knows."""
    at: str = ""
    """When, hh:mm."""


class DraftsSeen(Private, frozen=True):
    """Drafts of the item that is begun."""

    drafts: tuple[DraftRow, ...]


class MatterChanged(Private, frozen=True):
    """The chosen case stands otherwise now."""

    matter: Matter


class NotDone(Event, frozen=True):
    """What was asked of a case or a draft was not done (fault code)."""

    fault: str


class DraftKept(Private, frozen=True):
    """The platform keeps the answers."""

    draft_id: str
    revision: int
    until: str
    """ISO 8601 date."""
    kept: dict[str, UploadRef]
    """Field -> the page that lies at the platform now."""


class DraftOpened(Private, frozen=True):
    """A draft, whole, as far as it fits the form of today."""

    item: ServiceItem
    draft_id: str
    revision: int
    answers: dict[str, str]
    kept: dict[str, UploadRef]
    page: int
    older_form: bool = False
    """It was filled in on another version of the form."""
    staff: str = ""
    """Number of the member of staff who filled it in; empty: nobody did."""


class LaidDown(Private, frozen=True):
    """The draft waits for the desk under this code."""

    code: str
    until: str
    """Local time, `MM-DD HH:MM`."""


class DraftDropped(Event, frozen=True):
    """It is gone."""
