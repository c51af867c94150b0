"""Flow *complain*: 事没办成, 对服务不满意, 有建议. No card, no name; a telephone number only of whoever likes.

What was said lies in the outbox before it is acknowledged; without a line it is sent later, and that is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec.structs import replace

from kiosk.domain.grievance import REASONS, About, Channel
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import service_effects as also
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.choosing import asks
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import services as said
from kiosk.flows.memory import Memory
from kiosk.flows.parts import Complaint
from kiosk.flows.screens import Screen

THEME, ITEM = "theme.", "item."
"""Before the code of a topic or an item in the key of a row."""
_PHONE_DIGITS = range(7, 13)
"""Digits of a telephone number, with or without the area code."""


class At(StrEnum):
    """Steps. A power cut before the store has it loses what was said; after it, nothing."""

    KIND = "kind"
    ABOUT = "about"
    ITEM = "item"
    WORDS = "words"
    TYPING = "typing"
    PHONE = "phone"
    DONE = "done"


# --- guards -----------------------------------------------------------------------------------------------
def known_channel(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is it one of the three doors?"""
    return isinstance(event, said.ChannelChosen) and event.channel in set(Channel)


def chose_theme(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """A topic: which item is asked next."""
    return isinstance(event, said.Chosen) and event.key.startswith(THEME)


def chose_item(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """One of the items."""
    return isinstance(event, said.Chosen) and event.key.startswith(ITEM)


def chose_subject(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Something else it may be about."""
    return isinstance(event, said.Chosen) and event.key in set(About)


def about_a_matter(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was a topic chosen before?"""
    return bool(memory.complaint.theme)


def nothing_said(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Neither a sentence touched nor a word written."""
    complaint = memory.complaint
    return not complaint.reasons and len(complaint.words.strip()) < 2  # noqa: PLR2004  as the contract wants it


def phone_wrong(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is what was typed no telephone number?"""
    return len(memory.complaint.phone) not in _PHONE_DIGITS


def of_a_case(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Did one come from a case that failed? Then it is known what it is about."""
    return bool(memory.complaint.submission_id)


def not_kept(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Did the store refuse it, so that nothing of it is on its way?"""
    return memory.complaint.fault is not None and not memory.complaint.record_id


# --- acts -------------------------------------------------------------------------------------------------
def _kind(memory: Memory, event: Event) -> Memory:
    return put(memory, "complaint", channel=event.channel) if isinstance(event, said.ChannelChosen) else memory


def _theme(memory: Memory, event: Event) -> Memory:
    key = event.key.removeprefix(THEME) if isinstance(event, said.Chosen) else ""
    return _of(memory, About.THEME, theme=key)


def _item(memory: Memory, event: Event) -> Memory:
    key = event.key.removeprefix(ITEM) if isinstance(event, said.Chosen) else ""
    return _of(memory, About.ITEM, theme=memory.complaint.theme, item_code=key)


def _subject(memory: Memory, event: Event) -> Memory:
    about = About(event.key) if isinstance(event, said.Chosen) else About.ELSE
    return _of(memory, about, theme=memory.complaint.theme if about is About.THEME else "")


def _of(memory: Memory, about: About, *, theme: str, item_code: str = "") -> Memory:
    """The sentences belong to what it is about; own words do not."""
    known = {code for code, _ in REASONS[about]}
    reasons = tuple(one for one in memory.complaint.reasons if one in known)
    return put(memory, "complaint", about=about.value, theme=theme, item_code=item_code, reasons=reasons)


def _touched(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.TagTouched):
        return memory
    reasons = memory.complaint.reasons
    chosen = event.code in reasons
    reasons = tuple(one for one in reasons if one != event.code) if chosen else (*reasons, event.code)
    return put(memory, "complaint", reasons=reasons, nothing_said=False)


def forget(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """Begin with nothing said: nothing of it may be taken for something of the next one."""
    return replace(memory, complaint=Complaint())


def about_case(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """What one came from is known: the case, its item, and that it was not done."""
    code = memory.item.code if memory.item else ""
    made = Complaint(Channel.UNABLE.value, About.ITEM.value, item_code=code, submission_id=memory.case.submission_id)
    return replace(memory, complaint=made)


_ASK_ABOUT, _ASK_ITEM = asks("complaint-about"), asks("complaint-item")
_STORED = takes("complaint", record_id="record_id", reference="reference", stored_at="at")
_STEPS: Mapping[StrEnum, Step] = {
    At.KIND: Step(Screen.COMPLAINT),
    At.ABOUT: Step(Screen.CHOOSE),
    At.ITEM: Step(Screen.CHOOSE),
    At.WORDS: Step(Screen.COMPLAINT_WORDS),
    At.TYPING: Step(Screen.WORDS),
    At.PHONE: Step(Screen.COMPLAINT_PHONE),
    At.DONE: Step(Screen.COMPLAINT_DONE, enter=(also.StoreComplaint(), do.StartClock("case-answer"))),
}
_ROWS = (
    Row(At.WORDS, on.TagTouched, At.WORDS, _touched),
    Row(At.WORDS, on.WordsOpened, At.TYPING),
    Row(At.WORDS, on.Accepted, At.WORDS, sets("complaint", nothing_said=True), when=nothing_said),
    Row(At.WORDS, on.Accepted, At.PHONE, sets("complaint", nothing_said=False)),
    Row(At.TYPING, on.WordsChanged, At.TYPING, takes("complaint", words="text")),
    Row(At.TYPING, on.Accepted, At.WORDS, sets("complaint", nothing_said=False)),
    Row(At.TYPING, on.WentBack, At.WORDS),
    Row(
        At.PHONE,
        said.PhoneChanged,
        At.PHONE,
        both(takes("complaint", phone="number"), sets("complaint", phone_wrong=False)),
    ),
    Row(At.PHONE, on.Accepted, At.PHONE, sets("complaint", phone_wrong=True), when=phone_wrong),
    Row(At.PHONE, on.Accepted, At.DONE),
    Row(At.PHONE, on.Declined, At.DONE, sets("complaint", phone="", phone_wrong=False)),
    Row(At.PHONE, on.WentBack, At.WORDS, sets("complaint", phone_wrong=False)),
    Row(At.DONE, on.RecordStored, At.DONE, _STORED, (also.WatchComplaint(),)),
    Row(
        At.DONE,
        on.RecordNotStored,
        At.DONE,
        both(takes("complaint", fault="fault"), sets("complaint", settled=True)),
        (do.StopClock("case-answer"),),
    ),
    Row(
        At.DONE,
        said.ComplaintReceived,
        At.DONE,
        both(takes("complaint", number="number", promised_by="promised_by"), sets("complaint", settled=True)),
    ),
    Row(
        At.DONE,
        said.RecordRefused,
        At.DONE,
        both(takes("complaint", fault="fault"), sets("complaint", settled=True)),
    ),
    Row(At.DONE, on.TimedOut, At.DONE, sets("complaint", settled=True)),
    Row(At.DONE, on.RetryAsked, At.PHONE, sets("complaint", fault=None, settled=False), when=not_kept),
    Row(At.DONE, on.RetryAsked, At.DONE),
    Row(At.DONE, on.Finished, Ends(on.CaseClosed())),
)

FLOW = Flow(
    name="complain",
    about="Something is not right: which door, about what, in which words; a number to call back where one likes.",
    start=At.KIND,
    steps=_STEPS,
    rows=(
        Row(At.KIND, said.ChannelChosen, At.ABOUT, both(_kind, _ASK_ABOUT), when=known_channel),
        Row(At.KIND, said.ChannelChosen, At.KIND),
        Row(At.KIND, on.WentBack, Ends(on.CaseAbandoned())),
        Row(At.ABOUT, said.Chosen, At.ITEM, both(_theme, _ASK_ITEM), when=chose_theme),
        Row(At.ABOUT, said.Chosen, At.WORDS, _subject, when=chose_subject),
        Row(At.ABOUT, said.Chosen, At.ABOUT),
        Row(At.ABOUT, on.WentBack, At.KIND),
        Row(At.ITEM, said.Chosen, At.WORDS, _item, when=chose_item),
        Row(At.ITEM, said.Chosen, At.WORDS, _subject, when=chose_subject),
        Row(At.ITEM, said.Chosen, At.ITEM),
        Row(At.ITEM, on.WentBack, At.ABOUT, both(sets("complaint", theme=""), _ASK_ABOUT)),
        Row(At.WORDS, on.WentBack, At.ITEM, _ASK_ITEM, when=about_a_matter),
        Row(At.WORDS, on.WentBack, At.ABOUT, _ASK_ABOUT),
        *_ROWS,
    ),
)

OF_A_CASE = Flow(
    name="complain-of-case",
    about="办不成事, from the case that failed: what it is about need not be asked.",
    start=At.WORDS,
    steps={at: step for at, step in _STEPS.items() if at not in {At.KIND, At.ABOUT, At.ITEM}},
    rows=(
        Row(At.WORDS, on.WentBack, Ends(on.CaseAbandoned()), forget),
        *_ROWS,
        *(
            Row(at, event, at, act)
            for at in (At.WORDS, At.TYPING, At.PHONE, At.DONE)
            for event, act in (
                (on.Printed, sets("case", print_phase="done")),
                (on.PrintFailed, both(takes("case", print_fault="fault"), sets("case", print_phase="failed"))),
            )
        ),
    ),
)
