"""What a session remembers of the person's own cases and drafts; see `kiosk.flows.memory`."""

from __future__ import annotations

from msgspec import field

from kiosk.domain.submission import UploadRef
from kiosk.flows.events.matters import Asked, DraftRow, Matter
from kiosk.flows.parts import Quiet


class Matters(Quiet, frozen=True):
    """我的办件: the list and what was chosen in it."""

    rows: tuple[Matter, ...] = ()
    drafts: tuple[DraftRow, ...] = ()
    loading: bool = False
    busy: bool = False
    """Something was asked for the chosen one, and is not answered yet."""
    asked: bool = False
    """Did the platform give the list?"""
    at: str = ""
    fault: str | None = None
    chosen: str = ""
    """Id of a case or a draft."""
    refused: str | None = None
    """Fault code of what was not done for the chosen one."""
    code: str = ""
    """What is typed of a code from the desk."""

    @property
    def matter(self) -> Matter | None:
        """The chosen case."""
        return next((row for row in self.rows if row.submission_id == self.chosen), None)

    @property
    def draft(self) -> DraftRow | None:
        """The chosen draft."""
        return next((row for row in self.drafts if row.draft_id == self.chosen), None)


class Keeping(Quiet, frozen=True):
    """The form as a draft at the platform."""

    draft_id: str = ""
    """Under this id it is kept, and handed in at last."""
    revision: int = 0
    kept: dict[str, UploadRef] = field(default_factory=dict)
    """Field -> a page that lies at the platform already."""
    phase: str = "idle"
    """`idle`, `saving`, `saved` or `failed`."""
    fault: str | None = None
    until: str = ""
    older_form: bool = False
    helping: bool = False
    """It is to go to the desk once it is kept."""
    code: str = ""
    """Under which the desk takes it up."""
    code_until: str = ""
    staff: str = ""
    """Number of the member of staff who filled it in."""


class Mending(Quiet, frozen=True):
    """A case that was sent back: only what is asked for is filled in."""

    submission_id: str = ""
    asked: Asked | None = None
