"""Keeping a form for another day (草稿): the rows that *fill in* has for it, and when it may be done.

A draft is the person's own: the platform keeps it for a confirmed person alone, so that without a line, or without a
session, none is made, and that is said. Nothing of a signature or of an authorisation is ever part of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec.structs import replace

from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.engine import Ends, Guard, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import matters as own
from kiosk.flows.matter_parts import Keeping, Mending
from kiosk.flows.memory import Case, Filling, Goal, Memory
from kiosk.flows.screens import Screen

SAVE_TIMEOUT = "platform.timeout"
"""What is said where no answer came within the delay (platform_api.faults)."""


def keep_blocked(memory: Memory) -> str | None:
    """Why what is filled in cannot be kept, or None.

    `acting` and `mending`: such a form is never kept; `needs-network`: not now.
    """
    if memory.acting.principal is not None or memory.company.code or memory.item is None:
        return "acting"
    if memory.mending.asked is not None:
        return "mending"
    online = memory.around.online and memory.identity.session_id is not None
    return None if online else "needs-network"


def can_keep(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Can it be kept now?"""
    return keep_blocked(memory) is None


def worth_keeping(memory: Memory) -> bool:
    """Can it be kept, and is there anything that the person has filled in?"""
    filling = memory.filling
    given = {name for name, value in filling.answers.items() if value} - set(filling.sources)
    return keep_blocked(memory) is None and bool(given or filling.scans or filling.changed)


def earlier(memory: Memory) -> own.DraftRow | None:
    """The person's latest draft of this item, as long as nothing is filled in anew."""
    fresh = memory.keeping.draft_id == "" and memory.filling.page == 0 and not worth_keeping(memory)
    rows = memory.matters.drafts if fresh and memory.item is not None and keep_blocked(memory) is None else ()
    return next((row for row in rows if memory.item is not None and row.item_code == memory.item.code), None)


