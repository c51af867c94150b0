"""What the pages of one's own cases and drafts show; see `kiosk.runtime.view`. Must never hold an answer in full."""

from __future__ import annotations

from kiosk.runtime.shown import Shown


class MatterRow(Shown, frozen=True):
    """A case or a draft in the list."""

    row_id: str
    name: str
    status: str
    """Shape: `ok`, `progress`, `waiting`, `attention`, `error` or `todo`."""
    standing: str
    """A code that the interface has words for: as `MatterView.state`, or `answered-…` with `MatterView.answering`."""
    said: str = ""
    """The platform's own words for it."""
    time: str = ""
    """`MM-DD HH:MM`, local time."""


class AskedRow(Shown, frozen=True):
    """One thing that is asked for: the question and what was answered, or a paper to bring."""

    label: str
    value: str = ""
    paper: bool = False


class PartRow(Shown, frozen=True):
    """One item of a package."""

    name: str
    status: str
    text: str
    number: str = ""


class MatterView(Shown, frozen=True):
    """The list, and the chosen case."""

    rows: tuple[MatterRow, ...] = ()
    drafts: tuple[MatterRow, ...] = ()
    loading: bool = False
    fault: str | None = None
    asked: bool = False
    """Did the platform give the list?"""
    listed_at: str = ""
    name: str = ""
    department: str = ""
    state: str = ""
    """A SubmissionState; `sent` or `attention` for what lies here; or a word nobody knows."""
    status: str = ""
    text: str = ""
    number: str = ""
    provisional: bool = False
    """Is the number a 暂存号?"""
    time: str = ""
    updated: str = ""
    here: bool = False
    """Is this what the terminal knows, because the platform could not be asked?"""
    asked_text: str = ""
    due: str = ""
    """ISO 8601 date."""
    wanted: tuple[AskedRow, ...] = ()
    answering: str = ""
    """An answer to what is asked for lies here: `queued`, `sent`, `attention`."""
    mend: str = ""
    """`yes`, or why not here (`expired`, `elsewhere`, `store`, `answered`); empty: nothing is asked for."""
    withdraw: str = ""
    """`yes`, or `needs-network`, `on-its-way`; empty: there is nothing to take back."""
    code: str = ""
    """What is typed of a code from the desk."""
    taking: str = ""
    """Can something be taken up by a code: `yes`, or why not (`expired`, `needs-network`)?"""
    printable: bool = False
    parts: tuple[PartRow, ...] = ()
    busy: bool = False
    refused: str | None = None


class DraftView(Shown, frozen=True):
    """Keeping what is filled in, and the chosen draft."""

    offer: str = ""
    """`yes`, `needs-network`, or empty: such a form is never kept."""
    worth: bool = False
    """Is there anything that would be lost?"""
    phase: str = "idle"
    """`saving`, `saved` or `failed`."""
    fault: str | None = None
    until: str = ""
    """ISO 8601 date."""
    older_form: bool = False
    earlier: bool = False
    """Is there one of this item, while nothing is filled in anew? `saved` says from when."""
    name: str = ""
    saved: str = ""
    """`MM-DD HH:MM`."""
    blocked: str | None = None
    """Why the draft cannot be gone on with: `gone`, `expired`, `needs-network`."""
    helping: bool = False
    """Is it kept for staff to go on with?"""
    code: str = ""
    """Under which the desk takes it up."""
    code_until: str = ""
    """`MM-DD HH:MM`."""
    staff: str = ""
    """Number of the member of staff who filled it in."""
    busy: bool = False
    refused: str | None = None
