"""Papers by other ways than the document camera: by phone (手机传), later (容缺后补), by a promise (告知承诺).

The rows that *fill in* has for them. None is ever chosen by itself, and nothing stands for a paper for which the
catalogue does not say so. Whoever mends a case or acts for another brings the paper itself.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.submission import UploadRef
from kiosk.flows import events as on
from kiosk.flows import supply_effects as do
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.engine import Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import supply as papers
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen

PHONE, LATER, PROMISED = "phone", "later", "promised"
"""Answers to the question for a paper, beside that it was scanned."""
INSTEAD = frozenset({LATER, PROMISED})
ON_PHONE = Step(Screen.PHONE, enter=(do.OpenPhonePage(),), leave=(do.ClosePhonePage(),))
ON_PROMISE = Step(Screen.PROMISE)


def may_phone(memory: Memory) -> bool:
    """Can a file come by phone now? The page is the platform's, for the person's session."""
    return memory.around.online and memory.identity.session_id is not None and memory.mending.asked is None


def may_stand(memory: Memory) -> bool:
    """May anything but the paper be accepted from who is here?"""
    return memory.acting.principal is None and memory.mending.asked is None


def material_of(memory: Memory, field: str) -> str:
    """Code of the paper that the field asks for, or empty."""
    named = memory.item.form.get("properties", {}).get(field, {}) if memory.item else {}
    return str(named.get("x-material", ""))


def stands(memory: Memory, field: str, *, promise: bool) -> bool:
    """Does the catalogue let a promise, or the word to bring it later, stand for this paper?"""
    code = material_of(memory, field)
    found = (one for one in (memory.item.materials if memory.item else ()) if one.code == code)
    return may_stand(memory) and any(one.promisable if promise else one.deferrable for one in found)


def _by_phone(memory: Memory, event: Event) -> bool:
    return isinstance(event, papers.PhoneOpened) and may_phone(memory) and material_of(memory, event.field) != ""


def _allowed(memory: Memory, event: Event) -> bool:
    return isinstance(event, papers.InsteadOpened) and stands(memory, event.field, promise=event.promise)


def _arrived(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    return bool(memory.supply.files)


def _opened(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, papers.PhoneOpened | papers.InsteadOpened):
        return memory
    promise = isinstance(event, papers.InsteadOpened) and event.promise
    fresh = {"phase": "opening", "url": "", "files": (), "unusable": 0, "fault": None}
    return put(memory, "supply", field=event.field, promise=promise, **fresh)


def settled(memory: Memory, field: str, answer: str) -> Memory:
    """The question for the paper is answered so, and in no other way any more."""
    filling = memory.filling
    answers = {**filling.answers, field: answer}
    scans = {name: jpeg for name, jpeg in filling.scans.items() if field_of(name) != field}
    problems = tuple(problem for problem in filling.problems if problem.name != field)
    kept = {name: ref for name, ref in memory.keeping.kept.items() if field_of(name) != field}
    signed = {name: png for name, png in memory.supply.signatures.items() if name != field}
    memory = put(memory, "filling", answers=answers, scans=scans, problems=problems)
    return put(put(memory, "keeping", kept=kept), "supply", signatures=signed)


def field_of(name: str) -> str:
    """The field of a page that is kept: the second page of `proof` has the name `proof/2`."""
    return name.split("/", 1)[0]


def pages(field: str, refs: tuple[UploadRef, ...]) -> dict[str, UploadRef]:
    """The pages of one field, each under its name."""
    return {field if number == 1 else f"{field}/{number}": ref for number, ref in enumerate(refs, 1)}


def _taken(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    supply = memory.supply
    memory = settled(memory, supply.field, PHONE)
    kept = {**memory.keeping.kept, **pages(supply.field, supply.files)}
    return put(put(memory, "keeping", kept=kept, draft_id=supply.case_id), "supply", files=(), url="")


def _signed(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.Signed):
        return memory
    supply = memory.supply
    memory = settled(memory, supply.field, PROMISED if supply.promise else LATER)
    return put(memory, "supply", signatures={**memory.supply.signatures, supply.field: event.png})


def _dropped(memory: Memory, event: Event) -> Memory:
    return settled(memory, event.field, "") if isinstance(event, papers.InsteadDropped) else memory


_FAILED = both(takes("supply", fault="fault"), sets("supply", phase="failed", url=""))
_SEEN = takes("supply", phase="phase", files="files", unusable="unusable")
_WAITING = sets("supply", phase="waiting")
_AGAIN = sets("supply", phase="opening", url="", files=(), unusable=0, fault=None)


def rows(form: StrEnum, phone: StrEnum, promise: StrEnum) -> tuple[Row, ...]:
    """From the form to the page for the phone or to the promise, and back."""
    return (
        Row(form, papers.PhoneOpened, phone, _opened, when=_by_phone),
        Row(form, papers.PhoneOpened, form),
        Row(form, papers.InsteadOpened, promise, _opened, when=_allowed),
        Row(form, papers.InsteadOpened, form),
        Row(form, papers.InsteadDropped, form, _dropped),
        Row(phone, papers.PhonePageOpened, phone, both(takes("supply", url="url", case_id="case_id"), _WAITING)),
        Row(phone, papers.PhoneSeen, phone, _SEEN),
        Row(phone, papers.PhoneFailed, phone, _FAILED),
        Row(phone, on.PlatformFailed, phone, _FAILED),
        Row(phone, on.RetryAsked, phone, _AGAIN, (do.ClosePhonePage(), do.OpenPhonePage())),
        Row(phone, on.Accepted, form, _taken, when=_arrived),
        Row(phone, on.Accepted, phone),
        Row(phone, on.WentBack, form),
        Row(promise, on.Signed, form, _signed),
        Row(promise, on.WentBack, form),
    )