def can_take_up_earlier(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is there an earlier one, and was it not asked for already?"""
    return earlier(memory) is not None and not memory.matters.busy


def _earlier(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    row = earlier(memory)
    return put(memory, "matters", chosen=row.draft_id if row else "", busy=True)


def left_with_answers(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Did somebody go away from answers that can be kept?"""
    return worth_keeping(memory)


def still_saving(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is the platform being asked?"""
    return memory.keeping.phase == "saving"


def for_the_desk(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is it kept for staff to go on with?"""
    return memory.keeping.helping


def can_ask_staff(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is it kept, and has it no code yet?"""
    return memory.keeping.phase == "saved" and not memory.keeping.code


def _kept(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, own.DraftKept):
        return memory
    keeping = replace(
        memory.keeping,
        draft_id=event.draft_id,
        revision=event.revision,
        kept=event.kept,
        until=event.until,
        phase="saved",
        fault=None,
    )
    return replace(memory, keeping=keeping)


def opened(memory: Memory, event: Event) -> Memory:
    """The draft is what is filled in now."""
    if not isinstance(event, own.DraftOpened):
        return memory
    keeping = Keeping(event.draft_id, event.revision, event.kept, older_form=event.older_form, staff=event.staff)
    filling = Filling(answers=dict(event.answers), page=event.page)
    changed = replace(memory, goal=Goal.APPLY, item=event.item, filling=filling, keeping=keeping, case=Case())
    return put(replace(changed, mending=Mending()), "matters", busy=False)


def _no_dialog(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    return put(memory, "around", dialog="none")


SAVING_NOW = sets("keeping", phase="saving", fault=None, code="")
_FOR_MYSELF = both(SAVING_NOW, sets("keeping", helping=False))
_FOR_THE_DESK = both(SAVING_NOW, sets("keeping", helping=True))
_LAID = both(takes("keeping", code="code", code_until="until"), sets("keeping", phase="saved"))
_FAILED = both(takes("keeping", fault="fault"), sets("keeping", phase="failed"))
_LATE = sets("keeping", phase="failed", fault=SAVE_TIMEOUT)
_SAVE = (do.KeepDraft(), do.StartClock("draft-save"))
_LAY_DOWN = (do.LayDown(), do.StartClock("draft-save"))
SAVING = Step(Screen.DRAFT_KEPT, enter=_SAVE)
"""The person asked for it, and sees what becomes of it."""
KEEPING = Step(Screen.DRAFT_KEPT, enter=_SAVE)
"""Nobody is there any more; when it is kept, or cannot be, the session ends."""


def rows(begun: Iterable[StrEnum], saving: StrEnum, keeping: StrEnum, back: StrEnum) -> tuple[Row, ...]:
    """The rows: from the steps `begun` to `saving` and, when nobody is there, to `keeping`; 返回 leads to `back`."""
    begun = tuple(begun)
    over = Ends(on.CaseClosed())
    return (
        *(Row(at, own.KeepAsked, saving, both(_FOR_MYSELF, _no_dialog), when=can_keep) for at in begun),
        *(Row(at, own.KeepAsked, at, _no_dialog) for at in begun),
        *(Row(at, own.LeftAlone, keeping, both(_FOR_MYSELF, _no_dialog), when=left_with_answers) for at in begun),
        *(Row(at, own.StaffAsked, saving, both(_FOR_THE_DESK, _no_dialog), when=can_keep) for at in begun),
        *(Row(at, own.StaffAsked, at, _no_dialog) for at in begun),
        Row(saving, own.StaffAsked, saving, _FOR_THE_DESK, _LAY_DOWN, when=can_ask_staff),
        Row(saving, own.StaffAsked, saving),
        Row(saving, own.DraftKept, saving, both(_kept, SAVING_NOW), _LAY_DOWN, when=for_the_desk),
        Row(saving, own.LaidDown, saving, _LAID, (do.StopClock("draft-save"),)),
        Row(saving, own.DraftKept, saving, _kept, (do.StopClock("draft-save"),)),
        Row(saving, own.NotDone, saving, _FAILED, (do.StopClock("draft-save"),)),
        Row(saving, on.PlatformFailed, saving, _FAILED, (do.StopClock("draft-save"),)),
        Row(saving, on.TimedOut, saving, _LATE),
        Row(saving, on.RetryAsked, saving, when=still_saving),
        Row(saving, on.RetryAsked, saving, SAVING_NOW, _SAVE),
        Row(saving, on.WentBack, saving, when=still_saving),
        Row(saving, on.WentBack, back),
        Row(saving, on.Finished, over),
        Row(keeping, own.DraftKept, over, _kept),
        Row(keeping, own.NotDone, over, _FAILED),
        Row(keeping, on.PlatformFailed, over, _FAILED),
        Row(keeping, on.TimedOut, over, _LATE),
        Row(keeping, own.LeftAlone, keeping),
    )


def rescue(result: StrEnum, saving: StrEnum, when: Guard) -> tuple[Row, ...]:
    """Rows of a result page: the store could not take the case, the answers may still be kept as a draft."""
    return (Row(result, own.KeepAsked, saving, _FOR_MYSELF, when=when), Row(result, own.KeepAsked, result))


def resuming(form: StrEnum) -> tuple[Row, ...]:
    """Rows of a form that was begun anew although an earlier one was kept: it may be gone on with instead."""
    idle = sets("matters", busy=False)
    return (
        Row(form, own.DraftsSeen, form, takes("matters", drafts="drafts")),
        Row(form, own.DraftTakenUp, form, _earlier, (do.OpenDraft(),), when=can_take_up_earlier),
        Row(form, own.DraftTakenUp, form),
        Row(form, own.DraftOpened, form, opened, (do.PrepareForm(),)),
        Row(form, own.NotDone, form, idle),
        Row(form, on.PlatformFailed, form, idle),
    )
