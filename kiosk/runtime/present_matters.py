"""One's own cases and drafts, from memory to view. Pure; decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.offers import Joint
from kiosk.domain.submission import Outcome, SubmissionState
from kiosk.domain.text import Language
from kiosk.flows import drafts, progress
from kiosk.flows.events.matters import Asked, DraftRow, Matter, MatterPart
from kiosk.flows.screens import Screen
from kiosk.forms.layout import Field, FormError, lay_out
from kiosk.runtime.present_form import display
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown_matters import AskedRow, DraftView, MatterRow, MatterView, PartRow

_DONE = frozenset({SubmissionState.APPROVED, SubmissionState.COMPLETED})
_OVER = frozenset({SubmissionState.WITHDRAWN, SubmissionState.TERMINATED})
_WAITING = frozenset({SubmissionState.QUEUED, SubmissionState.SUSPENDED})


def matters_view(scene: Scene) -> MatterView:
    """The list."""
    matters, language = scene.memory.matters, scene.memory.around.language
    return MatterView(
        rows=tuple(_row(scene, one, language) for one in matters.rows),
        drafts=tuple(_draft_row(scene, one, language) for one in matters.drafts),
        loading=matters.loading,
        fault=matters.fault,
        asked=matters.asked,
        listed_at=matters.at,
        taking=progress.code_blocked(scene.memory) or "yes",
    )


def handover_view(scene: Scene) -> MatterView:
    """Typing a code of the desk."""
    matters = scene.memory.matters
    return MatterView(code=matters.code, busy=matters.busy, refused=matters.refused)


def matter_view(scene: Scene) -> MatterView:
    """The chosen case."""
    memory, language = scene.memory, scene.memory.around.language
    matter = memory.matters.matter
    if matter is None:
        return MatterView()
    asked = matter.asked
    mend, withdraw = progress.mend_blocked(memory), progress.withdraw_blocked(memory)
    return MatterView(
        name=matter.name.said(language),
        department=matter.department.said(language) if matter.department else "",
        state=_state(matter),
        status=_status(matter),
        text=matter.text.said(language) if matter.text else "",
        number=matter.project_no or matter.reference,
        provisional=matter.project_no is None and bool(matter.reference),
        time=_time(scene, matter.at),
        updated=_time(scene, matter.updated),
        here=matter.here,
        asked_text=asked.text.said(language) if asked else "",
        due=asked.due if asked else "",
        wanted=_wanted(matter, asked, language) if asked else (),
        answering=matter.answering,
        mend="yes" if mend is None else "" if mend == "nothing" else mend,
        withdraw="yes" if withdraw is None else "" if withdraw == "state" else withdraw,
        printable=matter.item is not None
        and matter.state not in _OVER
        and bool(matter.project_no or matter.reference),
        parts=part_rows(matter.parts, matter.item, language),
        busy=memory.matters.busy,
        refused=memory.matters.refused,
    )


def part_rows(parts: Sequence[MatterPart], item: ServiceItem | None, language: Language) -> tuple[PartRow, ...]:
    """The items of a package, each as it stands; without a state until the platform has said how they stand."""
    if not parts and isinstance(item, Joint):
        return tuple(PartRow(one.name.said(language), "waiting", "") for one in item.taken)
    return tuple(
        PartRow(one.name.said(language), _shape(one.state), one.text.said(language), one.project_no or "")
        for one in parts
    )


def draft_view(scene: Scene) -> DraftView:
    """Whether the form can be kept, how that went, and the chosen draft."""
    memory, language = scene.memory, scene.memory.around.language
    keeping, draft = memory.keeping, memory.matters.draft
    blocked = drafts.keep_blocked(memory)
    offer = "yes" if blocked is None else blocked if blocked == "needs-network" else ""
    name = memory.item.name.said(language) if memory.item else ""
    earlier = drafts.earlier(memory) if scene.screen is Screen.FORM else None
    draft = earlier or draft
    chosen = draft is not None and (scene.screen is Screen.DRAFT or earlier is not None)
    return DraftView(
        offer=offer,
        worth=drafts.worth_keeping(memory),
        phase=keeping.phase,
        fault=keeping.fault,
        until=draft.until if draft is not None and chosen else keeping.until,
        older_form=keeping.older_form,
        earlier=earlier is not None,
        name=draft.name.said(language) if draft is not None and chosen else name,
        saved=_time(scene, draft.saved) if draft is not None and chosen else "",
        blocked=progress.take_up_blocked(memory) if scene.screen is Screen.DRAFT else None,
        helping=keeping.helping,
        code=keeping.code,
        code_until=keeping.code_until,
        staff=keeping.staff,
        busy=memory.matters.busy,
        refused=memory.matters.refused,
    )


def _state(matter: Matter) -> str:
    return {"": "sent", "ATTENTION": "attention"}.get(matter.state, matter.state)


def _shape(state: str) -> str:
    """Shape of a state of the platform's; a word nobody knows is never more than under way."""
    if state in _DONE:
        return "ok"
    if state == SubmissionState.CORRECTION:
        return "attention"
    if state in _WAITING:
        return "waiting"
    if state in _OVER:
        return "todo"
    return "error" if state in {"RETURNED", "NOT_ACCEPTED", "REJECTED"} else "progress"


def _status(matter: Matter) -> str:
    if matter.answering and matter.state == SubmissionState.CORRECTION:
        return "attention" if matter.answering == "attention" else "waiting"
    local = {Outcome.QUEUED: "waiting", Outcome.SENT: "waiting"}.get(matter.outcome)
    return local or ("attention" if matter.state == "ATTENTION" else _shape(matter.state))


def _row(scene: Scene, matter: Matter, language: Language) -> MatterRow:
    answered = matter.answering and matter.state == SubmissionState.CORRECTION
    return MatterRow(
        row_id=matter.submission_id,
        name=matter.name.said(language),
        status=_status(matter),
        standing=f"answered-{matter.answering}" if answered else _state(matter),
        said=matter.text.said(language) if matter.text else "",
        time=_time(scene, matter.updated or matter.at),
    )


def _draft_row(scene: Scene, draft: DraftRow, language: Language) -> MatterRow:
    return MatterRow(draft.draft_id, draft.name.said(language), "todo", "draft", time=_time(scene, draft.saved))


def _time(scene: Scene, moment: float) -> str:
    if not moment:
        return ""
    told = dt.datetime.fromtimestamp(moment, scene.now.tzinfo)
    return (told + dt.timedelta(seconds=scene.memory.around.clock_ahead)).strftime("%m-%d %H:%M")


def _wanted(matter: Matter, asked: Asked, language: Language) -> tuple[AskedRow, ...]:
    """What is asked for, question by question; one that the form does not have is named as the platform does."""
    fields = _fields(matter)
    rows = [
        AskedRow(
            fields[name].title.said(language) if name in fields else name,
            display(fields[name], asked.given.get(name, ""), language) if name in fields else "",
        )
        for name in asked.fields
    ]
    names = {one.code: one.name for one in (matter.item.materials if matter.item else ())}
    rows += [AskedRow(names[code].said(language) if code in names else code, paper=True) for code in asked.materials]
    return tuple(rows)


def _fields(matter: Matter) -> dict[str, Field]:
    try:
        return {field.name: field for field in lay_out(matter.item.form).fields} if matter.item else {}
    except FormError:
        return {}
