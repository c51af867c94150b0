"""What the desk's window shows, as plain data.

Must never hold a whole name; a telephone number only while it is asked for.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Page(StrEnum):
    """Pages of the desk, in their order."""

    TODAY = "today"
    FIGURES = "figures"
    ASSIST = "assist"
    DRAFTS = "drafts"
    REVIEW = "review"
    CALLS = "calls"
    OUTBOX = "outbox"
    CORRECTIONS = "corrections"
    PRINTS = "prints"
    DIFFERENCES = "differences"
    DAYS = "days"


class Act(StrEnum):
    """What can be done with a row."""

    RETRY = "retry"
    CALL = "call"
    END = "end"
    CHECKED = "checked"
    COMPARE = "compare"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    LOOK = "look"
    RESUME = "resume"
    DROP = "drop"
    REPRINT = "reprint"
    """A slip, on paper once more."""
    SAVE = "save"
    """The figures of the day, as PDF."""


class Row(msgspec.Struct, frozen=True):
    """One line of a table."""

    row_id: str
    standing: str
    """A job's state, a day's state, or the letter of a difference."""
    reference: str = ""
    """暂存号, or the day."""
    name: str = ""
    """Masked."""
    item: str = ""
    """Name of the service item, or what the thing is."""
    at: float = 0.0
    """Seconds since 1970."""
    fault: str = ""
    attempts: int = 0
    not_before: float = 0.0
    ledger: str = ""
    copy: int = 0
    """Of a reprint: which one it is."""
    copies: int = 0
    """How often it was printed again so far."""
    pages: int = 0
    """Of a slip; 0: it is none."""
    printer: str = ""
    """Which driver printed it."""

    def __repr__(self) -> str:
        """Nobody in a traceback."""
        return f"Row({self.row_id!r})"


class HelpOption(msgspec.Struct, frozen=True):
    """One of the answers to choose from."""

    value: str
    label: str


class HelpField(msgspec.Struct, frozen=True):
    """One question of the form on the desk."""

    name: str
    kind: str
    """As kiosk.forms.layout.FieldKind has it."""
    label: str
    hint: str = ""
    value: str = ""
    options: tuple[HelpOption, ...] = ()
    required: bool = False
    there: bool = False
    """Of a paper: is it there already?"""
    problem: str = ""
    """As kiosk.forms.answers.Problem has it, with `n` and `limit`; empty: nothing is wrong."""
    n: int = 0
    limit: str = ""
    marked: bool = False
    """Did a second person point at it?"""

    def __repr__(self) -> str:
        """No answer in a traceback."""
        return f"HelpField({self.name!r})"


class HelpView(msgspec.Struct, frozen=True):
    """A form that is filled in for somebody. `stage` is "none", "form", "handed", or "look" for a second person."""

    stage: str = "none"
    item: str = ""
    fields: tuple[HelpField, ...] = ()
    theirs: bool = False
    """Did somebody lay it down at a terminal?"""
    code: str = ""
    """Under which a terminal takes it up."""
    until: str = ""
    """Local time, `MM-DD HH:MM`."""
    wants_look: bool = False
    """Must a second person see these answers first?"""
    looked_by: str = ""
    """Who did."""
    why: str = ""
    """Why it was sent back (kiosk.runtime.audit.events.LOOKS); empty: it was not."""

    def __repr__(self) -> str:
        """No answer and no code in a traceback."""
        return f"HelpView({self.stage!r})"


class Bar(msgspec.Struct, frozen=True):
    """How many of what."""

    name: str
    count: int


class Figures(msgspec.Struct, frozen=True):
    """Of one business day, in counts alone; names of bars as kiosk.runtime.workbench.figures has them."""

    day: str = ""
    total: int = 0
    median: float = -1.0
    """Seconds until the platform had a case; less than 0: it has none yet."""
    hours: tuple[Bar, ...] = ()
    items: tuple[Bar, ...] = ()
    outcomes: tuple[Bar, ...] = ()
    waits: tuple[Bar, ...] = ()
    days: tuple[str, ...] = ()
    """Those that there are figures of, the newest first."""


class DeskView(msgspec.Struct, frozen=True):
    """All of it. `stage` is "locked", "checking" or "open"; `problem` a fault code."""

    stage: str = "locked"
    problem: str = ""
    wait: int = 0
    card: bool = False
    """A staff card was read: its PIN is wanted."""
    who: str = ""
    number: str = ""
    roles: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    """Those that this person has."""
    page: Page = Page.TODAY
    rows: tuple[Row, ...] = ()
    counts: dict[str, int] = {}
    """Rows by page, where they are known."""
    chosen: str = ""
    acts: tuple[Act, ...] = ()
    phone: str = ""
    busy: bool = False
    doing: Act | None = None
    """What is being done, or was done last."""
    said: str = ""
    """What was done last: an Act, or "code" of what went wrong in `problem`."""
    online: bool = True
    help: HelpView = HelpView()
    look: HelpView = HelpView()
    """What is looked at a second time."""
    figures: Figures = Figures()
    saved: str = ""
    """Where the file lies that was asked for last."""

    def __repr__(self) -> str:
        """Nobody in a traceback."""
        return f"DeskView({self.stage!r}, {self.page!r})"
