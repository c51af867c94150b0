"""Papers that are files already: on the person's own USB stick (U 盘), or handed in before (以前交过).

The rows that *fill in* has for them. A stick's pages become scans of the case; an earlier paper becomes a copy at the
platform, and never touches this terminal. Until the person takes it, whatever stood there before still stands.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.flows import events as on
from kiosk.flows import supply_effects as do
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.engine import Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import supply as papers
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen
from kiosk.flows.supply import material_of, may_phone, may_stand, pages, settled

STICK, EARLIER = "stick", "earlier"
"""Where the files are, and the answers to the question for a paper that came from there."""
ON_FILES = Step(Screen.FILES, enter=(do.LookForFiles(),), leave=(do.StopLooking(),))
_STAYS = frozenset({"taking", "review", "failed"})
"""Phases that no news of the stick changes: what is being read either comes or fails by itself."""


def may_stick(memory: Memory) -> bool:
    """Has this terminal a place for a stick?"""
    return memory.around.sticks


def may_reuse(memory: Memory) -> bool:
    """Can something from before be asked for? Whoever acts for another has nothing of the other's."""
    return may_phone(memory) and may_stand(memory)


def _may_open(memory: Memory, event: Event) -> bool:
    if not isinstance(event, papers.FilesOpened) or not material_of(memory, event.field):
        return False
    return may_stick(memory) if event.source == STICK else event.source == EARLIER and may_reuse(memory)


def _listed(memory: Memory, event: Event) -> bool:
    supply = memory.supply
    keys = {row.key for row in supply.listed}
    return isinstance(event, papers.FileChosen) and supply.phase == "listed" and event.key in keys


def _made(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    return memory.supply.phase == "review" and bool(memory.supply.made)


def _opened(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, papers.FilesOpened):
        return memory
    return put(_fresh(memory, event), "supply", field=event.field, source=event.source)


_fresh = sets("supply", phase="opening", listed=(), more=False, chosen="", made=(), fault=None)


def _seen(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, papers.FilesSeen) or memory.supply.phase in _STAYS:
        return memory
    return put(memory, "supply", phase=event.phase, listed=event.files, more=event.more)


def _scanned(memory: Memory, event: Event) -> Memory:
    supply = memory.supply
    memory = settled(memory, supply.field, STICK)
    names = [supply.field if number == 1 else f"{supply.field}/{number}" for number in range(1, len(supply.made) + 1)]
    scans = {**memory.filling.scans, **dict(zip(names, supply.made, strict=True))}
    return _fresh(put(memory, "filling", scans=scans), event)


def _copied(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, papers.FileTaken):
        return memory
    field = memory.supply.field
    memory = settled(memory, field, EARLIER)
    kept = {**memory.keeping.kept, **pages(field, (event.ref,))}
    return _fresh(put(memory, "keeping", kept=kept, draft_id=event.case_id), event)


_FAILED = both(takes("supply", fault="fault"), sets("supply", phase="failed", made=()))
_TAKING = both(takes("supply", chosen="key"), sets("supply", phase="taking"))
_REVIEW = both(takes("supply", made="pages"), sets("supply", phase="review"))


def rows(form: StrEnum, files: StrEnum) -> tuple[Row, ...]:
    """From the form to the files, and back."""
    return (
        Row(form, papers.FilesOpened, files, _opened, when=_may_open),
        Row(form, papers.FilesOpened, form),
        Row(files, papers.FilesSeen, files, _seen),
        Row(files, papers.FileChosen, files, _TAKING, (do.TakeFile(),), when=_listed),
        Row(files, papers.FileChosen, files),
        Row(files, papers.FileMade, files, _REVIEW),
        Row(files, papers.FileTaken, form, _copied),
        Row(files, papers.FilesFailed, files, _FAILED),
        Row(files, on.PlatformFailed, files, _FAILED),
        Row(files, on.RetryAsked, files, _fresh, (do.StopLooking(), do.LookForFiles())),
        Row(files, on.Accepted, form, _scanned, when=_made),
        Row(files, on.Accepted, files),
        Row(files, on.WentBack, form, _fresh),
    )
